"""Runs the lines each dataset's page offers to copy, against built sites on a loopback server.

usage: recipes.py PROGRAM SITE

Serves the built site, and one of a plan whose tasks are numbered 1.1 to 1.12, from the loopback server whose address
stands in for their own; takes the lines from the pages, and compares every cell that programs read with the CSV. R's lines run where R is installed. Excel and
Google's tables cannot run here: of Excel's query the types are compared with the schema, of Google's line the address.
Exits with 1 on the first fault, which it names.
"""

import csv
import functools
import html.parser
import http.server
import itertools
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import urllib.request

import duckdb
import duckdb_extension_httpfs
import openpyxl
import pandas

PROGRAMS = ["Excel", "Google Trang tính", "Python, pandas", "Python, Polars", "R", "DuckDB", "curl", "Python, pandas, tệp Excel"]


class Recipes(html.parser.HTMLParser):
    """The lines of a page, by program, in the order they stand in."""

    def __init__(self, page):
        super().__init__()
        self.found, self.program, self.taking = [], "", None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag == "summary":
            self.taking, self.program = "program", ""
        elif tag == "pre" and dict(attributes).get("class") == "recipe":
            self.taking = "lines"
            self.found.append([self.program, ""])

    def handle_endtag(self, tag):
        if tag in ("summary", "pre"):
            self.taking = None

    def handle_data(self, text):
        if self.taking == "program":
            self.program += text
        elif self.taking == "lines":
            self.found[-1][1] += text


class Server(http.server.SimpleHTTPRequestHandler):
    """Files as common servers give them: whole or a range of bytes; `spoilt` is given with a byte more."""

    folder, spoilt = None, None

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        path = self.folder / self.path.lstrip("/")
        if not path.is_file():
            self.send_error(404)
            return
        whole = path.read_bytes() + (b"\n" if self.path == self.spoilt else b"")
        asked = self.headers.get("Range")
        first, last = 0, len(whole) - 1
        if asked:
            start, end = asked.removeprefix("bytes=").split("-")
            first, last = (len(whole) - int(end), last) if not start else (int(start), min(int(end or last), last))
        self.send_response(206 if asked else 200)
        if asked:
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(whole)}")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(last + 1 - first))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(whole[first : last + 1])

    def log_message(self, *_):
        pass


