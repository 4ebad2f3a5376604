// The browser's search puts what answers a question first; judged queries in tests/search/relevance.json.
import assert from "node:assert/strict";
import { test } from "node:test";

import { byClient, scores } from "../search/evaluate.mjs";
import { REAL_SITE } from "./lib/site.mjs";

test("what answers comes first", () => {
  const { "tất cả": all, ...groups } = scores(byClient(REAL_SITE));
  assert.ok(all.queries >= 80, `${all.queries}`);
  assert.ok(all.success >= 0.96, JSON.stringify(all));
  assert.ok(all.recall >= 0.95, JSON.stringify(all));
  assert.ok(all.reciprocal >= 0.96, JSON.stringify(all));
  for (const [name, { success }] of Object.entries(groups)) assert.ok(success >= 0.85, `${name}: ${success}`);
});
