// Keys and words of the browser's search: the same tables of cases as the program's.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { exactKey, foldedKey, hasMarks } from "../../themes/mac-dinh/static/js/search/key.js";
import { Analyzer, isSyllable } from "../../themes/mac-dinh/static/js/search/words.js";

export const cases = (name) => JSON.parse(readFileSync(new URL(`../search/${name}.json`, import.meta.url), "utf8"));

test("keys of single words", () => {
  const { exact, same, apart, folded, marks, plain } = cases("keys");
  for (const [word, key] of exact) assert.equal(exactKey(word), key, word);
  for (const words of same) assert.equal(new Set(words.map(exactKey)).size, 1, words.join(" "));
  assert.equal(new Set(apart.flat().map(exactKey)).size, apart.flat().length);
  for (const [word, key] of folded) assert.equal(foldedKey(word), key, word);
  for (const word of marks) assert.ok(hasMarks(word), word);
  for (const word of plain) assert.ok(!hasMarks(word), word);
});

test("words of texts and the document numbers among them", () => {
  const table = cases("words");
  const analyzer = new Analyzer(table.vocabulary.kinds);
  assert.ok(table.cases.length > 20);
  for (const { text, words, concepts } of table.cases) {
    const found = analyzer.analyze(text);
    assert.deepEqual(found.words.map((word) => word.folded), words, text);
    assert.deepEqual(found.concepts.map(({ exact, first, last }) => ({ token: exact, first, last })), concepts, text);
  }
});

// The same cases as in src/search/words.rs.
test("syllables of the language are told from other words", () => {
  for (const word of ["hoc", "nghieng", "gi", "quyen", "oai", "an", "yeu", "giuong"]) assert.ok(isSyllable(word), word);
  for (const word of ["stem", "drone", "camera", "5g", "nq57", "viettel", "fdi", "app", ""]) assert.ok(!isSyllable(word), word);
});
