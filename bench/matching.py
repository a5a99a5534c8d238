"""What the pack's matching model does to made-up people who are on the record twice.

With `--train` its weights are learnt anew first, from other people than those it is measured on.
"""

from collections import Counter
from dataclasses import dataclass
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from bench.databases import make_anew
from bench.doubles import Made, make
from throughcare.foundation.access import SYSTEM, acting_as, as_owner
from throughcare.foundation.packs import pack
from throughcare.people import names
from throughcare.people.comparing import Sum, learner, weigh
from throughcare.people.queries.alike import alike, rarity_among, traits_of

NAME = "throughcare_bench_matching"
AT_ONCE = 1_000
LOWEST = -5.0
LEAST = 1e-6  # of what was never seen: not impossible, only rarer than the set is large


@dataclass(frozen=True)
class Pair:
    """Two records that were found to look alike, and what the model says of them."""

    is_one: bool
    what: tuple[str, str]
    sum: Sum | None
    """None: too little to show on the curve."""


@dataclass(frozen=True)
class Measured:
    """A set of people, the pairs among them, and how many are truly on the record twice."""

    records: int
    doubles: int
    found: int
    pairs: list[Pair]


def measure(*, seed: int, people: int, train: bool) -> None:
    """Print the curve and write it into docs/matching.md."""
    from bench.matching_page import write  # it reads what is defined here

    if train:
        _train(people=people, seed=seed + 1_000)
    measured = measured_on(people=people, seed=seed)
    print(write(measured, people=people, seed=seed))


def measured_on(*, people: int, seed: int) -> Measured:
    """Put them on the record, find who is alike as the program does, and weigh every pair."""
    made = _on_record(people=people, seed=seed)
    began = perf_counter()
    found = _found(made)
    print(f"{len(made):,} records, {len(found):,} pairs alike, {perf_counter() - began:.0f} s")
    began = perf_counter()
    with acting_as(SYSTEM):
        traits = traits_of(range(1, len(made) + 1))
        rarity = rarity_among(
            traits.values(), rule=pack().matching_rule, weights=pack().matching_weights
        )
    sums = weigh(
        [(traits[one], traits[other]) for one, other in found],
        rule=pack().matching_rule,
        weights=pack().matching_weights,
        rarity=rarity,
        least=LOWEST,
    )
    print(f"weighed in {perf_counter() - began:.0f} s")
    pairs = [
        Pair(
            made[one - 1].who == made[other - 1].who,
            (made[one - 1].what, made[other - 1].what),
            sums.get(place),
        )
        for place, (one, other) in enumerate(found)
    ]
    twice = Counter(one.who for one in made)
    doubles = sum(n * (n - 1) // 2 for n in twice.values())
    return Measured(len(made), doubles, sum(pair.is_one for pair in pairs), pairs)


def _found(made: list[Made]) -> list[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for start in range(1, len(made) + 1, AT_ONCE):
        some = range(start, min(start + AT_ONCE, len(made) + 1))
        with acting_as(SYSTEM):
            found |= set(alike(some, rule=pack().matching_rule))
    return sorted(found)


def _train(*, people: int, seed: int) -> None:
    """Let Splink learn m from records of one person, u from pairs taken at random."""
    made = _on_record(people=people, seed=seed)
    with acting_as(SYSTEM):
        traits = traits_of(range(1, len(made) + 1))
    rows = [(one.who, traits[number]) for number, one in enumerate(made, start=1)]
    linker = learner(rows, rule=pack().matching_rule)
    linker.training.estimate_u_using_random_sampling(max_pairs=5_000_000, seed=seed)
    linker.training.estimate_m_from_label_column("who")
    learnt = {
        (field["output_column_name"], level["label_for_charts"]): level
        for field in linker.misc.save_model_to_json()["comparisons"]
        for level in field["comparison_levels"]
    }
    weights = pack().folder / "matching" / pack().matching_rule.table
    rows = [
        f"{field.id},{level.id}," + ",".join(_share(learnt[field.id, level.id], of) for of in "mu")
        for field in pack().matching_rule.field
        for level in field.level
    ]
    weights.write_text("\n".join(["field,level,m,u", *rows, ""]))
    pack.cache_clear()
    print(f"learnt from {len(made):,} records")


def _share(level: dict[str, Any], of: str) -> str:
    return f"{max(level.get(f'{of}_probability') or 0, LEAST):.6g}"


def _on_record(*, people: int, seed: int) -> list[Made]:
    """Put them into a database of their own, numbered as they come."""
    made = make(people=people, seed=seed)
    make_anew(NAME)
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        for table, rows in _rows(made).items():
            with cursor.copy(f"copy {table} from stdin") as into:
                for row in rows:
                    into.write_row(row)
        cursor.execute("analyze people_person, people_name, people_identifier, people_address")
    return made


def _rows(made: list[Made]) -> dict[str, list[tuple[Any, ...]]]:
    people, named, numbers, addresses = [], [], [], []
    for n, one in enumerate(made, start=1):
        sorted_as = names.sort_key(family=one.family, given=one.given)
        people.append((n, UUID(int=n), "", one.given, "", one.family, "", sorted_as, one.born))
        people[-1] += (False, one.sex, False, True, 1)
        for kind, first, last, born in (
            ("current", one.given, one.family, None),
            *(("alias", *other) for other in one.also),
        ):
            as_compared = names.key(first), names.key(last)
            named.append((len(named) + 1, n, 0, kind, first, "", last, born, *as_compared))
        for kind, value in one.numbers:
            numbers.append((len(numbers) + 1, n, 0, kind, value, value, True))
        for code in one.postcodes:
            id = UUID(int=len(addresses) + 1)
            addresses.append((id, n, 0, "", "", "", False, "", code, "", "", 1))
    return {
        "people_person (id, ref, title, given_name, middle_names, family_name, preferred_name, "
        "sort_key, born_on, birth_is_estimated, sex, is_restricted, is_fictional, version)": people,
        "people_name (id, person_id, marking, kind, given_name, middle_names, family_name, "
        "born_on, given_key, family_key)": named,
        "people_identifier (id, person_id, marking, kind, value, as_given, is_valid)": numbers,
        "people_address (id, person_id, marking, status, status_text, type_text, no_fixed_abode, "
        "lines, postcode, telephone, note, version)": addresses,
    }
