// @ts-check
// Says when the figures are old: days pass, pages do not.

/** Days after which figures are old. */
const MOST_DAYS = 45;

/**
 * Whole days from a day to a moment; nothing when the day cannot be read.
 * @param {string | undefined} day ISO date
 * @param {Date} now
 */
export function daysSince(day, now) {
  const from = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(from) ? undefined : Math.floor((now.getTime() - from) / 86_400_000);
}

/**
 * @param {ParentNode} root
 * @param {Date} now
 */
export function setUp(root, now = new Date()) {
  const notice = root.querySelector("[data-as-of]");
  if (!(notice instanceof HTMLElement)) return;
  const days = daysSince(notice.dataset.asOf, now);
  if (days === undefined || days <= MOST_DAYS) return;
  notice.textContent = `Số liệu trên trang này đã cũ ${days} ngày; chưa có số liệu mới hơn được công bố.`;
  notice.hidden = false;
}
