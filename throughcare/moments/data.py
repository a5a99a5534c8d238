"""The bundle as a data file: what the document says, for a program to read. Pure."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from throughcare.moments.queries.reviewing import Made, Review

FORMAT = "throughcare-review"
VERSION = "1"
_NUMBERS_OF_OURS = {"staff_id", "key"}  # they mean something in this database alone
_PERSON = ("ref", "name", "other_names", "born_on", "crn", "nomis")


def data_of(review: Review, made: Made) -> dict[str, Any]:
    """Everything in the bundle, each part under its name in `Review`."""
    said: Mapping[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": made.at,
        "made_by": made.by,
        "reason": made.reason,
        "days_before_the_incident": made.days,
        "incident_at": review.incident_at,
        "held_since": review.held_since,
        "made_one_since": review.made_one_since,
        "person": {name: getattr(review.person, name) for name in _PERSON},
        "as_it_stood": {
            "sections": review.sections,
            "could_see": review.seen.could if review.seen else None,
            "had_looked": review.seen.looked if review.seen else None,
        },
        "chronology": review.before,
        "recorded_afterwards": {
            "chronology": review.afterwards,
            "changed_since": review.changed_since,
        },
    }
    return {name: _plain(value) for name, value in said.items()}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {
            one.name: _plain(getattr(value, one.name))
            for one in fields(value)
            if one.name not in _NUMBERS_OF_OURS
        }
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value) if isinstance(value, (date, UUID)) else value
