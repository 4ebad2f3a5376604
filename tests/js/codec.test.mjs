// Numbers as characters: the same table of cases as the program's.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { decode, running } from "../../themes/mac-dinh/static/js/search/codec.js";

test("numbers come back", () => {
  const cases = JSON.parse(readFileSync(new URL("../search/codec.json", import.meta.url), "utf8"));
  assert.ok(cases.length > 5);
  for (const [numbers, text] of cases) assert.deepEqual(decode(text), numbers);
});

test("steps add up", () => {
  assert.deepEqual(running([3, 0, 2]), [3, 3, 5]);
});
