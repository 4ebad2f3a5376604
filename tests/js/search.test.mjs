// Pure parts of the browser's search: filters, addresses, near words, order, the index of a small site.
import assert from "node:assert/strict";
import test from "node:test";

import { filter, Group } from "../../themes/mac-dinh/static/js/search/facets.js";
import { exactKey } from "../../themes/mac-dinh/static/js/search/key.js";
import { WholeMatcher } from "../../themes/mac-dinh/static/js/search/match.js";
import { isNear, meant, telex, written } from "../../themes/mac-dinh/static/js/search/mend.js";
import { named, rank } from "../../themes/mac-dinh/static/js/search/rank.js";
import { filesOf } from "../../themes/mac-dinh/static/js/search/shards.js";
import { passage } from "../../themes/mac-dinh/static/js/search/show.js";
import { readState, toAddress } from "../../themes/mac-dinh/static/js/search/state.js";
import { Analyzer } from "../../themes/mac-dinh/static/js/search/words.js";

test("an address keeps query and filters", () => {
  const state = { text: "chuyển đổi & số", filters: new Map([["loai", new Set(["nhiem-vu", "chi-tieu"])], ["co-quan", new Set(["so-y-te"])]]) };
  assert.deepEqual(readState(toAddress(state)), state);
  assert.equal(toAddress({ text: "", filters: new Map() }), "");
  assert.deepEqual(readState("?q=%20a%20&la=1&loai=").filters, new Map());
});

test("boxes of one group widen, groups narrow, counts say what a box would leave", () => {
  const group = (key, of) => new Group(key, key, ["x", "y"].map((name) => ({ key: name, label: name, names: [] })), {
    starts: Uint32Array.from([0, ...of.map((_, at) => of.slice(0, at + 1).flat().length)]), values: Uint16Array.from(of.flat()),
  });
  const groups = [group("a", [[0], [1], [0, 1], []]), group("b", [[0], [0], [1], [1]])];
  const { kept, counts } = filter(groups, new Map([["a", new Set([0])], ["b", new Set([0])]]), [0, 1, 2, 3]);
  assert.deepEqual(kept, [0]);
  assert.deepEqual([...counts.get("a")], [1, 1]);
  assert.deepEqual([...counts.get("b")], [1, 1]);
  assert.deepEqual(filter(groups, new Map([["a", new Set([0, 1])]]), [3, 2, 1, 0]).kept, [2, 1, 0]);
});

test("one slip is near", () => {
  for (const [a, b] of [["chuyen", "chuyn"], ["chuyn", "chuyen"], ["chuyen", "chiyen"], ["chuyen", "cuhyen"]]) assert.ok(isNear(a, b), `${a} ${b}`);
  for (const [a, b] of [["chuyen", "chuyen"], ["chuyen", "chyn"], ["chuyen", "cuhyne"], ["so", "doi"]]) assert.ok(!isNear(a, b), `${a} ${b}`);
});

test("a slip is mended where a neighbour agrees, or the word is long", async () => {
  const known = [{ folded: "chuyen", exact: "chuyên\u0309", count: 9 }, { folded: "chuyem", exact: "chuyem", count: 1 }, { folded: "sang", exact: "sang\u0301", count: 3 }];
  const sought = (word) => ({ exact: word, folded: word, hasMarks: false, isPrefix: false });
  const never = async () => 0;
  assert.equal((await meant(sought("chuyek"), known, never))?.exact, "chuyên\u0309");
  assert.equal((await meant(sought("chuyek"), known, async ({ exact }) => Number(exact === "chuyem")))?.exact, "chuyem");
  assert.equal(await meant(sought("xang"), known, never), null);
  assert.equal((await meant(sought("xang"), known, async () => 1))?.exact, "sang\u0301");
  assert.equal(await meant(sought("so1x"), known, never), null);
});

// The same cases as in src/search/mend.rs.
test("keys of Telex are marks", () => {
  for (const [typed, word] of [["duowjc", "dược"], ["lieeuj", "liệu"], ["ddaij", "đại"], ["hocj", "học"], ["cuwus", "cứu"], ["mangj", "mạng"],
    ["nuwowcs", "nước"], ["dduwowngf", "đường"], ["duongw", "dương"], ["khoer", "khỏe"], ["trawng", "trăng"]]) {
    assert.equal(exactKey(telex(typed)), exactKey(word), typed);
  }
  assert.equal(telex("tinh"), "");
});

test("a key is shown as the word people write", () => {
  const words = ["chuyển", "đổi", "hòa", "khỏe", "toán", "quý", "giữa", "đường", "người", "thúy", "gì", "nghiệp"];
  const key = (word) => {
    const letters = word.normalize("NFD");
    const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;
    return letters.replace(tones, "").normalize("NFC") + letters.match(tones)[0];
  };
  for (const word of words) assert.equal(written(key(word)), word);
});

const found = (documents, gains, shares = documents.map(() => 1)) => ({ documents, gains, shares, count: documents.length });
const nothing = { words: [], syllables: [], weights: [], pairs: [], others: [], required: [], excluded: [] };
const alike = () => 1;

test("any word may be missing, and what has more of the query comes first", () => {
  const evidence = { ...nothing, words: [found([0, 1], [1, 1]), found([1, 2], [1, 1])], weights: [1, 1] };
  assert.deepEqual(rank(evidence, 9, alike).documents, [1, 0, 2]);
  assert.deepEqual(rank({ ...evidence, excluded: [[1]] }, 9, alike).documents, [0, 2]);
  assert.deepEqual(rank({ ...evidence, required: [[2]] }, 9, alike).documents, [2]);
});

