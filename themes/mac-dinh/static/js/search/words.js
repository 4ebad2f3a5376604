// @ts-check
// Text → words with their two keys, and what groups of words stand for: document numbers, synonyms, abbreviations.
// The twin in Rust is src/search/words.rs; both pass tests/search/words.json.

import { exactKey, foldedKey, hasMarks } from "./key.js";

/**
 * @typedef {{exact: string, folded: string, hasMarks: boolean, start: number, end: number}} Word
 *   `start` and `end` are places in the composed (NFC) text.
 * @typedef {{exact: string, folded: string, first: number, last: number}} Concept
 *   What the words from `first` to `last` stand for: "57-NQ" is `nq57`, "chuyển đổi số" is `cđs`.
 * @typedef {{text: string, words: Word[], concepts: Concept[]}} Words `text` is composed.
 * @typedef {{kinds: [string, string][], synonyms: string[][]}} Vocabulary
 * @typedef {{words: Word[], kind?: string, exact: string, folded: string}} Pattern
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
      start: index,
      end: index + written.length,
    });
  }
  return words;
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

/** Knows the abbreviations and synonyms of a vocabulary. */
export class Analyzer {
  /** @type {Set<string>} */
  #codes = new Set();
  /** @type {Map<string, Pattern[]>} */
  #patterns = new Map();

  /** @param {Vocabulary} vocabulary */
  constructor(vocabulary) {
    for (const [code, name] of vocabulary.kinds) {
      const kind = foldedKey(code);
      this.#codes.add(kind);
      this.#add(name, { kind, exact: "", folded: "" });
    }
    for (const [token, ...forms] of vocabulary.synonyms) {
      for (const form of forms) this.#add(form, { exact: exactKey(token), folded: foldedKey(token) });
    }
    for (const patterns of this.#patterns.values()) patterns.sort((a, b) => b.words.length - a.words.length);
  }

  /** @param {string} form @param {{kind?: string, exact: string, folded: string}} meaning */
  #add(form, meaning) {
    const words = split(form.normalize("NFC"));
    if (!words.length) return;
    const patterns = this.#patterns.get(words[0].folded) ?? [];
    patterns.push({ words, ...meaning });
    this.#patterns.set(words[0].folded, patterns);
  }

  /** The words of `text` and what groups of them stand for. @param {string} text @returns {Words} */
  analyze(text) {
    const composed = text.normalize("NFC");
    const words = split(composed);
    const concepts = [...this.#synonyms(words), ...this.#numbers(composed, words)];
    concepts.sort((a, b) => a.first - b.first || b.last - a.last || (a.exact < b.exact ? -1 : Number(a.exact > b.exact)));
    const same = (/** @type {Concept} */ a, /** @type {Concept | undefined} */ b) =>
      b && a.first === b.first && a.last === b.last && a.exact === b.exact;
    // A word that says it itself needs nothing beside it.
    const adds = (/** @type {Concept} */ concept) => concept.first < concept.last || words[concept.first].exact !== concept.exact;
    return { text: composed, words, concepts: concepts.filter((concept, at) => adds(concept) && !same(concept, concepts[at - 1])) };
  }

  /** @param {Word[]} words @returns {Concept[]} */
  #synonyms(words) {
    return words.flatMap((_, first) =>
      this.#patternsAt(words, first)
        .filter((pattern) => pattern.kind === undefined)
        .map(({ exact, folded, words: { length } }) => ({ exact, folded, first, last: first + length - 1 })));
  }

  /** The groups that begin with the word at `first`, the longest first. @param {Word[]} words @param {number} first */
  #patternsAt(words, first) {
    return (this.#patterns.get(words[first]?.folded) ?? []).filter((pattern) =>
      pattern.words.every((wanted, at) => {
        const word = words[first + at];
        return word && (word.exact === wanted.exact || (!word.hasMarks && word.folded === wanted.folded));
      }));
  }

  /** Document numbers; no word belongs to two. @param {string} text @param {Word[]} words @returns {Concept[]} */
  #numbers(text, words) {
    const found = [];
    for (let first = 0; first < words.length; first++) {
      const number = this.#numberThenCode(text, words, first) ?? this.#codeThenNumber(text, words, first) ??
        this.#codeWithNumber(words, first);
      if (!number) continue;
      const { token, last } = number;
      found.push({ exact: token, folded: token, first, last });
      first = last;
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
    const name = this.#patternsAt(words, first).find((pattern) => pattern.kind !== undefined);
    const word = words[first].folded;
    const code = name?.kind ?? (this.#codes.has(word) ? word : undefined);
    if (code === undefined) return null;
    let at = first + (name?.words.length ?? 1);
    if (words[at] && isNumberSign(words[at]) && isJoined(text, words, at)) at++;
    const found = numberAt(text, words, at);
    return found && isJoined(text, words, at) ? { token: code + found.number, last: found.next - 1 } : null;
  }

  /** `NQ57`. @param {Word[]} words @param {number} first */
  #codeWithNumber(words, first) {
    const parts = /^([^0-9]+)([0-9].*)$/s.exec(words[first].folded);
    const digits = parts && this.#codes.has(parts[1]) ? number(parts[2]) : "";
    return parts && digits ? { token: parts[1] + digits, last: first } : null;
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
