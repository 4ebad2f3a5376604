// Charts to take along and pictures that stand beside a shared link.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { launch, visit } from "./lib/browser.mjs";
import { REAL_SITE } from "./lib/site.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("a chart is taken along as SVG and PNG with all that is needed to cite it", async (t) => {
  const { page, faults, root } = await visit(t, browser, REAL_SITE);
  await page.goto(`${root}chi-tieu/kh57-2026-ct-1/`);
  const take = async (link) => {
    const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
    return readFileSync(await file.path());
  };
  const svg = (await take(page.locator("a[href$='bieu-do.svg']"))).toString("utf8");
  for (const words of ["5G", "Số liệu", "minh họa", "congkhai.example"]) assert.ok(svg.includes(words), words);
  for (const hook of ["class=", "style=", "var("]) assert.ok(!svg.includes(hook), hook);
  const png = await take(page.locator("a[href$='bieu-do.png']"));
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.ok(png.readUInt32BE(16) >= 1200, "the chart is too small to print");
  assert.deepEqual(faults, []);
});

test("a shared link brings a picture of its own with the right size", async (t) => {
  const { page, root } = await visit(t, browser, REAL_SITE);
  for (const address of ["", "chi-tieu/kh57-2026-ct-1/", "co-quan/so-tai-chinh/", "van-ban/kh57-2026/"]) {
    await page.goto(root + address);
    const meta = (name) => page.locator(`meta[property='og:${name}']`).getAttribute("content");
    const image = await meta("image");
    assert.equal(image, `https://congkhai.example/bac-ninh/${address}chia-se.png`);
    const png = readFileSync(`${REAL_SITE}/${address}chia-se.png`);
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1200, 630]);
    assert.deepEqual([await meta("image:width"), await meta("image:height")], ["1200", "630"]);
    assert.ok((await meta("image:alt")).length > 20);
  }
});
