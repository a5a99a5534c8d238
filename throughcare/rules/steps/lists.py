"""Lists: something taken from every item that counts; the answers of a questionnaire."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import Field, model_validator

from throughcare.rules.conditions import Lines, any_holds, names_in
from throughcare.rules.errors import Refused
from throughcare.rules.reading import Words
from throughcare.rules.steps.base import Names, Others, Reasons, Step, count_of
from throughcare.rules.values import Kind, Kinds, Known, Name, Value, plain

if TYPE_CHECKING:
    from throughcare.rules.steps import AnyStep

Take = Literal["sum", "count", "any", "newest", "distinct"]


class Each(Step):
    """Goes through a list: works out the steps within for each item, keeps those items for which
    a line of `only_if` holds, and takes one thing from all of them.

    `sum` adds up `of`; `count` says how many; `any` whether there is one; `distinct` how many
    different values of `of`; `newest` is the `of` of the item whose `by` is the latest, the first
    of several. A list that was not given is as one without items.
    """

    kind: Literal["each"]
    list: Name
    step: tuple["AnyStep", ...] = ()
    """Steps within, which see the item's fields, and what was known before, by name."""
    only_if: Lines = ()
    take: Take
    of: Name | None = None
    by: Name | None = None
    says: Words | None = None
    """How an item that counts is called where the step is explained."""

    @model_validator(mode="after")
    def _takes_what_it_can(self) -> Self:
        if (self.of is None) is not (self.take in ("count", "any")):
            raise ValueError(f"{self.take}: says what it takes in `of`, or takes nothing")
        if (self.by is None) is (self.take == "newest"):
            raise ValueError("`by` says which is the newest, and only that")
        return self

    def looks_at(self) -> Iterable[str]:
        within = {name for step in self.step for name in step.looks_at()}
        within |= {name for when in self.only_if for name in names_in(when)}
        return [self.list, *sorted(within)]

    def decides_by(self) -> Iterable[str]:
        """What says which items count, and what is taken from them."""
        names = {name for when in self.only_if for name in names_in(when)}
        return [self.list, *sorted(names), *filter(None, [self.of, self.by])]

    def kinds(self, known: Kinds, others: Others) -> Kinds:
        kinds: dict[Take, Kind] = {"count": "whole", "any": "yes-no", "distinct": "whole"}
        if kind := kinds.get(self.take):
            return {self.name: kind}
        of = known[self.of] if self.of else "nothing"
        if self.take == "sum":
            return {self.name: "whole" if of in ("whole", "yes-no") else "number"}
        return {self.name: of}

    def run(self, known: Known, others: Others) -> None:
        counted = list(self._counted(known, others))
        known[self.name] = _TAKE[self.take](self, counted)

    def why(self, known: Known, called: Names) -> Reasons:
        return [{"says": called(self.list), "value": plain(known.get(self.list) or [])}]

    def _counted(self, known: Known, others: Others) -> Iterator[Known]:
        for item in known[self.list] or ():
            inside = {**known, **item}
            for step in self.step:
                step.run(inside, others)
            if any_holds(self.only_if, inside):
                yield inside


def _sum(each: Each, items: Sequence[Known]) -> float:
    return sum(count_of(item[each.of or ""]) or 0 for item in items)


def _count(each: Each, items: Sequence[Known]) -> int:
    return len(items)


def _any(each: Each, items: Sequence[Known]) -> bool:
    return bool(items)


def _distinct(each: Each, items: Sequence[Known]) -> int:
    return len({item[each.of or ""] for item in items} - {None})


def _newest(each: Each, items: Sequence[Known]) -> Value:
    dated = [item for item in items if item[each.by or ""] is not None]
    return max(dated, key=lambda item: item[each.by or ""])[each.of or ""] if dated else None


_TAKE: dict[Take, Any] = {
    "sum": _sum,
    "count": _count,
    "any": _any,
    "distinct": _distinct,
    "newest": _newest,
}


class Items(Step):
    """The answers of a questionnaire, in order: their total, their mean (`mean`), how many were
    given (`answered`). Answers that may be missing are made up for by the mean of the others; with
    more than that missing there is no total."""

    kind: Literal["items"]
    list: Name
    count: int = Field(ge=1)
    least: int = 0
    most: int
    reversed: tuple[int, ...] = ()
    """Which answers, counted from one, are turned round: the most counts least."""
    only: dict[str, tuple[int, ...]] = {}
    """Which values certain answers may have, by their number."""
    may_be_missing: int = 0
    mean: Name | None = None
    answered: Name | None = None

    def looks_at(self) -> Iterable[str]:
        return [self.list]

    def kinds(self, known: Kinds, others: Others) -> Kinds:
        found: dict[str, Kind] = {self.name: "number" if self.may_be_missing else "whole"}
        if self.mean:
            found[self.mean] = "number"
        if self.answered:
            found[self.answered] = "whole"
        return found

    @cached_property
    def allowed(self) -> tuple[frozenset[int], ...]:
        """The values each answer may have."""
        usual = frozenset(range(self.least, self.most + 1))
        places = range(1, self.count + 1)
        return tuple(frozenset(self.only.get(str(n), usual)) for n in places)

    def run(self, known: Known, others: Others) -> None:
        given = known[self.list]
        answers = [] if given is None else [one["item"] for one in given]
        if given is not None and len(answers) != self.count:
            raise Refused(self.list, f"must have {self.count} answers, and has {len(answers)}")
        points = [self._points(n, said) for n, said in enumerate(answers) if said is not None]
        missing = self.count - len(points)
        total: float | None = None
        if points and missing <= self.may_be_missing:
            total = sum(points) if not missing else sum(points) / len(points) * self.count
        known[self.name] = total
        if self.mean:
            known[self.mean] = None if total is None else sum(points) / len(points)
        if self.answered:
            known[self.answered] = len(points)

    def _points(self, n: int, said: int) -> int:
        if said not in self.allowed[n]:
            listed = ", ".join(str(value) for value in sorted(self.allowed[n]))
            raise Refused(f"{self.list}.{n + 1}", f"must be one of {listed}")
        return self.least + self.most - said if n + 1 in self.reversed else said
