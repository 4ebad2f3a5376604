// What a reader downloads on a first visit: every page below its weight, one style sheet, one graph of modules.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";

import { launch, visit } from "./lib/browser.mjs";
import { OFFICIAL_SITE, pages, REAL_SITE } from "./lib/site.mjs";

const HOME = 50_000;
/** A page of one item, with its pictures: agencies say more than they did, which reports are owed among it. */
const ITEM = 35_000;
/** Lists and whole plans hold many items; no page of the real site may be heavier than this. */
const LIST = 65_000;
const ITEMS = /^(chi-tieu|nhiem-vu|co-quan|linh-vuc|can-cu)\/[^/]+\/$/;

/** What the page at `address` may weigh. */
function limitOf(address) {
  if (address === "") return HOME;
  return ITEMS.test(address) ? ITEM : LIST;
}

const sizes = new Map();

/** The size of a file as a host sends it. */
function packed(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(file), { level: 6 }).length);
  return sizes.get(file);
}

/** The files a file refers to as `pattern` tells. */
function own(pattern, text, from) {
  return [...text.matchAll(pattern)].map((match) => join(dirname(from), match[1]));
}

/** Adds a module and all it imports at once to `modules`. */
function follow(file, modules) {
  if (modules.has(file)) return;
  modules.add(file);
  const imports = own(/(?:^|[;}])\s*(?:import|export)\b[^"'`;()]*["'`](\.[^"'`]+)["'`]/gm, readFileSync(file, "utf8"), file);
  imports.forEach((one) => follow(one, modules));
}

/** The files a page asks for by itself, with all that those ask for. */
function asked(folder, address) {
  const page = join(folder, address === "" || address.endsWith("/") ? `${address}index.html` : address);
  const html = readFileSync(page, "utf8");
  const styles = own(/<link rel="?stylesheet"? href="?([^\s">]+)/g, html, page);
  const scripts = own(/<script[^>]* src="?([^\s">]+)/g, html, page);
  const icons = own(/<link rel="?icon"? href="?([^\s">]+)/g, html, page);
  const images = own(/<img[^>]* src="?([^\s">]+)/g, html, page);
  const modules = new Set();
  scripts.forEach((file) => follow(file, modules));
  const loaded = styles.flatMap((file) => own(/url\("?([^")]+)/g, readFileSync(file, "utf8"), file));
  const graphs = [...html.matchAll(/<script[^>]* type="?module/g)].length;
  return { page, styles, graphs, files: [page, ...styles, ...icons, ...images, ...loaded, ...modules] };
}

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** What a browser fetches by itself for the page at `address`, with what its scripts ask for while it opens. */
async function fetched(t, folder, address) {
  const { page, root } = await visit(t, browser, folder);
  const files = new Set();
  page.on("request", (request) => files.add(decodeURIComponent(new URL(request.url()).href).slice(root.length)));
  await page.goto(`${root}${address}`, { waitUntil: "networkidle" });
  const paths = [...files].map((path) => (path === "" || path.endsWith("/") ? `${path}index.html` : path));
  return paths.map((path) => packed(join(folder, path))).reduce((sum, size) => sum + size, 0);
}

for (const [edition, folder] of Object.entries({ "the real site": REAL_SITE, "the official edition": OFFICIAL_SITE })) {
  test(`weights of ${edition}`, async (t) => {
    const heaviest = new Map();
    const faults = [];
    for (const address of pages(folder).filter((address) => address !== "404.html")) {
      const { styles, graphs, files } = asked(folder, address);
      if (styles.length > 1 || graphs > 1) faults.push(`/${address}: ${styles.length} style sheets, ${graphs} graphs of modules`);
      const weight = [...new Set(files)].map(packed).reduce((sum, size) => sum + size, 0);
      const limit = limitOf(address);
      if (weight > limit) faults.push(`/${address}: ${weight} bytes, at most ${limit}`);
      const kind = address.split("/").length > 2 ? `${address.split("/")[0]}/…` : address || "home";
      if (weight > (heaviest.get(kind)?.weight ?? 0)) heaviest.set(kind, { weight, address });
    }
    for (const [kind, { weight, address }] of heaviest) {
      const loaded = await fetched(t, folder, address);
      if (loaded > limitOf(address)) faults.push(`/${address}: a browser fetches ${loaded} bytes, at most ${limitOf(address)}`);
      t.diagnostic(`${kind}: ${(weight / 1000).toFixed(1)} kB, fetched ${(loaded / 1000).toFixed(1)} kB (/${address})`);
    }
    assert.deepEqual(faults, []);
  });
}

test("the search page asks for all its modules at once", () => {
  const page = join(REAL_SITE, "tim-kiem/index.html");
  const asked = own(/<link rel="modulepreload" href="([^"]+)/g, readFileSync(page, "utf8"), page);
  const needed = new Set();
  follow(asked[0], needed);
  assert.deepEqual(asked, [...needed].sort((one, other) => asked.indexOf(one) - asked.indexOf(other)));
  assert.ok(asked.length > 1 && asked[0].endsWith("search/page.js"));
});
