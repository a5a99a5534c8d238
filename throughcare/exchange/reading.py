"""Reading a message with the table of its kind: whom it is about, its facts, what is left over."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from throughcare.exchange.around import Around, BadValue, Notes
from throughcare.exchange.facts import FACTS, Who, name_of
from throughcare.exchange.fields import make
from throughcare.exchange.identity import Numbers
from throughcare.exchange.kinds import FactLine, Kind
from throughcare.exchange.leftovers import leftovers
from throughcare.exchange.paths import Spot
from throughcare.exchange.references import Reference, in_fact


@dataclass(frozen=True)
class Reading:
    """What one message says."""

    kind: Kind
    who: Who
    numbers: Numbers
    facts: Mapping[str, list[Any]]
    """By the name the tables call them (`facts.FACTS`), in the order they are kept."""
    unmapped: Counter[str]
    unknown_codes: set[tuple[str, str, str]] = field(default_factory=set)
    references: tuple[Reference, ...] = ()
    """What it points at beside its person, in the order it does."""
    aside: tuple[BadValue, ...] = ()
    """What could not be read of a message whose facts stand apart."""


def read_who(
    kind: Kind, body: Any, beside: Mapping[str, Any], *, placeholders: frozenset[str]
) -> Who:
    """Whom the message is about, as it or its address says. Raises BadValue."""
    _look_for_what_is_required(kind, body, placeholders)
    who: Who = make(Who, kind.who, Spot(body), Around(beside, Notes(), placeholders))
    return who


def _look_for_what_is_required(kind: Kind, body: Any, placeholders: frozenset[str]) -> None:
    """Raises BadValue for the first required place the message does not have."""
    top, around = Spot(body), Around({}, Notes(), placeholders)
    for path in kind.requires:
        if around.first((path,), top) is None:
            raise BadValue((), _("says no %(what)s") % {"what": path.text})


def read(
    kind: Kind,
    who: Who,
    numbers: Numbers,
    body: Any,
    beside: Mapping[str, Any],
    *,
    placeholders: frozenset[str],
) -> Reading:
    """Everything else the table finds in the message. Raises BadValue; nothing is kept here."""
    notes = Notes()
    around = Around(beside, notes, placeholders)
    top = Spot(body)
    found: dict[str, dict[str, Any]] = {}
    references: dict[Reference, None] = {}
    aside: list[BadValue] = []
    for line in kind.facts:
        kept = found.setdefault(line.to, {})
        for spot in line.at.spots(top, beside):
            if not (around.says(spot.value) and line.when.holds(spot, around)):
                continue
            try:
                if _has_unknown_code(line, spot, around):
                    continue
                fact = make(FACTS[line.to].kind, line.lines, spot, around)
            except BadValue as error:
                if not kind.table.apart:
                    raise
                aside.append(error)
                continue
            # Said twice in one message under one name: what it says last.
            kept[name_of(fact)] = fact
            references |= dict.fromkeys(in_fact(fact, spot))
    for refers in kind.refers:
        references |= dict.fromkeys(refers.found(top, around))
    return Reading(
        kind=kind,
        who=who,
        numbers=numbers,
        facts={name: list(found[name].values()) for name in FACTS if found.get(name)},
        unmapped=leftovers(kind, body, around),
        unknown_codes=notes.unknown_codes,
        references=tuple(references),
        aside=tuple(aside),
    )


def _has_unknown_code(line: FactLine, spot: Spot, around: Around) -> bool:
    """Whether a code without which there is no fact is on no list: it is reported, not guessed."""
    for name in line.skip_without:
        aside = Around(around.beside, Notes(), around.placeholders)
        if line.lines[name].read(spot, aside) is None and aside.notes.unknown_codes:
            around.notes.unknown_codes.update(aside.notes.unknown_codes)
            return True
    return False
