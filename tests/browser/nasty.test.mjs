// Sites of names and numbers nobody expects, built by the tests in tests/suite/nasty.rs: layouts hold, nothing is executed.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { jumps, launch, overflow, visit } from "./lib/browser.mjs";
import { pageTypes, REAL_SITE } from "./lib/site.mjs";

const BUILT = fileURLToPath(new URL("../../target/tmp/", import.meta.url));
const LONGEST = [1, 2, 3, 4, 5].map((number) => `nhiem-vu/kh-nv-pl-${number}/`);
const ODD = [...LONGEST, "chi-tieu/kh-ct-1/", "chi-tieu/kh-ct-2/", "chi-tieu/kh-ct-3/", "co-quan/so-1/", "co-quan/so-3/"];

/** Frozen cards stand alone in their folders; those of one agency and one indicator are enough of hundreds. */
const isWanted = (address) => !/^nhung\/.+\/.+\/./.test(address) || /\/(so-1|kh-ct-1)\//.test(address);

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const [name, more] of [["khac-thuong", ODD], ["khong-chi-tieu", []]]) {
  for (const reader of [{ width: 320, height: 640, phone: true }, { width: 1280, height: 900, colours: "dark" }]) {
    test(`${name} at ${reader.width} px`, async (t) => {
      const folder = join(BUILT, name, "public");
      const { page, faults, root } = await visit(t, browser, folder, reader);
      page.on("dialog", (dialog) => {
        faults.push(`a dialog: ${dialog.message()}`);
        dialog.dismiss();
      });
      const wrong = [];
      for (const address of new Set([...pageTypes(folder).filter(isWanted), ...more])) {
        faults.length = 0;
        await page.goto(root + address, { waitUntil: "load" });
        const seen = [...faults, ...(await overflow(page)), ...(await jumps(page))];
        if ((await page.title()) === "BAD") seen.push("a name was executed");
        if (await page.locator("main img, main script:not([src*='/tinh/']), main b").count()) seen.push("a name became an element");
        // What turns the direction of words round must end with the name it stands in.
        const turned = await page.locator(".site-footer, .tools").evaluateAll((boxes) =>
          boxes.filter((box) => getComputedStyle(box).direction !== "ltr").length);
        if (turned) seen.push("the direction is turned round");
        wrong.push(...seen.map((fault) => `/${address}: ${fault}`));
      }
      assert.deepEqual(wrong, []);
    });
  }
}

test("no line of the guide clips capitals with two marks", async (t) => {
  const { page, root } = await visit(t, browser, REAL_SITE, { width: 320, height: 640 });
  await page.goto(`${root}huong-dan-giao-dien/`);
  const lines = await page.locator(".guide-scale [data-token^=size]").evaluateAll((samples) => samples.map((sample) => {
    const style = getComputedStyle(sample);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const ink = pen.measureText("ỆỖẨỮẶẰỄỘỞỸ");
    return {
      token: sample.dataset.token,
      line: Number.parseFloat(style.lineHeight),
      ink: ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent,
      clips: style.overflow !== "visible",
    };
  }));
  assert.equal(lines.length, 5);
  for (const { token, line, ink, clips } of lines) {
    assert.ok(ink > 0 && line >= ink && !clips, `${token}: ${ink} px of ink in a line of ${line} px`);
  }
});
