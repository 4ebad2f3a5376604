// @ts-check
import { setUp as copy } from "./copy.js";
import { setUp as filter } from "./filter.js";
import { setUp as searchBox } from "./search/box.js";
import { setUp as sort } from "./sort.js";
import { setUp as theme } from "./theme.js";

theme(document);
copy(document);
sort(document);
filter(document);
searchBox(document);

const search = document.querySelector("[data-search-page]");
if (search) import("./search/page.js").then(({ setUp }) => setUp(/** @type {HTMLElement} */ (search)));
