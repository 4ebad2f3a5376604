// @ts-check
// The publisher's list and the names of pages: rows of words and what they stand for, fetched by how they begin.
// The twin in Rust is src/search/lines.rs.

import { decode, running } from "./codec.js";
import { Phrases } from "./phrases.js";
import { split } from "./words.js";

/**
 * @typedef {import("./match.js").Sought} Sought
 * @typedef {import("./words.js").Word} Word
 * @typedef {{text: string, words: Sought[], weight: number}} Other what documents may write instead, and what that is worth
 * @typedef {{others: Other[], pages: number[], isQuestion: boolean}} Meaning `pages`: documents of that name
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
  #store;
  #folder;
  #many;
  #heads;

  /** @param {import("./store.js").Store} store @param {{folder: string, files: number, heads: string, questions: string}} written */
  constructor(store, { folder, files, heads, questions }) {
    this.#store = store;
    this.#folder = folder;
    this.#many = files;
    this.#heads = new Set(running(decode(heads)));
    for (const words of questions.split(";")) this.#add([words]);
  }

  /** What may begin with one of `words`; lines of other queries do no harm. @param {Word[]} words @returns {Promise<Phrases<Meaning>>} */
  async of(words) {
    const heads = words.flatMap(({ folded }, at) => [head(folded), head(`${folded} ${words[at + 1]?.folded}`)]);
    const wanted = new Set(heads.filter((head) => this.#heads.has(head)).map((head) => head % this.#many));
    await Promise.all([...wanted].map((file) => this.#file(file)));
    return this.#phrases;
  }

  /** @param {number} file */
  #file(file) {
    const known = this.#files.get(file);
    if (known) return known;
    const added = this.#store.get(`cum/${file}.json`, this.#folder).then((lines) => lines.forEach((/** @type {Line} */ line) => this.#add(line)));
    this.#files.set(file, added);
    added.catch(() => this.#files.delete(file));
    return added;
  }

  /** Lines of the same words are one. @param {Line} line */
  #add([written, ...rest]) {
    const words = split(written);
    const key = words.map(({ exact }) => exact).join(" ");
    const meaning = this.#known.get(key) ?? { others: [], pages: [], isQuestion: true };
    if (!this.#known.has(key)) this.#phrases.add(words, meaning);
    this.#known.set(key, meaning);
    for (const one of rest) {
      meaning.isQuestion = false;
      if (typeof one === "number") meaning.pages.push(one);
      else if (one.length) meaning.others.push({ text: one[0], words: split(one[0]).map(({ exact, folded }) => ({ exact, folded, hasMarks: true, isPrefix: false })), weight: one[1] / 100 });
    }
  }
}

/** A number for how a line begins: its first two words, or its only one. @param {string} words folded @returns {number} */
function head(words) {
  let sum = 0;
  for (const letter of words) sum = (sum * 31 + /** @type {number} */ (letter.codePointAt(0))) % 65_521;
  return sum;
}
