"""People are found by what was typed, though it was typed wrongly; who is hidden never is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people import actions, identifiers, names, queries
from throughcare.people.models import Name
from throughcare.people.queries import finding

BORN = date(1985, 4, 3)


def held_by_amina(cast, given, family, born_on=None):
    person = actions.add_person(
        actor=SYSTEM, given_name=given, family_name=family, born_on=born_on, at=NOW
    )
    actions.hold(
        actor=SYSTEM,
        person=person,
        kind="community",
        unit=cast.unit("N50ASHA"),
        holder=cast.member("amina"),
        on=NOW.date(),
        at=NOW,
    )
    return person


@pytest.fixture
def sian(cast):
    """Siân Achebe-Lowe, once Okonjo."""
    with acting_as(SYSTEM):
        person = held_by_amina(cast, "Siân", "Achebe-Lowe", BORN)
        actions.add_name(
            actor=SYSTEM,
            person=person,
            kind=Name.Kind.FORMER,
            given_name="Siân",
            family_name="Okonjo",
        )
    return person


def found(cast, text, born_on=None, by="amina"):
    actor = cast.actor(by)
    with acting_as(actor):
        people, _more = queries.find_people(actor=actor, text=text, born_on=born_on)
    return {one.person.name: one.why for one in people}


@pytest.mark.parametrize(
    "typed",
    [
        "sian achebelowe",
        "Achebe Lowe",
        "ACHEBE-LOWE, Siân",
    ],
)
def test_accents_hyphens_and_order_do_not_matter(cast, sian, typed):
    assert found(cast, typed) == {"Siân Achebe-Lowe": "Name"}


@pytest.mark.parametrize(
    "typed",
    [
        "sian achbe-lowe",  # a letter missing
        "sian achebbe-lowe",  # one too many
        "sian acheba-lowe",  # a wrong one
        "sain achebe-lowe",  # two that changed places
        "acehbe-lowe sian",
        "Shan Achebe-Lowe",  # as it sounds
    ],
)
def test_a_name_misspelt_is_found_and_the_page_says_so(cast, sian, typed):
    assert found(cast, typed) == {"Siân Achebe-Lowe": "Name spelt otherwise"}


def test_a_former_name_misspelt_says_which(cast, sian):
    assert found(cast, "okonio") == {
        "Siân Achebe-Lowe": "Former name, spelt otherwise: Siân Okonjo"
    }


def test_whose_name_begins_as_typed_comes_before_who_is_spelt_like_it(cast, sian):
    with acting_as(SYSTEM):
        held_by_amina(cast, "Aaron", "Okonja")

    assert list(found(cast, "okonjo")) == ["Siân Achebe-Lowe", "Aaron Okonja"]


def test_day_and_month_swapped_finds_and_says_so_after_those_born_that_day(cast, sian):
    with acting_as(SYSTEM):
        held_by_amina(cast, "Zoe", "Achebe", date(1985, 3, 4))

    assert list(found(cast, "achebe", date(1985, 3, 4)).items()) == [
        ("Zoe Achebe", "Name"),
        ("Siân Achebe-Lowe", "Name; day and month of birth swapped"),
    ]
    assert found(cast, "", date(1985, 3, 4))["Siân Achebe-Lowe"] == (
        "Date of birth; day and month of birth swapped"
    )
    assert found(cast, "achebe", date(1985, 4, 5)) == {}


def test_who_is_hidden_is_not_found_by_any_spelling(cast, sian):
    for typed in ("Siân Achebe-Lowe", "sain achebe-lowe", "okonio", "achbe"):
        assert found(cast, typed, by="cara") == {}
    assert found(cast, "", date(1985, 3, 4), by="cara") == {}


def test_a_name_nobody_has_any_more_is_no_spelling_any_more(cast, sian):
    def spellings():
        with acting_as(SYSTEM):
            return finding._names_spelt_like({"okonio"})["okonio"]

    assert "okonjo" in spellings()
    with acting_as(SYSTEM):
        Name.objects.filter(family_key="okonjo").delete()
    assert "okonjo" not in spellings()


@given(st.text(max_size=40))
def test_whatever_is_typed_can_be_read(typed):
    for one in names.meant_by(typed):
        assert one.given or one.family
        assert names.key(one.given) == one.given


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12/464884Q", "2012/0464884Q"),
        ("2012/0464884Q", "2012/0464884Q"),
        ("12464884q", "2012/0464884Q"),
        ("2012 464884 Q", "2012/0464884Q"),
    ],
)
def test_a_police_number_is_read_in_every_form_it_is_written_in(typed, value):
    assert value in {one.value for one in identifiers.every_reading(typed)}


def test_a_police_number_without_its_slash_must_have_its_check_letter():
    assert identifiers.every_reading("12464884A") == []
