// How well the browser's search answers people's questions, judged by reading the plans:
//   node tests/search/judged.mjs SITE [--misses]
// The sets are `everyday.csv`, `second.csv`, `third.csv` and `fourth.csv`; grade 3 is the answer, 2 clearly relevant, 1 related. Hits of other kinds than tasks,
// indicators, agencies and legal documents are passed over. For questions the plans do not answer it counts whether the reader is told.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { Engine } from "../../themes/mac-dinh/static/js/search/engine.js";

export const SETS = ["everyday", "second", "third", "fourth"];
const KINDS = new Set(["nhiem-vu", "chi-tieu", "co-quan", "can-cu"]);
const GAINS = [0, 1, 3, 7];
const LOOKED_AT = 10;
const MEASURES = ["success1", "success3", "recall", "ndcg"];

/** Rows of a set: no field has a line break, and quotes only round a whole field. @param {string} name */
export function judged(name) {
  const text = readFileSync(fileURLToPath(new URL(`${name}.csv`, import.meta.url)), "utf8");
  return text.trimEnd().split("\n").slice(1).map((line) => {
    const [category, query, ...grades] = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
    const of = new Map(grades.flatMap((list, at) => list.split(";").filter(Boolean).map((item) => [item, 3 - at])));
    return { category, query, grades: of };
  });
}

/** @param {Map<string, number>} grades @param {string[]} hits */
function measure(grades, hits) {
  const found = hits.map((hit) => grades.get(hit) ?? 0);
  const first = found.findIndex((grade) => grade >= 2);
  const relevant = [...grades.values()].filter((grade) => grade >= 2).length;
  const gained = (/** @type {number[]} */ list) => list.slice(0, LOOKED_AT).reduce((sum, grade, at) => sum + GAINS[grade] / Math.log2(at + 2), 0);
  return {
    success1: Number(first === 0), success3: Number(first >= 0 && first < 3),
    recall: found.slice(0, LOOKED_AT).filter((grade) => grade >= 2).length / Math.min(LOOKED_AT, relevant),
    ndcg: gained(found) / gained([...grades.values()].sort((a, b) => b - a)),
  };
}

/** What the search of a built site finds for a set: means by category, and what was missed. @param {string} site @param {string} name */
export async function scores(site, name) {
  const fetcher = async (/** @type {string} */ address) => {
    const file = join(site, "tim-kiem", new URL(address).pathname);
    return existsSync(file) ? new Response(readFileSync(file)) : new Response("", { status: 404 });
  };
  const engine = await Engine.open("http://host/", fetcher);
  const groups = new Map();
  const misses = [];
  const told = { right: 0, of: 0, wrong: [] };
  const boxes = { right: 0, of: 0 };
  for (const { category, query, grades } of judged(name)) {
    const result = await engine.search(query, new Map());
    const cards = await engine.cards(result.documents.slice(0, 40), result);
    const hits = cards.filter(({ kind }) => KINDS.has(kind)).map(({ kind, id }) => `${kind}/${id}`);
    if (result.best >= 0 && KINDS.has(cards[0].kind)) {
      boxes.of++;
      boxes.right += Number((grades.get(hits[0]) ?? 0) >= 2);
    }
    const isTold = result.missing.length > 0 || !hits.length;
    if (!grades.size) {
      told.of++;
      told.right += Number(isTold);
      if (!isTold) misses.push(`${category}: ${query} <- nothing said, ${hits.length} hits: ${hits.slice(0, 2)}`);
      continue;
    }
    if (isTold) told.wrong.push(`${query} [${result.missing}]`);
    const one = measure(grades, hits);
    if (!one.success1) misses.push(`${category}: ${query} <- ${hits.slice(0, 3).join(", ")}`);
    for (const group of [category, "all"]) groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  const mean = (list, key) => list.reduce((sum, one) => sum + one[key], 0) / list.length;
  const table = Object.fromEntries([...groups].map(([group, list]) => [group, { queries: list.length, ...Object.fromEntries(MEASURES.map((key) => [key, mean(list, key)])) }]));
  return { table, told, boxes, misses };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [site, option] = process.argv.slice(2);
  for (const name of SETS) {
    const { table, told, boxes, misses } = await scores(site, name);
    console.log(`${name.padEnd(14)}   n  ${MEASURES.map((key) => key.padStart(8)).join(" ")}`);
    for (const [group, row] of Object.entries(table)) {
      console.log(`${group.padEnd(14)} ${String(row.queries).padStart(3)}  ${MEASURES.map((key) => row[key].toFixed(3).padStart(8)).join(" ")}`);
    }
    console.log(`told that nothing answers: ${told.right} of ${told.of}; told so though something does: ${told.wrong.length}; answers in a box: ${boxes.right} of ${boxes.of} right`);
    if (option === "--misses") for (const miss of [...misses, ...told.wrong.map((one) => `told: ${one}`)]) console.log(`  ${miss}`);
  }
}
