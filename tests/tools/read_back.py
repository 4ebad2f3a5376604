"""Reads every format of every dataset of a built site with other programs and compares it, cell by cell, with the CSV.

usage: read_back.py SITE
Prints a line for each reader with the number of files and cells; exits with 1 on the first fault, which it names.
"""

import csv
import datetime
import json
import math
import sqlite3
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pandas
import pyarrow
import pyarrow.parquet

MAX_CELL = 32767
counts = {}


class Fault(Exception):
    pass


def csv_rows(path, encoding="utf-8"):
    with open(path, encoding=encoding, newline="") as file:
        return list(csv.reader(file, strict=True))


def compare(reader, path, want, got, same):
    """`want` and `got` are rows below the header; `same(cell, value, column)` compares."""
    if len(want) != len(got):
        raise Fault(f"{path} ({reader}): {len(got)} rows, the CSV has {len(want)}")
    cells = 0
    for line, (expected, found) in enumerate(zip(want, got), 1):
        if len(expected) != len(found):
            raise Fault(f"{path} ({reader}): row {line} has {len(found)} cells, want {len(expected)}")
        for column, (cell, value) in enumerate(zip(expected, found)):
            cells += 1
            if not same(cell, value, column):
                raise Fault(f"{path} ({reader}): row {line}, column {column + 1}: {value!r}, the CSV has {cell!r}")
    files, total = counts.get(reader, (0, 0))
    counts[reader] = (files + 1, total + cells)


def same_value(cell, value):
    """A typed value and its cell."""
    if value is None or value is pandas.NaT or (isinstance(value, float) and math.isnan(value)):
        return cell == ""
    if isinstance(value, bool):
        return cell == ("true" if value else "false")
    if isinstance(value, int):
        return cell == str(value)
    if isinstance(value, float):
        return float(cell) == value and "e" not in cell.lower()
    if isinstance(value, datetime.datetime):
        return cell == value.date().isoformat() and value.time() == datetime.time()
    if isinstance(value, datetime.date):
        return cell == value.isoformat()
    if isinstance(value, (list, tuple)):
        return bool(value) and cell == ";".join(value)
    return value != "" and cell == value


class Number(str):
    """A number of a JSON file as it is written."""


def same_json(cell, value, _column):
    if isinstance(value, Number):
        return cell == value
    return same_value(cell, value)


def loads(text):
    return json.loads(text, parse_float=Number, parse_int=Number)


def check_json(path, header, rows):
    def table(objects, file):
        for one in objects:
            if list(one) != header:
                raise Fault(f"{file}: members {list(one)}, columns {header}")
        return [list(one.values()) for one in objects]

    file = path.with_suffix(".json")
    compare(f"JSON: json of Python {sys.version.split()[0]}", file, rows, table(loads(file.read_text("utf-8")), file), same_json)
    file = path.with_suffix(".ndjson")
    lines = file.read_text("utf-8").splitlines()
    compare("NDJSON: json, line by line", file, rows, table([loads(line) for line in lines], file), same_json)
    if rows:
        columns = {name: "VARCHAR" for name in header}
        got = duckdb.read_json(str(file), format="newline_delimited", columns=columns).fetchall()
        numbers = [any(isinstance(loads(line)[name], Number) for line in lines) for name in header]
        reader = f"NDJSON: DuckDB {duckdb.__version__}"
        flat = [[None if v is None else ";".join(json.loads(v)) if v.startswith('["') else v for v in row] for row in got]
        # As text DuckDB gives a number without the zeros at its end.
        same = lambda cell, value, _: cell == (value or "") or numbers[_] and float(cell) == float(value)
        compare(reader, file, rows, flat, same)


