"""A second person agrees with decisions, or does not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.disclosure.access import CHECK_DECISION
from throughcare.disclosure.models import Decision, Request
from throughcare.disclosure.queries.checking import decision_for
from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import ChangedMeanwhile, action, save_version
from throughcare.foundation.audit import record


@dataclass(frozen=True)
class Answer:
    """What a second person says of one decision, in the version they read."""

    decision: UUID
    version: int
    agrees: bool
    note: str = ""


@action
def check_decisions(
    *, actor: Actor, request: Request, answers: Iterable[Answer], at: datetime
) -> None:
    """Agree, or say why not: then whoever decided does so anew. The same answer twice is one.

    All are kept or none. Raises AccessDenied, NotVisible or ChangedMeanwhile.
    """
    for answer in answers:
        decision = decision_for(actor=actor, request=request, id=answer.decision)
        require(actor, CHECK_DECISION, decision)
        _keep(actor, decision, answer, at)
        record(
            actor,
            "disclosure.decision_checked",
            about=decision.person_id,
            marking=decision.marking,
            decision=decision.pk,
            agrees=answer.agrees,
        )


def _keep(actor: Actor, decision: Decision, answer: Answer, at: datetime) -> None:
    said = Decision.Check.AGREED if answer.agrees else Decision.Check.REFUSED
    if decision.check_state == Decision.Check.WAITING:
        decision.check_state, decision.check_note = said, answer.note
        decision.checked_by_id, decision.checked_at = actor.staff_id, at
        fields = ["check_state", "check_note", "checked_by_id", "checked_at"]
        save_version(decision, version=answer.version, fields=fields)
    elif (decision.check_state, decision.checked_by_id) != (said, actor.staff_id):
        raise ChangedMeanwhile(decision)
