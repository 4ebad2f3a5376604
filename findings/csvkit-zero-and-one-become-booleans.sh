#!/usr/bin/env bash
# Guess: A column of counts is a column of numbers.
# Reality: csvkit makes true and false of it when every count happens to be 0 or 1, and a number again once a 2
#   occurs: the same table of two months has two types.
# Version: csvkit 2.2.0 with agate 1.14.2 (PyPI)
# Why it matters: Counts of milestones, extensions or overdue tasks of an agency are mostly 0 or 1.
# Output seen (30/11/2026):
#   [{"agency": "a", "overdue": true}, {"agency": "b", "overdue": false}]
#   [{"agency": "a", "overdue": 2.0}, {"agency": "b", "overdue": 0.0}]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check csvkit==2.2.0 agate==1.14.2
printf 'agency,overdue\na,1\nb,0\n' >september.csv
printf 'agency,overdue\na,2\nb,0\n' >october.csv
found=$(venv/bin/csvjson september.csv; echo; venv/bin/csvjson october.csv)
echo "$found"
expected='[{"agency": "a", "overdue": true}, {"agency": "b", "overdue": false}]
[{"agency": "a", "overdue": 2.0}, {"agency": "b", "overdue": 0.0}]'
[ "$found" = "$expected" ] || { echo "the behaviour has changed" >&2; exit 1; }
