"""How rows of `sentences` are told when the record is read as it stood at a moment."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from throughcare.foundation.packs import pack
from throughcare.foundation.past import Telling, Then, where_so
from throughcare.foundation.ui.dates import written_day
from throughcare.sentences.wording import (
    figure,
    hearing_outcome,
    hearing_title,
    in_units,
    length_of,
)

_NOTE, _STARTED, _ENDED = lazy("Note"), lazy("Started"), lazy("Ended")
_TERM = {
    "sub_title": lazy("In particular"),
    "started_on": _STARTED,
    "ends_on": lazy("Is to end"),
    "ended_on": _ENDED,
    "end_reason": lazy("Why it ended"),
    "note": _NOTE,
}
_TERM_UNTOLD = frozenset({"conviction", "code", "title", "sub_code", "is_active"})


def _titled(row: Any, then: Then) -> str:
    return str(row.title)


def _has_ended(row: Any, then: Then) -> bool:
    return bool(row.has_ended(then.today))


def _newest_first(row: Any) -> tuple[bool, int]:
    day = getattr(row, "started_on", None)
    return day is None, -day.toordinal() if day else 0


def _conviction(row: Any, then: Then) -> str:
    number = row.number and _("Event %(number)s") % {"number": row.number}
    parts = (number, row.convicted_on and written_day(row.convicted_on), row.court)
    return ", ".join(part for part in parts if part) or _("Conviction")


def _date(row: Any, then: Then) -> str:
    title = pack().code_list("sentence-date").title_of(row.kind)
    return f"{title}: {written_day(row.on)}"


def _used(row: Any, then: Then) -> str:
    return "" if row.used is None else figure(row.used)


CONVICTION = Telling(
    table="sentences.Conviction",
    section="sentence",
    what=lazy("Conviction"),
    title=_conviction,
    facts={
        "outcome": lazy("Outcome"),
        "referred_on": lazy("Referred"),
        "responsible_court": lazy("Responsible court"),
        "in_breach": lazy("In breach"),
        "is_active": lazy("In force"),
    },
    untold=frozenset({"number", "convicted_on", "court"}),
    is_over=lambda row, then: row.is_active is False,
)

ORDER = Telling(
    table="sentences.Order",
    section="sentence",
    what=lazy("Sentence"),
    title=_titled,
    facts={
        "kind": lazy("Kind"),
        "length": lazy("Length"),
        "started_on": _STARTED,
        "released_on": lazy("Released"),
        "ends_on": lazy("Is to end"),
        "ended_on": _ENDED,
        "end_reason": lazy("Why it ended"),
    },
    says={"length": lambda row, then: length_of(row)},
    untold=frozenset(
        {"conviction", "code", "title", "length_unit", "second_length", "second_length_unit"}
        | {"length_text", "is_post_sentence_supervision"}
    ),
    is_over=_has_ended,
    order=_newest_first,
)

OFFENCE = Telling(
    table="sentences.Offence",
    section="sentence",
    what=lazy("Offence"),
    title=_titled,
    facts={
        "is_main": lazy("Main offence"),
        "category": lazy("Category"),
        "began_on": lazy("Committed"),
        "ended_on": lazy("Until"),
        "count": lazy("Count"),
        "note": _NOTE,
    },
    says={"is_main": where_so("is_main")},
    untold=frozenset({"conviction", "code", "title"}),
    order=lambda row: not row.is_main,
)

REQUIREMENT = Telling(
    table="sentences.Requirement",
    section="sentence",
    what=lazy("Requirement"),
    title=_titled,
    facts={
        "amount": lazy("How much"),
        "used": lazy("Done so far"),
        "used_on": lazy("Counted"),
        "used_by": lazy("Counted by"),
        **_TERM,
    },
    says={
        "amount": lambda row, then: in_units(row.amount, row.unit) if row.amount else "",
        "used": _used,
    },
    untold=_TERM_UNTOLD | {"unit"},
    is_over=_has_ended,
    order=_newest_first,
)

CONDITION = Telling(
    table="sentences.LicenceCondition",
    section="sentence",
    what=lazy("Licence condition"),
    title=_titled,
    facts={"imposed_on": lazy("Imposed"), **_TERM},
    untold=_TERM_UNTOLD,
    is_over=_has_ended,
    order=_newest_first,
)

SUPERVISION = Telling(
    table="sentences.SupervisionTerm",
    section="sentence",
    what=lazy("Supervision"),
    title=_titled,
    facts=_TERM,
    untold=_TERM_UNTOLD,
    is_over=_has_ended,
    order=_newest_first,
)

CUSTODY = Telling(
    table="sentences.Custody",
    section="sentence",
    what=lazy("Custody"),
    title=lambda row, then: row.status or _("Custody"),
    facts={
        "establishment": lazy("Establishment"),
        "booking_number": lazy("Booking number"),
        "sentence_started_on": _STARTED,
        "released_on": lazy("Released"),
    },
    untold=frozenset({"conviction", "status_code", "status", "establishment_code"}),
)

KEY_DATE = Telling(
    table="sentences.KeyDate",
    section="sentence",
    what=lazy("Key date"),
    title=_date,
    facts={"is_override": lazy("Set by hand"), "given_at": lazy("Given")},
    says={"is_override": where_so("is_override")},
    untold=frozenset({"conviction", "kind", "text", "on", "superseded_at"}),
    is_over=lambda row, then: row.superseded_at is not None,
    order=lambda row: row.on,
)

BREACH = Telling(
    table="sentences.Breach",
    section="sentence",
    what=lazy("Breach"),
    title=_titled,
    facts={
        "sub_title": lazy("In particular"),
        "is_pending": lazy("Not decided yet"),
        "status": lazy("Status"),
        "status_on": lazy("Status since"),
        "referred_on": lazy("Referred"),
        "started_on": _STARTED,
        "expected_on": lazy("Expected"),
        "ended_on": _ENDED,
        "outcome": lazy("Outcome"),
        "note": _NOTE,
    },
    untold=frozenset({"conviction", "code", "title", "sub_code", "status_code"}),
    is_over=_has_ended,
    order=_newest_first,
)

HEARING = Telling(
    table="sentences.Hearing",
    section="sentence",
    what=lazy("Hearing"),
    title=lambda row, then: hearing_title(row),
    facts={
        "begins_at": lazy("When"),
        "room": lazy("Room"),
        "case_number": lazy("Case number"),
        "attendance": lazy("Attendance"),
        "bail": lazy("Bail"),
        "is_report_awaited": lazy("A report is awaited"),
        "markers": lazy("Markers"),
        "results": lazy("What was decided"),
    },
    says={"results": lambda row, then: hearing_outcome(row)},
    untold=frozenset(
        {"kind", "court_code", "court", "session", "list_number", "jurisdiction", "ends_at"}
        | {"days", "is_youth", "offences", "applications"}
    ),
    order=lambda row: (row.begins_at is None, row.begins_at and -row.begins_at.timestamp()),
)

PAST = (
    CONVICTION,
    ORDER,
    OFFENCE,
    REQUIREMENT,
    CONDITION,
    SUPERVISION,
    CUSTODY,
    KEY_DATE,
    BREACH,
    HEARING,
)
