"""What rules are told of a person beside the answers. Pure."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from throughcare.foundation.calendar import age_on
from throughcare.foundation.packs.questions import Answers

# Days from which predictors follow somebody: the first of these that is answered.
FOLLOWED_FROM = ("date_start_followup", "date_last_sanction")


def about(
    *,
    sex: str,
    born_on: date | None,
    answers: Answers,
    on: date,
    beside: Mapping[str, Any] = MappingProxyType({}),
) -> dict[str, Any]:
    """By name of input: sex, date of birth, day of the assessment, the age at its follow-up, and
    what the record says `beside`."""
    told: dict[str, Any] = dict.fromkeys(("assessment_date", "assessmentDate"), on.isoformat())
    told |= beside
    if sex:
        told |= {"sex": sex, "gender": sex}
    if born_on is None:
        return told
    told |= dict.fromkeys(("date_of_birth", "dateOfBirth"), born_on.isoformat())
    began = next((answers[name] for name in FOLLOWED_FROM if answers.get(name)), None)
    if isinstance(began, str) and date.fromisoformat(began) >= born_on:
        told["age_at_start_of_followup"] = age_on(born_on, date.fromisoformat(began))
    return told
