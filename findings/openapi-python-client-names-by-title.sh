#!/usr/bin/env bash
# Guess: A generator of clients names the class of a member's fixed words after the member, and a title is for people.
# Reality: The title names the class and its module, and Vietnamese syllables are torn apart at their marks: the words of
#   `status`, titled “Tình trạng”, become the module task_tì_nh_tr_ạ_ng, which nobody can type.
# Version: openapi-python-client 0.29.1 (PyPI)
# Why it matters: Vietnamese labels stand in the title of a schema so that forms and dictionaries can show them; the same
#   schema in a description of an interface makes a client nobody can use.
# Output seen (30/11/2026):
#   title Tình trạng -> task_tì_nh_tr_ạ_ng.py
#   no title -> task_status.py
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check openapi-python-client==0.29.1
venv/bin/python - <<'PYTHON'
import json
import pathlib
import subprocess
import unicodedata

for title, expected in (("Tình trạng", "task_tì_nh_tr_ạ_ng.py"), (None, "task_status.py")):
    status = {"type": "string", "enum": ["open", "done"], **({"title": title} if title else {})}
    task = {"type": "object", "properties": {"status": status}, "required": ["status"]}
    answer = {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/task"}}}}
    path = {"get": {"operationId": "task", "responses": {"200": answer}}}
    about = {"openapi": "3.1.0", "info": {"title": "Plans", "version": "1"}, "paths": {"/task.json": path},
             "components": {"schemas": {"task": task}}}
    pathlib.Path("openapi.json").write_text(json.dumps(about), "utf-8")
    words = ["venv/bin/openapi-python-client", "generate", "--path", "openapi.json", "--meta", "none",
             "--output-path", "client", "--overwrite"]
    subprocess.run(words, check=True, capture_output=True)
    names = [unicodedata.normalize("NFC", file.name) for file in pathlib.Path("client/models").glob("task_*.py")]
    print(f"title {title}" if title else "no title", "->", *names)
    assert names == [expected], "the behaviour has changed"
PYTHON
