// The ways of three readers through the real site: a citizen, a journalist, somebody who cites.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { launch, visit } from "./lib/browser.mjs";
import { REAL_SITE } from "./lib/site.mjs";

const PHONE = { width: 320, height: 640, phone: true };

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** From the home page to the indicator of 5G coverage, by what is written on the links. */
async function findCoverage(page, root, press) {
  await page.goto(root);
  await press(page.locator("main a[href$='chi-tieu/']").first());
  await page.waitForURL("**/chi-tieu/");
  await press(page.getByRole("link", { name: /phủ sóng 5G/ }).first());
  await page.waitForURL("**/chi-tieu/*/");
}

/** What the citizen came for: the status in words, and why, above the fold of a phone. */
async function seesTheAnswer(page) {
  assert.match(await page.locator("h1").innerText(), /5G/);
  const summary = page.locator("main .answer").first();
  assert.match(await summary.innerText(), /^(Đúng tiến độ|Chậm|Đạt|Chưa đạt)/);
  const { y } = await summary.boundingBox();
  assert.ok(y + 48 <= 640, `the answer begins ${y} px below the top`);
  assert.match(await page.locator("main").innerText(), /Số liệu (tính )?đến/);
}

for (const [name, reader] of Object.entries({
  "on a phone": PHONE,
  "in the dark": { ...PHONE, colours: "dark" },
  "without script": { ...PHONE, script: false },
})) {
  test(`a citizen finds whether 5G coverage is on track, ${name}`, async (t) => {
    const { page, faults, root } = await visit(t, browser, REAL_SITE, reader);
    await findCoverage(page, root, (link) => link.click());
    await seesTheAnswer(page);
    assert.deepEqual(faults, []);
  });
}

test("a citizen finds it with the keyboard only", async (t) => {
  const { page, faults, root } = await visit(t, browser, REAL_SITE);
  // Tab until the link has the focus: nothing may catch the focus on the way, and it must be seen where it is.
  const press = async (link) => {
    const wanted = await link.elementHandle();
    for (let steps = 0; steps < 400; steps++) {
      await page.keyboard.press("Tab");
      const [here, outline] = await page.evaluate((node) => {
        const focused = document.activeElement;
        const style = focused && getComputedStyle(focused);
        return [focused === node, style ? `${style.outlineStyle} ${style.boxShadow} ${style.backgroundColor}` : ""];
      }, wanted);
      if (here) {
        assert.doesNotMatch(outline, /^none none rgba\(0, 0, 0, 0\)$/, "the focus cannot be seen");
        return page.keyboard.press("Enter");
      }
    }
    assert.fail("the focus never reached the link");
  };
  await page.goto(root);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.match(page.url(), /#/, "the first stop is not the way past the menu");
  await findCoverage(page, root, press);
  assert.match(await page.locator("h1").innerText(), /5G/);
  assert.deepEqual(faults, []);
});

test("a journalist lists the overdue tasks of the department of finance and downloads them", async (t) => {
  const { page, faults, root } = await visit(t, browser, REAL_SITE);
  await page.goto(root);
  await page.getByRole("link", { name: "Nhiệm vụ", exact: true }).first().click();
  const choose = async (label, word) => {
    const select = page.getByLabel(label);
    const value = await select.locator("option").filter({ hasText: word }).first().getAttribute("value");
    await select.selectOption(value);
  };
  await choose("Cơ quan chủ trì", /^Sở Tài chính/);
  const led = await page.locator("main [data-row]:visible").count();
  assert.ok(led > 0);
  const option = page.getByLabel("Trạng thái").locator("option").filter({ hasText: /^Quá hạn/ }).first();
  const number = Number(/\((\d+)\)/.exec(await option.textContent())[1]);
  if (number > 0) await choose("Trạng thái", /^Quá hạn/);
  const rows = page.locator("main [data-row]:visible");
  const shown = await rows.count();
  assert.equal(shown, number > 0 ? number : led);
  assert.match(page.url(), /co-quan=/);
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator("[data-save]").click()]);
  const records = readFileSync(await file.path(), "utf8").match(/^"?(?:kh|ct|vien|viettel)[^\n]*-nv-/gm);
  assert.equal(records.length, new Set(await rows.evaluateAll((all) => all.map((row) => row.querySelector("a").href))).size);
  // The address brings the same list again, and the back button the whole one.
  await page.reload();
  assert.equal(await rows.count(), shown);
  await page.getByRole("button", { name: "Bỏ lọc" }).click();
  await page.waitForFunction((few) => document.querySelectorAll("main [data-row]:not([hidden])").length > few, shown);
  await page.goBack();
  await page.waitForFunction((few) => document.querySelectorAll("main [data-row]:not([hidden])").length === few, shown);
  assert.deepEqual(faults, []);
});

