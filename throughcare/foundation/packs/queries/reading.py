"""One version of a rule: what it says, and what it comes to when it is tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from throughcare.foundation.access import Actor, require
from throughcare.foundation.packs.access import SEE_PACKS
from throughcare.foundation.packs.aloud import (
    InputAloud,
    ResultAloud,
    StepAloud,
    input_aloud,
    result_aloud,
    step_aloud,
)
from throughcare.foundation.packs.codes import ListedCodes
from throughcare.foundation.packs.inventory import Listed
from throughcare.foundation.packs.pack import pack
from throughcare.foundation.packs.queries.listing import (
    RuleLine,
    governs,
    known,
    line_of,
    versions_by_id,
)
from throughcare.foundation.ui.receipts import said
from throughcare.rules import Answer, NoSuchRule
from throughcare.rules.inputs import Input
from throughcare.rules.reading import Rule
from throughcare.rules.ruleset import Example, RuleSet

LONGEST_FILE = 1200


@dataclass(frozen=True)
class Written:
    """A file of the pack as it is written; without its text where nobody would read it here."""

    name: str
    lines: int
    text: str | None


@dataclass(frozen=True)
class Worked:
    """A worked example: what is given, what it comes to, or the field that is refused."""

    name: str
    given: tuple[tuple[str, str], ...]
    comes_to: tuple[tuple[str, str], ...]
    refused: str
    source: str


@dataclass(frozen=True)
class WorkedOut:
    """What a rule that is worked out says, in words."""

    about: str
    notes: tuple[str, ...]
    also_known_as: str
    inputs: tuple[InputAloud, ...]
    steps: tuple[StepAloud, ...]
    results: tuple[ResultAloud, ...]
    examples: tuple[Worked, ...]


@dataclass(frozen=True)
class RulePage:
    """One version of a rule, and the versions beside it."""

    line: RuleLine
    governs_today: bool
    others: tuple[RuleLine, ...]
    worked_out: WorkedOut | None
    files: tuple[Written, ...]
    """Of a rule that is not worked out: what it says is what is written."""
    given: tuple[Input, ...]
    """What it may be tried with."""
    examples: tuple[Mapping[str, Any], ...]
    """What it may be tried with, from those of its examples that come to something."""


def rule_page(*, actor: Actor, id: str, version: str, on: date) -> RulePage:
    """A version of a rule as it reads on `on`. Raises AccessDenied, NoSuchRule."""
    require(actor, SEE_PACKS)
    rule = found(id, version)
    versions = versions_by_id()[id]
    is_worked_out = isinstance(rule, RuleSet)
    return RulePage(
        line=line_of(rule, on),
        governs_today=governs(versions, on) is rule,
        others=tuple(line_of(one, on) for one in versions if one is not rule),
        worked_out=worked_out(rule) if isinstance(rule, RuleSet) else None,
        files=() if is_worked_out else written(known()[id, version]),
        given=rule.input if isinstance(rule, RuleSet) else (),
        examples=_to_try(rule) if isinstance(rule, RuleSet) else (),
    )


def try_rule(*, actor: Actor, id: str, version: str, given: Mapping[str, Any]) -> Answer:
    """What a rule comes to for something made up; nothing of it is kept.

    Raises AccessDenied, NoSuchRule, and Refused with the input to put right.
    """
    require(actor, SEE_PACKS)
    rules = pack().rules
    return rules.version(id, version).answer(given, rules.version)


def found(id: str, version: str) -> Rule:
    """A version of a rule of any kind. Raises NoSuchRule."""
    listed = known().get((id, version))
    if listed is None:
        raise NoSuchRule(f"there is no rule {id} {version}")
    return listed.rule


def worked_out(rule: RuleSet) -> WorkedOut:
    """What a rule says, in words."""
    return WorkedOut(
        about=rule.about,
        notes=rule.note,
        also_known_as=rule.also_known_as or "",
        inputs=tuple(input_aloud(one, rule.called, rule.kinds) for one in rule.input),
        steps=tuple(step_aloud(step, rule) for step in rule.step),
        results=tuple(result_aloud(one, rule.called) for one in rule.result),
        examples=tuple(_worked(example, rule) for example in rule.example),
    )


def _worked(example: Example, rule: RuleSet) -> Worked:
    titles = {name: one.title for one in rule.input for name in one.names}
    results = {one.name: one for one in rule.result}
    return Worked(
        name=example.name,
        given=tuple((titles.get(name, name), said(v)) for name, v in example.given.items()),
        comes_to=tuple(
            (results[name].title, said(value, results[name].shown_as))
            for name, value in example.comes_to.items()
        ),
        refused=rule.called(example.refused) if example.refused else "",
        source=example.source or "",
    )


def _to_try(rule: RuleSet) -> tuple[Mapping[str, Any], ...]:
    return tuple(example.given for example in rule.example if not example.refused)


def written(listed: Listed) -> tuple[Written, ...]:
    """The files of a rule, as they are written."""
    # Code lists share a table of contents; what a list says is in the file of its own.
    own = listed.files[1:] if isinstance(listed.rule, ListedCodes) else listed.files
    return tuple(_file(file) for file in own)


def _file(file: Path) -> Written:
    text = file.read_text(encoding="utf-8")
    lines = text.count("\n")
    name = file.relative_to(pack().folder).as_posix()
    return Written(name, lines, text if lines <= LONGEST_FILE else None)
