// Answers the judged queries with Pagefind: node pagefind.mjs FOLDER
// FOLDER is the `pagefind` folder Pagefind wrote beside a built site. Prints, for each query, the first ten addresses.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const folder = process.argv[2];
const judged = JSON.parse(readFileSync(fileURLToPath(new URL("relevance.json", import.meta.url)), "utf8"));

// Pagefind fetches its own files; here they come from the disk.
globalThis.fetch = async (address) => {
  const name = new URL(String(address), "http://host/").pathname.replace(/^.*\/pagefind\//, "");
  return new Response(readFileSync(join(folder, name)));
};
globalThis.window = { location: new URL("http://host/") };
globalThis.document = { currentScript: null, querySelector: () => ({ getAttribute: () => "vi" }), documentElement: { getAttribute: () => "vi" } };
globalThis.location = globalThis.window.location;

const pagefind = await import(pathToFileURL(join(folder, "pagefind.js")).href);
await pagefind.options({ basePath: "http://host/pagefind/", baseUrl: "/" });
await pagefind.init();
const answers = [];
for (const { query } of judged.queries) {
  const { results } = await pagefind.search(query);
  const pages = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  answers.push(pages.map(({ url }) => url));
}
console.log(JSON.stringify(answers));
