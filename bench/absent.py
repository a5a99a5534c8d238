"""Whether the clock tells a hidden person from an absent one: the two answers, taken in turn."""

import logging
from random import Random
from statistics import median, quantiles
from time import perf_counter
from uuid import UUID

from django.urls import reverse

from bench.visits import readers
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people.models import Person


def measure(*, rounds: int, seed: int) -> None:
    """Print how long the page takes to say "not found" of both, in milliseconds."""
    logging.disable(logging.WARNING)  # Django writes a line for every page not found
    random = Random(seed)
    reader = readers(random)[0]
    mine = {person.pk for person in reader.people}
    with acting_as(SYSTEM):
        everybody = list(Person.objects.exclude(pk__in=mine).order_by("pk").values_list("ref"))
    hidden: list[float] = []
    absent: list[float] = []
    while len(hidden) < rounds:
        (ref,) = random.choice(everybody)
        for times, tried in ((hidden, ref), (absent, UUID(int=random.getrandbits(128), version=4))):
            address = reverse("web:overview", kwargs={"ref": tried})
            began = perf_counter()
            response = reader.client.get(address)
            taken = (perf_counter() - began) * 1000
            if response.status_code == 404:  # a colleague's reach goes beyond the own caseload
                times.append(taken)
    print(f"{'answer':10} {'p50':>8} {'p95':>8}   ms")
    for name, times in (("hidden", hidden), ("absent", absent)):
        print(f"{name:10} {median(times):8.2f} {quantiles(times, n=20)[-1]:8.2f}")
    print(f"ratio of the medians {median(hidden) / median(absent):.3f}")
