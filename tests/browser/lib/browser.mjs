// Debian's Chromium, and what a reader would not forgive on a page: errors, refused content, failed requests, jumps.
import { createRequire } from "node:module";

import { serve } from "./site.mjs";

// The tests' packages are locked in tests/tools, beside the other tools `tests/run` installs.
const { chromium } = createRequire(new URL("../../tools/package.json", import.meta.url))("playwright-core");

/** Chromium without anything that talks to its maker. */
export function launch() {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync",
    ],
  });
}

/**
 * Opens an empty page for a reader of that kind, with the site of `folder` served at `root` until the test ends.
 * Everything wrong is collected in `faults` as plain sentences; empty it before a page that is looked at alone.
 * @param {import("node:test").TestContext} t
 * @param {import("playwright-core").Browser} browser
 * @param {string} folder
 * @param {{width?: number, height?: number, colours?: "light" | "dark", forced?: boolean, script?: boolean,
 *   phone?: boolean, scale?: number}} reader
 */
export async function visit(t, browser, folder, reader = {}) {
  const { width = 1280, height = 900, colours = "light", forced = false, script = true, phone = false, scale = 1 } = reader;
  const site = await serve(folder);
  t.after(site.close);
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: colours,
    forcedColors: forced ? "active" : "none",
    javaScriptEnabled: script,
    hasTouch: phone,
    isMobile: phone,
    locale: "vi-VN",
    acceptDownloads: true,
    reducedMotion: "reduce",
  });
  t.after(() => context.close());
  // Headless Chromium asks nobody, so it refuses the clipboard unless told.
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await context.addInitScript(watchForJumps);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    // Without script the browser refuses to preload any, as it should.
    const isRefused = !script && why === "csp" && request.url().endsWith(".js");
    if (why !== "net::ERR_ABORTED" && !isRefused) faults.push(`request: ${request.url()} ${why}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`request: ${response.url()} ${response.status()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(site.root)) faults.push(`a request outside the site: ${request.url()}`);
  });
  return { page, faults, root: site.root };
}

/** Runs in the page before anything of it. */
function watchForJumps() {
  globalThis.jumps = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const names = entry.sources.map((source) => source.node?.nodeName ?? "?");
      globalThis.jumps.push({ value: entry.value, nodes: names.join(" ") });
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/** Elements that stick out of the window to the right, without those inside a box that scrolls by itself. */
export function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const scrolls = (node) => {
      for (let box = node.parentElement; box && box !== document.body; box = box.parentElement) {
        if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(box).overflowX)) return true;
      }
      return false;
    };
    return [...document.body.querySelectorAll("*")]
      .filter((node) => {
        const { left, right } = node.getBoundingClientRect();
        return Math.max(right, left + node.scrollWidth) > width + 1 && !scrolls(node);
      })
      .map((node) => `${node.localName}.${node.getAttribute("class") ?? ""}: ${node.textContent.trim().slice(0, 60)}`)
      .concat([`page is ${document.documentElement.scrollWidth} px wide in a window of ${width} px`]);
  });
}

/** The jumps of the page since it began to load, as sentences. */
export async function jumps(page) {
  const seen = await page.evaluate(() => globalThis.jumps ?? []);
  return seen.filter(({ value }) => value > 0.001).map(({ value, nodes }) => `jump of ${value.toFixed(4)}: ${nodes}`);
}
