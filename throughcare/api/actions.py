"""Making tokens and ending them."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from secrets import token_urlsafe
from typing import Any
from uuid import UUID, uuid4

from throughcare.api.access import KEEP_TOKENS, USES, Wanted
from throughcare.api.models import Token
from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day
from throughcare.staff import actions as staff
from throughcare.staff import queries as staff_queries

PREFIX = "throughcare_"
"""So that a token left lying about is known for what it is."""
SOURCE_SYSTEM = "source-system"


class NoSuchUse(Exception):
    """A token cannot be made for this."""


class IsNoProgram(Exception):
    """This account is a colleague's."""


class ShownAlready(Exception):
    """The same form was sent again: its token was made, and is not shown twice."""


class HasEnded(Exception):
    """There is no such token, or it has ended already."""


def digest_of(secret: str) -> str:
    """What is kept of a token. It is long and random: there is nothing to guess at leisure."""
    return hashlib.sha256(secret.encode()).hexdigest()


@action
def make_token(
    *,
    actor: Actor,
    member: Any,
    name: str,
    uses: Iterable[str],
    at: datetime,
    until: datetime,
    id: UUID | None = None,
) -> tuple[Token, str]:
    """A token of this colleague's, and its text, to be shown once.

    Raises AccessDenied, NoSuchUse or ShownAlready.
    """
    chosen = sorted(set(uses))
    require(actor, KEEP_TOKENS, Wanted(frozenset(chosen)))
    if id and Token.objects.filter(pk=id).exists():
        raise ShownAlready(id)
    if not chosen or not set(chosen) <= USES.keys():
        raise NoSuchUse(", ".join(chosen))
    secret = PREFIX + token_urlsafe(32)
    token = Token.objects.create(
        id=id or uuid4(),
        member=member,
        name=name,
        digest=digest_of(secret),
        uses=chosen,
        since=at,
        until=until,
    )
    record(actor, "api.token_made", token=token.pk, member=member.pk, uses=chosen, until=until)
    return token, secret


@action
def let_in(
    *, actor: Actor, email: str, name: str, at: datetime, until: datetime, id: UUID | None = None
) -> tuple[Token, str]:
    """A token for a program that brings messages in; its account is added if there is none.

    Raises AccessDenied, IsNoProgram or ShownAlready.
    """
    require(actor, KEEP_TOKENS)
    on, member = local_day(at), staff_queries.member_at(email)
    if member is None:
        member = add_machine(actor=actor, name=name, email=email, on=on)
    roles = {posting.role for posting in staff_queries.postings_of(member.pk, on=on)}
    if roles != {SOURCE_SYSTEM}:
        raise IsNoProgram(email)
    token, secret = make_token(
        actor=actor, member=member, name=name, uses=["messages"], at=at, until=until, id=id
    )
    record(actor, "api.program_let_in", token=token.pk, member=member.pk)
    return token, secret


def note_use(*, token: Token, on: date) -> None:
    """Remember the day somebody came with it: one write a day, and no deed of anybody's."""
    if token.used_on != on:
        Token.objects.filter(pk=token.pk).update(used_on=on)


@action
def end_token(*, actor: Actor, token: Any, at: datetime) -> None:
    """Let nobody in with it from now on. Raises AccessDenied or HasEnded."""
    require(actor, KEEP_TOKENS)
    if not Token.objects.filter(pk=token, until__gt=at).update(until=at):
        raise HasEnded(token)
    record(actor, "api.token_ended", token=token)


@action
def add_machine(*, actor: Actor, name: str, email: str, on: date) -> Any:
    """An account for a program that brings messages in. It has no password and reads nobody."""
    require(actor, KEEP_TOKENS)
    member = staff.add_member(actor=actor, name=name, email=email, joined_on=on)
    staff.post(actor=actor, member=member, unit=staff.nation(), role=SOURCE_SYSTEM, since=on)
    record(actor, "api.machine_added", member=member.pk, name=name)
    return member
