"""An assessment of Dan that Amina has begun, and a way to answer it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.databases import NOW
from throughcare.assessments import actions
from throughcare.assessments.models import Assessment
from throughcare.assessments.replies import ANSWERED, NOT_KNOWN, Reply
from throughcare.foundation.access import Actor, acting_as
from throughcare.foundation.packs import pack

INSTRUMENT = pack().instrument("needs-and-strengths", on=NOW.date())

# Every question that wants an answer: a settled life, but nowhere to live for long.
ANSWERS: dict[str, dict[str, Any]] = {
    "accommodation": {
        "home": "short",
        "home_safe": "yes",
        "home_at_risk": "no",
        "home_skills": "yes",
    },
    "work": {"work_now": "caring", "work_history": "yes", "reading": "well"},
    "finance": {"income": "enough", "debt": "none", "bank_account": "yes"},
    "health": {"gp": "yes", "health_problem": "no", "mind": "well", "self_harm": "no"},
    "substances": {"alcohol": "not", "drugs": "never"},
    "family": {
        "support": ["partner", "friends"],
        "relationships": "well",
        "children": "no",
        "company": "none",
    },
    "thinking": {
        "responsibility": "owns",
        "impulse": "mostly",
        "anger": "mostly",
        "readiness": "doing",
    },
}


def reply(value: Any, note: str = "") -> Reply:
    """What was answered; None for what is not known yet."""
    return Reply(NOT_KNOWN, None, note) if value is None else Reply(ANSWERED, value, note)


def answer(
    actor: Actor,
    assessment: Assessment,
    section: str,
    known: dict[str, str] | None = None,
    **values: Any,
) -> actions.Answered:
    """Answer some questions of a section, as a page that knew nothing to be saved before."""
    return actions.answer_section(
        actor=actor,
        assessment=assessment,
        section_id=section,
        replies={question: reply(value) for question, value in values.items()},
        known=known or {},
        at=NOW,
    )


def answer_everything(actor: Actor, assessment: Assessment) -> None:
    for section, values in ANSWERS.items():
        answer(actor, assessment, section, **values)


@pytest.fixture
def assessment(cast: Any) -> Assessment:
    """Begun by Amina about Dan."""
    with acting_as(cast.amina):
        return actions.start_assessment(
            actor=cast.amina, person=cast.dan, instrument=INSTRUMENT, at=NOW
        )


@pytest.fixture
def signed(cast: Any, assessment: Assessment) -> Assessment:
    """The same, answered and signed."""
    with acting_as(cast.amina):
        answer_everything(cast.amina, assessment)
        assessment.refresh_from_db()
        return actions.sign_assessment(
            actor=cast.amina, assessment=assessment, version=assessment.version, at=NOW
        )


@pytest.fixture
def therapy(cast: Any) -> Callable[[], Assessment]:
    """An assessment of Erin that Tess began, kept inside the therapeutic community."""

    def begin() -> Assessment:
        with acting_as(cast.tess):
            return actions.start_assessment(
                actor=cast.tess,
                person=cast.erin,
                instrument=INSTRUMENT,
                marking=pack().markings["therapy"].number,
                at=NOW,
            )

    return begin
