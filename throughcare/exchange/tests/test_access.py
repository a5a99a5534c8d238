"""Who may read what a message holds, and who only that it came."""

import pytest
from django.db import ProgrammingError, transaction

from throughcare.exchange.models import Doubt, Message, Original, Reference, Run
from throughcare.exchange.queries import messages_page
from throughcare.exchange.tests.conftest import answers, counts, person, prisoner, requirements
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as

DAN = {"firstName": "Dan", "surname": "Rees", "dateOfBirth": "1990-05-17"}
EVERYONE = ["amina", "owen", "ben", "cara", "tess", "sol", "carys", "pia", "ada"]


@pytest.mark.parametrize("who", EVERYONE)
def test_an_original_is_read_by_those_who_see_the_person_and_may_read_all_of_it(cast, take, who):
    take(a=person("X123456", **DAN))

    with acting_as(getattr(cast, who)):
        assert Original.objects.exists() is (who in {"amina", "owen", "ben"})


@pytest.mark.parametrize("who", EVERYONE)
def test_an_original_with_anything_more_in_it_is_the_programs_alone(cast, take, who):
    take(a=person("X123456", **DAN, anythingElse="that no table speaks of"))

    with acting_as(SYSTEM):
        assert Original.objects.count() == 1
    with acting_as(getattr(cast, who)):
        assert not Original.objects.exists()


@pytest.mark.parametrize("who", EVERYONE)
def test_a_message_about_nobody_we_know_is_the_programs_alone(cast, take, who):
    take(a_X999999=requirements(1), b="{")

    with acting_as(getattr(cast, who)):
        assert not Original.objects.exists()


def test_whoever_is_restricted_by_a_message_hides_its_original_too(cast, take):
    take(a=person("X123456", **DAN, currentRestriction=True))

    with acting_as(cast.owen):
        assert not Original.objects.exists()
    with acting_as(cast.amina):
        assert Original.objects.exists()


def test_what_is_said_of_a_message_holds_no_number_and_no_name(cast, take):
    take(
        GET_requirements_X999999=requirements(1),
        b=answers(person(dateOfBirth="Lewis"), url="/case/X111111/x"),
        c_A1234BC=person(softDeleted=True),
    )

    with acting_as(SYSTEM):
        said = str(list(Message.objects.values_list())) + str(list(Run.objects.values_list()))
    for word in ("X999999", "X111111", "A1234BC", "Lewis", "Mo"):
        assert word not in said


@pytest.mark.parametrize(("who", "sees"), [("ben", True), ("ada", False), ("cara", False)])
def test_a_doubt_names_the_person_only_to_those_who_see_them(cast, take, who, sees):
    take(a=person("X123456", firstName="Dan", surname="Other", dateOfBirth="1990-05-17"))
    actor = getattr(cast, who)

    with acting_as(actor):
        assert Doubt.objects.exists() is sees
        if who == "cara":
            with pytest.raises(AccessDenied):
                messages_page(actor=actor)
        else:
            [line] = messages_page(actor=actor).lines
            assert (line.doubt is not None) is sees
            assert line.reason == "Its number is known, but with another name."


@pytest.mark.parametrize("who", ["amina", "ben", "ada"])
@pytest.mark.parametrize("model", [Original, Doubt, Reference])
def test_nobody_signed_in_can_change_what_came(cast, take, who, model):
    report = take(
        a=person("X123456", **DAN),
        b=person("X123456", firstName="Dan", surname="Other", dateOfBirth="1990-05-17"),
        c=prisoner("A1234BC", firstName="DAN", lastName="REES", dateOfBirth="1990-05-17"),
    )
    assert counts(report) == (1, 1, 1, 0)
    actor = getattr(cast, who)

    with acting_as(actor):
        for change in (
            lambda: model.objects.all().delete(),
            lambda: model.objects.update(marking=0),
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                change()


@pytest.mark.parametrize("who", ["amina", "cara", "tess", "carys", "pia"])
def test_the_page_is_for_those_who_look_after_messages(cast, who):
    actor = getattr(cast, who)
    with acting_as(actor), pytest.raises(AccessDenied):
        messages_page(actor=actor)