test("an official cites an indicator", async (t) => {
  const { page, faults, root } = await visit(t, browser, REAL_SITE);
  await findCoverage(page, root, (link) => link.click());
  await page.getByText("Trích dẫn trang này").click();
  await page.getByRole("button", { name: /Chép/ }).first().click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /5G/);
  assert.match(copied, /https:\/\/congkhai\.example\/bac-ninh\/chi-tieu\//);
  assert.deepEqual(faults, []);
});

test("an official puts an indicator into another site, live and as it stands now", async (t) => {
  const { page, faults, root } = await visit(t, browser, REAL_SITE);
  await findCoverage(page, root, (link) => link.click());
  for (const [words, address] of [
    ["luôn theo số liệu mới nhất", /^nhung\/chi-tieu\/[^/]+\/$/],
    ["giữ nguyên số liệu hiện nay", /^nhung\/chi-tieu\/[^/]+\/[^/]+\/$/],
  ]) {
    const box = page.locator("details").filter({ hasText: words });
    await box.locator("summary").click();
    await box.getByRole("button", { name: "Chép mã nhúng" }).click();
    const code = await page.evaluate(() => navigator.clipboard.readText());
    const [, below] = /src="https:\/\/congkhai\.example\/bac-ninh\/([^"]+)"/.exec(code);
    assert.match(below, address);
    // The page of somebody else, on a phone.
    const host = await page.context().newPage();
    await host.setViewportSize({ width: 320, height: 640 });
    const other = createServer((_, response) => response.setHeader("content-type", "text/html; charset=utf-8")
      .end(`<!doctype html><title>Báo</title>${code.replace("https://congkhai.example/bac-ninh/", root)}`));
    t.after(() => other.close());
    await new Promise((ready) => other.listen(0, "127.0.0.1", ready));
    await host.goto(`http://127.0.0.1:${other.address().port}/`);
    await host.locator("iframe").scrollIntoViewIfNeeded();
    const card = await (await host.locator("iframe").elementHandle()).contentFrame();
    await card.waitForLoadState();
    assert.match(await card.locator("body").innerText(), /5G[^]*số liệu/i);
    const { scripts, width, room } = await card.evaluate(() => ({
      scripts: document.scripts.length,
      width: document.documentElement.scrollWidth,
      room: document.documentElement.clientWidth,
    }));
    assert.ok(scripts === 0 && width <= room, `${scripts} scripts, ${width} px wide in ${room}`);
    await host.close();
  }
  assert.deepEqual(faults, []);
});

test("a page printed to PDF keeps its words, also in the dark", async (t) => {
  for (const colours of ["light", "dark"]) {
    const { page, root } = await visit(t, browser, REAL_SITE, { colours });
    await page.goto(`${root}chi-tieu/kh57-2026-ct-1/`);
    await page.emulateMedia({ media: "print" });
    const pdf = await page.pdf({ format: "A4" });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    const [paper, ink] = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      return [backgroundColor, color];
    });
    const light = (colour) => colour.match(/\d+/g).slice(0, 3).every((part) => Number(part) > 200);
    assert.ok(light(paper) || paper.endsWith(", 0)"), `printed on ${paper}`);
    assert.ok(!light(ink), `printed in ${ink}`);
    assert.equal(await page.locator("nav.menu, header nav").first().isVisible(), false, "the menu is printed");
    assert.ok(await page.locator("svg.chart").first().isVisible());
  }
});
