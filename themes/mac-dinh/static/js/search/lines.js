// @ts-check
// The publisher's list and the names of pages: rows of words and what they stand for, fetched where a query has them.
// The twin in Rust is src/search/lines.rs.

import { decode, running } from "./codec.js";
import { Phrases } from "./phrases.js";
import { spelled } from "./whole.js";
import { split } from "./words.js";

/**
 * @typedef {import("./match.js").Sought} Sought
 * @typedef {import("./words.js").Word} Word
 * @typedef {{text: string, words: Sought[], weight: number}} Other what documents may write instead, and what that is worth
 * @typedef {{others: Other[], pages: number[], isQuestion: boolean, isOnly: boolean}} Meaning `pages`: documents of that name;
 *   `isQuestion`: the words may make a question, `isOnly`: they do nothing else
 * @typedef {[string, ...([string, number] | [] | number)[]]} Line words, then what stands for them with its worth in hundredths, and
 *   documents of that name; without any, the words only make a question
 */

export class Lines {
  /** @type {Phrases<Meaning>} */
  #phrases = new Phrases();
  /** @type {Map<string, Meaning>} */
  #known = new Map();
  /** @type {Map<number, Promise<void>>} */
  #files = new Map();
  /** Files whose lines are known. @type {Set<number>} */
  #here = new Set();
  #store;
  #folder;
  #many;
  #heads;

  /** @param {import("./store.js").Store} store @param {{folder: string, files: number, heads: string[], questions: string}} written */
  constructor(store, { folder, files, heads, questions }) {
    this.#store = store;
    this.#folder = folder;
    this.#many = files;
    /** Lines of one word, of two, and so on; the last are all longer ones. */
    this.#heads = heads.map((numbers) => new Set(running(decode(numbers))));
    for (const words of spelled(questions, /[A-Z]/g)) this.#add([words]);
  }

  /**
   * What may stand in `words`; lines of other queries do no harm.
   * @param {Word[]} words @param {import("./words.js").Concept[]} numbers document numbers among them @returns {Promise<Phrases<Meaning>>}
   */
  async of(words, numbers) {
    for (let wanted = this.#wanted(words, numbers); wanted.length; wanted = this.#wanted(words, numbers)) {
      await Promise.all(wanted.map((file) => this.#file(file)));
    }
    return this.#phrases;
  }

  /** Whether a word by itself only makes a question. @param {Word} word */
  isQuestion(word) {
    return this.#phrases.at([word], 0, true).some(({ meaning }) => meaning.isOnly);
  }

  /** The files that may have the longest line at each place, and are not here yet. @param {Word[]} words @param {import("./words.js").Concept[]} numbers */
  #wanted(words, numbers) {
    const wanted = new Set();
    for (let at = 0; at < words.length;) {
      const number = numbers.find(({ first }) => first === at);
      const known = this.#phrases.at(words, at, true)[0]?.words.length ?? 1;
      let step = known;
      for (let length = Math.min(this.#heads.length, words.length - at); !number && length >= Math.min(known, this.#heads.length); length--) {
        const line = head(words.slice(at, at + length));
        if (!this.#heads[length - 1].has(line) || this.#here.has(line % this.#many)) continue;
        wanted.add(line % this.#many);
        step = length;
        break;
      }
      at = number ? number.last + 1 : at + step;
    }
    return [...wanted];
  }

  /** @param {number} file */
  #file(file) {
    const known = this.#files.get(file);
    if (known) return known;
    const added = this.#store.get(`cum/${file}.json`, this.#folder).then((lines) => {
      lines.forEach((/** @type {Line} */ line) => this.#add(line));
      this.#here.add(file);
    });
    this.#files.set(file, added);
    added.catch(() => this.#files.delete(file));
    return added;
  }

  /** Lines of the same words are one. @param {Line} line */
  #add([written, ...rest]) {
    const words = split(written);
    const key = words.map(({ exact }) => exact).join(" ");
    const meaning = this.#known.get(key) ?? { others: [], pages: [], isQuestion: false, isOnly: true };
    if (!this.#known.has(key)) this.#phrases.add(words, meaning);
    this.#known.set(key, meaning);
    meaning.isQuestion ||= !rest.length;
    for (const one of rest) {
      meaning.isOnly = false;
      if (typeof one === "number") meaning.pages.push(one);
      else if (one.length) meaning.others.push({ text: one[0], words: split(one[0]).map(({ exact, folded }) => ({ exact, folded, hasMarks: true, isPrefix: false })), weight: one[1] / 100 });
    }
  }
}

/** A number for a line. @param {Word[]} words its first @returns {number} */
function head(words) {
  let sum = 0;
  for (const letter of words.map(({ folded }) => folded).join(" ")) sum = (sum * 31 + /** @type {number} */ (letter.codePointAt(0))) % 65_521;
  return sum;
}
