// Pages opened before can be read again without a network. While the network answers, only its answer is shown.
// A service worker; `ngoai-mang.js` at the root of the site loads it, so that it reaches all pages.

/** How many pages, and how many of their files, are kept; what was not seen for longest goes first. */
const MOST = 60;
/** What requests are for → where their answers are kept. */
const KINDS = { document: "trang", style: "tep", script: "tep", image: "tep" };

const nameOf = (kind) => `${self.registration.scope} ${kind}`;
const open = (kind) => caches.open(nameOf(kind));
/** One page, whatever list or search its address asks for. */
const keyOf = (url) => url.replace(/[?#].*/, "");
let isAsked = false;
let isGone = false;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  // Else a page would wait until the worker has started.
  event.waitUntil(self.registration.navigationPreload?.enable());
});

/** The first page came before the worker: it sends its address and those of its files. */
self.addEventListener("message", (event) => {
  const { page, files } = event.data;
  const own = files.filter((url) => url.startsWith(self.registration.scope) && /\.(css|js|svg|png)$/.test(url));
  const get = async (url, kind) => keep(url, kind, await fetch(url));
  event.waitUntil(Promise.allSettled([get(page, "trang"), ...own.map((url) => get(url, "tep"))]));
});

self.addEventListener("fetch", (event) => {
  const { destination, method, url } = event.request;
  const kind = KINDS[destination];
  if (kind && method === "GET" && url.startsWith(self.registration.scope)) event.respondWith(answer(event, kind));
});

async function answer(event, kind) {
  const { request } = event;
  let response;
  try {
    response = (await event.preloadResponse) ?? (await fetch(request));
  } catch {
    const kept = await (await open(kind)).match(keyOf(request.url), { ignoreVary: true });
    if (kind === "tep") return kept ?? Response.error();
    return kept ? marked(kept) : absent();
  }
  const copy = response.clone();
  event.waitUntil(Promise.allSettled([keep(request.url, kind, copy), leaveIfGone()]));
  return response;
}

async function keep(url, kind, response) {
  // Data that is opened like a page may be large.
  const isPage = response.headers.get("Content-Type")?.startsWith("text/html");
  if (isGone || !response.ok || (kind === "trang" && !isPage)) return;
  const cache = await open(kind);
  await cache.put(keyOf(url), response);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, -MOST).map((old) => cache.delete(old)));
}

/** A site that no longer ships the worker is rid of it, and of what it kept. */
async function leaveIfGone() {
  if (isAsked) return;
  isAsked = true;
  const { status } = await fetch(self.location.href, { method: "HEAD", cache: "no-store" });
  if (status !== 404 && status !== 410) return;
  isGone = true;
  await self.registration.unregister();
  await Promise.all(["trang", "tep"].map((kind) => caches.delete(nameOf(kind))));
}

/** A kept page that says so. */
async function marked(kept) {
  const date = new Date(kept.headers.get("Date") ?? "");
  const day = Number.isNaN(date.getTime()) ? "" : ` từ ${date.toLocaleString("vi", { dateStyle: "short", timeStyle: "short" })}`;
  const note = `<p class="notice warning" role="status"><strong>Đang xem bản lưu${day} vì không có mạng.</strong> ` +
    "Số liệu trên trang này có thể đã được cập nhật; hãy mở lại khi có mạng.</p>";
  return page(200, (await kept.text()).replace(/<main[^>]*>/, (main) => main + note));
}

/** What stands in for a page that was never opened, with the pages that were. */
async function absent() {
  const [pages, files] = await Promise.all([open("trang"), open("tep")]);
  const style = (await files.keys()).map(({ url }) => url).findLast((url) => url.endsWith("/css/main.css"));
  const rows = (await pages.keys()).reverse().map(async ({ url }) => {
    const title = /<title>([^<]*)/.exec(await (await pages.match(url)).text())?.[1] ?? url;
    return `<li><a href="${url}">${title}</a></li>`;
  });
  const list = (await Promise.all(rows)).join("");
  return page(503, `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Không có mạng</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
${style ? `<link rel="stylesheet" href="${style}">` : ""}</head><body><main><h1>Chưa xem được trang này khi không có mạng</h1>
<p>Trang này chưa được mở lần nào trên máy này nên không có bản lưu. Hãy mở lại khi có mạng.</p>
${list ? `<h2>Các trang đã lưu trên máy này</h2><ul class="rows">${list}</ul>` : ""}</main></body></html>`);
}

function page(status, html) {
  const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "manifest-src 'self'; base-uri 'none'; form-action 'self'";
  return new Response(html, {
    status,
    headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy },
  });
}
