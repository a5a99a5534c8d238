"""What is known of somebody's risk, offered to whoever assesses them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.learning import Offered, offered
from throughcare.risk.queries.for_rules import RiskRows, newest_levels, rows_for_rules
from throughcare.risk.wording import flag_title, level_title, mappa_says, score_name, score_says


def facts_offered(*, person: Any, today: date) -> list[Offered]:
    """Flags that are up, levels of harm, MAPPA and scores, by the names instruments use."""
    rows = rows_for_rules([person.pk]).get(person.pk, RiskRows())
    return [*_flags(rows, today), *_levels(rows), *_others(rows, today)]


def _flags(rows: RiskRows, today: date) -> Iterator[Offered]:
    for flag in rows.flags:
        if flag.is_up(today):
            yield offered(
                f"flag.{flag.type}",
                flag,
                value=True,
                says=flag_title(flag),
                origin=_("Flag"),
                on=flag.started_on,
            )


def _levels(rows: RiskRows) -> Iterator[Offered]:
    for level in newest_levels(rows.levels):
        yield offered(
            f"harm.{level.group}.{level.setting}" if level.setting else f"harm.{level.group}",
            level,
            value=level.level,
            says=level_title(level.level),
            origin=_("Level of harm"),
            on=level.assessed_on,
        )


def _others(rows: RiskRows, today: date) -> Iterator[Offered]:
    for mappa in rows.mappa:
        if mappa.is_in_force(today):
            yield offered(
                "mappa-level",
                mappa,
                value=mappa.level,
                says=mappa_says(mappa),
                origin=_("MAPPA"),
                on=mappa.started_on,
            )
    seen: set[str] = set()
    for score in rows.scores:
        if score.name not in seen:
            seen.add(score.name)
            yield offered(
                f"score.{score.name}",
                score,
                value=score.value if score.value is not None else score.band,
                says=f"{score_name(score.name)}: {score_says(score)}",
                origin=_("Score"),
                on=score.scored_on,
            )
