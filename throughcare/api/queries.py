"""Which token this is, and which there are."""

from datetime import datetime

from throughcare.api.actions import digest_of
from throughcare.api.models import Token


def token_shown(secret: str, *, at: datetime) -> Token | None:
    """The token with this text, while it lets somebody in."""
    lets_in = Token.objects.filter(since__lte=at, until__gt=at, member__is_active=True)
    return lets_in.filter(digest=digest_of(secret)).first()


def tokens() -> list[Token]:
    """All that were ever made: the one that lets in longest first."""
    return list(Token.objects.select_related("member").order_by("-until", "id"))
