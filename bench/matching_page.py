# ruff: noqa: E501  the lines of a page are as long as they are
"""The page docs/matching.md and its chart, written from what was measured."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from bench.matching import Measured, Pair
from throughcare.foundation.packs import pack

DOCS = Path(__file__).resolve().parents[1] / "docs"
STEPS = range(-2, 35, 2)
WIDE, HIGH, LEFT, TOP = 640, 300, 60, 20


def write(measured: Measured, *, people: int, seed: int) -> str:
    """Write page and chart; gives the page's text."""
    rule = pack().matching_rule
    steps = sorted({float(step) for step in STEPS} | {rule.same_from, rule.ask_from})
    by_itself = [(step, *_figures(_alone(measured, step), measured)) for step in steps]
    by_sum = [(step, *_figures(_at_least(measured, step), measured)) for step in steps]
    text = _page(measured, by_itself, by_sum, people=people, seed=seed)
    (DOCS / "matching.md").write_text(text)
    (DOCS / "matching.svg").write_text(_chart(by_itself, by_sum))
    return text


def _at_least(measured: Measured, least: float) -> list[Pair]:
    return [pair for pair in measured.pairs if pair.sum and pair.sum.weight >= least]


def _alone(measured: Measured, least: float) -> list[Pair]:
    """Those the program would put together by itself from this threshold."""
    rule = pack().matching_rule.model_copy(update={"same_from": least})
    return [pair for pair in _at_least(measured, least) if pair.sum and pair.sum.is_same(rule)]


def _figures(chosen: list[Pair], measured: Measured) -> tuple[int, int, float, float]:
    """How many, how many of them wrongly, precision and recall."""
    right = sum(pair.is_one for pair in chosen)
    precision = right / len(chosen) if chosen else 1.0
    return len(chosen), len(chosen) - right, precision, right / measured.doubles


Row = tuple[float, int, int, float, float]


def _page(
    measured: Measured, by_itself: list[Row], by_sum: list[Row], *, people: int, seed: int
) -> str:
    rule = pack().matching_rule
    same = _alone(measured, rule.same_from)
    asked = [
        pair
        for pair in _at_least(measured, rule.ask_from)
        if pair.sum and not pair.sum.is_same(rule)
    ]
    missed = measured.doubles - sum(pair.is_one for pair in (*same, *asked))
    count, wrong, precision, recall = _figures(same, measured)
    right_asked = sum(pair.is_one for pair in asked)
    return "\n".join(
        [
            "# Whether two records are of one person: what the thresholds do",
            "",
            f"Written by `python3 start.py bench matching --people {people} --seed {seed}`; not by hand.",
            "",
            f"{measured.records:,} made-up records, {measured.doubles:,} of them the second of their "
            "person, as another system wrote it: slips of the keyboard, day and month swapped, changed "
            "surnames, names in the wrong box, short forms, moves, missing and second numbers; among twins "
            "(also with names that sound alike), brothers and sisters, fathers and sons of one name, and "
            "namesakes born on one day. `bench/doubles.py` says how often each. The weights "
            "(`packs/england-and-wales/matching/weights.csv`) were learnt by Splink from other made-up people.",
            "",
            "**What made-up people cannot say** is how often real clerks err. A service measures on its own records, "
            "answered by its own people, before it lets the program decide anything there.",
            "",
            f"## At the default ({rule.name})",
            "",
            "| | pairs | of them one person |",
            "|---|---:|---:|",
            f"| the same by the program itself (from {rule.same_from:g}, no level asks) | {count:,} | {count - wrong:,} |",
            f"| a person is asked (from {rule.ask_from:g}) | {len(asked):,} | {right_asked:,} |",
            f"| left as two: who is one all the same | | {missed:,} |",
            "",
            f"Precision of what the program does by itself **{precision:.4f}**, recall {recall:.3f}; with those a "
            f"person is asked about, recall {1 - missed / measured.doubles:.3f}. Looking for who is alike found "
            f"{measured.found:,} of the {measured.doubles:,}.",
            "",
            *_traps(same, asked),
            "",
            "## By threshold",
            "",
            "![Precision and recall by threshold](matching.svg)",
            "",
            "*By itself*: the sum reaches the threshold and no level says that a person is asked. *By sum alone*: as if no "
            "level did; that is what the levels that ask are for.",
            "",
            "| threshold | by itself | wrong | precision | recall | by sum alone | wrong | precision | recall |",
            "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
            *(_row(one, other) for one, other in zip(by_itself, by_sum, strict=True)),
            "",
        ]
    )


