"""Whom a message is about: the numbers and names it gives, and whether they agree with ours.

Nobody is guessed at. A message is about the one person its numbers belong to, if its name and date
of birth agree; about somebody new, if it says enough; else a person decides.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from throughcare.exchange.facts import Who
from throughcare.exchange.rules import rules
from throughcare.people import identifiers, names
from throughcare.people.facts import IdentifierFacts, IdentityFacts, NameFacts

_KINDS = ("crn", "nomis", "pnc", "cro")
_OWN = {"booking": "nomis", "assessment": "oasys"}


class Unclear(Exception):
    """It is not clear whom the message is about; the text says why, and names nobody."""

    def __init__(self, reason: str, *, perhaps: Any = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.perhaps = perhaps
        """The person it may be about, whose name or date of birth it does not have."""


@dataclass(frozen=True)
class Numbers:
    """The numbers of a message that say whom it is about."""

    said: Mapping[str, frozenset[str]]
    """By kind, in their canonical form."""
    own: frozenset[tuple[str, str]]
    """Numbers of a system's own: of a booking, of an assessment."""

    def pairs(self) -> frozenset[tuple[str, str]]:
        """Those people are known again by: kind and value."""
        return frozenset((kind, value) for kind, values in self.said.items() for value in values)

    def every(self) -> frozenset[tuple[str, str]]:
        return self.pairs() | self.own


def numbers_of(who: Who, *, outside: Mapping[str, str]) -> Numbers:
    """The numbers in the message; where it is silent, those in its address or its file's name.

    Raises Unclear if the message and what is outside name different people.
    """
    said: dict[str, frozenset[str]] = {}
    for rule in rules().number:
        given = getattr(who, rule.kind) if rule.kind in _KINDS else ()
        read = [_canonical(rule.kind, text, rule.trusted) for text in given]
        said[rule.kind] = frozenset(value for value in read if value)
    for kind, text in outside.items():
        value = _canonical(kind, text, "as given")
        if said.get(kind) and value not in said[kind]:
            raise Unclear(
                _("Its %(number)s is not the one in its address or the name of its file.")
                % {"number": kind.upper()}
            )
    if not any(said.values()):
        for kind, text in outside.items():
            said[kind] = frozenset({_canonical(kind, text, "as given") or text})
    own = {
        (f"{system}-{kind}", value.strip())
        for kind, system in _OWN.items()
        for value in getattr(who, kind)
    }
    return Numbers({kind: values for kind, values in said.items() if values}, frozenset(own))


def _canonical(kind: str, text: str, trusted: str) -> str | None:
    read = identifiers.read(kind, text)
    if trusted == "if valid":
        return read.value if read and read.is_valid else None
    return read.value if read else text.strip().upper()


def disagreement(
    who: Who, known_names: Collection[tuple[str, str]], births: Collection[date]
) -> str:
    """Why the message may be about somebody else than its number says; empty if they agree."""
    given = list(names_in(who))
    if given and known_names and not any(_same(one, two) for one in given for two in known_names):
        return _("Its number is known, but with another name.")
    if who.born_on and births and who.born_on not in births:
        return _("Its number is known, but with another date of birth.")
    return ""


def names_in(who: Who) -> Iterator[tuple[str, str]]:
    """Every name the message gives, as names are compared."""
    others = [_completed(name, who) for name in who.other_names]
    for given, family in [
        (who.given_name, who.family_name),
        *((name.given_name, name.family_name) for name in others),
    ]:
        if given and family:
            yield names.key(given), names.key(family)


def _same(one: tuple[str, str], two: tuple[str, str]) -> bool:
    """The same two names; which is the family name, systems do not always agree on."""
    return one == two or one == two[::-1]


def what_is_missing(who: Who, numbers: Numbers) -> list[str]:
    """What the message would have to say for somebody new to be put on the record."""
    missing = [_in_words(name) for name in rules().new_person_needs if not getattr(who, name)]
    if not any(numbers.said.get(kind) for kind in rules().new_person_needs_one_of):
        missing.append(" / ".join(rules().new_person_needs_one_of).upper())
    return missing


def _in_words(name: str) -> str:
    words = {
        "given_name": _("given name"),
        "family_name": _("family name"),
        "born_on": _("date of birth"),
    }
    return words.get(name, name)


def identity_in(who: Who, numbers: Numbers) -> IdentityFacts:
    """What the message says about who somebody is, for `people` to keep."""
    said = [(kind, text) for kind in _KINDS for text in getattr(who, kind)]
    read = {(kind, _canonical(kind, text, "as given")) for kind, text in said}
    outside = sorted(pair for pair in numbers.pairs() if pair not in read)
    return IdentityFacts(
        title=who.title,
        given_name=who.given_name,
        middle_names=who.middle_names,
        family_name=who.family_name,
        preferred_name=who.preferred_name,
        born_on=who.born_on,
        died_on=who.died_on,
        sex=who.sex,
        names=tuple(_completed(name, who) for name in who.other_names),
        identifiers=(
            *(IdentifierFacts(kind=kind, text=text) for kind, text in [*said, *outside]),
            *who.other_numbers,
        ),
        is_described=who.is_described,
        is_restricted=who.is_restricted,
    )


def _completed(name: NameFacts, who: Who) -> NameFacts:
    """A former family name given alone went with the given name of now."""
    return name if name.given_name else replace(name, given_name=who.given_name)
