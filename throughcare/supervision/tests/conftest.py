"""Dan's order with its requirement, and an appointment of this morning."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.sentences import actions as sentences
from throughcare.sentences import queries as sentence_queries
from throughcare.sentences.facts import OrderFacts, RequirementFacts
from throughcare.supervision import actions

EARLIER = NOW - timedelta(hours=1)


@pytest.fixture
def order(cast: Any) -> None:
    """A community order with 20 days of rehabilitation activity, 4 of them done."""
    with acting_as(SYSTEM):
        sentences.learn_order(
            actor=SYSTEM,
            person=cast.dan,
            facts=OrderFacts(key="test:order:1", kind="community", title="Community order"),
            source=None,
            at=NOW,
        )
        sentences.learn_requirement(
            actor=SYSTEM,
            person=cast.dan,
            facts=RequirementFacts(
                key="test:requirement:1",
                code="F",
                title="Rehabilitation activity",
                amount=Decimal(20),
                unit="days",
                used=Decimal(4),
            ),
            source=None,
            at=NOW,
        )


@pytest.fixture
def requirement(cast: Any, order: None) -> Any:
    with acting_as(cast.amina):
        (open_one,) = sentence_queries.open_requirements(
            actor=cast.amina, person=cast.dan, today=NOW.date()
        )
        return sentence_queries.requirement_to_change(
            actor=cast.amina, person=cast.dan, id=open_one.id
        )


@pytest.fixture
def book(cast: Any) -> Any:
    """Books an appointment as Amina, an hour ago unless told otherwise."""

    def booked(**said: Any) -> Any:
        actor = said.pop("actor", cast.amina)
        given = {"person": cast.dan, "type": "COAP", "starts_at": EARLIER, "at": NOW, **said}
        with acting_as(actor):
            return actions.book_appointment(actor=actor, **given)

    return booked


@pytest.fixture
def appointment(book: Any, requirement: Any) -> Any:
    """This morning's, counting toward the requirement."""
    return book(requirement=requirement)
