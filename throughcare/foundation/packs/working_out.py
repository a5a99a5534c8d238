"""Rules worked out from the answers to an instrument. Pure.

What the answers to an instrument mean to rules is said once here, for one assessment on its page
and for the caseload that `calculations` works out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from throughcare.foundation.packs.questions import Answers, Option, Question, holds
from throughcare.rules.errors import NoSuchRule, Refused
from throughcare.rules.pack import Rules
from throughcare.rules.ruleset import RuleSet

if TYPE_CHECKING:
    from throughcare.foundation.packs.instruments import Instrument
    from throughcare.foundation.packs.questionnaire import WorksOut

# Asked, and the answer was "not known yet": as rules are told it. What was not asked is not there.
NOT_KNOWN = None


@dataclass(frozen=True)
class Came:
    """One result of a rule: what it is called, its value, and how a page shows it."""

    name: str
    title: str
    value: Any
    shown_as: str


@dataclass(frozen=True)
class WorkedOut:
    """What a rule came to from these answers; or why it came to nothing, as `refused` says.

    With the version and what it was given it can be worked out again, with its receipt, whenever
    somebody asks why: a version that has been used is never edited.
    """

    rule: str
    version: str
    title: str
    section: str | None
    given: Mapping[str, Any]
    results: Mapping[str, Any]
    shown: tuple[Came, ...]
    refused: str = ""


def worked_out(
    instrument: "Instrument",
    answers: Answers,
    *,
    about: Mapping[str, Any],
    on: date,
    among: Rules,
    not_known: Iterable[str] = (),
) -> list[WorkedOut]:
    """Every rule the instrument works out, by the version of the day.

    `about` is what is known of the person, by name of input; `not_known` are the questions answered
    with "not known yet". A rule that was not in force then is left out.
    """
    if not instrument.works_out:
        return []
    given = {**about, **scores_told(instrument, answers)}
    replied = {**dict.fromkeys(not_known, NOT_KNOWN), **answers}
    for question in instrument.questions_shown(answers):
        if question.id in replied:
            given |= told(question, replied[question.id])
    found: list[WorkedOut] = []
    chosen = instrument.chosen(answers)
    for one in instrument.works_out:
        if not holds(one.only_if, chosen):
            continue
        try:
            rule = among.in_force(one.rule, on=on)
        except NoSuchRule:
            continue
        inputs = {name for input in rule.input for name in input.names}
        case = {
            **{name: value for name, value in given.items() if name in inputs},
            **{name: _listed(instrument, ids, answers) for name, ids in one.lists.items()},
            **{name: _first(found, several) for name, several in one.taken.items()},
            **one.given,
        }
        found.append(_one(rule, one, case, among))
    return found


def chosen_by(results: list[WorkedOut]) -> dict[str, tuple[Option, ...]]:
    """What rules came to, as conditions ask for it: `questionnaire.audit.zone` is "hazardous"."""
    return {
        f"{one.rule}.{name}": (Option.model_construct(id=said(value), says=said(value)),)
        for one in results
        for name, value in one.results.items()
        if value is not None
    }


def said(value: Any) -> str:
    """A result as a condition writes it."""
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)


def told(question: Question, answer: Any) -> dict[str, Any]:
    """An answer under the names rules know it by: a number as int, yes or no as bool, a date as
    2026-11-22. NOT_KNOWN stays so. What is picked or written in a table no rule reads."""
    if question.kind == "several":
        names = question.names_for_rules
        if answer is NOT_KNOWN:
            return dict.fromkeys(names, NOT_KNOWN)
        chosen = [option for option in question.options if option.id in answer]
        so = {name for option in chosen for name in option.names_for_rules}
        return {name: name in so for name in names}
    if question.kind in ("table", "person", "offence"):
        return {}
    ruled_out = question.rules_out if answer == "no" else ()
    return {
        **dict.fromkeys(ruled_out, False),
        **{name: _value(question, answer) for name in question.names_for_rules},
    }


def scores_told(instrument: "Instrument", answers: Answers) -> dict[str, int]:
    """The points of each section that a rule takes, where any of what counts has an answer."""
    chosen = instrument.chosen(answers)
    return {
        section.gives: sum(o.points for q in section.counted for o in chosen.get(q.id, ()))
        for section in instrument.section
        if section.gives and any(q.id in chosen for q in section.counted)
    }


def _one(rule: RuleSet, one: "WorksOut", case: dict[str, Any], among: Rules) -> WorkedOut:
    try:
        results, refused = rule.answer(case, among.version, receipt=False).result, ""
    except Refused as error:
        results, refused = {}, str(error)
    shown = [result for result in rule.result if not one.shown or result.name in one.shown]
    return WorkedOut(
        rule=one.rule,
        version=rule.version,
        title=rule.title,
        section=one.section,
        given=case,
        results=results,
        shown=tuple(
            Came(result.name, result.title, results[result.name], result.shown_as)
            for result in shown
            if result.name in results
        ),
        refused=refused,
    )


def _first(found: list[WorkedOut], several: Iterable[str]) -> Any:
    """The first known of these results of rules worked out before."""
    came = (_result(found, what) for what in several)
    return next((value for value in came if value is not None), None)


def _result(found: list[WorkedOut], what: str) -> Any:
    """A result of a rule worked out before, as `predictor.ogrs4.p_svrp_static`."""
    rule, _, name = what.rpartition(".")
    return next((one.results.get(name) for one in found if one.rule == rule), None)


def _listed(instrument: "Instrument", ids: tuple[str, ...], answers: Answers) -> list[Any]:
    """Answers in order; those not there are left out, and the rule says so."""
    return [_value(instrument.questions[id], answers[id]) for id in ids if answers.get(id)]


def _value(question: Question, answer: Any) -> Any:
    if answer is NOT_KNOWN:
        return NOT_KNOWN
    if question.offered:
        return next((one.told for one in question.chosen(answer)), NOT_KNOWN)
    return int(answer) if question.kind == "number" else answer
