"""How rows of `risk` are told when the record is read as it stood at a moment."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from throughcare.foundation.past import Fact, Telling, Then
from throughcare.foundation.ui.dates import written_moment
from throughcare.risk.models import Concern, FlagChange, ReferralStep, TherapeuticRiskChange
from throughcare.risk.wording import (
    concern_title,
    flag_title,
    group_title,
    level_title,
    mappa_says,
    period_title,
    referral_says,
    score_name,
    score_says,
    setting_title,
    therapeutic_says,
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


def _decisions(row: Any, then: Then) -> list[Fact]:
    decided = then.those("risk.ConcernDecision", "concern_id", row.pk)
    return [
        Fact(
            f"{Concern.Outcome(one.outcome).label}, {written_moment(one.at)}",
            f"{one.author_text}: {one.reason}",
        )
        for one in sorted(decided, key=lambda one: (one.at, str(one.pk)))
    ]


def _changes(row: Any, then: Then) -> list[Fact]:
    changes = then.those("risk.TherapeuticRiskChange", "therapeutic_risk_id", row.pk)
    return [
        Fact(
            f"{TherapeuticRiskChange.Kind(one.kind).label}, {written_moment(one.at)}",
            f"{one.author_text}: {one.note}" if one.note else one.author_text,
        )
        for one in sorted(changes, key=lambda one: (one.at, str(one.pk)))
    ]


def _steps(row: Any, then: Then) -> list[Fact]:
    steps = then.those("risk.ReferralStep", "referral_id", row.pk)
    return [
        Fact(
            f"{ReferralStep.Kind(one.kind).label}, {written_moment(one.happened_at)}",
            ": ".join(part for part in (one.author_text, one.spoke_to, one.note) if part),
        )
        for one in sorted(steps, key=lambda one: (one.at, str(one.pk)))
    ]


CONCERN = Telling(
    table="risk.Concern",
    section="risk",
    what=lazy("Concern"),
    title=lambda row, then: concern_title(row.kind),
    facts={
        "what": lazy("What was seen or heard"),
        "told_by": lazy("Told by"),
        "happened_at": lazy("When"),
        "due_on": lazy("To be looked at by"),
        "outcome": lazy("What it came to"),
        "reason": lazy("Reason"),
        "watch_until": lazy("Watched until"),
    },
    says={
        "outcome": lambda row, then: str(Concern.Outcome(row.outcome).label) if row.outcome else "",
    },
    also=_decisions,
    also_is=lazy("What was decided"),
    within=("risk.ConcernDecision",),
    untold=frozenset({"kind", "recorded_at", "author", "author_text", "signal", "made_from"})
    | {"decided_at", "decided_by", "decided_by_text", "is_closed"},
    by=lambda row, then: row.author_text,
    is_over=lambda row, then: row.is_closed,
    order=lambda row: -row.recorded_at.timestamp(),
)

THERAPEUTIC = Telling(
    table="risk.TherapeuticRisk",
    section="risk",
    what=lazy("Therapeutic risk"),
    title=lambda row, then: row.risk,
    facts={
        "addressed": lazy("What is said of it"),
        "review_on": _REVIEW,
        "identified_on": lazy("Identified"),
        "closed_on": lazy("Closed"),
        "closing_reason": lazy("Why it was closed"),
    },
    says={"addressed": lambda row, then: _said_then(row, then)},
    also=_changes,
    also_is=lazy("History"),
    within=("risk.TherapeuticRiskChange",),
    untold=frozenset({"risk", "brings_out", "by", "by_words", "state"})
    | {"changed_at", "changed_by"},
    is_over=lambda row, then: not row.is_open,
    order=lambda row: row.identified_on,
)


def _said_then(row: Any, then: Then) -> str:
    """What brings it out, how and by whom it was addressed: the colleague as they are called."""
    return therapeutic_says(row, by=then.names.members.get(row.by_id, "") if row.by_id else "")


REFERRAL = Telling(
    table="risk.Referral",
    section="risk",
    what=lazy("A child or an adult at risk"),
    title=lambda row, then: referral_says(row),
    facts={
        "what": lazy("What was seen or heard"),
        "reason": lazy("Reason"),
        "decided_at": lazy("Decided"),
        "phoned_at": lazy("Told by telephone"),
        "written_at": lazy("Referred in writing"),
        "chased_at": lazy("Chased"),
        "answered_at": lazy("Answered"),
        "countersigned_at": lazy("Countersigned"),
        "closed_on": lazy("Closed"),
        "closing_note": lazy("Note"),
    },
    also=_steps,
    also_is=lazy("What was done"),
    within=("risk.ReferralStep",),
    untold=frozenset({"about", "concerns", "authority", "refer", "author", "author_text"})
    | {"countersigned_by", "outcome"},
    by=lambda row, then: row.author_text,
    is_over=lambda row, then: not row.is_open,
    order=lambda row: -row.decided_at.timestamp(),
)

PAST = (LEVEL, FLAG, MAPPA, SCORE, CONCERN, THERAPEUTIC, REFERRAL)
