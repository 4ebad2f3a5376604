// The search page for everybody: axe finds nothing wrong in light, dark and forced colours, and a page opened from a folder
// says why it cannot search.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { launch, visit } from "./lib/browser.mjs";
import { REAL_SITE } from "./lib/site.mjs";

const AXE = readFileSync(createRequire(new URL("../tools/package.json", import.meta.url)).resolve("axe-core/axe.min.js"), "utf8");

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** What axe finds wrong on the page, as sentences. */
async function wrong(page) {
  await page.evaluate(AXE);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run());
  assert.ok(passes.length > 20, "axe has looked at the page");
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

for (const [name, reader] of Object.entries({ light: {}, dark: { colours: "dark" }, "forced colours": { forced: true } })) {
  test(`axe finds nothing wrong on the search page in ${name}`, async (t) => {
    const { page, root } = await visit(t, browser, REAL_SITE, reader);
    await page.goto(`${root}tim-kiem/`);
    assert.deepEqual(await wrong(page), []);
    // Results, marked words, filters, the offer of a better query and an open box of suggestions.
    await page.goto(`${root}tim-kiem/?q=chuyển+đổi+số&loai=nhiem-vu`);
    await page.waitForSelector("#loc-loai-nhiem-vu:checked", { state: "attached" });
    await page.waitForSelector("[data-search-list] mark");
    for (const details of await page.locator("main details:not([open]) > summary").all()) await details.click();
    assert.deepEqual(await wrong(page), []);
    await page.goto(`${root}tim-kiem/?q=chuyem+doi+so`);
    await page.waitForSelector("[data-search-suggestion]:not([hidden]) a");
    assert.deepEqual(await wrong(page), []);
    await page.goto(`${root}gioi-thieu/`);
    await page.fill("#trang--tim", "ban dan");
    await page.waitForSelector("#trang--tim[aria-expanded=true]");
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await wrong(page), []);
  });
}

test("a page opened from a folder says why it cannot search, and the lists still lead on", async (t) => {
  const { page, root } = await visit(t, browser, REAL_SITE);
  await page.goto(`${root}tim-kiem/`);
  assert.equal(await page.isVisible("[data-file-notice]"), false);
  await page.goto(pathToFileURL(join(REAL_SITE, "tim-kiem/index.html")).href);
  await page.waitForSelector("[data-file-notice]:not([hidden])");
  assert.ok((await page.textContent("[data-file-notice]")).trim().length > 20);
  assert.ok(await page.locator("[data-search-start] a[href*='trang-thai/']").count() > 0);
});
