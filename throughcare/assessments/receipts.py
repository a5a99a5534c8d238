"""Why an assessment says what it says: inputs, rule, steps with what each adds, result. Pure.

The receipt of a signed assessment is stored; that of an open one is worked out when it is looked
at. Both read the same.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughcare.assessments.replies import Replies, answers
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.questionnaire import Need, Strength
from throughcare.foundation.packs.questions import Chosen, Condition, holds
from throughcare.foundation.packs.results import Result

Receipt = dict[str, Any]


def receipt_of(instrument: Instrument, replies: Replies) -> Receipt:
    """Everything that follows from these replies, with its reasons, as plain data."""
    given = answers(replies)
    result = instrument.result_of(given)
    chosen = instrument.chosen(given)
    shown = instrument.questions_shown(given)
    return {
        **result.receipt(),
        "rule": _rule(instrument),
        "thresholds": {
            section.id: section.levels for section in instrument.section if section.is_scored
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
                "because": _why(need.when, chosen, instrument) or [_level(need, result)],
            }
            for need in result.needs
        ],
        "strengths": [
            {**_named(strength), "because": _why(strength.when, chosen, instrument)}
            for strength in result.strengths
        ],
        "not_known": [
            {"id": question.id, "asks": question.asks}
            for question in shown
            if (reply := replies.get(question.id)) and reply.is_not_known
        ],
    }


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
    lines: Iterable[Condition], chosen: Chosen, instrument: Instrument
) -> list[dict[str, str]]:
    """The answers that made a need or a strength show, each once."""
    questions = dict.fromkeys(id for line in lines if holds(line, chosen) for id in line)
    return [
        {
            "asks": instrument.questions[id].asks,
            "says": "; ".join(option.says for option in chosen[id]),
        }
        for id in questions
    ]


def _level(need: Need, result: Result) -> dict[str, str]:
    """The level of its section, where no single answer showed the need."""
    section = result.section(need.section)
    return {"section": section.title, "level": section.level.title}
