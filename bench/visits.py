"""The pages that are measured, and who opens them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from bench.world import FAMILY, GIVEN, RARE, WORDS
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people.models import Holding, Person
from throughcare.staff.models import Member

READERS = 12


@dataclass(frozen=True)
class Reader:
    """A colleague with a caseload, signed in."""

    member: Member
    client: Client
    people: list[Person]


def readers(random: Random) -> list[Reader]:
    """Colleagues drawn at random, their sign-in done beforehand."""
    with acting_as(SYSTEM):
        holders = sorted(
            set(
                Holding.objects.filter(until=None, holder__isnull=False).values_list(
                    "holder_id", flat=True
                )[:20000]
            )
        )
        drawn = random.sample(holders, READERS)
        found = []
        for member in Member.objects.filter(pk__in=drawn).order_by("pk"):
            held = Holding.objects.filter(holder=member, until=None).values("person_id")
            people = list(Person.objects.filter(pk__in=held).order_by("pk"))
            found.append(Reader(member, Client(headers={"host": "localhost"}), people))
    for reader in found:
        reader.client.force_login(reader.member)
    return found


def visits(reader: Reader, random: Random) -> Iterator[tuple[str, Callable[[], object]]]:
    """One visit to each page, of somebody in the reader's caseload."""
    person = random.choice(reader.people)

    def get(
        name: str, query: dict[str, str] | None = None, **named: object
    ) -> Callable[[], object]:
        address = reverse(name, kwargs=named) + (f"?{urlencode(query)}" if query else "")
        return lambda: _seen(reader.client.get(address))

    yield "overview", get("web:overview", ref=person.ref)
    yield "timeline", get("record:timeline", ref=person.ref)
    yield "caseload", get("web:caseload")
    yield (
        "find by name",
        get("web:find", {"text": f"{random.choice(GIVEN)} {random.choice(FAMILY)[:4]}"}),
    )
    yield "find by number", get("web:find", {"text": f"X{random.randrange(1, 20000):06d}"})
    yield (
        "notes, frequent words",
        get("record:search", {"words": " ".join(random.sample(WORDS, 2))}),
    )
    yield "notes, rare word", get("record:search", {"words": random.choice(RARE)})


def _seen(response: object) -> object:
    if response.status_code != 200:  # type: ignore[attr-defined]
        raise SystemExit(f"{response.request['PATH_INFO']}: {response.status_code}")  # type: ignore[attr-defined]
    return response
