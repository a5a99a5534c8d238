"""Dan with an order in force and scores from another system."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.databases import NOW
from throughcare.calculations import actions
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.risk import actions as risk
from throughcare.risk.facts import FlagFacts, ScoreFacts
from throughcare.sentences import actions as sentences
from throughcare.sentences.facts import OrderFacts


def score(name: str, value: str, band: Any = "") -> ScoreFacts:
    """What a predictor gave with every item answered, as a message tells it."""
    return ScoreFacts(
        key=f"oasys:{name}",
        name=name,
        value=Decimal(value),
        band=band,
        basis="dynamic",
        scored_on=date(2026, 9, 1),
    )


def tell(person: Any, *facts: Any) -> None:
    """What messages say of somebody."""
    with acting_as(SYSTEM):
        for one in facts:
            learn = {ScoreFacts: risk.learn_score, FlagFacts: risk.learn_flag}[type(one)]
            learn(actor=SYSTEM, person=person, facts=one, source=None, at=NOW)


@pytest.fixture
def supervised(cast: Any) -> Any:
    """Dan under a community order, everybody worked out, no score known."""
    with acting_as(SYSTEM):
        order = OrderFacts(
            key="ndelius:order:1",
            kind="community",
            code="201",
            title="Community order",
            started_on=date(2026, 2, 1),
            ends_on=date(2028, 2, 1),
        )
        sentences.learn_order(actor=SYSTEM, person=cast.dan, facts=order, source=None, at=NOW)
    actions.work_off(at=NOW)
    return cast.dan


@pytest.fixture
def scored(supervised: Any) -> Any:
    """Dan with an ARP and a CSRP too: he has a tier."""
    tell(supervised, score("arp", "41"), score("csrp", "1.2"))
    actions.work_off(at=NOW)
    return supervised
