#!/usr/bin/env bash
# Guess: A function that strips accents, and a tokenizer set made for Latin scripts, let a reader who types
#   without marks find Vietnamese words.
# Reality: Both leave đ alone, because Unicode does not decompose it: “duong” finds dưỡng, which nobody meant,
#   and not đường.
# Version: duckdb 2.0.1 (PyPI), flexsearch 0.8.212 (npm)
# Why it matters: Most Vietnamese readers type without marks; đ begins words such as đất, đường, điện, đô thị,
#   điều.
# Output seen (30/11/2026):
#   DuckDB: đường Đỗ ủy -> đuong Đo uy
#   FlexSearch: duong -> dưỡng
#   FlexSearch: dat dai -> nothing
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1
venv/bin/python - <<'PYTHON'
import duckdb

folded = duckdb.sql("select strip_accents('đường Đỗ ủy')").fetchall()[0][0]
print("DuckDB: đường Đỗ ủy ->", folded)
assert folded == "đuong Đo uy", "the behaviour has changed"
PYTHON
npm install --silent --no-audit --no-fund flexsearch@0.8.212 >/dev/null
node - <<'SCRIPT'
const { Charset, Index } = require("flexsearch");
const texts = ["đường", "dưỡng", "đất đai"];
const index = new Index({ encoder: Charset.LatinSimple });
texts.forEach((text, at) => index.add(at, text));
for (const [query, expected] of [["duong", "dưỡng"], ["dat dai", "nothing"]]) {
  const found = index.search(query).map((at) => texts[at]).join(", ") || "nothing";
  console.log(`FlexSearch: ${query} -> ${found}`);
  if (found !== expected) throw new Error("the behaviour has changed");
}
SCRIPT
