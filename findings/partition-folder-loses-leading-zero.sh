#!/usr/bin/env bash
# Guess: A partition folder tinh=01 gives the column tinh the value 01, as DuckDB reads it.
# Reality: Arrow, pandas and Polars make it the number 1, so that a join with a table of province codes finds
#   nothing, without an error.
# Version: pyarrow 26.0.1, pandas 3.1.1, polars 2.1.0, duckdb 2.0.1 (PyPI)
# Why it matters: Vietnamese province codes run from 01 to 96 and commune codes have leading zeros; files of
#   many provinces are laid out in such folders.
# Output seen (30/11/2026):
#   pyarrow [1, 27]
#   pandas [1, 27]
#   polars [1, 27]
#   duckdb ['01', '27']
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyarrow==26.0.1 pandas==3.1.1 polars==2.1.0 duckdb==2.0.1
venv/bin/python - <<'PYTHON'
import os

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.dataset
import pyarrow.parquet

for code in ("01", "27"):
    os.makedirs(f"tasks/tinh={code}")
    pyarrow.parquet.write_table(pyarrow.table({"tasks": [1]}), f"tasks/tinh={code}/part.parquet")
read = {
    "pyarrow": pyarrow.dataset.dataset("tasks", partitioning="hive").to_table()["tinh"].to_pylist(),
    "pandas": pandas.read_parquet("tasks").tinh.tolist(),
    "polars": polars.scan_parquet("tasks/**/*.parquet", hive_partitioning=True).collect()["tinh"].to_list(),
    "duckdb": [row[0] for row in duckdb.sql(
        "select tinh from read_parquet('tasks/*/*.parquet', hive_partitioning = true) order by tinh").fetchall()],
}
for name, codes in read.items():
    print(name, codes)
    assert codes == (["01", "27"] if name == "duckdb" else [1, 27]), "the behaviour has changed"
PYTHON
