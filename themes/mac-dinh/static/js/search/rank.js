// @ts-check
// Which documents fit a query and in which order. Any word may be missing: the weights of what a document has are
// added up (BM25 over the fields, and two words side by side as one of their own), and the sum is multiplied by the
// share of the query that was found. The twin in Rust is src/search/rank.rs.

/** How soon more of the same word stop to count. */
export const K1 = 1.2;
/** How much longer texts count less. */
export const B = 0.75;
/** What a word counts that has other marks than those typed. */
export const OTHER_MARKS = 0.1;
/** What two words side by side count. */
const PAIR = 2;
/** What a word counts where it makes a pair in the query that is known, but not there; and a syllable in any case, because most words are two. */
const APART = 0.5;
/** Fewer words than these are a name, each of whose syllables counts in full. */
const NAME = 3;
/** What has less of the query than this share of what the best has is no result. */
const LEAST = 0.3;
/** What has less than this share of what the best has is shown as near. */
const NEAR = 0.8;
/** With fewer results than these, what is near is shown after them. */
const FEW = 10;

/**
 * What one word finds: documents in order, how much each weighs, what share of the word that is (1, or less with
 * other marks), and how many documents have the word.
 * @typedef {{documents: ArrayLike<number>, gains: ArrayLike<number>, shares: ArrayLike<number>, count: number}} Found
 * @typedef {{first: number, second: number, isBound: boolean, documents: ArrayLike<number>, count: number}} Pair
 *   places of words in `words`; `isBound`: they are one thing together, even if no document has them so
 * @typedef {{first: number, last: number, text: string, words: Found[], pairs: {documents: ArrayLike<number>, count: number}[], row: ArrayLike<number>, weight: number}} Other
 *   what stands for the words from `first` to `last`; `pairs` are of its own words, every document has them all
 * @typedef {{
 *   words: Found[], syllables: boolean[], weights: number[], pairs: Pair[], others: Other[],
 *   required: ArrayLike<number>[], excluded: ArrayLike<number>[],
 * }} Evidence `syllables`: which words are a single syllable of the language that is part of nothing known
 */

/** What a document of each kind is worth: tasks, indicators, pages, plans, clauses, legal documents, pages, terms. */
const KINDS = [1, 1, 0.45, 0.7, 0.5, 0.8, 0.45, 0.6];
/** The same of one that has every word. */
const NAMED = [1, 1, 1.3, 1.1, 0.5, 0.9, 0.8, 0.8];
/** Place of legal documents in `KINDS`, and what one is worth where its number was asked for. */
const REFERENCE = 5;
const NUMBERED = 2;
/** Places of plans and terms in `KINDS`, and what one is worth where it was asked what something is. */
const PLAN = 3;
const TERM = 7;
const DEFINING = 2.5;
/** Place of what is named beside a subject. */
const NAMED_PLACE = 2;
/** What a word is worth at least that is more than a part of a question. */
const TELLING = 0.5;
/** A share that is the whole but for words that only make a question. */
const WHOLE = 0.97;

/** What a document of a kind is worth that has such a share of the query. @param {number} kind @param {number} share @param {boolean} hasNumber whether a document's number was asked for @param {boolean} isDefinition whether it was asked what something is */
export function weight(kind, share, hasNumber, isDefinition) {
  if (isDefinition && (kind === TERM || kind === PLAN)) return DEFINING;
  return kind === REFERENCE && hasNumber ? NUMBERED : (share >= WHOLE ? NAMED : KINDS)[kind];
}

/** How telling a word is that `having` of `all` documents have. @param {number} having @param {number} all */
export function telling(having, all) {
  return Math.log(1 + (all - having + 0.5) / (having + 0.5));
}

/**
 * @typedef {{documents: number[], full: number, scores: Float64Array, shares: Float64Array, parts: Float64Array[], rarities: number[]}} Ranked
 *   `full`: how many of `documents`, best first, have about as much as the best; `shares`: what share of the query each
 *   document has; `parts`: what share of each word; `rarities`: how telling each word is
 */

/**
 * @param {Evidence} evidence
 * @param {number} all number of documents
 * @param {(document: number, share: number) => number} weightOf what a document of its kind is worth
 * @returns {Ranked}
 */
