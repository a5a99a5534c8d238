"""Code lists: the answers the field has agreed on, each with its code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from pydantic import field_validator

from throughcare.foundation.packs.wordings import bare, by_words
from throughcare.rules.reading import Part, Rule, Words


class Code(Part):
    """One entry of a list."""

    code: Words
    title: Words
    choice: bool
    """False: came with older or odd messages; readable, not offered when recording."""
    group: str | None = None
    also: tuple[str, ...] = ()
    """What other systems write for the same thing."""
    note: str | None = None
    facts: Mapping[str, str] = {}
    """Whatever else this list says of its entries, such as the unit of a requirement."""

    @field_validator("also", mode="before")
    @classmethod
    def _parted(cls, cell: object) -> object:
        return tuple(cell.split("|")) if isinstance(cell, str) else cell or ()

    @classmethod
    def of_row(cls, cells: dict[str, str | None]) -> "Code":
        own = {name: value for name, value in cells.items() if name in cls.model_fields}
        facts = {name: value for name, value in cells.items() if name not in own and value}
        return cls.model_validate({**own, "facts": facts})


class ListedCodes(Rule):
    """What a list says of itself; its entries are in a table named after it."""


class CodeLists(Part):
    """The table of contents."""

    list: tuple[ListedCodes, ...]


@dataclass(frozen=True)
class CodeList:
    """A list, its entries in the order written."""

    rule: ListedCodes
    codes: Mapping[str, Code]

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes.values())

    def __contains__(self, code: object) -> bool:
        return code in self.codes

    def __getitem__(self, code: str) -> Code:
        return self.codes[code]

    def title_of(self, code: str) -> str:
        """What the code stands for; a code this list does not know stands for itself."""
        return self.codes[code].title if code in self.codes else code

    def choices(self) -> list[tuple[str, str]]:
        """Code and title of what can be chosen when recording."""
        return [(code.code, code.title) for code in self if code.choice]

    def choices_by_group(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The same under the headings of the list, as Django's grouped choices are."""
        chosen = [code for code in self if code.choice]
        return [
            (group or "", [(code.code, code.title) for code in codes])
            for group, codes in groupby(chosen, key=lambda code: code.group)
        ]

    def find(self, said: str) -> Code | None:
        """The entry another system means by a code or by words, whatever its commas and capitals.

        Where two entries fit the words, the one that can still be chosen is meant.
        """
        return self.codes.get(said) or self._by_words.get(bare(said))

    @cached_property
    def _by_words(self) -> Mapping[str, Code]:
        listed = sorted(self, key=lambda code: not code.choice)
        return by_words((code, (code.code, code.title, *code.also)) for code in listed)
