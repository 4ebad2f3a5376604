// @ts-check
// The search box of every page: suggestions while typing, by the combobox pattern. Nothing is loaded before it has the focus.

/** @param {ParentNode} root */
export function setUp(root) {
  for (const form of root.querySelectorAll("form[data-search-box]")) {
    const input = form.querySelector("input");
    if (form instanceof HTMLFormElement && input) makeBox(form, input);
  }
}

/** @param {HTMLFormElement} form @param {HTMLInputElement} input */
function makeBox(form, input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-goi-y`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Gợi ý");
  list.hidden = true;
  form.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id], ["autocomplete", "off"]]) {
    input.setAttribute(name, value);
  }
  const wait = () => input.addEventListener("focus", start, { once: true });
  // Where it cannot be loaded, the form works without suggestions, and the next focus tries again.
  const start = () => import("./combobox.js").then(({ start }) => start(form, input, list), wait);
  if (document.activeElement === input) start();
  else wait();
}
