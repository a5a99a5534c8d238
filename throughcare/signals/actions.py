"""Raising concerns from what the record shows by itself."""

from collections.abc import Collection
from datetime import datetime

from throughcare.foundation.access import SYSTEM, require
from throughcare.foundation.access.actor import SEALED
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import pack
from throughcare.risk import actions as risk
from throughcare.signals.access import LOOK
from throughcare.signals.looking import look
from throughcare.signals.queries import to_look_at


@action
def look_for_signals(*, people: Collection[int], at: datetime) -> int:
    """Look at these people as the program, and raise what is found. How many concerns that were.

    Each concern says which signal found it and in what, and is marked as that is. A part of working
    somebody out again: what a signal of tiers looks at has just been worked out.
    """
    require(SYSTEM, LOOK)
    rule, raised = pack().signal_rule, 0
    for one in to_look_at(people, at=at):
        for found in look(rule.signal, one.known, one.raised, local_day(at)):
            if found.marking == SEALED:
                continue
            signal = rule.by_id[found.signal]
            risk.record_concern(
                actor=SYSTEM,
                person=one.person,
                kind=signal.kind,
                what=signal.says,
                happened_at=at,
                at=at,
                marking=found.marking,
                signal=signal.id,
                made_from=found.refs,
            )
            raised += 1
    record(SYSTEM, "signals.looked", people=len(people), raised=raised)
    return raised
