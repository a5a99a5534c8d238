"""Writing what changed in risk onto the record, and announcing it. Steps of the actions here."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import moment_at
from throughcare.foundation.database.kept import kept
from throughcare.foundation.events import announce
from throughcare.foundation.learning import Learnt, Shelf
from throughcare.foundation.packs import pack
from throughcare.record.actions import happened
from throughcare.risk.events import (
    FlagEnded,
    FlagRaised,
    FlagReviewed,
    HarmLevelChanged,
    MappaChanged,
)
from throughcare.risk.models import Flag, HarmLevel, Mappa
from throughcare.risk.wording import level_says, mappa_says

_KINDS = {"raised": "flag-raised", "reviewed": "flag-reviewed", "ended": "flag-removed"}


def flag_changed(
    actor: Actor, flag: Flag, what: str, *, note: str, at: datetime, id: UUID | None = None
) -> None:
    """A colleague raised, reviewed or ended a flag."""
    news = {"raised": FlagRaised, "reviewed": FlagReviewed, "ended": FlagEnded}[what]
    announce(news(person=flag.person, at=at, by=actor, flag=flag))
    happened(
        actor=actor,
        person=flag.person,
        kind=_KINDS[what],
        happened_at=at,
        recorded_at=at,
        title=flag.title,
        text=note,
        marking=flag.marking,
        important=what == "raised",
        link=f"risk.flag:{flag.pk}",
        id=id,
    )


def flag_learnt(actor: Actor, learnt: Learnt[Flag], *, source: UUID | None, at: datetime) -> None:
    """A message brought a flag, changed what it says, or took it down."""
    flag = learnt.row
    ended = not flag.is_active and (learnt.is_new or learnt.before.get("is_active") is True)
    if learnt.is_new:
        _flag(
            actor,
            flag,
            "raised",
            on=flag.started_on,
            source=source,
            at=at,
            is_first=True,
            important=flag.is_active,
        )
        if flag.is_active:
            announce(FlagRaised(person=flag.person, at=at, by=actor, flag=flag))
    if ended:
        _flag(actor, flag, "ended", on=flag.ended_on, source=source, at=at, is_first=learnt.is_new)
        announce(FlagEnded(person=flag.person, at=at, by=actor, flag=flag))
    elif not learnt.is_new:
        _flag(actor, flag, "reviewed", on=None, source=source, at=at, is_first=False)
        announce(FlagReviewed(person=flag.person, at=at, by=actor, flag=flag))


def mappa_learnt(actor: Actor, learnt: Learnt[Mappa], *, source: UUID | None, at: datetime) -> None:
    """A message brought management under MAPPA, or changed it."""
    mappa = learnt.row
    announce(MappaChanged(person=mappa.person, at=at, by=actor, mappa=mappa))
    happened(
        actor=actor,
        person=mappa.person,
        kind="mappa-changed",
        happened_at=_on(mappa.started_on, at),
        recorded_at=at,
        title=mappa_says(mappa),
        text=mappa.note,
        marking=mappa.marking,
        link=f"risk.mappa:{mappa.pk}",
        source=source,
        source_key=f"{mappa.source_key}#mappa",
        is_first=learnt.is_new,
    )


def level_before(row: HarmLevel) -> str:
    """The level that counted for that group and setting before this one."""
    earlier = [
        one
        for one in LEVELS.at(row.person.pk)
        if (one.group, one.setting) == (row.group, row.setting)
        and one.assessed_on <= row.assessed_on
    ]
    newest = max(earlier, key=lambda one: (one.assessed_on, one.recorded_at), default=None)
    return newest.level if newest else ""


@kept
def _levels(*, people: list[int]) -> QuerySet[HarmLevel]:
    return HarmLevel.objects.filter(person__among=people)


LEVELS = Shelf(lambda people, _keys: _levels(people=people), lambda row: (row.person_id, ""))


def level_set(
    actor: Actor,
    row: HarmLevel,
    *,
    before: str,
    at: datetime,
    is_first: bool = False,
    id: UUID | None = None,
) -> None:
    """A level was assessed. Only one that differs is put on the record."""
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
    if row.level == before and row.source_key:
        return
    happened(
        actor=actor,
        person=row.person,
        kind="risk-level-changed",
        happened_at=_on(row.assessed_on, at) if row.source_key else at,
        recorded_at=at,
        title=level_says(row),
        text=_was(row, before),
        marking=row.marking,
        important=True,
        link=f"risk.harmlevel:{row.pk}",
        source=row.source,
        source_key=f"{row.source_key}#level" if row.source_key else None,
        author=row.assessed_by if row.source_key else None,
        is_first=is_first,
        id=id,
    )


def _was(row: HarmLevel, before: str) -> str:
    words = pack().code_list("rosh-level")
    was = _("Was: %(level)s.") % {"level": words.title_of(before)} if before else ""
    return "\n\n".join(part for part in (row.reason, was if before != row.level else "") if part)


def _flag(
    actor: Actor,
    flag: Flag,
    what: str,
    *,
    on: date | None,
    source: UUID | None,
    at: datetime,
    is_first: bool,
    important: bool = False,
) -> None:
    note = flag.notes[0] if flag.notes else {}
    # Being raised and being ended are one entry each, every other change one of its own.
    part = what if what != "reviewed" else f"reviewed at {at.isoformat()}"
    happened(
        actor=actor,
        person=flag.person,
        kind=_KINDS[what],
        happened_at=_on(on, at),
        recorded_at=at,
        title=flag.title,
        text=flag.end_note if what == "ended" else note.get("text", ""),
        marking=flag.marking,
        important=important,
        link=f"risk.flag:{flag.pk}",
        source=source,
        source_key=f"{flag.source_key}#{part}",
        is_first=is_first,
        author=flag.raised_by if what == "raised" else "",
    )


def _on(day_given: date | None, at: datetime) -> Any:
    """A day a source gives, as a moment: its beginning. Without one, when we learnt of it."""
    return moment_at(day_given, time.min) if day_given else at
