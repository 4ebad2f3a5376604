// Which rows of a list are shown, and what each choice would leave.
import assert from "node:assert/strict";
import test from "node:test";

import { chosenRecords, counts, matches, parse, read, write } from "../../themes/mac-dinh/static/js/lib/facets.js";

const CHOICES = [
  ["co-quan", "so-a"], ["co-quan", "so-b"], ["co-quan", "so-c"], ["trang-thai", "qua-han"], ["trang-thai", "dat"],
  ["han", "da-qua"], ["han", "30-ngay"], ["han", "90-ngay"],
];
const rows = ["0 1 3 5", "0 4 6 7", "2 3"].map((text) => parse(text, CHOICES));

test("a row may have several values of a facet", () => {
  assert.deepEqual([...(rows[0].get("co-quan") ?? [])], ["so-a", "so-b"]);
  assert.equal(parse("", CHOICES).size, 0);
  assert.equal(parse("99 x", CHOICES).size, 0);
});

test("a row is shown when it has every chosen value", () => {
  const shown = (choice) => rows.map((row) => matches(row, new Map(choice)));
  assert.deepEqual(shown([]), [true, true, true]);
  assert.deepEqual(shown([["co-quan", "so-a"]]), [true, true, false]);
  assert.deepEqual(shown([["co-quan", "so-a"], ["trang-thai", "qua-han"]]), [true, false, false]);
});

test("counts say what choosing a value would leave", () => {
  const choice = new Map([["co-quan", "so-a"]]);
  assert.deepEqual(Object.fromEntries(counts(rows, choice, "trang-thai")), { "": 2, "qua-han": 1, dat: 1 });
  assert.deepEqual(Object.fromEntries(counts(rows, choice, "co-quan")), { "": 3, "so-a": 2, "so-b": 1, "so-c": 1 });
  for (const facet of ["co-quan", "trang-thai", "han"]) {
    for (const [value, count] of counts(rows, choice, facet)) {
      const then = new Map(choice);
      if (value) then.set(facet, value);
      else then.delete(facet);
      assert.equal(rows.filter((row) => matches(row, then)).length, count, `${facet}=${value}`);
    }
  }
});

test("the address holds the choice and nothing nobody offers", () => {
  const offered = new Map([["co-quan", new Set(["so-a"])], ["trang-thai", new Set(["qua-han"])]]);
  const choice = read("?co-quan=so-a&trang-thai=%3Cscript%3E&la=1", offered);
  assert.deepEqual([...choice], [["co-quan", "so-a"]]);
  assert.equal(write("?la=1&trang-thai=x", offered.keys(), choice), "?la=1&co-quan=so-a");
  assert.equal(write("?co-quan=so-a", offered.keys(), new Map()), "");
});

test("records leave the file as they stand there", () => {
  const text = 'id,name\r\na-1,"Một, ""hai""\r\nba"\r\na-2,Bốn\r\na-3,\r\n';
  assert.equal(chosenRecords(text, ["a-3", "a-1"]), 'id,name\r\na-3,\r\na-1,"Một, ""hai""\r\nba"\r\n');
  assert.equal(chosenRecords(text, []), "id,name\r\n");
});
