// @ts-check
// Which rows of a list are shown: pure functions over the facets that stand on each row.

/** @typedef {Map<string, Set<string>>} Facets the values of one row by facet */
/** @typedef {Map<string, string>} Choice the value chosen by facet; a facet without a choice is absent */

/**
 * "0 7 12": the places of a row's values among all `choices` → its values by facet.
 * @param {string} text
 * @param {readonly [string, string][]} choices facet and value
 * @returns {Facets}
 */
export function parse(text, choices) {
  /** @type {Facets} */
  const facets = new Map();
  for (const place of text.match(/\d+/g) ?? []) {
    const [key, value] = choices[Number(place)] ?? [];
    if (key && value) facets.set(key, (facets.get(key) ?? new Set()).add(value));
  }
  return facets;
}

/**
 * Whether a row has every chosen value; `but` names a facet whose choice does not count.
 * @param {Facets} row
 * @param {Choice} choice
 * @param {string} [but]
 */
export function matches(row, choice, but) {
  for (const [facet, value] of choice) {
    if (facet !== but && !row.get(facet)?.has(value)) return false;
  }
  return true;
}

/**
 * How many rows each value of `facet` would leave, the other choices kept; the empty value stands for all of them.
 * @param {readonly Facets[]} rows
 * @param {Choice} choice
 * @param {string} facet
 * @returns {Map<string, number>}
 */
export function counts(rows, choice, facet) {
  /** @type {Map<string, number>} */
  const found = new Map();
  const add = (/** @type {string} */ value) => found.set(value, (found.get(value) ?? 0) + 1);
  for (const row of rows) {
    if (!matches(row, choice, facet)) continue;
    add("");
    row.get(facet)?.forEach(add);
  }
  return found;
}

/**
 * The choice an address asks for; values nobody offers are left out.
 * @param {string} search
 * @param {ReadonlyMap<string, ReadonlySet<string>>} offered values by name
 * @returns {Choice}
 */
export function read(search, offered) {
  /** @type {Choice} */
  const choice = new Map();
  const asked = new URLSearchParams(search);
  for (const [name, values] of offered) {
    const value = asked.get(name);
    if (value && values.has(value)) choice.set(name, value);
  }
  return choice;
}

/**
 * The address part for a choice; other parameters of `search` stay.
 * @param {string} search
 * @param {Iterable<string>} names every name the form may set
 * @param {Choice} choice
 */
export function write(search, names, choice) {
  const parameters = new URLSearchParams(search);
  for (const name of names) {
    const value = choice.get(name);
    if (value) parameters.set(name, value);
    else parameters.delete(name);
  }
  const text = parameters.toString();
  return text && `?${text}`;
}

/**
 * The records of a CSV text with the header and those whose first cell is in `ids`, in the order of `ids`,
 * each exactly as in the file. A record may hold line breaks within quotes.
 * @param {string} text
 * @param {readonly string[]} ids
 */
export function chosenRecords(text, ids) {
  const records = text.match(/(?:[^"\r\n]|"[^"]*")+\r?\n?/g) ?? [];
  const byId = new Map(records.map((record) => [record.slice(0, record.search(/[,\r\n]|$/)), record]));
  const chosen = ids.map((id) => byId.get(id)).filter((record) => record !== undefined);
  return [records[0] ?? "", ...chosen].join("");
}
