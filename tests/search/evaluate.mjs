// How well a search answers the judged queries; printed for the browser's search and, where its files are, for Pagefind:
//   node tests/search/evaluate.mjs SITE            (the program's own table: cargo test --test suite search -- --nocapture)
//   npx pagefind --site SITE && node tests/search/evaluate.mjs SITE
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const LOOKED_AT = 10;
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const judged = JSON.parse(readFileSync(here("relevance.json"), "utf8")).queries;

/** What the browser's search finds over the site in the folder: for each query, names of documents. */
export function byClient(site) {
  return answers("client.mjs", join(site, "tim-kiem"));
}

/** The same of Pagefind; an address is named like the document it belongs to. Nothing where it has not been run. */
export function byPagefind(site) {
  const folder = join(site, "pagefind");
  if (!existsSync(folder)) return null;
  return answers("pagefind.mjs", folder).map((addresses) => addresses.map((address) => address.replace(/^\/|\/$/g, "")));
}

function answers(script, folder) {
  return JSON.parse(execFileSync(process.execPath, [here(script), folder], { encoding: "utf8", maxBuffer: 2 ** 26 }));
}

/** Success at the first place, recall at ten and mean reciprocal rank, by group and over all. */
export function scores(found) {
  const groups = new Map();
  judged.forEach(({ group, relevant, also }, at) => {
    const results = found[at].slice(0, LOOKED_AT);
    const first = results.findIndex((name) => relevant.includes(name) || also.includes(name));
    const score = {
      success: Number(first === 0),
      recall: results.filter((name) => relevant.includes(name)).length / Math.min(relevant.length, LOOKED_AT),
      reciprocal: first < 0 ? 0 : 1 / (first + 1),
    };
    for (const name of [group, "tất cả"]) groups.set(name, [...(groups.get(name) ?? []), score]);
  });
  const mean = (list, key) => list.reduce((sum, one) => sum + one[key], 0) / list.length;
  return Object.fromEntries([...groups].map(([name, list]) => [
    name,
    { queries: list.length, success: mean(list, "success"), recall: mean(list, "recall"), reciprocal: mean(list, "reciprocal") },
  ]));
}

function print(name, found) {
  console.log(`${name.padEnd(24)} câu  success@1  recall@10  MRR`);
  for (const [group, { queries, success, recall, reciprocal }] of Object.entries(scores(found))) {
    const [one, two, three] = [success, recall, reciprocal].map((value) => value.toFixed(3));
    console.log(`${group.padEnd(24)} ${String(queries).padStart(3)}  ${one.padStart(9)}  ${two.padStart(9)}  ${three}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const site = process.argv[2];
  print("trình duyệt", byClient(site));
  const pagefind = byPagefind(site);
  if (pagefind) print("Pagefind", pagefind);
}
