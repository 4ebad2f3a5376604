"""Independent readers over the open data of a built site. Each fault is a line; none: exit 0.

usage: check_data.py SITE [--self-test]

With --self-test each check must find nothing on the site and something on a copy that is broken on purpose.
"""

import hashlib
import json
import pathlib
import re
import shutil
import sys
import tempfile

import feedparser
import icalendar
import jsonschema
import openapi_spec_validator
import pyshacl
import rdflib
import rdflib.compare
import referencing
import referencing.jsonschema
from frictionless import Package, system

TOOLS = pathlib.Path(__file__).parent
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")


def load(path):
    return json.loads(path.read_text("utf-8"))


def data_packages(site):
    """frictionless: types, constraints, keys, foreign keys, checksums of every table."""
    for path in sorted(site.rglob("datapackage.json")):
        with system.use_context(trusted=True):
            report = Package(str(path)).validate()
        for error in report.errors:
            yield f"{path}: {error.message}"
        for task in report.tasks:
            for error in task.errors:
                yield f"{path}: {task.name}: {error.message}"


def json_schemas(site):
    """jsonschema: each schema is one, each dataset holds to its own."""
    for path in sorted(site.rglob("*.schema.json")):
        schema = load(path)
        jsonschema.Draft202012Validator.check_schema(schema)
        checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
        validator = jsonschema.Draft202012Validator(schema, format_checker=checker)
        data = path.with_name(path.name.replace(".schema.json", ".json"))
        for error in list(validator.iter_errors(load(data)))[:3]:
            yield f"{data}: {error.json_path}: {error.message[:150]}"


def csvw(site):
    """The CSVW descriptions name the tables' own columns, in order."""
    for path in sorted(site.rglob("*csv-metadata.json")):
        about = load(path)
        for table in about.get("tables", [about]):
            head = (path.parent / table["url"]).open(encoding="utf-8").readline().rstrip().split(",")
            if head != [column["titles"] for column in table["tableSchema"]["columns"]]:
                yield f"{path}: columns of {table['url']}"


def catalogue(site):
    """rdflib and pyshacl: both spellings are one graph, it has the shape of DCAT-AP, its files are as it says."""
    for path in sorted(site.rglob("danh-muc.jsonld")):
        graph = rdflib.Graph().parse(path, format="json-ld")
        other = rdflib.Graph().parse(path.with_suffix(".ttl"), format="turtle")
        if not rdflib.compare.isomorphic(graph, other):
            yield f"{path} and the Turtle beside it differ"
        conforms, _, words = pyshacl.validate(
            graph, shacl_graph=str(TOOLS / "dcat.shapes.ttl"), inference="none"
        )
        if not conforms:
            yield words
        home = next(graph.subjects(rdflib.RDF.type, DCAT.Catalog))
        base = str(graph.value(home, rdflib.FOAF.homepage))
        for one in graph.subjects(rdflib.RDF.type, DCAT.Distribution):
            url = str(graph.value(one, DCAT.downloadURL))
            file = site / url.removeprefix(base)
            if not file.is_file():
                yield f"{url}: no such file"
                continue
            data = file.read_bytes()
            if int(graph.value(one, DCAT.byteSize)) != len(data):
                yield f"{url}: size"
            said = graph.value(graph.value(one, SPDX.checksum), SPDX.checksumValue)
            if str(said) != hashlib.sha256(data).hexdigest():
                yield f"{url}: checksum"


def interface(site):
    """openapi-spec-validator and JSON Schema: each path has files, each file a path and the shape that it names."""
    for path in sorted(site.rglob("openapi.json")):
        about = load(path)
        openapi_spec_validator.validate(about)
        registry = referencing.Registry().with_resource(
            "urn:api", referencing.Resource(contents=about, specification=referencing.jsonschema.DRAFT202012)
        )
        shapes = []
        for pattern, operations in about["paths"].items():
            content = operations["get"]["responses"]["200"]["content"]["application/json"]
            reference = "urn:api" + content["schema"]["$ref"]
            validator = jsonschema.Draft202012Validator(
                {"$ref": reference}, registry=registry,
                format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
            )
            expression = re.escape(pattern.lstrip("/")).replace(r"\{id\}", "[a-z0-9-]+")
            shapes.append([re.compile(expression), validator, 0])
        for file in sorted(path.parent.rglob("*.json")):
            name = file.relative_to(site).as_posix()
            own = [shape for shape in shapes if shape[0].fullmatch(name)]
            if file == path:
                continue
            if not own:
                yield f"{name}: no path"
                continue
            own[0][2] += 1
            for error in list(own[0][1].iter_errors(load(file)))[:2]:
                yield f"{name}: {error.json_path}: {error.message[:150]}"
        for expression, _, count in shapes:
            if count == 0:
                yield f"{path}: no file for {expression.pattern}"


