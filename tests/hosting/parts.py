"""DuckDB reads one column of a large Parquet file, and a CSV, from a web server; it must not fetch the whole Parquet.

usage: parts.py ADDRESS-WITHOUT-ENDING FOLDER-OF-THE-SERVER
"""

import gzip
import pathlib
import re
import sys

import duckdb
import duckdb_extension_httpfs

address, folder = sys.argv[1], pathlib.Path(sys.argv[2])
folder.mkdir(exist_ok=True)
database = duckdb.connect()
(extension,) = pathlib.Path(duckdb_extension_httpfs.__file__).parent.rglob("*.duckdb_extension")
database.execute(f"LOAD '{extension}'")
name = address.rsplit("/", 1)[1]
table = "SELECT i AS id, md5(i::text) AS words FROM range(200000) all_rows(i)"
for ending in ("parquet", "csv"):
    database.execute(f"COPY ({table}) TO '{folder / name}.{ending}' (FORMAT {ending})")
# The twin that must not come instead of the file.
csv = folder / f"{name}.csv"
(folder / f"{name}.csv.gz").write_bytes(gzip.compress(csv.read_bytes(), 1))

(total,) = database.execute(f"SELECT sum(id) FROM '{address}.parquet' WHERE id >= 199990").fetchone()
assert total == sum(range(199990, 200000)), total
plan = database.execute(f"EXPLAIN ANALYZE SELECT sum(id) FROM '{address}.parquet' WHERE id >= 199990").fetchall()[0][1]
amount, unit = re.search(r"in: ([\d.]+) (bytes|KiB|MiB)", plan).groups()
fetched = int(float(amount) * {"bytes": 1, "KiB": 2**10, "MiB": 2**20}[unit])
size = (folder / f"{name}.parquet").stat().st_size
assert fetched < size / 4, f"{fetched} of {size}"
rows = database.execute(f"SELECT count(*), sum(id) FROM read_csv('{address}.csv')").fetchone()
assert rows == (200000, sum(range(200000))), rows
print(f"Parquet {fetched} of {size} bytes, CSV whole")
