"""Who may see the rules."""

from datetime import date

import pytest

from throughcare.foundation.access import AccessDenied, decide
from throughcare.foundation.packs.access import SEE_PACKS
from throughcare.foundation.packs.queries import rules_of_the_pack

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("who", "see"), [("amina", True), ("ben", True), ("tess", True), ("ada", True), ("pia", False)]
)
def test_all_who_work_under_the_rules_may_see_them(cast, who, see):
    assert decide(getattr(cast, who), SEE_PACKS).allowed is see


def test_the_list_names_each_rule_with_its_source(cast):
    rules = {rule.id: rule for rule in rules_of_the_pack(actor=cast.amina, on=TODAY)}

    assert rules["needs-and-strengths"].is_in_force
    assert rules["ethnicity"].source
    assert rules["gender-identity"].status == "unconfirmed"


def test_a_partner_is_refused_the_list(cast):
    with pytest.raises(AccessDenied, match="who work under these rules"):
        rules_of_the_pack(actor=cast.pia, on=TODAY)
