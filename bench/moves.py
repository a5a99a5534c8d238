"""What it costs that every row follows its person: handing somebody to another team, by entries."""

from random import Random
from time import perf_counter

from django.db import connection, transaction
from django.utils import timezone

from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people import actions
from throughcare.people.models import Person
from throughcare.staff.models import Unit


def measure(*, rounds: int, seed: int) -> None:
    """Print the time of a handover for people with few and with many entries. Undone afterwards."""
    random = Random(seed)
    with acting_as(SYSTEM):
        teams = list(Unit.objects.filter(kind="team").order_by("pk"))
        with connection.cursor() as cursor:
            cursor.execute("select person_id, count(*) from record_entry group by 1 order by 2")
            counts = cursor.fetchall()
    print(f"{'entries':>8} {'handover, ms':>13}")
    for share in (0.1, 0.5, 0.9, 0.999):
        number, entries = counts[int(len(counts) * share)]
        with transaction.atomic(), acting_as(SYSTEM):
            person = Person.objects.get(pk=number)
            began = perf_counter()
            actions.hold(
                actor=SYSTEM,
                person=person,
                kind="community",
                unit=random.choice(teams),
                on=timezone.localdate(),
                at=timezone.now(),
            )
            print(f"{entries:8} {(perf_counter() - began) * 1000:13.1f}")
            transaction.set_rollback(True)
