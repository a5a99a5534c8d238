"""Why an assessment shows a level, a need or a strength, as its page shows a receipt."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughcare.assessments.receipts import Receipt
from throughcare.foundation.packs.instruments import Instrument


@dataclass(frozen=True)
class Why:
    """A receipt as the page shows it (`ui.receipt`)."""

    result: str
    rule: str
    in_force_from: date
    source: str
    calculated_at: datetime | None
    because: tuple[str, ...] = ()
    inputs: tuple[dict[str, str], ...] = ()


def why_level(
    instrument: Instrument, receipt: Receipt, scored: Any, name: str, at: datetime | None
) -> Why:
    """What was counted, and from how many points on each level begins."""
    points = ngettext("%(n)s point", "%(n)s points", scored["points"]) % {"n": scored["points"]}
    begins = receipt["thresholds"][scored["id"]]
    because = [
        _("“%(level)s” begins at %(points)s of %(most)s points")
        % {"level": instrument.levels[id].title, "points": from_points, "most": scored["most"]}
        for id, from_points in begins.items()
        if from_points
    ]
    return why(
        receipt,
        result=f"{scored['title']}: {scored['level_title']}, {points}",
        at=at,
        because=because,
        inputs=[
            {
                "label": one["asks"].replace("{person}", name),
                "value": one["says"],
                "origin": f"+{one['points']}" if one["points"] else "0",
            }
            for one in scored["counted"]
        ],
    )


def reason(one: dict[str, str], name: str) -> str:
    """A level, or a question with its answer, that made a need or a strength show."""
    if "level" in one:
        return f"{one['section']}: {one['level']}"
    return f"{one['asks'].replace('{person}', name)} {one['says']}"


def why(
    receipt: Receipt,
    *,
    result: str,
    at: datetime | None,
    because: list[str],
    inputs: list[dict[str, str]] | None = None,
) -> Why:
    """The rule and its source, with what it was given and what made the result."""
    rule = receipt["rule"]
    return Why(
        result=result,
        rule=f"{rule['id']} {rule['version']}",
        in_force_from=date.fromisoformat(rule["in_force_from"]),
        source=rule["source"],
        calculated_at=at,
        because=tuple(because),
        inputs=tuple(inputs or ()),
    )
