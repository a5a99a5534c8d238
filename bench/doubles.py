"""Made-up people, some of them on the record twice, for learning and measuring what is worth what.

Two systems write down the same person: one knows a CRN, the other a prison number, and what both
know differs as it does in life: slips of the keyboard, day and month swapped, changed surnames,
names in the wrong box, short forms, moves. Beside them stand those who only look alike: twins,
brothers and sisters, fathers and sons, and namesakes born on the same day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from throughcare.demo.content import content

DAYS, LATEST = 18_500, date(2008, 6, 1)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Shares in a hundred. Ours, not measured anywhere: a service that knows its own puts them here.
TWICE = 35
TWINS, SIBLINGS, FATHERS, NAMESAKES = 1.5, 3, 1, 0.5


@dataclass(frozen=True)
class Made:
    """One record of one made-up person."""

    who: int
    """Whose record it is: two with the same number are of one person."""
    what: str
    given: str
    family: str
    born: date | None
    sex: str
    also: tuple[tuple[str, str, date | None], ...] = ()
    """Other names, given and family, with a date of birth of their own or none."""
    numbers: tuple[tuple[str, str], ...] = ()
    postcodes: tuple[str, ...] = ()


def make(*, people: int, seed: int) -> list[Made]:
    """About a third more records than people, the same for the same seed."""
    random = Random(f"doubles {seed}")
    first = list(_everybody(people, random))
    again = [_again(one, random) for one in first if _in(random, TWICE)]
    return [*first, *again]


def _everybody(people: int, random: Random) -> Iterator[Made]:
    shares = content().shares["ethnicity"].of
    pools = list(content().backgrounds.values())
    who = 0
    while who < people:
        ethnicity = random.choices(list(shares), list(shares.values()))[0]
        fitting = [pool for pool in pools if ethnicity in pool.ethnicity]
        pool = random.choices(fitting, [pool.share for pool in fitting])[0]
        sex = "F" if _in(random, 12) else "M"
        of = pool.female if sex == "F" else pool.male
        one = _written(who, "first", _drawn(of, random), _family(pool.family, random), sex, random)
        yield one
        who += 1
        for beside in _beside(one, of, random):
            yield replace(beside, who=who, numbers=_numbers(who, random))
            who += 1


def _beside(one: Made, given: Sequence[str], random: Random) -> Iterator[Made]:
    """Who only looks alike."""
    assert one.born
    if _in(random, TWINS):
        yield replace(one, what="twin", given=_twin_of(one.given, given, random))
    if _in(random, SIBLINGS):
        on = one.born + timedelta(days=random.randint(300, 3000))
        yield replace(one, what="sibling", given=_drawn(given, random), born=on)
    if _in(random, FATHERS):
        on = one.born - timedelta(days=random.randint(7000, 11000))
        yield replace(one, what="father", born=on)
    if _in(random, NAMESAKES):
        yield replace(one, what="namesake", postcodes=(_postcode(random),))


def _twin_of(name: str, names_of: Sequence[str], random: Random) -> str:
    """Parents like names that sound alike: Jaden and Jayden."""
    if _in(random, 40):
        alike = [one for one in names_of if one != name and one[:2] == name[:2]]
        return random.choice(alike) if alike else _slip(name, random)
    return random.choice([one for one in names_of if one != name])


def _written(who: int, what: str, given: str, family: str, sex: str, random: Random) -> Made:
    born = LATEST - timedelta(days=random.randrange(DAYS))
    return Made(
        who,
        what,
        given,
        family,
        born,
        sex,
        numbers=_numbers(who, random),
        postcodes=(_postcode(random),) if _in(random, 85) else (),
    )


def _numbers(who: int, random: Random) -> tuple[tuple[str, str], ...]:
    """Those the probation system knows: always its own, often the police's, at times a prison's."""
    numbers = [("crn", f"{LETTERS[who % 26].upper()}{random.randint(0, 999_999):06d}")]
    if _in(random, 70):
        numbers.append(("pnc", _police_number(random)))
    if _in(random, 8):
        numbers.append(("nomis", _prison_number(random)))
    return tuple(numbers)


def _police_number(random: Random) -> str:
    return f"{random.randint(1985, 2026)}/{random.randint(1, 600_000):07d}Q"


def _prison_number(random: Random) -> str:
    return f"A{random.randint(0, 9_999):04d}{''.join(random.choices(LETTERS, k=2)).upper()}"


def _again(one: Made, random: Random) -> Made:
    """The same person as another system wrote them down."""
    given, family, born = one.given, one.family, one.born
    also: list[tuple[str, str, date | None]] = []
    if _in(random, 22 if one.sex == "F" else 4):
        also += [(given, family, None)] if _in(random, 50) else []
        family = _family(content().backgrounds["british"].family, random)
    if "-" in family and _in(random, 25):
        family = family.split("-")[0]
    if _in(random, 2):
        also += [(given, family, None)]
        given = random.choice(content().backgrounds["british"].male)
    if _in(random, 3):
        given = given[: max(3, len(given) // 2)]
    given = _slip(given, random) if _in(random, 3) else given
    family = _slip(family, random) if _in(random, 4) else family
    if _in(random, 1):
        given, family = family, given
    if _in(random, 1.5):
        also += [(given, family, born)] if _in(random, 60) else []
        born = LATEST - timedelta(days=random.randrange(DAYS))
    return replace(
        one,
        what="again",
        given=given,
        family=family,
        also=tuple(also),
        born=_born(born, random) if born else None,
        sex="" if _in(random, 4) else "F" if _in(random, 0.3) else one.sex,
        numbers=tuple(_numbers_again(one, random)),
        postcodes=tuple(_postcodes_again(one, random)),
    )


def _postcodes_again(one: Made, random: Random) -> Iterator[str]:
    if not _in(random, 25):
        yield from (_postcode(random),) if _in(random, 35) else one.postcodes


def _born(on: date, random: Random) -> date | None:
    if _in(random, 1):
        return None
    if _in(random, 2.5) and on.day <= 12:
        return date(on.year, on.day, on.month)
    if _in(random, 2.5):
        wrong = random.choice((1, -1, 10, -10, 365, -365, 3653))
        return on + timedelta(days=wrong)
    return on


def _numbers_again(one: Made, random: Random) -> Iterator[tuple[str, str]]:
    """Those the prison system knows; what it has of the others' is copied, and not always well."""
    known = dict(one.numbers)
    for kind, share, anew in (
        ("nomis", 100, _prison_number(random)),
        ("pnc", 55, _police_number(random)),
        ("crn", 8, f"X{random.randint(0, 999_999):06d}"),
    ):
        if not _in(random, share) or (kind != "nomis" and kind not in known):
            continue
        if kind not in known or _in(random, 2 if kind == "pnc" else 20):
            yield kind, anew
        else:
            yield kind, _slip_of_a_figure(known[kind], random) if _in(random, 4) else known[kind]


