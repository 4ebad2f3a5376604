// @ts-check
// Results as a CSV file.

import { csv, save } from "../lib/csv.js";

const HEADER = ["id", "kind", "title", "plan", "section", "lead_agencies", "deadline_text", "status", "url", "is_illustrative"];

/** Most rows of a file. */
const MOST_ROWS = 2000;

/**
 * Hands the cards of a result to the reader as a file and says how many there are.
 * @param {import("./engine.js").Engine} engine
 * @param {import("./engine.js").Result} result
 * @param {URL} root address of the site's start page
 */
export async function saveResults(engine, result, root) {
  const documents = result.documents.slice(0, MOST_ROWS);
  const [cards, { groups }] = await Promise.all([engine.cards(documents, result), engine.filters()]);
  const sections = groups.find(({ key }) => key === "muc");
  cards.forEach((card, at) => { card.section ||= sections?.labelOf(documents[at]) ?? ""; });
  const name = ["ket-qua-tim-kiem", ...engine.edition].join("-");
  save(document, `${name}.csv`, toCsv(cards, root, engine.isIllustrative));
  return cards.length;
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
