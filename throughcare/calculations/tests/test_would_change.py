"""What another version would change is counted for those who look after the rules, of nobody by
name."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from throughcare.calculations import queries
from throughcare.calculations.queries import versions
from throughcare.foundation.access import acting_as
from throughcare.foundation.packs import pack

HERE, OTHER = "tier.v3", "2026.2"


@pytest.fixture
def other(monkeypatch: Any) -> Any:
    """A version of the tier to come, in which a missing score is an A."""
    rule = pack().rules.version(HERE, "2026.1")
    cases = next(step for step in rule.step if step.name == "tier")
    told = [
        case.model_copy(update={"is_": "A"}) if case.is_ == "MISSING" else case
        for case in cases.case
    ]
    changed = cases.model_copy(update={"case": tuple(told)})
    steps = tuple(changed if step is cases else step for step in rule.step)
    later = {"version": OTHER, "in_force_from": date(2027, 1, 1), "step": steps}
    new = rule.model_copy(update=later)
    new.hang_together(pack().rules.version)
    both = replace(pack().rules.versions[HERE], rules=(rule, new))
    monkeypatch.setitem(pack().rules.versions, HERE, both)
    return new


def test_how_many_would_have_another_result_is_counted(cast, supervised, other, monkeypatch):
    fewest = pack().calculation_rule.model_copy(update={"smallest_count": 1})
    monkeypatch.setattr(versions, "pack", lambda: _With(fewest))
    with acting_as(cast.ada):
        page = queries.would_change(actor=cast.ada, id=HERE, version="2026.1", other=OTHER)

    (tier,) = page.found
    assert tier.people == 2
    assert [(m.before, m.after, m.people) for m in tier.moved] == [("none yet", "A", 1)]


def test_few_are_not_counted_out(cast, client, supervised, other):
    client.force_login(cast.member("ada"))

    page = client.get(f"/rules/{HERE}/2026.1/would-change/{OTHER}").text

    assert "Fewer than 5 would have another result" in page
    assert "Dan" not in page


@pytest.mark.parametrize(("who", "status"), [("amina", 403), ("ben", 403), ("ada", 200)])
def test_who_may_count_it(cast, client, supervised, other, who, status):
    client.force_login(cast.member(who))

    rule = client.get("/rules/responsibility.handover/2023.1")
    page = client.get(f"/rules/{HERE}/2026.1/would-change/{OTHER}")

    assert page.status_code == status
    assert ("would-change" in rule.text) is (status == 200)


def test_a_version_that_is_not_there_is_not_found(cast, client, supervised):
    client.force_login(cast.member("ada"))

    assert client.get(f"/rules/{HERE}/2026.1/would-change/1999.1").status_code == 404


def test_a_rule_nobody_is_worked_out_by_touches_nobody(cast, client):
    client.force_login(cast.member("ada"))

    page = client.get("/rules/predictor.rsr_2014/2014.1/would-change/2026.1").text

    assert "nobody is touched" in page


class _With:
    """The pack with another rule about counting."""

    def __init__(self, calculation_rule: Any) -> None:
        self.calculation_rule, self.rules = calculation_rule, pack().rules
