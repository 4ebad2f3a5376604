// Answers the judged queries with the browser's search over exported files: node client.mjs FOLDER
// FOLDER holds what `search::export` writes. Prints, for each query, the first ten documents as JSON.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { Engine } from "../../themes/mac-dinh/static/js/search/engine.js";

const folder = process.argv[2];
const judged = JSON.parse(readFileSync(fileURLToPath(new URL("relevance.json", import.meta.url)), "utf8"));

async function fetcher(address) {
  const file = join(folder, new URL(address).pathname);
  return existsSync(file) ? new Response(readFileSync(file)) : new Response("", { status: 404 });
}

const engine = await Engine.open("http://host/", fetcher);
const answers = [];
for (const { query } of judged.queries) {
  const result = await engine.search(query, new Map());
  const cards = await engine.cards(result.documents.slice(0, 10), result);
  answers.push(cards.map(({ kind, id }) => `${kind}/${id}`));
}
console.log(JSON.stringify(answers));
