#!/usr/bin/env bash
# Guess: A quoted value 45,5 that is no number in the tool's locale stays text.
# Reality: csvkit takes the comma for a thousands separator wherever it stands and writes 455 and 121: ten times
#   the value, in commands that only sort or convert.
# Version: csvkit 2.2.0 with agate 1.14.2 (PyPI)
# Why it matters: Vietnamese figures have a decimal comma; a table exported from an office program passes
#   csvsort and comes out with other numbers.
# Output seen (30/11/2026):
#   id,share
#   a,455
#   b,121
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check csvkit==2.2.0 agate==1.14.2
printf 'id,share\nb,"12,1"\na,"45,5"\n' >shares.csv
found=$(venv/bin/csvsort -c id shares.csv)
echo "$found"
[ "$found" = $'id,share\na,455\nb,121' ] || { echo "the behaviour has changed" >&2; exit 1; }
