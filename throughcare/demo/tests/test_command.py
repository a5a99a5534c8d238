"""The command: it makes the world once, and is quick the second time."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from tests.databases import NOW
from throughcare.demo.actions import PASSWORD, make_world
from throughcare.demo.models import World
from throughcare.demo.queries import sign_ins
from throughcare.demo.tests.conftest import PEOPLE
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people.models import Person


@pytest.fixture(autouse=True)
def a_demo(settings):
    settings.DEMO = True


def counted():
    with acting_as(SYSTEM):
        return {
            model._meta.label: model.objects.count()
            for model in apps.get_models()
            if model.__module__.startswith("throughcare.")
        }


def test_a_second_run_asks_one_question_and_changes_nothing(
    tiny, capsys, django_assert_num_queries
):
    before = counted()

    with django_assert_num_queries(1):
        call_command("prepare_demo", people=PEOPLE, seed=1)

    assert counted() == before
    said = capsys.readouterr().out
    assert PASSWORD in said
    assert all(one.address in said for one in sign_ins())


def test_another_number_says_how_to_get_one(tiny, capsys):
    before = counted()

    call_command("prepare_demo", people=500, seed=2)

    said = capsys.readouterr().out
    assert f"{PEOPLE} people" in said
    assert "THROUGHCARE_HOME" in said
    assert counted() == before


def test_a_world_cut_short_is_finished_not_made_again(tiny):
    with acting_as(SYSTEM):
        World.objects.update(finished_at=None)
    before = counted()

    make_world(people=PEOPLE, seed=1, at=NOW, samples=())

    assert World.objects.get().finished_at == NOW
    after = counted()
    assert {label for label in after if after[label] != before[label]} == {"audit.Deed"}


def test_no_world_is_made_among_real_people(tiny):
    with acting_as(SYSTEM):
        World.objects.all().delete()
        Person.objects.filter(given_name="Dan").update(is_fictional=False)

    with pytest.raises(CommandError, match="not fictional"):
        call_command("prepare_demo", people=PEOPLE)

    assert not World.objects.exists()


def test_no_world_is_made_unless_it_is_a_demo(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="THROUGHCARE_DEMO"):
        call_command("prepare_demo")


def test_a_world_too_small_is_refused():
    with pytest.raises(CommandError, match="or more"):
        call_command("prepare_demo", people=3)
