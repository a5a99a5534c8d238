"""Two people who may be one, for whoever decides: the list, and both side by side.

The database shows a likeness to those who see both people, so no question here has to ask.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, decide
from throughcare.foundation.packs import pack
from throughcare.people.access import MERGE_PEOPLE
from throughcare.people.comparing import times
from throughcare.people.models import Address, Identifier, Likeness, Name, Person
from throughcare.people.queries.summaries import PersonLine, lines_of

PAGE = 25


@dataclass(frozen=True)
class FieldLine:
    """What one field says, in words and as a bar."""

    title: str
    says: str
    """Empty where nothing can be said."""
    is_for: bool
    times: int
    """So many times likelier as one person, or as two."""
    weight: float


@dataclass(frozen=True)
class LikenessLine:
    """Two people in a row of the list."""

    id: UUID
    people: tuple[PersonLine, PersonLine]
    times: int
    alike_in: str
    unlike_in: str


@dataclass(frozen=True)
class LikenessPage:
    """A page of them, those that are likeliest one first."""

    lines: list[LikenessLine]
    after: str
    is_first: bool


@dataclass(frozen=True)
class Side:
    """One of the two, as far as it is compared or helps to decide."""

    line: PersonLine
    sex: str
    names: list[Name]
    births: list[Any]
    numbers: list[Identifier]
    addresses: list[Address]


@dataclass(frozen=True)
class TwoPeople:
    """Both, what each field says, and whether the actor may say that they are one."""

    sides: tuple[Side, Side]
    """The one that stays if they are, and the other."""
    differs: frozenset[str]
    """What both records say, and not alike: names, born, sex, numbers."""
    likeness: Likeness | None
    """What the program made of them, and what somebody answered."""
    fields: list[FieldLine]
    """Nothing where the program has not weighed them."""
    times: int
    longest: float
    """The weight that fills a bar."""
    may_answer: bool
    why_not: str

    @property
    def key(self) -> str:
        """The same whichever of the two stays."""
        return "-".join(sorted(str(side.line.ref) for side in self.sides))

    @property
    def is_asked(self) -> bool:
        """Whether they stand in the list of those to be answered."""
        return self.likeness is not None and self.likeness.is_asked


def may_merge_any(actor: Actor) -> bool:
    """Whether somebody's roles let them say who is one person, wherever that is."""
    return MERGE_PEOPLE.name in actor.powers


def likenesses(*, actor: Actor, unsure: bool = False, after: str = "") -> LikenessPage:
    """A page of those not answered yet, or of those nobody was sure about; constant queries."""
    answer = Likeness.Answer.UNSURE if unsure else Likeness.Answer.NONE
    rows = Likeness.objects.filter(_further(after), answer=answer)
    found = list(rows.order_by("-weight", "id").select_related("person", "other")[: PAGE + 1])
    shown, more = found[:PAGE], found[PAGE - 1] if len(found) > PAGE else None
    people = {one.pk: one for row in shown for one in (row.person, row.other)}
    lines = {line.id: line for line in lines_of(list(people.values()))} if people else {}
    return LikenessPage(
        lines=[_line(row, lines) for row in shown],
        after=f"{more.weight}_{more.pk}" if more else "",
        is_first=not after,
    )


def _line(row: Likeness, lines: dict[int, PersonLine]) -> LikenessLine:
    fields = _fields(row)
    return LikenessLine(
        id=row.pk,
        people=(lines[row.person_id], lines[row.other_id]),
        times=times(row.weight),
        alike_in=", ".join(one.title for one in fields if one.says and one.is_for),
        unlike_in=", ".join(one.title for one in fields if one.says and not one.is_for),
    )


def _further(place: str) -> Q:
    """Those further down the list than this place; everybody for what is no place in it."""
    weight, _bar, id = place.partition("_")
    try:
        least, last = float(weight), UUID(id)
    except ValueError:
        return Q()
    return Q(weight__lt=least) | Q(weight=least, id__gt=last)


