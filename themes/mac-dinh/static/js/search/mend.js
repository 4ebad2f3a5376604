// @ts-check
// Slips: words that are met nowhere → words they were meant to be, one by one, where a neighbour agrees.
// The twin in Rust is src/search/mend.rs.

import { exactKey, fold, hasMarks } from "./key.js";

/**
 * @typedef {import("./match.js").Sought} Sought
 * @typedef {{exact: string, folded: string, count: number}} Known
 */

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
/** Shorter words have too many words near them. */
const SHORTEST = 2;

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

/** Words looked at, the most frequent first, for each slip. */
const MOST = 12;
/** A neighbour that is wrong too cannot agree; a word this long is enough by itself. */
const LONG = 5;
/** Keys of Telex for the tones. */
const TELEX_TONES = new Map([["s", "\u0301"], ["f", "\u0300"], ["r", "\u0309"], ["x", "\u0303"], ["j", "\u0323"]]);
/** Keys of Telex for letters. @type {[RegExp, string][]} */
const TELEX_LETTERS = [[/dd/, "đ"], [/aa/, "â"], [/ee/, "ê"], [/oo/, "ô"], [/uow|uwow|uwo/, "ươ"], [/aw/, "ă"], [/ow/, "ơ"], [/uw/, "ư"]];

/** The key of a word typed with the keys of Telex left in it; "" if there are none. @param {string} word */
export function telex(word) {
  let letters = word;
  let tone = "";
  const typed = /^(.*[aeiouyăâêôơưw].*)([sfrxj])(.*)$/.exec(letters);
  if (typed) {
    tone = TELEX_TONES.get(typed[2]) ?? "";
    letters = typed[1] + typed[3];
  }
  for (const [keys, letter] of TELEX_LETTERS) letters = letters.replace(keys, letter);
  // The key for the horn may come after the end of the word, for both vowels.
  letters = letters.replace(/uo([a-z]*)w$/, "ươ$1").replace(/([aou])([a-z]*)w$/, (_, vowel, end) => ({ a: "ă", o: "ơ", u: "ư" })[/** @type {"a" | "o" | "u"} */ (vowel)] + end);
  const key = letters + tone;
  return key === word ? "" : key;
}

/**
 * The word that was meant: with the keys of Telex turned into marks, else with other marks, else one slip away; one that stands beside a
 * neighbour of the query somewhere, else nothing, unless it is long.
 * @param {Sought} word
 * @param {Known[]} known all words
 * @param {(other: Sought) => Promise<number>} agreeing in how many documents a word stands beside a neighbour
 * @returns {Promise<Sought | null>}
 */
export async function meant(word, known, agreeing) {
  const as = (/** @type {{exact: string, folded: string}} */ { exact, folded }, hasMarks = true) => ({ exact, folded, hasMarks, isPrefix: false });
  if (/\d/.test(word.folded)) return null;
  const alike = known.filter((other) => other.folded === word.folded);
  if (!alike.length) {
    const key = telex(word.exact);
    const typed = key && known.find((other) => other.exact === exactKey(key));
    if (typed) return as(typed);
  } else {
    const any = as(word, false);
    return (await agreeing(any)) ? any : near();
  }
  return near();

  async function near() {
    if (word.folded.length < SHORTEST) return null;
    const all = known.filter((other) => other.folded.length >= SHORTEST && isNear(word.folded, other.folded))
      .sort((a, b) => b.count - a.count || (a.exact < b.exact ? -1 : 1)).slice(0, MOST);
    let best = null;
    // A word with marks may be right and only unknown here: one neighbour may agree by accident.
    let most = word.hasMarks ? 1 : 0;
    for (const other of all) {
      const count = await agreeing(as(other));
      if (count > most) [best, most] = [other, count];
    }
    if (best) return as(best);
    const long = all.find((other) => other.folded.length >= LONG - 2);
    return !alike.length && word.folded.length >= LONG && long ? as(long) : null;
  }
}

/**
 * What was meant by the words of `row` at the places `unknown`.
 * @param {number[]} unknown @param {boolean[]} isKnown whether each word of the row is met somewhere
 * @param {import("./words.js").Word[]} words as typed @param {Omit<import("./understand.js").Understood, "mended">} understood
 * @param {import("./shards.js").ShardMatcher} matcher
 * @returns {Promise<import("./understand.js").Mended[]>}
 */
export async function mend(unknown, isKnown, words, { row, places }, matcher) {
  const known = await matcher.known();
  /** @type {import("./understand.js").Mended[]} */
  const mended = [];
  const better = [...row];
  for (const at of unknown) {
    // A neighbour that is wrong too cannot agree.
    const beside = async (/** @type {number} */ place, /** @type {Sought[]} */ pair) =>
      (isKnown[place] ? (await matcher.row(pair, matcher.parts)).length : 0);
    const agreeing = async (/** @type {Sought} */ other) =>
      (await beside(at - 1, [better[at - 1], other])) + (await beside(at + 1, [other, better[at + 1]]));
    const found = await meant(row[at], known, agreeing);
    if (!found) continue;
    better[at] = found;
    isKnown[at] = true;
    mended.push([words[places[at]], found, written(found.exact)]);
  }
  return mended;
}

/** The query with the words that were meant, without marks if none was typed; "" if it is the same. @param {string} text @param {{typed: string, meant: string}[]} mended */
export function suggested(text, mended) {
  const composed = text.normalize("NFC");
  const better = mended.reduce((text, { typed, meant }) => text.replace(typed, hasMarks(composed) ? meant : fold(meant)), composed);
  return better === composed ? "" : better;
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
