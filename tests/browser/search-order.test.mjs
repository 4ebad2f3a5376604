// The search in the browser and the program's own find the same, in the same order, with the same counts.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { Engine } from "../../themes/mac-dinh/static/js/search/engine.js";
import { REAL_SITE } from "./lib/site.mjs";

const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));
const PROGRAM = join(REPOSITORY, "target/debug/congkhai");
// Each question to the program reads all sources, so they are few and different.
const QUERIES = [
  "chuyen doi so", "bán dẫn", "nq 57", '"dữ liệu mở" -đào', 'cơ quan:"Sở Tài chính" số', "hạn:<2026-12-31 dữ liệu", "chuyem doi so", "hoà vũ trụ",
];
const SHOWN = 100;

/** The files of the built site, as a host would give them. */
async function fetcher(address) {
  const file = join(REAL_SITE, new URL(address).pathname);
  return existsSync(file) ? new Response(readFileSync(file)) : new Response("", { status: 404 });
}

test("browser and program agree", async () => {
  const engine = await Engine.open("http://host/tim-kiem/", fetcher);
  const faults = [];
  for (const query of QUERIES) {
    const text = execFileSync(PROGRAM, ["search", "--json", "--limit", String(SHOWN), "--", query], { cwd: REPOSITORY, maxBuffer: 2 ** 26 });
    const program = JSON.parse(text);
    const result = await engine.search(query, new Map());
    const cards = await engine.cards(result.documents.slice(0, SHOWN), result);
    const counts = Object.fromEntries((await engine.counts(result)).map(({ key, choices }) =>
      [key, choices.filter(({ count }) => count > 0).map(({ key, label, count }) => ({ key, label, count }))]));
    const name = (one) => `${one.kind} ${one.id}`;
    const [ours, theirs] = [cards.map(name), program.results.map(name)];
    const at = ours.findIndex((id, place) => id !== theirs[place]);
    if (result.total !== program.total) faults.push(`${query}: ${result.total} in the browser, ${program.total} in the program`);
    else if (at >= 0) faults.push(`${query}: place ${at + 1} is ${ours[at]} in the browser, ${theirs[at]} in the program`);
    if (result.total === program.total) {
      for (const [group, counted] of Object.entries(program.counts)) {
        try {
          assert.deepEqual(counts[group] ?? [], counted);
        } catch {
          faults.push(`${query}: other counts of ${group}`);
        }
      }
    }
    if ((result.suggestion || null) !== program.suggestion) faults.push(`${query}: “${result.suggestion}” or “${program.suggestion}”`);
  }
  assert.deepEqual(faults, []);
});
