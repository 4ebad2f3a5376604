// The browser's search puts what answers a question first; judged queries in tests/search/relevance.json.
import assert from "node:assert/strict";
import { test } from "node:test";

import { byClient, scores } from "../search/evaluate.mjs";
import { scores as ofJudged } from "../search/judged.mjs";
import { REAL_SITE } from "./lib/site.mjs";

test("what answers comes first", () => {
  const { "tất cả": all, ...groups } = scores(byClient(REAL_SITE));
  assert.ok(all.queries >= 80, `${all.queries}`);
  assert.ok(all.success >= 0.96, JSON.stringify(all));
  assert.ok(all.recall >= 0.95, JSON.stringify(all));
  assert.ok(all.reciprocal >= 0.96, JSON.stringify(all));
  for (const [name, { success }] of Object.entries(groups)) assert.ok(success >= 0.85, `${name}: ${success}`);
});

for (const [name, least] of Object.entries({ everyday: [0.95, 0.85], second: [0.85, 0.78], third: [0.75, 0.78], fourth: [0.75, 0.78] })) {
  test(`questions of people are answered: ${name}`, async () => {
    const { table, told, boxes } = await ofJudged(REAL_SITE, name);
    assert.ok(table.all.queries >= 40, `${table.all.queries}`);
    assert.ok(table.all.success1 >= least[0], JSON.stringify(table.all));
    assert.ok(table.all.recall >= least[1], JSON.stringify(table.all));
    assert.ok(told.right * 3 >= told.of * 2, `${told.right} of ${told.of}`);
    assert.ok(told.wrong.length <= 5, told.wrong.join("; "));
    assert.ok(boxes.right >= 0.9 * boxes.of, `${boxes.right} of ${boxes.of}`);
  });
}
