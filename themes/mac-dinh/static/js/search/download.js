// @ts-check
// Results as a CSV file.

import { csv, save } from "../lib/csv.js";

const HEADER = ["id", "kind", "title", "plan", "section", "lead_agencies", "deadline_text", "status", "url", "is_illustrative"];

/** Most rows of a file. */
const MOST_ROWS = 2000;

const count = new Intl.NumberFormat("vi");

/**
 * Hands all results to the reader as a file; returns what to say about it.
 * @param {import("./engine.js").Engine} engine
 * @param {string} text @param {import("./state.js").Filters} filters what is searched
 * @param {URL} root address of the site's start page
 */
export async function saveResults(engine, text, filters, root) {
  const result = await engine.search(text, filters, { isFull: true });
  const documents = result.documents.slice(0, MOST_ROWS);
  const [cards, { groups }] = await Promise.all([engine.cards(documents, result), engine.filters()]);
  const sections = groups.find(({ key }) => key === "muc");
  cards.forEach((card, at) => { card.section ||= sections?.labelOf(documents[at]) ?? ""; });
  // What stands before the hash in the name of the version is the edition.
  const edition = engine.store.version.split("-").slice(0, -1);
  const name = ["ket-qua-tim-kiem", ...edition].join("-");
  save(document, `${name}.csv`, toCsv(cards, root, engine.isIllustrative));
  const saved = count.format(cards.length);
  return result.total > cards.length ? `Đã tải ${saved} kết quả đầu trong ${count.format(result.total)}.` : `Đã tải ${saved} kết quả.`;
}

/**
 * @param {import("./engine.js").Card[]} cards
 * @param {URL} root address of the site's start page
 * @param {boolean} isIllustrative whether any state shown is made up
 */
function toCsv(cards, root, isIllustrative) {
  const text = (/** @type {string} */ words) => words.replace(/^(?=[=+@-])/, "'");
  return csv(HEADER, cards.map((card) => [
    card.id, card.kind, text(card.title), text(card.plan), text(card.section), text(card.lead), text(card.deadline),
    card.status, new URL(card.address, root).href, isIllustrative && card.status !== "",
  ]));
}
