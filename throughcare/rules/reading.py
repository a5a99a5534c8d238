"""Read one file of a pack and check it against its model. Nothing here knows what a rule says."""

import csv
import io
import re
import tomllib
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

from throughcare.rules.errors import PackError

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_.][a-z0-9]+)*$", max_length=80)]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+){1,2}$")]
Words = Annotated[str, StringConstraints(min_length=1)]

# verified: seen in the source named. unconfirmed: from memory or a secondary source, to be shown
# as such. local: each site's own choice.
Status = Literal["verified", "unconfirmed", "local"]


class Part(BaseModel):
    """Anything written in a pack: fixed once read, nothing in it unknown to its model."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Rule(Part):
    """What a pack file says of itself: its version, since when, who says so, how sure we are."""

    id: Id
    version: Version
    title: Words
    in_force_from: date
    in_force_until: date | None = None
    source: Words
    status: Status

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.in_force_until and self.in_force_until <= self.in_force_from:
            raise ValueError("in_force_until must be later than in_force_from")
        return self

    @property
    def name(self) -> str:
        """The words a record keeps to say what it was made under."""
        return f"{self.id} {self.version}"

    def is_in_force(self, on: date) -> bool:
        return self.in_force_from <= on and (
            self.in_force_until is None or on < self.in_force_until
        )


P = TypeVar("P", bound=Part)
T = TypeVar("T")
Filling = Callable[[dict[str, Any]], dict[str, Any]]


def read_toml(path: Path, model: type[P], *, filled: Filling | None = None) -> P:
    """Read a TOML file as `model`. Raises PackError with the file, the line and the reason.

    `filled` puts into what was written what lies in other files: the rows of tables.
    """
    text = _text_of(path)
    try:
        written = tomllib.loads(text)
        return model.model_validate(filled(written) if filled else written)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        raise PackError(path, str(error), line=int(found.group(1)) if found else None) from error
    except ValidationError as error:
        first = error.errors()[0]
        said = _said(first)
        line = line_of(text, first["loc"]) or line_naming(text, said)
        raise PackError(path, said, line=line) from error


def read_table(path: Path, row: Callable[[dict[str, str | None]], T]) -> tuple[T, ...]:
    """Read a CSV file, a row a part; an empty cell is not known. Raises PackError with the line."""
    lines = csv.DictReader(io.StringIO(_text_of(path)), strict=True)
    parts: list[T] = []
    try:
        for cells in lines:
            if None in cells or None in cells.values():
                raise PackError(path, "the row and the header differ", line=lines.line_num)
            parts.append(row({name: value or None for name, value in cells.items()}))
    except ValidationError as error:
        raise PackError(path, _said(error.errors()[0]), line=lines.line_num) from error
    except csv.Error as error:
        raise PackError(path, str(error), line=lines.line_num) from error
    return tuple(parts)


def line_of(text: str, place: Sequence[int | str]) -> int | None:
    """The line on which the thing at pydantic's `place` is written, as near as the text shows."""
    lines = text.splitlines()
    found, table = -1, ""
    for step, following in pairwise([*place, None]):
        if isinstance(step, int):
            continue
        table = f"{table}.{step}" if table else str(step)
        if isinstance(following, int):
            header = re.compile(rf"\s*\[\[{re.escape(table)}]]")
            starts = [n for n, line in enumerate(lines) if n > found and header.match(line)]
            if following < len(starts):
                found = starts[following]
                continue
        key = re.compile(rf"\s*{re.escape(str(step))}\s*=|\s*\[{re.escape(table)}]")
        found = next((n for n, line in enumerate(lines) if n > found and key.match(line)), found)
        if isinstance(following, int):
            break  # written on one line, or over lines that cannot be told apart
    return None if found < 0 else found + 1


def line_naming(text: str, reason: str) -> int | None:
    """The line on which the first thing that a reason names in quotes is given its id; if none is,
    the first that says it.

    For faults between the parts of a file. What is there twice is found where it is there again.
    """
    lines = text.splitlines()
    words = re.findall(r"'([^']+)'", reason)
    for word in words:
        named = re.compile(rf'.*\b(id|rule|name)\s*=\s*"{re.escape(word)}"')
        if found := [n for n, line in enumerate(lines, start=1) if named.match(line)]:
            return found[-1]
    return next((line for word in words if (line := line_saying(text, word))), None)


def line_saying(text: str, word: str, *, key: str = "") -> int | None:
    """The first line that says a word: as what `key` is, else in quotes, else as a key itself."""
    said = re.escape(word)
    shapes = [rf'\b{key}\b\s*=.*"{said}"'] if key else []
    for shape in (*shapes, rf'"{said}"', rf"(^|[\s{{,]){said}\s*="):
        for n, line in enumerate(text.splitlines(), start=1):
            if re.search(shape, line):
                return n
    return None


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise PackError(path, "there is no such file") from error
    except UnicodeDecodeError as error:
        raise PackError(path, f"is not UTF-8 text: {error.reason}") from error


def _said(error: Any) -> str:
    where = ".".join(str(step + 1) if isinstance(step, int) else step for step in error["loc"])
    reason = error["msg"].removeprefix("Value error, ")
    return f"{where}: {reason}" if where else reason
