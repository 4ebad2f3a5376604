// @ts-check
import { setUp as age } from "./age.js";
import { setUp as copy } from "./copy.js";
import { setUp as filter } from "./filter.js";
import { setUp as searchBox } from "./search/box.js";
import { setUp as sort } from "./sort.js";
import { setUp as theme } from "./theme.js";

theme(document);
age(document);
copy(document);
sort(document);
filter(document);
searchBox(document);

// Not for trials on one's own machine, whose addresses other sites get later.
if (navigator.serviceWorker && !/^(localhost|127\..*|\[::1\])$/.test(location.hostname)) {
  addEventListener("load", () => setTimeout(() => import("./offline/register.js").then(({ register }) => register()), 1000));
}

const search = document.querySelector("[data-search-page]");
if (search) import("./search/page.js").then(({ setUp }) => setUp(/** @type {HTMLElement} */ (search)));
