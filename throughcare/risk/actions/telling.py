"""Writing what changed in risk onto the record, and announcing it. Steps of the actions here."""

from datetime import datetime
from uuid import UUID

from throughcare.foundation.access import Actor
from throughcare.foundation.events import announce
from throughcare.foundation.learning import Learnt
from throughcare.risk.events import HarmLevelChanged
from throughcare.risk.models import Flag, HarmLevel, Mappa


def flag_learnt(actor: Actor, learnt: Learnt[Flag], *, source: UUID | None, at: datetime) -> None:
    """Put a flag that a message brought, or took down, onto the record."""


def mappa_learnt(actor: Actor, mappa: Mappa, *, source: UUID | None, at: datetime) -> None:
    """Put management under MAPPA onto the record."""


def level_before(row: HarmLevel) -> str:
    """The level that counted for that group and setting before this one."""
    earlier = HarmLevel.objects.filter(
        person=row.person, group=row.group, setting=row.setting, assessed_on__lte=row.assessed_on
    )
    newest = earlier.order_by("-assessed_on", "-recorded_at").first()
    return newest.level if newest else ""


def level_set(actor: Actor, row: HarmLevel, *, before: str, at: datetime) -> None:
    """Announce a level and put it onto the record."""
    announce(
        HarmLevelChanged(
            person=row.person,
            at=at,
            by=actor,
            group=row.group,
            setting=row.setting,
            level=row.level,
            before=before,
        )
    )
