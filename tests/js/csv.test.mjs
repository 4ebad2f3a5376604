// CSV made in the browser: the same dialect as the files of open data.
import assert from "node:assert/strict";
import test from "node:test";

import { cell, csv } from "../../themes/mac-dinh/static/js/lib/csv.js";

test("records end with CRLF and are quoted only where needed", () => {
  const rows = [["a", 'nói "vâng", rồi', null], [1.5, true, ["x", "y; z"]]];
  assert.equal(csv(["id", "name", "list"], rows), 'id,name,list\r\na,"nói ""vâng"", rồi",\r\n1.5,true,"x;y, z"\r\n');
  assert.equal(csv(["id"], [[""], ["b"]]), 'id\r\n""\r\nb\r\n');
  assert.equal(csv(["id"], []), "id\r\n");
});

test("cells have one line, composed letters and no spaces at the ends", () => {
  assert.equal(cell(" a \n\n- b\r\n-\tc "), "a · – b · – c");
  assert.equal(cell("-"), "–");
  assert.equal(cell("Bắc Ninh".normalize("NFD")), "Bắc Ninh");
  assert.equal(cell(["Sở A; Sở B", ""]), "Sở A, Sở B");
  assert.equal(cell(undefined), "");
  assert.equal(cell(false), "false");
});

test("nothing a spreadsheet would run gets into a file", () => {
  const guarded = { "=1+1": "＝1+1", "+ Đã": "＋ Đã", "@a": "＠a", "-x": "–x", "-1+1": "−1+1", "-5%": "−5%", "\t=1": "＝1" };
  for (const [text, words] of Object.entries(guarded)) assert.equal(cell(text), words);
  assert.equal(cell(["=a", "b"]), "＝a;b");
  for (const text of ["-120.75", "a=b", "– x"]) assert.equal(cell(text), text);
  assert.throws(() => cell(Number.NaN), RangeError);
  assert.throws(() => csv(["a", "b"], [["1"]]), RangeError);
});
