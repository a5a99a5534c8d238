"""People who came as messages are in the world, with somebody who holds them."""

import pytest

from tests.databases import NOW, ROOT
from throughcare.demo.actions import make_world
from throughcare.demo.actions.imported import hand_over_imported
from throughcare.demo.models import World
from throughcare.demo.tests.conftest import PEOPLE
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people.models import Holding, Person


@pytest.fixture
def with_messages(tiny):
    with acting_as(SYSTEM):
        World.objects.update(finished_at=None)
    make_world(people=PEOPLE, seed=1, at=NOW, samples=[ROOT / "samples" / "ndelius_case"])
    return tiny


def test_somebody_who_came_as_messages_is_a_case_of_the_first_sign_in(client, with_messages):
    from throughcare.staff.models import Member

    client.force_login(Member.objects.get(email="pso@example.invalid"))

    assert "Bertrand" in client.get("/").content.decode()


def test_they_are_marked_as_fictional_and_handed_over_once(with_messages):
    from throughcare.demo.actions.area import area_as_made
    from throughcare.demo.content import content

    with acting_as(SYSTEM):
        before = Holding.objects.count()
        hand_over_imported(area_as_made(content=content(), at=NOW))

        assert Holding.objects.count() == before
        assert not Person.objects.filter(is_fictional=False).exists()
