// @ts-check
// The search itself, apart from the page: what is typed → documents in order, counts, cards.

import { clear, why } from "./best.js";
import { foldedKey } from "./key.js";
import { Lines } from "./lines.js";
import { WholeMatcher } from "./match.js";
import { missing } from "./missing.js";
import { named, rank, weight } from "./rank.js";
import { Store, VersionGone } from "./store.js";
import { sought, understand } from "./understand.js";
import { Analyzer, isSyllable, split } from "./words.js";

export { VersionGone };

/**
 * @typedef {{
 *   id: string, kind: string, kindLabel: string, address: string, title: string, text: string, lead: string,
 *   deadline: string, deadlineLabel: string, plan: string, section: string, value: string, answer: string, status: string, statusLabel: string,
 *   marks: [number, number][], textMarks: [number, number][], isNamed: boolean,
 * }} Card `answer`: what it says in a few sentences; `isNamed`: the title has all words looked for
 * @typedef {{documents: number[], total: number, fitting: number[], chosen: Map<string, Set<number>>,
 *   sought: import("./match.js").Sought[], instead: import("./match.js").Sought[][], suggestion: string, note: string, missing: string[], best: number, reason: string, isPartial: boolean}} Result
 *   `fitting`: what fits the query, before the filters; `sought`: words
 *   looked for, `instead`: rows of words that may stand for some; `missing`: words no document has, if nothing answers; `best`:
 *   the document that clearly answers, or -1, and `reason` why; `isPartial`: there are more than `total`
 * @typedef {ReturnType<typeof import("./facets.js").open>} Filters
 */

