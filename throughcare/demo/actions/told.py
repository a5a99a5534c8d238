"""Who everybody is and what other systems tell of them, as rows to be written in one go."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from throughcare.demo.actions.rows import Rows
from throughcare.demo.actions.someone import Held, Someone
from throughcare.foundation.calendar import local_day, moment_at
from throughcare.foundation.packs import pack
from throughcare.people import facts as of_people
from throughcare.people import identifiers, names
from throughcare.people.events import CircumstanceChanged, HoldingBegan, PersonAdded
from throughcare.risk.facts import FlagFacts, HarmLevelFacts, MappaFacts
from throughcare.risk.wording import level_says, level_title, mappa_says
from throughcare.sentences import facts as of_sentences
from throughcare.sentences.wording import length_of

_CIRCUMSTANCES: dict[type, str] = {
    of_people.CharacteristicFacts: "people.Characteristic",
    of_people.CommunicationFacts: "people.Communication",
    of_people.AdjustmentFacts: "people.Adjustment",
    of_people.AddressFacts: "people.Address",
    of_people.ReachableFacts: "people.Reachable",
    of_people.PersonalContactFacts: "people.PersonalContact",
    of_people.DependantFacts: "people.Dependant",
}
_LEARNT: dict[type, str] = {
    of_sentences.ConvictionFacts: "sentences.Conviction",
    of_sentences.OffenceFacts: "sentences.Offence",
    of_sentences.OrderFacts: "sentences.Order",
    of_sentences.RequirementFacts: "sentences.Requirement",
    of_sentences.LicenceConditionFacts: "sentences.LicenceCondition",
    of_sentences.SupervisionTermFacts: "sentences.SupervisionTerm",
    of_sentences.CustodyFacts: "sentences.Custody",
    of_sentences.BreachFacts: "sentences.Breach",
    MappaFacts: "risk.Mappa",
}


def write_someone(someone: Someone, rows: Rows) -> Someone:
    """Rows for somebody with everything other systems would tell, and who holds them."""
    person = _person(someone, rows)
    for held in someone.held:
        _holding(held, someone, person, rows)
    for circumstance in someone.circumstances:
        stated = {f.name: getattr(circumstance, f.name) for f in fields(circumstance)}
        rows.add(
            _CIRCUMSTANCES[type(circumstance)],
            person=person,
            source_key=stated.pop("key"),
            **stated,
        )
    for _kind in {type(circumstance) for circumstance in someone.circumstances}:
        _said_at(someone.known_from, person, rows, "details-received", CircumstanceChanged.name)
    teller = _Teller(person, rows)
    for fact, at in someone.facts:
        teller.tell(fact, at)
    return replace(someone, person=person)


def _person(someone: Someone, rows: Rows) -> Any:
    who = someone.identity
    person = rows.add(
        "people.Person",
        given_name=who.given_name,
        family_name=who.family_name,
        sort_key=names.sort_key(family=who.family_name, given=who.given_name),
        born_on=who.born_on,
        sex=who.sex,
        is_fictional=True,
    )
    current = of_people.NameFacts(
        kind="current", given_name=who.given_name, family_name=who.family_name
    )
    for name in (current, *who.names):
        rows.add(
            "people.Name",
            person=person,
            kind=name.kind,
            given_name=name.given_name,
            family_name=name.family_name,
            given_key=names.key(name.given_name),
            family_key=names.key(name.family_name),
        )
    for number in who.identifiers:
        read = identifiers.read(number.kind, number.text)
        rows.add(
            "people.Identifier",
            person=person,
            kind=number.kind,
            value=read.value if read else number.text,
            as_given=number.text,
            is_valid=bool(read and read.is_valid),
        )
    _said_at(someone.known_from, person, rows, "person-added", PersonAdded.name)
    return person


def _said_at(at: datetime, person: Any, rows: Rows, kind: str, link: str) -> None:
    rows.add_entry(person=person, kind=kind, happened_at=at, recorded_at=at, link=link)


def _holding(held: Held, someone: Someone, person: Any, rows: Rows) -> None:
    on, at = someone.life.began_on, someone.known_from
    rows.add(
        "people.Holding",
        person=person,
        kind=held.kind,
        unit=held.unit,
        holder=held.holder,
        since=on,
        place=held.place,
        reason=held.reason,
    )
    words = {
        "community": _("Case taken by %(who)s"),
        "custody": _("Came to %(who)s"),
        "specialist": _("Taken on by %(who)s"),
        "provider": _("Referred to %(who)s"),
    }[held.kind]
    unit = held.unit.name
    who = f"{held.holder.name}, {unit}" if held.holder else unit
    rows.add_entry(
        person=person,
        kind="holding-began",
        title=words % {"who": who},
        text=held.reason,
        happened_at=at if on == local_day(at) else _begins(on, at),
        recorded_at=at,
        link=HoldingBegan.name,
    )


class _Teller:
    """Rows for what other systems tell of one person's sentence and risk."""

    def __init__(self, person: Any, rows: Rows) -> None:
        self._person, self._rows = person, rows
        self._convictions: dict[str, Any] = {}
        self._levels: dict[tuple[str, str], tuple[date, str]] = {}
        self._own: dict[type, Callable[[Any, datetime], None]] = {
            of_sentences.KeyDatesFacts: self._dates,
            FlagFacts: self._flag,
            HarmLevelFacts: self._level,
        }

    def tell(self, fact: Any, at: datetime) -> None:
        """The rows of one fact that came at that moment."""
        self._own.get(type(fact), self._any)(fact, at)

    def _any(self, fact: Any, at: datetime) -> None:
        row = self._learnt(_LEARNT[type(fact)], asdict(fact), at)
        if isinstance(fact, of_sentences.ConvictionFacts):
            self._convictions[fact.key] = row
        elif isinstance(fact, of_sentences.RequirementFacts) and fact.used is not None:
            row.used_on = local_day(at)
        elif isinstance(fact, of_sentences.OrderFacts):
            self._say(row, "sentence-began", fact.title, at=at, on=fact.started_on,
                      text=length_of(row), part="began")  # fmt: skip
        elif isinstance(fact, of_sentences.BreachFacts):
            self._say(row, "enforcement", f"{fact.title}: {fact.status}", at=at,
                      on=fact.started_on, important=True, part="breach")  # fmt: skip
        elif isinstance(fact, MappaFacts):
            self._say(row, "mappa-changed", mappa_says(row), at=at, on=fact.started_on,
                      text=fact.note, part="mappa")  # fmt: skip

    def _learnt(self, table: str, stated: dict[str, Any], at: datetime) -> Any:
        key = stated.pop("key")
        if "conviction" in stated:
            stated["conviction"] = self._convictions[stated["conviction"]]
        return self._rows.add(
            table,
            pk=uuid4(),
            person=self._person,
            source_key=key,
            learnt={name: _plain(value) for name, value in stated.items()},
            learnt_at=at,
            **stated,
        )

    def _dates(self, fact: of_sentences.KeyDatesFacts, at: datetime) -> None:
        for one in fact.dates:
            self._rows.add(
                "sentences.KeyDate",
                person=self._person,
                conviction=self._convictions[fact.conviction or ""],
                source_key=fact.key,
                given_at=at,
                **asdict(one),
            )

    def _flag(self, fact: FlagFacts, at: datetime) -> None:
        known, stated = pack().flag_types[fact.type], asdict(fact)
        stated["marking"] = pack().markings[known.marking].number
        stated["notes"] = [
            {**asdict(note), "on": note.on.isoformat() if note.on else None} for note in fact.notes
        ]
        row = self._learnt("risk.Flag", stated, at)
        self._rows.add(
            "risk.FlagChange",
            person=self._person,
            marking=row.marking,
            flag=row,
            kind="learnt",
            at=at,
            review_on=fact.review_on,
        )
        self._say(row, "flag-raised", fact.title, at=at, on=fact.started_on,
                  text=fact.notes[0].text, important=fact.is_active, part="raised")  # fmt: skip
        if not fact.is_active:
            self._say(row, "flag-removed", fact.title, at=at, on=fact.ended_on,
                      text=fact.end_note, part="ended")  # fmt: skip

    def _level(self, fact: HarmLevelFacts, at: datetime) -> None:
        stated, whose = asdict(fact), (fact.group, fact.setting)
        row = self._rows.add(
            "risk.HarmLevel",
            pk=uuid4(),
            person=self._person,
            source_key=stated.pop("key"),
            recorded_at=at,
            **stated,
        )
        on, before = self._levels.get(whose, (date.min, ""))
        self._levels[whose] = max((on, before), (fact.assessed_on, fact.level))
        if on > fact.assessed_on:
            before = ""
        if fact.level != before:
            was = _("Was: %(level)s.") % {"level": level_title(before)} if before else ""
            text = "\n\n".join(part for part in (fact.reason, was) if part)
            self._say(row, "risk-level-changed", level_says(row), at=at, on=fact.assessed_on,
                      text=text, important=True, part="level")  # fmt: skip

    def _say(
        self,
        row: Any,
        kind: str,
        title: str,
        *,
        at: datetime,
        on: date | None,
        part: str,
        text: str = "",
        important: bool = False,
    ) -> None:
        self._rows.add_entry(
            person=self._person,
            kind=kind,
            title=title,
            text=text,
            happened_at=_begins(on, at),
            recorded_at=at,
            marking=row.marking,
            is_important=important,
            link=f"{row._meta.label_lower}:{row.pk}",
            source_key=f"{row.source_key}#{part}",
        )


def _begins(on: date | None, otherwise: datetime) -> datetime:
    return moment_at(on, time.min) if on else otherwise


def _plain(value: Any) -> Any:
    """A value as a row remembers that it was told."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, (str, int, bool, type(None))):
        return value
    return str(value.pk if hasattr(value, "pk") else value)
