"""What signals look at, of many people at once: a fixed number of queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from throughcare.calculations import queries as calculations
from throughcare.calculations.queries import TierRow
from throughcare.foundation.calendar import local_day, moment_at
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.signals import Home, Signals
from throughcare.people import queries as people
from throughcare.people.queries import AddressForRules, PersonForRules
from throughcare.record import queries as record
from throughcare.risk import queries as risk
from throughcare.signals.looking import Address, Appointment, Entry, Known, Raised, Seen, Tier
from throughcare.supervision import queries as supervision


@dataclass(frozen=True)
class LookedAt:
    """One person: what is known of them, and what was raised before."""

    person: Any
    known: Known
    raised: list[Raised]


def to_look_at(ids: Collection[int], *, at: datetime) -> list[LookedAt]:
    """Those of them who are on the record; ten queries for any number."""
    wanted, rule, today = sorted(set(ids)), pack().signal_rule, local_day(at)
    since = moment_at(today - timedelta(days=rule.look_back_days), time.min)
    found = people.people_for_rules(wanted)
    addresses = people.addresses_for_rules(wanted)
    kept = supervision.appointments_kept(wanted, since=since, until=at)
    entries = record.entries_counted(
        wanted, kinds=rule.kinds, note_types=rule.note_types, since=since
    )
    tiers = calculations.tier_rows(wanted)
    released = people.last_custody_of(wanted)
    raised = risk.raised_by_signals(wanted)
    return [
        LookedAt(
            person.person,
            Known(
                supervised=_supervised(person, released.get(number)),
                appointments=tuple(
                    Appointment(
                        ref=one.ref, on=local_day(one.at), marking=one.marking, came=one.came
                    )
                    for one in kept.get(number, ())
                ),
                entries=tuple(
                    Entry(
                        ref=f"record.entry:{one.first}",
                        on=local_day(one.happened_at),
                        marking=one.marking,
                        kind=one.kind,
                        note_type=one.note_type,
                        title=one.title,
                    )
                    for one in entries.get(number, ())
                ),
                addresses=_addresses(addresses.get(number, ()), rule, today),
                tiers=tuple(_tier(one) for one in tiers.get(number, ())),
            ),
            [Raised(one.signal, one.marking, one.made_from) for one in raised.get(number, ())],
        )
        for number, person in found.items()
    ]


def _supervised(person: PersonForRules, custody: Any) -> Seen | None:
    """Since when a team in the community holds them, outside; nobody who is in custody."""
    held = next((one for one in person.holdings if one.kind == "community"), None)
    if held is None or person.in_custody_since is not None:
        return None
    if custody and custody.until > held.since:
        return Seen(ref=f"people.holding:{custody.pk}", on=custody.until)
    return Seen(ref=f"people.holding:{held.pk}", on=held.since)


def _addresses(rows: Iterable[AddressForRules], rule: Signals, today: date) -> tuple[Address, ...]:
    """Those somebody lives or lived at; not where their letters go, or where they might move."""
    lived_at = {code for one in rule.signal if isinstance(one, Home) for code in one.lived_at}
    return tuple(
        Address(
            ref=f"people.address:{one.id}",
            on=one.until if one.until and has_ended else _began(one, today),
            marking=one.marking,
            has_ended=has_ended,
            no_fixed_abode=one.no_fixed_abode,
        )
        for one in rows
        if one.status in lived_at or not one.status
        for has_ended in [one.until is not None and one.until <= today]
    )


def _began(row: AddressForRules, today: date) -> date:
    """Since when; what no day was given for, or a colleague changed in its place, since now."""
    return today if row.since is None or row.is_ours else row.since


def _tier(row: TierRow) -> Tier:
    return Tier(
        ref=f"calculations.calculation:{row.id}",
        on=local_day(row.calculated_at),
        marking=row.marking,
        tier=row.tier,
    )
