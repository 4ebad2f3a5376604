#!/usr/bin/env bash
# Guess: A package that makes addresses from titles writes đ as d.
# Reality: Without a locale it writes dj, as Serbian does: Đất đai becomes djat-djai, which no Vietnamese reader
#   can guess or type.
# Version: slugify 1.6.9 (npm)
# Why it matters: Addresses of pages about đất đai, đô thị, điện tử stay for years and are read aloud.
# Output seen (30/11/2026):
#   djat-djai-djo-thi
#   dat-dai-do-thi
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund slugify@1.6.9 >/dev/null
node - <<'SCRIPT'
const slugify = require("slugify");
const title = "Đất đai, đô thị";
const plain = slugify(title, { lower: true, strict: true });
const vietnamese = slugify(title, { lower: true, strict: true, locale: "vi" });
console.log(plain);
console.log(vietnamese);
if (plain !== "djat-djai-djo-thi" || vietnamese !== "dat-dai-do-thi") throw new Error("the behaviour has changed");
SCRIPT
