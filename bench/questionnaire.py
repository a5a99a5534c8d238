"""An instrument of 750 made-up questions, and answers to it: for the bench, in a folder of a site.

Longer than any in use, of every kind of question in about the share they have in those that are:
most are chosen from a few options, some called for by the answer before, some written.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from bench.world import WORDS

ID, VERSION = "bench-of-750", "2026.1"
SECTIONS, EACH = 15, 50
KINDS = (*("one",) * 30, *("yes-no",) * 6, *("text",) * 6, *("several",) * 3, *("number",) * 2)
KINDS += (*("date",) * 2, "table")
OPTIONS = ("none", "some", "much", "most")


def write(folder: Path) -> Path:
    """The folder of a site with the instrument in it."""
    file = folder / "instruments" / ID / f"{VERSION}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(_lines()) + "\n")
    return folder


def _lines() -> Iterator[str]:
    yield f'id = "{ID}"\nversion = "{VERSION}"\ntitle = "Seven hundred and fifty questions"'
    yield 'in_force_from = 2026-01-01\nsource = "Made up for the bench"\nstatus = "local"'
    yield 'about = "Every kind of question, more of them than anybody asks."'
    for n, title in enumerate(("None", "Some", "Much")):
        yield f'[[level]]\nid = "level-{n}"\ntitle = "{title}"'
    yield '[[choice]]\nid = "how-much"\noptions = ['
    yield from (
        f'  {{ id = "{id}", says = "{id.capitalize()}", points = {points} }},'
        for points, id in enumerate(OPTIONS)
    )
    yield "]"
    for section in range(SECTIONS):
        yield f'[[section]]\nid = "s{section}"\ntitle = "Section {section + 1}"'
        yield "levels = { level-0 = 0, level-1 = 20, level-2 = 60 }"
        for place, kind in enumerate(KINDS):
            yield from _question(section, place, kind)
    for section in range(SECTIONS):
        yield f'[[need]]\nid = "need-{section}"\nsection = "s{section}"\ntitle = "Need {section}"'
        yield 'at_level = "level-2"\nwithin_working_days = 20'
    yield '[[example]]\nname = "Nothing answered"\n[example.given]'


def _question(section: int, place: int, kind: str) -> Iterator[str]:
    id = f"s{section}.q{place}"
    yield f'[[section.question]]\nid = "{id}"\nkind = "{kind}"'
    yield f'asks = "Question {place + 1} of section {section + 1}, of {{person}}?"'
    if kind == "one":
        yield 'options = "how-much"'
        if place and place % 5 == 0:  # called for by the one before
            yield f'only_if = {{ "s{section}.q{place - 1}" = ["some", "much", "most"] }}'
    elif kind == "several":
        yield "options = ["
        yield from (f'  {{ id = "{id}", says = "{id.capitalize()}" }},' for id in OPTIONS)
        yield "]"
    elif kind == "table":
        for column in ("who", "what"):
            yield f'[[section.question.column]]\nid = "{column}"\ntitle = "{column.capitalize()}"'


def replies(random: Random) -> dict[str, dict[str, Any]]:
    """An answer to every question, by section."""
    return {
        f"s{section}": {
            f"s{section}.q{place}": _reply(kind, random) for place, kind in enumerate(KINDS)
        }
        for section in range(SECTIONS)
    }


def changed(given: dict[str, dict[str, Any]], random: Random) -> dict[str, dict[str, Any]]:
    """The same a time later: one answer in four is another, and of a text some of the words."""
    return {
        section: {
            id: _later(KINDS[place], value, random) if random.random() < 0.25 else value
            for place, (id, value) in enumerate(values.items())
        }
        for section, values in given.items()
    }


def typed(section: str, values: dict[str, Any]) -> dict[str, Any]:
    """The answers of a section as its form sends them."""
    sent: dict[str, Any] = {}
    for place, (id, value) in enumerate(values.items()):
        if KINDS[place] == "date":
            year, month, day = value.split("-")
            sent[f"q-{id}"] = f"{day} {month} {year}"
        elif KINDS[place] != "table":
            sent[f"q-{id}"] = value
    return sent


def _reply(kind: str, random: Random) -> Any:
    if kind == "one":
        return random.choice(OPTIONS[1:])
    if kind == "several":
        return random.sample(OPTIONS, 2)
    if kind == "table":
        return [{"who": _words(random, 2), "what": _words(random, 6)} for _row in range(3)]
    return {
        "yes-no": random.choice(("yes", "no")),
        "text": _words(random, 60),
        "number": str(random.randint(0, 50)),
        "date": f"2026-{random.randint(1, 6):02}-{random.randint(1, 28):02}",
    }[kind]


def _later(kind: str, value: Any, random: Random) -> Any:
    if kind != "text":
        return _reply(kind, random)
    words = value.split()
    for _word in range(8):
        words[random.randrange(len(words))] = random.choice(WORDS)
    return " ".join([*words, _words(random, 10)])


def _words(random: Random, number: int) -> str:
    return " ".join(random.choice(WORDS) for _word in range(number))
