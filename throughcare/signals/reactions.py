"""News after which somebody is looked at again, and the moment at which they are."""

from collections.abc import Collection
from datetime import datetime

from throughcare.calculations.actions import note_due
from throughcare.calculations.events import once_worked_out
from throughcare.foundation.events import on
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.signals import Entries
from throughcare.people.events import CircumstanceChanged
from throughcare.record.events import EntryWritten
from throughcare.signals.actions import look_for_signals
from throughcare.signals.looking import counts
from throughcare.supervision.events import OutcomeRecorded


@once_worked_out
def look_at_them(people: Collection[int], at: datetime) -> None:
    look_for_signals(people=people, at=at)


@on(EntryWritten)
def look_again_at_what_counts(news: EntryWritten) -> None:
    entry = news.entry
    if any(
        isinstance(one, Entries) and counts(one, entry.kind, entry.note_type, entry.title)
        for one in pack().signal_rule.signal
    ):
        note_due(news.person, at=news.at)


@on(OutcomeRecorded)
def look_again_at_appointments(news: OutcomeRecorded) -> None:
    if news.happened == "absent":
        note_due(news.person, at=news.at)


@on(CircumstanceChanged)
def look_again_at_homes(news: CircumstanceChanged) -> None:
    if news.what == "address":
        note_due(news.person, at=news.at)
