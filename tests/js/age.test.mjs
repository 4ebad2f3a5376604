// How old figures are, as pages say it.
import assert from "node:assert/strict";
import test from "node:test";

import { daysSince } from "../../themes/mac-dinh/static/js/age.js";

test("days are counted from the day of the data", () => {
  assert.equal(daysSince("2026-09-25", new Date("2026-09-25T10:00:00Z")), 0);
  assert.equal(daysSince("2026-09-25", new Date("2026-11-10T00:00:00Z")), 46);
  assert.equal(daysSince("2026-09-25", new Date("2026-09-01T00:00:00Z")) < 0, true);
});

test("a day that cannot be read says nothing", () => {
  for (const day of ["", "hôm qua", undefined]) assert.equal(daysSince(day, new Date()), undefined);
});
