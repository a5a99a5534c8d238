"""Tries to sign in: counted by allauth in the program's cache, under keys that name nobody.

An account is shut for a while after too many wrong ones; an administrator can open it again.
"""

from hashlib import sha256

from allauth.core.internal.ratelimit import clear, consume
from django.conf import settings
from django.http import HttpRequest

from throughcare.staff.models import Member

_COUNTED = {"app": "allauth.account", "action": "login_failed"}


def key_of(email: str | None) -> str:
    """What an account's tries are counted under."""
    return (email or "").strip().lower()


def digest(email: str | None) -> str:
    """The same, for where the address itself may not stand."""
    return sha256(key_of(email).encode()).hexdigest()


def is_shut(request: HttpRequest, member: Member) -> bool:
    """Whether the next try would be refused, a good one as well."""
    return any(
        consume(request, **_COUNTED, config=_by_account(), key=key, dry_run=True, limit_get=True)
        is None
        for key in _keys(member)
    )


def open_again(request: HttpRequest, member: Member) -> None:
    """Forget what was counted for this account."""
    for key in _keys(member):
        clear(request, **_COUNTED, config=_by_account(), key=key)


def _keys(member: Member) -> tuple[str, str]:
    """Of the password, and of the second step as allauth names it."""
    return key_of(member.email), f"mfa-auth-user-{member.pk}"


def _by_account() -> dict[str, str]:
    """The limits that count by account; those that count by address are not this member's."""
    limits = settings.ACCOUNT_RATE_LIMITS["login_failed"].split(",")
    return {"login_failed": ",".join(one for one in limits if one.endswith("/key"))}
