"""Who may see the rules."""

from datetime import date

import pytest

from throughcare.foundation.access import AccessDenied, decide
from throughcare.foundation.packs.access import SEE_PACKS
from throughcare.foundation.packs.queries import rule_page, rules_beside, rules_on, try_rule

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("who", "see"), [("amina", True), ("ben", True), ("tess", True), ("ada", True), ("pia", False)]
)
def test_all_who_work_under_the_rules_may_see_them(cast, who, see):
    assert decide(getattr(cast, who), SEE_PACKS).allowed is see


def test_a_partner_is_refused_every_page_of_the_rules(cast):
    pages = [
        lambda: rules_on(actor=cast.pia, on=TODAY),
        lambda: rule_page(actor=cast.pia, id="tier.v3", version="2026.1", on=TODAY),
        lambda: try_rule(actor=cast.pia, id="tier.v3", version="2026.1", given={}),
        lambda: rules_beside(
            actor=cast.pia, id="responsibility.handover", version="2023.1", other="2023.2", on=TODAY
        ),
    ]
    for page in pages:
        with pytest.raises(AccessDenied, match="who work under these rules"):
            page()
