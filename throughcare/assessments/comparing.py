"""Two assessments side by side: what is the same, what changed, what only one of them has. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughcare.assessments.receipts import Receipt
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.ui.receipts import said

WHOLE = frozenset({"one", "yes-no", "number", "date"})
"""Kinds whose answer is one thing: it is another one, or the same."""
_Step = tuple[str, int, int, int, int]
_WORD = re.compile(r"\s+|[^\s]+")
_ALIKE = 0.35
"""Texts less alike than this are two texts: word by word they would only be torn apart."""
_MOST_STEPS = 400_000
"""Words of one text times words of the other, up to which they are set against each other."""


@dataclass(frozen=True)
class Run:
    """Words that follow each other, and whether only this side has them."""

    text: str
    is_only_here: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Said:
    """What one assessment says to a question."""

    asks: str
    says: str = ""
    note: str = ""
    was_asked: bool = True
    is_not_known: bool = False

    @property
    def is_reply(self) -> bool:
        return bool(self.says or self.note)

    @property
    def content(self) -> tuple[str, str, bool]:
        return self.says, self.note, self.is_not_known


@dataclass(frozen=True)
class AnswerCompared:
    """One question of both, with what each says to it."""

    id: str
    kind: str
    before: Said
    after: Said

    @property
    def is_same(self) -> bool:
        return self.before.content == self.after.content

    @property
    def asked_otherwise(self) -> bool:
        """Whether the earlier one asked the same in other words."""
        return self.before.asks != self.after.asks

    @cached_property
    def says(self) -> tuple[Runs, Runs]:
        """Both answers, what only one of them says marked."""
        is_whole = self.kind in WHOLE or self.before.is_not_known or self.after.is_not_known
        return (_whole if is_whole else by_words)(self.before.says, self.after.says)

    @cached_property
    def notes(self) -> tuple[Runs, Runs]:
        return by_words(self.before.note, self.after.note)


@dataclass(frozen=True)
class SectionCompared:
    """The questions of a section that both have."""

    id: str
    title: str
    answers: tuple[AnswerCompared, ...]

    @cached_property
    def changed(self) -> tuple[AnswerCompared, ...]:
        return tuple(one for one in self.answers if not one.is_same)

    @property
    def same(self) -> int:
        return len(self.answers) - len(self.changed)


@dataclass(frozen=True)
class Line:
    """Something both assessments come to, in words, and what became of it. Empty where one does
    not come to it."""

    title: str
    before: str
    after: str
    change: str

    @property
    def is_same(self) -> bool:
        return not self.change


def twins(earlier: Instrument, later: Instrument) -> Mapping[str, str]:
    """For each question of the later instrument its twin in the earlier: of the same id, or of one
    it had then."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for id, question in later.questions.items():
        for name in (id, *question.was):
            if name in earlier.questions and name not in taken:
                found[id] = name
                taken.add(name)
                break
    return found


def are_related(earlier: Instrument, later: Instrument) -> bool:
    """Whether the same id of a question means the same question in both."""
    return (
        earlier.id == later.id or earlier.id in later.begins_with or later.id in earlier.begins_with
    )


def by_words(before: str, after: str) -> tuple[Runs, Runs]:
    """Two texts, the words that only one of them has marked."""
    if before == after or not before or not after:
        return _whole(before, after)
    was, now = _WORD.findall(before), _WORD.findall(after)
    start = _alike_from_start(was, now)
    end = _alike_from_start(was[start:][::-1], now[start:][::-1])
    middle, other = was[start : len(was) - end], now[start : len(now) - end]
    if len(middle) * len(other) > _MOST_STEPS:
        steps: Sequence[_Step] = [("replace", 0, len(middle), 0, len(other))]
    else:
        matcher = SequenceMatcher(None, middle, other, autojunk=False)
        alike = 2 * (start + end + sum(one.size for one in matcher.get_matching_blocks()))
        if alike < _ALIKE * (len(was) + len(now)):
            return _whole(before, after)
        steps = matcher.get_opcodes()
    first, last = Run("".join(was[:start])), Run("".join(was[len(was) - end :]))
    return (
        _runs([first, *_side(middle, [(one[0], one[1], one[2]) for one in steps]), last]),
        _runs([first, *_side(other, [(one[0], one[3], one[4]) for one in steps]), last]),
    )


def levels_compared(before: Receipt, after: Receipt) -> tuple[Line, ...]:
    """Points and levels of each part that either of them scores."""
    was = {one["id"]: one for one in before["sections"]}
    now = {one["id"]: one for one in after["sections"]}
    return tuple(
        Line(
            title=(now.get(id) or was[id])["title"],
            before=_reached(was.get(id)),
            after=_reached(now.get(id)),
            change=_moved(was.get(id), now.get(id)),
        )
        for id in _in_both(now, was)
    )


