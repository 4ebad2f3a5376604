"""Runs the SQL of docs/national.md in DuckDB, in the folder it is started in, and prints the rows of each statement as JSON.

usage: read_exports.py docs/national.md
"""

import json
import re
import sys
from pathlib import Path

import duckdb

text = Path(sys.argv[1]).read_text("utf-8")
statements = re.findall(r"^```sql\n(.*?)^```$", text, re.S | re.M)
print(json.dumps([duckdb.sql(statement).fetchall() for statement in statements], ensure_ascii=False))
