"""Working out everything the pack says about one person, from facts. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from throughcare.calculations.known import Facts
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.calculations import Calculation
from throughcare.rules import Refused
from throughcare.rules.conditions import any_holds
from throughcare.rules.ruleset import RuleSet

ANSWER = "answer."


@dataclass(frozen=True)
class WorkedOut:
    """What one calculation came to, or why it was refused."""

    subject: str
    rule: RuleSet
    given: dict[str, Any]
    result: dict[str, Any] | None = None
    receipt: dict[str, Any] | None = field(default=None, repr=False)
    refused: tuple[str, str] | None = None
    """The input to put right, and what is said of it."""
    is_new: bool = True


@dataclass(frozen=True)
class Before:
    """What a calculation was last given, by which rule and version, and what it came to."""

    rule: str
    given: dict[str, Any]
    result: dict[str, Any] | None

    def is_as(self, one: Calculation, now: WorkedOut) -> bool:
        """Whether nothing is different now but the day."""
        if self.rule != now.rule.name or self.result != now.result:
            return False
        return one.but_its_day(self.given) == one.but_its_day(now.given)


def work_out(facts: Facts, *, on: date, before: Mapping[str, Before]) -> list[WorkedOut]:
    """Every calculation of the pack that applies, in its order; later ones see what earlier gave.

    Those that are as they were `before`, by subject, are left out.
    """
    known = dict(facts)
    found = []
    for one in pack().calculation_rule.calculation:
        if not _applies(one, known):
            continue
        rule = pack().rules.in_force(one.rule, on=on)
        worked_out = _work_out(one, rule, _given(one, known), before=before.get(one.id))
        known |= {f"{one.id}.{name}": v for name, v in (worked_out.result or {}).items()}
        if worked_out.is_new:
            found.append(worked_out)
    return found


def _applies(one: Calculation, known: Facts) -> bool:
    if one.needs_answers and not any(
        name.startswith(ANSWER) and name in known for name in _names(one)
    ):
        return False
    return any_holds(one.only_if, known)


def _names(one: Calculation) -> list[str]:
    found: list[str] = []
    for names in one.given.values():
        found += [names] if isinstance(names, str) else names
    return found


def _given(one: Calculation, known: Facts) -> dict[str, Any]:
    given: dict[str, Any] = dict(one.fixed)
    for input, names in one.given.items():
        for name in (names,) if isinstance(names, str) else names:
            # Only of an answer is it said that it was asked for and is not known.
            if name in known and (known[name] is not None or name.startswith(ANSWER)):
                given[input] = known[name]
                if known[name] is not None:
                    break
    for input, fields in one.record.items():
        given[input] = _record(fields, known)
    for input, fields in one.items.items():
        given[input] = [_record(fields, known)]
    return given


def _record(fields: Mapping[str, str], known: Facts) -> dict[str, Any]:
    return {field: known[name] for field, name in fields.items() if known.get(name) is not None}


def _work_out(
    one: Calculation, rule: RuleSet, given: dict[str, Any], *, before: Before | None
) -> WorkedOut:
    """What it comes to; with a receipt where that is not as before."""
    others = pack().rules.version
    try:
        if before is not None:
            quick = WorkedOut(one.id, rule, given, rule.answer(given, others, receipt=False).result)
            if before.is_as(one, quick):
                return replace(quick, is_new=False)
        answer = rule.answer(given, others)
        return WorkedOut(one.id, rule, given, answer.result, answer.receipt)
    except Refused as refused:
        refusal = WorkedOut(one.id, rule, given, refused=(refused.field, refused.message))
        return replace(refusal, is_new=not (before and before.is_as(one, refusal)))
