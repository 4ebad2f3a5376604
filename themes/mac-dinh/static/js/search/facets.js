// @ts-check
// What results are filtered by: OR inside a group, AND between groups; counts say what ticking a box would leave.

import { decode } from "./codec.js";

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
  /** @param {string} key @param {string} label @param {Value[]} values @param {Column} column @param {string[]} [operators] of the query language that mean it */
  constructor(key, label, values, column, operators = []) {
    this.key = key;
    this.label = label;
    this.operators = operators;
    this.values = values;
    this.column = column;
    this.places = new Map(this.values.map((value, place) => [value.key, place]));
  }

  /** @param {WrittenGroup} written */
  static read({ key, label, operators, values, of }) {
    return new Group(key, label, values.map(([key, label, names]) => ({ key, label, names })), column(of), operators);
  }

  /** Whether a document has one of these values. @param {number} document @param {Set<number>} wanted */
  has(document, wanted) {
    const { starts, values } = this.column;
    for (let at = starts[document]; at < starts[document + 1]; at++) if (wanted.has(values[at])) return true;
    return false;
  }

  /** The label of the first value of a document; empty without one. @param {number} document */
  labelOf(document) {
    const { starts, values } = this.column;
    return starts[document] < starts[document + 1] ? this.values[values[starts[document]]].label : "";
  }

  /**
   * The places of the values that words name: those of that key, label or other name; without any, those with the
   * words in a row in a name. A document number may have any shape.
   * @param {string} words @param {import("./words.js").Analyzer} analyzer
   */
  named(words, analyzer) {
    const wanted = nameOf(words, analyzer);
    if (!wanted.words) return [];
    this.names_ ??= this.values.map(({ key, label, names }) => [key, label, ...names].map((name) => nameOf(name, analyzer)));
    const names = this.names_;
    const places = (/** @type {(name: Name) => boolean} */ fits) => names.flatMap((all, place) => (all.some(fits) ? [place] : []));
    const same = places((name) => name.words === wanted.words || (wanted.number !== "" && name.number === wanted.number));
    return same.length ? same : places((name) => name.words.includes(wanted.words));
  }
}

/**
 * A name as it is compared: folded words between spaces, and the document number in it.
 * @typedef {{words: string, number: string}} Name
 * @param {string} text @param {import("./words.js").Analyzer} analyzer @returns {Name}
 */
function nameOf(text, analyzer) {
  const { words, concepts } = analyzer.analyze(text);
  const number = [...concepts, ...words].find(({ folded }) => /^[a-z].*[0-9]$/s.test(folded));
  return { words: words.length ? ` ${words.map(({ folded }) => folded).join(" ")} ` : "", number: number?.folded ?? "" };
}

/** Days of documents as places in a list of days. */
export class Days {
  /** @param {WrittenDays} written */
  constructor({ days, start, end }) {
    this.days = days;
    this.start = column(start);
    this.end = column(end);
  }

  /** The years in which something is due, as a group of filters. */
  years() {
    const years = [...new Set(this.days.map((day) => day.slice(0, 4)))];
    const values = years.map((year) => ({ key: year, label: `Năm ${year}`, names: [] }));
    const places = this.days.map((day) => years.indexOf(day.slice(0, 4)));
    return new Group("han", "Hạn trong năm", values, { starts: this.end.starts, values: this.end.values.map((day) => places[day]) });
  }

  /** The year in which most is due, of equal ones the first. @param {(document: number) => boolean} counts which documents count */
  year(counts) {
    const many = new Map();
    for (let document = 0; document + 1 < this.end.starts.length; document++) {
      const year = Number(this.of("end", document).slice(0, 4));
      if (year && counts(document)) many.set(year, (many.get(year) ?? 0) + 1);
    }
    return [...many].sort(([a, few], [b, more]) => more - few || a - b)[0]?.[0] ?? 0;
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

/** Places of the values chosen in the address. @param {import("./state.js").Filters} wanted @param {Group[]} groups */
export function chosen(wanted, groups) {
  /** @type {Map<string, Set<number>>} */
  const chosen = new Map();
  for (const group of groups) {
    const places = [...(wanted.get(group.key) ?? [])].map((key) => group.places.get(key)).filter((place) => place !== undefined);
    if (places.length) chosen.set(group.key, new Set(places));
  }
  return chosen;
}

/**
 * What is left by the operators and days of the query; values found join `chosen`.
 * @param {number[]} documents @param {{groups: Group[], days: Days}} filters @param {import("./query.js").Parsed} parsed
 * @param {Map<string, Set<number>>} chosen @param {string[]} notes @param {import("./words.js").Analyzer} analyzer
 */
export function byWishes(documents, { groups, days }, parsed, chosen, notes, analyzer) {
  let left = documents;
  for (const { group: key, value, isLeftOut } of parsed.wishes) {
    const group = groups.find((one) => one.key === key);
    const places = group?.named(value, analyzer) ?? [];
    if (!group || !places.length) {
      notes.push(`Không có “${value.slice(0, 60)}” trong bộ lọc ${group?.operators[0] ?? key}.`);
      if (!isLeftOut) left = [];
    } else if (isLeftOut) {
      const unwanted = new Set(places);
      left = left.filter((document) => !group.has(document, unwanted));
    } else {
      chosen.set(key, new Set([...(chosen.get(key) ?? []), ...places]));
    }
  }
  for (const period of parsed.periods) {
    left = left.filter((document) => {
      const day = days.of("end", document);
      return day !== "" && day >= period.from && (!period.until || day < period.until);
    });
  }
  return left;
}

/** How many results each box to tick would leave. @param {Group[]} groups @param {import("./engine.js").Result} result */
export function left(groups, result) {
  const { counts } = filter(groups, result.chosen, result.fitting);
  return groups.map((group) => ({
    key: group.key,
    label: group.label,
    choices: group.values.map(({ key, label }, place) => ({ key, label, count: counts.get(group.key)?.[place] ?? 0 }))
      .filter((choice, place) => choice.count > 0 || result.chosen.get(group.key)?.has(place)),
  }));
}

/** What results are filtered by, and how. @param {{groups: WrittenGroup[], days: WrittenDays}} written */
export function open(written) {
  const days = new Days(written.days);
  return { groups: [...written.groups.map(Group.read), days.years()], days, filter, byWishes, chosen, left };
}
