// What a first and a second answer of the search page cost: scripts, index, lines of the publisher's list, cards; as hosts send them.
// A first answer is what answers and the first results; the page fetches the others when the reader comes to them.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { Engine } from "../../themes/mac-dinh/static/js/search/engine.js";
import { FIRST } from "../../themes/mac-dinh/static/js/search/page.js";
import { REAL_SITE } from "./lib/site.mjs";

// With gzip; hosts that send Brotli send less.
const BYTES = 45_000;
// The first screen of a phone is served at once; a reader who goes on, or sees more at once, gets the other results.
const TEN = 48_000;
const REQUESTS = 10;
const SECOND = 5_000;
const QUERIES = [
  "chuyển đổi số", "bán dẫn", "đường", "so y te", "57-NQ/TW", "đi khám bệnh còn phải cầm giấy tờ không", "lừa đảo qua mạng thì báo ai",
  "lam so do tren mang duoc chua", "nhiệm vụ nào quá hạn",
];

const packed = (file) => gzipSync(readFileSync(file), { level: 6 }).length;

/** A script and all it imports at once. */
function modules(file, known = new Set()) {
  if (known.has(file)) return known;
  known.add(file);
  for (const [, other] of readFileSync(file, "utf8").matchAll(/(?:^|[;}\n])\s*import\b[^"'`;()]*["'`](\.[^"'`]+)["'`]/g)) modules(join(dirname(file), other), known);
  return known;
}

/** The search over the built site, and what was fetched since it was last asked. */
async function opened() {
  const fetched = { bytes: 0, files: 0 };
  const fetcher = async (address) => {
    const file = join(REAL_SITE, new URL(address).pathname);
    if (!existsSync(file)) return new Response("", { status: 404 });
    fetched.bytes += packed(file);
    fetched.files++;
    return new Response(readFileSync(file));
  };
  return { engine: await Engine.open("http://host/tim-kiem/", fetcher), fetched };
}

async function ask(engine, query) {
  const result = await engine.search(query, new Map());
  await engine.cards(result.documents.slice(0, FIRST), result);
  return result;
}

test("a first answer and a second are small", async (t) => {
  const assets = join(REAL_SITE, "tinh");
  const scripts = join(assets, readdirSync(assets)[0], "js/search");
  const all = modules(join(scripts, "page.js"));
  const own = [...all].reduce((sum, file) => sum + packed(file), 0);
  assert.equal(all.size, 2, "page and engine hold all they need");
  for (const [place, query] of QUERIES.entries()) {
    const { engine, fetched } = await opened();
    const result = await ask(engine, query);
    const first = own + fetched.bytes;
    const files = all.size + fetched.files;
    await engine.cards(result.documents.slice(0, 10), result);
    const ten = own + fetched.bytes;
    fetched.bytes = 0;
    await ask(engine, QUERIES[(place + 1) % QUERIES.length]);
    t.diagnostic(`${query}: ${first} bytes in ${files} files, ${ten} with ten results, then ${fetched.bytes} bytes`);
    assert.ok(ten <= TEN, `${query}: ${ten} bytes with ten results`);
    assert.ok(files <= REQUESTS, `${query}: ${files} requests`);
    assert.ok(first <= BYTES, `${query}: ${first} bytes`);
    assert.ok(fetched.bytes <= SECOND, `after ${query}: ${fetched.bytes} bytes`);
  }
});
