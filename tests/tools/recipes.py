"""Runs the lines each dataset's page offers to copy, against a built site on a loopback server.

usage: recipes.py PROGRAM SITE-FOLDER-OF-SOURCES

Builds the site for the address of the server, takes the lines from the pages, and compares what programs read with the
CSV. R's lines run where R is installed. Exits with 1 on the first fault, which it names.
"""

import csv
import html.parser
import http.server
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

import duckdb
import duckdb_extension_httpfs

PROGRAMS = ["Excel", "Python", "R", "DuckDB", "curl"]


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


def table(path, encoding="utf-8"):
    with open(path, encoding=encoding, newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    return header, len(rows)


def run(words, folder):
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise ValueError(done.stderr.strip() or done.stdout.strip())
    return done.stdout


def read(program, lines, site, base, folder):
    """Header and number of rows as the program reads them; nothing where it is not installed."""
    if program == "Excel":
        path = site / lines.removeprefix(base)
        if not path.read_bytes().startswith(b"\xef\xbb\xbf"):
            raise ValueError("Excel would not take this for UTF-8")
        return table(path, "utf-8-sig")
    if program == "Python":
        code = f"{lines}\nimport json\nprint(json.dumps([list(bang.columns), len(bang)]))"
        return tuple(json.loads(run([sys.executable, "-c", code], folder)))
    if program == "R":
        if not shutil.which("Rscript"):
            return None
        code = f'{lines}\ncat(paste(colnames(bang), collapse = ","), nrow(bang), sep = "\\n")'
        header, rows = run(["Rscript", "-e", code], folder).split()
        return header.split(","), int(rows)
    if program == "DuckDB":
        database = duckdb.connect()
        (extension,) = pathlib.Path(duckdb_extension_httpfs.__file__).parent.rglob("*.duckdb_extension")
        database.execute(f"LOAD '{extension}'")
        result = database.execute(lines)
        return [column[0] for column in result.description], len(result.fetchall())
    run(["bash", "-euc", lines.replace("curl ", "curl --silent --show-error --fail ", 1)], folder)
    (file,) = pathlib.Path(folder).iterdir()
    return table(file)


def main():
    program, sources = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        site = pathlib.Path(folder) / "site"
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
        base = f"http://127.0.0.1:{server.server_port}/"
        build = [program, "build", "--quiet", "--root", sources, "--base-url", base, "--output", str(site)]
        subprocess.run(build, check=True)
        Server.folder = site
        threading.Thread(target=server.serve_forever, daemon=True).start()
        counts = dict.fromkeys(PROGRAMS, 0)
        pages = sorted((site / "du-lieu").glob("*/index.html"))
        for page in pages:
            stem = page.parent.name
            folders = [one for one in (site / "du-lieu", site / "du-lieu/minh-hoa") if (one / f"{stem}.csv").exists()]
            found = Recipes(page.read_text("utf-8")).found
            if [name for name, _ in found] != PROGRAMS * len(folders):
                sys.exit(f"{page}: lines for {[name for name, _ in found]}")
            for place, (name, lines) in enumerate(found):
                want = table(folders[place // len(PROGRAMS)] / f"{stem}.csv")
                with tempfile.TemporaryDirectory() as empty:
                    try:
                        got = read(name, lines, site, base, empty)
                    except (ValueError, duckdb.Error) as fault:
                        sys.exit(f"{page}: {name}: {fault}\n{lines}")
                if got is None:
                    continue
                if got != want:
                    sys.exit(f"{page}: {name} reads {got}, the CSV has {want}\n{lines}")
                counts[name] += 1
        # A file that came with another byte does not pass.
        name, lines = next(one for one in found if one[0] == "curl")
        Server.spoilt = "/" + lines.split()[2].removeprefix(base)
        with tempfile.TemporaryDirectory() as empty:
            try:
                read(name, lines, site, base, empty)
                sys.exit(f"curl's lines pass a spoilt file:\n{lines}")
            except ValueError:
                pass
        print(f"{len(pages)} pages: " + ", ".join(f"{name} {count}" for name, count in counts.items()))


main()
