"""What goes onto the record on the news of those below, who cannot write there themselves."""

from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.calendar import local_day, moment_at
from throughcare.foundation.events import on
from throughcare.people import queries as people
from throughcare.people.events import (
    CircumstanceChanged,
    HoldingBegan,
    HoldingEnded,
    PersonAdded,
)
from throughcare.record.actions import happened


@on(PersonAdded)
def say_that_someone_is_new(news: PersonAdded) -> None:
    _say(news, kind="person-added")


@on(HoldingBegan)
def say_who_holds_them(news: HoldingBegan) -> None:
    words = {
        "community": _("Case taken by %(who)s"),
        "custody": _("Came to %(who)s"),
        "specialist": _("Taken on by %(who)s"),
        "provider": _("Referred to %(who)s"),
    }[news.kind]
    unit = news.unit.name
    who = f"{news.holder.name}, {unit}" if news.holder else unit
    if news.before == news.unit:
        words = _("Case taken by %(who)s")  # on the same wing, by another officer
    _say(
        news,
        kind="holding-began",
        title=words % {"who": who},
        text=people.note_of(person=news.person.pk, holding=news.holding),
        on=news.on,
    )


@on(HoldingEnded)
def say_who_no_longer_holds_them(news: HoldingEnded) -> None:
    words = _("Left %(unit)s") if news.kind == "custody" else _("No longer held by %(unit)s")
    _say(
        news,
        kind="holding-ended",
        title=words % {"unit": news.unit.name},
        text=people.why_it_ended(holding=news.holding),
        on=news.on,
    )


@on(CircumstanceChanged)
def say_what_changed(news: CircumstanceChanged) -> None:
    # What a message brings is in the details; on the timeline it is one line among its like.
    _say(news, kind="details-received" if news.by.is_system else "details-changed")


def _say(news: Any, *, kind: str, title: str = "", text: str = "", on: date | None = None) -> None:
    happened(
        actor=news.by,
        person=news.person,
        kind=kind,
        title=title,
        text=text,
        happened_at=_moment(on, news.at),
        recorded_at=news.at,
        link=news.name,
    )


def _moment(on: date | None, at: datetime) -> datetime:
    """The moment itself for today's news; for another day only the day is known."""
    return at if on is None or on == local_day(at) else moment_at(on, time.min)