def feeds(site):
    """feedparser: nothing to mend, no entry twice, the JSON Feed beside it has the same entries."""
    for path in sorted(site.rglob("*.atom")):
        feed = feedparser.parse(path.read_bytes())
        if feed.bozo or feed.version != "atom10":
            yield f"{path}: {feed.get('bozo_exception')}"
        ids = [entry.id for entry in feed.entries]
        if len(set(ids)) != len(ids) or any(not one.startswith("tag:") for one in ids):
            yield f"{path}: ids"
        twin = load(path.with_suffix(".json"))
        if [item["id"] for item in twin["items"]] != ids:
            yield f"{path}: other entries than the JSON Feed"
        if any(not entry.get("updated_parsed") for entry in feed.entries):
            yield f"{path}: a date"


def calendars(site):
    """icalendar: bytes as RFC 5545 wants them, no event twice, whole days that end on the next one."""
    for path in sorted(site.rglob("*.ics")):
        data = path.read_bytes()
        if data.count(b"\n") != data.count(b"\r\n"):
            yield f"{path}: line ends"
        if any(len(line) > 75 for line in data.split(b"\r\n")):
            yield f"{path}: a line of more than 75 octets"
        events = icalendar.Calendar.from_ical(data).walk("VEVENT")
        if not events or len({str(event["UID"]) for event in events}) != len(events):
            yield f"{path}: events"
        for event in events:
            days = (event.decoded("DTEND") - event.decoded("DTSTART")).days
            if event.errors or days != 1 or event.decoded("DTSTAMP").utcoffset() is None:
                yield f"{path}: {event['UID']}"


CHECKS = [data_packages, json_schemas, csvw, catalogue, interface, feeds, calendars]

# What breaks what: check, file, text that goes, text that comes.
BROKEN = [
    (data_packages, "du-lieu/chi-tieu.csv", "\r\n", ',"x"\r\n'),
    (data_packages, "du-lieu/phan-cong.csv", ",lead,", ",boss,"),
    (json_schemas, "du-lieu/nhiem-vu.json", '"ordinal":1,', '"ordinal":"1",'),
    (csvw, "du-lieu/co-quan.csv-metadata.json", '"titles": "id"', '"titles": "ma"'),
    (catalogue, "du-lieu/danh-muc.jsonld", '"dct:title"', '"dct:tittle"'),
    (catalogue, "du-lieu/van-ban.csv", "\r\n", "\n"),
    (interface, "api/v1/openapi.json", "/thong-tin.json", "/thong-tin-khac.json"),
    (interface, "api/v1/index.json", '"rows"', '"row"'),
    (feeds, "thay-doi.atom", "</title>", "</tittle>"),
    (feeds, "thay-doi.json", "tag:", "tog:"),
    (calendars, "thoi-han/lich.ics", "\r\n", "\n"),
    (calendars, "thoi-han/lich.ics", "DTEND;VALUE=DATE:2026", "DTEND;VALUE=DATE:2025"),
]


def self_test(site):
    for check, name, old, new in BROKEN:
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / "site"
            # Only what the check looks at; whole sites are large.
            for part in ["du-lieu", "api"]:
                shutil.copytree(site / part, copy / part)
            for file in ["thay-doi.atom", "thay-doi.json", "thoi-han/lich.ics"]:
                (copy / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(site / file, copy / file)
            path = copy / name
            text = path.read_bytes().decode("utf-8")
            if old not in text:
                yield f"self-test: no {old!r} in {name}"
            path.write_bytes(text.replace(old, new).encode("utf-8"))
            try:
                found = next(iter(check(copy)), None)
            except Exception as error:  # a reader that refuses the file has found the fault
                found = str(error)
            if found is None:
                yield f"self-test: {check.__name__} sees nothing wrong with {name}, {old!r} → {new!r}"


def main():
    site = pathlib.Path(sys.argv[1])
    faults = [fault for check in CHECKS for fault in check(site)]
    if "--self-test" in sys.argv[2:]:
        faults += self_test(site)
    for fault in faults[:50]:
        print(fault)
    print(f"{len(CHECKS)} checks, {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
