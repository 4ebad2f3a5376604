// @ts-check
// Tables that readers can sort by any column; without script they stand in Vietnamese order.

/** @param {ParentNode} root */
export function setUp(root) {
  for (const table of root.querySelectorAll("table[data-sortable]")) {
    if (table instanceof HTMLTableElement) makeSortable(table);
  }
}

/** @param {HTMLTableElement} table */
function makeSortable(table) {
  const headings = [...(table.tHead?.rows[0]?.cells ?? [])];
  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", async () => {
      const { compare } = await import("./lib/order.js");
      const falls = heading.getAttribute("aria-sort") === "ascending";
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", falls ? "descending" : "ascending");
      sort(table, column, (a, b) => compare(a, b, falls ? -1 : 1));
    });
  });
}

/**
 * @param {HTMLTableElement} table
 * @param {number} column
 * @param {(a: string, b: string) => number} order
 */
function sort(table, column, order) {
  const text = (/** @type {HTMLTableRowElement} */ row) => row.cells[column]?.textContent?.trim() ?? "";
  for (const body of table.tBodies) {
    const rows = [...body.rows].sort((a, b) => order(text(a), text(b)));
    body.append(...rows);
  }
}
