#!/usr/bin/env bash
# Guess: A cell stored as text keeps its characters when a workbook is read.
# Reality: pandas reads the text cell 1.10 as the number 1.1, with both of its engines, so task 1.10 becomes
#   task 1.1.
# Version: pandas 3.1.1, openpyxl 3.1.5, python-calamine 0.9.1
# Why it matters: Plans number their tasks 1.9, 1.10, 1.11; a workbook that stores the numbers as text is the
#   usual advice and is not enough.
# Output seen (30/11/2026):
#   openpyxl [1.9, 1.1, 1.11]
#   calamine [1.9, 1.1, 1.11]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 openpyxl==3.1.5 python-calamine==0.9.1
venv/bin/python - <<'PYTHON'
import openpyxl
import pandas

book = openpyxl.Workbook()
sheet = book.active
sheet.append(["number"])
for number in ("1.9", "1.10", "1.11"):
    sheet.append([number])
    sheet.cell(sheet.max_row, 1).number_format = "@"
book.save("plan.xlsx")
assert all(cell.data_type == "s" for cell in list(openpyxl.load_workbook("plan.xlsx").active["A"]))
for engine in ("openpyxl", "calamine"):
    read = pandas.read_excel("plan.xlsx", engine=engine).number.tolist()
    print(engine, read)
    assert read == [1.9, 1.1, 1.11], "the behaviour has changed"
PYTHON
