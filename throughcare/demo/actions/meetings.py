"""These last days and the weeks ahead, by the actions everybody uses."""

from throughcare.demo.actions.area import Area
from throughcare.demo.actions.someone import Someone
from throughcare.demo.diary import Meeting
from throughcare.demo.sentencing import ACTIVITY
from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import local_day
from throughcare.sentences import queries as sentences
from throughcare.supervision import actions as supervision


def meet(someone: Someone, actor: Actor, area: Area) -> None:
    """Book what is booked and record what was recorded, as whoever holds the case."""
    for meeting in someone.recent_meetings:
        _meet(meeting, someone, actor, area)


def _meet(meeting: Meeting, someone: Someone, actor: Actor, area: Area) -> None:
    appointment = supervision.book_appointment(
        actor=actor,
        person=someone.person,
        type=meeting.type,
        starts_at=meeting.starts_at,
        place=meeting.place,
        with_whom=area.members[someone.life.holder],
        requirement=_requirement(someone, actor) if meeting.credit else None,
        at=meeting.booked_at,
    )
    if meeting.outcome and meeting.recorded_at:
        supervision.record_outcome(
            actor=actor,
            appointment=appointment,
            version=appointment.version,
            outcome=meeting.outcome,
            note=meeting.note,
            credit=meeting.credit,
            enforcement=meeting.enforcement,
            at=meeting.recorded_at,
        )


def _requirement(someone: Someone, actor: Actor) -> object:
    """The activity requirement, as it stands: an appointment may count toward it."""
    counted = sentences.open_requirements(
        actor=actor, person=someone.person, today=local_day(someone.diarist.at)
    )
    activity = next(one for one in counted if one.code == ACTIVITY)
    return sentences.requirement_to_change(actor=actor, person=someone.person, id=activity.id)
