// @ts-check
// What the search box does once it has the focus: it asks the engine and lets readers choose by keys.

import { highlighted } from "./show.js";

/** Suggestions shown. */
const SHOWN = 6;
/** Pause in typing before looking, in milliseconds. */
const PAUSE = 120;

/** @param {HTMLFormElement} form @param {HTMLInputElement} input @param {HTMLElement} list */
export function start(form, input, list) {
  /** @type {Promise<import("./engine.js").Engine> | null} */
  let engine = null;
  let timer = 0;
  let turn = 0;
  let chosen = -1;

  const load = () => {
    engine ??= import("./engine.js").then(({ Engine }) => Engine.open(form.action)).catch((error) => {
      engine = null; // The next key tries again; the form works without suggestions.
      throw error;
    });
    return engine;
  };
  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  /** @param {number} place */
  const choose = (place) => {
    const options = [...list.children];
    chosen = place;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    if (place >= 0) {
      input.setAttribute("aria-activedescendant", options[place].id);
      options[place].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };
  const suggest = async () => {
    const mine = ++turn;
    const text = input.value.trim();
    if (!text) return close();
    try {
      const found = await (await load()).suggest(text, SHOWN);
      if (mine !== turn || document.activeElement !== input) return;
      list.replaceChildren(...found.map((card, at) => option(card, `${list.id}-${at}`, form.action)));
      choose(-1);
      list.hidden = found.length === 0;
      input.setAttribute("aria-expanded", String(found.length > 0));
    } catch {
      close();
    }
  };

  const typed = () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, PAUSE);
  };
  input.addEventListener("focus", () => { load().catch(() => {}); });
  input.addEventListener("input", typed);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const options = list.children.length;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      /** @type {HTMLElement} */ (list.children[chosen]).click();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options) {
      event.preventDefault();
      if (list.hidden) {
        list.hidden = false;
        input.setAttribute("aria-expanded", "true");
      }
      // The box itself is a stop between the last option and the first.
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((chosen + 1 + step + options + 1) % (options + 1)) - 1);
    }
  });
  // A press on an option must not take the focus from the box before the click comes.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  load().catch(() => {});
  if (input.value !== input.defaultValue) typed();
}

/** @param {import("./engine.js").Card} card @param {string} id @param {string} base */
function option(card, id, base) {
  const option = document.createElement("li");
  option.id = id;
  option.setAttribute("role", "option");
  const title = document.createElement("span");
  title.append(...highlighted(card.title, card.marks, 90));
  const kind = document.createElement("span");
  kind.className = "detail";
  kind.textContent = card.kindLabel;
  option.append(title, " ", kind);
  option.addEventListener("click", () => location.assign(new URL(`../${card.address}`, base)));
  return option;
}
