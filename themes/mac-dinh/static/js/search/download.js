// @ts-check
// Results as a CSV file.

import { csv } from "./csv.js";

const HEADER = ["id", "kind", "title", "plan", "section", "lead_agencies", "deadline_text", "status", "url", "is_illustrative"];

/**
 * @param {import("./engine.js").Card[]} cards
 * @param {URL} root address of the site's start page
 * @param {boolean} isIllustrative whether any state shown is made up
 */
export function toCsv(cards, root, isIllustrative) {
  const rows = cards.map((card) => [
    card.id, card.kind, card.title, card.plan, card.section, card.lead, card.deadline, card.status,
    new URL(card.address, root).href, String(isIllustrative && card.status !== ""),
  ]);
  return csv(HEADER, rows);
}
