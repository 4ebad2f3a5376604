// @ts-check
// Deadlines as people say them: "hạn tháng 12", "phải xong trong quý IV", "trước 30/6/2026" → the period meant.
// The twin in Rust is src/search/due.rs; both pass tests/search/due.json.

import { exactKey, foldedKey } from "./key.js";
import { split } from "./words.js";

/** @typedef {import("./words.js").Word} Word */

/** Words that ask for what is due. */
const CUES = ["đến hạn", "hết hạn", "thời hạn", "hạn chót", "hạn", "phải xong", "làm xong", "xong", "hoàn thành", "kết thúc"].map((cue) => cue.split(" "));
/** Before "hạn": it is late or moved, which is no deadline looked for. */
const NO_DEADLINE = ["quá", "gia", "dời", "lùi", "trễ", "giới", "sai"];
/** Words beside a time that say nothing more. */
const FILL = ["phải", "làm", "gì", "những", "việc", "nhiệm", "vụ", "chỉ", "tiêu", "mục", "nào", "có", "trong", "đến", "cần", "các", "bao", "nhiêu", "là", "thì", "cho",
  "tôi", "xem", "hỏi", "ra", "sao", "cả", "tất", "mọi", "vào", "của", "đầu", "cuối", "hết", "sắp", "tới", "được", "giao", "danh", "sách", "liệt", "kê", "ngày", "chót",
  "xong", "sẽ", "và", "ở"];

/** Place of tasks among the kinds. */
const TASK = 0;
/** A longer text tells of times by the way. */
const LONGEST = 12;

/**
 * The deadline a text asks for, if it asks for one: a time beside a word of deadlines, or a time and nothing else.
 * @param {string} text composed @param {number} year what is meant where none is said
 * @returns {{period: import("./query.js").Period, label: string, rest: string} | null} `rest`: the words that say something else
 */
export function due(text, year) {
  const words = split(text);
  if (words.length > LONGEST) return null;
  let at = 0;
  let found = null;
  while (at < words.length && !(found = time(text, words, at, year))) at++;
  if (!found) return null;
  const { from, until, name, next } = found;
  const isUsed = words.map((_, place) => at <= place && place < next);
  const hasCue = cue(words, isUsed);
  const before = words[at - 1];
  const isUntil = before !== undefined && is(before, "trước");
  const isFrom = before !== undefined && (is(before, "sau") || is(before, "từ"));
  if (isUntil || isFrom) isUsed[at - 1] = true;
  const left = words.filter((_, place) => !isUsed[place]);
  const isBare = left.every((word) => FILL.some((fill) => is(word, fill)));
  if (!hasCue && !isBare) return null;
  const isDay = name.startsWith("ngày");
  const rest = isBare ? "" : left.map(({ start, end }) => text.slice(start, end)).join(" ");
  if (isUntil) return { period: { from: "", until: isDay ? until : from }, label: `${isDay ? "đến hết" : "trước"} ${name}`, rest };
  if (isFrom) return { period: { from, until: "" }, label: `từ ${name}`, rest };
  return { period: { from, until }, label: `trong ${name}`, rest };
}

/**
 * Takes deadlines said in words for periods, and says so; returns the filters where there are any.
 * @param {import("./query.js").Parsed} parsed @param {import("./engine.js").Filters | null} known @param {import("./engine.js").Engine} engine
 * @returns {Promise<import("./engine.js").Filters | null>}
 */
export async function readDues(parsed, known, engine) {
  const pieces = parsed.pieces.filter(({ isLeftOut, isPhrase }) => !isLeftOut && !isPhrase);
  if (!pieces.some(({ text }) => due(text, 2000))) return known;
  const filters = known ?? await engine.filters();
  for (const piece of pieces) {
    const found = due(piece.text, filters.days.year((document) => engine.kindOf[document] === TASK));
    if (!found) continue;
    parsed.periods.push(found.period);
    parsed.notes.push(`Chỉ gồm nội dung có hạn ${found.label}.`);
    piece.text = found.rest;
  }
  parsed.pieces = parsed.pieces.filter(({ text }) => text);
  return filters;
}

