// @ts-check
// Light, dark or as the device says; the choice stays on this device.

const KEY = "giao-dien";

/** @param {string | null} choice */
function apply(choice) {
  if (choice === "light" || choice === "dark") {
    document.documentElement.dataset.theme = choice;
  } else {
    delete document.documentElement.dataset.theme;
  }
}

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param {string} choice */
function store(choice) {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // The choice then holds for this page only.
  }
}

/** @param {ParentNode} root */
export function setUp(root) {
  apply(stored());
  for (const box of root.querySelectorAll("[data-theme-switch]")) {
    const select = box.querySelector("select");
    if (!select) continue;
    select.value = stored() ?? "auto";
    select.addEventListener("change", () => {
      store(select.value);
      apply(select.value);
    });
    box.removeAttribute("hidden");
  }
}
