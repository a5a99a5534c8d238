"""Saying who sees to the work of a colleague who is away."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day
from throughcare.staff.access import ARRANGE_COVER
from throughcare.staff.actions.members import EndsBeforeItBegins
from throughcare.staff.models import Cover, Member
from throughcare.staff.queries import is_away, placed


class CoveredAlready(Exception):
    """Somebody covers for the colleague on some of these days."""


class AwayThemselves(Exception):
    """Whoever was to cover is away on some of these days, or cannot sign in."""


class OverAlready(Exception):
    """The absence has ended."""


@action
def arrange_cover(
    *,
    actor: Actor,
    member: Member,
    covered_by: Member,
    since: date,
    until: date | None,
    at: datetime,
    id: UUID | None = None,
) -> Cover:
    """A colleague is away from one day until they are back, on `until`; another sees to their work.

    Nobody sees anybody they did not see before. The same form sent twice arranges it once.
    Raises AccessDenied, EndsBeforeItBegins, AwayThemselves or CoveredAlready.
    """
    today = local_day(at)
    require(actor, ARRANGE_COVER, placed(member_id=member.pk, on=today))
    if until is not None and (until <= since or until <= today):
        raise EndsBeforeItBegins(until)
    if not covered_by.is_active or covered_by.pk == member.pk:
        raise AwayThemselves(covered_by.pk)
    if is_away(member_id=covered_by.pk, since=since, until=until):
        raise AwayThemselves(covered_by.pk)
    cover = Cover(
        pk=id or uuid4(),
        member=member,
        covered_by=covered_by,
        since=since,
        until=until,
        recorded_by_id=actor.staff_id,
        recorded_at=at,
    )
    if not Cover.objects.filter(pk=cover.pk, member=member).exists():
        try:
            with transaction.atomic():
                cover.save(force_insert=True)
        except IntegrityError as clash:
            raise CoveredAlready(member.pk) from clash
    record(
        actor,
        "staff.cover_arranged",
        member=member.pk,
        covered_by=covered_by.pk,
        since=since,
        until=until,
    )
    return cover


@action
def end_cover(*, actor: Actor, cover: Cover, on: date, at: datetime) -> Cover:
    """The colleague is back from this day on; what has not begun by then is called off.

    Raises AccessDenied or OverAlready.
    """
    today = local_day(at)
    kept = Cover.objects.select_for_update().get(pk=cover.pk)
    require(actor, ARRANGE_COVER, placed(member_id=kept.member_id, on=today))
    if kept.until is not None and kept.until <= max(on, kept.since):
        raise OverAlready(kept.pk)
    kept.until = max(on, kept.since)
    kept.save(update_fields=["until"])
    record(actor, "staff.cover_ended", member=kept.member_id, cover=kept.pk, on=kept.until)
    return kept
