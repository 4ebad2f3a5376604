#!/usr/bin/env bash
# Guess: A column of shares written 45,5 and 12,1 is described as text or as numbers with a decimal comma.
# Reality: Frictionless describes it as points on the globe, and reads 45,5 as longitude 45 and latitude 5.
# Version: frictionless 5.21.0 (PyPI)
# Why it matters: Data packages of Vietnamese figures are first described by this tool; nothing fails, the
#   schema is valid, and a map is drawn of percentages.
# Output seen (30/11/2026):
#   geopoint [[45.0, 5.0], [12.0, 1.0]]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check frictionless==5.21.0
venv/bin/python - <<'PYTHON'
from frictionless import describe

with open("shares.csv", "w") as file:
    file.write('agency,share\na,"45,5"\nb,"12,1"\n')
resource = describe("shares.csv")
kind = resource.schema.get_field("share").type
rows = [[float(part) for part in row["share"]] for row in resource.read_rows()]
print(kind, rows)
assert (kind, rows) == ("geopoint", [[45.0, 5.0], [12.0, 1.0]]), "the behaviour has changed"
PYTHON
