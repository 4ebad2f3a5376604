// @ts-check
// A row of words → what is looked for: slips mended, document numbers as one token, everyday words with what
// documents write instead, words that only make a question. The twin in Rust is src/search/understand.rs.

import { Phrases } from "./phrases.js";
import { split } from "./words.js";

/**
 * @typedef {import("./match.js").Sought} Sought
 * @typedef {import("./words.js").Word} Word
 * @typedef {{text: string, words: Sought[], weight: number}} Other what documents may write instead, and what that is worth
 * @typedef {{others: Other[], pages: number[], isQuestion: boolean}} Meaning `pages`: documents of that name
 * @typedef {{first: number, last: number, others: Other[], pages: number[]}} Span words that are one thing together
 * @typedef {[Word, Sought, string]} Mended a word typed, what was meant, and how that is written
 * @typedef {{row: Sought[], weights: number[], spans: Span[], places: number[], mended: Mended[], isDefinition: boolean}} Understood
 *   `places`: for each of `row` the first word typed it stands for; `isDefinition`: it is asked what something is
 * @typedef {[string, ...([string, number] | [] | number)[]]} Line words, then what stands for them with its worth in hundredths, and
 *   documents of that name; without any, the words only make a question
 */

/** What a word is worth that only makes a question. */
const QUESTION = 0.08;
/** The same where it was typed without marks and may be another word. */
const PERHAPS_QUESTION = 0.3;

/** The file with the lines that begin with a word. @param {string} folded @param {number} files */
export function fileOf(folded, files) {
  let sum = 0;
  for (const letter of folded) sum = (sum * 31 + /** @type {number} */ (letter.codePointAt(0))) % 65_521;
  return sum % files;
}

/** @param {Word} word @returns {Sought} */
export function sought({ exact, folded, hasMarks }) {
  return { exact, folded, hasMarks, isPrefix: false };
}

/** The phrases of lines; lines of the same words are one. @param {Line[]} lines @returns {Phrases<Meaning>} */
export function phrasesOf(lines) {
  const phrases = new Phrases();
  /** @type {Map<string, Meaning>} */
  const known = new Map();
  for (const [written, ...rest] of lines) {
    const words = split(written);
    const key = words.map(({ exact }) => exact).join(" ");
    const meaning = known.get(key) ?? { others: [], pages: [], isQuestion: true };
    if (!known.has(key)) phrases.add(words, meaning);
    known.set(key, meaning);
    for (const one of rest) {
      meaning.isQuestion = false;
      if (typeof one === "number") meaning.pages.push(one);
      else if (one.length) meaning.others.push({ text: one[0], words: split(one[0]).map((word) => ({ ...sought(word), hasMarks: true })), weight: one[1] / 100 });
    }
  }
  return phrases;
}

/**
 * @param {Word[]} words
 * @param {import("./words.js").Concept[]} numbers document numbers the site knows
 * @param {Phrases<Meaning>} phrases
 * @returns {Omit<Understood, "mended">}
 */
export function understand(words, numbers, phrases) {
  /** @type {Sought[]} */
  const row = [];
  /** @type {number[]} */
  const weights = [];
  /** @type {number[]} */
  const places = [];
  /** @type {Span[]} */
  const spans = [];
  let isDefinition = false;
  const add = (/** @type {Sought} */ one, /** @type {number} */ weight, /** @type {number} */ place) => {
    row.push(one);
    weights.push(weight);
    places.push(place);
  };
  for (let at = 0; at < words.length;) {
    const number = numbers.find(({ first }) => first === at);
    if (number) {
      add({ exact: number.exact, folded: number.folded, hasMarks: true, isPrefix: false }, 1, at);
      at = number.last + 1;
      continue;
    }
    const [phrase] = phrases.at(words, at, true);
    const [loose] = phrase ? [] : phrases.at(words, at);
    const isQuestion = phrase?.meaning.isQuestion;
    isDefinition ||= Boolean(isQuestion) && /(^| )la gi$/.test(phrase.words.map(({ folded }) => folded).join(" "));
    const isPerhaps = loose?.meaning.isQuestion;
    if (phrase && !isQuestion) {
      const { others, pages } = phrase.meaning;
      spans.push({ first: row.length, last: row.length + phrase.words.length - 1, others, pages });
    }
    const length = phrase?.words.length ?? 1;
    for (let step = 0; step < length; step++) add(sought(words[at + step]), isQuestion ? QUESTION : isPerhaps ? PERHAPS_QUESTION : 1, at + step);
    at += length;
  }
  return { row, weights, spans, places, isDefinition };
}
