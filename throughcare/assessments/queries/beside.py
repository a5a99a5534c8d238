"""What the record tells rules of somebody beside the answers: where they are, what binds them, how
serious the harm could be.

Only what is ordinary. Whoever reads the assessment reads what follows from it, and that must not
depend on what whoever opened or signed it may know.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from throughcare.foundation.access.rows import PersonRow
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.instruments import Instrument
from throughcare.people import queries as people
from throughcare.risk import queries as risk
from throughcare.sentences import queries as sentences

R = TypeVar("R", bound=PersonRow)


def beside(instrument: Instrument, *, person: Any, on: date) -> Mapping[str, Any]:
    """By name of input, for an instrument that works out rules; a fixed number of queries.

    What nobody has said is left out: rules tell that from no.
    """
    if not instrument.works_out:
        return {}
    known = {**_of_risk(person.pk, on), **_of_sentences(person.pk, on)}
    if held := people.people_for_rules([person.pk]).get(person.pk):
        inside = any(one.kind == "custody" for one in _ordinary(held.holdings))
        known["setting"] = "custody" if inside else "community"
    return {name: value for name, value in known.items() if value is not None}


def _of_risk(person: int, on: date) -> dict[str, Any]:
    rows = risk.rows_for_rules([person])[person]
    levels = _ordinary(rows.levels)
    now = risk.highest(risk.newest_levels(levels))
    ever = risk.highest(levels)
    said = pack().calculation_rule.said
    return {
        "overallRiskForAssessment": said("level", now.level) if now else None,
        "highestRiskLevelOverAllAssessments": said("level", ever.level) if ever else None,
        "isEligibleForMappa": any(row.is_in_force(on) for row in _ordinary(rows.mappa)) or None,
    }


def _of_sentences(person: int, on: date) -> dict[str, Any]:
    record = sentences.on_record([person], only=("orders",))[person]
    over = record.closed()
    orders = [
        row
        for row in _ordinary(record.orders)
        if not row.has_ended(on) and row.conviction_id not in over
    ]
    custodial = any(row.kind == "custodial" for row in orders)
    return {"hasCustodialSentence": custodial if orders else None}


def _ordinary(rows: Iterable[R]) -> list[R]:
    return [row for row in rows if not row.marking]
