"""Starting an assessment."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from throughcare.assessments.access import START_ASSESSMENT
from throughcare.assessments.models import Assessment
from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.loading import mark_used


@action
def start_assessment(
    *,
    actor: Actor,
    person: Any,
    instrument: Instrument,
    at: datetime,
    marking: int = 0,
    id: UUID | None = None,
) -> Assessment:
    """Start to assess the person, or go on with the one that is open already.

    There is one open at a time of an instrument under a marking. Raises AccessDenied.
    """
    started = Assessment(
        id=id or uuid4(),
        person=person,
        marking=marking,
        instrument=instrument.id,
        instrument_version=instrument.version,
        started_at=at,
        started_by_id=actor.staff_id,
    )
    require(actor, START_ASSESSMENT, started)
    # Two colleagues may press the button at once: the second goes on with what the first began.
    again = Assessment.objects.filter(pk=started.pk).first()
    if again is None:
        Assessment.objects.bulk_create([started], ignore_conflicts=True)
        mark_used(instrument, at=at)
    found = again or Assessment.objects.get(
        person=person, instrument=instrument.id, marking=marking, state=Assessment.State.OPEN
    )
    record(
        actor,
        "assessments.assessment_started",
        about=person,
        marking=marking,
        assessment=found.pk,
        instrument=instrument.name,
        was_open_already=found.pk != started.pk or again is not None,
    )
    return found
