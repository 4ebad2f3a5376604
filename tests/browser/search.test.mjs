// Search as readers use it: from the box of any page to a shared list of results, also on bad lines and after a new deploy.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { launch, overflow, visit } from "./lib/browser.mjs";
import { REAL_SITE } from "./lib/site.mjs";

const STATUS = "[data-search-status]";
const RESULTS = "[data-search-list] > li";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** Opens a page of the real site as a reader. */
async function reading(t, address, reader = {}) {
  const opened = await visit(t, browser, REAL_SITE, reader);
  await opened.page.goto(opened.root + address);
  return opened;
}

const said = (page, words) => page.waitForFunction(
  ([selector, pattern]) => new RegExp(pattern).test(document.querySelector(selector).textContent), [STATUS, words.source]);
const total = async (page) => Number(/^(?:Hơn )?([\d.]+) kết quả/.exec(await page.textContent(STATUS))?.[1].replaceAll(".", "") ?? 0);

test("with and without marks the same is found, and marks decide the order", async (t) => {
  const { page, faults, root } = await reading(t, "tim-kiem/?q=chuyen+doi+so");
  await said(page, /kết quả cho/);
  const plain = await total(page);
  assert.ok(plain > 50);
  await page.fill("#tim", "CHUYỂN ĐỔI SỐ".normalize("NFD"));
  await page.keyboard.press("Enter");
  await said(page, /CHU/);
  // Marks that are typed are meant: what only looks alike is no full result.
  const meant = await total(page);
  assert.ok(meant <= plain && meant > plain * 0.9, `${meant} of ${plain}`);
  await page.fill("#tim", "bán dẫn");
  await page.keyboard.press("Enter");
  await said(page, /bán dẫn/);
  assert.match((await page.textContent(`${RESULTS} >> nth=0`)).normalize("NFC"), /bán dẫn/i);
  assert.match(await page.textContent(`${RESULTS} mark >> nth=0`), /bán dẫn/i);
  assert.deepEqual(faults, []);
});

test("filters count honestly, stand in the address, and the back button takes them back", async (t) => {
  const { page, faults, root } = await reading(t, "tim-kiem/?q=chuyển+đổi+số");
  const box = "#loc-loai-nhiem-vu";
  await page.waitForSelector(box);
  const all = await total(page);
  const count = Number(/\((\d+)\)/.exec(await page.locator("label", { has: page.locator(box) }).textContent())[1]);
  await page.check(box);
  await page.waitForFunction(() => location.search.includes("loai=nhiem-vu"));
  await page.waitForFunction(([selector, number]) => document.querySelector(selector).textContent.startsWith(`${number} `), [STATUS, count]);
  assert.ok(count < all);
  const shared = page.url();
  await page.goBack();
  await page.waitForFunction(([selector, number]) => document.querySelector(selector).textContent.startsWith(`${number} `), [STATUS, all]);
  assert.equal(await page.isChecked(box), false);
  await page.goto(shared);
  await page.waitForSelector(`${box}:checked`);
  assert.equal(await total(page), count);
  assert.deepEqual(faults, []);
});

test("operators of journalists", async (t) => {
  const { page, faults, root } = await reading(t, `tim-kiem/?q=${encodeURIComponent('cơ quan:"Sở Tài chính" hạn:<2027')}`);
  await said(page, /kết quả cho/);
  assert.ok(await total(page) > 0);
  for (const lead of await page.locator(`${RESULTS} .detail`).allTextContents()) assert.match(lead, /Sở Tài chính/);
  await page.fill("#tim", '"dữ liệu mở" -kế');
  await page.keyboard.press("Enter");
  await said(page, /dữ liệu mở/);
  assert.ok(await total(page) > 0);
  await page.fill("#tim", "chuyem doi so");
  await page.keyboard.press("Enter");
  assert.equal(await page.textContent("[data-search-suggestion]:not([hidden]) a"), "chuyen doi so");
  assert.ok(await total(page) > 50);
  assert.deepEqual(faults, []);
});

