"""Two people who may be one, for whoever decides: the list, and both side by side.

The database shows a likeness to those who see both people, so no question here has to ask.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, decide, one_visible
from throughcare.foundation.audit import opens
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
    names: list[Name]
    births: list[Any]
    numbers: list[Identifier]
    addresses: list[Address]


@dataclass(frozen=True)
class LikenessDetail:
    """Both, what each field says, and whether the actor may answer."""

    likeness: Likeness
    sides: tuple[Side, Side]
    fields: list[FieldLine]
    times: int
    longest: float
    """The weight that fills a bar."""
    may_answer: bool
    why_not: str


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


def likeness_of(*, actor: Actor, id: UUID) -> Likeness:
    """One likeness; a look at both is written. Raises NotVisible."""
    rows = Likeness.objects.select_related("person", "other", "answered_by")
    likeness = one_visible(rows, pk=id)
    opens(likeness.person)
    opens(likeness.other)
    return likeness


def like(*, actor: Actor, person: Person) -> list[UUID]:
    """What is still to be answered about this person, likeliest first, for who may answer it."""
    if not decide(actor, MERGE_PEOPLE, person).allowed:
        return []
    rows = Likeness.objects.filter(
        Q(person=person) | Q(other=person), answer__in=["none", "unsure"]
    )
    return list(rows.order_by("-weight").values_list("pk", flat=True))


def likeness_detail(*, actor: Actor, likeness: Likeness) -> LikenessDetail:
    """Both people with what they are compared by; constant queries."""
    both = (likeness.person, likeness.other)
    decisions = [decide(actor, MERGE_PEOPLE, one) for one in both]
    fields = [_any_two(likeness), *_fields(likeness)]
    one, other = _sides(both)
    return LikenessDetail(
        likeness=likeness,
        sides=(one, other),
        fields=fields,
        times=times(likeness.weight),
        longest=max((abs(one.weight) for one in fields), default=0) or 1,
        may_answer=all(decision.allowed for decision in decisions),
        why_not=next((decision.reason for decision in decisions if not decision.allowed), ""),
    )


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
            names=names[line.id],
            births=sorted({one.born_on for one in names[line.id] if one.born_on} - {line.born_on}),
            numbers=numbers[line.id],
            addresses=addresses[line.id],
        )
        for line in lines_of(both)
    ]


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
