"""The pages: what stands, why, why it changed, and a colleague's own workload."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.databases import NOW
from throughcare.calculations import actions
from throughcare.calculations.models import Calculation
from throughcare.calculations.tests.conftest import score, tell
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.risk import actions as risk

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def amina(cast: Any, client: Any) -> Any:
    client.force_login(cast.member("amina"))
    return client


def newest(person: Any, subject: str) -> Calculation:
    with acting_as(SYSTEM):
        return Calculation.objects.filter(person=person, subject=subject).latest("calculated_at")


def raise_level(cast: Any) -> None:
    with acting_as(cast.amina):
        risk.set_harm_level(
            actor=cast.amina,
            person=cast.dan,
            group="public",
            setting="community",
            level="very-high",
            reason="As discussed",
            assessed_on=date(2026, 11, 23),
            at=NOW,
        )
    actions.work_off(at=LATER)


def test_the_overview_says_the_tier_and_leads_to_why(amina, scored):
    page = amina.get(f"/people/{scored.ref}").text

    assert "E, provisional" in page
    assert f"/people/{scored.ref}/calculations/{newest(scored, 'tier').pk}" in page


def test_a_case_without_a_tier_says_so_on_overview_and_caseload(amina, supervised):
    overview = amina.get(f"/people/{supervised.ref}").text
    caseload = amina.get("/").text

    assert "missing: ARP, all reoffending" in overview
    assert "No tier yet" in caseload


def test_the_caseload_has_the_tier(amina, scored):
    assert "Tier E, provisional" in amina.get("/").text


def test_why_has_the_receipt_with_its_rule_and_what_is_missing(amina, scored):
    page = amina.get(f"/people/{scored.ref}/calculations/{newest(scored, 'tier').pk}").text

    assert 'href="/rules/tier.v3/2026.1"' in page
    assert "hmpps-tier affac98" in page
    assert "Not asked" in page
    assert "Asked, and not known" not in page


def test_why_the_tier_changed_is_one_page(cast, amina, scored):
    raise_level(cast)

    page = amina.get(f"/people/{scored.ref}/calculations/{newest(scored, 'tier').pk}").text

    assert "E, provisional, then C" in page
    assert "not asked, then Very high" in page
    assert "Worked out for the first time" in page


def test_what_it_was_before_can_still_be_read_and_leads_to_now(cast, amina, scored):
    before = newest(scored, "tier")
    raise_level(cast)

    page = amina.get(f"/people/{scored.ref}/calculations/{before.pk}").text

    assert "It is something else now" in page
    assert str(newest(scored, "tier").pk) in page


def test_what_was_refused_says_what_to_put_right(amina, scored):
    tell(scored, score("dc-srp", "0.3", band="medium"))
    actions.work_off(at=LATER)

    page = amina.get(f"/people/{scored.ref}/calculations/{newest(scored, 'tier').pk}").text

    assert "one of the two is wrong" in page


def test_my_workload_is_the_sum_of_my_cases(amina, scored):
    points = newest(scored, "points").result["points"]

    page = amina.get("/workload").text

    assert points > 0
    assert f"{points} points of 2,176" in page
    assert "How the sum came about" in page


def test_somebody_without_a_case_is_told_where_cases_come_from(cast, client):
    client.force_login(cast.member("ben"))

    assert "You hold no case" in client.get("/workload").text


@pytest.mark.parametrize("who", ["cara", "pia", "ada"])
def test_who_does_not_see_dan_does_not_see_his_calculations(cast, client, scored, who):
    client.force_login(cast.member(who))

    assert client.get(f"/people/{scored.ref}/calculations").status_code == 404
