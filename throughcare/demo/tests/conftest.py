"""A tiny world, made once for all the tests here and rolled back after them."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction

from tests.databases import NOW
from throughcare.demo.actions import make_world
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people.models import Person

PEOPLE = 16


class Tiny:
    """The tiny world, and the people in it as the program sees them."""

    def person(self, given: str, family: str) -> Any:
        with acting_as(SYSTEM):
            return Person.objects.get(given_name=given, family_name=family)


@pytest.fixture(scope="package")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Tiny]:
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOW, tick=False):
            with acting_as(SYSTEM):
                Person.objects.update(is_fictional=True)  # the cast of the other tests
            make_world(people=PEOPLE, seed=1, at=NOW, samples=())
        yield Tiny()
        transaction.set_rollback(True)


@pytest.fixture
def tiny(made: Tiny, db: None) -> Tiny:
    return made