def _row(one: Row, other: Row) -> str:
    rule = pack().matching_rule
    named = {rule.same_from: "same_from", rule.ask_from: "ask_from"}.get(one[0])
    first = f"**{one[0]:g} {named}**" if named else f"{one[0]:g}"
    cells = [f"{n:,} | {wrong:,} | {p:.4f} | {r:.3f}" for _, n, wrong, p, r in (one, other)]
    return f"| {first} | {' | '.join(cells)} |"


def _traps(same: Iterable[Pair], asked: Iterable[Pair]) -> list[str]:
    """What became of those who only look alike."""

    def of_two(pairs: Iterable[Pair]) -> Counter[str]:
        kinds = ("twin", "father", "namesake", "sibling")
        return Counter(
            next((kind for kind in kinds if kind in pair.what), "others")
            for pair in pairs
            if not pair.is_one
        )

    wrong, asked_about = of_two(same), of_two(asked)
    rows = [
        f"| {kind} | {wrong[kind]:,} | {asked_about[kind]:,} |"
        for kind in ("twin", "father", "namesake", "sibling", "others")
    ]
    return [
        "Two people who look like one:",
        "",
        "| | put together | asked about |",
        "|---|---:|---:|",
        *rows,
    ]


def _chart(by_itself: list[Row], by_sum: list[Row]) -> str:
    """Precision and recall against the threshold, the defaults marked."""
    rule, first, last = pack().matching_rule, by_itself[0][0], by_itself[-1][0]

    def x(step: float) -> float:
        return round(LEFT + (WIDE - LEFT - 20) * (step - first) / (last - first), 1)

    def y(share: float) -> float:
        return round(TOP + (HIGH - TOP - 50) * (1 - share), 1)

    def line(rows: list[Row], column: int, colour: str, dashes: str) -> str:
        points = " ".join(f"{x(row[0])},{y(row[column])}" for row in rows)
        return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>'

    def said(at: float, down: float, text: str, anchor: str = "middle") -> str:
        return f'<text x="{at}" y="{down}" text-anchor="{anchor}">{text}</text>'

    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" '
        'font-family="Arial, sans-serif" font-size="12" role="img">',
        "<title>Precision and recall by threshold</title>",
        f'<rect width="{WIDE}" height="{HIGH}" fill="#ffffff"/>',
    ]
    for share in (0, 0.25, 0.5, 0.75, 1):
        drawn.append(f'<path d="M{LEFT} {y(share)}H{WIDE - 20}" stroke="#b1b4b6"/>')
        drawn.append(said(LEFT - 8, y(share) + 4, f"{share:g}", "end"))
    for step in range(int(first), int(last) + 1, 4):
        drawn.append(said(x(step), HIGH - 34, f"{step}"))
    for step, name in ((rule.ask_from, "ask_from"), (rule.same_from, "same_from")):
        drawn.append(f'<path d="M{x(step)} {TOP}V{y(0)}" stroke="#0b0c0c" stroke-dasharray="2 3"/>')
        drawn.append(said(x(step), TOP - 6, f"{name} {step:g}"))
    drawn += [
        line(by_sum, 3, "#b1590b", "5 4"),
        line(by_sum, 4, "#1d70b8", "5 4"),
        line(by_itself, 3, "#b1590b", ""),
        line(by_itself, 4, "#1d70b8", ""),
        said(WIDE / 2, HIGH - 8, "weight from which two records are one person"),
        f'<text x="{LEFT + 12}" y="{y(0) - 40}" fill="#b1590b">precision</text>',
        f'<text x="{LEFT + 12}" y="{y(0) - 24}" fill="#1d70b8">recall</text>',
        said(LEFT + 12, y(0) - 8, "dashed: by sum alone, whatever the levels say", "start"),
        "</svg>\n",
    ]
    return "\n".join(drawn)
