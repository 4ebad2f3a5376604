// Real web servers over a built site, with the configuration the program writes for them.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROGRAM = process.env.CONGKHAI ?? join(import.meta.dirname, "../../target/debug/congkhai");
const MODULES = "/usr/lib/nginx/modules";

/** A new site below the path `base`, built with compressed twins, and its configurations. */
export function site(base) {
  const folder = mkdtempSync(join(tmpdir(), "congkhai-hosting-"));
  const root = join(folder, "trang");
  const run = (...words) => execFileSync(PROGRAM, words, { stdio: ["ignore", "pipe", "pipe"] });
  run("init", root);
  const config = join(root, "congkhai.toml");
  const text = readFileSync(config, "utf8").replace(/^base_url = .*$/m, `base_url = "https://localhost${base}"`);
  writeFileSync(config, text);
  run("build", "--root", root, "--precompress", "--quiet");
  // A new site has no cards to embed.
  mkdirSync(join(root, "public/nhung/thu"), { recursive: true });
  writeFileSync(join(root, "public/nhung/thu/index.html"), "<!doctype html><title>Thẻ</title>");
  run("hosting", "--root", root, join(folder, "may-chu"));
  return { folder, base, output: join(root, "public"), remove: () => rmSync(folder, { recursive: true }) };
}

/** Starts nginx over `site`; the configuration is changed as an administrator would: where the site stands, which port. */
export async function nginx(site) {
  const port = await freePort();
  const folder = join(site.folder, "nginx");
  mkdirSync(folder);
  let own = readFileSync(join(site.folder, "may-chu/nginx.conf"), "utf8");
  own = own
    .replaceAll("/var/www/congkhai", site.output)
    .replace("listen 80;", `listen 127.0.0.1:${port};`)
    .replace(/ *listen \[::\]:80;\n/, "")
    .replace("/etc/nginx/congkhai-brotli", `${site.folder}/may-chu/congkhai-brotli`);
  writeFileSync(join(folder, "site.conf"), own);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(" ");
  writeFileSync(
    join(folder, "nginx.conf"),
    `load_module ${MODULES}/ngx_http_brotli_static_module.so;
${process.getuid() === 0 ? "user root;" : ""} daemon off; pid ${folder}/pid; error_log stderr warn; worker_processes 2;
events { worker_connections 512; }
http { access_log off; default_type application/octet-stream; ${temporary} include ${folder}/site.conf; }
`,
  );
  return started("nginx", ["-p", folder, "-c", join(folder, "nginx.conf")], port);
}

/** Starts Caddy over `site`. */
export async function caddy(site) {
  const port = await freePort();
  const folder = join(site.folder, "caddy");
  mkdirSync(folder);
  const own = readFileSync(join(site.folder, "may-chu/Caddyfile"), "utf8")
    .replaceAll("/var/www/congkhai", site.output)
    .replace(/^localhost \{/m, `http://127.0.0.1:${port} {`);
  writeFileSync(join(folder, "Caddyfile"), `{\n\tadmin off\n}\n${own}`);
  return started("caddy", ["run", "--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"], port);
}

async function started(program, words, port) {
  const path = [program, `/usr/sbin/${program}`, `/usr/bin/${program}`].find((one) => existsSync(one)) ?? program;
  const child = spawn(path, words, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (text) => (said += text));
  const ended = once(child, "exit");
  for (let tries = 0; ; tries++) {
    const answer = await ask(port, "/").catch(() => null);
    if (answer) break;
    if (child.exitCode !== null || tries === 200) throw new Error(`${program}: ${said}`);
    await new Promise((done) => setTimeout(done, 25));
  }
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return { port, ask: (path, options) => ask(port, path, options), stop };
}

/** What a server answers: status, headers, bytes as they came over the wire. */
function ask(port, path, { method = "GET", headers = {} } = {}) {
  return new Promise((done, failed) => {
    const asked = request({ host: "127.0.0.1", port, path, method, headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(parts) }));
    });
    asked.on("error", failed);
    asked.end();
  });
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