/** Good results that are enough for a first answer on a very large site. */
const ENOUGH = 40;
/** What a word is worth at least that is marked where it is found. */
const TELLING = 0.5;
/** Most words of a query that are looked for. */
const MOST_WORDS = 40;
/** What makes a query more than a row of words: operators, quotes, words left out. */
const GRAMMAR = /[:"“”„‟«»]|(?:^|\s)[-–−]/;
/** A longer query may have to be cut, in UTF-16 units. */
const SHORT = 160;
/** What may be a month, a quarter or a year. */
const TIME = /(?:th[aá]ng|qu[yý])\s*(?:\d|i{1,3}|iv)|20\d\d/i;

export class Engine {
  /** Opens the newest index. @param {string} base address of the search page @param {typeof fetch} [fetcher] */
  static async open(base, fetcher) {
    const store = await Store.open(base, fetcher);
    const [written, large] = await Promise.all([store.get("chi-muc.json"), store.isWhole ? null : import("./shards.js")]);
    const { whole, shards, documents, weights } = written;
    return new Engine(store, written, large ? new large.ShardMatcher(store, shards, documents) : new WholeMatcher(whole, documents, weights));
  }

  /** @param {Store} store @param {any} written @param {any} matcher */
  constructor(store, written, matcher) {
    this.store = store;
    this.documents = written.documents;
    this.isIllustrative = Boolean(written.illustrative);
    /** @type {{inFile: number, inFolder: number, folders: string[]}} */
    this.cardFiles = written.cards;
    this.kinds = written.kinds;
    this.analyzer = new Analyzer(written.vocabulary.kinds);
    /** @type {import("./shards.js").ShardMatcher} */
    this.matcher = matcher;
    this.lines = new Lines(store, written.lines);
    this.kindOf = kindsOf(written.order, written.documents);
  }

  /** What results are filtered by; fetched when it is first needed. @returns {Promise<Filters>} */
  filters() {
    this.filters_ ??= Promise.all([import("./facets.js"), this.store.get("loc.json")]).then(([{ open }, written]) => open(written)).catch((error) => {
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
    const known = needsFilters ? await this.filters() : null;
    const parse_ = await this.#reader(text, known);
    const parsed = parse_(text);
    const filters = TIME.test(text.normalize("NFC")) ? await (await import("./due.js")).readDues(parsed, known, this) : known;
    const isOpen = isTyping && /[\p{Alphabetic}\p{N}]$/u.test(text);
    const isShort = !isFull && !filters && this.matcher.parts > 1;
    let parts = isShort ? 1 : this.matcher.parts;
    let found = await this.fitting(parsed, isOpen, parts);
    if (isShort && found.documents.length < ENOUGH) {
      parts = this.matcher.parts;
      found = await this.fitting(parsed, isOpen, parts);
    }
    const notes = [...parsed.notes, ...this.#notes(found)];
    const suggestion = found.mended.length ? (await import("./mend.js")).suggested(text, found.mended) : "";
    const chosen = filters?.chosen(wanted, filters.groups) ?? new Map();
    const fitting = filters ? filters.byWishes(found.documents, filters, parsed, chosen, notes, this.analyzer) : found.documents;
    const documents = filters ? filters.filter(filters.groups, chosen, fitting).kept : fitting;
    return {
      documents, total: documents.length, fitting, chosen, sought: found.sought, instead: found.instead, suggestion, note: notes.join(" "), missing: found.missing,
      best: documents[0] === found.best ? found.best : -1, reason: found.reason,
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
    return (words) => parse(words, (filters?.groups ?? []).map(({ key, label, operators }) => [key, label, operators]), (key, name) =>
      Boolean(filters?.groups.find((group) => group.key === key)?.named(name, this.analyzer).length));
  }

  /** @param {import("./query.js").Parsed} parsed @param {boolean} isOpen @param {number} parts */
  async fitting({ pieces }, isOpen, parts) {
    /** @type {import("./rank.js").Evidence} */
    const evidence = { words: [], syllables: [], weights: [], pairs: [], others: [], required: [], excluded: [] };
    /** @type {import("./understand.js").Understood} */
    const all = { row: [], weights: [], spans: [], places: [], mended: [], isDefinition: false };
    /** @type {{typed: string, meant: string}[]} */
    const mended = [];
    /** What was typed for each word looked for. @type {string[]} */
    const typed = [];
    /** @type {Promise<void>[]} */
    const waiting = [];
    for (const [number, piece] of pieces.entries()) {
      const analysed = this.analyzer.analyze(piece.text);
      const room = Math.max(0, MOST_WORDS - all.row.length);
      if (analysed.words.length > room && !piece.isPhrase && !piece.isLeftOut) await (await import("./long.js")).choose(analysed, room, this);
      const words = analysed.words.slice(0, room);
      if (piece.isLeftOut) {
        waiting.push(this.#leave(words.map(sought), evidence, parts));
        continue;
      }
      const isTyped = isOpen && number === pieces.length - 1 && !piece.isPhrase;
      const understood = piece.isPhrase ? { row: words.map(sought), weights: words.map(() => 1), spans: [], places: [...words.keys()], mended: [], isDefinition: false }
        : await this.#understand(words, analysed.concepts, isTyped);
      const start = all.row.length;
      all.isDefinition ||= understood.isDefinition;
      all.row.push(...understood.row);
      all.weights.push(...understood.weights);
      const spans = understood.spans.map((span) => ({ ...span, first: span.first + start, last: span.last + start }));
      all.spans.push(...spans);
      for (const [{ start, end }, { hasMarks }, meant] of understood.mended) if (hasMarks) mended.push({ typed: analysed.text.slice(start, end), meant });
      understood.places.forEach((place, at) => {
        const end = Math.max(place, (understood.places[at + 1] ?? words.length) - 1);
        typed.push(analysed.text.slice(words[place].start, words[end].end));
      });
      if (isTyped && understood.row.length) all.row[all.row.length - 1].isPrefix = true;
      if (piece.isPhrase && words.length) {
        waiting.push(this.#documents(understood.row, parts).then((documents) => { evidence.required.push(documents); }));
      }
      const place = evidence.pairs.length;
      understood.row.slice(1).forEach((word, at) => {
        const [first, second] = [start + at, start + at + 1];
        const isBound = spans.some((span) => span.first <= first && second <= span.last);
        evidence.pairs.push({ first, second, isBound, documents: [], count: 0 });
        waiting.push(this.#pair(understood.row[at], word, parts).then((pair) => { Object.assign(evidence.pairs[place + at], pair); }));
      });
    }
    evidence.weights = all.weights;
    evidence.syllables = all.row.map(({ folded }, at) => all.weights[at] === 1 && isSyllable(folded) && !all.spans.some(({ first, last }) => first <= at && at <= last));
    waiting.push(...all.row.map((word, at) => this.matcher.word(word, parts).then((found) => { evidence.words[at] = found; })));
    const others = all.spans.flatMap(({ first, last, others }) => others.map((other) => ({ first, last, ...other })));
    waiting.push(...others.map((other, at) => this.#other(other, parts).then((found) => { evidence.others[at] = found; })));
    await Promise.all(waiting);
    const hasNumber = all.row.some(({ folded }) => /^[a-z]+[0-9]/.test(folded));
    const ranked = rank(evidence, this.documents, (document, share) => weight(this.kindOf[document], share, hasNumber, all.isDefinition));
    const isNamed = !evidence.required.length && !evidence.excluded.length && named(ranked, all.spans, all.weights);
    const lost = missing(evidence, all.spans, ranked);
    const said = lost.places.map(([first, last]) => typed.slice(first, last + 1).join(" "));
    const best = lost.isMuch ? -1 : clear(ranked, this.kindOf, all.spans, isNamed);
    const reason = best < 0 ? "" : why(best, all, evidence, ranked.parts, typed);
    return { ...ranked, best, reason, missing: lost.isMuch ? (said.length ? said : [""]) : [], sought: all.row.filter((_, at) => all.weights[at] >= TELLING), instead: others.map(({ words }) => words), mended };
  }

  /** What words mean; slips in them mended. @param {import("./words.js").Word[]} words @param {import("./words.js").Concept[]} concepts @param {boolean} isOpen */
  async #understand(words, concepts, isOpen) {
    const known = await Promise.all(concepts.map((concept) => this.matcher.knows({ ...concept, hasMarks: true, isPrefix: false }, this.matcher.parts)));
    const numbers = concepts.filter((concept, at) => known[at] && concept.last < words.length);
    const phrases = await this.lines.of(words, numbers);
    let understood = understand(words, numbers, phrases);
    const mended = await this.#mend(words, understood, isOpen);
    if (mended.length) {
      const better = words.map((word) => {
        const found = mended.find(([typed]) => typed === word);
        return found ? { ...word, ...found[1] } : word;
      });
      understood = understand(better, numbers, await this.lines.of(better, numbers));
    }
    return { ...understood, mended };
  }

  /**
   * Words met nowhere that stand for nothing, with what was meant by them.
   * @param {import("./words.js").Word[]} words @param {Omit<import("./understand.js").Understood, "mended">} understood @param {boolean} isOpen
   */
  async #mend(words, understood, isOpen) {
    const { row, weights, spans } = understood;
    const isKnown = await Promise.all(row.map((word) => this.matcher.knows(word, this.matcher.parts)));
    const unknown = [...row.keys()].filter((at) => !isKnown[at] && weights[at] === 1 && !(isOpen && at === row.length - 1) &&
      !spans.some(({ first, last, others }) => others.length && first <= at && at <= last));
    return unknown.length ? (await import("./mend.js")).mend(unknown, isKnown, words, understood, this.matcher) : [];
  }

  /** Where two words stand side by side. @param {import("./match.js").Sought} first @param {import("./match.js").Sought} second @param {number} parts */
  async #pair(first, second, parts) {
    const documents = await this.matcher.row([first, second], parts);
    return { documents, count: documents.length };
  }

  /** What stands for some words. @param {{first: number, last: number, words: import("./match.js").Sought[], weight: number}} other @param {number} parts */
  async #other({ first, last, text, words, weight }, parts) {
    const [found, row, pairs] = await Promise.all([
      Promise.all(words.map((word) => this.matcher.word(word, parts))), this.#documents(words, parts),
      Promise.all(words.slice(1).map((word, at) => this.#pair(words[at], word, parts))),
    ]);
    return { first, last, text, words: found, row, pairs, weight };
  }

  /** Where words stand in a row. @param {import("./match.js").Sought[]} row @param {number} parts */
  async #documents(row, parts) {
    if (row.length > 1) return this.matcher.row(row, parts);
    const { documents, shares } = await this.matcher.word(row[0], parts);
    return Array.from(documents).filter((_, at) => shares[at] === 1);
  }

  /** @param {import("./match.js").Sought[]} row @param {import("./rank.js").Evidence} evidence @param {number} parts */
  async #leave(row, evidence, parts) {
    if (row.length) evidence.excluded.push(row.length > 1 ? await this.matcher.row(row, parts) : (await this.matcher.word(row[0], parts)).documents);
  }

  /** What readers are told of what was found. @param {Awaited<ReturnType<Engine["fitting"]>>} found */
  #notes({ mended, missing, full, documents }) {
    const notes = mended.length ? ["Đã tìm theo từ gần giống từ đã gõ."] : [];
    if (missing.length) {
      notes.push(missing[0] ? `Không có nội dung nào nói đến ${missing.map((words) => `“${words}”`).join(", ")}; gần nhất là các nội dung dưới đây.`
        : "Không có nội dung nào trả lời đúng câu này; gần nhất là các nội dung dưới đây.");
    } else if (full < documents.length) {
      notes.push(`${full} kết quả đầu có đủ hoặc gần đủ các từ; các kết quả sau có một phần.`);
    }
    return notes;
  }

  /** How many results each box to tick would leave. @param {Result} result */
  async counts(result) {
    const { groups, left } = await this.filters();
    return left(groups, result);
  }

  /** The cards of documents, with the words looked for marked. @param {number[]} documents @param {Result} result @returns {Promise<Card[]>} */
  async cards(documents, result) {
    const { inFile, inFolder, folders } = this.cardFiles;
    const cards = await Promise.all(documents.map(async (document) => {
      const file = Math.floor((document % inFolder) / inFile);
      return (await this.store.get(`the/${file}.json`, folders[Math.floor(document / inFolder)]))[document % inFile];
    }));
    return cards.map((card) => {
      const [kind, id, address, title, text, lead, deadline, plan, section, status, value, answer] = card;
      const labels = this.#labels(kind, status);
      const marks = marksIn(title, result);
      const named = new Set(marks.map(([from, to]) => foldedKey(title.slice(from, to))));
      return {
        id, address: address || `${labels.kind}/${id}/`, title, text, lead, deadline, plan, section, value, answer,
        ...labels,
        marks, isNamed: result.sought.every(({ folded, isPrefix }) => isPrefix || named.has(folded)), textMarks: marksIn(text, result),
      };
    });
  }

  /** Names of a kind and a state. @param {number} kind @param {[string, string]} status */
  #labels(kind, [statusKey, statusLabel]) {
    const [key = "", label = ""] = this.kinds[kind] ?? [];
    const deadlineLabel = key === "chi-tieu" ? "Mục tiêu" : "Hạn";
    return { kind: key, kindLabel: label, deadlineLabel, status: statusKey, statusLabel };
  }

  /** The first cards for words being typed. @param {string} text @param {number} count */
  async suggest(text, count) {
    const result = await this.search(text, new Map(), { isTyping: true });
    return this.cards(result.documents.slice(0, count), result);
  }
}

/**
 * The places of `text` that have one of the words, as typed where it was typed with marks, or a whole row that may stand for some.
 * @param {string} text @param {Pick<Result, "sought" | "instead">} result @returns {[number, number][]}
 */
function marksIn(text, { sought, instead }) {
  const words = text ? split(text) : [];
  const isMarked = words.map((word) => sought.some((one) =>
    one.isPrefix ? word.folded.startsWith(one.folded)
      : one.hasMarks ? word.exact === one.exact : word.folded === one.folded));
  words.forEach((_, at) => {
    for (const row of instead) if (row.every(({ exact }, step) => words[at + step]?.exact === exact)) isMarked.fill(true, at, at + row.length);
  });
  return words.filter((_, at) => isMarked[at]).map(({ start, end }) => [start, end]);
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

/** The kind of each document, from how many of which stand in a row. @param {[number, number][]} order @param {number} documents */
function kindsOf(order, documents) {
  const kinds = new Uint8Array(documents);
  let at = 0;
  for (const [kind, many] of order) kinds.fill(kind, at, (at += many));
  return kinds;
}
