// Every page type of the real site on a small phone, a desktop, dark and without script: nothing refused, nothing sticks out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { jumps, launch, overflow, visit } from "./lib/browser.mjs";
import { OFFICIAL_SITE, pageTypes, REAL_SITE } from "./lib/site.mjs";

const READERS = {
  "a phone of 320 px": { width: 320, height: 640, phone: true },
  "a desktop": { width: 1280, height: 900 },
  "a phone, dark, without script": { width: 320, height: 640, colours: "dark", script: false },
  "forced colours": { width: 1280, height: 900, colours: "dark", forced: true },
};

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const EDITIONS = {
  "the real site": [REAL_SITE, Object.keys(READERS)],
  "the official edition": [OFFICIAL_SITE, ["a phone of 320 px"]],
};

for (const [edition, [folder, readers]] of Object.entries(EDITIONS)) {
  for (const name of readers) {
    test(`pages of ${edition} for ${name}`, async (t) => {
      const { page, faults, root } = await visit(t, browser, folder, READERS[name]);
      const wrong = [];
      for (const address of pageTypes(folder)) {
        faults.length = 0;
        await page.goto(root + address, { waitUntil: "load" });
        const seen = [...faults, ...(await overflow(page)), ...(await jumps(page))];
        wrong.push(...seen.map((fault) => `/${address}: ${fault}`));
      }
      assert.deepEqual(wrong, []);
    });
  }
}

test("the harness sees what it looks for", async (t) => {
  const { page, faults, root } = await visit(t, browser, REAL_SITE, { width: 320 });
  await page.goto(root);
  assert.deepEqual([...faults, ...(await overflow(page)), ...(await jumps(page))], []);
  await page.evaluate(() => {
    const style = document.createElement("style");
    style.textContent = "body { color: red }";
    const image = new Image();
    image.src = "https://elsewhere.example/x.png";
    const wide = document.createElement("pre");
    wide.textContent = "x".repeat(400);
    document.body.append(style, image);
    document.querySelector("main").prepend(wide);
    console.error("said aloud");
  });
  await page.waitForFunction(() => globalThis.jumps.length > 0);
  assert.match((await overflow(page)).join("\n"), /pre\./);
  assert.match((await jumps(page)).join("\n"), /jump of/);
  await page.goto(`${root}khong-co/`);
  const text = faults.join("\n");
  for (const words of ["style-src", "img-src", "said aloud", "khong-co/ 404"]) assert.ok(text.includes(words), text);
});
