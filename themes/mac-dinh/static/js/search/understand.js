// @ts-check
// A row of words → what is looked for: slips mended, document numbers as one token, everyday words with what
// documents write instead, words that only make a question. The twin in Rust is src/search/understand.rs.

/**
 * @typedef {import("./match.js").Sought} Sought
 * @typedef {import("./words.js").Word} Word
 * @typedef {import("./lines.js").Other} Other
 * @typedef {import("./lines.js").Meaning} Meaning
 * @typedef {{first: number, last: number, others: Other[], pages: number[]}} Span words that are one thing together
 * @typedef {[Word, Sought, string]} Mended a word typed, what was meant, and how that is written
 * @typedef {{row: Sought[], weights: number[], spans: Span[], places: number[], mended: Mended[], isDefinition: boolean}} Understood
 *   `places`: for each of `row` the first word typed it stands for; `isDefinition`: it is asked what something is
 */

/** What a word is worth that only makes a question. */
const QUESTION = 0.08;
/** The same where it was typed without marks and may be another word. */
const PERHAPS_QUESTION = 0.3;

/** @param {Word} word @returns {Sought} */
export function sought({ exact, folded, hasMarks }) {
  return { exact, folded, hasMarks, isPrefix: false };
}

/**
 * @param {Word[]} words
 * @param {import("./words.js").Concept[]} numbers document numbers the site knows
 * @param {import("./phrases.js").Phrases<Meaning>} phrases
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
    const isQuestion = phrase?.meaning.isOnly;
    isDefinition ||= Boolean(isQuestion) && /(^| )la gi$/.test(phrase.words.map(({ folded }) => folded).join(" "));
    // "AI" is no "ai", but who knows what "ai" is.
    const isPerhaps = phrase ? phrase.meaning.isQuestion && phrase.words.length === 1 && words.length > 1 && !words[at].isCapital : loose?.meaning.isOnly;
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
