"""Tools people open the data with, over a built site: Datasette over HTTP, mlcroissant, a client made from the
interface's description, what search engines of datasets read on the pages. Each fault is a line; none: exit 0.

usage: check_tools.py SITE
"""

import csv
import enum
import hashlib
import importlib
import json
import logging
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import unicodedata
import urllib.parse
import urllib.request

import mlcroissant
import pandas

BIN = pathlib.Path(sys.executable).parent


def load(path):
    return json.loads(path.read_text("utf-8"))


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def editions(site):
    return [folder for folder in (site / "du-lieu", site / "du-lieu/minh-hoa") if folder.is_dir() and any(folder.glob("*.csv"))]


def fold(text):
    text = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(c for c in text if not unicodedata.combining(c))


def datasette(site):
    """Short labels, facets with labels, a search box that finds words with their marks and without them."""
    # The last edition has every table.
    for folder in editions(site)[-1:]:
        (database,) = folder.glob("*.sqlite")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        words = [BIN / "datasette", "serve", database, "--metadata", folder / "datasette.json", "--port", str(port)]
        server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        def ask(path, **query):
            address = f"http://127.0.0.1:{port}/{database.stem}{path}?" + urllib.parse.urlencode(query)
            with urllib.request.urlopen(address) as answer:
                return answer.read().decode("utf-8")

        try:
            for _ in range(200):
                try:
                    tables = json.loads(ask(".json"))["tables"]
                    break
                except OSError:
                    time.sleep(0.1)
            else:
                yield f"{database}: Datasette does not start"
                continue
            yield from ask_datasette(database, ask, {table["name"]: table for table in tables})
        finally:
            server.terminate()
            server.wait()


def ask_datasette(database, ask, tables):
    shown = [table for table in tables.values() if not table["hidden"]]
    if any(table["name"].startswith("tim_kiem") for table in shown):
        yield f"{database}: tables of words are listed"
    part = json.loads(ask("/phan_cong.json", _labels="on", _shape="objects", _size=1))["rows"][0]
    label = part["agency_id"]["label"]
    if not label[0].isupper() or len(label) > 60:
        yield f"{database}: the agency of a row has the label {label!r}"
    task = json.loads(ask("/nhiem_vu.json", _labels="on", _shape="objects", _size=1))
    label = task["rows"][0]["plan_id"]["label"]
    if label == task["rows"][0]["plan_id"]["value"] or len(label) > 80:
        yield f"{database}: the plan of a task has the label {label!r}"
    counted = {facet: sum(one["count"] for one in found["results"]) for facet, found in task["facet_results"].items()}
    if counted.get("status") != tables["nhiem_vu"]["count"] or "lead_ids" not in counted:
        yield f"{database}: facets of tasks {counted}"
    page = ask("/nhiem_vu")
    for part in ('name="_search"', "<title>", "Thời hạn như in: "):
        if part not in page:
            yield f"{database}: no {part} on the page of tasks"
    # Words of a task with đ and with two marks, and the same without marks.
    all_tasks = json.loads(ask("/nhiem_vu.json", _shape="objects", _size="max"))["rows"]
    for want in ("đ", "ề", "ộ"):
        words = [(re.findall(r"\w+", row["display_name"]), row["id"]) for row in all_tasks]
        word, row = next((word, row) for found, row in words for word in found if want in word)
        for text in (word, fold(word)):
            found = json.loads(ask("/nhiem_vu.json", _search=text, _shape="objects", _size="max"))["rows"]
            if row not in [one["id"] for one in found] or len(found) == len(all_tasks):
                yield f"{database}: {text!r} finds {len(found)} tasks, {row} among them: {row in [one['id'] for one in found]}"


def croissant(site):
    """mlcroissant: valid, checksums of the files, and the cells of every record set are those of the CSV."""
    logging.getLogger("absl").setLevel(logging.ERROR)
    read = set()
    for folder in editions(site):
        about = load(folder / "croissant.json")
        for file in about["distribution"]:
            data = (folder / file["@id"]).read_bytes()
            if hashlib.sha256(data).hexdigest() != file["sha256"] or file["contentSize"] != f"{len(data)} B":
                yield f"{folder}/croissant.json: {file['@id']} is another file"
            file["contentUrl"] = str(folder.resolve() / file["@id"])
        with tempfile.TemporaryDirectory() as place:
            path = pathlib.Path(place) / "croissant.json"
            path.write_text(json.dumps(about), "utf-8")
            for record_set in about["recordSet"]:
                stem = record_set["@id"]
                if stem in read:
                    continue
                read.add(stem)
                # A dataset gives the rows of one record set only.
                dataset = mlcroissant.Dataset(jsonld=str(path))
                for problem in dataset.metadata.ctx.issues.errors:
                    yield f"{folder}/croissant.json: {problem}"
                numbers = [one["name"] for one in record_set["field"] if one["dataType"] == "sc:Float"]
                want = [{name: cell(number(value) if name in numbers else value) for name, value in row.items()} for row in rows(folder / f"{stem}.csv")]
                got = [{name.split("/", 1)[1]: cell(value) for name, value in one.items()} for one in dataset.records(stem)]
                if len(want) != len(got) or not want:
                    yield f"{folder}/croissant.json: {stem}: {len(got)} rows, the CSV has {len(want)}"
                different = [(name, a[name], b[name]) for a, b in zip(want, got) for name in a if a[name] != b[name]]
                if different:
                    yield f"{folder}/croissant.json: {stem}: {different[:3]}"


