"""What a message points at beside its person: an event, a requirement, a colleague, a unit.

A message often names what another message tells of. Whether anything on record answers to it is
looked at when the whole import is done; what nothing answers to is reported with its place. It
stops nothing, and nobody guesses what was meant.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from throughcare.exchange.around import Around
from throughcare.exchange.conditions import When
from throughcare.exchange.paths import Path, Spot, as_pointer
from throughcare.exchange.values import NotOfThatKind, as_text
from throughcare.record import queries as record
from throughcare.sentences import queries as sentences
from throughcare.staff import queries as staff

Known = set[tuple[int, str]]
_AT_ONCE = 500


@dataclass(frozen=True)
class Reference:
    """One place in a message that points at something else."""

    to: str
    """Which kind of thing: one of TARGETS."""
    keys: tuple[str, ...]
    """What it may be called on our record. None: it points at nothing that could be looked for."""
    said: str
    """What stands there."""
    place: str

    def in_words(self) -> str:
        """What is missing, as the report says it."""
        said = {"what": TARGETS[self.to].title(), "said": self.said}
        if not self.said:
            return _("Names no %(what)s.") % said
        return _("No %(what)s on record is called %(said)s.") % said


@dataclass(frozen=True)
class RefersLine:
    """One [[refers]] of a table, compiled: a reference that no fact keeps."""

    to: str
    at: Path
    when: When
    path: Path
    known_as: tuple[str, ...]
    but_not: frozenset[str]

    def found(self, top: Spot, around: Around) -> Iterator[Reference]:
        """Every such reference in the message."""
        for element in self.at.spots(top, around.beside):
            if not (around.says(element.value) and self.when.holds(element, around)):
                continue
            spot = around.first((self.path,), element)
            said = _said(spot) if spot else None
            if spot and said is not None and said not in self.but_not:
                keys = tuple(form.replace("{}", said) for form in self.known_as) if said else ()
                yield Reference(self.to, keys, said, as_pointer(spot.pointer))


def _said(spot: Spot) -> str:
    try:
        return as_text(spot.value).strip()
    except NotOfThatKind:
        return ""


def in_fact(fact: Any, spot: Spot) -> Iterator[Reference]:
    """What a fact itself points at: the conviction it hangs on, a colleague, the unit that holds.

    Its place is that of the fact.
    """
    place = as_pointer(spot.pointer)
    for field, to in (("conviction", "conviction"), ("with_code", "colleague")):
        if said := getattr(fact, field, None):
            yield Reference(to, (said,), said, place)
    if getattr(fact, "units", None) == ():
        yield Reference("unit", (), "", place)


def leading_nowhere(pointing: Iterable[tuple[int, Reference]]) -> set[tuple[int, Reference]]:
    """Those of these references, each of a person, that nothing on record answers to."""
    by_kind: dict[str, set[tuple[int, Reference]]] = defaultdict(set)
    for person, reference in pointing:
        by_kind[reference.to].add((person, reference))
    nowhere: set[tuple[int, Reference]] = set()
    for to, found in by_kind.items():
        left = iter(found)
        while some := list(islice(left, _AT_ONCE)):
            wanted = {(person, key) for person, one in some for key in one.keys}
            known = TARGETS[to].known(wanted)
            nowhere |= {
                (person, one)
                for person, one in some
                if not any((person, key) in known for key in one.keys)
            }
    return nowhere


@dataclass(frozen=True)
class Target:
    """A kind of thing messages point at: what it is called, and which of them are on record."""

    title: Callable[[], str]
    known: Callable[[Collection[tuple[int, str]]], Known]


def _by_key(wanted: Collection[tuple[int, str]]) -> Known:
    return sentences.keys_told(wanted) | record.keys_entered(wanted)


def _by_code(
    codes_known: Callable[[Collection[str]], set[str]],
) -> Callable[[Collection[tuple[int, str]]], Known]:
    def known(wanted: Collection[tuple[int, str]]) -> Known:
        codes = codes_known({code for _person, code in wanted})
        return {(person, code) for person, code in wanted if code in codes}

    return known


TARGETS: Mapping[str, Target] = {
    "event": Target(lambda: _("event"), sentences.events_numbered),
    "conviction": Target(lambda: _("conviction"), sentences.keys_told),
    "requirement": Target(lambda: _("requirement"), sentences.keys_told),
    "enforcement": Target(lambda: _("step of enforcement"), _by_key),
    "colleague": Target(lambda: _("colleague"), _by_code(staff.member_codes_known)),
    "unit": Target(lambda: _("unit"), _by_code(staff.unit_codes_known)),
}
