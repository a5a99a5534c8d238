"""A rule: what it is given, the steps it goes through, what it comes to, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, PrivateAttr, model_validator

from throughcare.rules.errors import Refused
from throughcare.rules.inputs import Input, State, names_looked_at, taken
from throughcare.rules.reading import Part, Rule, Words
from throughcare.rules.receipts import Receipt, receipt_of
from throughcare.rules.steps import AnyStep, Each, Others
from throughcare.rules.values import Kind, Kinds, Known, Name, plain

CLOSE = 1e-9
"""How near a worked example has to come."""


class Result(Part):
    """One thing a rule comes to. `kind` says how a page shows it."""

    name: Name
    title: Words
    of: Name | None = None
    """The value it is, if that has another name."""
    shown_as: Literal["probability", "percent", "points", "word", "date", "yes-no", "list"]
    together: tuple[Name, ...] = ()
    """Values that are given as a list, in this order."""
    decimals_kept: int | None = None
    """Written as text with so many decimals, as the field's own systems exchange it; nothing
    stays the number 0."""

    @property
    def value_of(self) -> str:
        return self.of or self.name


class Example(Part):
    """Somebody made up, and what the rule must come to for them; or what it must refuse."""

    name: Words
    given: dict[str, Any]
    comes_to: dict[str, Any] = {}
    refused: Name | None = None
    """The field that is refused."""
    source: Words | None = None

    @model_validator(mode="after")
    def _comes_to_something(self) -> Self:
        if bool(self.comes_to) is (self.refused is not None):
            raise ValueError("an example either comes to something or is refused")
        return self


@dataclass(frozen=True)
class Answer:
    """What a rule came to for one case, in plain values, and the receipt if one was asked for."""

    result: dict[str, Any]
    receipt: Receipt | None


class RuleSet(Rule):
    """One rule in one version."""

    about: Words
    also_known_as: Words | None = None
    note: tuple[Words, ...] = ()
    """What a reader of any receipt has to know: conflicts between sources, and what was taken."""
    input: tuple[Input, ...] = Field(min_length=1)
    step: tuple[AnyStep, ...] = Field(min_length=1)
    result: tuple[Result, ...] = Field(min_length=1)
    example: tuple[Example, ...] = Field(min_length=1)

    _kinds: Kinds = PrivateAttr(default_factory=dict)

    def hang_together(self, others: Others) -> None:
        """Make sure that every step is given what it works with. Raises ValueError."""
        kinds: dict[str, Kind] = {}
        for one in self.input:
            _add(kinds, one.kinds, one.name)
        if strangers := names_looked_at(self.input) - set(kinds):
            raise ValueError(f"only_if of an input looks at {', '.join(sorted(strangers))}")
        called: set[str] = set()
        for step in self.step:
            if step.name in called or step.name in kinds:
                raise ValueError(f"{step.name}: {step.name!r} is there twice")
            called.add(step.name)
            self._check(step, kinds, others)
        for result in self.result:
            for name in result.together or (result.value_of,):
                if name not in kinds:
                    raise ValueError(f"the result {result.name!r} is worked out by no step")
        self._kinds = kinds

    def _check(self, step: Any, kinds: dict[str, Kind], others: Others) -> None:
        known = dict(kinds)
        if isinstance(step, Each):
            if kinds.get(step.list) != "list":
                raise ValueError(f"{step.name}: {step.list!r} is no list")
            known |= self.items_of(step.list)
            for within in step.step:
                self._check(within, known, others)
        names = step.decides_by() if isinstance(step, Each) else step.looks_at()
        if strangers := [name for name in names if name not in known]:
            raise ValueError(f"{step.name}: nothing before it gives {', '.join(strangers)}")
        try:
            given = step.kinds(known, others)
        except ValueError as error:
            raise ValueError(f"{step.name}: {error}") from error
        _add(kinds, given, step.name)

    def items_of(self, name: str) -> Kinds:
        """The kinds of what each item of a list that is given holds."""
        inputs = [*self.input, *(field for one in self.input for field in one.field)]
        return next(one.item_kinds for one in inputs if one.name == name)

    def all_steps(self) -> Iterator[Any]:
        """Every step, those within others too."""
        waiting: list[Any] = list(self.step)
        while waiting:
            step = waiting.pop(0)
            yield step
            if isinstance(step, Each):
                waiting = [*step.step, *waiting]

    @property
    def kinds(self) -> Kinds:
        """The kind of every value, by name."""
        return self._kinds

    @cached_property
    def result_kinds(self) -> Kinds:
        """The kind of each result, by name."""
        return {
            one.name: "list" if one.together else self._kinds[one.value_of] for one in self.result
        }

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What each value is called in words."""
        titles = {name: step.title for step in self.step for name in step.gives_names()}
        for one in self.input:
            titles[one.name] = one.title
            titles |= {f"{one.name}.{field.name}": field.title for field in one.field}
        return titles

    @cached_property
    def words(self) -> Mapping[str, Mapping[float, str]]:
        """For each value that is a number and was given as a word: the words, by number."""
        found = {one.name: one.word_for for one in self.input}
        for one in self.input:
            found |= {f"{one.name}.{field.name}": field.word_for for field in one.field}
        return {name: words for name, words in found.items() if words}

    def called(self, name: str) -> str:
        """What a value is called in words; a name without words stands for itself."""
        return self.titles.get(name, name)

    @cached_property
    def uses(self) -> Mapping[str, str]:
        """What each value is first used for, in words."""
        uses: dict[str, str] = {}
        for step in self.step:
            for name in step.looks_at():
                uses.setdefault(name, step.title)
        return uses

    def serves(self, name: str) -> str:
        """What a value without words of its own is for: the first step that uses it."""
        return self.uses.get(name, name)

    def worked_out(self, given: Mapping[str, Any], others: Others) -> Known:
        """The results, by name. Raises Refused."""
        known, _ = self.taken(given)
        self.run(known, others)
        return self.results(known)

    def taken(self, given: Mapping[str, Any]) -> tuple[Known, dict[str, State]]:
        """What is given, as the steps work with it. Raises Refused."""
        return taken(self.input, given)

    def run(self, known: Known, others: Others) -> None:
        """Go through the steps. Raises Refused."""
        for step in self.step:
            step.run(known, others)

    def results(self, known: Known) -> Known:
        """The results among what is known."""
        kinds = self._kinds
        return {
            one.name: [known[name] for name in one.together]
            if one.together
            else _as_kind(known[one.value_of], kinds[one.value_of])
            for one in self.result
        }

    def answer(self, given: Mapping[str, Any], others: Others, *, receipt: bool = True) -> Answer:
        """What the rule comes to for one case. Raises Refused."""
        known, states = self.taken(given)
        self.run(known, others)
        result = {one.name: one_plain(one, value) for one, value in self._paired(known)}
        return Answer(result, receipt_of(self, given, known, states) if receipt else None)

    def _paired(self, known: Known) -> Iterator[tuple[Result, Any]]:
        return zip(self.result, self.results(known).values(), strict=True)

    def wrong_examples(self, others: Others) -> Iterator[str]:
        """What is wrong with each worked example that does not come out as it says."""
        for example in self.example:
            try:
                came = self.answer(example.given, others, receipt=False).result
            except Refused as refused:
                if refused.field != example.refused:
                    yield f"example {example.name!r}: refused: {refused}"
                continue
            if example.refused:
                yield f"example {example.name!r}: {example.refused} is not refused"
            for name, wanted in example.comes_to.items():
                if name not in came:
                    yield f"example {example.name!r}: there is no result {name!r}"
                elif not alike(came[name], plain(wanted)):
                    yield f"example {example.name!r}: {name}: {came[name]!r}, not {wanted!r}"


def one_plain(result: Result, value: Any) -> Any:
    """A result as JSON has it."""
    if result.decimals_kept is not None and value is not None:
        return f"{value:.{result.decimals_kept}f}" if value else 0
    return plain(value)


def alike(came: Any, wanted: Any) -> bool:
    """Whether a value is what an example says: numbers to a thousand-millionth."""
    if isinstance(wanted, list) and isinstance(came, list):
        return len(came) == len(wanted) and all(map(alike, came, wanted))
    if wanted == "":
        return came is None
    if isinstance(wanted, bool) or isinstance(came, bool):
        return came is wanted
    if isinstance(wanted, (int, float)) and isinstance(came, (int, float)):
        return abs(came - wanted) <= CLOSE
    return bool(came == wanted)


def _as_kind(value: Any, kind: Kind) -> Any:
    if kind == "whole" and value is not None:
        return int(value)
    return float(value) if kind == "number" and value is not None else value


def _add(kinds: dict[str, Kind], more: Kinds, where: str) -> None:
    for name, kind in more.items():
        if name in kinds:
            raise ValueError(f"{where}: {name!r} is there twice")
        kinds[name] = kind