test("other marks than those typed count little, words side by side much, words of a question hardly", () => {
  assert.deepEqual(rank({ ...nothing, words: [found([0, 1], [1, 5], [1, 0.1])], weights: [1] }, 9, alike).documents, [0]);
  const two = { ...nothing, words: [found([0, 1], [1, 1]), found([0, 1], [1, 1])], weights: [1, 1] };
  assert.deepEqual(rank({ ...two, pairs: [{ first: 0, second: 1, isBound: false, documents: [1], count: 1 }] }, 9, alike).documents, [1, 0]);
  assert.deepEqual(rank({ ...nothing, words: [found([0], [1]), found([1], [1])], weights: [0.08, 1] }, 9, alike).documents, [1]);
});

test("what stands for words counts like them, at most as they would", () => {
  const other = { first: 0, last: 0, words: [found([3], [1])], pairs: [], row: [3], weight: 0.8 };
  const { documents, shares } = rank({ ...nothing, words: [found([], [])], weights: [1], others: [other] }, 9, alike);
  assert.deepEqual(documents, [3]);
  assert.ok(Math.abs(shares[3] - 0.8) < 1e-9);
});

test("an agency that is named comes first, or behind what it does about a subject", () => {
  const spans = [{ first: 0, last: 1, pages: [7] }];
  const order = (documents, spans, weights) => {
    const ranked = { documents };
    return [named(ranked, spans, weights), ranked.documents];
  };
  assert.deepEqual(order([1, 2, 3], spans, [1, 1, 0.08]), [true, [7, 1, 2, 3]]);
  assert.deepEqual(order([1, 2, 7, 3], spans, [1, 1, 1]), [false, [1, 2, 7, 3]]);
  assert.deepEqual(order([1], [], [1]), [false, [1]]);
});

test("the part of a long text that is shown has the first mark in it", () => {
  const text = "từ ".repeat(100) + "cần tìm " + "từ ".repeat(100);
  const at = text.indexOf("cần");
  const { start, end } = passage(text, [[at, at + 3]], 90);
  assert.ok(start <= at && end >= at + 3 && end - start <= 90);
  assert.deepEqual(passage("ngắn", [], 90), { start: 0, end: 4 });
});

test("a key stands in one file, a beginning in several", () => {
  const firsts = ["a", "ch", "co", "d"];
  assert.deepEqual(filesOf(firsts, "chi", false), [1]);
  assert.deepEqual(filesOf(firsts, "c", true), [0, 1, 2]);
  assert.deepEqual(filesOf(firsts, "0", false), []);
  assert.deepEqual(filesOf(firsts, "z", false), [3]);
});

test("the index of a small site finds words, rows and beginnings", async () => {
  const texts = ["bán dẫn", "văn bản hướng dẫn", "bàn dân"];
  const analyzer = new Analyzer([]);
  const rows = texts.map((text) => analyzer.analyze(text).words);
  const terms = [...new Set(rows.flat().map((word) => word.exact))];
  const field = rows.map((row) => row.map(({ exact }) => String.fromCharCode(0x23 + terms.indexOf(exact))).join("")).join("!");
  // Letters for marks as in src/search/export/whole.rs: Z and W of vowels, those of Telex for tones; A: nothing shared with the word before.
  const letters = new Map([["\u0301", "S"], ["\u0300", "F"], ["\u0303", "X"], ["\u0302", "Z"], ["\u031b", "W"]]);
  const written = terms.map((exact) => `A${[...exact.normalize("NFD")].map((mark) => letters.get(mark) ?? mark).join("")}`).join("");
  const index = new WholeMatcher({ terms: written, frequent: [terms.length, 0], pairs: "", fields: [field] }, 3, [1]);
  const sought = (text) => analyzer.analyze(text).words.map((word) => ({ ...word, isPrefix: false }));
  const [ban, dan] = sought("bán dẫn");
  assert.deepEqual((await index.word(ban)).documents, [0, 1, 2]);
  assert.deepEqual((await index.word(ban)).shares, [1, 0.1, 0.1]);
  assert.equal((await index.word(ban)).count, 1);
  assert.deepEqual(await index.row([ban, dan]), [0]);
  assert.deepEqual(await index.row(sought("ban dan")), [0, 2]);
  assert.deepEqual((await index.word({ ...sought("hu")[0], isPrefix: true })).documents, [1]);
  assert.equal(await index.knows(sought("xyz")[0]), false);
  assert.equal(await index.knows(sought("bạn")[0]), false);
  assert.equal(await index.knows(sought("ban")[0]), true);
});

test("keys that share a beginning and rows that return are written once", async () => {
  // "đào tạo", "đào": two words, and a pair of them; tạo shares its t with nothing before it.
  const index = new WholeMatcher({ terms: "AđaoFAtaoJ", frequent: [2, 1], pairs: "#$", fields: ["%%!#"] }, 2, [1]);
  assert.deepEqual(index.index.fields[0].lengths, Uint32Array.from([4, 1]));
  const sought = (text) => new Analyzer([]).analyze(text).words.map((word) => ({ ...word, isPrefix: false }));
  assert.deepEqual(await index.row(sought("đào tạo đào")), [0]);
  assert.deepEqual((await index.word(sought("đào")[0])).documents, [0, 1]);
  const shared = new WholeMatcher({ terms: "AdanDgFBuongF", frequent: [3, 0], pairs: "", fields: ["#$%"] }, 1, [1]);
  assert.deepEqual(shared.index.terms.map(({ exact }) => exact), ["dan", "dang\u0300", "duong\u0300"]);
});
