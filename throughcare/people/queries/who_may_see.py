"""Who may see somebody by name, who may not, and whether the record is restricted."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from throughcare.foundation.access import SYSTEM, Actor, acting_as, decide, one_visible
from throughcare.foundation.audit.access import SEE_LOOKS
from throughcare.foundation.audit.queries import LookLine, looks_at
from throughcare.foundation.packs import pack
from throughcare.people.access import EXCLUDE_COLLEAGUE, GRANT_ACCESS, RESTRICT_PERSON
from throughcare.people.models import Exclusion, Grant, Holding, Person, Restriction, runs
from throughcare.people.queries.merging import stretches

FORMER = 20


@dataclass(frozen=True)
class WhoMaySee:
    """The names granted and excluded now, those that ended, and the restriction in force."""

    grants: list[Grant]
    exclusions: list[Exclusion]
    former_grants: list[Grant]
    former_exclusions: list[Exclusion]
    restriction: Restriction | None
    looks: list[LookLine] | None
    """Who opened the record lately; None where that is not for the actor to see."""
    can_end: frozenset[UUID]
    """Which of the names the actor may take back: never their own."""
    can_grant: bool
    can_exclude: bool
    can_restrict: bool


def who_may_see(*, actor: Actor, person: Person, at: datetime) -> WhoMaySee:
    """Whom the actor could ask, and whom they must not."""
    grants = Grant.objects.filter(person=person).select_related("member")
    exclusions = Exclusion.objects.filter(person=person).select_related("member")
    ended = Q(until__lte=at)
    running = list(grants.filter(runs(at)).order_by("since", "id"))
    return WhoMaySee(
        grants=running,
        exclusions=list(exclusions.filter(runs(at)).order_by("since", "id")),
        former_grants=list(grants.filter(ended).order_by("-until", "id")[:FORMER]),
        former_exclusions=list(exclusions.filter(ended).order_by("-until", "id")[:FORMER]),
        restriction=Restriction.objects.filter(person=person, until=None).first(),
        looks=_looks(actor, person) if decide(actor, SEE_LOOKS, person).allowed else None,
        can_end=frozenset(one.pk for one in running if decide(actor, GRANT_ACCESS, one).allowed),
        can_grant=decide(actor, GRANT_ACCESS, person).allowed,
        can_exclude=decide(actor, EXCLUDE_COLLEAGUE, person).allowed,
        can_restrict=decide(actor, RESTRICT_PERSON, person).allowed,
    )


def _looks(actor: Actor, person: Person) -> list[LookLine]:
    with acting_as(SYSTEM):
        return looks_at(actor=actor, person=person, also=stretches(person))


def grant_of(*, actor: Actor, person: Person, id: UUID) -> Grant:
    """One name given for this person, running or ended. Raises NotVisible."""
    return one_visible(Grant.objects.select_related("member"), pk=id, person=person)


def exclusion_of(*, actor: Actor, person: Person, id: UUID) -> Exclusion:
    """One colleague excluded from this person, now or before. Raises NotVisible."""
    return one_visible(Exclusion.objects.select_related("member"), pk=id, person=person)


def why_it_stays(*, person: Person, grant: Grant, at: datetime) -> str:
    """The sentence that says why a name cannot be taken back yet; empty where it can.

    Only a restricted record, seen by name alone, could be lost by it.
    """
    has_ended = grant.until is not None and grant.until <= at
    if not person.is_restricted or has_ended or 0 not in grant.markings or grant.is_emergency:
        return ""
    named = Grant.objects.filter(runs(at), person=person, kind=Grant.Kind.NAMED)
    others = named.filter(markings__contains=[0])
    others = others.exclude(pk=grant.pk)
    if grant.until is None:
        others = others.filter(until=None)
    if others.filter(member=grant.member_id).exists():
        return ""
    if Holding.objects.filter(person=person, holder=grant.member_id, until=None).exists():
        said = _("%(name)s holds the case. Hand it over first: this name ends with it.")
        return said % {"name": grant.member.name}
    excluded = Exclusion.objects.filter(runs(at), person=person).values("member")
    if not others.filter(member__is_active=True).exclude(member__in=excluded).exists():
        return _(
            "Everybody else who is named loses sight of this record on a day already set, and "
            "then nobody could open it. Lift the restriction, or give somebody the case, first."
        )
    return ""


def markings_to_give(*, actor: Actor) -> list[tuple[str, str]]:
    """Markings the actor reads and may therefore let a named colleague read."""
    markings = pack().markings.values()
    return [(str(one.number), one.title) for one in markings if one.number in actor.markings]


def until_day(day: date) -> datetime:
    """The moment that day begins, when access given until then has ended."""
    return timezone.make_aware(datetime.combine(day, time.min))
