// @ts-check
// Lists that readers narrow and sort. Without script they are whole and in the order of print.

import { chosenRecords, counts, matches, parse, read, write } from "./lib/facets.js";

/** @typedef {{ element: HTMLElement, home: Element | null, due: string, text: string, facets: import("./lib/facets.js").Facets }} Row */

const words = new Intl.Collator("vi", { numeric: true });

/** @param {ParentNode} root */
export function setUp(root) {
  const form = root.querySelector("[data-filter]");
  if (form instanceof HTMLElement) new List(root, form);
}

/** How many, as Vietnamese readers write it. @param {number} number */
function count(number) {
  return number.toLocaleString("vi");
}

class List {
  /**
   * @param {ParentNode} root
   * @param {HTMLElement} form
   */
  constructor(root, form) {
    this.form = form;
    this.noun = form.dataset.filter ?? "";
    this.groups = [...root.querySelectorAll("[data-group]")];
    this.beside = [...root.querySelectorAll("[data-beside]")];
    this.outline = root.querySelector("[data-outline]");
    this.sorted = root.querySelector("[data-sorted]");
    this.selects = [...form.querySelectorAll("select")];
    /** @type {Map<string, Set<string>>} */
    this.offered = new Map(this.selects.map((select) => [select.name, valuesOf(select)]));
    const choices = this.selects.flatMap((select) => [...valuesOf(select)].map((value) => /** @type {[string, string]} */ ([select.name, value])));
    this.rows = [...root.querySelectorAll("[data-row]")].map((row) => rowOf(row, choices));
    this.labels = new Map([...form.querySelectorAll("option")].map((option) => [option, option.label]));
    form.addEventListener("change", () => this.change());
    form.querySelector("[data-clear]")?.addEventListener("click", () => this.clear());
    form.querySelector("[data-save]")?.addEventListener("click", () => this.save());
    addEventListener("popstate", () => this.show(this.asked()));
    const asked = this.asked();
    form.hidden = false;
    const box = form.querySelector("details");
    if (box) box.open = asked.size > 0 || matchMedia("(min-width: 48rem)").matches;
    this.show(asked);
  }

  asked() {
    return read(location.search, this.offered);
  }

  change() {
    /** @type {import("./lib/facets.js").Choice} */
    const choice = new Map();
    for (const select of this.selects) if (select.value) choice.set(select.name, select.value);
    const address = location.pathname + write(location.search, this.offered.keys(), choice);
    try {
      history.pushState(null, "", address);
    } catch {
      // A page opened from a disk may not change its address; the list still follows the form.
    }
    this.show(choice);
  }

  clear() {
    for (const select of this.selects) select.value = "";
    this.change();
    this.selects[0]?.focus();
  }

  /** @param {import("./lib/facets.js").Choice} asked */
  show(asked) {
    const choice = new Map(asked);
    const order = choice.get("sap-xep") ?? "";
    choice.delete("sap-xep");
    for (const row of this.rows) row.element.hidden = !matches(row.facets, choice);
    this.place(order);
    const narrowed = choice.size > 0;
    for (const group of this.groups) hide(group, narrowed && !group.querySelector("[data-row]:not([hidden])"));
    for (const element of this.beside) hide(element, narrowed);
    if (this.outline) outline(this.outline, narrowed);
    const facets = this.rows.map((row) => row.facets);
    for (const select of this.selects) {
      select.value = asked.get(select.name) ?? "";
      if (select.name !== "sap-xep") this.label(select, counts(facets, choice, select.name));
    }
    const shown = this.rows.filter((row) => !row.element.hidden).length;
    const result = this.form.querySelector("[data-count]");
    if (result) result.textContent = this.sentence(shown);
    const clear = this.form.querySelector("[data-clear]");
    if (clear instanceof HTMLElement) clear.hidden = asked.size === 0;
    const button = this.form.querySelector("[data-save]");
    if (button instanceof HTMLButtonElement) button.disabled = shown === 0;
  }

  /** @param {number} shown */
  sentence(shown) {
    if (shown === 0) return `Không có ${this.noun} nào khớp các điều đã chọn.`;
    if (shown === this.rows.length) return `Đang hiện cả ${count(shown)} ${this.noun}.`;
    return `Đang hiện ${count(shown)} trong ${count(this.rows.length)} ${this.noun}.`;
  }

