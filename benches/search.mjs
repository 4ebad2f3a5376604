// What a browser fetches for a first and a second answer, and how long a query takes once all is there.
//
//     cargo bench --bench search -- target/search-bench 310 10000 100000
//     cargo run --release -- build --output target/search-bench/site
//     node benches/search.mjs target/search-bench 310 10000 100000 [PAGEFIND]
//
// PAGEFIND is a folder with the npm package `pagefind` in its node_modules; it is then measured on the same documents.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

import { launch } from "../tests/browser/lib/browser.mjs";

const [folder, ...rest] = process.argv.slice(2);
const counts = rest.filter((one) => /^\d+$/.test(one));
const pagefind = rest.find((one) => !/^\d+$/.test(one));
const QUERIES = ["chuyển đổi số", "bán dẫn", "đường", "so y te", "57-NQ/TW"];
const WARM = 15;
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };

const assets = join(folder, "site/tinh");
const scripts = join(assets, readdirSync(assets)[0], "js");

/** Serves `folder` as hosts do: text compressed, everything else as it is. */
async function serve(places) {
  const sent = { bytes: 0, files: 0 };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const place = Object.keys(places).find((prefix) => path.startsWith(prefix));
    const file = place && join(places[place], path.slice(place.length));
    if (path === "/") return void response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>search</title>");
    if (!file || !existsSync(file) || statSync(file).isDirectory()) return void response.writeHead(404).end();
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    const headers = { "Content-Type": type, "Cache-Control": "no-store" };
    const bytes = readFileSync(file);
    const isText = [".html", ".js", ".json"].includes(extname(file));
    const body = isText ? gzipSync(bytes, { level: 6 }) : bytes;
    sent.bytes += body.length;
    sent.files++;
    response.writeHead(200, isText ? { ...headers, "Content-Encoding": "gzip" } : headers).end(body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { root: `http://127.0.0.1:${server.address().port}/`, sent, close: () => server.close() };
}

/** Bytes and files sent while `work` runs, compressed, without headers; workers of the page count too. */
async function fetched(page, site, work) {
  Object.assign(site.sent, { bytes: 0, files: 0 });
  const result = await work();
  await page.waitForTimeout(300);
  return { ...site.sent, result };
}

const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(7);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** One program on one site: each query in a new browser, then another query in the same, then warm queries. */
async function measure(name, count, site, open, search) {
  const browser = await launch();
  for (const [place, query] of QUERIES.entries()) {
    const page = await browser.newPage();
    await page.goto(site.root);
    const first = await fetched(page, site, async () => {
      await page.evaluate(open);
      return page.evaluate(search, query);
    });
    const other = QUERIES[(place + 1) % QUERIES.length];
    const second = await fetched(page, site, () => page.evaluate(search, other));
    await page.evaluate(search, query);
    const times = [];
    for (let run = 0; run < WARM; run++) times.push(await page.evaluate(search, query).then((found) => found.took));
    console.log([name.padEnd(9), count.padStart(7), query.padEnd(16), `first ${kb(first.bytes)} KB in ${String(first.files).padStart(3)}`,
      `then “${other}” ${kb(second.bytes)} KB`, `warm ${median(times).toFixed(1).padStart(6)} ms`, `${first.result.found} found`].join("  "));
    await page.close();
  }
  await browser.close();
}

for (const count of counts) {
  const place = join(folder, count);
  const own = await serve({ "/tim-kiem/": join(place, "tim-kiem"), "/js/": scripts });
  await measure("congkhai", count, own, async () => {
    // The page's own modules count too.
    await import("/js/search/page.js");
    const { Engine } = await import("/js/search/engine.js");
    globalThis.engine = await Engine.open(new URL("/tim-kiem/", location.href).href);
  }, async (query) => {
    const started = performance.now();
    const result = await globalThis.engine.search(query, new Map());
    const took = performance.now() - started;
    await globalThis.engine.cards(result.documents.slice(0, 10), result);
    return { took, found: `${result.isPartial ? ">" : ""}${result.total}` };
  });
  own.close();
  if (!pagefind) continue;
  const started = process.hrtime.bigint();
  execFileSync(join(pagefind, "node_modules/.bin/pagefind"), ["--site", join(place, "pages"), "--output-path", join(place, "pagefind")], { stdio: "ignore" });
  console.log(`pagefind  ${count.padStart(7)}  index made in ${(Number(process.hrtime.bigint() - started) / 1e9).toFixed(1)} s`);
  const other = await serve({ "/pagefind/": join(place, "pagefind") });
  await measure("pagefind", count, other, async () => {
    globalThis.pagefind = await import("/pagefind/pagefind.js");
    await globalThis.pagefind.init();
  }, async (query) => {
    const started = performance.now();
    const { results } = await globalThis.pagefind.search(query);
    const took = performance.now() - started;
    await Promise.all(results.slice(0, 10).map((one) => one.data()));
    return { took, found: results.length };
  });
  other.close();
}
