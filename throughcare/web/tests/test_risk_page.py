"""Everything known of somebody's risk together, with ages; and concerns from wherever one is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.databases import NOW
from throughcare.calculations import actions as calculations
from throughcare.calculations.tests.conftest import score, tell
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people import actions as people
from throughcare.risk import actions as risk
from throughcare.risk.facts import HarmLevelFacts, MappaFacts

DAY = timedelta(days=1)


def record(cast, n=1, who="amina"):
    actor = getattr(cast, who)
    with acting_as(actor):
        for i in range(n):
            risk.record_concern(
                actor=actor,
                person=cast.dan,
                kind="police",
                what=f"Stopped at night, no {i}.",
                happened_at=NOW,
                at=NOW,
            )


@pytest.fixture
def known(cast):
    """A level of eight months, MAPPA of two years, and scores: told and worked out."""
    with acting_as(SYSTEM):
        level = HarmLevelFacts(
            key="oasys:1",
            group="public",
            setting="community",
            level="high",
            assessed_on=NOW.date() - 250 * DAY,
            reason="Two assaults.",
        )
        mappa = MappaFacts(
            key="m", category="2", level="2", started_on=NOW.date() - 800 * DAY, is_active=True
        )
        given = {"actor": SYSTEM, "person": cast.dan, "source": None, "at": NOW}
        risk.learn_harm_level(facts=level, **given)
        risk.learn_mappa(facts=mappa, **given)
    tell(cast.dan, score("ogrs3", "22"))
    calculations.work_off(at=NOW)


def test_level_mappa_and_scores_stand_together_with_their_reasons_and_ages(cast, client, known):
    client.force_login(cast.member("amina"))

    page = client.get(f"/people/{cast.dan.ref}/risk").text

    assert "set 8 months ago" in page
    assert "began 2 years ago" in page
    assert "Two assaults." in page
    assert page.index("What matters now") < page.index("Two assaults.")
    for scores in ("Worked out here", "As given by other systems", "OGRS3"):
        assert scores in page


@pytest.mark.parametrize("who", ["amina", "pia", "fay"])
def test_a_concern_can_be_recorded_from_every_page_about_somebody(cast, client, who):
    person = cast.dan if who == "amina" else cast.erin
    if who == "pia":
        with acting_as(SYSTEM):
            people.hold(
                actor=SYSTEM,
                person=cast.erin,
                kind="provider",
                unit=cast.unit("BRIDGES"),
                on=NOW.date(),
                at=NOW,
            )
    client.force_login(cast.member(who))
    to = f"/people/{person.ref}/risk/concerns/new"

    for page in ("", "/timeline", "/plan", "/appointments", "/details"):
        assert f'href="{to}"' in client.get(f"/people/{person.ref}{page}").text
    assert 'href="/concerns/"' in client.get("/").text
    assert ("Who may know?" in client.get(to).text) is (who != "pia")  # she reads one marking


def test_without_a_page_somebody_is_found_first_and_only_whom_one_sees(cast, client):
    client.force_login(cast.member("amina"))

    found = client.get("/concerns/new?text=rees").text
    hidden = client.get("/concerns/new?text=vaughan").text

    assert f"/people/{cast.dan.ref}/risk/concerns/new" in found
    assert "Nobody you can see fits" in hidden


def test_open_concerns_are_first_on_the_caseload_and_among_what_matters_now(cast, client):
    record(cast, 2, who="owen")
    client.force_login(cast.member("amina"))

    caseload = client.get("/").text
    overview = client.get(f"/people/{cast.dan.ref}").text

    assert "2 concerns to look at" in caseload
    assert overview.index("Stopped at night") < overview.index("Tier and scores")
    assert "Owen Pryce" in overview


@pytest.mark.parametrize("who", ["ada", "amina"])
def test_the_list_of_late_ones_is_for_who_answers_for_a_unit(cast, client, who):
    client.force_login(cast.member(who))

    answer = client.get("/concerns/?list=late")

    assert answer.status_code == 403
    assert client.get("/concerns/").status_code == (403 if who == "ada" else 200)


def test_the_risk_page_and_the_list_ask_as_much_for_many_concerns_as_for_one(cast, client):
    client.force_login(cast.member("amina"))

    def asked():
        counts = []
        for page in (f"/people/{cast.dan.ref}/risk", "/concerns/", "/"):
            client.get(page)
            with CaptureQueriesContext(connection) as taken:
                client.get(page)
            counts.append(len(taken))
        return counts

    record(cast, 1)
    one = asked()
    record(cast, 12)

    assert asked() == one
