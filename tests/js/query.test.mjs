// What the browser's search understands of what is typed: the same table of cases as the program's, and anything else.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { due } from "../../themes/mac-dinh/static/js/search/due.js";
import { isPlain, plain } from "../../themes/mac-dinh/static/js/search/engine.js";
import { fold } from "../../themes/mac-dinh/static/js/search/key.js";
import { parse } from "../../themes/mac-dinh/static/js/search/query.js";

const table = JSON.parse(readFileSync(new URL("../search/query.json", import.meta.url), "utf8"));
const operators = [
  ["loai", "Loại", ["loại"]],
  ["trang-thai", "Trạng thái", ["trạng thái", "tình trạng"]],
  ["co-quan", "Chủ trì", ["cơ quan", "chủ trì"]],
  ["phoi-hop", "Phối hợp", ["phối hợp"]],
  ["ke-hoach", "Văn bản", ["kế hoạch", "văn bản"]],
  ["muc", "Mục", ["mục", "lĩnh vực"]],
  ["can-cu", "Căn cứ", ["căn cứ"]],
];
const knows = (group, words) => table.known.some(([of, name]) => of === group && fold(name) === fold(words));

test("queries are those of the table", () => {
  assert.ok(table.cases.length > 20);
  for (const { typed, pieces, wishes, periods } of table.cases) {
    const query = parse(typed, operators, knows);
    assert.deepEqual(query.pieces.map((one) => [one.text, one.isLeftOut, one.isPhrase]), pieces, typed);
    assert.deepEqual(query.wishes.map((one) => [one.group, one.value, one.isLeftOut]), wishes, typed);
    assert.deepEqual(query.periods.map((one) => [one.from, one.until]), periods, typed);
  }
});

test("deadlines are those of the table", () => {
  const { cases } = JSON.parse(readFileSync(new URL("../search/due.json", import.meta.url), "utf8"));
  for (const { text, due: expected } of cases) {
    const found = due(text, 2026);
    assert.deepEqual(found && [found.period.from, found.period.until, found.label, found.rest], expected, text);
  }
});

test("what is not understood is said", () => {
  const notes = (typed) => parse(typed, operators, () => false).notes.join("|");
  assert.match(notes("mau:xanh"), /“mau:” không phải bộ lọc/);
  assert.match(notes('"chuyển đổi'), /Thiếu dấu ngoặc kép đóng/);
  assert.match(notes("hạn:mai"), /Không hiểu ngày “mai”/);
  assert.match(notes("a".repeat(4001)), /4\.000 ký tự/);
  assert.equal(notes("https://example.vn/ giờ 12:30"), "");
});

/** Random numbers that are the same on every run. */
function* random(seed) {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

test("anything can be typed", () => {
  const bricks = ["chuyển", "đổi", " ", "  ", "\"", "“", "-", "–", ":", "hạn:", "cơ quan:", "trạng thái:", "<", ">=", "2026", "31/12", "<b>",
    "</script>", "\u202e", "\u200f", "\ud83c\udf89", "\ud83c", "\0", "\n", "e\u0301", "57-NQ/TW", "%", "\\", "'", "(", "*", "a".repeat(300)];
  const numbers = random(20261122);
  let bare = 0;
  for (let run = 0; run < 4000; run++) {
    const count = Math.floor(numbers.next().value * 14);
    const typed = Array.from({ length: count }, () => bricks[Math.floor(numbers.next().value * bricks.length)]).join("");
    const query = parse(typed, operators, (_, words) => words.length > 3);
    if (isPlain(typed)) {
      bare++;
      assert.deepEqual(plain(typed), query, JSON.stringify(typed));
    }
    for (const { text } of query.pieces) assert.ok(text.trim(), JSON.stringify(typed));
    for (const { value } of query.wishes) assert.ok(value.trim(), JSON.stringify(typed));
    for (const { from, until } of query.periods) assert.ok(from || until, JSON.stringify(typed));
  }
  assert.ok(bare > 200, "rows of words are among them");
});