def _slip(name: str, random: Random) -> str:
    """One slip of the keyboard: a letter left out, doubled, changed, or two swapped."""
    at = random.randrange(1, max(2, len(name) - 1))
    kind = random.choice(("out", "twice", "changed", "swapped"))
    return {
        "out": name[:at] + name[at + 1 :],
        "twice": name[:at] + name[at] + name[at:],
        "changed": name[:at] + random.choice(LETTERS) + name[at + 1 :],
        "swapped": name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :],
    }[kind]


def _slip_of_a_figure(number: str, random: Random) -> str:
    at = random.choice([n for n, letter in enumerate(number) if letter.isdigit()])
    return number[:at] + str((int(number[at]) + random.randint(1, 9)) % 10) + number[at + 1 :]


def _postcode(random: Random) -> str:
    street = "".join(random.choices("ABDEFGHJ", k=2))
    return f"ZZ{random.randint(1, 99)}{random.randint(1, 9)}{street}"


def _drawn(of: Sequence[str], random: Random) -> str:
    """The first of a list are common, the last rare."""
    return random.choices(of, [1 / (place + 3) for place in range(len(of))])[0]


def _family(of: Sequence[str], random: Random) -> str:
    name = _drawn(of, random)
    return f"{name}-{_drawn(of, random)}" if _in(random, 4) and "-" not in name else name


def _in(random: Random, percent: float) -> bool:
    return random.random() * 100 < percent
