// @ts-check
// CSV as the site's own files have it: RFC 4180, UTF-8, comma, CRLF, quotes only where needed, one header row.

/** @param {string} cell */
function quoted(cell) {
  // The writer of the site's files also quotes a row that is one empty cell; rows here have many.
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * @param {string[]} header
 * @param {string[][]} rows
 */
export function csv(header, rows) {
  return [header, ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}
