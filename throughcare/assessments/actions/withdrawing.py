"""Withdrawing an assessment that was begun in error. One that is signed is never withdrawn."""

from datetime import datetime

from throughcare.assessments.access import WITHDRAW_ASSESSMENT
from throughcare.assessments.models import Assessment
from throughcare.assessments.queries.kept import instrument_of
from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action, save_version
from throughcare.foundation.audit import record
from throughcare.record import actions as on_record
from throughcare.signoff import queries as signoff
from throughcare.signoff.actions import withdraw_paper

CHANGED_BY_WITHDRAWING = ["state", "withdrawn_at", "withdrawn_by_id", "withdrawn_because"]


@action
def withdraw_assessment(
    *, actor: Actor, assessment: Assessment, version: int, why: str, at: datetime
) -> Assessment:
    """Put an open assessment aside; its answers stay to be read, and count for nothing.

    Raises AccessDenied, and ChangedMeanwhile if an answer has changed since it was read.
    """
    locked = Assessment.objects.select_for_update(of=("self",)).select_related("person")
    assessment = locked.get(pk=assessment.pk)
    require(actor, WITHDRAW_ASSESSMENT, assessment)
    set_withdrawn(actor, assessment, why=why, at=at)
    save_version(assessment, version=version, fields=CHANGED_BY_WITHDRAWING)
    if paper := signoff.paper_under_way(actor=actor, subject=assessment.subject):
        withdraw_paper(actor=actor, paper=paper, version=paper.version, comment=why, at=at)
    tell_withdrawn(actor, assessment, at=at)
    return assessment


def set_withdrawn(actor: Actor, assessment: Assessment, *, why: str, at: datetime) -> None:
    """What a row says that was put aside; saving it is the caller's."""
    assessment.state = Assessment.State.WITHDRAWN
    assessment.withdrawn_at = at
    assessment.withdrawn_by_id = actor.staff_id
    assessment.withdrawn_because = why


def tell_withdrawn(actor: Actor, assessment: Assessment, *, at: datetime) -> None:
    """Put it on the record and into the audit."""
    on_record.happened(
        actor=actor,
        person=assessment.person,
        kind="assessment-withdrawn",
        happened_at=at,
        recorded_at=at,
        title=instrument_of(assessment).title,
        text=assessment.withdrawn_because,
        marking=assessment.marking,
        link=assessment.subject,
    )
    record(
        actor,
        "assessments.assessment_withdrawn",
        about=assessment.person_id,
        marking=assessment.marking,
        assessment=assessment.pk,
    )
