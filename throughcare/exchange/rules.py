"""The rules of the exchange, from `exchange.toml` of the pack: limits, placeholders, matching."""

import re
from functools import cache, lru_cache
from typing import Literal

from pydantic import field_validator

from throughcare.foundation.packs import pack
from throughcare.rules.reading import Part, Rule, Words, read_toml


class NumberRule(Part):
    """A number people are known again by."""

    kind: Words
    trusted: Literal["as given", "if valid"]
    """"if valid": a number that fails its own check rule says nothing of who somebody is."""
    in_names: str | None = None
    """How it looks in the name of a file or in an address, where a message is silent."""

    @field_validator("in_names")
    @classmethod
    def _is_a_pattern(cls, text: str | None) -> str | None:
        if text is not None:
            re.compile(text)
        return text


class Beside(Part):
    """A list beside the people of a message, whose rows each name somebody."""

    list: Words
    by: Words
    """What a row calls them,"""
    known_as: Words
    """and where they have it themselves. A row that names nobody stays with everybody."""
    or_alone: bool = False
    """A row about somebody who is not among the people is a message of its own."""


class Envelope(Part):
    """A file or message that carries others: where they are, and what it says of each."""

    id: Words
    title: Words
    needs: tuple[Words, ...]
    only: bool = False
    """There is nothing else at the top of it."""
    parts: tuple[Words, ...] = ()
    alone: tuple[Words, ...] = ()
    """People it is about, each of whom becomes a message with all of it but the others."""
    beside: tuple[Beside, ...] = ()
    body: str | None = None
    url: str | None = None
    status: str | None = None
    tells: dict[str, Words] = {}
    """What else it says of each message, by the name tables call it: {@envelope.sent}."""


class ExchangeRules(Rule):
    """Everything about taking messages in that is no mapping of one kind."""

    largest_message: int
    largest_row: int
    """Of a table, in bytes."""
    placeholders: tuple[Words, ...]
    xml_lists: frozenset[Words] = frozenset()
    """Elements of XML that may come several times; elsewhere the same name twice is a mistake."""
    number: tuple[NumberRule, ...]
    new_person_needs: tuple[Words, ...]
    new_person_needs_one_of: tuple[Words, ...]
    envelope: tuple[Envelope, ...]


@cache
def rules() -> ExchangeRules:
    """The rules of the pack in force."""
    return read_toml(pack().folder / "exchange" / "exchange.toml", ExchangeRules)


@cache
def placeholders() -> frozenset[str]:
    """What stands in for nothing, in small letters."""
    return frozenset(text.casefold() for text in rules().placeholders)


@cache
def _in_names() -> dict[str, re.Pattern[str]]:
    return {
        rule.kind: re.compile(rf"(?<![0-9A-Za-z])({rule.in_names})(?![0-9A-Za-z])")
        for rule in rules().number
        if rule.in_names
    }


def numbers_in(name: str) -> dict[str, str]:
    """Numbers of people in the name of a file or an address; one of a kind, or it says nothing."""
    found = {kind: set(pattern.findall(name)) for kind, pattern in _in_names().items()}
    return {kind: numbers.pop() for kind, numbers in found.items() if len(numbers) == 1}


@lru_cache(maxsize=4096)  # asked of every key of every object, and most are the names of fields
def looks_like_a_number(text: str) -> bool:
    """Whether a text as a whole is a number somebody is known by."""
    return any(pattern.fullmatch(text) for pattern in _in_names().values())


def without_numbers(name: str) -> str:
    """A name in which no number of a person can be read."""
    for pattern in _in_names().values():
        name = pattern.sub("…", name)
    return name
