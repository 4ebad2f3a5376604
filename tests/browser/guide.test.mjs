// The guide to the look of the site as pictures: every component in every state, on a phone and a desktop, light and dark.
//
// Where it is meant to look different: RENEW=1 node --test tests/browser/guide.test.mjs, look at the pictures, commit them.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { launch, visit } from "./lib/browser.mjs";
import { REAL_SITE } from "./lib/site.mjs";

const require = createRequire(new URL("../tools/package.json", import.meta.url));
const { PNG } = require("pngjs");
const { default: pixelmatch } = await import(require.resolve("pixelmatch"));

const PICTURES = fileURLToPath(new URL("guide/", import.meta.url));
const FAULTS = fileURLToPath(new URL("../../target/guide/", import.meta.url));
/** Height of the strips a picture is compared in: the loss of one small part must not drown in a long page. */
const STRIP = 100;
/** Part of the pixels of a strip that may differ: other versions of Chromium smooth letters a little differently. */
const TOLERANCE = 0.005;
/** One font wherever the tests run, and only what the guide itself shows. */
const SAME_EVERYWHERE = `:root { --sans: "Noto Sans"; --mono: "Noto Sans"; }
.site-header, .made-up, .breadcrumb, .tools, .site-footer, main > :not(h1, section) { display: none; }`;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** The guide as a picture of half its size, with `more` rules in its style sheet. */
async function picture(t, reader, more = "") {
  const { page, faults, root } = await visit(t, browser, REAL_SITE, { ...reader, scale: 0.5 });
  await page.route("**/css/main.css", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}${SAME_EVERYWHERE}${more}` });
  });
  await page.goto(`${root}huong-dan-giao-dien/`, { waitUntil: "networkidle" });
  const taken = await page.screenshot({ fullPage: true, animations: "disabled" });
  assert.deepEqual(faults, []);
  const shown = PNG.sync.read(taken);
  // Sixteen shades of each colour are enough, and make small files.
  for (let at = 0; at < shown.data.length; at++) shown.data[at] = (shown.data[at] >> 4) * 17;
  return shown;
}

/** The largest part of a strip in which two pictures differ, and where. */
function difference(one, other) {
  const { width, height } = one;
  if (width !== other.width || height !== other.height) {
    return { part: 1, why: `${width}×${height} instead of ${other.width}×${other.height}` };
  }
  const marked = new PNG({ width, height });
  const parts = [];
  for (let top = 0; top < height; top += STRIP) {
    const rows = Math.min(STRIP, height - top);
    const strip = ({ data }) => data.subarray(top * width * 4, (top + rows) * width * 4);
    const count = pixelmatch(strip(one), strip(other), strip(marked), width, rows, { threshold: 0.25 });
    parts.push({ part: count / (width * STRIP), why: `${count} pixels below ${top}`, marked });
  }
  return parts.reduce((most, next) => (next.part > most.part ? next : most));
}

for (const width of [320, 1280]) {
  for (const colours of ["light", "dark"]) {
    const name = `${width}-${colours}.png`;
    test(`the guide looks as it did: ${name}`, async (t) => {
      const seen = await picture(t, { width, colours });
      if (process.env.RENEW) {
        mkdirSync(PICTURES, { recursive: true });
        writeFileSync(PICTURES + name, PNG.sync.write(seen, { colorType: 2, deflateLevel: 9 }));
        return;
      }
      const { part, why, marked } = difference(seen, PNG.sync.read(readFileSync(PICTURES + name)));
      if (part <= TOLERANCE) return;
      mkdirSync(FAULTS, { recursive: true });
      writeFileSync(FAULTS + name, PNG.sync.write(marked ?? seen));
      assert.fail(`the guide has changed: ${why}; see target/guide/${name}`);
    });
  }
}

test("a change of one component is seen", async (t) => {
  const reader = { width: 320 };
  const plain = await picture(t, reader);
  assert.ok(difference(await picture(t, reader), plain).part <= TOLERANCE / 10, "the same page twice");
  for (const rule of [".status::before { visibility: hidden; }", ".segment { stroke: none; fill: red; }", "button { border: 0; }"]) {
    const { part } = difference(await picture(t, reader, rule), plain);
    assert.ok(part > TOLERANCE, `${rule} ${part}`);
  }
});
