// Every page of both editions, opened once on a small phone: no error, nothing refused, no failed request, nothing sticks out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { jumps, launch, overflow, visit } from "./lib/browser.mjs";
import { OFFICIAL_SITE, pages, REAL_SITE } from "./lib/site.mjs";

/** As many as keep two cores busy. */
const TABS = 4;

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const [edition, folder] of Object.entries({ "the real site": REAL_SITE, "the official edition": OFFICIAL_SITE })) {
  test(`every page of ${edition}`, async (t) => {
    const waiting = pages(folder);
    const count = waiting.length;
    const wrong = [];
    const sweep = async () => {
      const { page, faults, root } = await visit(t, browser, folder, { width: 320, height: 640, phone: true });
      for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
        faults.length = 0;
        await page.goto(root + address, { waitUntil: "load" });
        const seen = [...faults, ...(await overflow(page)), ...(await jumps(page))];
        wrong.push(...seen.map((fault) => `/${address}: ${fault}`));
      }
    };
    await Promise.all(Array.from({ length: TABS }, sweep));
    t.diagnostic(`${count} pages`);
    assert.deepEqual(wrong, []);
  });
}
