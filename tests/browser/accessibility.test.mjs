// WCAG 2.2 AA as far as machines can tell, and what they cannot: a walk by keyboard, letters of twice the size.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import { launch, overflow, visit } from "./lib/browser.mjs";
import { heaviest, REAL_SITE } from "./lib/site.mjs";

const AXE = readFileSync(createRequire(new URL("../tools/package.json", import.meta.url)).resolve("axe-core"), "utf8");
const STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Rules that look at colours. */
const COLOURS = ["color-contrast", "link-in-text-block"];
const WIDTHS = { "a phone of 320 px": 320, "a desktop": 1280 };

/** Pages of every type, those with answers of a search and with open forms among them. */
const PAGES = [...heaviest(REAL_SITE), "404.html", "tim-kiem/?q=5G", "chi-tieu/?trang-thai=cham", "nhiem-vu/#loc"];

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** Opens a page as far as it fills itself. */
async function open(page, root, address) {
  await page.goto(root + address, { waitUntil: "load" });
  if (!address.includes("?")) return;
  // The results, then the filters with their counts.
  if (address.includes("?q=")) await page.locator("main ol li a").first().waitFor();
  await page.waitForLoadState("networkidle");
}

/** What axe finds on the page as it is now, as sentences. */
async function violations(page, runOnly = STANDARD) {
  await page.evaluate(AXE);
  const found = await page.evaluate(async (runOnly) => {
    const { violations } = await globalThis.axe.run(document, { runOnly, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => [id, target, failureSummary]));
  }, runOnly);
  return found.map(([id, target, why]) => `${id}: ${target} ${why.replaceAll(/\s+/g, " ")}`);
}

for (const [name, width] of Object.entries(WIDTHS)) {
  test(`axe finds nothing on any type of page on ${name}, in light, dark and forced colours`, async (t) => {
    const { page, faults, root } = await visit(t, browser, REAL_SITE, { width });
    const wrong = [];
    for (const address of PAGES) {
      await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
      await open(page, root, address);
      const see = async (colours, rules) => {
        const found = await violations(page, rules);
        wrong.push(...found.map((fault) => `/${address}, ${colours}: ${fault}`));
      };
      await see("light");
      // Nothing but colours can differ from here on.
      await page.emulateMedia({ colorScheme: "dark" });
      await see("dark", COLOURS);
      await page.emulateMedia({ forcedColors: "active" });
      await see("forced colours", COLOURS);
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(faults, []);
  });
}

test("axe sees a fault", async (t) => {
  const { page, root } = await visit(t, browser, REAL_SITE);
  await page.goto(root);
  await page.evaluate(() => {
    document.querySelector("main").append(new Image());
    document.querySelector("main p").style.color = "#ddd";
  });
  const found = (await violations(page)).join("\n");
  for (const rule of ["image-alt", "color-contrast"]) assert.ok(found.includes(rule), found);
});

test("every control is reached with the tab key, in order, visibly, and nothing holds the focus", async (t) => {
  const { page, faults, root } = await visit(t, browser, REAL_SITE);
  for (const address of [
    "", "chi-tieu/", "chi-tieu/kh57-2026-ct-1/", "co-quan/so-tai-chinh/", "thoi-han/", "tim-kiem/?q=5G", "du-lieu/",
    "huong-dan-giao-dien/", "ky-bao-cao/2026-09/",
  ]) {
    await open(page, root, address);
    // Results that come when their place is seen are there before the walk begins.
    await page.evaluate(async () => {
      for (let top = 0; top < document.body.scrollHeight; top += innerHeight / 2) {
        scrollTo(0, top);
        await new Promise((done) => setTimeout(done, 50));
      }
    });
    await page.waitForLoadState("networkidle");
    await page.evaluate(() => scrollTo(0, 0));
    const controls = await page.evaluate(() => {
      const offered = "a[href], button:enabled, input:enabled, select:enabled, summary, [tabindex='0']";
      const all = [...document.querySelectorAll(offered)].filter((node) => node.checkVisibility());
      all.forEach((node, place) => node.dataset.walk = place);
      return all.length;
    });
    const seen = [];
    for (let step = 0; step <= controls; step++) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(() => {
        const node = document.activeElement;
        if (node === document.body) return null;
        const { top, bottom, left, right } = node.getBoundingClientRect();
        const { outlineStyle, outlineWidth } = getComputedStyle(node);
        return {
          place: Number(node.dataset.walk),
          name: `${node.localName} “${node.textContent.trim().slice(0, 40)}”`,
          inside: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth && bottom > top && right > left,
          ringed: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
        };
      });
      // After the last control the focus leaves the page or begins anew.
      if (stop === null || stop.place === seen[0]) break;
      assert.ok(stop.inside, `/${address}: ${stop.name} has the focus out of sight`);
      assert.ok(stop.ringed, `/${address}: nothing shows that ${stop.name} has the focus`);
      if (step === 0) assert.match(stop.name, /nội dung/, `/${address}: the first stop is not the way past the menu`);
      seen.push(stop.place);
    }
    assert.deepEqual(seen, [...seen].sort((one, other) => one - other), `/${address}: out of order`);
    // Of a group of radio buttons only one is a stop.
    const missed = await page.evaluate((seen) => [...document.querySelectorAll("[data-walk]")]
      .filter((node) => !seen.includes(Number(node.dataset.walk)) && node.type !== "radio")
      .map((node) => node.outerHTML.slice(0, 120)), seen);
    assert.deepEqual(missed, [], `/${address}: never reached`);
  }
  assert.deepEqual(faults, []);
});

test("twice the size: neither the page nor its letters alone stick out", async (t) => {
  const { page, root } = await visit(t, browser, REAL_SITE, { width: 640, height: 450 });
  const wrong = [];
  for (const address of PAGES) {
    await open(page, root, address);
    wrong.push(...(await overflow(page)).map((fault) => `/${address}, page: ${fault}`));
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    wrong.push(...(await overflow(page)).map((fault) => `/${address}, letters: ${fault}`));
  }
  assert.deepEqual(wrong, []);
});
