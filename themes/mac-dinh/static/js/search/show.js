// @ts-check
// Text with marked words as nodes; text never becomes HTML.

/**
 * `text` with the pieces of `marks` inside mark elements; of long text the part round the first mark.
 * @param {string} text
 * @param {[number, number][]} marks start and end of each piece, in order
 * @param {number} longest
 * @returns {(Node | string)[]}
 */
export function highlighted(text, marks, longest) {
  const { start, end } = passage(text, marks, longest);
  /** @type {(Node | string)[]} */
  const parts = start > 0 ? ["… "] : [];
  let at = start;
  for (const [from, to] of joined(text, marks)) {
    if (from < at || to > end) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    parts.push(text.slice(at, from), mark);
    at = to;
  }
  parts.push(text.slice(at, end));
  if (end < text.length) parts.push(" …");
  return parts;
}

/** Marks with only a space between them as one. @param {string} text @param {[number, number][]} marks */
function joined(text, marks) {
  /** @type {[number, number][]} */
  const all = [];
  for (const [from, to] of marks) {
    const before = all.at(-1);
    if (before && text.slice(before[1], from) === " ") before[1] = to;
    else all.push([from, to]);
  }
  return all;
}

/**
 * The part of `text` to show: from its start, or if the first mark is too far away, from a few words before it.
 * @param {string} text
 * @param {[number, number][]} marks
 * @param {number} longest
 */
export function passage(text, marks, longest) {
  if (text.length <= longest) return { start: 0, end: text.length };
  const first = marks[0]?.[0] ?? 0;
  const word = (/** @type {number} */ at) => (at <= 0 ? 0 : text.lastIndexOf(" ", at) + 1);
  const start = first < longest * 0.8 ? 0 : word(first - Math.floor(longest / 4));
  const cut = start + longest >= text.length ? text.length : text.lastIndexOf(" ", start + longest);
  return { start, end: cut <= start ? Math.min(text.length, start + longest) : cut };
}
