// @ts-check
// "Có phải bạn tìm": words one slip away from one that is met nowhere.

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
/** Shorter words have too many neighbours. */
const LEAST_LETTERS = 4;

/** Whether one letter added, left out, changed or swapped turns `a` into `b`. @param {string} a @param {string} b */
export function isNear(a, b) {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1];
  const [left, right] = [a.slice(start, endA), b.slice(start, endB)];
  return left.length + right.length <= 1 || (left.length === 1 && right.length === 1) ||
    (left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]);
}

/**
 * The most frequent word near `word`.
 * @param {string} word folded
 * @param {Iterable<{folded: string, exact: string, count: number}>} known
 */
export function nearest(word, known) {
  if (word.length < LEAST_LETTERS || /\d/.test(word)) return null;
  let best = null;
  for (const other of known) {
    if (other.count > (best?.count ?? 0) && other.folded.length >= LEAST_LETTERS - 1 && isNear(word, other.folded)) best = other;
  }
  return best;
}

/** Letters that keep the tone to themselves. */
const STRONG = /[ăâêôơư]/g;

/** The word of an exact key as people write it, the tone on its vowel. @param {string} key */
export function written(key) {
  const tone = key.match(TONES)?.[0];
  if (!tone) return key;
  const letters = key.replace(TONES, "");
  const cluster = /(?:(?<=q)u|(?<=g)i(?=[aeouyăâêôơư]))?([aeiouyăâêôơư]+)(.*)$/.exec(letters);
  if (!cluster) return letters;
  const [, vowels, end] = cluster;
  const strong = [...vowels.matchAll(STRONG)].at(-1)?.index;
  const place = strong ?? (vowels.length > 2 || (vowels.length === 2 && end) ? 1 : 0);
  const at = letters.length - end.length - vowels.length + place;
  return (letters.slice(0, at + 1) + tone + letters.slice(at + 1)).normalize("NFC");
}
