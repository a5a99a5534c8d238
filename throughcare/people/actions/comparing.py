"""Comparing people with everybody else on the record, and answering whether two are one."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, one_visible, require
from throughcare.foundation.actions import ChangedMeanwhile, action
from throughcare.foundation.audit import record
from throughcare.foundation.packs import pack
from throughcare.people.access import ADD_PERSON, MERGE_PEOPLE
from throughcare.people.actions.answers import keep_answer, likeness_held
from throughcare.people.actions.merging import merge
from throughcare.people.comparing import Sum, weigh
from throughcare.people.models import Likeness, Person
from throughcare.people.queries.alike import alike, rarity_among, take_uncompared, traits_of

AT_ONCE = 500


@dataclass(frozen=True)
class Compared:
    """What came of comparing people with everybody else."""

    people: int
    pairs: int
    same: int
    """So many were put together by the program itself,"""
    asked: int
    """and about so many a person is asked."""


@action
def compare_some(*, actor: Actor, at: datetime) -> Compared:
    """Compare the next few hundred of those who are new or whose names or numbers have changed.

    No people where nobody waits, or where somebody else compares just now. Raises AccessDenied.
    """
    require(actor, ADD_PERSON)
    people = take_uncompared(most=AT_ONCE)
    found = _sums(people) if people else {}
    known = _known(found)
    asked: list[Likeness] = []
    sure: list[Likeness] = []
    for pair, sum_ in found.items():
        likeness = _kept(known.get(pair), pair, sum_, at=at)
        if sum_ and likeness and likeness.is_asked:
            asked.append(likeness)
            # What somebody has answered once, the program does not decide any more.
            if likeness.answered_at is None and sum_.is_same(pack().matching_rule):
                sure.append(likeness)
    Likeness.objects.bulk_create(one for one in asked if one._state.adding)
    same = sum(_joined(actor, likeness, at=at) for likeness in sure)
    record(actor, "people.compared", people=len(people), pairs=len(found), same=same)
    return Compared(len(people), len(found), same, len(asked) - same)


def _sums(people: Collection[int]) -> dict[tuple[int, int], Sum | None]:
    """Everybody who looks like one of these people, by the two of them, with the sum where it is
    worth asking.
    """
    rule, weights = pack().matching_rule, pack().matching_weights
    pairs = alike(people, rule=rule)
    if not pairs:
        return {}
    traits = traits_of({one for pair in pairs for one in pair})
    both = [(traits[one], traits[other]) for one, other in pairs]
    rarity = rarity_among(traits.values(), rule=rule, weights=weights)
    sums = weigh(both, rule=rule, weights=weights, rarity=rarity, least=rule.ask_from)
    return {pair: sums.get(place) for place, pair in enumerate(pairs)}


def _known(pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], Likeness]:
    ones, others = {one for one, _other in pairs}, {other for _one, other in pairs}
    rows = Likeness.objects.filter(person__among=ones, other__among=others)
    return {(row.person_id, row.other_id): row for row in rows}


def _kept(
    known: Likeness | None, pair: tuple[int, int], sum_: Sum | None, *, at: datetime
) -> Likeness | None:
    """The likeness as it is now; a new one is not saved yet.

    One that was answered is asked about again only where the two agree otherwise than they did
    then; one that is no longer any, and nobody answered, goes.
    """
    if sum_ is None:
        if known and known.answer == Likeness.Answer.NONE:
            known.delete()
        return None
    said: dict[str, Any] = {
        "weight": sum_.weight,
        "parts": [asdict(part) for part in sum_.parts],
        "rule": pack().matching_rule.name,
    }
    if known is None:
        one, other = pair
        return Likeness(person_id=one, other_id=other, found_at=at, **said)
    differs = _levels(known.parts) != _levels(said["parts"])
    # Who answered about two that had not been weighed saw both all the same.
    is_news = differs and bool(known.parts)
    if is_news and not known.is_asked:
        known.answer, known.found_at = Likeness.Answer.NONE, at
    if differs or known.is_asked:
        for name, value in said.items():
            setattr(known, name, value)
        known.version += is_news
        known.save()
    return known


def _levels(parts: list[dict[str, Any]]) -> Mapping[str, str]:
    return {part["field"]: part["level"] for part in parts}


def _joined(actor: Actor, likeness: Likeness, *, at: datetime) -> bool:
    """The program puts them together by itself, unless it takes somebody to say who sees them."""
    kept, other = likeness.person, likeness.other
    if kept.is_restricted or other.is_restricted or kept.merged_into_id or other.merged_into_id:
        return False
    reason = _("Found to be the same person by the program (%(weight)s)") % {
        "weight": likeness.weight
    }
    merge(actor=actor, kept=kept, other=other, reason=reason, at=at)
    return True


@action
def answer_two(
    *,
    actor: Actor,
    kept: Person,
    other: Person,
    answer: str,
    note: str,
    version: int,
    at: datetime,
) -> None:
    """Somebody says whether two are one; those who are become one, and `kept` stays.

    `version` is that of the likeness they read, 1 where there was none. The same answer sent twice
    is one. Raises AccessDenied, NotVisible, ChangedMeanwhile or NameThemFirst.
    """
    for one in (kept, other):
        require(actor, MERGE_PEOPLE, one_visible(Person.objects.all(), pk=one.pk))
    likeness = likeness_held(kept, other, at=at)
    if (likeness.answer, likeness.note) != (answer, note):
        if likeness.version != version:
            raise ChangedMeanwhile(likeness)
        if answer == Likeness.Answer.SAME:
            merge(actor=actor, kept=kept, other=other, reason=note, at=at)
        else:
            keep_answer(likeness, answer, by=actor, at=at, note=note)
    verb, which = "people.likeness_answered", likeness.pk
    for one in (kept, other):  # without the other's name or number: not everybody sees both
        record(actor, verb, about=one, likeness=which, answer=answer)
