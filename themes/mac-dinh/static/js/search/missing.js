// @ts-check
// What of a query no document has. The twin in Rust is src/search/missing.rs.

/** With a smaller share of the query missing, what is found answers it all the same. */
const MUCH = 0.3;
/** Where even the best has less of the query, nothing answers it; of a long text no document has much. */
const LITTLE = 0.25;
const LONG = 12;
/** What a word is worth at least that can be missed. */
const TELLING = 0.5;
/** What a missing word counts that is no thing of the publisher's list: people tell more than they ask. */
const UNLISTED = 0.25;

/**
 * @param {import("./rank.js").Evidence} evidence
 * @param {{first: number, last: number, pages: number[]}[]} spans words that are one thing together
 * @param {import("./rank.js").Ranked} ranked
 * @returns {{places: [number, number][], isMuch: boolean}} the first and the last of words that are missing; whether that is much of the query
 */
export function missing({ words, weights, others }, spans, { parts, rarities, shares, documents }) {
  const isMissing = words.map(({ count }, at) => weights[at] >= TELLING && !count);
  const tellings = words.map((_, at) => weights[at] * rarities[at] * (isMissing[at] ? UNLISTED : 1));
  for (const { first, last, pages } of spans) {
    // The name of a page is met as soon as the page is there.
    const isMet = pages.length > 0 || others.some((other) => other.first === first && other.last === last && other.weight >= TELLING && other.row.length > 0) ||
      shares.some((_, document) => parts.slice(first, last + 1).every((part) => part[document] === 1));
    isMissing.fill(!isMet, first, last + 1);
    for (let at = first; at <= last; at++) tellings[at] = weights[at] * rarities[at];
  }
  /** @type {[number, number][]} */
  const places = [];
  let lost = 0;
  let wanted = 0;
  isMissing.forEach((is, at) => {
    wanted += tellings[at];
    if (!is) return;
    lost += tellings[at];
    const before = places.at(-1);
    if (before && before[1] === at - 1) before[1] = at;
    else places.push([at, at]);
  });
  const whole = weights.reduce((sum, weight, at) => sum + weight * rarities[at], 0);
  const best = documents.reduce((most, document) => Math.max(most, shares[document]), 0) * whole;
  const isLittle = best < LITTLE * wanted && weights.filter((weight) => weight >= TELLING).length < LONG;
  return { places, isMuch: wanted > 0 && documents.length > 0 && (lost >= MUCH * wanted || isLittle) };
}
