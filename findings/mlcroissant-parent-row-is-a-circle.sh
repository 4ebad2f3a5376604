#!/usr/bin/env bash
# Guess: A Croissant description that the tool's own validator passes can be read, and a field may name rows of its own
#   table, as a foreign key in SQL does.
# Reality: It validates, but then not one row of that table can be read: "Graph contains a cycle".
# Version: mlcroissant 1.1.0 (PyPI)
# Why it matters: A register of agencies says which agency succeeded which, a list of units which unit is above: both are
#   keys of a table to itself, and one such field hides the whole register.
# Output seen (30/11/2026):
#   errors of the validator: none
#   without the key: 2 agencies
#   with the key: NetworkXUnfeasible
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mlcroissant==1.1.0
venv/bin/python - 2>/dev/null <<'PYTHON'
import json
import pathlib
from hashlib import sha256

import mlcroissant


def field(table, name, **more):
    source = {"fileObject": {"@id": f"{table}.csv"}, "extract": {"column": name}}
    return {"@type": "cr:Field", "@id": f"{table}/{name}", "name": name, "dataType": "sc:Text", "source": source, **more}


def read(**key):
    tables = {"agencies": [field("agencies", "id"), field("agencies", "successor", **key)]}
    files = [{"@type": "cr:FileObject", "@id": f"{name}.csv", "name": name, "contentUrl": f"{name}.csv",
              "encodingFormat": "text/csv", "sha256": sha256(pathlib.Path(f"{name}.csv").read_bytes()).hexdigest()} for name in tables]
    sets = [{"@type": "cr:RecordSet", "@id": name, "name": name, "field": fields} for name, fields in tables.items()]
    words = ("column extract field fileObject recordSet references source").split()
    context = {"@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/",
               "cr": "http://mlcommons.org/croissant/", "dct": "http://purl.org/dc/terms/", "conformsTo": "dct:conformsTo",
               "dataType": {"@id": "cr:dataType", "@type": "@vocab"}, **{word: f"cr:{word}" for word in words}}
    with open("croissant.json", "w") as file:
        json.dump({"@context": context, "@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.1",
                   "name": "register", "distribution": files, "recordSet": sets}, file)
    dataset = mlcroissant.Dataset(jsonld="croissant.json")
    if key:
        print("errors of the validator:", ", ".join(dataset.metadata.ctx.issues.errors) or "none")
    return len(list(dataset.records("agencies")))


with open("agencies.csv", "w") as file:
    file.write("id,successor\nso-a,so-b\nso-b,\n")
assert read() == 2, "the behaviour has changed"
try:
    read(references={"field": {"@id": "agencies/id"}})
    found = "rows"
except Exception as error:
    found = type(error).__name__
print("without the key: 2 agencies")
print("with the key:", found)
assert found == "NetworkXUnfeasible", "the behaviour has changed"
PYTHON
