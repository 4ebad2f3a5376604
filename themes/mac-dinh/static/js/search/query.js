// @ts-check
// What a reader typed → words, phrases, words left out, filters and days. Anything can be typed; nothing is an error.
// The twin in Rust is src/search/query.rs; both pass tests/search/query.json.

import { fold } from "./key.js";

/**
 * @typedef {{text: string, isLeftOut: boolean, isPhrase: boolean}} Piece
 * @typedef {{group: string, value: string, isLeftOut: boolean}} Wish
 * @typedef {{from: string, until: string}} Period from the first day up to, not including, the last; "" is open
 * @typedef {{pieces: Piece[], wishes: Wish[], periods: Period[], notes: string[]}} Parsed
 *   `notes`: what was not understood and taken as plain words, as sentences
 * @typedef {[string, string, string[]][]} Operators key, label and operators of each group
 * @typedef {(group: string, words: string) => boolean} Knows whether a group has a value of that name
 */

/** Longest query read, in characters. */
export const LONGEST = 4000;
/** Behind so many characters all is plain words: nobody writes longer operators. */
const GRAMMAR = 500;
/** Operators of the last day in time. */
const DAY_OPERATORS = ["han", "thoi han"];
const QUOTES = /["“”„‟«»]/;

/**
 * @param {string} typed
 * @param {Operators} operators
 * @param {Knows} knows
 * @returns {Parsed}
 */
export function parse(typed, operators, knows) {
  const groups = new Map(operators.flatMap(([key, , names]) => names.map((name) => [fold(name), key])));
  const all = [...typed.slice(0, 4 * LONGEST).normalize("NFC")];
  const text = all.slice(0, LONGEST).join("");
  /** @type {Parsed} */
  const parsed = { pieces: [], wishes: [], periods: [], notes: [] };
  const note = (/** @type {string} */ words) => {
    if (!parsed.notes.includes(words)) parsed.notes.push(words);
  };
  if (all.length > LONGEST) note("Chỉ đọc 4.000 ký tự đầu của câu tìm kiếm.");
  const end = all.slice(0, GRAMMAR).join("").length;
  let plain = "";
  const flush = () => {
    if (plain.trim()) parsed.pieces.push({ text: plain.trim(), isLeftOut: false, isPhrase: false });
    plain = "";
  };
  let at = 0;
  while (at < text.length) {
    if (at >= end) {
      plain += text.slice(at);
      break;
    }
    if (/\s/.test(text[at])) {
      plain += " ";
      at++;
      continue;
    }
    const isLeftOut = /[-–−]/.test(text[at]) && /[^\s\-–−]/.test(text[at + 1] ?? " ");
    const start = isLeftOut ? at + 1 : at;
    const rest = text.slice(start);
    const operator = /^(\p{Alphabetic}+(?: +\p{Alphabetic}+){0,2}) *: */u.exec(rest);
    const name = operator ? fold(operator[1]).replace(/ +/g, " ") : "";
    if (operator && DAY_OPERATORS.includes(name)) {
      const value = /^\S*/.exec(rest.slice(operator[0].length))?.[0] ?? "";
      const period = readPeriod(value);
      if (period) {
        flush();
        parsed.periods.push(period);
        at = start + operator[0].length + value.length;
        continue;
      }
      note(`Không hiểu ngày “${value}”; viết như hạn:<31/12/2026 hoặc hạn:2026-12.`);
    }
    const group = groups.get(name);
    if (operator && !group && !DAY_OPERATORS.includes(name) && !name.includes(" ") && !rest.slice(operator[0].length).startsWith("//")) {
      note(`“${operator[1]}:” không phải bộ lọc, nên được tìm như chữ thường.`);
    }
    if (operator && group) {
      const { value, length } = readValue(rest.slice(operator[0].length), (words) => knows(group, words));
      if (value) {
        flush();
        parsed.wishes.push({ group, value, isLeftOut });
        at = start + operator[0].length + length;
        continue;
      }
    }
    if (QUOTES.test(rest[0])) {
      const end = rest.slice(1).search(QUOTES);
      const inside = end < 0 ? rest.slice(1) : rest.slice(1, end + 1);
      if (end < 0) note("Thiếu dấu ngoặc kép đóng; đã lấy đến hết câu.");
      flush();
      if (inside.trim()) parsed.pieces.push({ text: inside.trim(), isLeftOut, isPhrase: true });
      at = start + (end < 0 ? rest.length : end + 2);
      continue;
    }
    const word = /^[^\s"“”„‟«»]+/.exec(rest)?.[0] ?? rest[0];
    if (isLeftOut) {
      flush();
      parsed.pieces.push({ text: word, isLeftOut: true, isPhrase: false });
    } else {
      plain += word;
    }
    at = start + word.length;
  }
  flush();
  return parsed;
}

/** A value in quotes, or the longest run of words that is one, or one word. @param {string} rest @param {(words: string) => boolean} knows */
function readValue(rest, knows) {
  const quoted = /^["“”„‟«»]([^"“”„‟«»]*)["“”„‟«»]?/.exec(rest);
  if (quoted) return { value: quoted[1].trim(), length: quoted[0].length };
  const words = [.../** @type {RegExpMatchArray} */ (/^[^"“”„‟«»:]*/.exec(rest))[0].slice(0, 200).matchAll(/\S+/g)];
  for (let count = words.length; count > 0; count--) {
    const last = words[count - 1];
    const end = last.index + last[0].length;
    if (count === 1 || knows(rest.slice(0, end))) return { value: rest.slice(0, end).trim(), length: end };
  }
  return { value: "", length: 0 };
}

/** `<2026-12-31`, `>=6/2026`, `2026` as a period. @param {string} text @returns {Period | null} */
export function readPeriod(text) {
  const parts = /^(<=|>=|≤|≥|<|>|=)?(.+)$/.exec(text);
  const days = parts && readDays(parts[2]);
  if (!parts || !days) return null;
  switch (parts[1]) {
    case "<": return { from: "", until: days.from };
    case "<=": case "≤": return { from: "", until: days.until };
    case ">": return { from: days.until, until: "" };
    case ">=": case "≥": return { from: days.from, until: "" };
    default: return days;
  }
}

/** A day, a month or a year, in the form of programs (2026-12-31) or of people (31/12/2026). @param {string} text @returns {Period | null} */
function readDays(text) {
  const parts = text.split(/[-/.]/);
  if (parts.length > 3 || !parts.every((part) => /^[0-9]{1,4}$/.test(part))) return null;
  if (parts[0].length !== 4) parts.reverse();
  else if (/[/.]/.test(text)) return null;
  if (parts[0].length !== 4 || parts.slice(1).some((part) => part.length > 2)) return null;
  const [year, month = 1, day = 1] = parts.map(Number);
  const first = date(year, month, day);
  if (first.getUTCMonth() !== month - 1 || first.getUTCDate() !== day) return null;
  const next = parts.length === 1 ? date(year + 1, 1, 1) : parts.length === 2 ? date(year, month + 1, 1) : date(year, month, day + 1);
  return next.getUTCFullYear() > 9999 ? null : { from: first.toISOString().slice(0, 10), until: next.toISOString().slice(0, 10) };
}

/** @param {number} year @param {number} month from 1 @param {number} day */
function date(year, month, day) {
  const made = new Date(0);
  made.setUTCFullYear(year, month - 1, day);
  return made;
}
