// @ts-check
// The index of a small site: documents as runs of word numbers, turned round into postings once.

import { decode } from "./codec.js";
import { foldedKey } from "./key.js";

/** First character of a number, see codec.js. */
const ZERO = 0x23;
const BACKSLASH = 0x5c - ZERO;
const LIMIT = 0xd000;
const PAIR = 0xe000;
/** Tone marks, then marks of vowels, and the capital letters that stand for them. */
const MARKS = "\u0301\u0300\u0309\u0303\u0323\u0302\u0306\u031b";
const LETTERS = "SFRXJZYW";
/** How many letters a key shares with the one before, from none on. */
const SHARED = "ABCDEGHIKLMNOPQTUV";
/** A token at the place of the one before. */
const SAME_PLACE = 0x20;
/** The next document begins. */
const NEXT_DOCUMENT = 0x21;

/**
 * The postings of a field: occurrences of term `t` stand from `starts[t]` to `starts[t + 1]`, by document and position.
 * @typedef {{starts: Uint32Array, documents: Uint32Array, positions: Uint32Array, lengths: Uint32Array, average: number}} Field
 */

export class Whole {
  /** @param {{terms: string, frequent: [number, number], pairs: string, fields: string[]}} written @param {number} documents */
  constructor({ terms, frequent, pairs, fields }, documents) {
    const exact = keys(terms);
    const rows = expanded(exact.length, frequent, decode(pairs));
    this.documents = documents;
    /** Terms by their keys without marks; `number` is the term's place in the postings. */
    this.terms = exact.map((key, number) => ({ exact: key, folded: foldedKey(key), number }))
      .sort((a, b) => (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : a.exact < b.exact ? -1 : 1));
    this.fields = fields.map((text) => inverted(text, rows, exact.length, documents));
  }

  /** The terms whose folded key is `key`, or begins with it. @param {string} key @param {boolean} isPrefix */
  variants(key, isPrefix) {
    let [low, high] = [0, this.terms.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.terms[middle].folded < key) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (end < this.terms.length && (isPrefix ? this.terms[end].folded.startsWith(key) : this.terms[end].folded === key)) end++;
    return this.terms.slice(low, end);
  }
}

/** The keys with marks. @param {string} terms */
function keys(terms) {
  // A tone stays behind the word, so it is no part of a letter.
  return spelled(terms, /[ZYW]/g).map((key) => marked(key, /[SFRXJ]/g));
}

/** Texts that share beginnings, with letters for some marks. @param {string} written @param {RegExp} letters @returns {string[]} */
export function spelled(written, letters) {
  let before = "";
  return (written.match(/[A-EG-IK-QTUV][^A-EG-IK-QTUV]*/g) ?? []).map((text) => {
    before = before.slice(0, SHARED.indexOf(text[0])) + text.slice(1);
    return marked(before, letters).normalize("NFC");
  });
}

/** @param {string} text @param {RegExp} letters */
function marked(text, letters) {
  return text.replace(letters, (letter) => MARKS[LETTERS.indexOf(letter)]);
}

/**
 * The terms of each symbol: of a term itself, of a pair those of both its symbols. Frequent terms and pairs come first, then the others.
 * @param {number} terms @param {[number, number]} frequent @param {number[]} pairs
 */
function expanded(terms, [firstTerms, firstPairs], pairs) {
  /** @type {number[][]} */
  const rows = [];
  const row = (/** @type {number} */ symbol) => (rows[symbol] ??= of(symbol));
  const of = (/** @type {number} */ symbol) => {
    if (symbol < firstTerms) return [symbol];
    if (symbol >= firstTerms + firstPairs && symbol < terms + firstPairs) return [symbol - firstPairs];
    const pair = symbol - (symbol < firstTerms + firstPairs ? firstTerms : terms);
    return [...row(pairs[2 * pair]), ...row(pairs[2 * pair + 1])];
  };
  for (let symbol = 0; symbol < terms + pairs.length / 2; symbol++) row(symbol);
  return rows;
}

/** @param {string} text @param {number[][]} rows @param {number} terms @param {number} documents @returns {Field} */
function inverted(text, rows, terms, documents) {
  const tokens = [];
  const owners = [];
  const places = [];
  const lengths = new Uint32Array(documents);
  let document = 0;
  let place = -1;
  let isSame = false;
  for (let at = 0; at < text.length; at++) {
    let code = text.charCodeAt(at);
    if (code === NEXT_DOCUMENT) {
      document++;
      place = -1;
      continue;
    }
    if (code === SAME_PLACE) {
      isSame = true;
      continue;
    }
    let high = 0;
    if (code >= PAIR) {
      high = (code - PAIR) * LIMIT;
      code = text.charCodeAt(++at);
    }
    const number = code - ZERO;
    for (const token of rows[high + (number > BACKSLASH ? number - 1 : number)]) {
      if (!isSame) place++;
      isSame = false;
      tokens.push(token);
      owners.push(document);
      places.push(place);
      lengths[document]++;
    }
  }
  const starts = new Uint32Array(terms + 1);
  for (const token of tokens) starts[token + 1]++;
  for (let term = 0; term < terms; term++) starts[term + 1] += starts[term];
  const ends = starts.slice();
  const [all, positions] = [new Uint32Array(tokens.length), new Uint32Array(tokens.length)];
  tokens.forEach((token, at) => {
    const end = ends[token]++;
    all[end] = owners[at];
    positions[end] = places[at];
  });
  return { starts, documents: all, positions, lengths, average: tokens.length / Math.max(1, documents) };
}
