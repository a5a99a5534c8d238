"""A national-looking load by COPY: staff, people, who holds them, and what happened to them.

Deterministic from a seed. Triggers are off while it loads, so it writes itself what they would have
written: the columns row security compares, and the words for searching.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import connection

from bench.cases import load_cases
from bench.world import FAMILY, GIVEN, Size, note
from throughcare.foundation.access import as_owner
from throughcare.people import names

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def load(size: Size, seed: int = 1) -> None:
    """Fill an empty database. Prints what it wrote and how long it took."""
    began = perf_counter()
    random = Random(seed)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        teams, wings = _units(cursor, size)
        holders = _staff(cursor, size, teams)
        _people(cursor, size, random, teams, wings, holders)
        load_cases(cursor)
        _entries(cursor, size, random)
        cursor.execute("set session_replication_role = origin")
        for table in _tables(cursor):
            cursor.execute(f"analyze {table}")
        cursor.execute("select pg_size_pretty(pg_database_size(current_database()))")
        [space] = cursor.fetchone()
    print(
        f"{size.people:,} people, {size.entries:,} entries, {space}, {perf_counter() - began:.0f} s"
    )


def _units(cursor: Any, size: Size) -> tuple[list[int], list[int]]:
    rows: list[tuple[int, str, str, str, int | None]] = [(1, "nation", "EW", "England", None)]
    teams, wings = [], []

    def add(kind: str, parent: int) -> int:
        number = len(rows) + 1
        rows.append((number, kind, f"{kind}-{number}", f"{kind.capitalize()} {number}", parent))
        return number

    regions = [add("region", 1) for _ in range(size.regions)]
    for region in regions:
        for _ in range(size.units_a_region):
            unit = add("delivery-unit", region)
            teams += [add("team", unit) for _ in range(size.teams_a_unit)]
    for n in range(size.prisons):
        prison = add("establishment", regions[n % len(regions)])
        wings += [add("wing", prison) for _ in range(size.wings_a_prison)]
    _copy(
        cursor,
        "staff_unit (id, kind, code, name, parent_id, ref)",
        ((*row, _uuid(1, row[0])) for row in rows),
    )
    cursor.execute("select setval('staff_unit_id_seq', %s)", [len(rows)])
    return teams, wings


def _staff(cursor: Any, size: Size, teams: list[int]) -> dict[int, list[int]]:
    """Colleagues of every team; the first of each manages it. By team, who may hold cases."""
    members, postings = [], []
    holders: dict[int, list[int]] = {}
    for team in teams:
        for n in range(size.staff_a_team):
            number = len(members) + 1
            members.append(
                (
                    number,
                    _uuid(2, number),
                    f"staff{number}@example.invalid",
                    "!",
                    f"Colleague {number}",
                    True,
                    "en",
                )
            )
            role = (
                "team-manager"
                if n == 0
                else "probation-officer"
                if n < 4
                else "responsible-officer"
            )
            postings.append((_uuid(3, number), number, team, role, date(2020, 1, 1), False))
            if n:
                holders.setdefault(team, []).append(number)
    for number, role in ((len(members) + 1, "ct-lead"), (len(members) + 2, "team-manager")):
        members.append(
            (
                number,
                _uuid(2, number),
                f"staff{number}@example.invalid",
                "!",
                f"Colleague {number}",
                True,
                "en",
            )
        )
        postings.append(
            (_uuid(3, number), number, 1 if role == "ct-lead" else 2, role, date(2020, 1, 1), False)
        )
    _copy(cursor, "staff_member (id, ref, email, password, name, is_active, language)", members)
    _copy(cursor, "staff_posting (id, member_id, unit_id, role, since, acting_up)", postings)
    cursor.execute("select setval('staff_member_id_seq', %s)", [len(members)])
    return holders


def _people(
    cursor: Any,
    size: Size,
    random: Random,
    teams: list[int],
    wings: list[int],
    holders: dict[int, list[int]],
) -> None:
    people, name_rows, numbers, holdings = [], [], [], []
    for n in range(1, size.people + 1):
        given, family = (
            random.choice(GIVEN),
            random.choice(FAMILY) + random.choice(("", "s", "son")),
        )
        born = date(1955, 1, 1) + timedelta(days=random.randrange(18000))
        team = random.choice(teams)
        wing = random.choice(wings) if random.random() < 0.27 else None
        people.append(
            (
                n,
                _uuid(4, n),
                given,
                family,
                names.sort_key(family=family, given=given),
                born,
                False,
                "M" if random.random() < 0.9 else "F",
                False,
                True,
                1,
                wing,
                team,
                1,
                "",
                "",
                "",
            )
        )
        place = (0, wing, team, 1)
        name_rows.append(
            (n, "current", given, "", family, names.key(given), names.key(family), n, *place)
        )
        numbers.append((2 * n, "crn", f"X{n:06d}", f"X{n:06d}", True, n, *place))
        numbers.append(
            (
                2 * n + 1,
                "nomis",
                f"A{n % 10000:04d}{chr(65 + n // 10000 % 26)}Z",
                "-",
                True,
                n,
                *place,
            )
        )
        holdings.append(
            (
                _uuid(5, n),
                "community",
                team,
                random.choice(holders[team]),
                date(2025, 1, 1),
                "",
                "",
                n,
                *place,
            )
        )
        if wing:
            holdings.append(
                (_uuid(6, n), "custody", wing, None, date(2025, 6, 1), "", "", n, *place)
            )
    at = "marking, open_to_custody, open_to_community, open_to_nation"
    _copy(
        cursor,
        "people_person (id, ref, given_name, family_name, sort_key, born_on,"
        " birth_is_estimated, sex, is_restricted, is_fictional, version, open_to_custody,"
        " open_to_community, open_to_nation, title, middle_names, preferred_name)",
        people,
    )
    _copy(
        cursor,
        "people_name (id, kind, given_name, middle_names, family_name, given_key,"
        f" family_key, person_id, {at})",
        name_rows,
    )
    _copy(
        cursor, f"people_identifier (id, kind, value, as_given, is_valid, person_id, {at})", numbers
    )
    _copy(
        cursor,
        f"people_holding (id, kind, unit_id, holder_id, since, place, reason, person_id, {at})",
        holdings,
    )
    for table, last in (
        ("people_person", size.people),
        ("people_name", size.people),
        ("people_identifier", 2 * size.people + 1),
    ):
        cursor.execute(f"select setval('{table}_id_seq', %s)", [last])


def _entries(cursor: Any, size: Size, random: Random) -> None:
    """One in ten carries a full note; how many somebody has differs as it does in life."""
    cursor.execute(
        "create temporary table loaded (id uuid, person_id bigint, kind text, title text,"
        " happened_at timestamptz, author_text text, text text, marking smallint)"
    )
    _copy(
        cursor,
        "loaded (id, person_id, kind, title, happened_at, author_text, text, marking)",
        _entry_rows(size, random),
    )
    cursor.execute("drop index if exists record_entry_search, record_entry_nation")
    cursor.execute(
        "insert into record_entry (id, person_id, kind, title, happened_at, recorded_at,"
        " author_text, text, note_type, is_important, link, marking, open_to_custody,"
        " open_to_community, open_to_nation, search)"
        " select l.id, l.person_id, l.kind, l.title, l.happened_at, l.happened_at, l.author_text,"
        " l.text, '', false, '', l.marking, p.open_to_custody, p.open_to_community,"
        " p.open_to_nation, app.words_of(l.title || e'\\n' || l.text)"
        " from loaded l join people_person p on p.id = l.person_id"
    )
    cursor.execute(
        "create index record_entry_search on record_entry"
        " using gin (search, open_to_community, open_to_custody, person_id)"
    )
    cursor.execute(
        "create index record_entry_nation on record_entry"
        " (open_to_nation, happened_at desc, id desc)"
    )


def _entry_rows(size: Size, random: Random) -> Iterator[tuple[Any, ...]]:
    for n in range(size.entries):
        person = 1 + int(size.people * random.random() ** 1.5)
        is_full = random.random() < 0.1
        marking = 0 if random.random() < 0.93 else random.choice((1, 1, 3, 5, 6))
        yield (
            _uuid(7, n),
            person,
            "note" if is_full else "contact",
            note(random, 4),
            NOW - timedelta(minutes=random.randrange(1_500_000)),
            "Colleague",
            note(random, random.randrange(80, 400)) if is_full else note(random, 12),
            marking,
        )


def _copy(cursor: Any, into: str, rows: Any) -> None:
    with cursor.copy(f"copy {into} from stdin") as copy:
        for row in rows:
            copy.write_row(row)


def _tables(cursor: Any) -> list[str]:
    cursor.execute("select tablename from pg_tables where schemaname = 'public'")
    return [name for (name,) in cursor.fetchall()]


def _uuid(kind: int, number: int) -> UUID:
    return UUID(int=(kind << 120) | (0x4 << 76) | (0x8 << 60) | number)
