// @ts-check
// A pasted text has more words than can be looked for. The twin in Rust is in src/search/fitting.rs.

/**
 * Leaves of many words the most telling ones that some document has, each once, in their order; document numbers stay whole.
 * @param {import("./words.js").Words} analysed @param {number} room @param {import("./engine.js").Engine} engine
 */
export async function choose(analysed, room, { matcher, lines }) {
  const { words, concepts } = analysed;
  const isKnown = await Promise.all(concepts.map((concept) => matcher.knows({ ...concept, hasMarks: true, isPrefix: false }, matcher.parts)));
  const numbers = concepts.filter((_, at) => isKnown[at]);
  /** In how many places each word stands, with its marks and with any. @type {Map<string, number>} */
  const counts = new Map();
  const count = (/** @type {string} */ key, /** @type {number} */ many) => counts.set(key, (counts.get(key) ?? 0) + many);
  for (const { exact, folded, count: many } of await matcher.known()) {
    count(`=${exact}`, many);
    count(folded, many);
  }
  const having = words.map((word, at) => {
    if (numbers.some(({ first, last }) => first <= at && at <= last)) return 0;
    const isRepeated = words.findIndex(({ exact }) => exact === word.exact) < at;
    return (!isRepeated && !lines.isQuestion(word) && counts.get(word.hasMarks ? `=${word.exact}` : word.folded)) || Infinity;
  });
  const telling = [...words.keys()].filter((at) => having[at] < Infinity);
  if (!telling.length) return;
  const chosen = telling.sort((a, b) => having[a] - having[b] || a - b).slice(0, room).sort((a, b) => a - b);
  const place = (/** @type {number} */ at) => chosen.indexOf(at);
  analysed.words = chosen.map((at) => words[at]);
  analysed.concepts = numbers.map((number) => ({ ...number, first: place(number.first), last: place(number.last) })).filter(({ first, last }) => first >= 0 && last >= 0);
}
