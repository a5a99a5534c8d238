"""Units, staff, people, their names and numbers, who holds them and who must not see them."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from bench.world import FAMILY, GIVEN, Size, one_of
from throughcare.people import names

Place = tuple[int | None, int | None, int | None]
"""Custody, community, nation: what row security compares."""
AT = "marking, open_to_custody, open_to_community, open_to_nation"
NATION = 1
LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)
Rows = dict[str, list[tuple[Any, ...]]]

COLUMNS = {
    "people_person": "id, ref, given_name, family_name, sort_key, born_on, birth_is_estimated, sex,"
    " is_restricted, is_fictional, version, title, middle_names, preferred_name, open_to_custody,"
    " open_to_community, open_to_nation",
    "people_name": "kind, given_name, middle_names, family_name, given_key, family_key, person_id,"
    f" {AT}",
    "people_identifier": f"kind, value, as_given, is_valid, person_id, {AT}",
    "people_holding": f"id, kind, unit_id, holder_id, since, place, reason, person_id, {AT}",
    "people_restriction": f"id, reason, since, person_id, {AT}",
    "people_exclusion": f"id, member_id, reason, since, ended_because, person_id, {AT}",
}


def load(cursor: Any, size: Size, random: Random) -> list[Place]:
    """Write them. Returns where each person is, by number; the first place is nobody's."""
    teams, wings = _units(cursor, size)
    holders = _staff(cursor, size, teams, wings)
    rows: Rows = {table: [] for table in COLUMNS}
    places: list[Place] = [(None, None, None)]
    for n in range(1, size.people + 1):
        places.append(_person(n, size, random, teams, wings, holders, rows))
    for table, columns in COLUMNS.items():
        _copy(cursor, f"{table} ({columns})", rows[table])
    cursor.execute("select setval('people_person_id_seq', %s)", [size.people])
    return places


def _units(cursor: Any, size: Size) -> tuple[list[int], list[int]]:
    rows: list[tuple[int, str, str, str, int | None]] = [(NATION, "nation", "EW", "England", None)]
    teams, wings = [], []

    def add(kind: str, parent: int) -> int:
        number = len(rows) + 1
        rows.append((number, kind, f"{kind}-{number}", f"{kind.capitalize()} {number}", parent))
        return number

    regions = [add("region", NATION) for _ in range(size.regions)]
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
        ((*row, numbered(1, row[0])) for row in rows),
    )
    cursor.execute("select setval('staff_unit_id_seq', %s)", [len(rows)])
    return teams, wings


def _staff(cursor: Any, size: Size, teams: list[int], wings: list[int]) -> dict[int, list[int]]:
    """Colleagues of every team and wing; the first of a team manages it. Who may hold cases."""
    in_a_team = ["team-manager", *["probation-officer"] * 3, *["responsible-officer"] * 20]
    posts = [(team, role) for team in teams for role in in_a_team[: size.staff_a_team]]
    posts += [(wing, "supervising-officer") for wing in wings for _ in range(size.staff_a_wing)]
    posts += [(NATION, "ct-lead"), (NATION + 1, "team-manager")]
    holders: dict[int, list[int]] = {}
    for number, (unit, role) in enumerate(posts, start=1):
        if role in ("probation-officer", "responsible-officer"):
            holders.setdefault(unit, []).append(number)
    given, family = GIVEN[::-1], FAMILY[::-1]
    _copy(
        cursor,
        "staff_member (id, ref, email, password, name, is_active, language)",
        (
            (n, numbered(2, n), f"staff{n}@example.invalid", "!", f"{one} {two}", True, "en")
            for n in range(1, len(posts) + 1)
            for one, two in [(given[n % len(given)], family[n * 7 % len(family)])]
        ),
    )
    _copy(
        cursor,
        "staff_posting (id, member_id, unit_id, role, since, acting_up)",
        (
            (numbered(3, n), n, unit, role, date(2020, 1, 1), False)
            for n, (unit, role) in enumerate(posts, start=1)
        ),
    )
    cursor.execute("select setval('staff_member_id_seq', %s)", [len(posts)])
    return holders


def _person(
    n: int,
    size: Size,
    random: Random,
    teams: list[int],
    wings: list[int],
    holders: dict[int, list[int]],
    rows: Rows,
) -> Place:
    """Add one person's rows. One in three hundred is restricted: no unit sees them."""
    given, family = one_of(GIVEN, random), one_of(FAMILY, random)
    if random.random() < 0.04:
        family = f"{family}-{one_of(FAMILY, random)}"
    born = date(1955, 1, 1) + timedelta(days=random.randrange(18_000))
    team = random.choice(teams)
    wing = random.choice(wings) if random.random() < 0.27 else None
    is_restricted = random.random() < 0.003
    place: Place = (None, None, None) if is_restricted else (wing, team, NATION)
    about = (n, 0, *place)

    def add(table: str, *said: Any) -> None:
        rows[table].append(said)

    key = names.sort_key(family=family, given=given)
    sex = "M" if random.random() < 0.9 else "F"
    add(
        *("people_person", n, numbered(4, n), given, family, key, born, False, sex),
        *(is_restricted, True, 1, "", "", "", *place),
    )
    for kind, one, other in _names(given, family, random):
        add("people_name", kind, one, "", other, names.key(one), names.key(other), *about)
    for kind, number in _numbers(n, born, random):
        add("people_identifier", kind, number, number, True, *about)
    holder = random.choice(holders[team])
    held = ("people_holding", numbered(5, n), "community", team, holder, date(2025, 1, 1))
    add(*held, "", "", *about)
    if wing:
        add(
            *("people_holding", numbered(6, n), "custody", wing, None, date(2025, 6, 1)),
            *("", "", *about),
        )
    if is_restricted:
        add("people_restriction", numbered(8, n), "Known to staff", LONG_AGO, *about)
    if random.random() < 0.005:
        other = random.randrange(1, size.staff)
        if other != holder:
            add("people_exclusion", numbered(11, n), other, "Related", LONG_AGO, "", *about)
    return place


def _names(given: str, family: str, random: Random) -> list[tuple[str, str, str]]:
    found = [("current", given, family)]
    if random.random() < 0.1:
        found.append(("former", given, one_of(FAMILY, random)))
    if random.random() < 0.15:
        found.append(("alias", one_of(GIVEN, random), family))
    return found


def _numbers(n: int, born: date, random: Random) -> list[tuple[str, str]]:
    found = [("crn", f"X{n:06d}")]
    if random.random() < 0.6:
        letters = chr(65 + n // 260_000 % 26) + chr(65 + n // 10_000 % 26)
        found.append(("nomis", f"A{n % 10_000:04d}{letters}"))
    if random.random() < 0.7:
        found.append(("pnc", f"{born.year + 18}/{n:07d}{chr(65 + n % 23)}"))
    return found


def _copy(cursor: Any, into: str, rows: Any) -> None:
    with cursor.copy(f"copy {into} from stdin") as copy:
        for row in rows:
            copy.write_row(row)


def numbered(kind: int, number: int) -> UUID:
    """The same id for the same thing every time."""
    return UUID(int=(kind << 120) | (0x4 << 76) | (0x8 << 60) | number)
