// @ts-check
// The one document that answers a query, if that is clear, and why. The twin in Rust is src/search/best.rs.

/** What the best has to have of the query. */
const ENOUGH = 0.6;
/** How much more it has to weigh than the next. */
const AHEAD = 1.1;
/** Kinds that answer: tasks, indicators, agencies, plans, legal documents, terms. */
const ANSWERS = new Set([0, 1, 2, 3, 5, 7]);
/** What a word is worth at least that is named as a reason. */
const TELLING = 0.5;
/** A word that is there, not only one that looks like it. */
const THERE = 0.5;

/**
 * The first document, where it is clearly the best; -1 otherwise.
 * @param {import("./rank.js").Ranked} ranked @param {Uint8Array} kinds
 * @param {{first: number, last: number}[]} spans words that are one thing together: it has to have them so, or what stands for them
 * @param {boolean} isNamed whether the query is but the name of a page
 */
export function clear({ documents: [first, second], scores, shares, parts }, kinds, spans, isNamed) {
  if (first === undefined || (!isNamed && !ANSWERS.has(kinds[first]))) return -1;
  const isWhole = spans.every((span) => parts.slice(span.first, span.last + 1).every((part) => part[first] > THERE));
  const isAhead = second === undefined || scores[first] >= AHEAD * scores[second];
  return isNamed || (isWhole && isAhead && shares[first] >= ENOUGH) ? first : -1;
}

/**
 * Why a document was found: the words it has, and what it writes for others.
 * @param {number} document
 * @param {{weights: number[], spans: {first: number, last: number}[]}} understood
 * @param {import("./rank.js").Evidence} evidence @param {Float64Array[]} parts @param {string[]} typed
 */
export function why(document, { weights, spans }, { others }, parts, typed) {
  const own = [];
  const instead = [];
  let end = -1;
  for (let at = 0; at < weights.length; at++) {
    const span = spans.find(({ first }) => first === at) ?? { first: at, last: at };
    const words = typed.slice(at, span.last + 1).join(" ");
    const isThere = parts.slice(at, span.last + 1).every((part) => part[document] >= THERE);
    const other = others.filter((one) => one.first === at && one.last === span.last && Array.from(one.row).includes(document))
      .reduce((/** @type {import("./rank.js").Other | null} */ best, one) => (best && best.weight >= one.weight ? best : one), null);
    const isWhole = parts.slice(at, span.last + 1).every((part) => part[document] === 1);
    if (other && !isWhole) instead.push(`“${other.text}” cho “${words}”`);
    else if (isThere && weights[at] >= TELLING) {
      if (end === at) own.push(`${own.pop()} ${words}`);
      else own.push(words);
      end = span.last + 1;
    }
    at = span.last;
  }
  const has = own.length ? `Có ${own.map((words) => `“${words}”`).join(", ")}.` : "";
  return [has, instead.length ? `Văn bản viết ${instead.join(", ")}.` : ""].filter(Boolean).join(" ");
}