export function rank({ words, syllables, weights, pairs, others, required, excluded }, all, weightOf) {
  const scores = new Float64Array(all);
  const shares = new Float64Array(all);
  const rarities = words.map(({ count }) => telling(count, all));
  // What stands for a word nobody wrote is as rare as what it stands for.
  for (const { first, last, words: instead } of others) {
    const rarity = instead.reduce((sum, { count }) => sum + telling(count, all), 0) / (last - first + 1);
    for (let at = first; at <= last; at++) if (!words[at].count) rarities[at] = Math.min(rarities[at], Math.max(rarity, 1));
  }
  const wanted = words.reduce((sum, _, at) => sum + weights[at] * rarities[at], 0);
  const instead = others.map((other) => whole(other, rarities, all));
  const parts = words.map(() => new Float64Array(all));
  words.forEach((found, at) => {
    const gains = new Float64Array(all);
    const part = parts[at];
    const near = pairs.filter((pair) => (pair.isBound || pair.count) && (pair.first === at || pair.second === at));
    const beside = new Uint8Array(all);
    for (const { documents } of near) for (let place = 0; place < documents.length; place++) beside[documents[place]] = 1;
    for (let place = 0; place < found.documents.length; place++) {
      const document = found.documents[place];
      const isApart = !beside[document] && (near.length > 0 || (syllables[at] && words.length >= NAME));
      const share = found.shares[place] * (isApart ? APART : 1);
      gains[document] = rarities[at] * found.gains[place] * share;
      part[document] = share;
    }
    for (const [number, other] of others.entries()) {
      if (at < other.first || at > other.last) continue;
      for (const [document, gain] of instead[number]) {
        gains[document] = Math.max(gains[document], gain);
        part[document] = Math.max(part[document], other.weight);
      }
    }
    for (let document = 0; document < all; document++) {
      if (!part[document]) continue;
      scores[document] += weights[at] * gains[document];
      shares[document] += (weights[at] * rarities[at] * part[document]) / wanted;
    }
  });
  for (const { first, second, documents, count } of pairs) {
    const weight = (PAIR * telling(count, all) * (weights[first] + weights[second])) / 2;
    for (let place = 0; place < documents.length; place++) scores[documents[place]] += weight;
  }
  const left = new Uint8Array(all).fill(1);
  for (const documents of excluded) for (let at = 0; at < documents.length; at++) left[documents[at]] = 0;
  for (const documents of required) {
    const has = new Uint8Array(all);
    for (let at = 0; at < documents.length; at++) has[documents[at]] = 1;
    for (let document = 0; document < all; document++) left[document] &= has[document];
  }
  /** @type {number[]} */
  const fitting = [];
  let best = 0;
  for (let document = 0; document < all; document++) {
    if (!left[document] || (words.length && !shares[document])) continue;
    scores[document] *= shares[document] * weightOf(document, shares[document]);
    best = Math.max(best, shares[document]);
    fitting.push(document);
  }
  fitting.sort((a, b) => scores[b] - scores[a] || a - b);
  const full = fitting.filter((document) => shares[document] >= NEAR * best);
  const documents = full.length >= FEW ? full : fitting.filter((document) => shares[document] >= LEAST * best);
  return { documents, full: full.length, scores, shares, parts, rarities };
}

/**
 * Puts what is named to its place: first where the query is but its name, else behind what is found about the subject.
 * Returns whether it is.
 * @param {Pick<Ranked, "documents">} ranked @param {{first: number, last: number, pages: number[]}[]} spans @param {number[]} weights
 */
export function named(ranked, spans, weights) {
  const pages = [...new Set(spans.flatMap((span) => span.pages))];
  if (!pages.length) return false;
  const isOnly = weights.every((weight, at) => weight < TELLING || spans.some(({ first, last, pages }) => pages.length && first <= at && at <= last));
  const others = ranked.documents.filter((document) => !pages.includes(document));
  others.splice(isOnly ? 0 : Math.min(NAMED_PLACE, others.length), 0, ...pages);
  ranked.documents = others;
  return isOnly;
}

/**
 * Where all words of an other stand in a row, and what they weigh there for each word they stand for: together at most as much as these.
 * @param {Other} other @param {number[]} rarities @param {number} all @returns {Map<number, number>}
 */
function whole({ first, last, words, pairs, row, weight }, rarities, all) {
  const gains = new Map();
  for (let place = 0; place < row.length; place++) gains.set(row[place], 0);
  let own = 0;
  for (const { documents, gains: found, shares, count } of words) {
    const rarity = telling(count, all);
    own += rarity;
    for (let place = 0; place < documents.length; place++) {
      const known = gains.get(documents[place]);
      if (known !== undefined) gains.set(documents[place], known + rarity * found[place] * shares[place]);
    }
  }
  for (const { documents, count } of pairs) {
    const bonus = PAIR * telling(count, all);
    for (let place = 0; place < documents.length; place++) {
      const known = gains.get(documents[place]);
      if (known !== undefined) gains.set(documents[place], known + bonus);
    }
  }
  const meant = rarities.slice(first, last + 1).reduce((sum, rarity) => sum + rarity, 0);
  const share = (weight * Math.min(1, meant / own)) / (last - first + 1);
  for (const [document, gain] of gains) gains.set(document, share * gain);
  return gains;
}
