"""Draws cost against size from the table of benches/nation.sh, and prints how cost grows.

    python3 benches/graph.py benches/nation.tsv docs/nation.svg

Both axes are logarithmic, so that what grows with the size is a straight line as steep as the guide. The exponent
between two sizes is log(cost ratio) / log(size ratio): 1 is linear.
"""

import csv
import math
import sys

SERIES = [
    ("everything, new", "cả trang, dựng mới", "#1f5fa8"),
    ("all pages", "mọi trang HTML", "#1a7f4b"),
    ("same site, ours", "trang đối chứng, ta", "#a8480f"),
    ("same site, Hugo", "trang đối chứng, Hugo", "#7a3b9c"),
]
PANELS = [("cpu", "giây CPU"), ("memory", "bộ nhớ cao nhất, MB")]
WIDTH, HEIGHT, LEFT, TOP = 360, 300, 60, 50


def read(path):
    """The least of each cost by series and size: other work on the machine only ever adds."""
    costs = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            for cost, _ in PANELS:
                points = costs.setdefault((row["what"], cost), {})
                size, value = int(row["tasks"]), float(row[cost])
                points[size] = min(value, points.get(size, value))
    return costs


def number(value):
    return f"{value:,.0f}".replace(",", ".") if value >= 1 else f"{value:g}".replace(".", ",")


def panel(costs, cost, title, left):
    """One panel: grid, lines, points, and the name of each line at its end."""
    lines = [(words, colour, sorted(costs[name, cost].items())) for name, words, colour in SERIES if (name, cost) in costs]
    sizes = sorted({size for _, _, points in lines for size, _ in points})
    values = [value for _, _, points in lines for _, value in points]
    low, high = (math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))))
    across = (math.log10(sizes[0]), math.log10(sizes[-1]))

    def x(size):
        return left + WIDTH * (math.log10(size) - across[0]) / ((across[1] - across[0]) or 1)

    def y(value):
        return TOP + HEIGHT * (high - math.log10(value)) / (high - low)

    out = [f'<text x="{left}" y="{TOP - 20}" font-weight="bold">{title}</text>']
    for power in range(low, high + 1):
        at = y(10**power)
        out.append(f'<path d="M{left} {at:.1f}h{WIDTH}" stroke="#ccc"/>')
        out.append(f'<text x="{left - 6}" y="{at + 4:.1f}" text-anchor="end">{number(10.0**power)}</text>')
    for size in sizes:
        out.append(f'<path d="M{x(size):.1f} {TOP}v{HEIGHT}" stroke="#eee"/>')
        out.append(f'<text x="{x(size):.1f}" y="{TOP + HEIGHT + 18}" text-anchor="middle">{number(size)}</text>')
    for words, colour, points in lines:
        path = "L".join(f"{x(size):.1f} {y(value):.1f}" for size, value in points)
        out.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out += [f'<circle cx="{x(size):.1f}" cy="{y(value):.1f}" r="3" fill="{colour}"/>' for size, value in points]
    for place, (words, colour, _) in enumerate(lines):
        out.append(f'<text x="{left + 12}" y="{TOP + 18 + 17 * place}" fill="{colour}">{words}</text>')
    return out


def draw(costs):
    panels = [line for place, (cost, title) in enumerate(PANELS) for line in panel(costs, cost, title, LEFT + place * (WIDTH + 80))]
    width, height = LEFT + 2 * (WIDTH + 80), TOP + HEIGHT + 50
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12" role="img">'
    foot = f'<text x="{LEFT}" y="{height - 8}">Trục ngang: số nhiệm vụ. Hai trục đều theo lô-ga.</text>'
    title = "<title>Thời gian CPU và bộ nhớ theo số nhiệm vụ</title>"
    return "\n".join([head, title, f'<rect width="{width}" height="{height}" fill="#fff"/>', *panels, foot, "</svg>", ""])


def main(table, picture):
    costs = read(table)
    for (name, cost), points in sorted(costs.items()):
        sizes = sorted(points)
        for one, two in zip(sizes, sizes[1:]):
            if points[one] > 0:
                exponent = math.log(points[two] / points[one]) / math.log(two / one)
                print(f"{name:30} {cost:7} {one:>7} -> {two:>7}: {points[one]:>9.2f} -> {points[two]:>9.2f}, exponent {exponent:.2f}")
    with open(picture, "w", encoding="utf-8") as file:
        file.write(draw(costs))


main(*sys.argv[1:])