test("results are saved in the dialect of the site's files", async (t) => {
  const { page, faults, root } = await reading(t, "tim-kiem/?q=bán+dẫn");
  await said(page, /kết quả cho/);
  const many = await total(page);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("[data-search-download]")]);
  const text = readFileSync(await download.path(), "utf8");
  const rows = text.split("\r\n");
  assert.match(rows[0], /^id,kind,title,/);
  assert.equal(rows.length, many + 2);
  assert.match(text, /^kh57-2026-nv-ii-7,.*,"?II\. Công tác tuyên truyền/m, "sections come with the filters");
  assert.match(download.suggestedFilename(), /^ket-qua-tim-kiem(-minh-hoa)?\.csv$/);
  assert.deepEqual(faults, []);
});

test("the box of every page suggests, by keyboard, and loads nothing before it has the focus", async (t) => {
  const { page, faults, root } = await visit(t, browser, REAL_SITE, {   });
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${root}gioi-thieu/`);
  await page.waitForSelector("#trang--tim[role=combobox]");
  assert.deepEqual(asked.filter((url) => url.includes("/tim-kiem/") || url.includes("engine")), []);
  await page.focus("#trang--tim");
  await page.keyboard.type("ban dan");
  await page.waitForSelector("#trang--tim[aria-expanded=true]");
  await page.keyboard.press("ArrowDown");
  const active = await page.getAttribute("#trang--tim", "aria-activedescendant");
  assert.equal(await page.getAttribute(`#${active}`, "aria-selected"), "true");
  await page.keyboard.press("Escape");
  assert.equal(await page.getAttribute("#trang--tim", "aria-expanded"), "false");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await Promise.all([page.waitForURL((url) => !url.pathname.endsWith("/gioi-thieu/")), page.keyboard.press("Enter")]);
  assert.doesNotMatch(page.url(), /tim-kiem/);
  assert.deepEqual(faults, []);
});

test("without script the page offers complete lists, and the box is a plain form", async (t) => {
  const { page, faults, root } = await reading(t, "gioi-thieu/", { script: false });
  await page.fill("#trang--tim", "bán dẫn");
  await Promise.all([page.waitForURL(/tim-kiem\/\?q=/), page.keyboard.press("Enter")]);
  const text = await page.textContent("main");
  assert.match(text, /cần JavaScript/);
  for (const heading of ["theo trạng thái", "theo cơ quan", "theo mục"]) assert.match(text, new RegExp(`Danh sách ${heading}`));
  await page.click("[data-search-start] a[href*='trang-thai/']");
  assert.ok(await page.locator("main li").count() > 0);
  assert.deepEqual(faults, []);
});

test("when a part of the index cannot be fetched the page says so and tries again on demand", async (t) => {
  const { page } = await reading(t, "tim-kiem/");
  await page.route("**/the/*.json", (route) => route.abort());
  await page.fill("#tim", "bán dẫn");
  await page.keyboard.press("Enter");
  await said(page, /Không tải được dữ liệu tìm kiếm/);
  await page.unroute("**/the/*.json");
  await page.click(`${STATUS} button`);
  await said(page, /kết quả cho “bán dẫn”/);
  assert.ok(await page.locator(RESULTS).count() > 0);
});

test("what is typed before the script has come is kept and searched", async (t) => {
  const { page, faults, root } = await visit(t, browser, REAL_SITE);
  let arrive;
  const arrival = new Promise((resolve) => (arrive = resolve));
  await page.route("**/page*.js", async (route) => {
    await arrival;
    await route.continue();
  });
  await page.goto(`${root}tim-kiem/?loai=nhiem-vu`, { waitUntil: "commit" });
  await page.fill("#tim", "bán dẫn");
  arrive();
  await said(page, /kết quả cho “bán dẫn”/);
  assert.match(decodeURI(page.url()), /q=bán\+dẫn&loai=nhiem-vu/);
  assert.deepEqual(faults, []);
});

