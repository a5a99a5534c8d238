"""Assessments that are under way: being written, or signed and waiting for somebody else's."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from throughcare.assessments import actions as assessments
from throughcare.assessments import queries
from throughcare.demo.actions.area import Area
from throughcare.demo.actions.someone import Someone
from throughcare.demo.actions.work import A_SECTION, TO_SIGN, replies_of
from throughcare.demo.content import AssessmentPlan
from throughcare.foundation.access import Actor, acting_as
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.questions import Answers


def leave_assessments(everybody: Iterable[Someone], area: Area) -> None:
    """Each as its writer does it, some days ago."""
    cast = {one.life.cast.key: one for one in everybody if one.life.cast}
    for plan in area.content.assessments:
        writer = area.actor_now(plan.by)
        with acting_as(writer):
            _write(plan, cast[plan.of].person, writer, area)


def _write(plan: AssessmentPlan, person: Any, writer: Actor, area: Area) -> None:
    at = area.at - timedelta(days=plan.days_ago, hours=1)
    instrument = pack().instrument(plan.instrument, on=local_day(at))
    begun = assessments.start_assessment(actor=writer, person=person, instrument=instrument, at=at)
    seen = queries.assessment_page(actor=writer, assessment=begun, on=local_day(at)).sections
    answers = said_on(plan.answers, local_day(area.at))
    replies = replies_of(instrument, answers)
    for place, section in enumerate(one.id for one in seen):
        if plan.to_be_signed or any(id in answers for id in replies[section]):
            page = queries.section_page(
                actor=writer, assessment=begun, section_id=section, today=local_day(at)
            )
            assessments.answer_section(
                actor=writer,
                assessment=begun,
                section_id=section,
                replies=replies[section],
                known=page.known,
                at=at + A_SECTION * place,
                looked_at=True,
            )
    if plan.to_be_signed:
        begun.refresh_from_db()
        assessments.sign_assessment(
            actor=writer,
            assessment=begun,
            version=begun.version,
            comment=plan.comment,
            at=at + TO_SIGN,
        )


def said_on(answers: Mapping[str, Any], today: date) -> Answers:
    """The answers with days counted from today written as dates."""
    return {
        id: (today + timedelta(days=said["days"])).isoformat()
        if isinstance(said, Mapping) and "days" in said
        else said
        for id, said in answers.items()
    }
