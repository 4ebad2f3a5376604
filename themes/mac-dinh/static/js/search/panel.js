// @ts-check
// The filters beside the results: groups of boxes to tick, each with how many results it would leave.

import { compare } from "../lib/order.js";

/** Values of a group shown before "all" is asked for. */
const SHOWN = 6;
const number = new Intl.NumberFormat("vi");

/**
 * @typedef {{key: string, label: string, count: number}} Choice
 * @typedef {{key: string, label: string, choices: Choice[]}} GroupCounts
 */

export class FilterPanel {
  /** @type {Set<string>} groups shown in full */
  #full = new Set();
  #box;
  #groups;
  #chosen;
  #changed;

  /** @param {HTMLElement} box @param {() => import("./state.js").Filters} chosen what is chosen now @param {() => void} changed */
  constructor(box, chosen, changed) {
    this.#box = box;
    this.#chosen = chosen;
    this.#changed = changed;
    this.#groups = document.createElement("form");
    this.#groups.addEventListener("submit", (event) => event.preventDefault());
    box.append(this.#groups);
  }

  /** @param {GroupCounts[]} groups */
  show(groups) {
    const focus = document.activeElement?.id;
    const chosen = [...this.#chosen().values()].reduce((sum, values) => sum + values.size, 0);
    this.#box.firstElementChild?.replaceChildren(chosen ? `Bộ lọc (đang chọn ${chosen})` : "Bộ lọc");
    const parts = groups.filter(({ choices }) => choices.length).map((group) => this.#group(group));
    if (chosen) {
      const clear = button("Bỏ mọi bộ lọc", () => {
        this.#chosen().clear();
        this.#changed();
      });
      parts.unshift(clear);
    }
    this.#groups.replaceChildren(...parts);
    if (focus) document.getElementById(focus)?.focus();
  }

  /** @param {GroupCounts} group */
  #group({ key, label, choices }) {
    const set = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = label;
    set.append(legend);
    const chosen = this.#chosen().get(key) ?? new Set();
    const byCount = (/** @type {Choice} */ a, /** @type {Choice} */ b) =>
      Number(chosen.has(b.key)) - Number(chosen.has(a.key)) || b.count - a.count || compare(a.label, b.label, 1);
    const isFull = this.#full.has(key) || choices.length <= SHOWN + 1;
    const shown = isFull ? choices : [...choices].sort(byCount).slice(0, Math.max(SHOWN, chosen.size));
    const list = document.createElement("ul");
    list.append(...shown.map((choice) => this.#choice(key, choice, chosen.has(choice.key))));
    set.append(list);
    if (!isFull) {
      set.append(button(`Hiện cả ${number.format(choices.length)} mục`, () => {
        this.#full.add(key);
        set.replaceWith(this.#group({ key, label, choices }));
        document.getElementById(boxId(key, choices[0].key))?.focus();
      }));
    }
    return set;
  }

  /** @param {string} group @param {Choice} choice @param {boolean} isChosen */
  #choice(group, { key, label, count }, isChosen) {
    const item = document.createElement("li");
    const line = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.id = boxId(group, key);
    box.checked = isChosen;
    box.addEventListener("change", () => {
      const chosen = this.#chosen();
      const values = chosen.get(group) ?? new Set();
      if (box.checked) values.add(key);
      else values.delete(key);
      if (values.size) chosen.set(group, values);
      else chosen.delete(group);
      this.#changed();
    });
    const name = document.createElement("span");
    name.textContent = label;
    const many = document.createElement("span");
    many.className = "detail";
    many.textContent = `(${number.format(count)})`;
    line.append(box, name, " ", many);
    item.append(line);
    return item;
  }
}

/** @param {string} group @param {string} key */
function boxId(group, key) {
  return `loc-${group}-${key}`;
}

/** @param {string} text @param {() => void} pressed */
function button(text, pressed) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.addEventListener("click", pressed);
  return element;
}
