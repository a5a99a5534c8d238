"""Two versions of a rule side by side: what was added, what was taken out, what changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, require
from throughcare.foundation.packs.access import SEE_PACKS
from throughcare.foundation.packs.aloud import InputAloud, StepAloud
from throughcare.foundation.packs.queries.listing import RuleLine, known, line_of
from throughcare.foundation.packs.queries.reading import WorkedOut, found, worked_out, written
from throughcare.foundation.ui.dates import written_day
from throughcare.foundation.ui.receipts import status_said
from throughcare.rules.reading import Rule
from throughcare.rules.ruleset import RuleSet


class Said(NamedTuple):
    """What a version says of one thing."""

    title: str
    lines: tuple[str, ...]
    written: Any = None
    """What is written of it: it may differ where the words do not."""


Things = Mapping[str, Said]
"""What is said of each thing, by its name."""

MANY = 30
"""Of more lines than these only those are shown that differ."""


@dataclass(frozen=True)
class Line:
    """A line of one version; `only_here` if the other does not have it."""

    text: str
    only_here: bool


@dataclass(frozen=True)
class Change:
    """One thing that the two say differently, or that only one of them has."""

    title: str
    here: tuple[Line, ...]
    there: tuple[Line, ...]

    @property
    def state(self) -> str:
        """Whether it was added, removed or changed, from the first version to the second."""
        if not self.here:
            return "added"
        return "changed" if self.there else "removed"


@dataclass(frozen=True)
class Part:
    """A part of a rule: its changes, and how many of its things are alike in both."""

    title: str
    changes: tuple[Change, ...]
    alike: int


@dataclass(frozen=True)
class Beside:
    """Two versions of one rule."""

    here: RuleLine
    there: RuleLine
    parts: tuple[Part, ...]
    is_worked_out: bool
    """Whether people have results of it, which the other version may change."""

    @property
    def differs(self) -> bool:
        return any(part.changes for part in self.parts)


def rules_beside(*, actor: Actor, id: str, version: str, other: str, on: date) -> Beside:
    """Two versions of a rule, part by part. Raises AccessDenied, NoSuchRule."""
    require(actor, SEE_PACKS)
    here, there = found(id, version), found(id, other)
    is_worked_out = isinstance(here, RuleSet)
    parts = [_part(_("About it"), _facts(here), _facts(there))]
    if isinstance(here, RuleSet) and isinstance(there, RuleSet):
        parts += _parts(here, there)
    else:
        parts.append(_part(_("What is written"), _files(here), _files(there)))
    return Beside(line_of(here, on), line_of(there, on), tuple(parts), is_worked_out)


def _parts(here: RuleSet, there: RuleSet) -> Iterator[Part]:
    own, others = worked_out(here), worked_out(there)
    yield _part(_("What it is given"), _inputs(own, here), _inputs(others, there))
    yield _part(_("How it is worked out"), _steps(own, here), _steps(others, there))
    yield _part(_("What it comes to"), _results(own, here), _results(others, there))


def _part(title: str, here: Things, there: Things) -> Part:
    names = list(dict.fromkeys([*here, *there]))
    differing = [name for name in names if here.get(name) != there.get(name)]
    changes = tuple(_change(here.get(name), there.get(name)) for name in differing)
    return Part(title, changes, len(names) - len(differing))


def _change(here: Said | None, there: Said | None) -> Change:
    shown = there or here
    assert shown is not None  # whatever is compared is in one of the two
    own, others = _told(here, there), _told(there, here)
    if own == others:
        own = others = (_("Written differently; it reads the same."),)
    return Change(shown.title, tuple(_lines(own, others)), tuple(_lines(others, own)))


def _told(said: Said | None, other: Said | None) -> tuple[str, ...]:
    """What is said of a thing, with its title where the two call it differently."""
    if said is None:
        return ()
    differs = other is not None and other.title != said.title
    return (said.title, *said.lines) if differs else said.lines


def _lines(own: tuple[str, ...], others: tuple[str, ...]) -> Iterator[Line]:
    shared = set(others)
    for text in own:
        only_here = text not in shared
        if only_here or len(own) <= MANY:
            yield Line(text, only_here)


def _facts(rule: Rule) -> Things:
    until = rule.in_force_until
    facts = [
        Said(_("Title"), (rule.title,)),
        Said(_("In force from"), (written_day(rule.in_force_from),)),
        Said(_("In force until"), (written_day(until) if until else _("further notice"),)),
        Said(_("Status"), (status_said(rule.status),)),
        Said(_("Source"), (rule.source,)),
    ]
    if isinstance(rule, RuleSet):
        facts += [Said(_("What it is for"), (rule.about,)), Said(_("What to know"), rule.note)]
    return {fact.title: fact for fact in facts}


def _inputs(aloud: WorkedOut, rule: RuleSet) -> Things:
    written = _by_name(rule.input)
    return {
        one.name: Said(one.title, tuple(_of_input(one)), written[one.name]) for one in aloud.inputs
    }


def _by_name(parts: Iterable[Any]) -> Mapping[str, Any]:
    return {part.name: part for part in parts}


def _of_input(one: InputAloud) -> Iterator[str]:
    yield one.kind
    yield from one.may_be
    yield from one.words
    yield one.missing
    for field in one.fields:
        yield from (f"{field.title}: {line}" for line in _of_input(field))


def _steps(aloud: WorkedOut, rule: RuleSet) -> Things:
    written = _by_name(rule.step)
    return {
        step.name: Said(step.title, tuple(_of_step(step)), written[step.name])
        for step in aloud.steps
    }


def _of_step(step: StepAloud) -> Iterator[str]:
    yield from step.says
    if step.table:
        yield from (" · ".join(filter(None, row)) for row in step.table.rows)
    for inside in step.within:
        yield from (f"{inside.title}: {line}" for line in _of_step(inside))


def _results(aloud: WorkedOut, rule: RuleSet) -> Things:
    written = _by_name(rule.result)
    return {
        one.name: Said(one.title, (one.kind, *one.says), written[one.name]) for one in aloud.results
    }


def _files(rule: Rule) -> Things:
    """What is written, by the file without the version it is called by."""
    files = written(known()[rule.id, rule.version])
    names = (file.name.replace(rule.version, "…") for file in files)
    return {
        name: Said(name, tuple((file.text or "").splitlines()))
        for name, file in zip(names, files, strict=True)
    }
