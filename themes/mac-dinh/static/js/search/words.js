// @ts-check
// Text → words with their two keys, and what groups of words stand for: document numbers, synonyms, abbreviations.
// The twin in Rust is src/search/words.rs; both pass tests/search/words.json.

import { exactKey, foldedKey, hasMarks } from "./key.js";
import { Phrases } from "./phrases.js";

/**
 * @typedef {{exact: string, folded: string, hasMarks: boolean, isCapital: boolean, start: number, end: number}} Word
 *   `isCapital`: written in capitals; `start` and `end` are places in the composed (NFC) text.
 * @typedef {{exact: string, folded: string, first: number, last: number}} Concept
 *   What the words from `first` to `last` stand for: "57-NQ" is `nq57`, "chuyển đổi số" is `cđs`.
 * @typedef {{text: string, words: Word[], concepts: Concept[]}} Words `text` is composed.
 */

/** Longest word kept, in characters. */
const LONGEST_WORD = 64;
/** Most digits of a document's number. */
const LONGEST_NUMBER = 5;
const WORD = /[\p{Alphabetic}\p{N}]+/gu;
const JOINED = /^[ \u00a0\-–/]{0,3}$/;

/** The words of composed text. @param {string} text @returns {Word[]} */
export function split(text) {
  const words = [];
  for (const { 0: written, index } of text.matchAll(WORD)) {
    if (written.length > LONGEST_WORD && [...written].length > LONGEST_WORD) continue;
    words.push({
      exact: exactKey(written),
      folded: foldedKey(written),
      hasMarks: hasMarks(written),
      isCapital: written !== written.toLowerCase() && written === written.toUpperCase(),
      start: index,
      end: index + written.length,
    });
  }
  return words;
}

/** A syllable of the language, without marks: what stands before the vowels, at most three vowels, what stands behind. */
const SYLLABLE = /^(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?$/;

/** Whether a folded key may be a syllable of the language. @param {string} folded */
export function isSyllable(folded) {
  return SYLLABLE.test(folded);
}

/** Digits as a document's number, zeros in front left out; years are none. @param {string} digits */
function number(digits) {
  const isNumber = /^\d+$/.test(digits) && digits.length <= LONGEST_NUMBER && !isYear(digits);
  return isNumber ? digits.replace(/^0+/, "") : "";
}

/** @param {string} digits */
function isYear(digits) {
  return /^(19|20)..$/.test(digits);
}

/** "số", also without its mark. @param {Word} word */
function isNumberSign(word) {
  return word.folded === "so" && (!word.hasMarks || word.exact === exactKey("số"));
}

/** Knows the kinds of documents, and so their numbers. */
export class Analyzer {
  /** @type {Set<string>} */
  #codes = new Set();
  /** @type {Phrases<string>} */
  #names = new Phrases();

  /** @param {[string, string][]} kinds code and name of each kind of documents */
  constructor(kinds) {
    for (const [code, name] of kinds) {
      const kind = foldedKey(code);
      this.#codes.add(kind);
      this.#names.add(split(name.normalize("NFC")), kind);
    }
  }

  /** The words of `text` and the document numbers in it. @param {string} text @returns {Words} */
  analyze(text) {
    const composed = text.normalize("NFC");
    const words = split(composed);
    // A word that says it itself needs nothing beside it.
    const numbers = this.#numbers(composed, words).filter((one) => one.first < one.last || words[one.first].exact !== one.exact);
    return { text: composed, words, concepts: numbers };
  }

  /** Document numbers; no word belongs to two. @param {string} text @param {Word[]} words @returns {Concept[]} */
  #numbers(text, words) {
    const found = [];
    for (let first = 0; first < words.length; first++) {
      /** @type {{token: string, last: number, at?: number} | null} */
      const number = this.#numberThenCode(text, words, first) ?? this.#codeThenNumber(text, words, first) ??
        this.#codeWithNumber(words, first);
      if (!number) continue;
      const { token, last, at } = number;
      found.push({ exact: token, folded: token, first, last });
      // "Chương trình hành động 06-CTr/TU" is known by its name and by the code behind its number.
      const other = at === undefined ? null : this.#numberThenCode(text, words, at);
      if (other && other.token !== token) found.push({ exact: other.token, folded: other.token, first: /** @type {number} */ (at), last: other.last });
      first = Math.max(last, other?.last ?? 0);
    }
    return found;
  }

  /** `57-NQ`, `57 nq`, `123/2023/QĐ`, `66.7/2025/NQ`. @param {string} text @param {Word[]} words @param {number} first */
  #numberThenCode(text, words, first) {
    const found = numberAt(text, words, first);
    if (!found) return null;
    let at = found.next;
    if (words[at] && gap(text, words, at) === "/" && isYear(words[at].folded)) at++;
    const code = words[at]?.folded;
    return code !== undefined && isJoined(text, words, at) && this.#codes.has(code)
      ? { token: code + found.number, last: at } : null;
  }

  /** `NQ 57`, `NQ số 57`, `nghị quyết số 57`. @param {string} text @param {Word[]} words @param {number} first */
  #codeThenNumber(text, words, first) {
    const [name] = this.#names.at(words, first);
    const word = words[first].folded;
    const code = name?.meaning ?? (this.#codes.has(word) ? word : undefined);
    if (code === undefined) return null;
    let at = first + (name?.words.length ?? 1);
    if (words[at] && isNumberSign(words[at]) && isJoined(text, words, at)) at++;
    const found = numberAt(text, words, at);
    return found && isJoined(text, words, at) ? { token: code + found.number, last: found.next - 1, at } : null;
  }

  /** `NQ57`, `57NQ`, `KH07TU`. @param {Word[]} words @param {number} first */
  #codeWithNumber(words, first) {
    const parts = /^([^0-9]*)([0-9]+)([^0-9]*)$/s.exec(words[first].folded);
    const [, before = "", digits = "", after = ""] = parts ?? [];
    const code = [before, after].find((one) => this.#codes.has(one));
    const named = code === undefined ? "" : number(digits);
    return named ? { token: code + named, last: first } : null;
  }
}

/** What stands before the word `at`. @param {string} text @param {Word[]} words @param {number} at */
function gap(text, words, at) {
  return text.slice(words[at - 1].end, words[at].start);
}

/** Whether the words `at - 1` and `at` can be parts of one number. @param {string} text @param {Word[]} words @param {number} at */
function isJoined(text, words, at) {
  return at > 0 && at < words.length && JOINED.test(gap(text, words, at));
}

/** The number at `first` (`57`, `66.7`) and the word after it. @param {string} text @param {Word[]} words @param {number} first */
function numberAt(text, words, first) {
  const whole = number(words[first]?.folded ?? "");
  if (!whole) return null;
  const part = number(words[first + 1]?.folded ?? "");
  return part && gap(text, words, first + 1) === "."
    ? { number: `${whole}.${part}`, next: first + 2 } : { number: whole, next: first + 1 };
}