/** Whether there is a word of deadlines; marks it. @param {Word[]} words @param {boolean[]} isUsed */
function cue(words, isUsed) {
  let hasCue = false;
  for (let at = 0; at < words.length; at++) {
    const found = CUES.find((cue) => cue.every((wanted, step) => words[at + step] && is(words[at + step], wanted)));
    const isLate = at > 0 && NO_DEADLINE.some((word) => is(words[at - 1], word));
    if (!found || isLate || isUsed[at]) continue;
    isUsed.fill(true, at, at + found.length);
    hasCue = true;
  }
  return hasCue;
}

/** The time that begins with the word at `at`: a day, a month, a quarter, a year. @param {string} text @param {Word[]} words @param {number} at @param {number} year */
function time(text, words, at, year) {
  const number = (/** @type {number} */ place, /** @type {number} */ least, /** @type {number} */ most) => {
    const value = /^[0-9]{1,4}$/.test(words[place]?.folded ?? "") ? Number(words[place].folded) : NaN;
    return least <= value && value <= most ? value : null;
  };
  const isJoined = (/** @type {number} */ place) => place > 0 && place < words.length && /^[/.-]$/.test(text.slice(words[place - 1].end, words[place].start));
  const ofYear = (/** @type {number} */ place) => {
    const at = words[place] && is(words[place], "năm") ? place + 1 : place;
    const said = number(at, 2000, 2099);
    return said === null ? { said: year, next: place } : { said, next: at + 1 };
  };
  if (is(words[at], "tháng")) {
    const month = number(at + 1, 1, 12);
    const { said, next } = ofYear(at + 2);
    return month && months(said, month, 1, `tháng ${month}/${said}`, next);
  }
  if (is(words[at], "quý")) {
    const quarter = ["1", "2", "3", "4", "i", "ii", "iii", "iv"].indexOf(words[at + 1]?.folded) % 4;
    const { said, next } = ofYear(at + 2);
    return quarter < 0 ? null : months(said, quarter * 3 + 1, 3, `quý ${["I", "II", "III", "IV"][quarter]}/${said}`, next);
  }
  const [first, second, third] = [number(at, 1, 31), number(at + 1, 1, 12), number(at + 2, 2000, 2099)];
  if (isJoined(at + 1) && isJoined(at + 2) && first && second && third) {
    const from = date(third, second, first);
    if (from.getUTCDate() !== first) return null;
    const until = date(third, second, first + 1);
    const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
    return { from: day(from), until: day(until), name: `ngày ${two(first)}/${two(second)}/${third}`, next: at + 3 };
  }
  const [month, after] = [number(at, 1, 12), number(at + 1, 2000, 2099)];
  if (isJoined(at + 1) && !isJoined(at) && month && after) return months(after, month, 1, `tháng ${month}/${after}`, at + 2);
  const place = is(words[at], "năm") ? at + 1 : at;
  const whole = isJoined(place) || isJoined(place + 1) ? null : number(place, 2000, 2099);
  return whole && months(whole, 1, 12, `năm ${whole}`, place + 1);
}

/** So many months from one on. @param {number} year @param {number} month @param {number} many @param {string} name @param {number} next */
function months(year, month, many, name, next) {
  return { from: day(date(year, month, 1)), until: day(date(year, month + many, 1)), name, next };
}

/** @param {number} year @param {number} month @param {number} day */
function date(year, month, day) {
  return new Date(Date.UTC(year, month - 1, day));
}

/** @param {Date} date */
function day(date) {
  return date.toISOString().slice(0, 10);
}

/** Whether a word is `wanted`, or was typed without marks and may be. @param {Word} word @param {string} wanted */
function is({ exact, folded, hasMarks }, wanted) {
  return exact === exactKey(wanted) || (!hasMarks && folded === foldedKey(wanted));
}