def perhaps_one(*, actor: Actor, person: Person) -> list[PersonLine]:
    """Who may be this person, likeliest first, for whoever may say so."""
    if not decide(actor, MERGE_PEOPLE, person).allowed:
        return []
    rows = Likeness.objects.filter(_either(person), answer__in=["none", "unsure"])
    found = rows.order_by("-weight", "id").select_related("person", "other")
    others = [row.person if row.other_id == person.pk else row.other for row in found]
    return lines_of(others) if others else []


def two_people(*, actor: Actor, kept: Person, other: Person) -> TwoPeople:
    """Both people with what they are compared by; constant queries."""
    both = (kept, other)
    decisions = [decide(actor, MERGE_PEOPLE, one) for one in both]
    rows = Likeness.objects.filter(_either(kept) & _either(other)).select_related("answered_by")
    likeness = rows.first()
    is_weighed = likeness is not None and bool(likeness.parts)
    fields = [_any_two(likeness), *_fields(likeness)] if likeness and is_weighed else []
    sides = _sides(both)
    return TwoPeople(
        sides=(sides[0], sides[1]),
        differs=frozenset(_differs(*sides)),
        likeness=likeness,
        fields=fields,
        times=times(likeness.weight) if likeness else 0,
        longest=max((abs(one.weight) for one in fields), default=0) or 1,
        may_answer=all(decision.allowed for decision in decisions),
        why_not=next((decision.reason for decision in decisions if not decision.allowed), ""),
    )


def _either(person: Person) -> Q:
    return Q(person=person) | Q(other=person)


def _sides(both: tuple[Person, Person]) -> list[Side]:
    names: dict[int, list[Name]] = defaultdict(list)
    for name in Name.objects.filter(person__in=both).order_by("kind", "id"):
        names[name.person_id].append(name)
    numbers: dict[int, list[Identifier]] = defaultdict(list)
    for number in Identifier.objects.filter(person__in=both).order_by("kind", "id"):
        numbers[number.person_id].append(number)
    addresses: dict[int, list[Address]] = defaultdict(list)
    for address in Address.objects.filter(person__in=both).order_by("-since", "id"):
        addresses[address.person_id].append(address)
    return [
        Side(
            line=line,
            sex=_sex_in_words(one.sex),
            names=names[line.id],
            births=sorted({one.born_on for one in names[line.id] if one.born_on} - {line.born_on}),
            numbers=numbers[line.id],
            addresses=addresses[line.id],
        )
        for one, line in zip(both, lines_of(both), strict=True)
    ]


def _sex_in_words(code: str) -> str:
    known = pack().code_list("sex")
    return known.title_of(code) if code in known else code


def _differs(one: Side, other: Side) -> Iterator[str]:
    if not {name.full_name for name in one.names} & {name.full_name for name in other.names}:
        yield "names"
    if one.line.born_on and other.line.born_on and one.line.born_on != other.line.born_on:
        yield "born"
    if one.sex and other.sex and one.sex != other.sex:
        yield "sex"
    for kind in {number.kind for number in one.numbers} & {number.kind for number in other.numbers}:
        if not _values(one, kind) & _values(other, kind):
            yield "numbers"


def _values(side: Side, kind: str) -> set[str]:
    return {number.value for number in side.numbers if number.kind == kind}


def _any_two(likeness: Likeness) -> FieldLine:
    """What speaks against any two people at random: the sum begins with it."""
    weight = likeness.weight - sum(part["weight"] for part in likeness.parts)
    return FieldLine(
        title=_("Any two people"),
        says=_("Before anything is compared"),
        is_for=weight > 0,
        times=times(weight),
        weight=weight,
    )


def _fields(likeness: Likeness) -> list[FieldLine]:
    """In the rule's order. A level that the rule no longer has is said by its name."""
    fields = pack().matching_rule.fields
    found = []
    for part in likeness.parts:
        field = fields.get(part["field"])
        level = field.levels.get(part["level"]) if field else None
        found.append(
            FieldLine(
                title=field.title if field else part["field"],
                says=level.says if level else part["level"],
                is_for=part["weight"] > 0,
                times=times(part["weight"]),
                weight=part["weight"],
            )
        )
    return found
