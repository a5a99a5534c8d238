"""Which part of a record is whose to decide about."""

from typing import Any

from throughcare.disclosure.models import Decision, Request
from throughcare.foundation.access import Actor, may_read
from throughcare.foundation.packs import pack


def readable(actor: Actor, person: Any) -> frozenset[int]:
    """The markings the actor may read of this person, whether or not anything has them."""
    return frozenset(
        marking.number
        for marking in pack().markings.values()
        if may_read(actor, Decision(person=person, marking=marking.number))
    )


def share_of(actor: Actor, request: Request) -> frozenset[int]:
    """Whoever answers the request decides about what they could read when they took it on; anybody
    else about what that colleague could not.
    """
    theirs = frozenset(request.markings)
    mine = readable(actor, request.person)
    return mine & theirs if request.handler_id == actor.staff_id else mine - theirs
