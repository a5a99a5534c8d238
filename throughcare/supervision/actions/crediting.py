"""Adding what an appointment counted to the requirement it was for, and taking it back."""

from datetime import datetime
from decimal import Decimal

from throughcare.foundation.access import Actor
from throughcare.sentences import actions as sentences
from throughcare.sentences import queries as requirements
from throughcare.supervision.models import Appointment, Recording


def credit_requirement(
    actor: Actor,
    appointment: Appointment,
    recording: Recording,
    *,
    former: Recording | None,
    at: datetime,
) -> None:
    """Bring the requirement to what this recording says. A step of an action, which has asked.

    What the former recording credited goes back, as far as it is still counted; what others
    counted meanwhile stays.
    """
    more = (recording.credit or Decimal(0)) - ((former.credit if former else None) or Decimal(0))
    if appointment.requirement_id is None:
        return
    requirement = requirements.requirement_to_change(
        actor=actor, person=appointment.person, id=appointment.requirement_id
    )
    more = max(more, -(requirement.used or Decimal(0)))
    if more:
        sentences.credit(
            actor=actor,
            person=appointment.person,
            requirement_id=requirement.pk,
            amount=more,
            at=at,
        )
