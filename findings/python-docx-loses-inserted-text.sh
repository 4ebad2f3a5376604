#!/usr/bin/env bash
# Guess: python-docx gives the words of a table cell as Word shows them.
# Reality: The words of a tracked insertion and those of a content control are missing, although both are on the
#   page: of a deadline changed with tracking on, neither the old nor the new date is read.
# Version: python-docx 1.2.0 (PyPI)
# Why it matters: Drafts of plans pass through several hands with changes tracked; forms put agencies and dates
#   into content controls.
# Output seen (30/11/2026):
#   deadline 'Trước ngày '
#   lead 'Chủ trì: '
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0
venv/bin/python - <<'PYTHON'
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

word = nsdecls("w")
document = Document()
table = document.add_table(1, 2)
deadline, lead = (cell.paragraphs[0] for cell in table.rows[0].cells)
deadline.add_run("Trước ngày ")
deadline._p.append(parse_xml(
    f'<w:del {word} w:id="1" w:author="A"><w:r><w:delText>30/6/2026</w:delText></w:r></w:del>'))
deadline._p.append(parse_xml(f'<w:ins {word} w:id="2" w:author="A"><w:r><w:t>30/9/2026</w:t></w:r></w:ins>'))
lead.add_run("Chủ trì: ")
lead._p.append(parse_xml(f'<w:sdt {word}><w:sdtContent><w:r><w:t>Sở Y tế</w:t></w:r></w:sdtContent></w:sdt>'))
document.save("plan.docx")
texts = [cell.text for cell in Document("plan.docx").tables[0].rows[0].cells]
print("deadline", repr(texts[0]))
print("lead", repr(texts[1]))
assert texts == ["Trước ngày ", "Chủ trì: "], "the behaviour has changed"
PYTHON
