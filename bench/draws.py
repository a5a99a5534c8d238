"""Nothing on any page tells of what its reader may not see: drawn at random, thousands of times.

Each draw is a colleague and an address: a list, a search, a page of somebody's record, an export, a
document, a queue of messages. In a fictional world in which holdings, restrictions, exclusions,
named colleagues and markings have been shuffled, the address is opened. Then all that the rule in
Python (`may_read`) keeps from this colleague is taken out of the database itself, past every rule
the database has, and the address is opened again. Both answers have to be the same, byte for byte:
hits, counts, order, headers, file names, and "not found".

`rounds` of the command line are counted in hundreds of draws.
"""

import logging
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import StringIO
from random import Random
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models, transaction
from django.test import Client
from django.utils import timezone

from bench.databases import make_anew
from throughcare.foundation.access import SYSTEM, acting_as, as_owner, may_read
from throughcare.foundation.access.rows import PersonRow
from throughcare.foundation.packs import pack
from throughcare.people.models import Exclusion, Grant, Holding, Identifier, Person, Restriction
from throughcare.people.reach import actor_for
from throughcare.staff.models import Member

PEOPLE = 40  # of the fictional world
PER_ROUND = 100
PER_READER = 40
COLLEAGUES = 20  # another seed draws others
A_COLLEAGUE = 6  # people whose pages a colleague is sent to, to see what addresses there are
WORDS = ("housing", "work", "drugs", "victim", "the", "appointment", "risk or home", '"moved on"')
ALWAYS = (
    *("/", "/people/find", "/people/waiting", "/people/emergencies", "/notes/search"),
    *("/messages", "/sign-off/", "/staff", "/account", "/rules"),
)
NEVER = ("/sign", "/account/", "/static/", "/language")
MASKED = re.compile(rb'(?<=csrfmiddlewaretoken" value=")\w+|(?<=name="once" value=")[0-9a-f-]{36}')


def measure(*, rounds: int, seed: int) -> None:
    """Print what was drawn, and each answer that differed; the program ends badly if one did."""
    logging.disable(logging.WARNING)  # Django writes a line for every page not found
    make_anew("throughcare_draws")
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        call_command("prepare_demo", people=PEOPLE, stdout=StringIO())
        random = Random(seed)
        everyone = list(Member.objects.filter(is_active=True).order_by("pk"))
        colleagues = random.sample(everyone, min(COLLEAGUES, len(everyone)))
        known = {member.pk: sorted(_addresses(member, random)) for member in colleagues}
        pool = sorted({address for addresses in known.values() for address in addresses})
        drawn: Counter[str] = Counter()
        told = 0
        while sum(drawn.values()) < rounds * PER_ROUND:
            with _undone():
                reader = random.choice(colleagues)
                _shuffle(reader, random, at=now)
                asked = [_draw(pool, known[reader.pk], random) for _one in range(PER_READER)]
                before = [_opened(reader, address) for address in asked]
                _take_out(_kept_from(reader, at=now))
                after = [_opened(reader, address) for address in asked]
            for address, shown, without in zip(asked, before, after, strict=True):
                drawn[str(shown[0])] += 1
                if shown != without:
                    _say_where(reader, address, shown, without)
                    told += 1
    print(f"{sum(drawn.values()):,} draws over {len(pool):,} addresses, answered {dict(drawn)}")
    print(f"answers that told of something hidden: {told}")
    sys.exit(min(told, 1))


def _addresses(member: Member, random: Random) -> set[str]:
    """Addresses that pages of some people lead this colleague to, from lists to single things."""
    with acting_as(SYSTEM):
        refs = list(Person.objects.order_by("pk").values_list("ref", flat=True))
    client, found = _client(member), set(ALWAYS)
    ahead = {*ALWAYS, *(f"/people/{ref}" for ref in random.sample(refs, A_COLLEAGUE))}
    for _step in range(2):
        pages = [client.get(address) for address in sorted(ahead - found | set(ALWAYS))]
        found |= ahead
        ahead = {link for page in pages for link in _links(page)}
    return found | ahead


def _links(page: Any) -> Iterator[str]:
    if page.status_code != 200 or "html" not in page["Content-Type"]:
        return
    for link in re.findall(r'href="(/[^"#]*)', page.content.decode()):
        if not link.startswith(NEVER):
            yield link.replace("&amp;", "&")


def _draw(pool: list[str], known: list[str], random: Random) -> str:
    """An address the reader knows, or anybody's; of a search, with words or names of anybody's."""
    which = random.random()
    if which < 0.6:
        return random.choice(known if which < 0.4 else pool)
    if which < 0.75:
        return f"/notes/search?{urlencode({'words': random.choice(WORDS)})}"
    if which < 0.8:
        return random.choice(ALWAYS)
    with acting_as(SYSTEM):
        person = random.choice(list(Person.objects.order_by("pk")))
        numbers = list(Identifier.objects.filter(person=person).values_list("value", flat=True))
    family = person.family_name
    typed = random.choice(
        [
            family,
            person.full_name,
            person.given_name,
            family[:-2] + family[-1:] + family[-2:-1],  # misspelt
            *numbers,
        ]
    )
    born = f"{person.born_on:%d %m %Y}" if person.born_on and random.random() < 0.3 else ""
    return f"/people/find?{urlencode({'text': typed, 'born_on': born})}"


