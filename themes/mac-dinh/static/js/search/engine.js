// @ts-check
// The search itself, apart from the page: what is typed → documents in order, counts, cards.

import { fold, foldedKey, hasMarks } from "./key.js";
import { rank } from "./rank.js";
import { Store, VersionGone } from "./store.js";
import { Analyzer, split } from "./words.js";

export { VersionGone };

/**
 * @typedef {{
 *   id: string, kind: string, kindLabel: string, address: string, title: string, text: string, lead: string,
 *   deadline: string, deadlineLabel: string, plan: string, section: string, status: string, statusLabel: string,
 *   marks: [number, number][], textMarks: [number, number][], isNamed: boolean,
 * }} Card `isNamed`: the title has all words looked for
 * @typedef {{documents: number[], total: number, fitting: number[], chosen: Map<string, Set<number>>,
 *   sought: import("./match.js").Sought[], suggestion: string, note: string, isPartial: boolean}} Result
 *   `fitting`: what fits the query, before the filters; `isPartial`: there are more than `total`
 * @typedef {{groups: import("./facets.js").Group[], days: import("./facets.js").Days, filter: typeof import("./facets.js").filter}} Filters
 */

/** Good results that are enough for a first answer on a very large site. */
const ENOUGH = 40;
/** Most words of a query that are looked for. */
const MOST_WORDS = 24;
/** What makes a query more than a row of words: operators, quotes, words left out. */
const GRAMMAR = /[:"“”„‟«»]|(?:^|\s)[-–−]/;
/** A longer query may have to be cut, in UTF-16 units. */
const SHORT = 160;

export class Engine {
  /** Opens the newest index. @param {string} base address of the search page @param {typeof fetch} [fetcher] */
  static async open(base, fetcher) {
    const store = await Store.open(base, fetcher);
    const [written, { WholeMatcher, ShardMatcher }] = await Promise.all([
      store.get("chi-muc.json"), /** @type {Promise<any>} */ (store.isWhole ? import("./match.js") : import("./shards.js")),
    ]);
    const { whole, shards, documents, weights } = written;
    return new Engine(store, written, whole ? new WholeMatcher(whole, documents, weights) : new ShardMatcher(store, shards, documents));
  }

  /** What stands before the hash in the name of the version: the edition, for names of files made of its rows. @returns {string[]} */
  get edition() {
    return this.store.version.split("-").slice(0, -1);
  }

  /** @param {Store} store @param {any} written @param {any} matcher */
  constructor(store, written, matcher) {
    this.store = store;
    this.documents = written.documents;
    this.isIllustrative = Boolean(written.illustrative);
    /** @type {{inFile: number, inFolder: number, folders: string[]}} */
    this.cardFiles = written.cards;
    this.operators = written.operators;
    this.kinds = written.kinds;
    this.statuses = written.statuses;
    this.analyzer = new Analyzer(written.vocabulary);
    /** @type {import("./shards.js").ShardMatcher} */
    this.matcher = matcher;
  }

  /** What results are filtered by; fetched when it is first needed. @returns {Promise<Filters>} */
  filters() {
    this.filters_ ??= Promise.all([import("./facets.js"), this.store.get("loc.json")]).then(([{ Days, filter, Group }, written]) => {
      const days = new Days(written.days);
      return { groups: [...written.groups.map(Group.read), days.years()], days, filter };
    }).catch((error) => {
      this.filters_ = undefined;
      throw error;
    });
    return this.filters_;
  }

  /**
   * Finds what fits `text` and the filters of the address.
   * @param {string} text
   * @param {import("./state.js").Filters} wanted
   * @param {{isTyping?: boolean, isFull?: boolean}} [how] while typing, the last word may go on; a full search looks
   *   at every document, another one on a very large site only until there are enough good results
   * @returns {Promise<Result>}
   */
  async search(text, wanted, { isTyping = false, isFull = false } = {}) {
    const needsFilters = wanted.size > 0 || text.includes(":");
    const filters = needsFilters ? await this.filters() : null;
    const parse_ = await this.#reader(text, filters);
    const parsed = parse_(text);
    const isOpen = isTyping && /[\p{Alphabetic}\p{N}]$/u.test(text);
    const isShort = !isFull && !filters && this.matcher.parts > 1;
    let parts = isShort ? 1 : this.matcher.parts;
    let found = await this.#fitting(parsed, isOpen, parts);
    if (isShort && found.documents.length < ENOUGH) {
      parts = this.matcher.parts;
      found = await this.#fitting(parsed, isOpen, parts);
    }
    let suggestion = "";
    const notes = [...parsed.notes];
    if (!found.documents.length && found.sought.length) {
      suggestion = await this.#suggestion(text, found.sought);
      const near = suggestion ? await this.#fitting(parse_(suggestion), false, parts) : null;
      if (near?.documents.length) {
        found = near;
        notes.push("Không có từ đã gõ; đây là kết quả của từ gần giống.");
      }
    }
    const full = found.documents.length;
    if (found.near.length) {
      notes.push(full ? `${full} kết quả đầu có đủ các từ; các kết quả sau có gần đủ.`
        : "Không nội dung nào có đủ các từ; đây là nội dung có nhiều từ nhất.");
      found.documents.push(...found.near);
    }
    const chosen = this.#chosen(wanted, filters);
    const fitting = filters ? this.#byWishes(found.documents, filters, parsed, chosen, notes) : found.documents;
    const documents = filters ? filters.filter(filters.groups, chosen, fitting).kept : fitting;
    return {
      documents, total: documents.length, fitting, chosen, sought: found.sought, suggestion, note: notes.join(" "),
      isPartial: parts < this.matcher.parts,
    };
  }

  /**
   * What reads `text` and queries like it; plain words need no grammar.
   * @param {string} text @param {Filters | null} filters
   * @returns {Promise<(words: string) => import("./query.js").Parsed>}
   */
  async #reader(text, filters) {
    if (isPlain(text)) return plain;
    const { parse } = await import("./query.js");
    return (words) => parse(words, this.operators, (key, name) =>
      Boolean(filters?.groups.find((group) => group.key === key)?.named(name, this.analyzer).length));
  }

  /** @param {import("./query.js").Parsed} parsed @param {boolean} isOpen @param {number} parts */
  async #fitting({ pieces }, isOpen, parts) {
    /** @type {import("./match.js").Sought[]} */
    const sought = [];
    /** @type {import("./rank.js").Evidence & {rows: import("./rank.js").Found[]}} */
    const evidence = { required: [], excluded: [], pairs: [], typed: [], rows: [] };
    /** @type {Promise<void>[]} */
    const waiting = [];
    pieces.forEach((piece, number) => {
      const { words, concepts } = this.analyzer.analyze(piece.text);
      const kept = words.slice(0, Math.max(0, MOST_WORDS - sought.length));
      const row = kept.map((word, at) => ({
        exact: word.exact, folded: word.folded, hasMarks: word.hasMarks,
        isPrefix: isOpen && number === pieces.length - 1 && at === kept.length - 1 && !piece.isPhrase && !piece.isLeftOut,
      }));
      if (piece.isLeftOut) {
        waiting.push(this.#leave(row, evidence, parts));
        return;
      }
      row.forEach((word, at) => {
        const covering = piece.isPhrase ? [] : concepts.filter(({ first, last }) => first <= at && at <= last);
        const place = sought.push(word) - 1;
        evidence.typed[place] = word.hasMarks;
        waiting.push(this.#word(word, covering, parts).then((found) => { evidence.required[place] = found; }));
      });
      if (piece.isPhrase && row.length > 1) {
        waiting.push(this.matcher.row(row, parts).then((documents) => {
          const nothing = new Uint8Array(documents.length);
          evidence.rows.push({ documents, gains: nothing, exact: nothing });
        }));
      }
      row.slice(1).forEach((word, at) => {
        waiting.push(this.matcher.row([row[at], word], parts).then((documents) => { evidence.pairs.push(documents); }));
      });
    });
    await Promise.all(waiting);
    const required = [...evidence.required, ...evidence.rows];
    const { full, near } = rank({ ...evidence, required }, this.documents);
    return { documents: full, near, sought };
  }

  /**
   * A word, or what stands for the group of words it belongs to; that counts for each of them.
   * @param {import("./match.js").Sought} word @param {import("./words.js").Concept[]} covering @param {number} parts
   * @returns {Promise<import("./rank.js").Found>}
   */
  async #word(word, covering, parts) {
    const own = await this.matcher.word(word, parts);
    if (!covering.length) return own;
    const best = new Map(Array.from(own.documents, (document, at) => [document, { gain: own.gains[at], exact: own.exact[at] }]));
    for (const { exact, folded } of covering) {
      const whole = await this.matcher.word({ exact, folded, hasMarks: true, isPrefix: false }, parts);
      for (let at = 0; at < whole.documents.length; at++) {
        const known = best.get(whole.documents[at]) ?? { gain: 0, exact: 0 };
        best.set(whole.documents[at], { gain: Math.max(whole.gains[at], known.gain), exact: Math.max(whole.exact[at], known.exact) });
      }
    }
    const all = [...best].sort(([a], [b]) => a - b);
    return { documents: all.map(([document]) => document), gains: all.map(([, { gain }]) => gain), exact: all.map(([, { exact }]) => exact) };
  }

  /** @param {import("./match.js").Sought[]} row @param {import("./rank.js").Evidence} evidence @param {number} parts */
  async #leave(row, evidence, parts) {
    if (row.length) evidence.excluded.push(row.length > 1 ? await this.matcher.row(row, parts) : (await this.matcher.word(row[0], parts)).documents);
  }

  /** Places of the values chosen in the address. */
  #chosen(/** @type {import("./state.js").Filters} */ wanted, /** @type {Filters | null} */ filters) {
    /** @type {Map<string, Set<number>>} */
    const chosen = new Map();
    for (const group of filters?.groups ?? []) {
      const places = [...(wanted.get(group.key) ?? [])].map((key) => group.places.get(key)).filter((place) => place !== undefined);
      if (places.length) chosen.set(group.key, new Set(places));
    }
    return chosen;
  }

  /**
   * What is left by the operators and days of the query; values found join `chosen`.
   * @param {number[]} documents @param {Filters} filters @param {import("./query.js").Parsed} parsed
   * @param {Map<string, Set<number>>} chosen @param {string[]} notes
   */
  #byWishes(documents, filters, parsed, chosen, notes) {
    let left = documents;
    for (const { group: key, value, isLeftOut } of parsed.wishes) {
      const group = filters.groups.find((one) => one.key === key);
      const places = group?.named(value, this.analyzer) ?? [];
      if (!group || !places.length) {
        notes.push(`Không có “${value.slice(0, 60)}” trong bộ lọc ${this.#operator(key)}.`);
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
        const day = filters.days.of("end", document);
        return day !== "" && day >= period.from && (!period.until || day < period.until);
      });
    }
    return left;
  }

  /** The usual operator of a group. @param {string} key */
  #operator(key) {
    return this.operators.find((/** @type {[string]} */ [group]) => group === key)?.[2][0] ?? key;
  }

  /** The query with near words in place of unknown ones, without marks if none was typed; "" if there is none. @param {string} text @param {import("./match.js").Sought[]} sought */
  async #suggestion(text, sought) {
    const isKnown = await Promise.all(sought.map((word) => this.matcher.has(word, this.matcher.parts)));
    const unknown = sought.filter((_, at) => !isKnown[at]);
    if (!unknown.length) return "";
    const [{ nearest, written }, known] = await Promise.all([import("./suggest.js"), this.matcher.known()]);
    let better = text.normalize("NFC");
    const as = (/** @type {string} */ word) => (hasMarks(text) ? word : fold(word));
    for (const { folded } of unknown) {
      const near = nearest(folded, known);
      const typed = near && split(better).find((word) => word.folded === folded);
      if (!typed) return "";
      better = better.slice(0, typed.start) + as(written(near.exact)) + better.slice(typed.end);
    }
    return better;
  }

  /** How many results each box to tick would leave. @param {Result} result */
  async counts(result) {
    const { groups, filter } = await this.filters();
    const { counts } = filter(groups, result.chosen, result.fitting);
    return groups.map((group) => ({
      key: group.key,
      label: group.label,
      choices: group.values.map(({ key, label }, place) => ({ key, label, count: counts.get(group.key)?.[place] ?? 0 }))
        .filter((choice, place) => choice.count > 0 || result.chosen.get(group.key)?.has(place)),
    }));
  }

  /** The cards of documents, with the words looked for marked. @param {number[]} documents @param {Result} result @returns {Promise<Card[]>} */
  async cards(documents, result) {
    const { inFile, inFolder, folders } = this.cardFiles;
    const cards = await Promise.all(documents.map(async (document) => {
      const file = Math.floor((document % inFolder) / inFile);
      return (await this.store.get(`the/${file}.json`, folders[Math.floor(document / inFolder)]))[document % inFile];
    }));
    return cards.map((card) => {
      const [kind, id, address, title, text, lead, deadline, plan, section, status] = card;
      const marks = this.#marks(title, result.sought);
      const named = new Set(marks.map(([from, to]) => foldedKey(title.slice(from, to))));
      return {
        id, address, title, text, lead, deadline, plan, section,
        ...this.#labels(kind, status),
        marks, isNamed: result.sought.every(({ folded, isPrefix }) => isPrefix || named.has(folded)), textMarks: this.#marks(text, result.sought),
      };
    });
  }

  /** Names of a kind and a state. @param {number} kind @param {number} status */
  #labels(kind, status) {
    const [key = "", label = ""] = this.kinds[kind] ?? [];
    const [statusKey = "", statusLabel = ""] = this.statuses[status] ?? [];
    const deadlineLabel = key === "chi-tieu" ? "Mục tiêu" : "Hạn";
    return { kind: key, kindLabel: label, deadlineLabel, status: statusKey, statusLabel };
  }

  /**
   * The places of `text` that have one of the words: as typed where it was typed with marks and stands there so.
   * @param {string} text @param {import("./match.js").Sought[]} sought @returns {[number, number][]}
   */
  #marks(text, sought) {
    const words = text ? split(text) : [];
    const met = new Set(words.map((word) => word.exact));
    const fits = (/** @type {import("./words.js").Word} */ word) => sought.some((one) =>
      one.isPrefix ? word.folded.startsWith(one.folded)
        : one.hasMarks && met.has(one.exact) ? word.exact === one.exact : word.folded === one.folded);
    return words.filter(fits).map(({ start, end }) => [start, end]);
  }

  /** The first cards for words being typed. @param {string} text @param {number} count */
  async suggest(text, count) {
    const result = await this.search(text, new Map(), { isTyping: true });
    return this.cards(result.documents.slice(0, count), result);
  }
}

/** Whether a query is a short row of words. @param {string} text */
export function isPlain(text) {
  return text.length <= SHORT && !GRAMMAR.test(text);
}

/** A query without grammar: one row of words, as `parse` reads it. @param {string} words @returns {import("./query.js").Parsed} */
export function plain(words) {
  const text = words.normalize("NFC").replace(/\s/g, " ").trim();
  return { pieces: text ? [{ text, isLeftOut: false, isPhrase: false }] : [], wishes: [], periods: [], notes: [] };
}
