"""Saying how serious the harm could be."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.packs import pack
from throughcare.risk.access import CHANGE_LEVEL
from throughcare.risk.actions import telling
from throughcare.risk.actions.once import add, there_already
from throughcare.risk.models import HarmLevel


class NoSuchGroupThere(Exception):
    """The pack does not speak of that group in that setting: prisoners in the community."""


@action
def set_harm_level(
    *,
    actor: Actor,
    person: Any,
    group: str,
    setting: str,
    level: str,
    reason: str,
    assessed_on: date,
    at: datetime,
    marking: int = 0,
    author: Any = None,
    id: UUID | None = None,
) -> HarmLevel:
    """Say how serious the harm to a group of people in a setting could be, and why.

    Earlier levels stay readable. `author`: whose judgement it is, where the program writes down
    what somebody has signed; else it is the actor's. `id` is the number the level gets: the same
    form sent twice sets it once. Raises AccessDenied or NoSuchGroupThere.
    """
    row = HarmLevel(
        id=id or uuid4(),
        person=person,
        group=group,
        setting=setting,
        level=pack().code_list("rosh-level")[level].code,
        assessed_on=assessed_on,
        assessed_by=author.name if author else actor.name,
        author_id=author.pk if author else actor.staff_id,
        marking=marking,
        reason=reason,
        recorded_at=at,
    )
    require(actor, CHANGE_LEVEL, row)
    if setting not in pack().code_list("rosh-group")[group].facts["places"].split("|"):
        raise NoSuchGroupThere(f"{group} {setting}")
    there = there_already(HarmLevel, id, person=person)
    if there is None:
        before = telling.level_before(row)
        add(row)
        telling.level_set(actor, row, before=before, at=at)
    record(actor, "risk.level_set", about=person, group=group, setting=setting, level=level)
    return there or row
