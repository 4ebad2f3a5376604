"""What a data portal on CKAN makes of the catalogues of a built site: ckanext-dcat's own parser and CKAN's own making of
addresses. Each fault is a line; none: exit 0.

usage: check_ckan.py SITE [--show]

--show prints the dataset of tasks as CKAN takes it in.
"""

import json
import pathlib
import re
import sys
import warnings

warnings.filterwarnings("ignore")

from ckan.common import config
from ckan.lib.munge import munge_title_to_name
from ckanext.dcat.processors import RDFParser

SITE = pathlib.Path(sys.argv[1])
# The first title of each dataset is for portals in Vietnamese, the second for those in any other language.
LANGUAGES = {"vi": "Nhiệm vụ", "en": "Tasks"}


def datasets(path, profile, language):
    config["ckan.locale_default"] = language
    parser = RDFParser(profiles=[profile])
    parser.parse(path.read_text("utf-8"), _format={".ttl": "turtle", ".jsonld": "json-ld"}[path.suffix])
    return list(parser.datasets())


def extra(dataset, key):
    return next((one["value"] for one in dataset["extras"] if one["key"] == key), None)


def faults_of(dataset, base, site_title, place):
    title = dataset["title"]
    if site_title not in title or not dataset["notes"]:
        yield f"the title {title!r} does not name the site"
    if dataset["license_id"] != "cc-by":
        yield f"licence {dataset['license_id']!r}"
    if extra(dataset, "spatial_text") != place:
        yield f"place {extra(dataset, 'spatial_text')!r}"
    for name, value in [("homepage", extra(dataset, "homepage")), ("url", dataset["url"])]:
        path = SITE / (value or "").removeprefix(base) / "index.html"
        if not value or not value.startswith(base) or not path.is_file():
            yield f"{name} {value!r}"
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", dataset.get("version", "")):
        yield f"version {dataset.get('version')!r}"
    known = {"csv": "CSV", "json": "JSON", "ndjson": "JSON", "parquet": "PARQUET", "xlsx": "XLSX", "zip": "ZIP", "sqlite": "BIN"}
    for file in dataset["resources"]:
        path = SITE / file["url"].removeprefix(base)
        if file["format"] != known[path.suffix[1:]] or not re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", file["mimetype"]):
            yield f"{file['name']}: format {file['format']!r}, type {file['mimetype']!r}"
        if not path.is_file() or path.stat().st_size != file["size"] or len(file["hash"]) != 64:
            yield f"{file['name']}: {file['url']} is another file"
    for words in ("name", "description"):
        told = [file[words] for file in dataset["resources"]]
        if len(set(told)) != len(told):
            yield f"two files are both told as {max(told, key=told.count)!r}"


def main():
    names, parsed = {}, 0
    # The place is what the site's own configuration and plans are about: the province of its name.
    for path in sorted(SITE.rglob("danh-muc.*")):
        base = re.search(r'foaf:homepage <([^>]+)>', path.with_suffix(".ttl").read_text("utf-8"))[1]
        for profile in ("euro_dcat_ap_2", "euro_dcat_ap_3"):
            for language, tasks in LANGUAGES.items():
                found = datasets(path, profile, language)
                site_title = {"vi": "Công Khai Bắc Ninh", "en": "Cong Khai Bac Ninh"}[language]
                where = f"{path}, {profile}, {language}"
                if not any(one["title"].startswith(tasks) for one in found):
                    yield f"{where}: no dataset of tasks"
                for one in found:
                    parsed += 1
                    for fault in faults_of(one, base, site_title, "Tỉnh Bắc Ninh"):
                        yield f"{where}: {one['title']}: {fault}"
                    name = munge_title_to_name(one["title"])
                    if names.setdefault((language, name), extra(one, "uri")) != extra(one, "uri"):
                        yield f"{where}: two datasets at the address {name}"
                    # CKAN drops Vietnamese letters, so only an English title makes an address of whole words.
                    if language == "en" and name != re.sub("[^a-z]+", "-", one["title"].lower()).strip("-"):
                        yield f"{where}: {one['title']}: address {name}"
    if parsed == 0:
        yield "no dataset"
    if "--show" in sys.argv:
        (tasks,) = [one for one in datasets(SITE / "du-lieu/danh-muc.ttl", "euro_dcat_ap_3", "vi") if one["title"].startswith("Nhiệm vụ")]
        print(json.dumps({"name": munge_title_to_name(tasks["title"]), **tasks}, ensure_ascii=False, indent=1))
    print(f"{parsed} datasets taken in", file=sys.stderr)


faults = list(main())
for fault in faults[:50]:
    print(fault)
sys.exit(1 if faults else 0)
