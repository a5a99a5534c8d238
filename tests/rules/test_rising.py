"""Where more of something can only mean more: points, probabilities and tiers that never fall.

Not everything rises. OGRS4 falls with sanctions where they are many for the years since the first
(it weighs their logarithm and their rate); of it only violent sanctions are held to here. The
newest registration of risk of harm counts, so that one more may mean less.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.rules.accepted import accepted
from throughcare.rules import Refused, rules

quick = settings(
    deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, max_examples=150
)
Case = dict[str, Any]
FEW = 5
NO_YES = [False, True]
NOT_AT_ALL_TO_VERY = [0, 1, 2]
PERCENTS = [0, 0.5, 1, 3, 6.9, 14.999999, 15, 25, 49.999999, 50, 75, 90, 100]


@dataclass(frozen=True)
class Rising:
    """A rule, values of its inputs from least to most, and what never falls by them."""

    rule: str
    by: dict[str, list[Any]]
    never_falls: tuple[str, ...]
    with_: tuple[tuple[str, Any], ...] = ()
    """What every case is given."""


ALL = [
    Rising(
        "predictor.ogrs3",
        {"previous_sanctions": list(range(80))},
        ("p_1yr", "p_2yr", "percent_1yr", "percent_2yr"),
        (("status", None),),
    ),
    Rising(
        "predictor.ogrs4",
        {"violent_sanctions": list(range(30))},
        ("p_arp_static", "p_vrp_static", "p_svrp_static"),
        (("total_sanctions", 30),),
    ),
    Rising(
        "predictor.ogp_2009",
        {
            "ogrs3_2yr_percent": list(range(101)),
            "no_fixed_abode": NO_YES,
            "unemployed": NO_YES,
            **dict.fromkeys(
                (
                    "i7_2_activities", "drug_misuse_current_0_2", "drug_motivation_0_2",
                    "i11_6_problem_solving", "i11_7_consequences", "i11_9_others_views",
                    "i12_1_procriminal",
                ),
                NOT_AT_ALL_TO_VERY,
            ),
        },
        ("points", "percent_1yr", "percent_2yr"),
    ),
    Rising(
        "predictor.ovp_2009",
        {
            "total_sanctions": list(range(10, 60)),
            "i2_6_recognises_impact": [True, False],
            "no_fixed_abode": NO_YES,
            "unemployed": NO_YES,
            "psychiatric_treatment": NO_YES,
            **dict.fromkeys(
                ("i9_1_alcohol", "i9_2_binge", "i11_4_temper", "i12_1_procriminal"),
                NOT_AT_ALL_TO_VERY,
            ),
        },
        ("points", "percent_1yr", "percent_2yr"),
        (("violent_sanctions", 5),),
    ),
    Rising("predictor.osp_dc", {"points": list(range(65))}, ("p_2yr", "percent_2yr")),
    Rising(
        "tier.v2",
        {
            "rsr": [0, 2.99, 3, 6.99, 7, 40, 100],
            "previous_enforcement_activity": NO_YES,
        },
        ("protect_points",),
    ),
]  # fmt: skip


def rule_of(id: str) -> Any:
    return rules().versions[id].rules[-1]


def comes_to(id: str, case: Case) -> Case:
    """The results; a case that cannot be is not looked at."""
    try:
        return rule_of(id).answer(case, rules().version, receipt=False).result
    except Refused:
        assume(False)
        raise


def from_least_to_most(values: list[Any], data: st.DataObject) -> list[Any]:
    """All of few, some of many."""
    if len(values) <= FEW:
        return values
    places = st.lists(st.integers(0, len(values) - 1), min_size=FEW, max_size=FEW)
    return [values[place] for place in sorted(data.draw(places))]


def answers_of_osp(case: Case) -> Case:
    """Points given as such, of a man with a sexual offence."""
    return {"points": case["points"], "sex": "M", "sexual_offence_history": True}


@pytest.mark.parametrize("rising", ALL, ids=lambda rising: rising.rule)
def test_more_never_means_less(rising):
    compared = []

    @quick
    @given(accepted(rule_of(rising.rule), all_known=True), st.data())
    def more_is_not_less(case, data):
        case |= rising.with_
        if rising.rule == "predictor.osp_dc":
            case = answers_of_osp(case)
        name = data.draw(st.sampled_from(sorted(rising.by)))
        values = from_least_to_most(rising.by[name], data)
        came = [comes_to(rising.rule, {**case, name: value}) for value in values]
        for result in rising.never_falls:
            rises = [one[result] for one in came if one[result] is not None]
            compared.extend([result] * (len(rises) - 1))
            assert rises == sorted(rises), (name, values)

    more_is_not_less()
    assert set(compared) == set(rising.never_falls)


@pytest.mark.parametrize(("id", "count"), [("questionnaire.phq9", 9), ("questionnaire.gad7", 7)])
def test_a_worse_answer_never_lowers_a_total(id, count):
    @quick
    @given(st.lists(st.integers(0, 3), min_size=count, max_size=count), st.integers(0, count - 1))
    def a_worse_answer(items, place):
        assume(items[place] < 3)
        worse = [*items[:place], items[place] + 1, *items[place + 1 :]]

        assert (
            comes_to(id, {"items": items})["total"] + 1 == comes_to(id, {"items": worse})["total"]
        )

    a_worse_answer()


COMPLEX = ["RMDO", "ALSH", "RVLN", "RCCO", "RCPR", "RCHD", "RPIR", "RVAD", "STRG", "RTAO"]


@quick
@given(accepted(rule_of("tier.v2"), all_known=True), st.sampled_from(COMPLEX))
def test_a_further_complexity_never_lowers_points_and_the_same_again_adds_none(case, code):
    more = {"code": code, "date": "2026-01-01"}
    before = comes_to("tier.v2", case)["protect_points"]
    once = comes_to("tier.v2", {**case, "registrations": [*case["registrations"], more]})
    twice = comes_to("tier.v2", {**case, "registrations": [*case["registrations"], more, more]})

    had_it = any(one["code"] == code for one in case["registrations"])
    assert once["protect_points"] == before + (0 if had_it else 2)
    assert twice == once


TIERS = ["G", "F", "E", "D", "C", "B", "A"]
DYNAMIC = {"has_active_event": True, "arp_type": "DYNAMIC", "csrp_type": "DYNAMIC"}
WORSE = {
    "arp": PERCENTS,
    "csrp": PERCENTS,
    "rosh": ["LOW", "MEDIUM", "HIGH", "VERY_HIGH"],
    "dc_srp_band": ["LOW", "HIGH", "VERY_HIGH"],
    "domestic_abuse": NO_YES,
    "stalking": NO_YES,
    "child_protection": NO_YES,
    "ever_sexual_offence": NO_YES,
}


@settings(quick, max_examples=400)
@given(accepted(rule_of("tier.v3"), all_known=True), st.sampled_from(sorted(WORSE)), st.data())
def test_a_higher_risk_never_means_a_lower_tier(case, name, data):
    values = from_least_to_most(WORSE[name], data)
    case |= {**DYNAMIC, "arp": case["arp"] % 100, "csrp": case["csrp"] % 100}

    tiers = [comes_to("tier.v3", {**case, name: value})["tier"] for value in values]

    ranks = [TIERS.index(tier) for tier in tiers]
    assert ranks == sorted(ranks), tiers


def test_only_within_the_medium_band_of_sexual_reoffending_a_higher_score_may_mean_a_lower_tier():
    """Two scales in one band, one of them of people whose risk was reduced: as documented."""
    scores = [0.60, 1.12, 2.11, 3.36]
    case = {"arp": 0, "csrp": 0, "rosh": "LOW", **DYNAMIC}

    def tiers(band):
        cases = ({**case, "dc_srp_band": band, "dc_srp_score": score} for score in scores)
        return [comes_to("tier.v3", one)["tier"] for one in cases]

    assert tiers("MEDIUM") == ["D", "C", "D", "C"]
    assert [set(tiers(band)) for band in ("LOW", "HIGH", "VERY_HIGH")] == [{"E"}, {"B"}, {"A"}]
