"""Everything known of somebody's risk on one page, with reasons and ages: what matters first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from throughcare.calculations import queries as calculations
from throughcare.calculations.queries import TIER, CalculationGroup, CalculationLine
from throughcare.foundation.access import Actor, decide
from throughcare.risk import queries
from throughcare.risk.access import CHANGE_THERAPEUTIC_RISK, REFER
from throughcare.risk.queries import PersonConcerns, ReferralLine, RiskPage, TherapeuticLine


@dataclass(frozen=True)
class Risk:
    """What the page shows."""

    known: RiskPage
    concerns: PersonConcerns
    referrals: list[ReferralLine]
    therapeutic: list[TherapeuticLine]
    therapeutic_closed: list[TherapeuticLine]
    calculations: list[CalculationGroup]
    """Tier and predictors as they are worked out here, beside those that messages gave."""
    tier: list[CalculationLine]
    reviews_due: int
    """Flags and therapeutic risks that should have been looked at again."""
    may_identify: bool
    may_refer: bool


def risk(*, actor: Actor, person: Any, today: date) -> Risk:
    """Levels, flags, MAPPA, scores, concerns, therapeutic risks and safeguarding together."""
    known = queries.risk_page(actor=actor, person=person, today=today)
    risks, closed = queries.therapeutic_register(actor=actor, person=person)
    flags = [flag for _category, lines in known.flags for flag in lines]
    marking = queries.usual_referral_marking(actor=actor, person=person)
    worked_out = calculations.calculations_of(actor=actor, person=person.pk, only_overview=True)
    return Risk(
        known=known,
        concerns=queries.concerns_of(actor=actor, person=person, today=today),
        referrals=queries.referrals_of(actor=actor, person=person, today=today),
        therapeutic=risks,
        therapeutic_closed=closed,
        calculations=worked_out,
        tier=[line for group in worked_out for line in group.lines if line.subject == TIER],
        reviews_due=sum(flag.is_review_due for flag in flags)
        + sum(bool(one.review_on and one.review_on < today) for one in risks),
        may_identify=decide(actor, CHANGE_THERAPEUTIC_RISK, person).allowed,
        may_refer=marking is not None and decide(actor, REFER, person).allowed,
    )
