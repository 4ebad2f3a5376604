// @ts-check
// CSV made in the browser, in the same dialect as the files of open data: RFC 4180, UTF-8 in NFC, comma, CRLF,
// quotes only where needed, one header row, ISO dates, decimal point, lists joined with ";", empty = unknown.

/** @typedef {string | number | boolean | null | undefined | readonly string[]} Value */

/** What a spreadsheet takes for the start of a formula, and signs that look the same and are none. */
const formula = /^[=+\-@]/;
/** @type {Record<string, string>} */
const lookalike = { "=": "＝", "+": "＋", "@": "＠", "-": "–" };

/** A number a spreadsheet reads as that very number. */
const number = /^-?\d+(?:\.\d+)?$/;

/**
 * Words on one line: line breaks become " · ", dashes of lists "–", other control characters spaces.
 * @param {string} text
 */
function line(text) {
  const lines = text.normalize("NFC").split(/[\n\r]/);
  const clean = lines.map((part) => part.replace(/\p{Cc}/gu, " ").trim().replace(/^-(?=\s|$)/, "–"));
  return clean.filter((part) => part !== "").join(" · ");
}

/**
 * The words of a cell, before quotes. What a spreadsheet would run as a formula starts with a sign that looks the same.
 * @param {Value} value
 * @returns {string}
 */
export function cell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RangeError(`no number: ${value}`);
    return String(value);
  }
  const text =
    typeof value === "string"
      ? line(value)
      : value.map((item) => line(item).replaceAll(";", ",")).filter((item) => item !== "").join(";");
  if (!formula.test(text) || number.test(text)) return text;
  const sign = /^-\d/.test(text) ? "−" : lookalike[text[0]];
  return sign + text.slice(1);
}

/** @param {readonly string[]} cells */
function record(cells) {
  if (cells.length === 1 && cells[0] === "") return '""\r\n';
  const quoted = cells.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text));
  return `${quoted.join(",")}\r\n`;
}

/**
 * A table as CSV.
 * @param {readonly string[]} columns names of the columns, as in the files of open data
 * @param {Iterable<readonly Value[]>} rows one value for each column
 */
export function csv(columns, rows) {
  let text = record(columns);
  for (const row of rows) {
    if (row.length !== columns.length) throw new RangeError(`${row.length} values, ${columns.length} columns`);
    text += record(row.map(cell));
  }
  return text;
}

/**
 * Hands a CSV file to the reader as a download.
 * @param {Document} document
 * @param {string} name name of the file ("nhiem-vu-da-loc.csv")
 * @param {string} text
 */
export function save(document, name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of the file only after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
