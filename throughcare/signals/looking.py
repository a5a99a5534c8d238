"""Which entries make a signal. Pure: what is known of one person in, what was found out.

What is known carries markings. Whoever asks says which may be known: what is marked otherwise is as
if it were not there, and a thing makes one finding of a signal and no more.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from throughcare.foundation.packs.signals import Entries, Home, Missed, Signal, Silence

ORDINARY = 0


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Something on the record: what it is called ("record.entry:4f1c…"), of which day, marked."""

    ref: str
    on: date
    marking: int = ORDINARY


@dataclass(frozen=True, kw_only=True)
class Appointment(Seen):
    """One that was to be kept: whether somebody came."""

    came: bool


@dataclass(frozen=True, kw_only=True)
class Entry(Seen):
    """An entry of the record in its newest version."""

    kind: str = "note"
    note_type: str = ""
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Address(Seen):
    """Where somebody lives or lived; `on` is when it began, or when it ended if it has."""

    has_ended: bool
    no_fixed_abode: bool = False


@dataclass(frozen=True, kw_only=True)
class Tier(Seen):
    """The tier that was worked out."""

    tier: str


@dataclass(frozen=True)
class Known:
    """One person, as far as signals look at them."""

    supervised: Seen | None = None
    """That they are supervised in the community, and since when; None for anybody else."""
    appointments: tuple[Appointment, ...] = ()
    entries: tuple[Entry, ...] = ()
    addresses: tuple[Address, ...] = ()
    tiers: tuple[Tier, ...] = ()

    def markings(self) -> set[int]:
        rows = (self.appointments, self.entries, self.addresses, self.tiers)
        return {one.marking for found in rows for one in found}

    def seen_with(self, markings: Collection[int]) -> "Known":
        """What is left where only these markings may be known."""
        return replace(
            self,
            appointments=_among(self.appointments, markings),
            entries=_among(self.entries, markings),
            addresses=_among(self.addresses, markings),
            tiers=_among(self.tiers, markings),
        )


@dataclass(frozen=True)
class Found:
    """A signal: what it was found in, and what else it rests on."""

    signal: str
    within: tuple[Seen, ...]
    beside: tuple[Seen, ...] = field(default=())

    @property
    def refs(self) -> tuple[str, ...]:
        return tuple(one.ref for one in (*self.within, *self.beside))

    @property
    def marking(self) -> int:
        """The highest among what it was made from."""
        return max(one.marking for one in (*self.within, *self.beside))


@dataclass(frozen=True)
class Raised:
    """A signal that was found before: under which marking, in what."""

    signal: str
    marking: int
    refs: tuple[str, ...]


S = TypeVar("S", bound=Seen)


def look(
    signals: Iterable[Signal], known: Known, raised: Iterable[Raised], today: date
) -> list[Found]:
    """Everything to be raised: from what is ordinary, then from that and each marking in turn.

    What is raised from ordinary things alone is the same whatever else is on the record. What a
    marking adds is raised under it, and only if something so marked is part of it.
    """
    signals, before = list(signals), list(raised)
    found: list[Found] = []
    for marking in (ORDINARY, *sorted(known.markings() - {ORDINARY})):
        may_know = {ORDINARY, marking}
        used = _used([*before, *map(_as_raised, found)], may_know)
        seen = known.seen_with(may_know)
        for signal in signals:
            one = _LOOKS[signal.look](signal, seen, used.get(signal.id, set()), today)
            if one and one.marking == marking:
                found.append(one)
    return found


def counts(signal: Entries, kind: str, note_type: str, title: str) -> bool:
    """Whether an entry is one that this signal counts."""
    if note_type:
        return note_type in signal.note_types
    words = title.casefold()
    return (
        kind in signal.kinds
        and any(word.casefold() in words for word in signal.words)
        and not any(word.casefold() in words for word in signal.but_not)
    )


def _missed(signal: Missed, known: Known, used: set[str], today: date) -> Found | None:
    """The last appointments, as far back as nobody came to them."""
    run: list[Appointment] = []
    for one in sorted(known.appointments, key=lambda one: (one.on, one.ref), reverse=True):
        if one.came:
            break
        run.append(one)
    if not (known.supervised and run and _is_lately(run[0].on, signal.within_days, today)):
        return None
    return _if_enough(signal.id, [one for one in run if one.ref not in used], signal.at_least)


def _entries(signal: Entries, known: Known, used: set[str], today: date) -> Found | None:
    fresh = [
        one
        for one in sorted(known.entries, key=lambda one: (one.on, one.ref))
        if one.ref not in used
        and _is_lately(one.on, signal.within_days, today)
        and counts(signal, one.kind, one.note_type, one.title)
    ]
    return _if_enough(signal.id, fresh, signal.at_least)


def _home(signal: Home, known: Known, used: set[str], today: date) -> Found | None:
    """No fixed abode, or nothing in the place of an address that ended."""
    current = [one for one in known.addresses if not one.has_ended]
    if known.supervised is None or any(not one.no_fixed_abode for one in current):
        return None
    lost = current or sorted(known.addresses, key=lambda one: (one.on, one.ref))[-1:]
    fresh = [
        one for one in lost if one.ref not in used and _is_lately(one.on, signal.within_days, today)
    ]
    return _if_enough(signal.id, fresh, 1)


def _silence(signal: Silence, known: Known, used: set[str], today: date) -> Found | None:
    """So long after the last meeting, or after the case began."""
    if known.supervised is None:
        return None
    met: list[Seen] = [one for one in known.appointments if one.came]
    met += [
        one
        for one in known.entries
        if one.note_type in signal.note_types or one.kind in signal.counted_from
    ]
    last = max([known.supervised, *met], key=lambda one: (one.on, one.ref))
    tiers = sorted(known.tiers, key=lambda one: one.marking)[-1:]  # the one that knows most
    days = signal.days_otherwise
    if tiers:
        days = signal.days_for_tier.get(tiers[0].tier, days)
    if last.ref in used or last.on + timedelta(days=days) >= today:
        return None
    return Found(signal.id, (last,), tuple(tiers))


_LOOKS: dict[str, Callable[[Any, Known, set[str], date], Found | None]] = {
    "missed": _missed,
    "entries": _entries,
    "home": _home,
    "silence": _silence,
}


def _if_enough(signal: str, fresh: list[S], at_least: int) -> Found | None:
    return Found(signal, tuple(fresh)) if len(fresh) >= at_least else None


def _is_lately(on: date, days: int, today: date) -> bool:
    return today - timedelta(days=days) <= on <= today


def _among(rows: tuple[S, ...], markings: Collection[int]) -> tuple[S, ...]:
    return tuple(one for one in rows if one.marking in markings)


def _as_raised(found: Found) -> Raised:
    return Raised(found.signal, found.marking, found.refs)


def _used(raised: Iterable[Raised], may_know: Collection[int]) -> dict[str, set[str]]:
    """By signal, what has made one that those may know of: nothing of it makes another."""
    used: dict[str, set[str]] = {}
    for one in raised:
        if one.marking in may_know:
            used.setdefault(one.signal, set()).update(one.refs)
    return used
