#!/usr/bin/env bash
# Guess: The type DuckDB gives a column of a CSV file depends on that column's values.
# Reality: A column of ISO dates is a DATE when it stands first and a TIMESTAMP when a column of dd/MM/yyyy
#   dates stands anywhere in the file before it; and the column of dd/MM/yyyy dates is a DATE before the
#   ISO column and text behind it.
# Version: duckdb 2.0.1 (PyPI)
# Why it matters: Open data gives a deadline as printed and as ISO date side by side: which of the two is a
#   date, and of which type, depends on the order of columns.
# Output seen (30/11/2026):
#   printed,iso -> printed DATE, iso TIMESTAMP
#   iso,printed -> iso DATE, printed VARCHAR
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check duckdb==2.0.1
venv/bin/python - <<'PYTHON'
import duckdb

rows = [("31/03/2026", "2026-03-31"), ("15/12/2026", "2026-12-15")]
expected = {"printed,iso": ["DATE", "TIMESTAMP"], "iso,printed": ["DATE", "VARCHAR"]}
for header, types in expected.items():
    order = (0, 1) if header.startswith("printed") else (1, 0)
    with open("dates.csv", "w") as file:
        file.write(header + "\n" + "".join(f"{row[order[0]]},{row[order[1]]}\n" for row in rows))
    found = duckdb.sql("describe select * from 'dates.csv'").fetchall()
    print(header, "->", ", ".join(f"{column[0]} {column[1]}" for column in found))
    assert [column[1] for column in found] == types, "the behaviour has changed"
PYTHON
