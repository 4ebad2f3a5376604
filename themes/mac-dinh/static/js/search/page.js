// @ts-check
// The search page: reads the address, shows results and filters, writes the address.

import { Engine, VersionGone } from "./engine.js";
import { highlighted } from "./show.js";
import { readState, writeState } from "./state.js";

/** Results fetched first: with what answers they fill a phone. */
export const FIRST = 2;
/** Results shown as soon as the reader comes to the end of the first, and how many more each time. */
const STEP = 10;
/** Pause in typing before searching, in milliseconds. */
const PAUSE = 200;

const count = new Intl.NumberFormat("vi");

/** @param {HTMLElement} area */
export function setUp(area) {
  new SearchPage(area).start();
}

class SearchPage {
  /** @param {HTMLElement} area */
  constructor(area) {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (area.querySelector(`[data-search-${name}]`));
    this.form = /** @type {HTMLFormElement} */ (part("form"));
    this.input = /** @type {HTMLInputElement} */ (this.form.querySelector("input"));
    this.status = part("status");
    this.start_ = part("start");
    this.found = part("found");
    this.list = /** @type {HTMLOListElement} */ (part("list"));
    this.suggestion = part("suggestion");
    this.answer = part("answer");
    this.more = part("more");
    this.download = part("download");
    this.box = filterBox(part("filters"));
    this.box.addEventListener("toggle", () => this.box.open && this.openPanel());
    /** @type {import("./state.js").Filters} */
    this.filters = new Map();
    this.shown = 0;
    this.turn = 0;
    /** @type {import("./engine.js").Result | null} */
    this.result = null;
  }

  start() {
    let timer = 0;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      this.run({ push: true });
    });
    this.input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.run({ push: false, isTyping: true }), PAUSE);
    });
    // Whoever comes to the box is about to ask: on a slow line the index is there when the question is.
    this.input.addEventListener("focus", () => { this.engine().catch(() => {}); }, { once: true });
    this.more.addEventListener("click", () => this.showMore(STEP, true));
    this.end = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && this.shown < STEP && this.showMore(STEP - this.shown));
    this.download.addEventListener("click", () => this.save());
    addEventListener("popstate", () => this.fromAddress());
    // On a slow line a hand is faster than the script: what it typed meanwhile stays, and is searched.
    const typed = this.input.value.trim();
    const { text, filters } = readState(location.search);
    if (!typed || typed === text) return this.fromAddress();
    this.filters = filters;
    this.run({ isTyping: true });
  }

  fromAddress() {
    const { text, filters } = readState(location.search);
    this.input.value = text;
    this.filters = filters;
    if (!text && !filters.size) return this.showStart();
    // From the first moment the page has its later shape: nothing jumps when the results come.
    this.start_.hidden = true;
    this.found.hidden = false;
    this.found.setAttribute("aria-busy", "true");
    this.run({ keepsAddress: true });
  }

  showStart() {
    this.turn++;
    this.result = null;
    this.found.hidden = true;
    this.start_.hidden = false;
    this.say("");
    setTitle("");
  }

  /**
   * Searches what the form says.
   * @param {{push?: boolean, isTyping?: boolean, keepsAddress?: boolean, isAgain?: boolean}} how
   *   `isAgain`: the index was published anew a moment ago, and this is the second attempt
   */
  async run({ push = false, isTyping = false, keepsAddress = false, isAgain = false }) {
    const mine = ++this.turn;
    const text = this.input.value.trim();
    const filters = this.filters;
    if (!keepsAddress) writeState({ text, filters }, push);
    if (!text && !filters.size) return this.showStart();
    const slow = setTimeout(() => this.say("Đang tìm…"), 300);
    try {
      const engine = await this.engine();
      const result = await engine.search(text, filters, { isTyping });
      const cards = await engine.cards(result.documents.slice(0, FIRST), result);
      if (mine !== this.turn) return;
      clearTimeout(slow);
      this.shown = cards.length;
      this.result = result;
      this.show(text, result, cards);
      await this.count(mine);
    } catch (error) {
      if (mine !== this.turn) return;
      if (error instanceof VersionGone && !isAgain) {
        this.opened = undefined;
        await this.run({ isTyping, keepsAddress: true, isAgain: true });
      } else {
        this.fail(() => this.run({ isTyping, keepsAddress: true }));
      }
    } finally {
      clearTimeout(slow);
    }
  }

  /** Counts what each filter would leave; that needs every result and the filters, so only once somebody looks. @param {number} turn */
  async count(turn) {
    if (!this.result || !this.box.open) return;
    const [engine, panel] = await Promise.all([this.engine(), this.panel()]);
    if (this.result.isPartial) {
      const full = await engine.search(this.input.value.trim(), this.filters, { isFull: true });
      if (turn !== this.turn) return;
      this.result = full;
      this.tell(full);
    }
    const counts = await engine.counts(this.result);
    if (turn === this.turn) panel.show(counts);
  }

  engine() {
    this.opened ??= Engine.open(this.form.action).catch((error) => {
      this.opened = undefined;
      throw error;
    });
    return this.opened;
  }

  /** What is in the box of filters. */
  panel() {
    this.panel_ ??= import("./panel.js").then(({ FilterPanel }) => new FilterPanel(this.box, () => this.filters, () => this.run({ push: true }))).catch((error) => {
      this.panel_ = undefined;
      throw error;
    });
    return this.panel_;
  }

  /** @param {string} text @param {import("./engine.js").Result} result @param {import("./engine.js").Card[]} cards */
  show(text, result, cards) {
    const isEmpty = result.total === 0;
    // Where nothing was found, other ways to go on stand below.
    this.start_.hidden = !isEmpty;
    this.found.hidden = isEmpty && !this.filters.size && !result.suggestion;
    this.box.hidden = isEmpty && !this.filters.size;
    this.found.classList.toggle("empty", isEmpty);
    this.found.removeAttribute("aria-busy");
    this.list.replaceChildren(...cards.map(item));
    this.list.start = 1;
    this.showSuggestion(result);
    this.answer.hidden = result.best < 0;
    if (result.best >= 0) this.answer.replaceChildren(...answer(cards[0], result.reason));
    this.tell(result);
    this.more.hidden = result.total <= cards.length;
    // Looked at anew: the button may be in sight already.
    this.end?.disconnect();
    this.end?.observe(this.more);
    this.download.hidden = result.total === 0;
    setTitle(text);
  }

  /** Says how much was found. @param {import("./engine.js").Result} result */
  tell({ total, note, isPartial }) {
    const text = this.input.value.trim();
    const about = text ? ` cho “${text.length > 80 ? `${text.slice(0, 80)}…` : text}”` : "";
    const many = `${isPartial ? "Hơn " : ""}${count.format(total)} kết quả${about}.`;
    const none = `Không có kết quả nào${about}.`;
    this.say(total ? `${many} ${note}`.trim() : `${none} ${note || "Thử bớt từ, bỏ bớt bộ lọc, hoặc gõ không dấu."}`);
  }

  /** @param {import("./engine.js").Result} result */
  showSuggestion({ suggestion }) {
    this.suggestion.hidden = !suggestion;
    if (!suggestion) return;
    const link = document.createElement("a");
    const address = new URL(location.href);
    address.searchParams.set("q", suggestion);
    link.href = address.href;
    link.textContent = suggestion;
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.input.value = suggestion;
      this.run({ push: true });
    });
    this.suggestion.replaceChildren("Có phải bạn tìm ", link, "?");
  }

  async openPanel() {
    try {
      await this.count(this.turn);
    } catch {
      this.fail(() => this.openPanel());
    }
  }

  /** Shows that many more. @param {number} many @param {boolean} [isAsked] whether the reader asked for them, and wants to go on there */
  async showMore(many, isAsked = false) {
    const result = this.result;
    if (!result) return;
    const from = this.shown;
    this.shown += many;
    try {
      const engine = await this.engine();
      const cards = await engine.cards(result.documents.slice(from, from + many), result);
      if (result !== this.result) return;
      const items = cards.map(item);
      this.list.append(...items);
      this.more.hidden = this.shown >= result.total;
      if (isAsked) items[0]?.querySelector("a")?.focus();
    } catch {
      this.shown = from;
      this.fail(() => this.showMore(many, isAsked));
    }
  }

  async save() {
    try {
      const [engine, { saveResults }] = await Promise.all([this.engine(), import("./download.js")]);
      this.say(await saveResults(engine, this.input.value.trim(), this.filters, new URL("../", this.form.action)));
    } catch {
      this.fail(() => this.save());
    }
  }

  /** Says what is wrong and offers to try again. @param {() => void} again */
  fail(again) {
    const retry = document.createElement("button");
    retry.type = "button";
    retry.textContent = "Thử lại";
    retry.addEventListener("click", () => {
      this.say("Đang tải lại…");
      again();
    });
    if (!this.result) {
      this.found.hidden = true;
      this.start_.hidden = false;
    }
    this.status.replaceChildren("Không tải được dữ liệu tìm kiếm. Có thể mạng đang gián đoạn. ", retry);
  }

  /** @param {string} words */
  say(words) {
    this.status.textContent = words;
  }
}

