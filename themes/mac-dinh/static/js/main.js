// @ts-check
import { setUp as copy } from "./copy.js";
import { setUp as filter } from "./filter.js";
import { setUp as sort } from "./sort.js";
import { setUp as theme } from "./theme.js";

theme(document);
copy(document);
sort(document);
filter(document);
