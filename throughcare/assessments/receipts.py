"""Why an assessment says what it says: inputs, rule, steps with what each adds, result. Pure.

The receipt of a signed assessment is stored; that of an open one is worked out when it is looked
at. Both read the same. What follows from answers in a compartment has a receipt of its own, so that
the ordinary one tells nothing of it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughcare.assessments.case import about
from throughcare.assessments.replies import Replies, answers
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.questionnaire import ORDINARY, Need, Strength
from throughcare.foundation.packs.questions import Chosen, Condition, holds
from throughcare.foundation.packs.results import Result
from throughcare.foundation.packs.working_out import WorkedOut, chosen_by, worked_out

Receipt = dict[str, Any]
_LISTS = ("sections", "needs", "strengths", "not_known", "worked_out")


def receipts_of(
    instrument: Instrument,
    replies: Replies,
    *,
    person: Any,
    on: date,
    beside: Mapping[str, Any] = MappingProxyType({}),
) -> dict[str, Receipt]:
    """Everything that follows from these replies, with its reasons, as plain data: a receipt for
    each compartment of the instrument given, the ordinary one first.

    `beside`: what rules are told of the person besides (`queries/beside.py`).
    """
    return {
        marking: _receipt_of(
            instrument.narrowed({ORDINARY, marking}),
            marking,
            replies,
            person=person,
            on=on,
            beside=beside,
        )
        for marking in instrument.markings
    }


def merged(receipts: Iterable[Receipt]) -> Receipt:
    """Receipts of several compartments as one, for somebody who reads them all."""
    first, *others = receipts
    whole = {**first, **{name: list(first.get(name, ())) for name in _LISTS}}
    for other in others:
        for name in _LISTS:
            whole[name] += other[name]
        for name in ("inputs", "thresholds"):
            whole[name] = {**whole[name], **other[name]}
    return whole


def in_words(receipt: Receipt) -> str:
    """What the timeline says of it."""
    levels = [f"{one['title']}: {one['level_title']}" for one in receipt["sections"]]
    parts = ["\n".join(levels)] if levels else []
    for label, found in ((_("Needs"), receipt["needs"]), (_("Strengths"), receipt["strengths"])):
        if found:
            parts.append(f"{label}: {'; '.join(one['title'] for one in found)}")
    if unknown := len(receipt["not_known"]):
        text = ngettext("%(n)s answer is not known yet", "%(n)s answers are not known yet", unknown)
        parts.append(text % {"n": unknown})
    return "\n\n".join(parts)


def _receipt_of(
    instrument: Instrument,
    marking: str,
    replies: Replies,
    *,
    person: Any,
    on: date,
    beside: Mapping[str, Any],
) -> Receipt:
    """What follows from the sections with this marking; ordinary answers may come into it."""
    given = answers({id: reply for id, reply in replies.items() if id in instrument.questions})
    here = {one.id for one in instrument.section if one.marking == marking}
    came_to = []
    if marking == ORDINARY or _rests_on_rules(instrument, here):
        came_to = worked_out(
            instrument,
            given,
            about=about(
                sex=person.sex, born_on=person.born_on, answers=given, on=on, beside=beside
            ),
            on=on,
            among=pack().rules,
            not_known=[id for id, reply in replies.items() if reply.is_not_known],
        )
    results = chosen_by(came_to)
    result = instrument.result_of(given, came_to=results)
    chosen = {**instrument.chosen(given), **results}
    shown = [q for q in instrument.questions_shown(given) if instrument.section_of[q.id].id in here]
    scored = here | {
        one.id for one in instrument.domain if instrument.section_of[one.of[0]].id in here
    }
    plain = result.receipt()
    return {
        "instrument": instrument.name,
        "sections": [one for one in plain["sections"] if one["id"] in scored],
        "rule": _rule(instrument),
        "thresholds": {
            one.id: one.levels
            for one in (*instrument.section, *instrument.domain)
            if one.is_scored and one.id in scored
        },
        "inputs": {
            question.id: {"state": reply.state, "value": reply.value}
            for question in shown
            if (reply := replies.get(question.id)) and not reply.is_open
        },
        "needs": [
            {
                **_named(need),
                "steps": [step.model_dump() for step in need.step],
                "because": _why(need.when, chosen, instrument, came_to) or [_level(need, result)],
            }
            for need in result.needs
            if need.section in here
        ],
        "strengths": [
            {**_named(one), "because": _why(one.when, chosen, instrument, came_to)}
            for one in result.strengths
            if one.section in here
        ],
        "not_known": [
            {"id": question.id, "asks": question.asks}
            for question in shown
            if (reply := replies.get(question.id)) and reply.is_not_known
        ],
        "worked_out": [
            asdict(one)
            for one in came_to
            if (one.section in here if one.section else marking == ORDINARY)
        ],
    }


def _rests_on_rules(instrument: Instrument, here: Collection[str]) -> bool:
    """Whether a rule lies in these sections, or something shown there asks what one came to."""
    follows: list[Need | Strength] = [*instrument.need, *instrument.strength]
    return any(one.section in here for one in instrument.works_out) or any(
        id not in instrument.questions
        for shown in follows
        if shown.section in here
        for line in shown.when
        for id in line
    )


def _rule(instrument: Instrument) -> dict[str, str]:
    return {
        "id": instrument.id,
        "version": instrument.version,
        "title": instrument.title,
        "in_force_from": instrument.in_force_from.isoformat(),
        "source": instrument.source,
        "status": instrument.status,
    }


def _named(shown: Need | Strength) -> dict[str, str]:
    return {"id": shown.id, "title": shown.title, "section": shown.section}


def _why(
    lines: Iterable[Condition],
    chosen: Chosen,
    instrument: Instrument,
    came_to: Iterable[WorkedOut],
) -> list[dict[str, str]]:
    """The answers, and results of rules, that made a need or a strength show, each once."""
    asks = {id: question.asks for id, question in instrument.questions.items()}
    asks |= {f"{rule.rule}.{one.name}": one.title for rule in came_to for one in rule.shown}
    named = dict.fromkeys(id for line in lines if holds(line, chosen) for id in line)
    return [
        {"asks": asks.get(id, id), "says": "; ".join(option.says for option in chosen[id])}
        for id in named
    ]


def _level(need: Need, result: Result) -> dict[str, str]:
    """The level of its section, where no single answer showed the need."""
    section = result.section(need.section)
    return {"section": section.title, "level": section.level.title}


def titles_of(receipt: Mapping[str, Any], instrument: Instrument) -> dict[str, str]:
    """What sections and domains are called, by id."""
    named = {one.id: one.title for one in (*instrument.section, *instrument.domain)}
    return {**named, **{one["id"]: one["title"] for one in receipt["sections"]}}
