// Pure parts of the browser's search: filters, addresses, near words, order, the index of a small site.
import assert from "node:assert/strict";
import test from "node:test";

import { filter, Group } from "../../themes/mac-dinh/static/js/search/facets.js";
import { WholeMatcher } from "../../themes/mac-dinh/static/js/search/match.js";
import { rank } from "../../themes/mac-dinh/static/js/search/rank.js";
import { filesOf } from "../../themes/mac-dinh/static/js/search/shards.js";
import { passage } from "../../themes/mac-dinh/static/js/search/show.js";
import { readState, toAddress } from "../../themes/mac-dinh/static/js/search/state.js";
import { isNear, nearest, written } from "../../themes/mac-dinh/static/js/search/suggest.js";
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
  const known = [{ folded: "chuyen", exact: "chuyên\u0309", count: 9 }, { folded: "chuyem", exact: "chuyem", count: 1 }];
  assert.equal(nearest("chuyek", known)?.folded, "chuyen");
  assert.equal(nearest("so1x", known), null);
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

test("words typed with marks decide the order before weights do", () => {
  const found = (documents, gains, exact) => ({ documents, gains, exact });
  const evidence = { required: [found([0, 1, 2], [1, 5, 1], [1, 0, 1])], excluded: [[2]], pairs: [], typed: [true] };
  assert.deepEqual(rank(evidence, 3).full, [0, 1]);
  assert.deepEqual(rank({ ...evidence, typed: [false] }, 3).full, [1, 0]);
  const two = { required: [found([0, 1], [1, 1], [0, 0]), found([0, 1], [1, 1], [0, 0])], excluded: [], pairs: [[1]], typed: [false, false] };
  assert.deepEqual(rank(two, 2).full, [1, 0]);
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
  const analyzer = new Analyzer({ kinds: [], synonyms: [] });
  const rows = texts.map((text) => analyzer.analyze(text).words);
  const terms = [...new Set(rows.flat().map((word) => word.exact))];
  const field = rows.map((row) => row.map(({ exact }) => String.fromCharCode(0x23 + terms.indexOf(exact))).join("")).join("!");
  const index = new WholeMatcher({ terms: terms.join(" "), fields: [field] }, 3, [1]);
  const sought = (text) => analyzer.analyze(text).words.map((word) => ({ ...word, isPrefix: false }));
  const [ban, dan] = sought("bán dẫn");
  assert.deepEqual((await index.word(ban)).documents, [0, 1, 2]);
  assert.deepEqual((await index.word(ban)).exact, [1, 0, 0]);
  assert.deepEqual(await index.row([ban, dan]), [0]);
  assert.deepEqual(await index.row(sought("ban dan")), [0, 2]);
  assert.deepEqual((await index.word({ ...sought("hu")[0], isPrefix: true })).documents, [1]);
  assert.equal(await index.has(sought("xyz")[0]), false);
});
