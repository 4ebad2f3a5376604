// @ts-check
// Hands the site to its worker, which keeps opened pages for times without a network.

const WORKER = new URL("../../../../ngoai-mang.js", import.meta.url);

export async function register() {
  const { serviceWorker } = navigator;
  try {
    await serviceWorker.register(WORKER);
    if (serviceWorker.controller) return;
    const { active } = await serviceWorker.ready;
    const files = performance.getEntriesByType("resource").map(({ name }) => name);
    active?.postMessage({ page: location.href, files });
  } catch {
    // A browser may forbid it; the page needs it for nothing.
  }
}
