"""Questions about the fictional world."""

from dataclasses import dataclass

from throughcare.demo.content import staff_plan
from throughcare.demo.models import World
from throughcare.foundation.packs import pack


@dataclass(frozen=True)
class SignIn:
    """Somebody one can sign in as, and one thing to try."""

    address: str
    name: str
    role: str
    to_try: str


def the_world() -> World | None:
    """The world of this database, if it was made."""
    return World.objects.first()


def sign_ins() -> list[SignIn]:
    """Everybody one can sign in as, in the order of the file."""
    return [
        SignIn(one.address, one.name, pack().roles[one.role].title, one.to_try)
        for one in staff_plan().values()
        if one.to_try
    ]
