"""The messages of the samples told of new people: every number of a person changed, all else as it
was. One copy is one folder; what belongs to one person in the samples does so in every copy.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from throughcare.exchange.around import BadValue
from throughcare.exchange.facts import Who
from throughcare.exchange.outcomes import PutAside
from throughcare.exchange.parcels import Piece, pieces_of
from throughcare.exchange.reading import read_who
from throughcare.exchange.rules import numbers_in, placeholders
from throughcare.exchange.understanding import kind_of
from throughcare.people import identifiers

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?:(?P<crn>[A-Z]\d{6})|(?P<nomis>[A-Z]\d{4}[A-Z]{2})"
    r"|(?P<pnc>(?:\d{4}|\d{2})/\d{7}[A-Z])|(?P<cro>\d{1,6}/\d{2}[A-Z]))(?![0-9A-Za-z])"
)
# Numbers of a booking or an assessment: whose they are is learnt from messages.
_OWN = re.compile(
    r'("(?:bookingId|offenderBookId|offender_book_id|assessmentPk|assessmentId|oasys_set_pk)"'
    r'\s*:\s*"?)(\d+)'
)


@dataclass(frozen=True)
class Template:
    """One message of the samples."""

    kind: str
    rank: int
    name: str
    text: str
    who: Who
    beside: str = ""
    """Tells its people apart from those other messages give the same numbers, where they differ."""


def templates() -> list[Template]:
    """Every message of the samples some table describes, in the order of their files."""
    found = []
    for file in sorted(one for one in SAMPLES.rglob("*") if one.suffix in (".json", ".xml")):
        for piece in pieces_of(file):
            try:
                kind = kind_of(piece)
                who = read_who(kind, piece.body, {}, placeholders=placeholders())
            except (PutAside, BadValue):
                continue
            if not piece.told:  # what its envelope tells besides would be lost
                found.append(Template(kind.id, kind.table.rank, file.name, _text(piece), who))
    return found


def _text(piece: Piece) -> str:
    if not piece.url or piece.text.lstrip().startswith(b"<"):
        return piece.text.decode()
    answer = {"method": "GET", "url": piece.url, "status": piece.status or 200, "body": piece.body}
    return json.dumps(answer)


def introduction(one: Template) -> Template:
    """A message that says who the person is whom this one is about."""
    who = one.who
    named = {
        kind: "".join(numbers_in(one.name + one.text).get(kind, "")) for kind in ("crn", "nomis")
    }
    nomis = next(iter(who.nomis), named["nomis"])
    crn = next(iter(who.crn), named["crn"])
    names = {"firstName": who.given_name or "Mo", "dateOfBirth": str(who.born_on or "1991-04-02")}
    if crn and not who.booking:
        numbers = {"crn": crn} | ({"nomsNumber": nomis} if nomis else {})
        text = {"otherIds": numbers, **names, "surname": who.family_name or "Lewis"}
        text |= {"gender": "Male", "softDeleted": False, "contactDetails": {"addresses": []}}
    else:
        text = {
            "prisonerNumber": nomis or "A1234BC",
            "bookingId": next(iter(who.booking), "77"),
            **names,
            "lastName": who.family_name or "Lewis",
            "gender": "Male",
            "restrictedPatient": False,
            "prisonId": "MDI",
            "cellLocation": "H-1-2",
        }
    return replace(one, name="introduction.json", text=json.dumps(text))


class Copies:
    """New numbers for old, the same for the same within one copy."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str, str], str] = {}
        self._count: dict[str, int] = defaultdict(int)

    def write(self, some: list[Template], copy: int, folder: Path) -> Iterator[Path]:
        """Write these messages, told of other people, into the folder."""
        for n, one in enumerate(some):
            people = f"{copy}{one.beside}"
            path = folder / f"{n:04d}-{self.of(one.name, people)}"
            path.write_text(self.of(one.text, people))
            yield path

    def of(self, text: str, copy: str) -> str:
        """The text with every number of a person another one."""
        text = _OWN.sub(lambda found: f"{found[1]}{self._own(copy, found[2])}", text)
        return _NUMBER.sub(lambda found: self._other(copy, found), text)

    def _own(self, copy: str, number: str) -> str:
        return self._once(copy, "own", number, lambda n: str(10_000_000 + n))

    def _other(self, copy: str, found: re.Match[str]) -> str:
        kind = found.lastgroup or ""
        read = identifiers.read(kind, found[0])
        if read is None:
            return found[0]
        valid = read.is_valid
        if kind == "crn":
            return self._once(copy, kind, read.value, lambda n: f"K{n:06d}")
        if kind == "nomis":
            return self._once(
                copy, kind, read.value, lambda n: f"K{n % 10_000:04d}{_two_letters(n // 10_000)}"
            )
        if kind == "pnc":
            year, _slash, _rest = found[0].partition("/")
            serial = self._once(copy, kind, read.value, lambda n: f"{n:07d}")
            return f"{year}/{serial}{_letter(f'{year[-2:]}{serial}', valid)}"
        year = found[0].partition("/")[2][:2]
        serial = self._once(copy, kind, read.value, lambda n: f"{n:06d}")
        return f"{serial}/{year}{_letter(f'{year}{serial}', valid)}"

    def _once(self, copy: str, kind: str, was: str, made: Callable[[int], str]) -> str:
        key = (copy, kind, was)
        if key not in self._given:
            self._count[kind] += 1
            self._given[key] = made(self._count[kind])
        return self._given[key]


def _letter(number: str, is_valid: bool) -> str:
    return _LETTERS[(int(number) + (not is_valid)) % 23]


def _two_letters(n: int) -> str:
    return chr(ord("A") + n // 26 % 26) + chr(ord("A") + n % 26)
