// @ts-check
// Which documents fit a query and in which order: first those with more of the words as they were typed, marks
// included, then by weight of the words (BM25 over the fields) and how many of them stand side by side.
// The twin in Rust is src/search/engine.rs.

/** How soon more of the same word stop to count. */
export const K1 = 1.2;
/** How much longer texts count less. */
export const B = 0.75;
/** With fewer results than these, what lacks a few words is shown after them. */
const FEW = 5;
/** What words side by side add, at most. */
const ADJACENCY = 1;

/**
 * What one word, or group of words, of the query finds: documents in order, how much each weighs, and whether it has
 * the word as typed.
 * @typedef {{documents: ArrayLike<number>, gains: ArrayLike<number>, exact: ArrayLike<number>}} Found
 * @typedef {{
 *   required: Found[],
 *   excluded: ArrayLike<number>[],
 *   pairs: ArrayLike<number>[],
 *   typed: boolean[],
 * }} Evidence
 *   `pairs`: documents in which a word and the next stand side by side; `typed`: whether the word was typed with marks.
 */

/** How telling a word is that `having` of `all` documents have. @param {number} having @param {number} all */
export function telling(having, all) {
  return Math.log(1 + (all - having + 0.5) / (having + 0.5));
}

/**
 * The documents that have all that is required, and if those are few, those that have most of it; both best first, without what is excluded.
 * @param {Evidence} evidence
 * @param {number} all number of documents
 * @returns {{full: number[], near: number[]}}
 */
export function rank({ required, excluded, pairs, typed }, all) {
  const words = new Uint8Array(all);
  const tiers = new Uint8Array(all);
  const scores = new Float64Array(all);
  required.forEach(({ documents, gains, exact }, word) => {
    const isTyped = typed[word] ?? false;
    for (let at = 0; at < documents.length; at++) {
      const document = documents[at];
      words[document]++;
      scores[document] += gains[at];
      if (isTyped) tiers[document] += exact[at];
    }
  });
  const neighbours = new Uint8Array(all);
  for (const documents of pairs) for (let at = 0; at < documents.length; at++) neighbours[documents[at]]++;
  const out = new Uint8Array(all);
  for (const documents of excluded) for (let at = 0; at < documents.length; at++) out[documents[at]] = 1;
  const wanted = required.length;
  /** @type {number[]} */
  const full = [];
  /** @type {number[]} */
  const near = [];
  for (let document = 0; document < all; document++) {
    const isNear = words[document] < wanted;
    if (out[document] || (isNear && words[document] * 3 < wanted * 2)) continue;
    if (neighbours[document]) scores[document] *= 1 + (ADJACENCY * neighbours[document]) / pairs.length;
    (isNear ? near : full).push(document);
  }
  const byScore = (/** @type {number} */ a, /** @type {number} */ b) => scores[b] - scores[a] || a - b;
  // Of what lacks words, the tier says little: a rare word outweighs two frequent ones.
  if (full.length >= FEW) near.length = 0;
  return { full: full.sort((a, b) => tiers[b] - tiers[a] || byScore(a, b)), near: near.sort(byScore) };
}
