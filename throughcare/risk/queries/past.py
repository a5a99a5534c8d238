"""How rows of `risk` are told when the record is read as it stood at a moment."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from throughcare.foundation.past import Fact, Telling, Then
from throughcare.foundation.ui.dates import written_moment
from throughcare.risk.models import FlagChange
from throughcare.risk.wording import (
    flag_title,
    group_title,
    level_title,
    mappa_says,
    period_title,
    score_name,
    score_says,
    setting_title,
)

_ENDED, _REVIEW, _STARTED = lazy("Ended on"), lazy("Next review"), lazy("Started")


def _level(row: Any, then: Then) -> str:
    where = setting_title(row.setting)
    whom = f"{group_title(row.group)}, {where}" if where else group_title(row.group)
    return _("Risk of serious harm: %(level)s (%(whom)s)") % {
        "level": level_title(row.level).lower(),
        "whom": whom,
    }


def _was_replaced(row: Any, then: Then) -> bool:
    """Whether a newer assessment of the same group and setting was on the record by then."""
    same = then.those("risk.HarmLevel", "group", row.group)
    newest = max(
        (one for one in same if one.setting == row.setting),
        key=lambda one: (one.assessed_on, one.recorded_at, str(one.pk)),
    )
    return bool(newest.pk != row.pk)


def _history(row: Any, then: Then) -> list[Fact]:
    kinds = dict(FlagChange.Kind.choices)
    changes = then.those("risk.FlagChange", "flag_id", row.pk)
    return [
        Fact(f"{kinds[one.kind]}, {written_moment(one.at)}", f"{one.author_text}: {one.note}")
        for one in sorted(changes, key=lambda one: (one.at, str(one.pk)))
        if one.note
    ]


def _notes(row: Any, then: Then) -> str:
    return "\n".join(one.get("text", "") for one in row.notes)


LEVEL = Telling(
    table="risk.HarmLevel",
    section="risk",
    what=lazy("Level"),
    title=_level,
    facts={"assessed_on": lazy("Assessed"), "reason": lazy("Reason")},
    untold=frozenset({"group", "setting", "level", "assessed_by", "author", "recorded_at"}),
    by=lambda row, then: row.assessed_by,
    is_over=_was_replaced,
    order=lambda row: (-row.assessed_on.toordinal(), row.group, row.setting),
)

FLAG = Telling(
    table="risk.Flag",
    section="risk",
    what=lazy("Flag"),
    title=lambda row, then: flag_title(row),
    facts={
        "level": lazy("Level"),
        "category": lazy("Category"),
        "register": lazy("Register"),
        "colour": lazy("Colour"),
        "notes": lazy("Notes"),
        "started_on": _STARTED,
        "review_on": _REVIEW,
        "reviewed_on": lazy("Last review"),
        "ended_on": _ENDED,
        "end_note": lazy("Reason for ending"),
    },
    says={"notes": _notes},
    also=_history,
    also_is=lazy("History"),
    within=("risk.FlagChange",),
    untold=frozenset({"type", "code", "title", "register_code", "is_active", "raised_by"}),
    by=lambda row, then: row.raised_by,
    is_over=lambda row, then: not row.is_up(then.today),
    order=lambda row: (row.started_on is None, row.started_on and -row.started_on.toordinal()),
)

MAPPA = Telling(
    table="risk.Mappa",
    section="risk",
    what=lazy("MAPPA"),
    title=lambda row, then: mappa_says(row),
    facts={
        "category_text": lazy("Category"),
        "level_text": lazy("Level"),
        "started_on": _STARTED,
        "review_on": _REVIEW,
        "ended_on": _ENDED,
        "note": lazy("Note"),
    },
    untold=frozenset({"category", "level", "is_active"}),
    is_over=lambda row, then: not row.is_in_force(then.today),
)

SCORE = Telling(
    table="risk.Score",
    section="risk",
    what=lazy("Score"),
    title=lambda row, then: f"{score_name(row.name)}: {score_says(row)}",
    facts={
        "period": lazy("Within"),
        "scored_on": lazy("Scored"),
        "basis": lazy("From"),
        "algorithm": lazy("Algorithm"),
    },
    says={"period": lambda row, then: period_title(row.period)},
    untold=frozenset({"name", "value", "band", "band_text", "recorded_at"}),
    order=lambda row: (row.name, row.period, row.scored_on and -row.scored_on.toordinal()),
)

PAST = (LEVEL, FLAG, MAPPA, SCORE)