def check_csv(path, header, rows):
    file = path.with_suffix(".csv")
    got = pandas.read_csv(file, dtype=str, keep_default_na=False)
    if list(got.columns) != header:
        raise Fault(f"{file}: pandas sees {list(got.columns)}")
    compare(f"CSV: pandas {pandas.__version__}", file, rows, got.values.tolist(), lambda cell, value, _: cell == value)
    got = duckdb.read_csv(str(file), all_varchar=True, header=True, null_padding=False).fetchall()
    compare(f"CSV: DuckDB {duckdb.__version__}", file, rows, got, lambda cell, value, _: cell == (value or ""))
    excel = path.parent / "excel" / file.name
    if excel.read_bytes() != b"\xef\xbb\xbf" + file.read_bytes():
        raise Fault(f"{excel}: not the bytes of {file.name} behind a byte order mark")
    compare("CSV cho Excel: csv of Python", excel, rows, csv_rows(excel, "utf-8-sig")[1:], lambda a, b, _: a == b)


def check_parquet(path, header, rows):
    file = path.with_suffix(".parquet")
    table = pyarrow.parquet.read_table(file)
    if table.schema.names != header:
        raise Fault(f"{file}: columns {table.schema.names}")
    got = [list(row.values()) for row in table.to_pylist()]
    compare(f"Parquet: pyarrow {pyarrow.__version__}", file, rows, got, lambda cell, value, _: same_value(cell, value))
    got = duckdb.read_parquet(str(file)).fetchall()
    compare(f"Parquet: DuckDB {duckdb.__version__}", file, rows, got, lambda cell, value, _: same_value(cell, value))
    if len(pandas.read_parquet(file)) != len(rows):
        raise Fault(f"{file}: pandas sees another number of rows")
    for field in table.schema:
        place = header.index(field.name)
        if not field.nullable and any(row[place] == "" for row in rows):
            raise Fault(f"{file}: {field.name} is required, but not in the CSV")
        kind = str(field.type)
        known = ("int64", "double", "date32[day]", "bool", "string")
        if kind not in known and not kind.startswith("list<") :
            raise Fault(f"{file}: {field.name} has the type {kind}")
    data = pyarrow.parquet.ParquetFile(file).metadata
    if not data.created_by.startswith("congkhai version "):
        raise Fault(f"{file}: created by {data.created_by}")
    for group in range(data.num_row_groups):
        for column in range(data.num_columns):
            if data.row_group(group).column(column).compression != "SNAPPY":
                raise Fault(f"{file}: not compressed with Snappy")


def check_sqlite(file, tables):
    database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise Fault(f"{file}: not sound")
    broken = database.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise Fault(f"{file}: keys without a row: {broken[:3]}")
    version = sqlite3.sqlite_version
    for stem, (header, rows) in tables.items():
        name = stem.replace("-", "_")
        columns = database.execute(f"PRAGMA table_info({name})").fetchall()
        if [column[1] for column in columns] != header:
            raise Fault(f"{file}: columns of {name}: {columns}")
        kinds = [column[2] for column in columns]

        def same(cell, value, column):
            if value is None:
                return cell == ""
            if kinds[column] == "BOOLEAN":
                return cell == ("true" if value == 1 else "false")
            if isinstance(value, str) and value.startswith("[") and not cell.startswith("["):
                return cell == ";".join(json.loads(value))
            return same_value(cell, value)

        got = database.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall()
        compare(f"SQLite: sqlite3 {version}", f"{file}#{name}", rows, got, same)
        described = database.execute("SELECT count(*) FROM tu_dien WHERE bang = ?", [name]).fetchone()
        if described != (len(header),):
            raise Fault(f"{file}: tu_dien describes {described} columns of {name}")
    # The first word with marks of the first task is found with its marks and without them.
    row = database.execute("SELECT id, display_name FROM nhiem_vu LIMIT 1").fetchone()
    if row:
        import unicodedata

        def fold(text):
            text = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
            return "".join(c for c in text if not unicodedata.combining(c))

        words = ["".join(c for c in word if c.isalnum()) for word in row[1].split()]
        word = next(word for word in words if fold(word) != word.lower())
        for text in (word, fold(word)):
            sql = "SELECT 1 FROM tim_kiem WHERE tim_kiem MATCH ? AND ma = ?"
            if not database.execute(sql, [f'"{text}"', row[0]]).fetchall():
                raise Fault(f"{file}: {text} is not found in {row[0]}")
    database.close()


