"""A national caseload that is made up: what each rule is given of every person, as columns.

Whatever a rule's inputs accept is drawn evenly. Ages, dates and sanctions fit together, so that
nearly everybody comes to something. Rows are drawn from hashes: the same ones for the same seed.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl

from tests.rules.cases import words_looked_up
from throughcare.rules.inputs import Input
from throughcare.rules.ruleset import RuleSet

TODAY = date(2026, 11, 24)
SECTIONS = 8
"""Sections of needs that a tier looks at."""
DIFFERENT = 1_000
"""So many values of an input, or whole lists; each person has one of them."""
KNOWN = 95
"""Of a hundred answers; the others are not known."""
DAYS_A_YEAR = 365.25


class Nation:
    """So many people, and what a rule is given of them."""

    def __init__(self, people: int, seed: int) -> None:
        self.people = people
        self.seed = seed

    def given(self, rule: RuleSet) -> pl.DataFrame:
        """A row a person; for the needs, a row a person and section."""
        if rule.id == "need.severity":
            return self._needs(list(rule.input[0].words)[:SECTIONS])
        words = words_looked_up(rule)
        facts = self._facts()
        columns = [
            facts.get(one.name, self._drawn(one, words.get(one.name, []))).alias(one.name)
            for one in rule.input
        ]
        return pl.select(pl.int_range(self.people).alias("id"), *columns)

    def _needs(self, sections: list[str]) -> pl.DataFrame:
        row = pl.int_range(self.people * len(sections))
        return pl.select(
            row.alias("id"),
            pl.lit(pl.Series(sections)).gather(row % len(sections)).alias("section"),
            (row.hash(self.seed) % 12).cast(pl.Int64).alias("score"),
            (row.hash(self.seed + 1) % 4 == 0).alias("san"),
        )

    def _facts(self) -> dict[str, pl.Expr]:
        """What has to fit together, of the same people whatever the rule."""
        first = 10 + self._below(20, "first")
        last = first + self._below(25, "last")
        start = last + self._below(8, "start")
        total = 1 + self._below(40, "total")
        sexual = self._below(10, "sexual") < 3

        def aged(age: pl.Expr, days: int) -> pl.Expr:
            lived = (age * DAYS_A_YEAR).cast(pl.Int64) + days
            return (born + pl.duration(days=lived)).cast(pl.Date)

        days_old = (start * DAYS_A_YEAR).cast(pl.Int64) + 300
        born = (pl.lit(TODAY) - pl.duration(days=days_old)).cast(pl.Date)
        return {
            "age_at_first_sanction": first,
            **dict.fromkeys(
                ("age_at_last_sanction", "age_at_last_sexual_sanction", "age_at_conviction"), last
            ),
            **dict.fromkeys(("age_at_start_of_followup", "age_at_risk"), start),
            "total_sanctions": total,
            "previous_sanctions": total - 1,
            "violent_sanctions": self._below(41, "violent") % (total + 1),
            "offence_free_months": self._below(60, "free"),
            "sexual_offence_history": sexual,
            **{
                name: pl.when(sexual).then(self._below(3, name)).otherwise(0)
                for name in ("contact_adult", "contact_child", "non_contact", "indecent_image")
            },
            "points": pl.lit(None),
            "date_of_birth": born,
            "date_last_sanction": aged(last, 10),
            "date_start_followup": aged(start, 20),
            "assessment_date": pl.lit(TODAY),
            "as_of_date": pl.lit(TODAY),
        }

    def _drawn(self, one: Input, words: list[str]) -> pl.Expr:
        draw = Random(f"{one.name} {self.seed}")
        values = pl.Series([_value(one, words, draw) for _ in range(DIFFERENT)], strict=False)
        value = pl.lit(values).gather(self._below(DIFFERENT, one.name))
        known = 100 if one.required or one.field else KNOWN
        return pl.when(self._below(100, f"{one.name} is known") < known).then(value)

    def _below(self, most: int, name: str) -> pl.Expr:
        seed = Random(f"{name} {self.seed}").getrandbits(32)
        return (pl.int_range(self.people).hash(seed) % most).cast(pl.Int64)


def _value(one: Input, words: list[str], draw: Random) -> Any:
    """Something an input accepts."""
    if one.kind == "record":
        return {field.name: _value(field, [], draw) for field in one.field}
    if one.kind == "list":
        return [
            {field.name: _value(field, [], draw) for field in one.field}
            for _ in range(draw.randrange(4))
        ]
    if words or one.words:
        return draw.choice(words or list(one.words))
    if one.kind == "date":
        return TODAY - timedelta(days=draw.randrange(3_000))
    if one.kind == "yes-no":
        return draw.random() < 0.3
    if one.kind == "word":
        return draw.choice("abcd")
    return _number(one, draw)


def _number(one: Input, draw: Random) -> float:
    low = one.least or 0
    high = 100 if one.most is None else min(one.most, 60 if one.kind == "whole" else one.most)
    return draw.randint(int(low), int(high)) if one.kind == "whole" else draw.uniform(low, high)
