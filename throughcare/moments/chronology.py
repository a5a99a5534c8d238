"""What was recorded, and what was done after it within which time. Pure: no database, no clock."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughcare.record.queries import Line

Look = tuple[datetime, int | None, str]


@dataclass(frozen=True)
class Next:
    """The first thing that followed."""

    what: str
    by: str
    at: datetime
    within: str
    seconds: int
    before_the_incident: bool


@dataclass(frozen=True)
class Event:
    """One entry: when it happened, when it was recorded and by whom; who saw it, what was done."""

    id: str
    recorded_at: datetime
    happened_at: datetime
    kind: str
    title: str
    text: str
    by: str
    """Empty for what another system said and names nobody for."""
    system: str
    marking: str
    learnt_after: str
    """How long after it happened it was recorded, where that was not the same day."""
    happened_before_the_incident: bool
    first_opened: Next | None
    """The first time somebody else opened the record after it."""
    next_recorded: Next | None
    """The first thing a colleague recorded after it."""


def events(
    lines: Sequence[Line],
    *,
    also: Sequence[Line],
    looks: Sequence[Look],
    incident: datetime,
) -> tuple[Event, ...]:
    """Entries in the order they were recorded, each with what followed it.

    `also` are entries of a later time in which something may have followed, `looks` everybody who
    opened the record in either, the earliest first.
    """
    done = sorted(
        (one for one in (*lines, *also) if one.author and not one.system),
        key=lambda one: one.recorded_at,
    )
    done_at = [one.recorded_at for one in done]
    looked_at = [look[0] for look in looks]

    def opened(line: Line) -> Next | None:
        for at, _number, who in looks[bisect_right(looked_at, line.recorded_at) :]:
            if who != line.author:
                return _next(_("Record opened"), who, at, line.recorded_at, incident)
        return None

    def recorded(line: Line) -> Next | None:
        later = done[bisect_right(done_at, line.recorded_at) :]
        if not later:
            return None
        first = later[0]
        return _next(first.title, first.author, first.recorded_at, line.recorded_at, incident)

    return tuple(
        _event(line, incident, opened(line), recorded(line))
        for line in sorted(lines, key=lambda one: one.recorded_at)
    )


def _event(line: Line, incident: datetime, opened: Next | None, done: Next | None) -> Event:
    return Event(
        id=str(line.id),
        recorded_at=line.recorded_at,
        happened_at=line.happened_at,
        kind=line.kind_title,
        title=line.title,
        text=line.text,
        by=line.author or ("" if line.system else _("Throughcare")),
        system=line.system,
        marking=line.marking,
        learnt_after=lasted(line.recorded_at - line.happened_at) if line.learnt_at else "",
        happened_before_the_incident=line.happened_at <= incident,
        first_opened=opened,
        next_recorded=done,
    )


def _next(what: str, by: str, at: datetime, since: datetime, incident: datetime) -> Next:
    taken = at - since
    return Next(what, by, at, lasted(taken), int(taken.total_seconds()), at <= incident)


def lasted(span: timedelta) -> str:
    """3 days 4 hours; 2 hours 10 minutes; less than a minute."""
    minutes = int(abs(span).total_seconds()) // 60
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    said = [
        days and ngettext("%(n)s day", "%(n)s days", days) % {"n": days},
        hours and ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours},
        not days
        and minutes
        and ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes},
    ]
    return " ".join(one for one in said if one) or _("less than a minute")
