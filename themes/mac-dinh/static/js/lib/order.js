// @ts-check
// Order of table cells: numbers by value, words as Vietnamese readers expect, "nothing" always last.

const words = new Intl.Collator("vi", { numeric: true });

/**
 * The number a cell begins with, in Vietnamese form ("1.234,5"; of "5/8 (63%)" the share), or null.
 * @param {string} text
 * @returns {number | null}
 */
export function numberOf(text) {
  const share = /^(\d+)\/(\d+)/.exec(text);
  if (share) return Number(share[2]) === 0 ? null : Number(share[1]) / Number(share[2]);
  const number = /^-?\d{1,3}(?:\.\d{3})*(?:,\d+)?|^-?\d+(?:,\d+)?/.exec(text);
  return number ? Number(number[0].replaceAll(".", "").replace(",", ".")) : null;
}

/** Whether a cell says that there is nothing to say. @param {string} text */
function isNothing(text) {
  return text === "" || text === "–" || text === "chưa có";
}

/**
 * Compares two cells; `direction` is 1 for rising, -1 for falling.
 * @param {string} a
 * @param {string} b
 * @param {1 | -1} direction
 */
export function compare(a, b, direction) {
  if (isNothing(a) || isNothing(b)) return Number(isNothing(a)) - Number(isNothing(b));
  const [left, right] = [numberOf(a), numberOf(b)];
  const order = left !== null && right !== null ? left - right : words.compare(a, b);
  return direction * order;
}
