#!/usr/bin/env bash
# Guess: Readers of workbooks leave struck-out characters out, or at least keep them apart from the valid ones.
# Reality: A cell that shows 95 struck out and 98 behind it reads as 9598 in three readers; only one of them can
#   tell why, and only when asked for rich text.
# Version: openpyxl 3.1.5, python-calamine 0.9.1 (PyPI), exceljs 4.4.0 (npm)
# Why it matters: Offices correct a target by striking the old figure out and writing the new one behind it, in
#   one cell.
# Output seen (30/11/2026):
#   openpyxl 9598
#   calamine 9598
#   exceljs 9598
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1
venv/bin/python - <<'PYTHON'
import openpyxl
import python_calamine
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

book = openpyxl.Workbook()
book.active["A1"] = CellRichText(TextBlock(InlineFont(strike=True), "95"), "98")
book.save("target.xlsx")
read = {
    "openpyxl": openpyxl.load_workbook("target.xlsx").active["A1"].value,
    "calamine": python_calamine.CalamineWorkbook.from_path("target.xlsx").get_sheet_by_index(0).to_python()[0][0],
}
for name, value in read.items():
    print(name, value)
    assert str(value) == "9598", "the behaviour has changed"
PYTHON
npm install --silent --no-audit --no-fund exceljs@4.4.0 >/dev/null
node - <<'SCRIPT'
const ExcelJS = require("exceljs");
const book = new ExcelJS.Workbook();
book.xlsx.readFile("target.xlsx").then(() => {
  const text = book.worksheets[0].getCell("A1").text;
  console.log("exceljs", text);
  if (text !== "9598") throw new Error("the behaviour has changed");
});
SCRIPT