def table(path):
    """Header and rows of a CSV file, every cell as its characters."""
    with open(path, encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    return header, rows


def kinds(site, stem):
    """The type of each column, as the table's own description tells it."""
    package = json.loads((site / "du-lieu/datapackage.json").read_text("utf-8"))
    package["resources"] += json.loads((site / "du-lieu/minh-hoa/datapackage.json").read_text("utf-8"))["resources"] if (
        site / "du-lieu/minh-hoa/datapackage.json").exists() else []
    fields = next(one["schema"]["fields"] for one in package["resources"] if one["name"] == stem)
    return {field["name"]: field["type"] for field in fields}


def same(kind, want, got):
    """Whether a program's value is that of the CSV's cell."""
    if want == "" or got is None:
        return want == "" and got is None
    if kind in ("integer", "number"):
        return not isinstance(got, str) and float(got) == float(want)
    if kind == "boolean":
        return got is (want == "true")
    if kind == "date":
        return str(got)[:10] == want
    if isinstance(got, list):
        return ";".join(got) == want
    return got == want


def compare(types, want, got):
    """Stops at the first cell a program reads otherwise."""
    (header, rows), (columns, values) = want, got
    if columns != header or len(values) != len(rows):
        raise ValueError(f"reads {columns} and {len(values)} rows, the CSV has {header} and {len(rows)}")
    for number, (row, cells) in enumerate(zip(rows, values), 1):
        for name, cell, value in zip(header, row, cells):
            if not same(types[name], cell, value):
                raise ValueError(f"row {number}, {name} ({types[name]}): reads {value!r}, the CSV has {cell!r}")


def run(words, folder):
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise ValueError(done.stderr.strip() or done.stdout.strip())
    return done.stdout


POWER_QUERY = {"Int64.Type": "integer", "type number": "number", "type logical": "boolean", "type date": "date",
               "type text": "string"}


def read(program, lines, types, base, folder):
    """Header and rows as the program reads them, unknown cells None; nothing where it cannot run."""
    if program == "Excel":
        named = dict(re.findall(r'\{"(\w+)", ([\w.]+(?: \w+)?)\}', lines))
        if {name: POWER_QUERY[word] for name, word in named.items()} != types:
            raise ValueError(f"types {named}, the schema has {types}")
        (address,) = re.findall(r'Web.Contents\("([^"]+)"\)', lines)
        urllib.request.urlopen(address).close()
        return None
    if program == "Google Trang tính":
        (address,) = re.findall(r'^=IMPORTDATA\("([^"]+)"\)$', lines)
        urllib.request.urlopen(address).close()
        return None
    if program.startswith("Python"):
        # In this process, because another would have to load the libraries again.
        scope = {}
        exec(lines, scope)
        frame = scope["bang"]
        if program == "Python, Polars":
            return frame.columns, frame.rows()
        plain = lambda one: None if pandas.isna(one) else one.item() if hasattr(one, "item") else one
        header, rows = list(frame.columns), [[plain(one) for one in row] for row in frame.itertuples(index=False)]
        return as_csv(lines, base, header, rows) if program.endswith("Excel") else (header, rows)
    if program == "R":
        # R writes a file again, every cell as text, so that no other writer stands between.
        run(["Rscript", "-e", f'{lines}\nbang[] <- lapply(bang, as.character)\nwrite.csv(bang, "r.csv", na = "", row.names = FALSE)'], folder)
        header, rows = table(pathlib.Path(folder) / "r.csv")
        turn = {"integer": float, "number": float, "boolean": lambda word: word == "TRUE"}
        return header, [[None if cell == "" else turn.get(types[name], str)(cell) for name, cell in zip(header, row)] for row in rows]
    if program == "DuckDB":
        database = duckdb.connect()
        (extension,) = pathlib.Path(duckdb_extension_httpfs.__file__).parent.rglob("*.duckdb_extension")
        database.execute(f"LOAD '{extension}'")
        result = database.execute(lines)
        return [column[0] for column in result.description], result.fetchall()
    run(["bash", "-euc", lines.replace("curl ", "curl --silent --show-error --fail ", 1)], folder)
    (file,) = pathlib.Path(folder).iterdir()
    header, rows = table(file)
    turn = {"integer": float, "number": float, "boolean": lambda word: word == "true"}
    return header, [[None if cell == "" else turn.get(types[name], str)(cell) for name, cell in zip(header, row)] for row in rows]


@functools.cache
def dictionary(workbook):
    """Of each sheet's headings the columns' names and the words that labels of fixed words stand for."""
    lines = openpyxl.load_workbook(workbook, read_only=True).worksheets[0].iter_rows(values_only=True, max_col=6)
    found = {}
    for sheet, label, name, _, _, words in itertools.islice(itertools.dropwhile(lambda line: line[1] != "Cột", lines), 1, None):
        words = dict(reversed(word.split(" = ", 1)) for word in words.split("; ")) if words else {}
        found[sheet, label] = (name, words)
    return found


def as_csv(lines, base, header, rows):
    """A sheet as its CSV has it: the workbook writes labels where programs read names and words."""
    (address, sheet), = re.findall(r'"(http[^"]+)",\s+sheet_name="([^"]+)"', lines)
    known = dictionary(Server.folder / address.removeprefix(base))
    columns = [known[sheet, label] for label in header]
    rows = [[words.get(cell, cell) for (_, words), cell in zip(columns, row)] for row in rows]
    return [name for name, _ in columns], rows


PLAN = """| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |
| --- | --- | --- | --- |
| 1 | Dữ liệu | | |
""" + "".join(f"| 1.{number} | Xây dựng phần thứ {number} của kho dữ liệu | Sở Khoa học và Công nghệ | 30/6/2026 |\n" for number in range(1, 13))


def numbered_site(program, folder, base):
    """A site of a plan numbered 1.1 to 1.12, below the address `base`."""
    root, output = folder / "nguon", folder / "danh-so"
    subprocess.run([program, "init", "--quiet", root], check=True, stdout=subprocess.DEVNULL)
    plan = root / "seeds/plans/danh-so"
    plan.mkdir(parents=True)
    (plan / "plan.toml").write_text('title = "Kế hoạch đánh số"\nperiod_start = "2026-01-01"\nperiod_end = "2026-12-31"\n', "utf-8")
    (plan / "document.md").write_text(PLAN, "utf-8")
    subprocess.run([program, "build", "--quiet", "--root", root, "--base-url", base + "danh-so/", "--output", output], check=True)
    return output


def main():
    program, site = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
        base = f"http://127.0.0.1:{server.server_port}/"
        (folder / "that").symlink_to(site)
        built = [folder / "that", numbered_site(program, folder, base)]
        own = json.loads((site / "api/v1/openapi.json").read_text("utf-8"))["servers"][0]["url"] + "/"
        _, rows = table(built[1] / "du-lieu/nhiem-vu.csv")
        if not all(any(f"1.{number}" in row for row in rows) for number in range(1, 13)):
            sys.exit("the numbered plan has not the tasks 1.1 to 1.12")
        Server.folder = folder
        threading.Thread(target=server.serve_forever, daemon=True).start()
        counts = dict.fromkeys(PROGRAMS, 0)
        pages = [page for site in built for page in sorted((site / "du-lieu").glob("*/index.html"))]
        for page in pages:
            stem, site = page.parent.name, page.parents[2]
            types = kinds(site, stem)
            folders = [one for one in (site / "du-lieu", site / "du-lieu/minh-hoa") if (one / f"{stem}.csv").exists()]
            found = [(name, lines.replace(own, base + "that/")) for name, lines in Recipes(page.read_text("utf-8")).found]
            if [name for name, _ in found] != PROGRAMS * len(folders):
                sys.exit(f"{page}: lines for {[name for name, _ in found]}")
            for place, (name, lines) in enumerate(found):
                want = table(folders[place // len(PROGRAMS)] / f"{stem}.csv")
                with tempfile.TemporaryDirectory() as empty:
                    try:
                        got = read(name, lines, types, base, empty)
                        if got is not None:
                            compare(types, want, got)
                    except (ValueError, OSError, duckdb.Error) as fault:
                        sys.exit(f"{page}: {name}: {fault}\n{lines}")
                counts[name] += 1
        # A file that came with another byte does not pass.
        lines = next(lines for name, lines in found if name == "curl")
        Server.spoilt = "/" + lines.split()[2].removeprefix(base)
        with tempfile.TemporaryDirectory() as empty:
            try:
                read("curl", lines, types, base, empty)
                sys.exit(f"curl's lines pass a spoilt file:\n{lines}")
            except ValueError:
                pass
        print(f"{len(pages)} pages: " + ", ".join(f"{name} {count}" for name, count in counts.items()))


main()
