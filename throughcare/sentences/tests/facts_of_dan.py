"""Dan's sentences as messages would bring them, for the tests of pages and questions."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.sentences import actions
from throughcare.sentences import facts as told
from throughcare.sentences.models import Requirement

NOW_ON, OVER = "ndelius:conviction:2", "ndelius:conviction:1"
ORDER = told.OrderFacts(
    key="ndelius:sentence:2",
    conviction=NOW_ON,
    kind="community",
    title="Community order",
    length=Decimal(18),
    length_unit="months",
    started_on=date(2026, 5, 1),
    ends_on=date(2027, 10, 31),
)
RAR = told.RequirementFacts(
    key="ndelius:requirement:1",
    conviction=NOW_ON,
    code="F",
    title="Rehabilitation activity",
    amount=Decimal(30),
    unit="days",
    used=Decimal(14),
    started_on=date(2026, 7, 27),
    ends_on=date(2027, 6, 30),
    is_active=True,
)
CURFEW = told.RequirementFacts(
    key="ndelius:requirement:2",
    conviction=NOW_ON,
    title="Curfew",
    amount=Decimal(3),
    unit="months",
    ended_on=date(2026, 7, 31),
    end_reason="Expired",
    is_active=False,
)


def learn(what: str, person: Any, facts: Any, *, at: Any = NOW) -> None:
    """As the import would."""
    with acting_as(SYSTEM):
        getattr(actions, f"learn_{what}")(
            actor=SYSTEM, person=person, facts=facts, source=None, at=at
        )


def sentence_dan(person: Any) -> Requirement:
    """A community order in breach, with a requirement under way; a prison sentence that is over."""
    for key, number, active in ((NOW_ON, "2", True), (OVER, "1", False)):
        learn(
            "conviction",
            person,
            told.ConvictionFacts(
                key=key,
                number=number,
                convicted_on=date(2026 if active else 2019, 5, 1),
                court="Ashwell Magistrates' Court",
                is_active=active,
                in_breach=active,
            ),
        )
    learn("order", person, ORDER)
    learn(
        "order",
        person,
        told.OrderFacts(
            key="ndelius:sentence:1",
            conviction=OVER,
            kind="custodial",
            title="Determinate sentence",
            length_text="2 years, 6 months",
            ends_on=date(2099, 1, 1),
        ),
    )
    learn("requirement", person, RAR)
    learn("requirement", person, CURFEW)
    for key, title, main in (("M2", "Arson", True), ("A2", "Criminal damage", False)):
        learn(
            "offence",
            person,
            told.OffenceFacts(
                key=f"ndelius:offence:{key}", conviction=NOW_ON, title=title, is_main=main
            ),
        )
    learn(
        "licence_condition",
        person,
        told.LicenceConditionFacts(
            key="ndelius:licence-condition:1",
            conviction=OVER,
            title="Alcohol",
            sub_title="You must not drink any alcohol",
        ),
    )
    learn(
        "breach",
        person,
        told.BreachFacts(
            key="ndelius:nsi:1",
            conviction=NOW_ON,
            title="Breach request",
            status="Breach initiated",
            status_on=date(2026, 11, 10),
            is_pending=True,
        ),
    )
    learn(
        "key_dates",
        person,
        told.KeyDatesFacts(
            key="nomis:booking:-8",
            dates=(
                told.KeyDateFacts(kind="CRD", on=date(2027, 3, 1)),
                told.KeyDateFacts(kind="CRD", on=date(2027, 3, 8), is_override=True),
                told.KeyDateFacts(kind="SLED", on=date(2028, 3, 1)),
            ),
        ),
    )
    with acting_as(SYSTEM):
        return Requirement.objects.get(person=person, source_key=RAR.key)
