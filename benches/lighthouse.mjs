// Lighthouse over one page of each type, from a real nginx with the configuration the program writes; prints the table
// of docs/lighthouse.md. Needs `npm install lighthouse@12` in the folder given and a machine that does nothing else.
//
//   node benches/lighthouse.mjs target/release/congkhai FOLDER_WITH_LIGHTHOUSE [ADDRESS…]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { nginx } from "../tests/hosting/server.mjs";

const PAGES = [
  "/", "/chi-tieu/kh57-2026-ct-1/", "/nhiem-vu/", "/nhiem-vu/kh57-2026-nv-iv-4/", "/chi-tieu/", "/co-quan/",
  "/co-quan/so-tai-chinh/", "/van-ban/", "/van-ban/kh57-2026/", "/linh-vuc/kh57-2026-vii/", "/can-cu/13-kh-tu/",
  "/thoi-han/", "/doi-chieu/", "/chat-luong/", "/du-lieu/", "/du-lieu/nhiem-vu/", "/tim-kiem/", "/tim-kiem/?q=5G",
  "/thuat-ngu/", "/phuong-phap/", "/gioi-thieu/", "/tro-nang/", "/huong-dan-giao-dien/",
  "/nhung/chi-tieu/kh57-2026-ct-3/",
];
const FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking " +
  "--disable-component-update --disable-sync";

const [program, tools, ...wanted] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "congkhai-lighthouse-"));
const output = join(folder, "public");
execFileSync(program, ["build", "--official-only", "--precompress", "--base-url", "https://congkhai.example/", "--quiet", "--output", output]);
execFileSync(program, ["hosting", join(folder, "may-chu")]);
const server = await nginx({ folder, output });

const number = (value, digits) => value.toFixed(digits).replace(".", ",").replace(/,0+$/, "");
console.log("| Trang | Tốc độ | Trợ năng | Cách làm | Tìm kiếm | Nội dung lớn nhất hiện sau | Thời gian chặn | Xê dịch | Tải về |");
console.log("|---|---|---|---|---|---|---|---|---|");
for (const page of wanted.length > 0 ? wanted : PAGES) {
  const report = join(folder, "report.json");
  execFileSync(process.execPath, [
    join(tools, "node_modules/lighthouse/cli/index.js"), `http://127.0.0.1:${server.port}${page}`, "--quiet", "--output=json",
    `--output-path=${report}`, `--chrome-flags=${FLAGS}`,
  ], { env: { ...process.env, CHROME_PATH: "/usr/bin/chromium" }, stdio: ["ignore", "ignore", "inherit"] });
  const { categories, audits } = JSON.parse(readFileSync(report, "utf8"));
  const score = (name) => Math.round(categories[name].score * 100);
  const value = (name) => audits[name].numericValue;
  console.log(`| \`${page}\` | ${[
    score("performance"), score("accessibility"), score("best-practices"), score("seo"),
    `${number(value("largest-contentful-paint") / 1000, 1)} s`, `${Math.round(value("total-blocking-time") / 10) * 10} ms`,
    number(value("cumulative-layout-shift"), 3), `${Math.round(value("total-byte-weight") / 1024)} KiB`,
  ].join(" | ")} |`);
}
await server.stop();
rmSync(folder, { recursive: true });
