"""Making what the person gets, of what was decided, and handing it out."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db.models import F
from django.utils.translation import gettext as _

from throughcare.disclosure.access import ANSWER_REQUEST
from throughcare.disclosure.actions.requests import HasEnded
from throughcare.disclosure.blackout import without
from throughcare.disclosure.items import Item
from throughcare.disclosure.models import Bundle, Decision, GoneThrough, HandedOut, Request
from throughcare.disclosure.paper import paper_of
from throughcare.disclosure.queries.items import ItemLine, lines_of
from throughcare.disclosure.queries.share import share_of
from throughcare.disclosure.wording import Line
from throughcare.exchange.queries import Rows, rows_of, written_out
from throughcare.foundation.access import SYSTEM, Actor, acting_as, one_visible, require
from throughcare.foundation.access.actor import SEALED
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import pack
from throughcare.foundation.ui.dates import written_day


class NotSettled(Exception):
    """Something is still to be decided or checked, or we do not know yet who asks."""


@action
def finish(*, actor: Actor, request: Request, at: datetime, id: UUID) -> None:
    """The actor has been through all that is theirs; what is to be given is put together.

    Whoever answers the request always makes a bundle, be it the letter alone. Anybody else makes
    one for each marking under which there is something to give, and none where there is nothing.
    `id`: the same form sent twice finishes once. Raises AccessDenied, HasEnded or NotSettled.
    """
    require(actor, ANSWER_REQUEST, request)
    request = one_visible(
        Request.objects.select_for_update(of=("self",)).select_related("person"), pk=request.pk
    )
    if request.state == Request.State.WITHDRAWN:
        raise HasEnded
    share = share_of(actor, request)
    numbers = {marking: uuid5(id, f"gone through {marking}") for marking in sorted(share)}
    record(actor, "disclosure.gone_through", about=request.person_id, request=request.pk)
    if GoneThrough.objects.filter(request=request, pk__in=numbers.values()).exists():
        return
    rows = rows_of(request.person, with_messages=False)
    lines = lines_of(rows, actor=actor, request=request)
    if request.identity_on is None or any(one.state != "settled" for one in lines):
        raise NotSettled
    is_handler = request.handler_id == actor.staff_id
    for markings in [share] if is_handler else [frozenset({one}) for one in sorted(share)]:
        its_own = [one for one in lines if one.item.marking in markings]
        if is_handler or any(_goes_out(one) for one in its_own):
            number = uuid5(id, ",".join(map(str, sorted(markings))))
            _make(actor, request, rows, its_own, markings, at=at, id=number)
    GoneThrough.objects.bulk_create(
        GoneThrough(
            id=number,
            person=request.person,
            request=request,
            of_marking=marking,
            by_id=actor.staff_id or 0,
            at=at,
        )
        for marking, number in numbers.items()
    )


@action
def hand_out(
    *,
    actor: Actor,
    request: Request,
    bundle: Bundle,
    on: date,
    how: str,
    at: datetime,
    id: UUID,
) -> None:
    """Write down that the person has it. Whoever answers the request has then answered it.

    Raises AccessDenied.
    """
    require(actor, ANSWER_REQUEST, request)
    with acting_as(SYSTEM):
        HandedOut.objects.get_or_create(
            pk=id,
            person_id=request.person_id,
            bundle=bundle,
            defaults={
                "marking": bundle.marking,
                "on": on,
                "how": how,
                "by_id": actor.staff_id,
                "recorded_at": at,
            },
        )
    if request.handler_id == actor.staff_id:
        # Counted up as every change is: whoever withdraws it at this moment is told of this one.
        Request.objects.filter(pk=request.pk, state=Request.State.OPEN).update(
            state=Request.State.ANSWERED, ended_on=on, version=F("version") + 1
        )
    _write_down(actor, "disclosure.bundle_handed_out", bundle)


def _make(
    actor: Actor,
    request: Request,
    rows: Rows,
    lines: Sequence[ItemLine],
    markings: frozenset[int],
    *,
    at: datetime,
    id: UUID,
) -> None:
    items = [_blacked_out(one, rows) for one in lines if _goes_out(one)]
    data = _data(items, rows, at=at)
    paper = paper_of(
        items,
        about=f"{rows.person.given_name} {rows.person.family_name}".strip(),
        head=_head(request, at),
        grounds={one.decision.ground for one in lines if one.decision},
        made_at=at,
    )
    bundle = Bundle(
        id=id,
        person=request.person,
        request=request,
        marking=next(iter(markings)) if len(markings) == 1 else SEALED,
        markings=sorted(markings),
        paper=paper,
        paper_sha256=hashlib.sha256(paper).hexdigest(),
        data=data,
        data_sha256=hashlib.sha256(data).hexdigest(),
        made_by_id=actor.staff_id or 0,
        made_at=at,
    )
    with acting_as(SYSTEM):
        bundle.save(force_insert=True)
    _write_down(actor, "disclosure.bundle_made", bundle)


def _goes_out(line: ItemLine) -> bool:
    return line.decision is not None and line.decision.outcome != Decision.Outcome.WITHHOLD


def _blacked_out(line: ItemLine, rows: Rows) -> Item:
    """The item as it goes out."""
    assert line.decision is not None, "only what was decided goes out"
    if line.decision.outcome != Decision.Outcome.PART:
        return line.item
    mark, passages = pack().subject_access_rule.blacked_out, line.decision.passages
    left = tuple(
        (table, without(row, table.columns, passages, mark)) for table, row in line.item.rows
    )
    return Item.of(line.item.key, left, rows)


def _data(items: Iterable[Item], rows: Rows, *, at: datetime) -> bytes:
    """The same as data, by the schema of exported records."""
    found: dict[str, list[Any]] = {label: [] for label in rows.by_table}
    for item in items:
        for table, row in item.rows:
            found[table.label].append(row)
    made = written_out(rows, found, at=at, by=_("The service that works with you"))
    return (json.dumps(made.document, ensure_ascii=False, indent=1) + "\n").encode()


def _head(request: Request, at: datetime) -> list[Line]:
    return [
        Line(_("You asked on"), written_day(request.received_on)),
        Line(_("Put together on"), written_day(local_day(at))),
        Line(_("Number of your request"), str(request.pk)),
    ]


def _write_down(actor: Actor, verb: str, bundle: Bundle) -> None:
    """Marked as the bundle is where it has one marking: nobody else learns that there is one."""
    record(
        actor,
        verb,
        about=bundle.person_id,
        marking=0 if bundle.marking == SEALED else bundle.marking,
        bundle=bundle.pk,
        paper=bundle.paper_sha256,
        data=bundle.data_sha256,
    )
