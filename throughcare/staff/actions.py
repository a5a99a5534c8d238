"""Every change to who works here."""

from datetime import date

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.packs import pack
from throughcare.staff.access import CHANGE_STAFF, CHOOSE_LANGUAGE
from throughcare.staff.models import Clearance, Member, Posting, Unit


class UnknownRole(Exception):
    """The pack has no such role."""


class UnknownClearance(Exception):
    """The pack has no such level of clearance."""


class NotAPlaceInTheTree(Exception):
    """A nation stands alone; every other unit lies in one."""


class EndsBeforeItBegins(Exception):
    """The last day lies before the first."""


class ActingUpNeedsAnEnd(Exception):
    """Acting up is for a time: say until when."""


@action
def add_unit(*, actor: Actor, kind: str, code: str, name: str, parent: Unit | None) -> Unit:
    """Add a unit to the tree. Raises AccessDenied or NotAPlaceInTheTree."""
    require(actor, CHANGE_STAFF)
    if (kind == Unit.Kind.NATION) is not (parent is None):
        raise NotAPlaceInTheTree(code)
    unit = Unit.objects.create(kind=kind, code=code, name=name, parent=parent)
    record(actor, "staff.unit_added", unit=unit.pk, code=code)
    return unit


@action
def add_member(
    *,
    actor: Actor,
    name: str,
    email: str | None,
    password: str | None = None,
    code: str | None = None,
    joined_on: date | None = None,
) -> Member:
    """Add a colleague. Without an address they are known by name only and cannot sign in."""
    require(actor, CHANGE_STAFF)
    member = Member(name=name, email=email, code=code, joined_on=joined_on, is_active=bool(email))
    member.set_password(password)
    member.save()
    record(actor, "staff.member_added", member=member.pk, name=name)
    return member


@action
def post(
    *,
    actor: Actor,
    member: Member,
    unit: Unit,
    role: str,
    since: date,
    until: date | None = None,
    acting_up: bool = False,
) -> Posting:
    """Give a colleague a role in a unit; `until` is the first day they no longer hold it.

    Raises AccessDenied, UnknownRole, EndsBeforeItBegins or ActingUpNeedsAnEnd.
    """
    require(actor, CHANGE_STAFF)
    if role not in pack().roles:
        raise UnknownRole(role)
    if until is not None and until <= since:
        raise EndsBeforeItBegins(until)
    if acting_up and until is None:
        raise ActingUpNeedsAnEnd(role)
    posting = Posting.objects.create(
        member=member, unit=unit, role=role, since=since, until=until, acting_up=acting_up
    )
    record(actor, "staff.posted", member=member.pk, unit=unit.pk, role=role, since=since)
    return posting


@action
def end_posting(*, actor: Actor, posting: Posting, on: date) -> Posting:
    """End a role: from this day on it is no longer held. Raises EndsBeforeItBegins."""
    require(actor, CHANGE_STAFF)
    if on <= posting.since:
        raise EndsBeforeItBegins(on)
    posting.until = on
    posting.save(update_fields=["until"])
    record(actor, "staff.posting_ended", member=posting.member_id, posting=posting.pk, on=on)
    return posting


@action
def clear(*, actor: Actor, member: Member, level: str, since: date, until: date) -> Clearance:
    """Record a clearance. Raises AccessDenied, UnknownClearance or EndsBeforeItBegins."""
    require(actor, CHANGE_STAFF)
    if level not in {known.id for known in pack().clearances.clearance}:
        raise UnknownClearance(level)
    if until <= since:
        raise EndsBeforeItBegins(until)
    clearance = Clearance.objects.create(member=member, level=level, since=since, until=until)
    record(actor, "staff.cleared", member=member.pk, level=level, until=until)
    return clearance


@action
def choose_language(*, actor: Actor, language: str) -> None:
    """Remember the language a colleague reads the program in; everyone chooses their own."""
    require(actor, CHOOSE_LANGUAGE)
    Member.objects.filter(pk=actor.staff_id).update(language=language)
    record(actor, "staff.language_chosen", language=language)
