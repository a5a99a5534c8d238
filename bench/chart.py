"""Draws `docs/performance.md` and its chart from the figures kept of each size."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from bench import figures

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = (
    *("overview", "timeline", "caseload", "find by name", "find by number"),
    *("notes, frequent words", "notes, rare word"),
)
# Told apart by colour and by mark; each passes 4.5 to 1 against white.
LOOKS = (
    ("#1d70b8", "circle"),
    ("#d4351c", "square"),
    ("#00703c", "triangle"),
    ("#4c2c92", "diamond"),
    ("#b10e1e", "circle"),
    ("#0b0c0c", "square"),
    ("#8a4600", "triangle"),
)
WIDTH, HEIGHT, LEFT, TOP, BOTTOM, RIGHT = 960, 420, 70, 50, 70, 250
AHEAD = 50_000_000  # entries
Figures = dict[str, dict[str, Any]]


def measure(*, rounds: int, seed: int) -> None:
    """Write the chart and the page around it."""
    every = {size: of for size, of in figures.read().items() if "processor" in of}
    title = "Slowest in twenty (p95), one user, by the clock"
    (DOCS / "performance.svg").write_text(_chart(every, by_page(every, "by the clock"), title, 80))
    text = (Path(__file__).parent / "performance.md").read_text()
    parts = {
        "processor": _table(every, "processor"),
        "clock": _table(every, "by the clock"),
        "reading": _table(_crowds(every), "reading"),
        "at_once": _table(_crowds(every), "at once"),
        "space": _space(every),
        **_ahead(every),
    }
    (DOCS / "performance.md").write_text(text.format(**parts))


def by_page(every: Figures, what: str) -> dict[str, list[float]]:
    """For each page p95 at each size, the smallest first."""
    found = [of[what] for of in every.values()]
    return {page: [one[page][1] for one in found] for page in PAGES}


def _crowds(every: Figures) -> Figures:
    """What `crowd` found, of the sizes it was asked about."""
    return {size: of["crowd"] for size, of in every.items() if "crowd" in of}


def _said(size: str) -> str:
    people, entries = size.split()
    return f"{int(people):,} people, {int(entries):,} entries"


def _table(every: Figures, what: str) -> str:
    found = [of[what] for of in every.values()]
    rows = [["page", *(_said(size) for size in every)]]
    rows += [
        [page, *(f"{one[page][0]:.0f} / {one[page][1]:.0f}" for one in found)] for page in PAGES
    ]
    return _rows(rows)


def _space(every: Figures) -> str:
    rows = [["", *(_said(size) for size in every)]]
    rows.append(["disk, GB", *(f"{of['space']['gigabytes']:.1f}" for of in every.values())])
    rows.append(["loading, minutes", *(f"{of['seconds'] / 60:.0f}" for of in every.values())])
    for table in ("record_entry", "supervision_appointment", "audit_look"):
        sizes = [of["space"]["tables"].get(table, (0, 0)) for of in every.values()]
        rows.append([f"{table}: rows + indexes, MB", *(f"{a:,} + {b:,}" for a, b in sizes)])
    return _rows(rows)


def _rows(rows: list[list[str]]) -> str:
    head, *others = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, "|---" * len(rows[0]) + "|", *others])


def _ahead(every: Figures) -> dict[str, str]:
    """What fifty million entries need, carried on from how the two largest sizes differ."""
    (small, one), (large, other) = list(every.items())[-2:]
    entries = [int(size.split()[1]) for size in (small, large)]
    table, index = (
        _carried_on(entries, [of["space"]["tables"]["record_entry"][n] for of in (one, other)])
        for n in (0, 1)
    )
    others = other["space"]["gigabytes"] - sum(other["space"]["tables"]["record_entry"]) / 1000
    slowest = max(
        _carried_on(entries, [of["processor"][page][0] for of in (one, other)]) for page in PAGES
    )
    return {
        "ahead_table": f"{table / 1000:.0f}",
        "ahead_index": f"{index / 1000:.0f}",
        "ahead_others": f"{others * AHEAD / entries[1]:.0f}",
        "ahead_all": f"{(table + index) / 1000 + others * AHEAD / entries[1]:.0f}",
        "ahead_slowest": f"{slowest:.0f}",
    }


def _carried_on(entries: list[int], values: list[float]) -> float:
    each = (values[1] - values[0]) / (entries[1] - entries[0])
    return values[1] + each * (AHEAD - entries[1])


def _chart(every: Figures, lines: dict[str, list[float]], title: str, target: int) -> str:
    most = max(target, *(max(line) for line in lines.values())) * 1.1
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def x(place: int) -> float:
        return LEFT + wide * place / max(len(every) - 1, 1)

    def y(value: float) -> float:
        return TOP + high * (1 - value / most)

    told = "; ".join(
        f"{page}: {', '.join(f'{value:.0f}' for value in line)} ms" for page, line in lines.items()
    )
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        ' aria-labelledby="title told" font-family="Arial, sans-serif" font-size="14"'
        ' fill="#0b0c0c">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="told">{escape(told)}</desc>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="26" font-size="18" font-weight="bold">{escape(title)}, ms'
        f" (dashed: target {target})</text>",
        *_axes(every, x, y, most, target),
    ]
    # Names beside the last points, far enough from each other to be read.
    low = TOP
    ends = sorted(lines, key=lambda page: y(lines[page][-1]))
    for page in ends:
        colour, mark = LOOKS[PAGES.index(page)]
        line = lines[page]
        points = " ".join(f"{x(place):.0f},{y(value):.0f}" for place, value in enumerate(line))
        drawn.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        )
        drawn += [_mark(mark, x(place), y(value), colour) for place, value in enumerate(line)]
        low = max(low + 18, y(line[-1]))
        drawn.append(
            f'<line x1="{x(len(line) - 1) + 8:.0f}" y1="{y(line[-1]):.0f}"'
            f' x2="{WIDTH - RIGHT + 24}" y2="{low:.0f}" stroke="{colour}"/>'
            f'<text x="{WIDTH - RIGHT + 30}" y="{low + 5:.0f}" fill="{colour}">{escape(page)}'
            f" {line[-1]:.0f}</text>"
        )
    return "\n".join([*drawn, "</svg>", ""])


def _axes(every: Figures, x: Any, y: Any, most: float, target: int) -> Iterator[str]:
    step = 20 if most < 150 else 50 if most < 500 else 200
    for value in range(0, int(most) + 1, step):
        yield (
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(value):.0f}" y2="{y(value):.0f}"'
            f' stroke="#d0d3d6"/><text x="{LEFT - 8}" y="{y(value) + 5:.0f}"'
            f' text-anchor="end">{value}</text>'
        )
    yield (
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(target):.0f}" y2="{y(target):.0f}"'
        f' stroke="#0b0c0c" stroke-dasharray="6 4"/>'
    )
    for place, size in enumerate(every):
        anchor = "start" if not place else "end" if place == len(every) - 1 else "middle"
        for row, words in enumerate(_said(size).split(", ")):
            yield (
                f'<text x="{x(place):.0f}" y="{HEIGHT - BOTTOM + 24 + 18 * row}"'
                f' text-anchor="{anchor}">{words}</text>'
            )


def _mark(kind: str, x: float, y: float, colour: str) -> str:
    if kind == "circle":
        return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="5" fill="{colour}"/>'
    corners = {
        "square": ((-5, -5), (5, -5), (5, 5), (-5, 5)),
        "triangle": ((0, -6), (6, 5), (-6, 5)),
        "diamond": ((0, -7), (7, 0), (0, 7), (-7, 0)),
    }[kind]
    points = " ".join(f"{x + dx:.0f},{y + dy:.0f}" for dx, dy in corners)
    return f'<polygon points="{points}" fill="{colour}"/>'