/** The box of filters, open where there is room; its content is loaded when there is something to count. @param {HTMLElement} place */
function filterBox(place) {
  const box = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = "Bộ lọc";
  box.append(summary);
  box.open = matchMedia("(min-width: 56rem)").matches;
  place.append(box);
  return box;
}

/** Names the page by what is searched. @param {string} text */
function setTitle(text) {
  const bare = document.title.replace(/^.* – (?=Tìm kiếm)/, "");
  document.title = text ? `${text.slice(0, 60)} – ${bare}` : bare;
}

/** What answers, and why it was found. @param {import("./engine.js").Card} card @param {string} reason */
function answer(card, reason) {
  const title = document.createElement("h2");
  const link = document.createElement("a");
  link.href = `../${card.address}`;
  link.textContent = card.title;
  title.append(link);
  const text = document.createElement("p");
  text.textContent = card.answer;
  const why = document.createElement("p");
  why.className = "detail";
  why.textContent = `${card.kindLabel}. ${reason}`;
  return [title, text, why];
}

/** A result. @param {import("./engine.js").Card} card */
function item(card) {
  const element = document.createElement("li");
  const title = document.createElement("h3");
  const link = document.createElement("a");
  link.href = `../${card.address}`;
  link.append(...highlighted(card.title, card.marks, 260));
  title.append(link);
  const kind = document.createElement("p");
  kind.className = "caption";
  kind.textContent = [card.kindLabel, card.plan].filter(Boolean).join(" · ");
  element.append(kind, title);
  if (card.text && card.textMarks.length && !card.isNamed) {
    const excerpt = document.createElement("p");
    excerpt.append(...highlighted(card.text, card.textMarks, 200));
    element.append(excerpt);
  }
  const detail = document.createElement("p");
  detail.className = "detail";
  const facts = [card.lead && `Chủ trì: ${card.lead}`, card.deadline && `${card.deadlineLabel}: ${card.deadline}`, card.value];
  detail.textContent = facts.filter(Boolean).join(" · ");
  if (card.statusLabel) {
    const status = document.createElement("span");
    status.className = "status";
    status.dataset.status = card.status;
    status.textContent = card.statusLabel;
    detail.append(detail.textContent ? " " : "", status);
  }
  if (detail.childNodes.length) element.append(detail);
  return element;
}