def _shuffle(reader: Member, random: Random, *, at: datetime) -> None:
    """Another world of the same people: who holds them, who may see what of them."""
    numbers = sorted(marking.number for marking in pack().markings.values())
    with acting_as(SYSTEM):
        people = list(Person.objects.order_by("pk"))
        by_name = {"person": None, "reason": "-", "since": at - timedelta(days=1)}
        for holding in random.sample(list(Holding.objects.filter(until=None)), len(people) // 3):
            alike = Holding.objects.filter(kind=holding.kind).exclude(unit=holding.unit)
            units = sorted(set(alike.values_list("unit_id", flat=True)))
            if units:
                holding.unit_id = random.choice(units)
                holding.save(update_fields=["unit"])
        for person in random.sample(_without(Restriction, people), 4):
            Restriction.objects.create(**{**by_name, "person": person})
        for person in random.sample(_without(Exclusion, people, member=reader), 3):
            Exclusion.objects.create(**{**by_name, "person": person}, member=reader)
        for person in random.sample(_without(Grant, people, member=reader), 5):
            some = random.sample(numbers, random.randint(1, len(numbers)))
            Grant.objects.create(
                **{**by_name, "person": person}, member=reader, kind="named", markings=sorted(some)
            )
        connection.check_constraints()
    with _past_every_rule() as cursor:
        for table in ("record_entry", "people_characteristic", "people_address"):
            only = "and kind = 'note'" if table == "record_entry" else ""
            cursor.execute(
                f"update {table} set marking = (%s::int[])[1 + floor(random() * %s)::int]"
                f" where random() < 0.4 {only}",
                [numbers, len(numbers)],
            )


def _without(
    kind: type[Restriction | Exclusion | Grant], people: list[Person], **which: Any
) -> list[Person]:
    """Those there is none of yet: of some things somebody has one at a time."""
    have = set(kind.objects.filter(until=None, **which).values_list("person_id", flat=True))
    return [person for person in people if person.pk not in have]


def _kept_from(reader: Member, *, at: datetime) -> dict[str, tuple[str, list[Any]]]:
    """Rows by table that the rule in Python keeps from this colleague."""
    actor = actor_for(staff_id=reader.pk, at=at)
    hidden: dict[str, tuple[str, list[Any]]] = {}
    with acting_as(SYSTEM):
        nobody = {one.pk for one in Person.objects.all() if not may_read(actor, one)}
        for model in apps.get_models():
            if not model.__module__.startswith("throughcare."):
                continue
            if issubclass(model, PersonRow):
                rows = model.objects.select_related("person")
                kept = [
                    row.pk for row in rows if not may_read(actor, row) and not _own(row, reader)
                ]
            elif model is Person:
                kept = sorted(nobody)
            elif any(f.attname == "person_id" for f in model._meta.concrete_fields):
                kept = list(model.objects.filter(person_id__in=nobody).values_list("pk", flat=True))
            else:
                continue
            hidden[model._meta.db_table] = (model._meta.pk.column, kept)
    return hidden


def _own(row: models.Model, reader: Member) -> bool:
    """What says how far the reader reaches stays, whomever it is about."""
    return isinstance(row, Grant | Exclusion) and row.member_id == reader.pk


def _take_out(hidden: dict[str, tuple[str, list[Any]]]) -> None:
    with _past_every_rule() as cursor:
        for table, (key, rows) in hidden.items():
            cursor.execute(f"delete from {table} where {key} = any(%s)", [rows])


def _client(member: Member) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(member)
    return client


def _opened(reader: Member, address: str) -> tuple[int, str, bytes]:
    """Status, headers and body; whatever opening it wrote is undone."""
    with _undone():
        answer = _client(reader).get(address)
        headers = "\n".join(f"{name}: {value}" for name, value in sorted(answer.items()))
        return answer.status_code, headers, MASKED.sub(b"", answer.content)


@contextmanager
def _past_every_rule() -> Iterator[Any]:
    """The superuser with triggers, rules and foreign keys asleep."""
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        yield cursor
        cursor.execute("set local session_replication_role = origin")


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _say_where(reader: Member, address: str, *answers: tuple[int, str, bytes]) -> None:
    print(f"{reader.email} at {address}: answered {[one[0] for one in answers]}")
    folder = f"/tmp/draw-{uuid4()}"
    for name, (_status, headers, body) in zip(("shown", "without"), answers, strict=True):
        with open(f"{folder}-{name}", "wb") as file:
            file.write(headers.encode() + b"\n\n" + body)
    print(f"both answers are in {folder}-…")
