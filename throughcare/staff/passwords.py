"""Passwords that an administrator hands over: made by the program, easy to read out and to copy."""

import hmac
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.utils.encoding import force_bytes

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
GROUPS, OF = 5, 4  # 99 bits


def made_for(member: UUID, *, once: UUID) -> str:
    """The password of one showing of the form: pressing its button twice gives no second one.

    Whoever has not the program's secret key cannot make it.
    """
    key = force_bytes(settings.SECRET_KEY)
    made = hmac.new(key, b"given password" + member.bytes + once.bytes, sha256).digest()
    number, letters = int.from_bytes(made), []
    for _position in range(GROUPS * OF):
        number, which = divmod(number, len(LETTERS))
        letters.append(LETTERS[which])
    return "-".join("".join(letters[at : at + OF]) for at in range(0, GROUPS * OF, OF))
