"""Bank holidays, as the pack lists them."""

from datetime import date

from pydantic import Field

from throughcare.rules.reading import Part, Rule, Words


class BankHoliday(Part):
    """A day on which offices are closed, and what it is called."""

    date: date
    title: Words
    note: str | None = None


class DueExample(Part):
    """So many working days after a day, worked out by hand."""

    day: date
    working_days: int = Field(ge=0)
    due: date


class BankHolidays(Rule):
    """Where the days are listed, and from when until when the list is complete."""

    table: Words
    known_from: date
    known_until: date
    example: tuple[DueExample, ...] = ()
