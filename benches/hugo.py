"""Makes a Hugo site of the same work: home, one page a task, indicator and agency, lists of 50 rows.

    python3 benches/hugo.py PUBLIC FOLDER

PUBLIC is a site built by congkhai; its open data is the input, so both build the same items.
"""

import csv
import json
import pathlib
import sys

LAYOUTS = {
    "baseof.html": """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Params.lead }}"><link rel="canonical" href="{{ .Permalink }}"></head>
<body><header><a href="{{ "/" | relURL }}">{{ site.Title }}</a><nav><a href="/nhiem-vu/">Nhiệm vụ</a>
<a href="/chi-tieu/">Chỉ tiêu</a><a href="/co-quan/">Cơ quan</a></nav></header><main>{{ block "main" . }}{{ end }}</main>
<footer>{{ site.Title }}</footer></body></html>""",
    "home.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range site.Sections }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> ({{ len .Pages }})</li>{{ end }}</ul>{{ end }}""",
    "section.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range (.Paginate .Pages 50).Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.lead }} {{ .Params.deadline }}</li>{{ end }}</ul>
{{ partial "pager.html" .Paginator }}{{ end }}""",
    "page.html": """{{ define "main" }}<h1>{{ .Title }}</h1><dl>{{ range .Params.facts }}
<dt>{{ index . 0 }}</dt><dd>{{ index . 1 }}</dd>{{ end }}</dl>
<svg viewBox="0 0 320 80" role="img" aria-label="Tiến độ">{{ range $i, $v := .Params.values }}
<rect x="{{ mul $i 40 }}" y="{{ sub 80 $v }}" width="30" height="{{ $v }}"/>{{ end }}</svg>{{ .Content }}{{ end }}""",
    "_partials/pager.html": """<nav>{{ with .Prev }}<a href="{{ .URL }}">Trước</a>{{ end }} {{ .PageNumber }}/{{ .TotalPages }}
{{ with .Next }}<a href="{{ .URL }}">Sau</a>{{ end }}</nav>""",
}

SECTIONS = {"nhiem-vu": "Nhiệm vụ", "chi-tieu": "Chỉ tiêu", "co-quan": "Cơ quan"}


def main(public: pathlib.Path, folder: pathlib.Path) -> None:
    for name, text in LAYOUTS.items():
        path = folder / "layouts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "hugo.toml").write_text(
        'baseURL = "https://quoc-gia.example/"\ntitle = "Quốc gia minh họa"\nlocale = "vi"\n'
        'disableKinds = ["taxonomy", "term", "rss"]\n'
    )
    for section, title in SECTIONS.items():
        content = folder / "content" / section
        content.mkdir(parents=True, exist_ok=True)
        (content / "_index.md").write_text(f'---\ntitle: "{title}"\n---\n')
        with open(public / "du-lieu" / f"{section}.csv", encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                key = row.get("id") or next(iter(row.values()))
                name = row.get("name") or row.get("ten") or key
                facts = [[column, value] for column, value in row.items() if value]
                front = {
                    "title": name,
                    "lead": row.get("lead_text", ""),
                    "deadline": row.get("deadline_text", ""),
                    "facts": facts,
                    "values": [len(value) % 80 for value in list(row.values())[:6]],
                }
                (content / f"{key}.md").write_text(json.dumps(front, ensure_ascii=False) + f"\n\n{name}\n")


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
