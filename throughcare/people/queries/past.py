"""How rows of `people` are told when the record is read as it stood at a moment."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from throughcare.foundation.packs import pack
from throughcare.foundation.past import Fact, Telling, Then, where_so
from throughcare.foundation.ui.dates import written_moment

_FROM, _UNTIL, _NOTE = lazy("From"), lazy("Until"), lazy("Note")
_SPAN = {"since": _FROM, "until": _UNTIL}


def _has_ended(row: Any, then: Then) -> bool:
    return row.until is not None and row.until <= then.today


def _ran_out(row: Any, then: Then) -> bool:
    return row.until is not None and row.until <= then.past.at


def _listed(list_id: str, column: str) -> Any:
    """A code of a list of the pack, in words."""
    return lambda row, then: pack().code_list(list_id).title_of(getattr(row, column))


def _of_list(row: Any, then: Then) -> str:
    return str(pack().code_list(row.kind).rule.title)


def _full_name(row: Any, then: Then) -> str:
    return " ".join(p for p in (row.given_name, row.middle_names, row.family_name) if p)


def _member(row: Any, then: Then) -> str:
    return then.names.members.get(row.member_id, "")


def _markings(row: Any, then: Then) -> str:
    titles = {one.number: one.title for one in pack().markings.values()}
    return "; ".join(titles.get(number, str(number)) for number in row.markings)


def _reviewed(row: Any, then: Then) -> list[Fact]:
    reviews = then.those("people.EmergencyReview", "grant_id", row.pk)
    return [
        Fact(
            _("Reviewed"),
            f"{one.get_finding_display()}, {then.names.members.get(one.reviewer_id, '')}, "
            f"{written_moment(one.at)}: {one.note}",
        )
        for one in reviews
    ]


HOLDING = Telling(
    table="people.Holding",
    section="holding",
    what=lazy("Held by"),
    title=lambda row, then: f"{row.get_kind_display()}: {then.names.units.get(row.unit_id, '')}",
    facts={
        "holder": lazy("Colleague"),
        "place": lazy("Place"),
        **_SPAN,
        "reason": lazy("Reason"),
        "ended_because": lazy("Why it ended"),
    },
    untold=frozenset({"kind", "unit"}),
    is_over=_has_ended,
    order=lambda row: -row.since.toordinal(),
)

RESTRICTION = Telling(
    table="people.Restriction",
    section="access",
    what=lazy("Restriction"),
    title=lambda row, then: _("The record was restricted to colleagues named"),
    facts={"reason": lazy("Reason"), "since": _FROM, "until": _UNTIL},
    is_over=lambda row, then: row.until is not None,
    order=lambda row: row.since,
)

GRANT = Telling(
    table="people.Grant",
    section="access",
    what=lazy("Named colleague"),
    title=_member,
    facts={
        "kind": lazy("How"),
        "markings": lazy("May read"),
        "reason": lazy("Reason"),
        "since": _FROM,
        "until": _UNTIL,
        "ended_because": lazy("Why it ended"),
        "as_holder": lazy("Came with holding the case"),
    },
    says={
        "markings": _markings,
        "as_holder": where_so("as_holder"),
    },
    also=_reviewed,
    also_is=lazy("Review"),
    within=("people.EmergencyReview",),
    untold=frozenset({"member"}),
    is_over=_ran_out,
    order=lambda row: row.since,
)

EXCLUSION = Telling(
    table="people.Exclusion",
    section="access",
    what=lazy("Must not see the record"),
    title=_member,
    facts={
        "reason": lazy("Reason"),
        "since": _FROM,
        "until": _UNTIL,
        "ended_because": lazy("Why it ended"),
    },
    untold=frozenset({"member"}),
    is_over=_ran_out,
    order=lambda row: row.since,
)

PERSON = Telling(
    table="people.Person",
    section="details",
    what=lazy("Person"),
    title=lambda row, then: row.full_name,
    facts={
        "title": lazy("Title"),
        "preferred_name": lazy("Known as"),
        "born_on": lazy("Date of birth"),
        "birth_is_estimated": lazy("Date of birth is estimated"),
        "died_on": lazy("Died"),
        "sex": lazy("Sex"),
    },
    says={
        "birth_is_estimated": where_so("birth_is_estimated"),
        "sex": _listed("sex", "sex"),
    },
    untold=frozenset(
        {"ref", "given_name", "middle_names", "family_name", "sort_key", "is_restricted"}
        | {"is_fictional", "merged_into"}
    ),
)

NAME = Telling(
    table="people.Name",
    section="details",
    what=lazy("Name"),
    title=lambda row, then: f"{row.get_kind_display()}: {_full_name(row, then)}",
    facts={"born_on": lazy("Date of birth")},
    untold=frozenset(
        {"kind", "given_name", "middle_names", "family_name", "given_key", "family_key"}
    ),
)

IDENTIFIER = Telling(
    table="people.Identifier",
    section="details",
    what=lazy("Number"),
    title=lambda row, then: f"{row.kind.upper()}: {row.value}",
    facts={"is_valid": lazy("Check letter")},
    says={"is_valid": lambda row, then: "" if row.is_valid else _("wrong")},
    untold=frozenset({"kind", "value", "as_given"}),
)

ADDRESS = Telling(
    table="people.Address",
    section="details",
    what=lazy("Address"),
    title=lambda row, then: (
        ", ".join(
            part
            for part in (
                _("No fixed address") if row.no_fixed_abode else "",
                *row.lines.splitlines(),
                row.postcode,
            )
            if part
        )
        or _("Address")
    ),
    facts={
        "status_text": lazy("Status"),
        "type_text": lazy("Kind"),
        "telephone": lazy("Telephone"),
        "note": _NOTE,
        **_SPAN,
    },
    untold=frozenset({"status", "no_fixed_abode", "lines", "postcode"}),
    is_over=_has_ended,
)

REACHABLE = Telling(
    table="people.Reachable",
    section="details",
    what=lazy("Reached by"),
    title=lambda row, then: f"{row.get_kind_display()}: {row.value}",
    facts={"may_text": lazy("May be sent texts")},
    untold=frozenset({"kind", "value"}),
)

CONTACT = Telling(
    table="people.PersonalContact",
    section="details",
    what=lazy("Important person"),
    title=lambda row, then: row.name,
    facts={
        "relationship": lazy("Relationship"),
        "relationship_type": lazy("Kind of relationship"),
        "telephone": lazy("Telephone"),
        "email": lazy("E-mail"),
        "address": lazy("Address"),
        "is_emergency_contact": lazy("In an emergency"),
        "is_next_of_kin": lazy("Next of kin"),
        "note": _NOTE,
        **_SPAN,
    },
    says={
        "relationship_type": _listed("relationship", "relationship_type"),
        "is_emergency_contact": where_so("is_emergency_contact"),
        "is_next_of_kin": where_so("is_next_of_kin"),
    },
    untold=frozenset({"name"}),
    is_over=_has_ended,
)

DEPENDANT = Telling(
    table="people.Dependant",
    section="details",
    what=lazy("Dependant"),
    title=lambda row, then: row.name,
    facts={
        "relationship": lazy("Relationship"),
        "born_on": lazy("Date of birth"),
        "lives_with_person": lazy("Lives with them"),
        "note": _NOTE,
    },
    untold=frozenset({"name"}),
)

COMMUNICATION = Telling(
    table="people.Communication",
    section="details",
    what=lazy("Language"),
    title=lambda row, then: _("Language and interpreter"),
    facts={
        "spoken_text": lazy("Speaks"),
        "written_text": lazy("Letters in"),
        "needs_interpreter": lazy("Needs an interpreter"),
        "concerns": lazy("What helps"),
    },
    untold=frozenset({"spoken_language", "written_language"}),
)

ADJUSTMENT = Telling(
    table="people.Adjustment",
    section="details",
    what=lazy("Adjustment"),
    title=lambda row, then: row.text,
    facts={"note": _NOTE, **_SPAN},
    untold=frozenset({"text"}),
    is_over=_has_ended,
)

CHARACTERISTIC = Telling(
    table="people.Characteristic",
    section="details",
    what=lazy("Characteristic"),
    title=lambda row, then: f"{_of_list(row, then)}: {row.text}",
    facts={"note": _NOTE, **_SPAN},
    untold=frozenset({"kind", "code", "text"}),
    is_over=_has_ended,
)

MERGE = Telling(
    table="people.Merge",
    section="details",
    what=lazy("Two records made one"),
    title=lambda row, then: row.other_name,
    facts={
        "other_numbers": lazy("Numbers"),
        "reason": lazy("Reason"),
        "by": lazy("Made one by"),
        "taken_back_at": lazy("Taken back"),
        "taken_back_by": lazy("Taken back by"),
        "taken_back_because": lazy("Why it was taken back"),
    },
    untold=frozenset({"other", "other_name", "number", "at", "told"}),
    is_over=lambda row, then: row.taken_back_at is not None,
    order=lambda row: row.number,
)

PAST = (
    MERGE,
    HOLDING,
    RESTRICTION,
    GRANT,
    EXCLUSION,
    PERSON,
    NAME,
    IDENTIFIER,
    ADDRESS,
    REACHABLE,
    CONTACT,
    DEPENDANT,
    COMMUNICATION,
    ADJUSTMENT,
    CHARACTERISTIC,
)
