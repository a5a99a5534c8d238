"""How rows of `assessments` are told when the record is read as it stood at a moment."""

from typing import Any

from django.utils.translation import gettext_lazy as lazy

from throughcare.assessments.queries.kept import (
    called,
    came_to,
    in_words,
    instrument_of,
    reply_of,
    title_of,
)
from throughcare.foundation.past import Fact, Telling, Then
from throughcare.rules.errors import NoSuchRule


def _answers(row: Any, then: Then) -> list[Fact]:
    replies = {one.question: reply_of(one) for one in _given(row, then)}
    try:
        questions = [one for part in instrument_of(row).section for one in part.question]
    except NoSuchRule:
        return [Fact(id, in_words(None, reply)) for id, reply in replies.items()]
    name = called(then.past.person)
    return [
        Fact(one.asked_of(name), _reply(one, replies[one.id]))
        for one in questions
        if one.id in replies
    ]


def _given(row: Any, then: Then) -> list[Any]:
    return then.those("assessments.Answer", "assessment_id", row.pk)


def _reply(question: Any, reply: Any) -> str:
    return "\n".join(part for part in (in_words(question, reply), reply.note) if part)


ASSESSMENT = Telling(
    table="assessments.Assessment",
    section="assessments",
    what=lazy("Assessment"),
    title=lambda row, then: title_of(row),
    facts={
        "state": lazy("State"),
        "started_at": lazy("Started"),
        "started_by": lazy("Started by"),
        "signed_at": lazy("Signed"),
        "signed_by": lazy("Signed by"),
        "result": lazy("What it came to"),
        "withdrawn_at": lazy("Withdrawn"),
        "withdrawn_by": lazy("Withdrawn by"),
        "withdrawn_because": lazy("Why it was withdrawn"),
        "begun_because": lazy("Why it was begun"),
        "made_elsewhere": lazy("Made elsewhere by"),
    },
    says={"result": lambda row, then: came_to(row)},
    also=_answers,
    also_is=lazy("Answers"),
    within=("assessments.Answer", "assessments.Result"),
    untold=frozenset(
        {"instrument", "instrument_version", "begun_with", "left_behind", "source", "source_key"}
    ),
    is_over=lambda row, then: row.state == "withdrawn",
    order=lambda row: -row.started_at.timestamp(),
)

PAST = (ASSESSMENT,)
