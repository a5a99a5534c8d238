"""Bank holidays, as the pack lists them."""

from datetime import date

from throughcare.foundation.packs.reading import Part, Rule, Words


class BankHoliday(Part):
    """A day on which offices are closed, and what it is called."""

    date: date
    title: Words
    note: str | None = None


class BankHolidays(Rule):
    """Where the days are listed, and from when until when the list is complete."""

    table: Words
    known_from: date
    known_until: date