  /**
   * Writes how many rows each choice would leave; what would leave none cannot be chosen.
   * @param {HTMLSelectElement} select
   * @param {Map<string, number>} found
   */
  label(select, found) {
    for (const option of select.options) {
      const number = found.get(option.value) ?? 0;
      option.textContent = `${this.labels.get(option) ?? ""} (${count(number)})`;
      option.disabled = number === 0 && !option.selected && option.value !== "";
    }
  }

  /** Puts the rows in order: into one list, or back where the page has them. @param {string} order */
  place(order) {
    if (!(this.sorted instanceof HTMLElement)) return;
    this.sorted.hidden = order === "";
    for (const row of order ? this.rows.toSorted(this.comparison(order)) : this.rows) {
      (order ? this.sorted : row.home)?.append(row.element);
    }
  }

  /**
   * @param {string} order
   * @returns {(a: Row, b: Row) => number}
   */
  comparison(order) {
    if (order === "ten") return (a, b) => words.compare(a.text, b.text);
    if (order === "han") return (a, b) => Number(!a.due) - Number(!b.due) || words.compare(a.due, b.due);
    const places = new Map([...(this.offered.get(order) ?? [])].map((value, place) => [value, place]));
    const place = (/** @type {Row} */ row) => {
      const [first] = row.facets.get(order) ?? [];
      return places.get(first ?? "") ?? places.size;
    };
    return (a, b) => place(a) - place(b);
  }

  async save() {
    const address = this.form.dataset.dataset ?? "";
    const result = this.form.querySelector("[data-count]");
    const visible = [...document.querySelectorAll("[data-row]:not([hidden])")];
    const ids = [...new Set(visible.map(idOf))];
    try {
      const { save } = await import("./lib/csv.js");
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.statusText);
      save(document, this.form.dataset.file ?? "", chosenRecords(await answer.text(), ids));
      if (result) result.textContent = `Đã tải ${count(ids.length)} dòng dữ liệu về máy.`;
    } catch {
      if (result) result.textContent = "Không tải được dữ liệu; hãy tải cả bảng ở trang Dữ liệu mở.";
    }
  }
}

/** @param {Element} element @param {boolean} hidden */
function hide(element, hidden) {
  if (element instanceof HTMLElement) element.hidden = hidden;
}

/**
 * Headings of a text stay only over something shown, whatever their depth.
 * @param {Element} text
 * @param {boolean} narrowed
 */
function outline(text, narrowed) {
  // Levels of the headings that have something shown below them, seen from the end.
  let shown = false;
  /** @type {number[]} */
  let above = [];
  for (const element of [...text.children].reverse()) {
    const level = Number(/^H([3-6])$/.exec(element.tagName)?.[1] ?? 0);
    if (level > 0) {
      const leads = shown || above.some((below) => below > level);
      const isShown = !narrowed || leads || (element.hasAttribute("data-row") && !hiddenBefore(element));
      hide(element, !isShown);
      above = above.filter((below) => below < level);
      if (isShown) above.push(level);
      shown = false;
    } else if (element instanceof HTMLElement && !element.hidden && element.tagName !== "H2") {
      shown = true;
    }
  }
}

/** Whether the choice has hidden a heading that is a row itself. @param {Element} element */
function hiddenBefore(element) {
  return element instanceof HTMLElement && element.hidden;
}

/** What a row is about: the last part of the address of its page. @param {Element} row */
function idOf(row) {
  return row.querySelector("a")?.pathname.split("/").at(-2) ?? "";
}

/**
 * @param {Element} element
 * @param {[string, string][]} choices
 * @returns {Row}
 */
function rowOf(element, choices) {
  const row = /** @type {HTMLElement} */ (element);
  const text = row.querySelector("a")?.textContent?.replace(/^[\p{L}\d.]*\d\.\s*/u, "") ?? "";
  const { due = "", facets = "" } = row.dataset;
  return { element: row, home: row.parentElement, due, text, facets: parse(facets, choices) };
}

/** @param {HTMLSelectElement} select */
function valuesOf(select) {
  return new Set([...select.options].map((option) => option.value).filter((value) => value !== ""));
}