def shown_compared(before: Iterable[Any], after: Iterable[Any]) -> tuple[Line, ...]:
    """Needs or strengths, and whether each is new, gone or still there."""
    was = {one["id"]: one for one in before}
    now = {one["id"]: one for one in after}
    return tuple(
        Line(
            title=(now.get(id) or was[id])["title"],
            before=_("Shown") if id in was else _("Not shown"),
            after=_("Shown") if id in now else _("Not shown"),
            change="" if id in was and id in now else _("New") if id in now else _("No longer"),
        )
        for id in _in_both(now, was)
    )


def results_compared(before: Receipt, after: Receipt) -> tuple[Line, ...]:
    """What rules came to from the answers, by rule and result."""
    was, now = _results(before), _results(after)
    return tuple(
        Line(
            title=(now.get(key) or was[key])[0],
            before=was[key][1] if key in was else "",
            after=now[key][1] if key in now else "",
            change=_differs(was.get(key), now.get(key)),
        )
        for key in _in_both(now, was)
    )


def _whole(before: str, after: str) -> tuple[Runs, Runs]:
    differs = before != after
    return (
        (Run(before, differs),) if before else (),
        (Run(after, differs),) if after else (),
    )


def _alike_from_start(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next(
        (n for n, (a, b) in enumerate(pairs) if a != b),
        min(len(one), len(other)),
    )


def _side(words: Sequence[str], steps: Iterable[tuple[str, int, int]]) -> list[Run]:
    return [
        Run("".join(words[start:end]), step != "equal") for step, start, end in steps if end > start
    ]


def _runs(runs: Iterable[Run]) -> Runs:
    """A space between two changed words has changed with them."""
    found: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if len(found) > 1 and run.is_only_here and found[-1].text.isspace():
            space, changed = found.pop(), found.pop()
            run = Run(changed.text + space.text + run.text, True)
        elif found and found[-1].is_only_here is run.is_only_here:
            run = Run(found.pop().text + run.text, run.is_only_here)
        found.append(run)
    return tuple(found)


def _in_both(first: Mapping[Any, Any], then: Mapping[Any, Any]) -> list[Any]:
    """The keys of the one in its order, then what only the other has."""
    return list(dict.fromkeys([*first, *then]))


def _reached(scored: Mapping[str, Any] | None) -> str:
    if scored is None:
        return ""
    points = ngettext(
        "%(num)s point of %(most)s", "%(num)s points of %(most)s", scored["points"]
    ) % {"num": scored["points"], "most": scored["most"]}
    return f"{scored['level_title']}, {points}"


def _moved(was: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> str:
    """What became of the points, and of the level where that is another."""
    if was is None or now is None:
        return _("Only in the later one") if was is None else _("Only in the earlier one")
    by = now["points"] - was["points"]
    parts = []
    if by > 0:
        parts.append(ngettext("%(n)s point more", "%(n)s points more", by) % {"n": by})
    elif by < 0:
        parts.append(ngettext("%(n)s point fewer", "%(n)s points fewer", -by) % {"n": -by})
    if was["level"] != now["level"]:
        parts.append(
            _("from “%(before)s” to “%(after)s”")
            % {"before": was["level_title"], "after": now["level_title"]}
        )
    elif parts:
        parts.append(_("the same level"))
    if was["most"] != now["most"]:
        parts.append(_("out of another number of points"))
    return "; ".join(parts)


def _results(receipt: Receipt) -> dict[tuple[str, str], tuple[str, str, Any]]:
    """Title, the result in words, and the result itself."""
    found: dict[tuple[str, str], tuple[str, str, Any]] = {}
    for rule in receipt.get("worked_out", ()):
        if rule["refused"]:
            says = _("Not worked out: %(why)s") % {"why": rule["refused"]}
            found[rule["rule"], ""] = rule["title"], says, None
        for came in rule["shown"]:
            title = f"{rule['title']}: {came['title']}"
            says = said(came["value"], came["shown_as"])
            found[rule["rule"], came["name"]] = title, says, came["value"]
    return found


def _differs(was: tuple[str, str, Any] | None, now: tuple[str, str, Any] | None) -> str:
    if was is None or now is None:
        return _("Only in the later one") if was is None else _("Only in the earlier one")
    if was[1] == now[1]:
        return ""
    if _is_number(was[2]) and _is_number(now[2]):
        return _("Higher") if now[2] > was[2] else _("Lower")
    return _("Changed")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