def check_workbook(file, tables):
    workbook = openpyxl.load_workbook(file)
    about = workbook.worksheets[0]
    lines = [[cell.value for cell in row] for row in about.iter_rows()]
    start = next(i for i, line in enumerate(lines) if line[0] == "Bảng" and line[1] == "Cột")
    labels, names = {}, {}
    for title, label, name, _kind, _meaning, words in (line[:6] for line in lines[start + 1 :]):
        names.setdefault(title, []).append((label, name))
        if words:
            labels[title, name] = dict(word.split(" = ", 1) for word in words.split("; "))
    start = next(i for i, line in enumerate(lines) if line[0] == "Bảng" and line[1] == "Một hàng là")
    sheets = {}
    for line in lines[start + 1 :]:
        if not line[0]:
            break
        sheets.setdefault(line[2], []).append(line[0])
    if about.title != "Giới thiệu" or set(sheets) != set(tables):
        raise Fault(f"{file}: sheets {sheets}, tables {list(tables)}")
    for stem, (header, rows) in tables.items():
        got = []
        for title in sheets[stem]:
            sheet = workbook[title]
            first, *rest = sheet.iter_rows()
            columns = dict(names[sheets[stem][0]])
            if [columns[cell.value] for cell in first] != header:
                raise Fault(f"{file}: headings of {title}")
            if sheet.freeze_panes != ("B2" if header[0] == "id" else "A2") or sheet.auto_filter.ref != sheet.dimensions and rest:
                raise Fault(f"{file}: {title} has no frozen header or no filter over all rows")
            page = sheet.page_setup
            if sheet.print_title_rows != "$1:$1" or page.orientation != "landscape" or page.fitToHeight != 0:
                raise Fault(f"{file}: {title} is not set up for printing")
            if "minh-hoa" in file.name and "MINH HỌA" not in (sheet.oddHeader.right.text or ""):
                raise Fault(f"{file}: {title} does not say in print that figures are made up")
            got += rest

        def same(cell, found, column):
            value = found.value
            if found.data_type == "f":
                return False
            if (sheets[stem][0], header[column]) in labels:
                return value == (labels[sheets[stem][0], header[column]][cell] if cell else None)
            if isinstance(value, int) and not isinstance(value, bool):
                return float(cell) == value
            if len(cell.encode("utf-16-le")) // 2 > MAX_CELL:
                return len(value.encode("utf-16-le")) // 2 <= MAX_CELL and value[-1] == "…" and cell.startswith(value[:-1])
            return same_value(cell, value)

        compare(f"XLSX: openpyxl {openpyxl.__version__}", f"{file}#{stem}", rows, got, same)
    links = [c.hyperlink.target for s in workbook.worksheets for r in s.iter_rows() for c in r if c.hyperlink and c.hyperlink.target]
    if not links or any(not link.startswith("http") for link in links):
        raise Fault(f"{file}: links {links[:3]}")
    pandas.read_excel(file, sheet_name=None)


def main():
    site = Path(sys.argv[1])
    official = {}
    for folder in (site / "du-lieu", site / "du-lieu" / "minh-hoa"):
        tables = {}
        for file in sorted(folder.glob("*.csv")):
            header, *rows = csv_rows(file)
            tables[file.stem] = (header, rows)
            path = file.with_suffix("")
            for check in (check_csv, check_json, check_parquet):
                check(path, header, rows)
        if not tables:
            continue
        if not official:
            official = tables
        # The file with all tables stands alone: in the illustrative edition it has the tables of the plans too.
        everything = official | tables
        name = "cong-khai" if folder.name == "du-lieu" else "cong-khai-minh-hoa"
        check_sqlite(folder / f"{name}.sqlite", everything)
        check_workbook(folder / f"{name}.xlsx", everything)
    for reader, (files, cells) in sorted(counts.items()):
        print(f"{reader}: {files} tables, {cells} cells")


try:
    main()
except Fault as fault:
    print(fault, file=sys.stderr)
    sys.exit(1)
