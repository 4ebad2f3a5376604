// @ts-check
// What results are filtered by: OR inside a group, AND between groups; counts say what ticking a box would leave.

import { decode } from "./codec.js";
import { fold } from "./key.js";

/**
 * @typedef {{key: string, label: string, names: string[]}} Value
 * @typedef {{starts: Uint32Array, values: Uint16Array}} Column the values of each document, one after the other
 * @typedef {[string, string]} WrittenColumn
 * @typedef {{key: string, label: string, operators: string[], values: [string, string, string[]][], of: WrittenColumn}} WrittenGroup
 * @typedef {{days: string[], start: WrittenColumn, end: WrittenColumn}} WrittenDays
 */

/** @param {WrittenColumn} written @returns {Column} */
export function column([counts, values]) {
  const many = decode(counts);
  const starts = new Uint32Array(many.length + 1);
  many.forEach((count, at) => { starts[at + 1] = starts[at] + count; });
  return { starts, values: Uint16Array.from(decode(values)) };
}

/** One group of filters. */
export class Group {
  /** @param {WrittenGroup} written */
  constructor({ key, label, values, of }) {
    this.key = key;
    this.label = label;
    /** @type {Value[]} */
    this.values = values.map(([key, label, names]) => ({ key, label, names }));
    this.column = column(of);
    this.places = new Map(this.values.map((value, place) => [value.key, place]));
  }

  /** Whether a document has one of these values. @param {number} document @param {Set<number>} wanted */
  has(document, wanted) {
    const { starts, values } = this.column;
    for (let at = starts[document]; at < starts[document + 1]; at++) if (wanted.has(values[at])) return true;
    return false;
  }

  /** The place of the value that words name: its key, label or another name. @param {string} words */
  named(words) {
    const wanted = fold(words).trim();
    const is = (/** @type {string} */ name) => fold(name) === wanted;
    return this.values.flatMap((value, place) =>
      is(value.key) || is(value.label) || value.names.some(is) ? [place] : []);
  }
}

/** Days of documents as places in a list of days. */
export class Days {
  /** @param {WrittenDays} written */
  constructor({ days, start, end }) {
    this.days = days;
    this.start = column(start);
    this.end = column(end);
  }

  /** The day of a document, "2026-12-31"; empty without one. @param {"start" | "end"} which @param {number} document */
  of(which, document) {
    const { starts, values } = this[which];
    return starts[document] < starts[document + 1] ? this.days[values[starts[document]]] : "";
  }
}

/**
 * How many of `documents` each value of each group would leave, were its group filtered by it alone.
 * @param {Group[]} groups
 * @param {Map<string, Set<number>>} chosen places of values by group
 * @param {ArrayLike<number>} documents what fits the query, before any filter
 * @returns {{kept: number[], counts: Map<string, Uint32Array>}} `kept`: what fits query and filters
 */
export function filter(groups, chosen, documents) {
  const filters = groups.filter((group) => chosen.get(group.key)?.size)
    .map((group) => ({ group, wanted: /** @type {Set<number>} */ (chosen.get(group.key)) }));
  const counts = new Map(groups.map((group) => [group.key, new Uint32Array(group.values.length)]));
  /** @type {number[]} */
  const kept = [];
  for (let place = 0; place < documents.length; place++) {
    const document = documents[place];
    // A document that misses one filter counts for the boxes of that group only; one that misses two for none.
    let missed = null;
    let misses = 0;
    for (const { group, wanted } of filters) {
      if (!group.has(document, wanted)) {
        missed = group;
        if (++misses > 1) break;
      }
    }
    if (misses > 1) continue;
    if (!missed) kept.push(document);
    for (const group of missed ? [missed] : groups) {
      const { starts, values } = group.column;
      const count = /** @type {Uint32Array} */ (counts.get(group.key));
      for (let at = starts[document]; at < starts[document + 1]; at++) count[values[at]]++;
    }
  }
  return { kept, counts };
}
