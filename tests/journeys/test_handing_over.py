"""A case changes hands, and what was left unfinished with it; what was an error is put aside."""

import pytest

from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey


def hands_over(visitor: Visitor, to: str, *, unit: str = "", note: str = "Tuesdays are best."):
    visitor.follows("Hand this case over (Case in the community, Ashwell Team A)")
    fills_in(visitor, to, unit=unit, note=note)
    visitor.presses("Hand over")


def fills_in(visitor: Visitor, to: str, *, unit: str = "", note: str = "Tuesdays are best."):
    if unit:
        visitor.chooses("Team", unit)
        visitor.presses("Show their colleagues")
    visitor.chooses("Who takes the case?", to)
    visitor.writes("Hand-over note", note)


@pytest.mark.parametrize(("script", "width"), [(True, 320), (False, 1280)])
def test_a_colleague_who_takes_a_case_finds_it_on_their_caseload(somebody, world, script, width):
    amina = somebody("amina", script=script, width=width)
    amina.opens(f"/people/{world.dan.ref}/details")

    hands_over(amina, "Owen Pryce")

    amina.is_at("Details")
    amina.sees("Owen Pryce has the case now.")
    amina.opens("/")
    amina.does_not_see("Dan Rees")
    owen = somebody("owen", width=width)
    owen.opens("/")
    owen.follows("Dan Rees")
    owen.opens(f"/people/{world.dan.ref}/timeline")
    owen.sees("Case taken by Owen Pryce", "Tuesdays are best.")


def test_who_hands_a_case_to_another_team_is_left_with_their_caseload(somebody, world):
    amina = somebody("amina")
    amina.opens(f"/people/{world.dan.ref}/details")

    hands_over(amina, "Cara Doyle", unit="Brookfield Team B")

    amina.is_at("My caseload")
    amina.sees("The case is handed over.")
    amina.does_not_see("Dan Rees")
    amina.opens(f"/people/{world.dan.ref}/details", answered=404)
    cara = somebody("cara")
    cara.opens("/")
    cara.sees("Dan Rees")


def test_what_its_author_left_unfinished_goes_on_with_whoever_has_the_case(somebody, world):
    amina = somebody("amina")
    amina.opens(f"/people/{world.dan.ref}/reports")
    amina.presses("Start the report")
    report = amina.path
    amina.opens(f"/people/{world.dan.ref}/details")
    hands_over(amina, "Cara Doyle", unit="Brookfield Team B")

    cara = somebody("cara", width=320)
    cara.opens(report)
    cara.sees("Amina Khan, who began this report, no longer works with this person.")
    cara.follows("Take this report over")
    cara.writes("Why?", "The case is mine now.")
    cara.presses("Take it over")

    cara.sees("Cara Doyle is the author of this report now.", "Taken over by Cara Doyle")


def test_an_assessment_begun_in_error_is_put_aside(somebody, world):
    amina = somebody("amina", width=320)
    amina.opens(f"/people/{world.dan.ref}/assessments")
    amina.picks("Needs and strengths")
    amina.presses("Start")
    amina.follows("Assessments")
    amina.follows("Withdraw it (Needs and strengths)")
    amina.writes("Why is it withdrawn?", "Begun for the wrong person.")
    amina.presses("Withdraw it")

    amina.sees("Withdrawn by Amina Khan", "Begun for the wrong person.")
    amina.arrives_by(amina.page.locator(".tca-list a").first.click)
    amina.sees("It counts for nothing, and stays to be read.")


def test_the_second_of_two_is_shown_who_has_the_case_and_chooses(somebody, world):
    amina, ben = somebody("amina"), somebody("ben")
    for one in (amina, ben):
        one.opens(f"/people/{world.dan.ref}/details")
    ben.follows("Hand this case over (Case in the community, Ashwell Team A)")
    fills_in(ben, "Ben Adeyemi", note="Mine until January.")
    hands_over(amina, "Owen Pryce")

    ben.presses("Hand over", answered=409)

    ben.sees("Somebody else gave this case out", "Owen Pryce", "Mine until January.")
    ben.presses("Hand over all the same")
    ben.sees("Ben Adeyemi has the case now.")