test("a new deploy is noticed and its index loaded", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "tim-kiem-"));
  for (const part of ["tim-kiem", "tinh"]) cpSync(join(REAL_SITE, part), join(folder, part), { recursive: true });
  for (const file of ["index.html", "404.html"]) cpSync(join(REAL_SITE, file), join(folder, file));
  t.after(() => rmSync(folder, { recursive: true }));
  const { page, root } = await visit(t, browser, folder);
  await page.goto(`${root}tim-kiem/?q=bán+dẫn`);
  await said(page, /kết quả cho “bán dẫn”/);
  await page.waitForSelector("#loc-loai-nhiem-vu"); // Nothing of the old index is on its way any more.
  const pointer = join(folder, "tim-kiem/phien-ban.json");
  const { version, ...rest } = JSON.parse(readFileSync(pointer, "utf8"));
  renameSync(join(folder, "tim-kiem/chi-muc", version), join(folder, "tim-kiem/chi-muc/0123456789ab"));
  writeFileSync(pointer, JSON.stringify({ version: "0123456789ab", ...rest }));
  await page.fill("#tim", "đường truyền");
  await page.keyboard.press("Enter");
  await said(page, /kết quả cho “đường truyền”/);
  assert.ok(await page.locator(RESULTS).count() > 0);
});

test("on a slow line the answer comes, and a faster hand does not get an older answer", async (t) => {
  const { page, faults, root } = await visit(t, browser, REAL_SITE, { phone: true, width: 360, height: 640  });
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  await network.send("Network.emulateNetworkConditions", {
    offline: false, latency: 150, downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: (750e3 / 8) * 0.9,
  });
  page.setDefaultTimeout(30_000);
  await page.goto(`${root}tim-kiem/?q=chuyển+đổi+số`);
  await page.fill("#tim", "bán dẫn");
  await page.keyboard.press("Enter");
  await said(page, /kết quả cho “bán dẫn”/);
  await page.waitForTimeout(1000);
  assert.match(await page.textContent(STATUS), /bán dẫn/);
  assert.deepEqual(faults, []);
});

test("hostile queries are neither executed nor an error", async (t) => {
  const { page, faults, root } = await reading(t, "tim-kiem/");
  const hostile = [
    "<img src=x onerror=alert(1)>", "\"><script>alert(1)</script>", "x".repeat(10_000), "chuyển ".repeat(2000), "\"\"\"", "-", "- -", ":::", "hạn:",
    "hạn:<", "cơ quan:\"", "mau:xanh", "\u202Eabc\u202D", "\u200F\u200E", "🎉🎉", "\ud83c", "%00", "'; DROP TABLE", "(((((", "\\", "trạng thái:<b>", "a".repeat(63) + " " + "b".repeat(200),
  ];
  page.on("dialog", (dialog) => faults.push(`dialog: ${dialog.message()}`));
  for (const query of hostile) {
    // As a shared address, since the box itself takes 500 characters; hosts refuse the longest ones before the page sees them.
    await page.evaluate((text) => {
      history.pushState(null, "", `?${new URLSearchParams({ q: text })}`);
      dispatchEvent(new PopStateEvent("popstate"));
    }, query);
    await page.waitForFunction(([selector]) => {
      const text = document.querySelector(selector).textContent;
      return /kết quả/.test(text) || document.querySelector("[data-search-start]").checkVisibility();
    }, [STATUS]);
    assert.equal(await page.locator("main img, main script:not([src])").count(), 0, query.slice(0, 40));
  }
  assert.deepEqual(faults, []);
});

for (const [name, reader] of Object.entries({
  "a phone of 320 px": { width: 320, height: 640, phone: true },
  "a phone, dark": { width: 320, height: 640, phone: true, colours: "dark" },
  "forced colours": { forced: true, colours: "dark" },
})) {
  test(`results for ${name}: nothing sticks out`, async (t) => {
    const { page, faults } = await reading(t, "tim-kiem/?q=chuyển+đổi+số", reader);
    await said(page, /kết quả cho/);
    await page.click("[data-search-filters] summary");
    await page.waitForTimeout(300);
    assert.deepEqual(await overflow(page), []);
    assert.deepEqual(faults, []);
    });
}

test("files of the index are of a kind every host compresses", () => {
  const files = readdirSync(join(REAL_SITE, "tim-kiem"), { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  assert.ok(files.length > 5);
  for (const { name } of files) assert.match(name, /\.(json|html)$/);
});
