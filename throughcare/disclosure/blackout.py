"""Blacking words out. Pure sums.

A passage is the words themselves, wherever they stand in an item: so also in what another system
said of the same fact, in the data as on paper. How much room words take between each other, and
whether they are capitals, does not matter.
"""

import re
from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any

from django.db import models

_AT_LEAST = 2


def passages_in(typed: str) -> list[str]:
    """The passages somebody wrote, one a line, each once."""
    found = (" ".join(line.split()) for line in typed.splitlines())
    return list(dict.fromkeys(one for one in found if len(one) >= _AT_LEAST))


def any_stands_in(passages: Iterable[str], texts: Iterable[str]) -> bool:
    """Whether the words of any of these passages are in any of these texts."""
    pattern = _pattern(passages)
    return any(pattern.search(text) for text in texts)


def without(row: Any, columns: Iterable[models.Field], passages: Sequence[str], mark: str) -> Any:
    """The row with the passages blacked out; without what cannot be read through, like a PDF."""
    left, pattern = copy(row), _pattern(passages)
    for column in columns:
        value = getattr(row, column.attname)
        if isinstance(column, models.BinaryField):
            setattr(left, column.attname, None)
        elif isinstance(column, (models.TextField, models.JSONField)) and not column.choices:
            setattr(left, column.attname, _black_out(value, pattern, mark))
    return left


def texts_of(value: Any) -> Iterable[str]:
    """Every text in a value, also within what is kept as JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts_of(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from texts_of(one)


def _black_out(value: Any, pattern: re.Pattern[str], mark: str) -> Any:
    if isinstance(value, str):
        return pattern.sub(lambda _found: mark, value)
    if isinstance(value, dict):
        return {name: _black_out(one, pattern, mark) for name, one in value.items()}
    if isinstance(value, list):
        return [_black_out(one, pattern, mark) for one in value]
    return value


def _pattern(passages: Iterable[str]) -> re.Pattern[str]:
    # The longest first: "Jane Smith" before "Jane".
    words = sorted(passages, key=len, reverse=True)
    each = [r"(?:\s|&nbsp;)+".join(map(re.escape, one.split())) for one in words]
    return re.compile("|".join(each) or r"(?!)", re.IGNORECASE)
