// @ts-check
// What words of a query find in the index of a small site.

import { B, K1, OTHER_MARKS } from "./rank.js";
import { Whole } from "./whole.js";

/**
 * @typedef {import("./rank.js").Found} Found
 * @typedef {{exact: string, folded: string, hasMarks: boolean, isPrefix: boolean}} Sought
 * @typedef {{exact: string, folded: string, number: number}} Term
 */

/** No document. @type {Found} */
const NOTHING = { documents: [], gains: [], shares: [], count: 0 };

export class WholeMatcher {
  /** @param {{terms: string, fields: string[]}} written @param {number} documents @param {number[]} weights of the fields */
  constructor(written, documents, weights) {
    const index = new Whole(written, documents);
    this.index = index;
    this.weights = weights;
    this.norms = index.fields.map(({ lengths, average }) =>
      Float64Array.from(lengths, (length) => K1 * (1 - B + (B * length) / (average || 1))));
  }

  /** A small site has one part. */
  parts = 1;

  /** Whether a word is met anywhere, with its marks where it has any. @param {Sought} sought */
  async knows(sought) {
    return this.#terms(sought).some((term) => !sought.hasMarks || term.exact === sought.exact);
  }

  /** @param {Sought} sought @returns {Term[]} */
  #terms({ folded, isPrefix }) {
    return this.index.variants(folded, isPrefix);
  }

  /** All words with the number of times they occur. */
  async known() {
    return this.index.terms.map(({ exact, folded, number }) => ({
      exact, folded, count: this.index.fields.reduce((sum, { starts }) => sum + starts[number + 1] - starts[number], 0),
    }));
  }

  /** The documents that have a word. @param {Sought} sought @returns {Promise<Found>} */
  async word(sought) {
    const terms = this.#terms(sought);
    if (!terms.length) return NOTHING;
    const all = this.#weigh(terms);
    const exact = sought.hasMarks ? terms.filter((term) => term.exact === sought.exact) : [];
    const typed = sought.hasMarks ? this.#weigh(exact) : all;
    const documents = [...all.keys()].sort((a, b) => a - b);
    return {
      documents,
      // A document with the word as typed is weighed by that word, not by others that only look alike.
      gains: documents.map((document) => typed.get(document) ?? all.get(document) ?? 0),
      shares: documents.map((document) => (typed.has(document) ? 1 : OTHER_MARKS)),
      count: typed.size,
    };
  }

  /** The documents with one of the terms and how much the terms weigh in each. @param {Term[]} terms @returns {Map<number, number>} */
  #weigh(terms) {
    const gains = new Map();
    this.index.fields.forEach((field, number) => {
      const counts = new Map();
      for (const term of terms) {
        for (let at = field.starts[term.number]; at < field.starts[term.number + 1]; at++) {
          const document = field.documents[at];
          counts.set(document, (counts.get(document) ?? 0) + 1);
        }
      }
      for (const [document, count] of counts) {
        const gain = (this.weights[number] * (K1 + 1) * count) / (count + this.norms[number][document]);
        gains.set(document, (gains.get(document) ?? 0) + gain);
      }
    });
    return gains;
  }

  /** The documents that have all these words in a row. @param {Sought[]} row @returns {Promise<number[]>} */
  async row(row) {
    const documents = new Set();
    const choices = row.map((sought) => {
      const terms = this.#terms(sought);
      const exact = sought.hasMarks ? terms.filter((term) => term.exact === sought.exact) : [];
      return exact.length ? exact : terms;
    });
    for (const field of this.index.fields) {
      // Places of documents end far below 65,536 words; a longer document would only match a little too much.
      let ends = new Set();
      choices.forEach((terms, step) => {
        const next = new Set();
        for (const { number } of terms) {
          for (let at = field.starts[number]; at < field.starts[number + 1]; at++) {
            const place = field.documents[at] * 65536 + field.positions[at];
            if (step === 0 || ends.has(place - 1)) next.add(place);
          }
        }
        ends = next;
      });
      for (const place of ends) documents.add(Math.floor(place / 65536));
    }
    return [...documents].sort((a, b) => a - b);
  }
}