def number(text):
    return float(text) if text else None


def cell(value):
    """A value as the CSV has it."""
    if isinstance(value, list):
        return ";".join(cell(one) for one in value)
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if value is None or pandas.isna(value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if hasattr(value, "date"):
        return value.date().isoformat()
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)


def client(site):
    """openapi-python-client: a package whose modules, classes and members have names a program can use, and which reads
    a document of the site."""
    for path in sorted(site.rglob("openapi.json")):
        with tempfile.TemporaryDirectory() as place:
            name = "cong_khai_" + path.parent.parent.name.replace("-", "_")
            words = [BIN / "openapi-python-client", "generate", "--path", path, "--output-path", f"{place}/{name}", "--meta", "none"]
            done = subprocess.run(words, capture_output=True, text=True)
            # Without ruff files are not formatted, which is all that may be missing.
            said = [line for line in done.stdout.splitlines() if "WARNING" in line or "Unable" in line]
            if done.returncode != 0 or said:
                yield f"{path}: {done.stdout}{done.stderr}"
                continue
            for file in pathlib.Path(place, name).rglob("*.py"):
                if not re.fullmatch(r"[a-z][a-z0-9_]*|__init__", file.stem) or "_type_" in file.stem:
                    yield f"{path}: a module named {file.stem}"
            sys.path.insert(0, place)
            try:
                models = importlib.import_module(f"{name}.models")
                kinds = [one for one in vars(models).values() if isinstance(one, type) and issubclass(one, enum.Enum)]
                wrong = [f"{kind.__name__}.{one.name}" for kind in kinds for one in kind if not re.fullmatch("[A-Z][A-Z0-9_]*", one.name)]
                if wrong or not kinds:
                    yield f"{path}: words named {wrong[:5]}"
                for shape in ("NhiemVuMuc", "ChiTieuMuc", "CoQuanMuc", "VanBanMuc"):
                    stem = shape.removesuffix("Muc")
                    folder = path.parent / re.sub("(?<!^)([A-Z])", r"-\1", stem).lower()
                    for file in sorted(folder.glob("*.json"))[:5]:
                        one = getattr(models, shape).from_dict(load(file))
                        if one.to_dict() != load(file):
                            yield f"{file}: another document after {shape}"
            finally:
                sys.path.remove(place)


# What Google's search of datasets asks for (structured-data documentation, “Dataset”): required first.
WANTED = ["name", "description", "creator", "license", "keywords", "isAccessibleForFree", "includedInDataCatalog", "distribution", "url"]


def search_engines(site):
    """Pages of datasets say what search engines of datasets ask for, and the truth about their files."""
    for page in sorted((site / "du-lieu").glob("**/index.html")):
        found = re.findall(r'<script type="?application/ld\+json"?>(.*?)</script>', page.read_text("utf-8"), re.DOTALL)
        nodes = [node for text in found for node in json.loads(text).get("@graph", [])]
        sets = [node for node in nodes if node["@type"] == "Dataset"]
        sets += [node for catalogue in nodes for node in catalogue.get("dataset", [])]
        if not sets:
            yield f"{page}: no Dataset"
        for node in sets:
            missing = [name for name in WANTED if not node.get(name)]
            if missing or not 50 <= len(node["description"]) <= 5000:
                yield f"{page}: {node.get('name')}: lacks {missing}, a description of {len(node['description'])} characters"
            for file in node["distribution"]:
                path = site / urllib.parse.urlsplit(file["contentUrl"]).path.split("/du-lieu/")[1].join(["du-lieu/", ""])
                data = path.read_bytes()
                if file["sha256"] != hashlib.sha256(data).hexdigest() or file["contentSize"] != f"{len(data)} B" or "/" not in file["encodingFormat"]:
                    yield f"{page}: {file['contentUrl']}: another file"


def one_version(site):
    """The version of an edition is one string wherever it is told."""
    for folder in editions(site):
        information = load(site / "api" / ("v1" if folder.name == "du-lieu" else "minh-hoa/v1") / "thong-tin.json")
        catalogue = (folder / "danh-muc.ttl").read_text("utf-8")
        told = {
            "thong-tin.json": information["version"],
            "datapackage.json": load(folder / "datapackage.json")["version"],
            "croissant.json": load(folder / "croissant.json")["version"],
            "danh-muc.ttl": "".join(sorted(set(re.findall(r'(?:dcat:version|owl:versionInfo) "([^"]+)"', catalogue)))),
        }
        if len(set(told.values())) != 1:
            yield f"{folder}: versions {told}"


CHECKS = [datasette, croissant, client, search_engines, one_version]

if __name__ == "__main__":
    faults = [fault for check in CHECKS for fault in check(pathlib.Path(sys.argv[1]))]
    for fault in faults[:50]:
        print(fault)
    print(f"{len(CHECKS)} tools, {len(faults)} faults")
    sys.exit(1 if faults else 0)
