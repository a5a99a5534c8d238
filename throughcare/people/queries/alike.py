"""Who may be somebody else on the record. Asked by the program alone, which sees everybody."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection

from throughcare.foundation.packs.matching import Matching, Weight
from throughcare.people.comparing import Traits
from throughcare.people.models import Address, Identifier, Name, Person

_ONE_AT_A_TIME = 771004
_NUMBERS = ("crn", "nomis", "pnc", "cro")

# Each of these finds its people through an index; together they find whoever is worth weighing.
_ALIKE = """
with asked as (
    select id, is_fictional, born_on, sort_key from people_person
     where id = any(%(people)s) and merged_into_id is null
), named as (
    select n.person_id as id, a.is_fictional, n.born_on, a.born_on is null as is_undated,
           n.given_key, n.family_key
      from people_name n join asked a on a.id = n.person_id where n.marking = 0
), born as (
    select id, is_fictional, born_on from asked where born_on is not null
    union select id, is_fictional, born_on from named where born_on is not null
), born_or_swapped as (
    select id, is_fictional, born_on from born
    union
    select id, is_fictional, make_date(extract(year from born_on)::int,
        extract(day from born_on)::int, extract(month from born_on)::int)
      from born where extract(day from born_on) <= 12
), numbered as (
    select i.person_id as id, a.is_fictional, i.value
      from people_identifier i join asked a on a.id = i.person_id
     where i.marking = 0 and i.kind = any(%(numbers)s)
), found as (
    select b.id, o.id as other from born_or_swapped b
      join people_person o on o.born_on = b.born_on
    union
    select b.id, n.person_id from born_or_swapped b
      join people_name n on n.born_on = b.born_on and n.marking = 0
    union
    select a.id, o.id from asked a
      join people_person o
        on dmetaphone(split_part(o.sort_key, ' ', 1)) = dmetaphone(split_part(a.sort_key, ' ', 1))
       and extract(year from o.born_on) = extract(year from a.born_on)
    union
    select n.id, c.person_id from named n
      join people_name c
        on dmetaphone(c.family_key) = dmetaphone(n.family_key)
       and dmetaphone(c.given_key) = dmetaphone(n.given_key) and c.marking = 0
    union
    select n.id, close.person_id from named n cross join lateral (
        select c.person_id from people_name c
         where (c.given_key || ' ' || c.family_key) %% (n.given_key || ' ' || n.family_key)
           and c.marking = 0 and c.person_id <> n.id
         order by similarity(c.given_key || ' ' || c.family_key,
                             n.given_key || ' ' || n.family_key) desc, c.person_id
         limit %(by_name)s
    ) close where n.is_undated
    union
    select n.id, i.person_id from numbered n
      join people_identifier i on i.value = n.value and i.marking = 0
     where i.kind = any(%(numbers)s)
)
select distinct least(f.id, f.other), greatest(f.id, f.other)
  from found f
  join asked a on a.id = f.id
  join people_person o on o.id = f.other and o.is_fictional = a.is_fictional
 where f.id <> f.other and o.merged_into_id is null
 order by 1, 2
"""

_TAKE = """
with next_ones as (select distinct person_id from app.uncompared limit %s),
     gone as (delete from app.uncompared where person_id in (select person_id from next_ones)
              returning person_id)
select distinct person_id from gone order by 1
"""


def alike(people: Collection[int], *, rule: Matching) -> list[tuple[int, int]]:
    """Pairs of one of these people and anybody who may be the same, the smaller number first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('pg_trgm.similarity_threshold', %s, true)", [str(rule.name_alike)]
        )
        given: dict[str, Any] = {
            "people": list(people),
            "numbers": list(_NUMBERS),
            "by_name": rule.alike_by_name,
        }
        cursor.execute(_ALIKE, given)
        return list(cursor.fetchall())


def traits_of(people: Collection[int]) -> dict[int, Traits]:
    """What these people are compared by. A row marked for fewer readers is left out, so that no
    sum of two people tells what it holds; four queries.
    """
    several: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows: Iterable[Any] = Name.objects.filter(person__among=people, marking=0)
    for name in rows:
        of = several[name.person_id]
        of["givens"].add(name.given_key)
        of["families"].add(name.family_key)
        of["births"].add(_day(name.born_on))
    rows = Identifier.objects.filter(person__among=people, marking=0, kind__in=_NUMBERS)
    for number in rows:
        several[number.person_id][number.kind].add(number.value)
    rows = Address.objects.filter(person__among=people, marking=0).exclude(postcode="")
    for address in rows:
        squeezed = "".join(address.postcode.upper().split())
        several[address.person_id]["postcodes"].add(squeezed)
    return {
        person.pk: _traits(person, several[person.pk])
        for person in Person.objects.filter(pk__among=people)
    }


def _traits(person: Person, several: dict[str, set[str]]) -> Traits:
    family, _, given = person.sort_key.partition(" ")
    several["givens"].add(given)
    several["families"].add(family)
    several["births"].add(_day(person.born_on))
    return Traits(
        given=given,
        family=family,
        born=_day(person.born_on),
        sex=person.sex,
        **{name: tuple(sorted(values - {""})) for name, values in several.items()},
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def rarity_among(
    traits: Iterable[Traits], *, rule: Matching, weights: Mapping[tuple[str, str], Weight]
) -> dict[str, dict[str, float]]:
    """Which share of all names on record each of theirs has; two queries and a count.

    Where few names are on record their count says little: until there are as many as the rule
    says, a name is taken for as common as names are on average.
    """
    given, family = zip(*((one.given, one.family) for one in traits), strict=True)
    return {
        "given": _shares("given_key", set(given), weights["given", "same"].u, rule.rarity_from),
        "family": _shares("family_key", set(family), weights["family", "same"].u, rule.rarity_from),
    }


def _shares(column: str, keys: set[str], average: float, trusted_from: int) -> dict[str, float]:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from people_name")
        [total] = cursor.fetchone()
        cursor.execute(
            f"select {column}, count(*) from people_name where {column} = any(%s) group by 1",
            [list(keys)],
        )
        counts = dict(cursor.fetchall())
    return {
        key: (counts.get(key, 0) + average * trusted_from) / (total + trusted_from) for key in keys
    }


def is_anybody_uncompared() -> bool:
    """Whether the list of those to be compared has anybody on it."""
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from app.uncompared)")
        [waits] = cursor.fetchone()
    return bool(waits)


def take_uncompared(*, most: int) -> list[int]:
    """Take people off the list of those to be compared; none while somebody else compares."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        [is_ours] = cursor.fetchone()
        if not is_ours:
            return []
        cursor.execute(_TAKE, [most])
        return [person for (person,) in cursor.fetchall()]
