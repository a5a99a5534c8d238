"""Taking in what messages say about appointments. The same message again changes nothing."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.learning import learn, record_learnt
from throughcare.foundation.packs import pack
from throughcare.staff import queries as staff
from throughcare.supervision.access import BOOK_APPOINTMENT
from throughcare.supervision.actions.entries import say_outcome
from throughcare.supervision.actions.outcomes import announce_outcome, keep
from throughcare.supervision.facts import AppointmentFacts
from throughcare.supervision.models import Appointment, Recording

_SAID = ("outcome", "outcome_text", "happened", "acceptable")
Happened = Recording.Happened


@action
def learn_appointment(
    *, actor: Actor, person: Any, facts: AppointmentFacts, source: UUID | None, at: datetime
) -> bool:
    """Learn of an appointment and what came of it. True if that changed anything.

    What a colleague recorded here stays readable when another system says something else later.
    Raises AccessDenied.
    """
    require(actor, BOOK_APPOINTMENT, Appointment(person=person, marking=facts.marking))
    learnt = learn(
        Appointment, person=person, facts=facts, source=source, at=at, stated=_stated(facts)
    )
    changed = learnt.is_news
    is_late = learnt.row.learnt_at is not None and at < learnt.row.learnt_at
    if facts.tells_outcome and not is_late:
        changed |= _learn_outcome(actor, learnt.row, facts, source=source, at=at)
    record_learnt(
        actor,
        "supervision.appointment_learnt",
        about=person,
        marking=facts.marking,
        key=facts.key,
        changed=changed,
    )
    return changed


def _stated(facts: AppointmentFacts) -> dict[str, Any]:
    kind = pack().appointment_type_meant(facts.type or facts.type_text)
    counts = facts.counts if facts.counts is not None else bool(kind and kind.counts)
    stated = {
        "type": kind.code if kind else "",
        "type_text": facts.type_text or facts.type,
        "starts_at": facts.starts_at,
        "ends_at": facts.ends_at if facts.ends_at and facts.ends_at >= facts.starts_at else None,
        "place": facts.place,
        "with_whom": staff.member_coded(facts.with_code) if facts.with_code else None,
        "with_name": facts.with_name,
        "description": facts.description,
        "counts": counts,
        "marking": facts.marking,
    }
    if not facts.is_in_short:
        return stated
    # A marking is never taken off because a list does not show it.
    return {name: value for name, value in stated.items() if value or name == "counts"}


def _learn_outcome(
    actor: Actor, appointment: Appointment, facts: AppointmentFacts, *, source: Any, at: datetime
) -> bool:
    """Keep the outcome told, unless it is what the other system said last or what stands."""
    said = _outcome(facts)
    for known in _told_and_standing(appointment):
        if known is not None and all(getattr(known, name) == said[name] for name in _SAID):
            return False
    former = appointment.latest
    recording = Recording(
        id=uuid4(),
        person=appointment.person,
        marking=appointment.marking,
        appointment=appointment,
        number=former.number + 1 if former else 1,
        is_failure=said["acceptable"] is False and appointment.counts,
        rule=pack().outcome_rule.name if said["outcome"] in pack().contact_outcomes else "",
        recorded_at=at,
        source=source,
        **said,
    )
    recording.entry = say_outcome(actor, appointment, recording, note=facts.note, at=at)
    keep(appointment, recording, version=appointment.version)
    announce_outcome(actor, appointment, recording, at=at)
    return True


def _told_and_standing(appointment: Appointment) -> tuple[Recording | None, ...]:
    """What another system said last came of it, and what counts; nothing of a new one."""
    if appointment.latest_id is None:
        return ()
    told = Recording.objects.filter(appointment=appointment, recorded_by=None)
    return told.order_by("number").last(), appointment.latest


def _outcome(facts: AppointmentFacts) -> dict[str, Any]:
    known = pack().outcome_meant(facts.outcome or facts.outcome_text)
    happened = known.happened if known else _happened(facts)
    return {
        "outcome": known.code if known else facts.outcome,
        "outcome_text": facts.outcome_text
        or (known.title if known else "")
        or (str(Happened(happened).label) if happened else _("Outcome recorded")),
        "happened": happened,
        "acceptable": known.acceptable if known else _acceptable(facts, happened),
    }


def _happened(facts: AppointmentFacts) -> str:
    if facts.was_rescheduled:
        return Happened.RESCHEDULED
    if facts.attended is None:
        return ""
    if not facts.attended:
        return Happened.ABSENT
    return Happened.FAILED if facts.complied is False else Happened.COMPLIED


def _acceptable(facts: AppointmentFacts, happened: str) -> bool | None:
    if facts.acceptable is not None:
        return facts.acceptable
    if happened == Happened.FAILED:
        return False
    return True if happened in (Happened.COMPLIED, Happened.RESCHEDULED) else None
