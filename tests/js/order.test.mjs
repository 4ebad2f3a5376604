// Order of table cells, as the pages sort them.
import assert from "node:assert/strict";
import test from "node:test";

import { compare, numberOf } from "../../themes/mac-dinh/static/js/lib/order.js";

const sorted = (cells, direction) => [...cells].sort((a, b) => compare(a, b, direction));

test("numbers have Vietnamese form", () => {
  assert.equal(numberOf("1.234,5"), 1234.5);
  assert.equal(numberOf("5/8 (63%)"), 0.625);
  assert.equal(numberOf("12"), 12);
  assert.equal(numberOf("0/0"), null);
  assert.equal(numberOf("Sở Y tế"), null);
});

test("numbers stand by value, shares by share, nothing last", () => {
  assert.deepEqual(sorted(["10", "–", "9", "1.000"], 1), ["9", "10", "1.000", "–"]);
  assert.deepEqual(sorted(["10", "–", "9", "1.000"], -1), ["1.000", "10", "9", "–"]);
  assert.deepEqual(sorted(["5/8 (63%)", "chưa có", "1/2", "3/3"], -1), ["3/3", "5/8 (63%)", "1/2", "chưa có"]);
});

test("words stand in Vietnamese order", () => {
  assert.deepEqual(sorted(["Đà Nẵng", "Duyên", "Dầu Tiếng", "Ăn", "An"], 1), ["An", "Ăn", "Dầu Tiếng", "Duyên", "Đà Nẵng"]);
});
