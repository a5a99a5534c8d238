"""The numbers other systems know people by: their one canonical form and their check rules."""

import re
from collections.abc import Callable
from dataclasses import dataclass

# The letter that a PNC or CRO serial number must end in: its number modulo 23 in this alphabet.
_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
# A two-digit year later than this is one of the last century; police records reach back to then.
_CENTURY_TURNS_AFTER = 40


@dataclass(frozen=True)
class Canonical:
    """An identifier in its one form. `is_valid` is false if its own check rule fails."""

    kind: str
    value: str
    is_valid: bool


def crn(text: str) -> Canonical | None:
    """nDelius case reference number: a letter and six digits."""
    found = re.fullmatch(r"([A-Z])(\d{6})", _squeezed(text))
    return Canonical("crn", "".join(found.groups()), True) if found else None


def nomis(text: str) -> Canonical | None:
    """NOMIS (prison) number: a letter, four digits and two letters."""
    squeezed = _squeezed(text)
    return (
        Canonical("nomis", squeezed, True)
        if re.fullmatch(r"[A-Z]\d{4}[A-Z]{2}", squeezed)
        else None
    )


def pnc(text: str) -> Canonical | None:
    """Police National Computer number: year, serial of up to seven digits, check letter.

    `12/…` and `2012/…` are the same: the canonical form has the long year and seven digits.
    """
    found = re.fullmatch(r"(\d{4}|\d{2})/(\d{1,7})([A-Z])", _slashed(text)) or re.fullmatch(
        r"(\d{4}|\d{2})(\d{7})([A-Z])", _squeezed(text)
    )
    if not found:
        return None
    year, serial, letter = found.groups()
    long_year = year if len(year) == 4 else _with_century(year)
    number = int(f"{long_year[2:]}{int(serial):07d}")
    return Canonical(
        "pnc", f"{long_year}/{int(serial):07d}{letter}", letter == _LETTERS[number % 23]
    )


def cro(text: str) -> Canonical | None:
    """Criminal Records Office number: `serial/yyL`, or `SFyy/serialL` for a file kept apart."""
    standard = re.fullmatch(r"(\d{1,6})/(\d{2})([A-Z])", _slashed(text))
    apart = re.fullmatch(r"SF(\d{2})/(\d{1,6})([A-Z])", _slashed(text))
    if standard:
        serial, year, letter = standard.groups()
        number = int(f"{year}{int(serial):06d}")
        value = f"{int(serial):06d}/{year}{letter}"
    elif apart:
        year, serial, letter = apart.groups()
        number = int(f"{year}{int(serial)}")
        value = f"SF{year}/{int(serial)}{letter}"
    else:
        return None
    return Canonical("cro", value, letter == _LETTERS[number % 23])


RULES: dict[str, Callable[[str], Canonical | None]] = {
    "crn": crn,
    "nomis": nomis,
    "pnc": pnc,
    "cro": cro,
}


def read(kind: str, text: str) -> Canonical | None:
    """The canonical form of an identifier of that kind; None if it is not one by its shape.

    Kinds without a rule of their own are kept as they are typed, without spaces.
    """
    rule = RULES.get(kind)
    if rule:
        return rule(text)
    squeezed = _squeezed(text)
    return Canonical(kind, squeezed, True) if squeezed else None


def every_reading(text: str) -> list[Canonical]:
    """What a number typed into a search may be.

    A police number typed without its slash is read wherever a slash makes its check letter right.
    """
    found = [one for rule in RULES.values() if (one := rule(text))]
    return found or [
        one
        for rule in (pnc, cro)
        for slashed in _with_a_slash(text)
        if (one := rule(slashed)) and one.is_valid
    ]


def _squeezed(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def _slashed(text: str) -> str:
    return re.sub(r"[^0-9A-Z/]", "", text.upper())


def _with_a_slash(text: str) -> list[str]:
    squeezed = _squeezed(text)
    if not re.fullmatch(r"(SF)?\d{3,11}[A-Z]", squeezed):
        return []
    return [f"{squeezed[:at]}/{squeezed[at:]}" for at in range(1, len(squeezed) - 1)]


def _with_century(year: str) -> str:
    return f"19{year}" if int(year) > _CENTURY_TURNS_AFTER else f"20{year}"
