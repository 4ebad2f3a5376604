#!/usr/bin/env bash
# Guess: The Vietnamese support of lunr-languages makes Vietnamese words findable.
# Reality: Its trimmer does not know most letters with two marks and cuts them off the ends of words: kế is
#   indexed as k, số as s, tế as t. A search for any of them, written correctly, finds nothing.
# Version: lunr 2.3.9, lunr-languages 1.22.0 (npm)
# Why it matters: Static sites search with lunr because it needs no server; kế hoạch, chuyển đổi số, kinh tế, xã,
#   quỹ are lost.
# Output seen (30/11/2026):
#   index: hoạch k s t x đường
#   kế -> nothing
#   số -> nothing
#   xã -> nothing
#   đường -> đường
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund lunr@2.3.9 lunr-languages@1.22.0 >/dev/null
cat >try.cjs <<'SCRIPT'
const lunr = require("lunr");
require("lunr-languages/lunr.stemmer.support")(lunr);
require("lunr-languages/lunr.vi")(lunr);
const words = ["kế", "hoạch", "số", "tế", "xã", "đường"];
const index = lunr(function () {
  this.use(lunr.vi);
  this.ref("at");
  this.field("text");
  words.forEach((text, at) => this.add({ at, text }));
});
const kept = Object.keys(index.invertedIndex).sort().join(" ");
console.log("index:", kept);
const found = ["kế", "số", "xã", "đường"].map((word) => {
  const hits = index.search(word).map(({ ref }) => words[ref]).join(" ") || "nothing";
  console.log(`${word} -> ${hits}`);
  return hits;
});
if (kept !== "hoạch k s t x đường" || found.join() !== "nothing,nothing,nothing,đường") throw new Error("the behaviour has changed");
SCRIPT
node try.cjs 2>/dev/null
