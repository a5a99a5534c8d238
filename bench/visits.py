"""The pages that are measured, and who opens them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.world import FAMILY, GIVEN, RARE, WORDS, one_of
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people.models import Holding, Person
from throughcare.people.reach import actor_for
from throughcare.staff.models import Member

READERS = 12


@dataclass(frozen=True)
class Reader:
    """A colleague with a caseload, signed in."""

    member: Member
    client: Client
    people: list[Person]
    everybody: int
    """How many people there are, theirs or not."""


def readers(random: Random, count: int = READERS) -> list[Reader]:
    """Colleagues drawn at random, their sign-in done beforehand."""
    with acting_as(SYSTEM):
        holders = sorted(
            set(
                Holding.objects.filter(until=None, holder__isnull=False).values_list(
                    "holder_id", flat=True
                )[:20000]
            )
        )
        drawn = random.sample(holders, count)
        everybody = Person.objects.count()
        members = list(Member.objects.filter(pk__in=drawn).order_by("pk"))
    found = []
    for member in members:
        with acting_as(actor_for(staff_id=member.pk, at=timezone.now())):
            # Some of them the reader does not see: who holds a case can be excluded from it.
            held = Holding.objects.filter(holder=member, until=None).values("person_id")
            people = list(Person.objects.filter(pk__in=held).order_by("pk"))
        found.append(Reader(member, Client(headers={"host": "localhost"}), people, everybody))
    for reader in found:
        reader.client.force_login(reader.member)
    return found


def visits(reader: Reader, random: Random) -> Iterator[tuple[str, Callable[[], object]]]:
    """One visit to each page, of somebody in the reader's caseload."""
    for name, address in addresses(reader, random):
        yield name, partial(_seen, reader.client, address)


def addresses(reader: Reader, random: Random) -> Iterator[tuple[str, str]]:
    """Each page by its name, with an address drawn by chance."""
    person = random.choice(reader.people)
    name = f"{one_of(GIVEN, random)} {one_of(FAMILY, random)[:4]}"
    yield "overview", reverse("web:overview", kwargs={"ref": person.ref})
    yield "timeline", reverse("record:timeline", kwargs={"ref": person.ref})
    yield "caseload", reverse("web:caseload")
    yield "find by name", _asked("web:find", text=name)
    yield "find by number", _asked("web:find", text=f"X{random.randint(1, reader.everybody):06d}")
    yield "notes, frequent words", _asked("record:search", words=" ".join(random.sample(WORDS, 2)))
    yield "notes, rare word", _asked("record:search", words=random.choice(RARE))


def _asked(name: str, **query: str) -> str:
    return f"{reverse(name)}?{urlencode(query)}"


def _seen(client: Client, address: str) -> object:
    response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"{address}: {response.status_code}")
    return response
