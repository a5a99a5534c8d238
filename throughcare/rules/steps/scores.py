"""Scores: many weighted terms, for several models at once, from one table of coefficients."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from throughcare.rules.reading import Part, Words
from throughcare.rules.steps.base import Names, Others, Step, Why, count_of, must_be
from throughcare.rules.values import NUMBERS, Kind, Kinds, Known, Name, key_of

BETWEEN = "|"


class TermRow(Part):
    """One line of a table of coefficients: a product of values, weighted by each model that has a
    coefficient for it. It counts only where every value named in `when` is what `is` says."""

    factor: Words
    """What it belongs to in words; the terms of one factor are explained together."""
    term: Words
    of: tuple[Name, ...] = ()
    when: tuple[Name, ...] = ()
    is_: tuple[str, ...] = ()
    weights: Mapping[str, float]

    @classmethod
    def of_row(cls, cells: dict[str, str | None]) -> "TermRow":
        named = {"factor", "term", "of", "when", "is"}
        weights = {
            model: cell for model, cell in cells.items() if model not in named and cell is not None
        }
        return cls.model_validate(
            {
                "factor": cells["factor"],
                "term": cells["term"],
                "of": _parted(cells["of"]),
                "when": _parted(cells["when"]),
                "is_": _parted(cells["is"]),
                "weights": weights,
            }
        )


def _parted(cell: str | None) -> tuple[str, ...]:
    return tuple(cell.split(BETWEEN)) if cell else ()


@dataclass(frozen=True)
class Weighed:
    """One term as it counts for one case: what its values come to, None where one is not known."""

    row: TermRow
    value: float | None


class Scores(Step):
    """Sums of weighted terms, one for each model of the table. What a model needs and is not known
    leaves it unknown. `gives` says under which name each model's sum goes on.

    `compared_with` is a made-up case, by the values the terms look at: a receipt says how far each
    factor moves the score from that case's, because a weight by itself says nothing to a reader.
    """

    kind: Literal["scores"]
    table: Words
    gives: dict[Name, Words]
    """The columns of the table, by the name of what they give."""
    rows: tuple[TermRow, ...] = ()
    compared_with: dict[Name, Any] = {}
    compared_as: Words | None = None
    """The made-up case in words."""

    def looks_at(self) -> Iterable[str]:
        return dict.fromkeys(name for row in self.rows for name in (*row.of, *row.when))

    def gives_names(self) -> Iterable[str]:
        return self.gives

    def kinds(self, known: Kinds, others: Others) -> Kinds:
        models = {model for row in self.rows for model in row.weights}
        if strangers := set(self.gives.values()) - models:
            raise ValueError(f"{self.table} has no column {', '.join(sorted(strangers))}")
        for row in self.rows:
            must_be(known, row.of, *NUMBERS)
            if len(row.when) != len(row.is_):
                raise ValueError(f"{row.term}: `when` and `is` name as many values")
        given: dict[str, Kind] = dict.fromkeys(self.gives, "number")
        return given

    @cached_property
    def groups(self) -> Mapping[tuple[str, ...], Mapping[tuple[str, ...], tuple[TermRow, ...]]]:
        """The rows by the values that decide whether they count, and by what those must be."""
        found: dict[tuple[str, ...], dict[tuple[str, ...], list[TermRow]]] = {}
        for row in self.rows:
            found.setdefault(row.when, {}).setdefault(row.is_, []).append(row)
        return {
            when: {is_: tuple(rows) for is_, rows in by_is.items()} for when, by_is in found.items()
        }

    def weighed(self, known: Mapping[str, Any]) -> Iterator[Weighed]:
        """Every term that counts for this case."""
        for when, by_is in self.groups.items():
            is_ = tuple([key_of(known[name]) for name in when])
            for row in by_is.get(is_, ()):
                product: float | None = 1.0
                for name in row.of:
                    value = count_of(known[name])
                    if value is None or product is None:
                        product = None
                    else:
                        product *= value
                yield Weighed(row, product)

    def run(self, known: Known, others: Others) -> None:
        weighed = known[self.name] = list(self.weighed(known))
        for name, model in self.gives.items():
            total: float | None = 0.0
            for term in weighed:
                weight = term.row.weights.get(model)
                if weight is None:
                    continue
                if term.value is None:
                    total = None
                    break
                total += weight * term.value
            known[name] = total

    def factors(self, weighed: Iterable[Weighed], model: str) -> dict[str, float]:
        """What each factor adds to a model's sum, for one case."""
        found: dict[str, float] = {}
        for term in weighed:
            weight = term.row.weights.get(model)
            if weight is not None:
                found[term.row.factor] = found.get(term.row.factor, 0.0) + weight * (
                    term.value or 0.0
                )
        return found

    @cached_property
    def usual(self) -> Mapping[str, Mapping[str, float]]:
        """What each factor adds for the made-up case, by model."""
        weighed = list(self.weighed(self.compared_with))
        return {model: self.factors(weighed, model) for model in self.gives.values()}

    def why(self, known: Known, called: Names) -> list[Why]:
        reasons: list[Why] = []
        for name, model in self.gives.items():
            if known[name] is None:
                continue
            adds = self.factors(known[self.name], model)
            usual = self.usual[model] if self.compared_with else {}
            for factor in dict.fromkeys([*adds, *usual]):
                reason: Why = {"of": name, "says": factor, "adds": adds.get(factor, 0.0)}
                if usual:
                    reason["moves"] = adds.get(factor, 0.0) - usual.get(factor, 0.0)
                reasons.append(reason)
        return reasons
