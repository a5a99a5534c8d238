"""Making tokens and ending them."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from secrets import token_urlsafe
from typing import Any

from throughcare.api.access import KEEP_TOKENS, USES
from throughcare.api.models import Token
from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.staff import actions as staff

PREFIX = "throughcare_"
"""So that a token left lying about is known for what it is."""
SOURCE_SYSTEM = "source-system"


class NoSuchUse(Exception):
    """A token cannot be made for this."""


class HasEnded(Exception):
    """There is no such token, or it has ended already."""


def digest_of(secret: str) -> str:
    """What is kept of a token. It is long and random: there is nothing to guess at leisure."""
    return hashlib.sha256(secret.encode()).hexdigest()


@action
def make_token(
    *, actor: Actor, member: Any, name: str, uses: Iterable[str], at: datetime, until: datetime
) -> tuple[Token, str]:
    """A token of this colleague's, and its text, to be shown once.

    Raises AccessDenied or NoSuchUse.
    """
    require(actor, KEEP_TOKENS)
    chosen = sorted(set(uses))
    if not chosen or not set(chosen) <= USES.keys():
        raise NoSuchUse(", ".join(chosen))
    secret = PREFIX + token_urlsafe(32)
    token = Token.objects.create(
        member=member, name=name, digest=digest_of(secret), uses=chosen, since=at, until=until
    )
    record(actor, "api.token_made", token=token.pk, member=member.pk, uses=chosen, until=until)
    return token, secret


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
