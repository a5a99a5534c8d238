"""Who may see somebody by name, who may not, and whether the record is restricted."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone

from throughcare.foundation.access import Actor, decide
from throughcare.foundation.audit.access import SEE_LOOKS
from throughcare.foundation.audit.queries import LookLine, looks_at
from throughcare.foundation.packs import pack
from throughcare.people.access import EXCLUDE_COLLEAGUE, GRANT_ACCESS, RESTRICT_PERSON
from throughcare.people.models import Exclusion, Grant, Person, Restriction


@dataclass(frozen=True)
class WhoMaySee:
    """The names granted and excluded now, and the restriction in force."""

    grants: list[Grant]
    exclusions: list[Exclusion]
    restriction: Restriction | None
    looks: list[LookLine] | None
    """Who opened the record lately; None where that is not for the actor to see."""
    can_grant: bool
    can_exclude: bool
    can_restrict: bool


def who_may_see(*, actor: Actor, person: Person, at: datetime) -> WhoMaySee:
    """Whom the actor could ask, and whom they must not."""
    now = Q(since__lte=at) & (Q(until=None) | Q(until__gt=at))
    return WhoMaySee(
        grants=list(
            Grant.objects.filter(now, person=person).select_related("member").order_by("since")
        ),
        exclusions=list(
            Exclusion.objects.filter(now, person=person).select_related("member").order_by("since")
        ),
        restriction=Restriction.objects.filter(person=person, until=None).first(),
        looks=looks_at(actor=actor, person=person)
        if decide(actor, SEE_LOOKS, person).allowed
        else None,
        can_grant=decide(actor, GRANT_ACCESS, person).allowed,
        can_exclude=decide(actor, EXCLUDE_COLLEAGUE, person).allowed,
        can_restrict=decide(actor, RESTRICT_PERSON, person).allowed,
    )


def markings_to_give(*, actor: Actor) -> list[tuple[str, str]]:
    """Markings the actor reads and may therefore let a named colleague read."""
    markings = pack().markings.values()
    return [(str(one.number), one.title) for one in markings if one.number in actor.markings]


def until_day(day: date) -> datetime:
    """The moment that day begins, when access given until then has ended."""
    return timezone.make_aware(datetime.combine(day, time.min))
