"""Bands leave no gap at any decimal; probabilities and percentages stay what they are called."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rules.accepted import accepted
from throughcare.rules import Refused, rules
from throughcare.rules.steps.tables import Bands

quick = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
ALL_BANDS = [
    (f"{rule.name} {step.name}", step)
    for rule in rules()
    for step in rule.all_steps()
    if isinstance(step, Bands)
]
SMALLEST = Decimal("0.000001")
MOST = {"probability": 1, "percent": 100}
RULES = [
    rule
    for rule in rules()
    if rule.id.startswith("predictor.") and {one.shown_as for one in rule.result} & set(MOST)
]


def banded(step, text):
    """The band of a number written so, as text and as a number of its own."""
    return step.value({step.of: float(text)})


def expected(step, number: Decimal):
    """By decimals, from the highest band down."""
    for band in reversed(step.band):
        if number >= Decimal(repr(band.at_least)):
            return band.is_
    return step.below


def edges(step):
    return [Decimal(repr(band.at_least)) for band in step.band]


@pytest.mark.parametrize(("name", "step"), ALL_BANDS, ids=[name for name, _ in ALL_BANDS])
def test_every_edge_belongs_to_the_band_above_it_and_nothing_lies_between(name, step):
    for edge in edges(step):
        for number in (edge - SMALLEST, edge, edge + SMALLEST):
            assert banded(step, str(number)) == expected(step, number), number


@quick
@given(st.sampled_from(ALL_BANDS), st.decimals("-1", "1000", places=6), st.booleans())
def test_every_decimal_lies_in_one_band(named, number, near_an_edge):
    _, step = named
    if near_an_edge:
        number = edges(step)[int(abs(number)) % len(step.band)] + number / 1_000_000

    assert banded(step, str(number)) == expected(step, number)


@quick
@given(
    st.decimals("0", "100", places=6), st.decimals("0", "100", places=6), st.sampled_from("0123456")
)
def test_a_percentage_comes_to_the_same_as_text_and_as_a_number(arp, csrp, places):
    rule = rules().versions["tier.v3"].rules[-1]
    arp, csrp = round(arp, int(places)), round(csrp, int(places))

    as_text = rule.answer({"arp": str(arp), "csrp": str(csrp)}, rules().version, receipt=False)
    as_number = rule.answer(
        {"arp": float(arp), "csrp": float(csrp)}, rules().version, receipt=False
    )

    assert as_text == as_number
    assert as_text.result["tier"] in "ABCDEFG"


@pytest.mark.parametrize("all_known", [True, False])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_probability_is_none_below_nothing_or_above_one(rule, all_known):
    seen = []

    @settings(quick, max_examples=60)
    @given(accepted(rule, all_known=all_known))
    def whatever_is_accepted(case):
        try:
            result = rule.answer(case, rules().version, receipt=False).result
        except Refused:
            return
        for one in rule.result:
            if one.shown_as in MOST and result[one.name] is not None:
                seen.append(one.name)
                assert 0 <= result[one.name] <= MOST[one.shown_as], one.name

    whatever_is_accepted()
    assert seen or not all_known  # not everything was refused
