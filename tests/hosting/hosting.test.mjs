// nginx and Caddy answer for a site as they should, with the configuration the program writes.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { promisify } from "node:util";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

import { caddy, nginx, site } from "./server.mjs";

for (const [name, start] of Object.entries({ nginx, caddy })) {
  for (const base of ["/", "/nq57/"]) {
    describe(`${name} at ${base}`, async () => {
      const built = site(base);
      const server = await start(built);
      after(async () => {
        await server.stop();
        built.remove();
      });
      const on_disk = (path) => readFileSync(join(built.output, path));
      const style = `tinh/${readdirSync(join(built.output, "tinh"))[0]}/css/main.css`;

      it("guards every answer, also those that fail", async () => {
        for (const [path, status] of [["", 200], ["du-lieu/van-ban.csv", 200], ["khong-co/", 404]]) {
          const { status: answered, headers } = await server.ask(base + path);
          assert.equal(answered, status, path);
          assert.match(headers["content-security-policy"], /^default-src 'none'; .*frame-ancestors 'none'$/, path);
          assert.equal(headers["x-frame-options"], "DENY", path);
          assert.equal(headers["x-content-type-options"], "nosniff", path);
          assert.equal(headers["referrer-policy"], "strict-origin-when-cross-origin", path);
          assert.match(headers["permissions-policy"], /camera=\(\)/, path);
          assert.equal(headers["access-control-allow-origin"], "*", path);
        }
      });

      it("lets other sites frame the embeds only", async () => {
        const { status, headers } = await server.ask(`${base}nhung/thu/`);
        assert.equal(status, 200);
        assert.match(headers["content-security-policy"], /frame-ancestors \*$/);
        assert.equal(headers["x-frame-options"], undefined);
      });

      it("shows the page for addresses that do not exist", async () => {
        const { bytes } = await server.ask(`${base}khong/co/trang-nay`);
        assert.ok(bytes.equals(on_disk("404.html")));
      });

      it("sends the compressed twins as they are", async () => {
        for (const [accepted, coding, ending, decode] of [
          ["gzip", "gzip", "gz", gunzipSync],
          ["br, gzip", "br", "br", brotliDecompressSync],
        ]) {
          const { headers, bytes } = await server.ask(base, { headers: { "accept-encoding": accepted } });
          assert.equal(headers["content-encoding"], coding);
          assert.match(headers.vary, /accept-encoding/i);
          assert.ok(bytes.equals(on_disk(`index.html.${ending}`)), coding);
          assert.ok(decode(bytes).equals(on_disk("index.html")), coding);
        }
        const plain = await server.ask(base);
        assert.equal(plain.headers["content-encoding"], undefined);
        assert.ok(plain.bytes.equals(on_disk("index.html")));
      });

      it("gives parts of a file as it is, whatever the reader takes compressed", async () => {
        for (const name of ["van-ban.csv", "van-ban.json", "van-ban.parquet", "cong-khai.sqlite"]) {
          const path = `du-lieu/${name}`;
          const whole = on_disk(path);
          for (const accepted of ["identity", "gzip", "br, gzip"]) {
            for (const [range, first, end] of [["bytes=5-24", 5, 25], ["bytes=-8", -8, undefined], ["bytes=9-", 9, undefined]]) {
              const { status, headers, bytes } = await server.ask(base + path, { headers: { range, "accept-encoding": accepted } });
              assert.equal(status, 206, `${path} ${range} ${accepted}`);
              assert.equal(headers["content-encoding"], undefined, path);
              assert.ok(bytes.equals(whole.subarray(first, end)), `${path} ${range} ${accepted}`);
              assert.match(headers["content-range"], new RegExp(`/${whole.length}$`), path);
              assert.match(headers["content-security-policy"], /frame-ancestors 'none'$/, path);
            }
          }
          const beyond = await server.ask(base + path, { headers: { range: `bytes=${whole.length}-`, "accept-encoding": "gzip" } });
          assert.equal(beyond.status, 416, path);
        }
        const missing = await server.ask(`${base}du-lieu/khong-co.csv`, { headers: { range: "bytes=0-9" } });
        assert.equal(missing.status, 404);
        const folder = await server.ask(`${base}du-lieu/`, { headers: { range: "bytes=0-9" } });
        assert.ok([200, 206].includes(folder.status), `${folder.status}`);
        assert.ok([403, 405].includes((await server.ask(`${base}du-lieu/van-ban.csv`, { method: "POST", headers: { range: "bytes=0-9" } })).status));
      });

      it("lets DuckDB read what it needs of a Parquet file", async () => {
        const python = join(import.meta.dirname, "../tools/venv/bin/python");
        const address = `http://127.0.0.1:${server.port}${base}thu/lon`;
        const words = [join(import.meta.dirname, "parts.py"), address, join(built.output, "thu")];
        const { stdout } = await promisify(execFile)(python, words);
        assert.match(stdout, /^Parquet \d+ of \d+ bytes, CSV whole\n$/);
      });

      it("lets fingerprinted files be kept for ever and asks again for the others", async () => {
        assert.match((await server.ask(base + style)).headers["cache-control"], /max-age=31536000, immutable/);
        const missing = await server.ask(`${base}tinh/khong-co.css`);
        assert.equal(missing.status, 404);
        assert.doesNotMatch(missing.headers["cache-control"] ?? "", /immutable|max-age/);
        const page = await server.ask(base);
        assert.equal(page.headers["cache-control"], "no-cache");
        const tag = page.headers.etag;
        assert.equal((await server.ask(base, { headers: { "if-none-match": tag } })).status, 304);
        const time = page.headers["last-modified"];
        assert.equal((await server.ask(base, { headers: { "if-modified-since": time } })).status, 304);
      });

      it("knows the media types of data", async () => {
        for (const [path, kind] of [
          ["", "text/html; charset=utf-8"],
          ["du-lieu/van-ban.csv", "text/csv; charset=utf-8"],
          ["du-lieu/van-ban.json", /^application\/json/],
          [style, "text/css; charset=utf-8"],
        ]) {
          const { headers } = await server.ask(base + path);
          assert.match(headers["content-type"], kind instanceof RegExp ? kind : new RegExp(`^${kind}$`), path);
        }
      });

      it("adds the slash to folders, takes no other method, leaves the folder for nobody", async () => {
        const moved = await server.ask(`${base}du-lieu`);
        assert.ok([301, 308].includes(moved.status), `${moved.status}`);
        assert.ok(moved.headers.location.endsWith("du-lieu/"), moved.headers.location);
        assert.ok([403, 405].includes((await server.ask(base, { method: "POST" })).status));
        for (const path of ["../congkhai.toml", "%2e%2e/congkhai.toml", "..%2fcongkhai.toml", "tinh/../../congkhai.toml"]) {
          assert.ok([400, 403, 404].includes((await server.ask(base + path)).status), path);
        }
      });

      it("serves compressed files under load without one error", () => {
        const words = ["-t1", "-c16", "-d2s", "-H", "Accept-Encoding: br", `http://127.0.0.1:${server.port}${base}`];
        const said = execFileSync("wrk", words, { encoding: "utf8" });
        assert.match(said, /Requests\/sec/);
        assert.doesNotMatch(said, /Non-2xx|Socket errors/, said);
      });
    });
  }
}
