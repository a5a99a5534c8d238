"""What sign-off has to know of an assessment: who wrote it, of whom, and with what competence."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from throughcare.assessments.models import Answer, Assessment, Evidence
from throughcare.assessments.queries.kept import instrument_of
from throughcare.foundation.access import SYSTEM, Actor, acting_as
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.signoff import NOT_ASSESSED, Facts
from throughcare.risk import queries as risk
from throughcare.signoff import queries as signoff
from throughcare.staff import queries as staff


def facts_of(*, actor: Actor, assessment: Assessment, at: datetime) -> Facts:
    """The facts by which it is decided whose signatures it needs.

    The level of harm is the most serious that counts for the person, or that this says.
    """
    instrument = instrument_of(assessment)
    said = levels_said(assessment, instrument).values()
    return {
        "author_role": tuple(sorted(actor.roles)),
        "harm_level": risk.most_serious(person=assessment.person_id, and_also=said) or NOT_ASSESSED,
        "instrument": instrument.id,
        "competence": "lapsed" if lacking(actor, instrument, on=local_day(at)) else "held",
    }


def levels_said(assessment: Assessment, instrument: Instrument) -> dict[tuple[str, str], str]:
    """The levels of harm an assessment says, by group and setting."""
    asked = {one.question: (one.group, one.setting) for one in instrument.harm_level}
    rows = Answer.objects.filter(assessment=assessment, question__in=asked, state="answered")
    return {asked[row.question]: str(row.value) for row in rows}


def writers_of(assessment: Assessment) -> frozenset[int]:
    """Everybody who answered in it or put evidence in, also where the reader may not read it."""
    with acting_as(SYSTEM):
        by = Answer.objects.filter(assessment=assessment).values_list("answered_by", flat=True)
        put = Evidence.objects.filter(assessment=assessment).values_list("put_by", flat=True)
        return frozenset(number for number in (*by, *put, assessment.started_by_id) if number)


def signed_before(author: int) -> int:
    """How many assessments somebody signed before there were papers to count."""
    with acting_as(SYSTEM):
        signed = Assessment.objects.filter(signed_by=author, state=Assessment.State.SIGNED).count()
    return max(0, signed - signoff.finals_of(member_id=author, kind="assessment"))


def submitting(
    *, actor: Actor, assessment: Assessment, at: datetime, data: Mapping[str, Any] | None = None
) -> signoff.Submitting:
    """What signing it now would come to: whose signatures it needs, and why, with the form."""
    paper = signoff.paper_under_way(actor=actor, subject=assessment.subject)
    if paper is None:  # begun before there were papers: signed by whoever signs it
        return signoff.Submitting((), (), None, signoff.own_signature(data))
    return signoff.submitting(
        actor=actor,
        paper=paper,
        facts=facts_of(actor=actor, assessment=assessment, at=at),
        at=at,
        data=data,
        earlier=signed_before(paper.author_id),
    )


def is_signed_by(*, actor: Actor, assessment: Assessment) -> bool:
    """Whether the actor was the last to sign it as the one who wrote it."""
    paper = signoff.paper_of_subject(actor=actor, subject=assessment.subject)
    return paper is not None and signoff.submitted_by(paper) == actor.staff_id


def lacking(actor: Actor, instrument: Instrument, *, on: date) -> tuple[staff.Missing, ...]:
    """What the instrument asks for and the actor does not hold on that day."""
    if actor.staff_id is None or not instrument.competence:
        return ()
    return staff.missing_competences(member_id=actor.staff_id, needed=instrument.competence, on=on)
