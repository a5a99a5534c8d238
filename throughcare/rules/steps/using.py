"""Using another rule: what it comes to, for values of this one."""

from collections.abc import Iterable
from typing import Literal

from throughcare.rules.errors import Refused
from throughcare.rules.reading import Version, Words
from throughcare.rules.steps.base import Others, Step
from throughcare.rules.values import Kinds, Known, Name


class Using(Step):
    """Another rule in the version named, given values of this one by its own names.

    Where it refuses what it is given and `if_refused` is set, it comes to nothing; otherwise this
    rule refuses too.
    """

    kind: Literal["using"]
    rule: Words
    version: Version
    given: dict[Name, Name]
    """Inputs of the other rule, each by the name of a value of this one."""
    gives: dict[Name, Name]
    """Results of the other rule, each by the name it has here."""
    unless_refused: bool = False

    def looks_at(self) -> Iterable[str]:
        return self.given.values()

    def gives_names(self) -> Iterable[str]:
        return self.gives

    def kinds(self, known: Kinds, others: Others) -> Kinds:
        results = others(self.rule, self.version).result_kinds
        return {name: results[taken] for name, taken in self.gives.items()}

    def run(self, known: Known, others: Others) -> None:
        other = others(self.rule, self.version)
        given = {input: known[name] for input, name in self.given.items()}
        try:
            result = other.worked_out(given, others)
        except Refused as refused:
            if not self.unless_refused:
                raise Refused(self.given.get(refused.field, refused.field), refused.message) from (
                    refused
                )
            result = {}
        for name, taken in self.gives.items():
            known[name] = result.get(taken)
