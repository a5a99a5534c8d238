"""Lives are drawn by the published shares, and fall the same way for the same seed."""

from collections import Counter
from datetime import date

import pytest

from throughcare.demo.content import content
from throughcare.demo.population import TooFew, people_of
from throughcare.demo.sanctions import DOUBTFUL, predicted_from
from throughcare.foundation.packs import pack
from throughcare.rules.evaluating import evaluate

TODAY = date(2026, 11, 24)


def people(count=300, seed=1, today=TODAY):
    return people_of(count=count, content=content(), today=today, seed=seed)


def told(life):
    return (
        life.given,
        life.family,
        life.born_on,
        life.under,
        life.began_on,
        life.offence.code,
        life.level,
        life.holder,
        life.wing,
        [thread.id for thread in life.threads.values()],
    )


def test_the_same_seed_makes_the_same_people():
    assert list(map(told, people())) == list(map(told, people()))


def test_another_seed_makes_others_but_the_cast_stays():
    one, two = people(), people(seed=2)
    cast = len(content().cast)

    assert [life.family for life in one[:cast]] == [life.family for life in two[:cast]]
    assert [life.family for life in one[cast:]] != [life.family for life in two[cast:]]


def test_more_people_are_added_without_changing_who_was_there():
    assert [(one.given, one.family) for one in people(400)[:300]] == [
        (one.given, one.family) for one in people(300)
    ]


def test_days_move_with_the_day_of_loading():
    later = people(today=date(2027, 1, 24))

    assert (later[0].began_on - people()[0].began_on).days == (date(2027, 1, 24) - TODAY).days


@pytest.mark.parametrize(
    ("share", "of", "fits", "among"),
    [
        ("where", "custody", lambda life: life.in_custody, lambda life: True),
        ("rosh", "medium", lambda life: life.level == "medium", lambda life: True),
        ("sex-community", "F", lambda life: life.sex == "F", lambda life: not life.in_custody),
        (
            "need-accommodation-custody",
            "yes",
            lambda life: life.threads["accommodation"].need,
            lambda life: life.in_custody,
        ),
        (
            "need-accommodation-community",
            "yes",
            lambda life: life.threads["accommodation"].need,
            lambda life: not life.in_custody,
        ),
        (
            "custody-kind",
            "remand",
            lambda life: life.under == "remand",
            lambda life: life.in_custody,
        ),
    ],
)
def test_shares_come_out_as_they_are_written(share, of, fits, among):
    drawn = [life for life in people(3000) if not life.cast and among(life)]
    percent = 100 * sum(map(fits, drawn)) / len(drawn)

    assert percent == pytest.approx(content().shares[share].of[of], abs=4)


def test_every_published_share_names_its_figure_and_its_page():
    for share in content().shares.values():
        assert sum(share.of.values()) == pytest.approx(100, abs=1), share.id
        if share.status == "published":
            assert share.figure, share.id
            assert share.source.startswith("https://"), share.id


def test_a_fifteenth_lives_in_the_therapeutic_community_and_a_twentieth_is_with_the_provider():
    held = people()

    assert sum(life.wing == "STK-O" for life in held) == 20
    assert sum(bool(life.partner) for life in held) == 15
    assert sum(life.specialist == "ct" for life in held) == 4


def test_high_risk_is_held_by_probation_officers_and_nobody_holds_too_many():
    cases = [life for life in people() if life.holder and not life.cast]
    roles = {one.key: one.role for one in content().staff.values()}
    held = Counter(life.holder for life in cases)

    assert {roles[life.holder] for life in cases if life.is_high_risk} == {"probation-officer"}
    assert max(held.values()) <= 45
    assert min(held.values()) >= 15


def test_everybody_in_prison_has_a_cell_and_nobody_outside_has():
    for life in people():
        assert bool(life.wing) is life.in_custody, told(life)


def test_nobody_bears_the_full_name_of_somebody_of_the_cast():
    names = Counter((life.given, life.family) for life in people(3000))

    assert {names[one.given, one.family] for one in content().cast} == {1}


def test_a_world_smaller_than_its_cast_is_refused():
    with pytest.raises(TooFew):
        people(count=3)


def test_what_the_predictors_ask_has_an_answer_that_rules_take():
    instrument = pack().instrument("reoffending", on=TODAY)
    for life in people(seed=3):
        given = predicted_from(life, convicted_on=life.began_on)
        for name, answer in given.items():
            instrument.questions[name].check(answer)
        assert not {q.id for q in instrument.not_known_yet(given)} - {*DOUBTFUL}


def test_an_offence_is_of_the_kind_its_code_says():
    for one in content().offences.values():
        by_code = kind_of(offence_code=one.code)
        assert by_code == kind_of(actuarial_category=one.actuarial), one.code


def kind_of(**offence):
    """How the predictor weighs an offence, everything else being the same."""
    same = {"sex": "M", "date_of_birth": "1990-01-01", "date_last_sanction": "2026-01-01"}
    same |= {"age_at_first_sanction": 20, "total_sanctions": 2, "violent_sanctions": 0}
    given = {**same, "assessment_date": TODAY, **offence}
    return evaluate("predictor.ogrs4", given, on=TODAY, receipt=False).result["p_arp_static"]
