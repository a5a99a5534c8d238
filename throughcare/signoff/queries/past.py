"""How rows of `signoff` are told when the record is read as it stood at a moment.

What a paper's state was is told by its stages: they are never changed, and older than the paper's
own row where a document was signed before there were papers.
"""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from throughcare.foundation.packs import pack
from throughcare.foundation.past import Fact, Telling, Then
from throughcare.foundation.ui.dates import written_moment
from throughcare.signoff.models import Paper, Stage

_STATES = {
    Stage.Kind.STARTED: Paper.State.DRAFT,
    Stage.Kind.SUBMITTED: Paper.State.SUBMITTED,
    Stage.Kind.SIGNED: Paper.State.FINAL,
    Stage.Kind.RETURNED: Paper.State.RETURNED,
    Stage.Kind.WITHDRAWN: Paper.State.WITHDRAWN,
    Stage.Kind.SUPERSEDED: Paper.State.SUPERSEDED,
}
"""The state a stage leads to. A signature leads to another, or to the end: the paper says."""


def stages_then(paper: UUID, then: Then) -> list[Stage]:
    """A paper's way so far."""
    return sorted(then.those("signoff.Stage", "paper_id", paper), key=lambda one: one.pk)


def state_then(paper: UUID, then: Then) -> str:
    """What state a paper was in."""
    state = Paper.State.DRAFT
    for stage in stages_then(paper, then):
        if stage.kind == Stage.Kind.COUNTERSIGNED:
            row = then.find("signoff.Paper", paper)
            is_last = row is not None and row.final_at is not None and stage.at >= row.final_at
            state = Paper.State.FINAL if is_last else Paper.State.SUBMITTED
        else:
            state = _STATES.get(Stage.Kind(stage.kind), state)
    return str(state)


def says_state(paper: UUID, then: Then) -> str:
    """The same, in words."""
    return str(Paper.State(state_then(paper, then)).label)


def _way(row: Any, then: Then) -> list[Fact]:
    """Who did what, and what they said."""
    members = then.names.members
    return [
        Fact(
            f"{one.get_kind_display()}, {written_moment(one.at)}",
            ": ".join(part for part in (members.get(one.by_id or 0, ""), one.comment) if part),
        )
        for one in stages_then(row.pk, then)
    ]


def _criteria(row: Any, then: Then) -> list[Fact]:
    rule = pack().signoff_rule
    ratings = {one.id: one.title for one in rule.rating}
    return [
        Fact(one.title, ": ".join(filter(None, (ratings.get(said["rating"]), said.get("words")))))
        for one in rule.criterion
        if (said := row.ratings.get(one.id))
    ]


def _title_of_its_paper(row: Any, then: Then) -> str:
    paper = then.find("signoff.Paper", row.paper_id)
    return paper.title if paper else str(_("A document"))


PAPER = Telling(
    table="signoff.Paper",
    section="sign-off",
    what=lazy("Signed off"),
    title=lambda row, then: row.title,
    facts={
        "state": lazy("State"),
        "author": lazy("Author"),
        "waits_for": lazy("Waits for"),
        "due_on": lazy("To be countersigned by"),
        "submitted_at": lazy("Submitted"),
        "final_at": lazy("Final since"),
    },
    says={"state": lambda row, then: says_state(row.pk, then)},
    also=_way,
    also_is=lazy("Its way"),
    within=("signoff.Stage",),
    untold=frozenset(
        {
            *("kind", "subject", "subject_version", "title", "route", "route_version", "asked"),
            *("done", "roles", "opened_at", "sha256", "replaces"),
        }
    ),
    is_over=lambda row, then: state_then(row.pk, then) in ("withdrawn", "superseded"),
    order=lambda row: -row.opened_at.timestamp(),
)

COMMENT = Telling(
    table="signoff.Comment",
    section="sign-off",
    what=lazy("Comment"),
    title=_title_of_its_paper,
    facts={
        "place_says": lazy("Where"),
        "text": lazy("Comment"),
        "by": lazy("By"),
        "settled_by": lazy("Settled by"),
        "settled_at": lazy("Settled"),
    },
    untold=frozenset({"paper", "place", "at"}),
    is_over=lambda row, then: row.settled_at is not None,
    order=lambda row: -row.at.timestamp(),
)

PEER_REVIEW = Telling(
    table="signoff.PeerReview",
    section="sign-off",
    what=lazy("Peer review"),
    title=_title_of_its_paper,
    facts={
        "asked_of": lazy("Asked of"),
        "asked_by": lazy("Asked by"),
        "due_on": lazy("Due"),
        "agrees": lazy("Agrees"),
        "because": lazy("Because"),
        "given_at": lazy("Given"),
    },
    also=_criteria,
    also_is=lazy("By criterion"),
    untold=frozenset({"paper", "asked_at", "ratings"}),
    order=lambda row: -row.asked_at.timestamp(),
)

PAST = (PAPER, COMMENT, PEER_REVIEW)
