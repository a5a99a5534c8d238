"""A request's life: opened, identity checked, more time taken, taken over, withdrawn."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from throughcare.disclosure.access import ANSWER_REQUEST
from throughcare.disclosure.deadlines import due_on
from throughcare.disclosure.models import Request
from throughcare.disclosure.queries.share import readable
from throughcare.foundation.access import Actor, one_visible, require
from throughcare.foundation.actions import action, save_version
from throughcare.foundation.audit import record
from throughcare.foundation.packs import pack


class HasEnded(Exception):
    """The request has been answered or withdrawn."""


@action
def open_request(
    *,
    actor: Actor,
    person: Any,
    received_on: date,
    on_behalf: str,
    asked_for: str,
    at: datetime,
    id: UUID,
) -> Request:
    """Write down that somebody asked. Whoever does answers it, until a colleague takes it over.

    `id` is the number it gets: the same form sent twice opens one. Raises AccessDenied.
    """
    require(actor, ANSWER_REQUEST, person)
    assert actor.staff_id is not None, "the program opens no request"
    request, _ = Request.objects.get_or_create(
        pk=id,
        person=person,
        defaults={
            "received_on": received_on,
            "on_behalf": on_behalf,
            "asked_for": asked_for,
            "due_on": _due(received_on, None, is_extended=False),
            "handler_id": actor.staff_id,
            "markings": sorted(readable(actor, person)),
            "opened_at": at,
        },
    )
    record(actor, "disclosure.request_opened", about=person, request=request.pk)
    return request


@action
def check_identity(*, actor: Actor, request: Request, on: date, how: str, version: int) -> Request:
    """We know now that it is they who ask. Raises AccessDenied, HasEnded or ChangedMeanwhile."""
    request = _open(actor, request)
    request.identity_on, request.identity_how = on, how
    return _save(
        actor, request, version, "disclosure.identity_checked", "identity_on", "identity_how"
    )


@action
def extend(*, actor: Actor, request: Request, on: date, because: str, version: int) -> Request:
    """Take the longer time the pack allows. Raises as `check_identity` does."""
    request = _open(actor, request)
    request.extended_on, request.extended_because = on, because
    return _save(
        actor, request, version, "disclosure.time_extended", "extended_on", "extended_because"
    )


@action
def withdraw(*, actor: Actor, request: Request, on: date, because: str, version: int) -> Request:
    """They no longer ask, or it was not they. Raises as `check_identity` does."""
    request = _open(actor, request)
    request.state, request.ended_on, request.ended_because = Request.State.WITHDRAWN, on, because
    return _save(
        actor,
        request,
        version,
        "disclosure.request_withdrawn",
        "state",
        "ended_on",
        "ended_because",
    )


@action
def take_over(*, actor: Actor, request: Request, on: date, because: str, version: int) -> Request:
    """Answer it in the place of whoever did, with what the actor may read. Raises as above."""
    request = _open(actor, request)
    assert actor.staff_id is not None, "the program answers no request"
    request.handler_id = actor.staff_id
    request.markings = sorted(readable(actor, request.person))
    said = {"on": on, "because": because}
    return _save(
        actor, request, version, "disclosure.request_taken_over", "handler_id", "markings", **said
    )


def _open(actor: Actor, request: Request) -> Request:
    require(actor, ANSWER_REQUEST, request)
    request = one_visible(Request.objects.select_related("person"), pk=request.pk)
    if request.state != Request.State.OPEN:
        raise HasEnded
    return request


def _save(
    actor: Actor, request: Request, version: int, verb: str, *fields: str, **said: Any
) -> Request:
    """Save these fields with what follows for the deadline; `said` has no column of its own."""
    request.due_on = _due(
        request.received_on, request.identity_on, is_extended=request.extended_on is not None
    )
    save_version(request, version=version, fields=[*fields, "due_on"])
    record(actor, verb, about=request.person_id, request=request.pk, due_on=request.due_on, **said)
    return request


def _due(received: date, identity: date | None, *, is_extended: bool) -> date:
    rule = pack().subject_access_rule.time
    return due_on(rule=rule, received=received, identity=identity, is_extended=is_extended)
