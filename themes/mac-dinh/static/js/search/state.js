// @ts-check
// What is searched, as the address of the page has it.

/**
 * @typedef {Map<string, Set<string>>} Filters values by group, as addresses have them
 * @typedef {{text: string, filters: Filters}} State
 */

/** The name of the query in addresses. */
const TEXT = "q";
/** The names of filters; other words of an address are not ours. */
const GROUPS = new Set(["loai", "trang-thai", "co-quan", "phoi-hop", "ke-hoach", "muc", "can-cu", "han"]);
/** Longest query kept. */
export const LONGEST_TEXT = 4000;

/** @param {string} address the part from the question mark on @returns {State} */
export function readState(address) {
  const filters = new Map();
  let text = "";
  for (const [name, value] of new URLSearchParams(address)) {
    if (name === TEXT) text = value.trim();
    else if (value && GROUPS.has(name)) filters.set(name, (filters.get(name) ?? new Set()).add(value));
  }
  return { text, filters };
}

/** @param {State} state @returns {string} */
export function toAddress({ text, filters }) {
  const words = new URLSearchParams();
  if (text) words.set(TEXT, text.slice(0, LONGEST_TEXT));
  for (const [name, values] of [...filters].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const value of [...values].sort()) words.append(name, value);
  }
  const address = words.toString();
  return address ? `?${address}` : "";
}

/** @param {State} state @param {boolean} push whether the back button leads to what was there before */
export function writeState(state, push) {
  const address = toAddress(state);
  if (address === location.search) return;
  history[push ? "pushState" : "replaceState"](null, "", location.pathname + address);
}
