"""Every change to who works here."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.packs import pack
from throughcare.staff.access import CHANGE_STAFF, CHOOSE_LANGUAGE, KEEP_SIGN_IN
from throughcare.staff.models import Member, Posting, Unit
from throughcare.staff.queries import MEMBERS, UNITS, member_coded

_IN_CUSTODY = {Unit.Kind.ESTABLISHMENT, Unit.Kind.WING}


class UnknownRole(Exception):
    """The pack has no such role."""


class NotAPlaceInTheTree(Exception):
    """A nation stands alone; every other unit lies in one."""


class SomebodyIsHere(Exception):
    """Colleagues can sign in already: one of them adds the next."""


class NotThatKindOfUnit(Exception):
    """The code stands for a unit of another kind here: a prison where a team was meant."""


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


def nation() -> Unit:
    """The top of the tree, planted where there is none yet. A step inside an action."""
    known = Unit.objects.filter(kind=Unit.Kind.NATION).order_by("id").first()
    top = pack().nation
    return known or Unit.objects.create(kind=Unit.Kind.NATION, code=top.code, name=top.title)


@action
def let_first_administrator_in(
    *, actor: Actor, name: str, email: str, password: str, on: date
) -> Member:
    """Add an administrator where nobody can sign in yet. Raises AccessDenied or SomebodyIsHere."""
    require(actor, CHANGE_STAFF)
    if Member.objects.filter(is_active=True).exists():
        raise SomebodyIsHere
    member = add_member(actor=actor, name=name, email=email, password=password, joined_on=on)
    post(actor=actor, member=member, unit=nation(), role="administrator", since=on)
    record(actor, "staff.first_administrator_let_in", member=member.pk)
    return member


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
def learn_unit(*, actor: Actor, kind: str, code: str, name: str, parent: Unit | None) -> Unit:
    """The unit a message from another system names; added below the nation, or below `parent`,
    where we do not know its code. The audit tells such a unit from one an administrator added.

    Raises AccessDenied or NotThatKindOfUnit.
    """
    require(actor, CHANGE_STAFF)
    unit, is_new = Unit.objects.get_or_create(
        code=code, defaults={"kind": kind, "name": name, "parent": parent or nation()}
    )
    if is_new:
        UNITS.add(unit)
    if (unit.kind in _IN_CUSTODY) is not (kind in _IN_CUSTODY):
        raise NotThatKindOfUnit(code)
    record(actor, "staff.unit_learnt", unit=unit.pk, code=code, is_new=is_new)
    return unit


@action
def learn_member(*, actor: Actor, code: str, name: str) -> Member:
    """The member of staff a message names by code; an unknown one is added and cannot sign in."""
    require(actor, CHANGE_STAFF)
    known = member_coded(code)
    member = known or Member.objects.create(
        code=code, name=name, is_active=False, password=make_password(None)
    )
    if known is None:
        MEMBERS.add(member)
    record(actor, "staff.member_learnt", member=member.pk, code=code, is_new=known is None)
    return member


@action
def learn_colleague(*, actor: Actor, ref: UUID, code: str | None, name: str) -> Member:
    """The colleague an exported record names; one we do not know is added and cannot sign in.

    Known is who has this number, or this officer code.
    """
    require(actor, CHANGE_STAFF)
    known = Member.objects.filter(ref=ref).first() or (
        Member.objects.filter(code=code).first() if code else None
    )
    member = known or Member.objects.create(
        ref=ref, code=code, name=name, is_active=False, password=make_password(None)
    )
    record(actor, "staff.member_learnt", member=member.pk, code=code, is_new=known is None)
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
    id: UUID | None = None,
) -> Posting:
    """Give a colleague a role in a unit; `until` is the first day they no longer hold it.

    The same form sent twice, with the same `id`, gives the role once.
    Raises AccessDenied, UnknownRole, EndsBeforeItBegins or ActingUpNeedsAnEnd.
    """
    require(actor, CHANGE_STAFF)
    if role not in pack().roles:
        raise UnknownRole(role)
    if until is not None and until <= since:
        raise EndsBeforeItBegins(until)
    if acting_up and until is None:
        raise ActingUpNeedsAnEnd(role)
    said = {"unit": unit, "role": role, "since": since, "until": until, "acting_up": acting_up}
    posting, _ = Posting.objects.get_or_create(pk=id or uuid4(), member=member, defaults=said)
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
def choose_language(*, actor: Actor, language: str) -> None:
    """Remember the language a colleague reads the program in; everyone chooses their own."""
    require(actor, CHOOSE_LANGUAGE)
    Member.objects.filter(pk=actor.staff_id or 0).update(language=language)
    record(actor, "staff.language_chosen", language=language)


@action
def give_password(*, actor: Actor, member: Member, password: str, at: datetime) -> None:
    """Let a colleague in with this password, once: they choose their own before anything else.

    It ends every session of theirs. Giving the same one again changes nothing.
    Raises AccessDenied.
    """
    require(actor, CHANGE_STAFF)
    if not member.check_password(password):
        member.set_password(password)
        member.password_until = at + timedelta(hours=pack().session_rule.given_password_hours)
        member.save(update_fields=["password", "password_until"])
    record(actor, "staff.password_given", member=member.pk, until=member.password_until)


@action
def note_password_chosen(*, actor: Actor, member: Member) -> None:
    """Write that a colleague chose a password of their own. Part of the transaction that does."""
    require(actor, KEEP_SIGN_IN)
    member.password_until = None
    member.save(update_fields=["password_until"])
    record(actor, "staff.password_chosen", member=member.pk)


@action
def note_failed_try(*, actor: Actor, member: Member | None, what: str, address: str) -> None:
    """Write that somebody did not get in: by password, code or passkey, or shut out ("locked").

    An account that is not there is nobody's, and what was typed for it is not kept.
    """
    require(actor, CHANGE_STAFF)
    record(
        actor,
        "staff.locked_out" if what == "locked" else "staff.sign_in_failed",
        member=member.pk if member else None,
        by=what,
        address=address,
    )


@action
def note_way_to_sign_in(*, actor: Actor, member_id: int, kind: str, added: bool) -> None:
    """Write that a second step was set up or removed. Part of the transaction that does it."""
    require(actor, KEEP_SIGN_IN)
    verb = "staff.second_step_added" if added else "staff.second_step_removed"
    record(actor, verb, member=member_id, kind=kind)


@action
def note_signed_in(*, actor: Actor, member: Member, by: list[str], address: str) -> None:
    """Write that a colleague has signed in, and how."""
    require(actor, CHANGE_STAFF)
    record(actor, "staff.signed_in", member=member.pk, by=by, address=address)


@action
def tie_account(*, actor: Actor, member: Member, account: str) -> None:
    """From now on this account of the organisation's sign-in is this colleague's, and no other."""
    require(actor, CHANGE_STAFF)
    member.account = account
    member.save(update_fields=["account"])
    record(actor, "staff.account_tied", member=member.pk, account=account)


@action
def untie_account(*, actor: Actor, member: Member) -> None:
    """Let a colleague come with another account of the organisation's. Raises AccessDenied."""
    require(actor, CHANGE_STAFF)
    record(actor, "staff.account_untied", member=member.pk, account=member.account)
    member.account = None
    member.save(update_fields=["account"])


@action
def let_try_again(*, actor: Actor, member: Member) -> None:
    """Open an account that was shut after too many wrong tries. Raises AccessDenied."""
    require(actor, CHANGE_STAFF)
    record(actor, "staff.let_try_again", member=member.pk)


@action
def remove_second_steps(*, actor: Actor, member: Member) -> None:
    """Forget a colleague's ways to a second step, when they lost them. Raises AccessDenied.

    The next page they open leads them to set up a new one, if their role asks for it.
    """
    require(actor, CHANGE_STAFF)
    Authenticator.objects.filter(user=member).delete()
    record(actor, "staff.second_steps_reset", member=member.pk)
