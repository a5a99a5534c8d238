"""News after which somebody is worked out again."""

from throughcare.assessments.events import AssessmentSigned
from throughcare.calculations.actions import note_due
from throughcare.foundation.events import Event, on
from throughcare.people.events import (
    HoldingBegan,
    HoldingEnded,
    IdentityFilled,
    MergeTakenBack,
    PeopleMerged,
    PersonAdded,
)
from throughcare.risk.events import (
    FlagEnded,
    FlagRaised,
    FlagReviewed,
    HarmLevelChanged,
    MappaChanged,
    ScoreLearnt,
)
from throughcare.sentences.events import BreachBegan, RequirementEnded, SentenceLearnt

CHANGES: tuple[type[Event], ...] = (
    *(PersonAdded, IdentityFilled, HoldingBegan, HoldingEnded),
    *(SentenceLearnt, RequirementEnded, BreachBegan),
    *(FlagRaised, FlagReviewed, FlagEnded, HarmLevelChanged, MappaChanged, ScoreLearnt),
    AssessmentSigned,
)
"""What a rule may rest on is different after any of these."""


def work_out_again(news: Event) -> None:
    note_due(news.person, at=news.at)


for change in CHANGES:
    on(change)(work_out_again)


@on(PeopleMerged)
def work_the_one_out_again(news: PeopleMerged) -> None:
    note_due(news.person, at=news.at)


@on(MergeTakenBack)
def work_both_out_again(news: MergeTakenBack) -> None:
    note_due(news.person, at=news.at)
    note_due(news.other, at=news.at)
