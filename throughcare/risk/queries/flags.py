"""Flags as a page shows them: with the note that counts now, and their history."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, may_read, one_visible
from throughcare.foundation.calendar import local_day
from throughcare.foundation.database.kept import kept
from throughcare.foundation.learning import Provenance, provenance_of
from throughcare.foundation.packs import badge_of, pack
from throughcare.risk.models import Flag, FlagChange
from throughcare.risk.reviews import next_review
from throughcare.risk.wording import category_of, field_title, flag_title


@dataclass(frozen=True)
class Note:
    """A note to a flag: what, by whom, when."""

    text: str
    by: str
    on: date | None


@dataclass(frozen=True)
class Step:
    """One step of a flag's history."""

    what: str
    at: datetime
    by: str
    note: str
    review_on: date | None
    changed: tuple[str, ...]


@dataclass(frozen=True)
class FlagLine:
    """One flag."""

    id: UUID
    title: str
    given_title: str
    """What the other system calls it, where that is something else."""
    category: str
    """Id of the pack's category; empty for a flag the pack does not know."""
    register: str
    level: str
    colour: str
    warns: bool
    note: Note | None
    notes: tuple[Note, ...]
    """Older notes, newest first."""
    started_on: date | None
    raised_by: str
    review_on: date | None
    is_review_due: bool
    ended_on: date | None
    end_note: str
    is_up: bool
    marking: str
    provenance: Provenance | None
    history: tuple[Step, ...]
    can_change: bool = False


def flag_lines(flags: Iterable[Flag], *, today: date, can_change: bool = False) -> list[FlagLine]:
    """These flags with their notes and history: one query for any number of them."""
    flags = list(flags)
    steps: dict[UUID, list[FlagChange]] = defaultdict(list)
    for change in _changes(flags=[flag.pk for flag in flags]):
        steps[change.flag_id].append(change)
    return [_line(flag, steps[flag.pk], today, can_change) for flag in flags]


@kept
def _changes(*, flags: list[UUID]) -> QuerySet[FlagChange]:
    return FlagChange.objects.filter(flag__among=flags).order_by("-at", "-id")


def flag_line(flag: Flag, *, today: date) -> FlagLine:
    """One flag, for the page where it is changed."""
    return flag_lines([flag], today=today, can_change=True)[0]


def usual_review(flag: Flag, today: date) -> date | None:
    """The next review the pack asks for, counted from today."""
    known = pack().flag_types.get(flag.type)
    return next_review(today, known.review_months if known else None)


def flag_to_change(*, actor: Actor, person: Any, id: UUID) -> Flag:
    """One flag of this person. Raises NotVisible."""
    return one_visible(Flag.objects.all(), pk=id, person=person)


def markings_to_use(*, actor: Actor, person: Any) -> list[tuple[str, str, str]]:
    """The markings the actor may read of this person, and so may use: number, title, about."""
    return [
        (str(one.number), one.title, one.about)
        for one in sorted(pack().markings.values(), key=lambda one: one.number)
        if may_read(actor, Flag(person=person, marking=one.number))
    ]


def _line(flag: Flag, steps: list[FlagChange], today: date, can_change: bool) -> FlagLine:
    known = pack().flag_types.get(flag.type)
    up = flag.is_up(today)
    notes = _notes(flag, steps)
    title = flag_title(flag)
    return FlagLine(
        id=flag.pk,
        title=title,
        given_title=flag.title if flag.title.casefold() != title.casefold() else "",
        category=category_of(flag),
        register=flag.register,
        level=flag.level or flag.category,
        colour=flag.colour,
        warns=bool(known and known.warns and up),
        note=notes[0] if notes else None,
        notes=tuple(notes[1:]),
        started_on=flag.started_on,
        raised_by=flag.raised_by,
        review_on=flag.review_on,
        is_review_due=bool(up and flag.review_on and flag.review_on < today),
        ended_on=flag.ended_on if not up else None,
        end_note=flag.end_note,
        is_up=up,
        marking=badge_of(flag.marking),
        provenance=provenance_of(flag),
        history=tuple(_step(step) for step in steps),
        can_change=can_change and flag.is_active,
    )


def _notes(flag: Flag, steps: list[FlagChange]) -> list[Note]:
    """What reviews here have said, then what was written elsewhere or when it was raised."""
    reviews = [
        Note(step.note, step.author_text, local_day(step.at))
        for step in steps
        if step.kind == FlagChange.Kind.REVIEWED and step.note
    ]
    given = [
        Note(one["text"], one.get("by") or "", parse_date(one["on"]) if one.get("on") else None)
        for one in flag.notes
    ]
    return reviews + given


def _step(step: FlagChange) -> Step:
    said = {
        FlagChange.Kind.RAISED.value: _("Raised"),
        FlagChange.Kind.REVIEWED.value: _("Reviewed"),
        FlagChange.Kind.ENDED.value: _("Ended"),
        FlagChange.Kind.LEARNT.value: _("Changed by a message")
        if step.before
        else _("Came in a message"),
    }
    return Step(
        what=said[step.kind],
        at=step.at,
        by=step.author_text,
        note="" if step.kind == FlagChange.Kind.RAISED else step.note,
        review_on=step.review_on,
        changed=tuple(
            _("%(what)s was: %(before)s") % {"what": field_title(name), "before": _plain(was)}
            for name, was in step.before.items()
        ),
    )


def _plain(was: Any) -> str:
    """What stood there before, in words."""
    if isinstance(was, list):
        return "; ".join(one.get("text", "") for one in was) or _("nothing")
    if was in ("True", "False"):
        return _("yes") if was == "True" else _("no")
    return str(was) if was not in (None, "", "None") else _("nothing")
