"""What other systems say follows from an assessment, beside what follows here: for the report."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughcare.assessments.facts import CameToFacts
from throughcare.assessments.queries import Compared, result_called

Told = Mapping[str, Sequence[CameToFacts]]
"""Of each assessment, by its name over there: what its messages say that it came to."""


def in_report(told: Told, found: Mapping[str, Sequence[Compared]]) -> list[dict[str, Any]]:
    """Everything that was compared, and what could not be: in the order of the assessments."""
    return [
        {"assessment": key, **line}
        for key in sorted(told)
        for line in (_lines(found[key]) if key in found else _alone(told[key]))
    ]


def _lines(compared: Iterable[Compared]) -> Iterator[dict[str, str]]:
    for one in compared:
        yield {**vars(one), "verdict": one.verdict.replace("-", "_")}


def _alone(said: Sequence[CameToFacts]) -> Iterator[dict[str, str]]:
    for one in dict.fromkeys(said):
        yield {
            "of": one.of,
            "title": result_called(one.of),
            "theirs": one.in_words,
            "ours": "",
            "why": _("No answer of this assessment came."),
            "verdict": "not_compared",
        }


def as_text(compared: Sequence[Mapping[str, str]]) -> list[tuple[str, list[str]]]:
    """Headings with their lines: what differs, and what could not be compared."""
    if not compared:
        return []
    by = {
        verdict: [one for one in compared if one["verdict"] == verdict]
        for verdict in ("same", "differs", "not_compared")
    }
    same = ngettext(
        "%(n)s result of an assessment is the same there and here",
        "%(n)s results of assessments are the same there and here",
        len(by["same"]),
    )
    return [
        (same % {"n": len(by["same"])}, []),
        (_("Other there than here"), [_line(one) for one in by["differs"]]),
        (_("Could not be compared"), [_line(one) for one in by["not_compared"]]),
    ]


def _line(one: Mapping[str, str]) -> str:
    if one["ours"]:
        said = _("%(theirs)s there, %(ours)s here") % one
    else:
        said = _("%(theirs)s there") % one if one["theirs"] else ""
    rest = " ".join(f"{part.rstrip('.')}." for part in (said, one["why"]) if part)
    return f"{one['assessment']}, {one['title']}: {rest}"
