// A built site as a strict host would serve it: below a sub-path, with the security headers of the design.
import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));

/** The real site with its made-up figures, as `tests/run` builds it. */
export const REAL_SITE = join(REPOSITORY, "target/test-site/public");
/** The real site without made-up figures. */
export const OFFICIAL_SITE = join(REPOSITORY, "target/test-site-official/public");

/** The policy every page must live with. */
export const POLICY = [
  "default-src 'none'",
  ...["script", "style", "img", "font", "connect", "manifest"].map((kind) => `${kind}-src 'self'`),
  "base-uri 'none'",
  "form-action 'self'",
].join("; ");

/** Folders whose files may be kept for ever, as `src/hosting` tells web servers. */
const KEPT = ["tinh/", "tim-kiem/chi-muc/"];

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ics": "text/calendar; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".xml": "application/xml; charset=utf-8",
};

/**
 * Serves the files of `folder` below `prefix`.
 * @returns {Promise<{root: string, close: () => Promise<void>}>} `root` is the address of the home page.
 */
export async function serve(folder, prefix = "/bac-ninh/") {
  if (!existsSync(join(folder, "index.html"))) {
    throw new Error(`no site in ${folder}: run tests/run, or build it with cargo run -- build --output ${folder}`);
  }
  const server = createServer((request, response) => answer(folder, prefix, request, response));
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    root: `http://127.0.0.1:${server.address().port}${prefix}`,
    close: () => new Promise((done) => {
      server.closeAllConnections();
      server.close(done);
    }),
  };
}

function answer(folder, prefix, request, response) {
  const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
  const isKept = KEPT.some((folder) => path.startsWith(prefix + folder));
  const headers = {
    "Cache-Control": isKept ? "public, max-age=31536000, immutable" : "no-cache",
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
  };
  const file = path.startsWith(prefix) && !path.includes("..") ? join(folder, path.slice(prefix.length)) : null;
  // Browsers ask every host for this file where a page names no icon; it is no part of the site.
  if (path === "/favicon.ico") {
    response.writeHead(204, headers).end();
    return;
  }
  const found = file && existsSync(file);
  if (found && statSync(file).isDirectory() && !path.endsWith("/")) {
    response.writeHead(301, { ...headers, Location: `${path}/` }).end();
    return;
  }
  const page = found && path.endsWith("/") ? join(file, "index.html") : file;
  const exists = found && existsSync(page);
  const sent = exists ? page : join(folder, "404.html");
  const type = TYPES[extname(sent)] ?? "application/octet-stream";
  response.writeHead(exists ? 200 : 404, { ...headers, "Content-Type": type });
  createReadStream(sent).pipe(response);
}

/** Every page of the site in `folder`, as an address below the home page ("" is the home page), sorted. */
export function pages(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((file) => extname(file) === ".html");
  return files.map((file) => relative(folder, join(folder, file)).split(sep).join("/"))
    .map((file) => file.replace(/(^|\/)index\.html$/, "$1"))
    .sort();
}

/**
 * One page of every type: pages that stand alone in their folder, and of every folder with many pages the
 * heaviest and the lightest one, or only that at `places`. A new page type needs no word here.
 */
export function pageTypes(folder, places = [0, -1]) {
  const kinds = new Map();
  for (const page of pages(folder)) {
    const steps = page.split("/").filter(Boolean);
    const kind = steps.length > 1 ? steps.slice(0, -1).join("/") : page;
    const weight = statSync(join(folder, page.endsWith("/") || page === "" ? `${page}index.html` : page)).size;
    kinds.set(kind, [...(kinds.get(kind) ?? []), { page, weight }]);
  }
  return [...kinds.values()].flatMap((group) => {
    const byWeight = group.sort((one, other) => one.weight - other.weight);
    return [...new Set(places.map((place) => byWeight.at(place).page))];
  });
}

/** The heaviest page of every type. */
export function heaviest(folder) {
  return pageTypes(folder, [-1]);
}
