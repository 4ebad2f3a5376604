// @ts-check
// Results as a CSV file.

import { csv } from "../lib/csv.js";

const HEADER = ["id", "kind", "title", "plan", "section", "lead_agencies", "deadline_text", "status", "url", "is_illustrative"];

/**
 * @param {import("./engine.js").Card[]} cards
 * @param {URL} root address of the site's start page
 * @param {boolean} isIllustrative whether any state shown is made up
 */
export function toCsv(cards, root, isIllustrative) {
  const text = (/** @type {string} */ words) => words.replace(/^(?=[=+@-])/, "'");
  return csv(HEADER, cards.map((card) => [
    card.id, card.kind, text(card.title), text(card.plan), text(card.section), text(card.lead), text(card.deadline),
    card.status, new URL(card.address, root).href, isIllustrative && card.status !== "",
  ]));
}
