// Pages seen before can be read again when the network is cut; while there is one, only its answer is shown.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { launch, overflow } from "./lib/browser.mjs";
import { OFFICIAL_SITE, serve } from "./lib/site.mjs";

const PARTS = ["index.html", "404.html", "ngoai-mang.js", "tinh", "co-quan", "chi-tieu", "gioi-thieu", "tim-kiem"];

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** A copy of the site that may be changed, and a page of a reader who has opened its home page. */
async function visitor(t, host = "thu.localhost") {
  const folder = mkdtempSync(join(tmpdir(), "congkhai-offline-"));
  for (const part of PARTS) cpSync(join(OFFICIAL_SITE, part), join(folder, part), { recursive: true });
  const site = await serve(folder);
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, locale: "vi-VN" });
  t.after(async () => {
    await context.close();
    await site.close();
    rmSync(folder, { recursive: true });
  });
  const page = await context.newPage();
  const root = site.root.replace("127.0.0.1", host);
  const faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(root);
  return { context, page, faults, root, site, folder };
}

/** How many pages the worker keeps; nothing without a worker. */
function count(page) {
  return page.evaluate(async () => {
    const [worker] = await navigator.serviceWorker.getRegistrations();
    const name = (await caches.keys()).find((name) => name.endsWith(" trang"));
    return worker && name ? (await (await caches.open(name)).keys()).length : undefined;
  });
}

/** Waits until the worker keeps as many pages. */
async function kept(page, expected) {
  let found;
  for (let turn = 0; turn < 100; turn++) {
    found = await count(page);
    if (found === expected) return;
    await page.waitForTimeout(100);
  }
  assert.fail(`${found} pages are kept, not ${expected}`);
}

test("pages seen before open without a network and say so; others say why they do not", async (t) => {
  const { page, faults, root, site } = await visitor(t);
  await kept(page, 1);
  await page.goto(`${root}co-quan/`);
  await kept(page, 2);
  assert.equal(await page.getByText("bản lưu").count(), 0);
  assert.deepEqual(faults, []);
  await site.close();

  for (const address of ["", "co-quan/", "co-quan/?sap-xep=ten"]) {
    await page.goto(root + address);
    const note = page.getByRole("status").filter({ hasText: "Đang xem bản lưu" });
    assert.match(await note.textContent(), /từ \d+:\d+.* vì không có mạng/);
    assert.deepEqual(await overflow(page), []);
    const { color, heading } = await page.evaluate(() => ({
      color: getComputedStyle(document.querySelector(".notice")).borderInlineStartColor,
      heading: document.querySelector("h1").textContent,
    }));
    assert.notEqual(color, "rgb(0, 0, 0)", "the style sheet is there");
    assert.ok(heading.length > 3);
  }
  const answer = await page.goto(`${root}gioi-thieu/`);
  assert.equal(answer.status(), 503);
  assert.match(await page.locator("main").textContent(), /chưa được mở lần nào.*Các trang đã lưu/s);
  assert.deepEqual(await overflow(page), []);
  assert.equal(await page.locator("main li a").count(), 2);
  await page.getByRole("link", { name: /^Cơ quan/ }).click();
  assert.match(await page.locator("main").textContent(), /Đang xem bản lưu/);
});

test("while the network answers no kept page is shown", async (t) => {
  const { page, root, folder } = await visitor(t);
  await kept(page, 1);
  const home = join(folder, "index.html");
  writeFileSync(home, readFileSync(home, "utf8").replace(/<h1>[^<]*/, "<h1>Mới sửa"));
  await page.goto(root);
  assert.equal(await page.locator("h1").textContent(), "Mới sửa");
  rmSync(join(folder, "co-quan"), { recursive: true });
  const answer = await page.goto(`${root}co-quan/`);
  assert.equal(answer.status(), 404);
});

test("no more than 60 pages are kept", async (t) => {
  const { page, root } = await visitor(t);
  await kept(page, 1);
  const filled = await page.evaluate(async () => {
    const name = (await caches.keys()).find((name) => name.endsWith(" trang"));
    const cache = await caches.open(name);
    for (let number = 0; number < 80; number++) await cache.put(`./a${number}/`, new Response("a"));
    return (await cache.keys()).length;
  });
  assert.equal(filled, 81);
  await page.goto(`${root}co-quan/`);
  await kept(page, 60);
});

test("a site that ships no worker any more is rid of it", async (t) => {
  const { page, root, folder } = await visitor(t);
  await kept(page, 1);
  rmSync(join(folder, "ngoai-mang.js"));
  await page.goto(root);
  await kept(page, undefined);
  assert.deepEqual(await page.evaluate(() => caches.keys()), []);
});

test("a trial on one's own machine leaves nothing behind", async (t) => {
  const { page } = await visitor(t, "localhost");
  await page.waitForTimeout(2_500);
  assert.equal(await count(page), undefined);
});
