"""What stands around every page."""

from datetime import date
from uuid import UUID

import pytest
from django.utils import translation

from throughcare.foundation.ui.forms import Form, Text
from throughcare.foundation.ui.header import Badge, NavLink, PersonHeader, SignedIn

DAN = PersonHeader(
    ref=UUID(int=7),
    name="Dan <Rees>",
    href="/people/7",
    other_names="Danny",
    born_on=date(1988, 3, 12),
    crn="X123456",
    noms_number="A1234BC",
    where="HMP Moorwood",
    holder="Amina Khan",
    levels=(Badge("High risk of serious harm", "attention"),),
    flags=(Badge("Risk to staff", "danger"),),
    pages=(NavLink("Overview", "/people/7"), NavLink("Timeline", "/people/7/timeline", True)),
)
SURROUNDINGS = {
    "language": "en",
    "other_language": "cy",
    "here": "/people?name=dan",
    "csrf_input": "TOKEN",
    "navigation": [NavLink("My caseload", "/", True), NavLink("Find a person", "/people")],
    "signed_in": SignedIn("12", "Amina Khan", "Responsible officer"),
}


def test_a_page_says_whose_it_is_and_how_to_move_on(page):
    html = page("ui/layout.html", **SURROUNDINGS)

    assert '<html lang="en"' in html
    assert 'href="#main-content"' in html
    assert '<main class="govuk-main-wrapper" id="main-content">' in html
    assert 'aria-current="page"' in html
    assert "Find a person" in html
    assert 'action="/sign-out"' in html
    assert html.count("TOKEN") == 2


def test_the_other_language_is_one_press_away_and_leads_back_here(page):
    html = page("ui/layout.html", **SURROUNDINGS)

    assert 'name="language" value="cy"' in html
    assert 'name="next" value="/people?name=dan"' in html
    assert '<button class="tc-header__link" lang="cy">Cymraeg</button>' in html


def test_someone_who_is_not_signed_in_sees_no_way_out_and_no_navigation(page):
    html = page("ui/layout.html", csrf_input="TOKEN", other_language="cy")

    assert "sign-out" not in html
    assert "data-signed-in" not in html
    assert "<nav" not in html


def test_the_fictional_world_says_so_on_every_page(page):
    assert "Fictional data" in page("ui/layout.html", demo=True)
    assert "Fictional data" not in page("ui/layout.html", demo=False)


def test_nothing_of_the_crown_is_used(page):
    html = page("ui/layout.html", **SURROUNDINGS).lower()

    assert not any(word in html for word in ("crown", "crest", "gov.uk"))


def test_errors_of_the_form_stand_above_the_content_and_in_the_title(page):
    class Asking(Form):
        name = Text("Name")

    html = page("ui/layout.html", form=Asking({}))

    assert "<title>Error: " in html
    assert "govuk-error-summary" in html


def test_the_identity_bar_says_who_this_is_in_words(page):
    html = page("ui/person.html", person_header=DAN, **SURROUNDINGS)

    for said in (
        "<bdi>Dan &lt;Rees&gt;</bdi>",
        "<bdi>Danny</bdi>",
        "born 12 Mar 1988, aged 38",
        "X123456",
        "NOMIS A1234BC",
        "<bdi>HMP Moorwood</bdi>",
        "held by <bdi>Amina Khan</bdi>",
        ">High risk of serious harm</strong>",
        ">Risk to staff</strong>",
    ):
        assert said in html
    assert '<a href="/people/7/timeline" aria-current="page">Timeline</a>' in html


def test_the_identity_bar_says_what_is_not_known(page):
    html = page("ui/person.html", person_header=PersonHeader(UUID(int=8), "Nobody", "/people/8"))

    assert "date of birth not known" in html
    assert "whereabouts not recorded" in html
    assert "nobody holds this case" in html


@pytest.mark.parametrize("name", ["400", "403", "404", "413", "500", "csrf"])
def test_an_error_page_says_what_to_do_next_and_stands_without_a_request(page, name):
    html = page(f"{name}.html")

    assert "<h1" in html
    assert 'href="/"' in html
    assert "data-did-not-work" in html


def test_a_refusal_shows_the_sentence_of_the_rule(page):
    html = page("403.html", reason="Only the officer who holds the case can <change> this.")

    assert "Only the officer who holds the case can &lt;change&gt; this." in html


def test_absent_and_hidden_read_the_same(page):
    assert "it is not for you to see. Both look the same on purpose" in page("404.html")


def test_the_page_is_in_welsh_when_asked(page):
    with translation.override("cy"):
        html = page("ui/layout.html", **{**SURROUNDINGS, "language": "cy", "other_language": "en"})

    assert '<html lang="cy"' in html
    assert "Allgofnodi" in html
    assert '<button class="tc-header__link" lang="en">English</button>' in html
