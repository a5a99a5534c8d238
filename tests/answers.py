"""An instrument answered to the end, with the first answers that come to hand."""

from collections.abc import Collection, Mapping
from typing import Any

from tests.databases import NOW
from throughcare.assessments import actions
from throughcare.assessments.models import Answer
from throughcare.assessments.replies import ANSWERED, Reply
from throughcare.foundation.access import Actor
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.questions import Column, Question


def answered(instrument: Instrument, given: Mapping[str, Any]) -> dict[str, Any]:
    """An answer to everything else that is asked: the last of the options there are."""
    given = dict(given)
    while asked := [one for one in instrument.questions_shown(given) if one.id not in given]:
        given |= {question.id: an_answer(question) for question in asked}
    return given


def an_answer(question: Question) -> Any:
    if question.offered:
        option = question.offered[-1].id
        return [option] if question.kind == "several" else option
    return {
        "number": str(question.least or 1),
        "date": "2026-12-20" if question.lies == "future" else "2026-11-20",
        "table": [{column.id: _cell(column) for column in question.column}],
        "person": {"says": "Somebody", "link": ""},
        "offence": {"says": "Something", "link": ""},
        "text": "1" * question.digits if question.digits else "Words",
    }[question.kind]


def answer_all(
    actor: Actor,
    assessment: Any,
    instrument: Instrument,
    *,
    but: Collection[str] = (),
    given: dict[str, Any] | None = None,
) -> None:
    """Answer what nobody has answered yet, in every section but those named; `given` are answers of
    one's own choice."""
    rows = Answer.objects.filter(assessment=assessment, state=ANSWERED)
    there = {row.question: row.value for row in rows}
    answers = answered(instrument, {**(given or {}), **there})
    for section in instrument.section:
        if section.id not in but:
            actions.answer_section(
                actor=actor,
                assessment=assessment,
                section_id=section.id,
                replies={
                    question.id: Reply(ANSWERED, answers[question.id])
                    for question in section.question
                    if question.id in answers and question.id not in there
                },
                known={},
                at=NOW,
            )


def _cell(column: Column) -> str:
    if column.kind == "one":
        return column.options[0].id
    return {"number": "1", "date": "2026-11-20"}.get(column.kind, "Words")
