// @ts-check
// What words of a query find in the index of a large site: fetches only the shards of those words.

import { decode, running } from "./codec.js";
import { foldedKey } from "./key.js";
import { OTHER_MARKS } from "./rank.js";

/**
 * @typedef {import("./rank.js").Found} Found
 * @typedef {import("./match.js").Sought} Sought
 * @typedef {{exact: string, documents: number[], gains: number[]}} Variant
 * @typedef {{total: number, variants: Variant[]}} Entry
 */

/** Most files looked into for words that begin like one being typed. */
const MOST_FILES = 3;

export class ShardMatcher {
  /** Entries by part and file. @type {Map<string, Promise<Map<string, Entry>>>} */
  #entries = new Map();
  /** @type {Map<string, Promise<Map<string, number[]>>>} */
  #pairs = new Map();

  /**
   * @param {import("./store.js").Store} store
   * @param {{folder: string, parts: number[], most: number, words: string[][], pairs: string[][]}} written first keys of files, by part
   * @param {number} documents
   */
  constructor(store, written, documents) {
    this.store = store;
    this.parts = written.parts.length;
    this.scale = written.most / 255;
    this.firsts = written;
    this.documents = documents;
  }

  /** The entries of a key, or of those that begin with it, in the first `parts` parts. @param {Sought} sought @param {number} parts */
  async #look({ folded, isPrefix }, parts) {
    const looked = [];
    for (let part = 0; part < parts; part++) {
      const files = filesOf(this.firsts.words[part], folded, isPrefix).slice(0, MOST_FILES);
      looked.push(...files.map((file) => this.#file(part, file)));
    }
    /** @type {Map<string, Entry>} */
    const found = new Map();
    for (const entries of await Promise.all(looked)) {
      const keys = isPrefix ? [...entries.keys()].filter((key) => key.startsWith(folded)) : [folded];
      for (const key of keys) {
        const entry = entries.get(key);
        if (!entry) continue;
        const known = found.get(key);
        found.set(key, known ? { total: known.total, variants: [...known.variants, ...entry.variants] } : entry);
      }
    }
    return [...found.values()];
  }

  /** @param {number} part @param {number} file */
  #file(part, file) {
    const path = `tu/${part}/${file}.json`;
    const known = this.#entries.get(path);
    if (known) return known;
    const entries = this.store.get(path, this.firsts.folder).then((rows) => new Map(rows.map((/** @type {any} */ [folded, total, variants]) => [folded, {
      total,
      variants: variants.map((/** @type {any} */ [exact, documents, gains]) => new Posting(exact || folded, documents, gains)),
    }])));
    this.#entries.set(path, entries);
    entries.catch(() => this.#entries.delete(path));
    return entries;
  }

  /** Whether a word is met anywhere, with its marks where it has any. @param {Sought} sought @param {number} parts */
  async knows(sought, parts) {
    const entries = await this.#look(sought, parts);
    return entries.some(({ variants }) => variants.some(({ exact }) => !sought.hasMarks || exact === sought.exact));
  }

  /** The documents that have a word, of the first `parts` parts. @param {Sought} sought @param {number} parts @returns {Promise<Found>} */
  async word(sought, parts) {
    const entries = await this.#look(sought, parts);
    const total = Math.min(this.documents, entries.reduce((sum, entry) => sum + entry.total, 0));
    const variants = entries.flatMap((entry) => entry.variants);
    const exact = sought.hasMarks ? variants.filter((variant) => variant.exact === sought.exact) : [];
    const others = exact.length ? variants.filter((variant) => !exact.includes(variant)) : variants;
    const best = new Uint8Array(this.documents);
    const typed = new Uint8Array(this.documents);
    for (const { documents, gains } of others) {
      for (let at = 0; at < documents.length; at++) best[documents[at]] = Math.max(best[documents[at]], gains[at]);
    }
    // A document with the word as typed is weighed by that word, not by others that only look alike.
    for (const { documents, gains } of exact) {
      for (let at = 0; at < documents.length; at++) {
        best[documents[at]] = gains[at];
        typed[documents[at]] = 1;
      }
    }
    const documents = [];
    let isTyped = 0;
    for (let document = 0; document < best.length; document++) {
      if (!best[document]) continue;
      documents.push(document);
      isTyped += typed[document];
    }
    return {
      documents,
      gains: Float32Array.from(documents, (document) => best[document] * this.scale),
      shares: Float32Array.from(documents, (document) => (!sought.hasMarks || typed[document] ? 1 : OTHER_MARKS)),
      // Of the parts that were not fetched, the share is taken to be the same.
      count: !sought.hasMarks ? total : isTyped ? Math.max(1, Math.round((total * isTyped) / documents.length)) : 0,
    };
  }

  /** The documents in which two words stand side by side. @param {Sought} first @param {Sought} second @param {number} parts */
  async #pair(first, second, parts) {
    const key = `${first.folded} ${second.folded}`;
    const lists = await Promise.all(Array.from({ length: parts }, async (_, part) => {
      const [file] = filesOf(this.firsts.pairs[part], key, false);
      return file === undefined ? [] : (await this.#pairFile(part, file)).get(key) ?? [];
    }));
    return lists.flat();
  }

  /** @param {number} part @param {number} file */
  #pairFile(part, file) {
    const path = `cap/${part}/${file}.json`;
    const known = this.#pairs.get(path);
    if (known) return known;
    const pairs = this.store.get(path, this.firsts.folder).then((rows) => new Map(rows.map((/** @type {[string, string]} */ [pair, documents]) => [pair, running(decode(documents))])));
    this.#pairs.set(path, pairs);
    pairs.catch(() => this.#pairs.delete(path));
    return pairs;
  }

  /**
   * The documents that have all these words in a row. More than two words are looked up two by two, and marks where
   * the documents have the words at all: on large sites a row may be found where only its parts stand.
   * @param {Sought[]} row @param {number} parts
   */
  async row(row, parts) {
    const pairs = await Promise.all(row.slice(1).map((word, at) => this.#pair(row[at], word, parts)));
    return pairs.reduce((left, right) => {
      const known = new Set(right);
      return left.filter((document) => known.has(document));
    });
  }

  /** All words with the number of documents that have them. */
  async known() {
    const { words, totals } = await this.store.get("tu-dien.json", this.firsts.folder);
    const counts = decode(totals);
    return words.split(" ").map((/** @type {string} */ exact, /** @type {number} */ at) => ({ exact, folded: foldedKey(exact), count: counts[at] }));
  }
}

/** Postings that are read when they are first asked for: a shard holds many words nobody looks for. */
class Posting {
  #documents;
  #gains;

  /** @param {string} exact @param {string} documents @param {string} gains */
  constructor(exact, documents, gains) {
    this.exact = exact;
    this.#documents = documents;
    this.#gains = gains;
  }

  /** @returns {number[]} */
  get documents() {
    return running(decode(this.#documents));
  }

  /** @returns {number[]} */
  get gains() {
    return decode(this.#gains);
  }
}

/** The files that may have a key, or keys that begin with it. @param {string[]} firsts @param {string} key @param {boolean} isPrefix */
export function filesOf(firsts, key, isPrefix) {
  const files = [];
  for (let file = 0; file < firsts.length; file++) {
    const isBehind = firsts[file] > key && !(isPrefix && firsts[file].startsWith(key));
    if (isBehind) break;
    if (file + 1 === firsts.length || firsts[file + 1] > key) files.push(file);
  }
  return files;
}
