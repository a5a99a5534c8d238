"""Who may submit, countersign, review and comment on what is signed off.

The module a document belongs to asks first who may write it; here it is asked who may sign.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor, Policy, decide, may_read
from throughcare.foundation.calendar import local_day
from throughcare.signoff.models import Comment, Paper, PeerReview
from throughcare.staff.queries import holds_competence


def paper_of(subject: Any) -> Paper | None:
    """The paper a subject is or belongs to."""
    if isinstance(subject, (Comment, PeerReview)):
        return subject.paper
    return subject if isinstance(subject, Paper) else None


def is_submitted(actor: Actor, subject: Any) -> bool:
    paper = paper_of(subject)
    return paper is not None and paper.state == Paper.State.SUBMITTED


def is_finished(actor: Actor, subject: Any) -> bool:
    paper = paper_of(subject)
    return paper is not None and paper.state in Paper.FINISHED


def is_given_up(actor: Actor, subject: Any) -> bool:
    paper = paper_of(subject)
    return paper is not None and paper.state in (Paper.State.WITHDRAWN, Paper.State.SUPERSEDED)


def is_not_submitted(actor: Actor, subject: Any) -> bool:
    paper = paper_of(subject)
    return paper is not None and paper.state != Paper.State.SUBMITTED


def wrote_it(actor: Actor, subject: Any) -> bool:
    """Whether the actor is the author or wrote in it, in whatever role they act now."""
    paper = paper_of(subject)
    return paper is not None and (
        paper.author_id == actor.staff_id
        or any(one.member_id == actor.staff_id for one in paper.writers.all())
    )


def signed_it_already(actor: Actor, subject: Any) -> bool:
    """Whether one of the signatures since it was last submitted is the actor's."""
    paper = paper_of(subject)
    if paper is None or not paper.done:
        return False
    signed = [one for one in paper.stages.all() if one.kind == "countersigned"]
    last = sorted(signed, key=lambda one: one.pk)[-paper.done :]
    return any(one.by_id == actor.staff_id for one in last)


def has_no_role_for_it(actor: Actor, subject: Any) -> bool:
    """The signature it waits for names the roles, held where they reach the person."""
    paper = paper_of(subject)
    if paper is None or paper.state != Paper.State.SUBMITTED:
        return False
    wanted = set(paper.roles)
    return not any(held.role in wanted for held in actor.held if reaches(actor, held, paper))


def reaches(actor: Actor, held: Any, paper: Paper) -> bool:
    """Whether a role reaches the person a paper is about, where it is held or by name."""
    about = paper.person if paper._state.adding else paper
    open_to = {about.open_to_custody, about.open_to_community, about.open_to_nation}
    return (
        not held.units.isdisjoint(open_to)
        or paper.person_id in held.people
        or paper.person_id in actor.granted
    )


def lacks_a_competence(actor: Actor, subject: Any) -> bool:
    paper = paper_of(subject)
    signature = paper.next_signature if paper else None
    if paper is None or signature is None or actor.staff_id is None:
        return False
    on, member, known = local_day(actor.at), actor.staff_id, paper.competences_known
    for one in signature.competences:
        if (member, one) not in known:
            known[member, one] = holds_competence(member_id=member, competence=one, on=on)
    return not all(known[member, one] for one in signature.competences)


def cannot_read_it(actor: Actor, subject: Any) -> bool:
    paper = paper_of(subject)
    return paper is not None and not may_read(actor, paper)


def is_given(actor: Actor, subject: Any) -> bool:
    return isinstance(subject, PeerReview) and subject.given_at is not None


def was_asked(actor: Actor, subject: Any) -> bool:
    """Asked of one review, or of a paper: whether one of its reviews is the actor's."""
    if isinstance(subject, PeerReview):
        return subject.asked_of_id == actor.staff_id and may_read(actor, subject)
    return isinstance(subject, Paper) and any(
        one.asked_of_id == actor.staff_id for one in subject.reviews.all()
    )


def may_countersign(actor: Actor, subject: Any) -> bool:
    paper = paper_of(subject)
    return paper is not None and decide(actor, COUNTERSIGN_PAPER, paper).allowed


def is_settled(actor: Actor, subject: Any) -> bool:
    return isinstance(subject, Comment) and subject.settled_at is not None


_SUBMITTED = _("This waits for its countersignature. To change it, ask for it to be returned.")
_FINISHED = _("This is finished and never changes.")
_UNREADABLE = _("Only those who may read this can do that.")

SUBMIT_PAPER = Policy(
    name="signoff.submit_paper",
    about=_("Submit documents to be signed off, and settle what others say of them"),
    refuse={is_submitted: _SUBMITTED, is_finished: _FINISHED, cannot_read_it: _UNREADABLE},
    otherwise=_("Only colleagues of the units that hold this person can submit this."),
)


def is_another_author(actor: Actor, subject: Any) -> bool:
    paper = paper_of(subject)
    return paper is not None and paper.author_id != actor.staff_id


def may_submit(actor: Actor, subject: Any) -> bool:
    """Whether it is with those who write it, and the actor is one of them."""
    paper = paper_of(subject)
    return paper is not None and decide(actor, SUBMIT_PAPER, paper).allowed


WITHDRAW_PAPER = Policy(
    name="signoff.withdraw_paper",
    about=_("Give up a document of one’s own that is not final"),
    allow=(may_submit,),
    refuse={
        is_submitted: _SUBMITTED,
        is_finished: _FINISHED,
        is_another_author: _("Only its author can withdraw this."),
    },
    otherwise=_("Only its author can withdraw this."),
)

COUNTERSIGN_PAPER = Policy(
    name="signoff.countersign_paper",
    about=_("Return and countersign what others wrote, where its rule names their role"),
    refuse={
        wrote_it: _("You wrote in this: somebody else must countersign it."),
        is_not_submitted: _("This is not waiting for a countersignature."),
        signed_it_already: _("You countersigned this already: the next signature is another’s."),
        has_no_role_for_it: _("Your role does not countersign this."),
        lacks_a_competence: _(
            "Whoever countersigns this must hold a competence that you do not hold today."
        ),
        cannot_read_it: _UNREADABLE,
    },
    otherwise=_("Only colleagues whose role countersigns, where the person is held, can do that."),
)

ASK_PEER_REVIEW = Policy(
    name="signoff.ask_peer_review",
    about=_("Ask a colleague to review a document"),
    allow=(wrote_it, may_countersign),
    refuse={is_given_up: _FINISHED, cannot_read_it: _UNREADABLE},
    otherwise=_("Only those who wrote this, and whoever countersigns it, can ask for a review."),
)

GIVE_PEER_REVIEW = Policy(
    name="signoff.give_peer_review",
    about=_("Review a document when asked to"),
    allow=(was_asked,),
    refuse={
        wrote_it: _("You wrote in this: somebody else must review it."),
        is_given: _("This review has been given. It never changes."),
        is_given_up: _FINISHED,
    },
    otherwise=_("Only the colleague who was asked can give this review."),
)

COMMENT_ON_PAPER = Policy(
    name="signoff.comment_on_paper",
    about=_("Comment on a document at the place it concerns"),
    allow=(wrote_it, was_asked, may_countersign),
    refuse={is_finished: _FINISHED, cannot_read_it: _UNREADABLE},
    otherwise=_("Only those who write, review or countersign this can comment on it."),
)


def said_it(actor: Actor, subject: Any) -> bool:
    return isinstance(subject, Comment) and subject.by_id == actor.staff_id


SETTLE_COMMENT = Policy(
    name="signoff.settle_comment",
    about=_("Say that a comment has been dealt with"),
    allow=(wrote_it, said_it, may_countersign, may_submit),
    refuse={
        is_settled: _("This comment has been settled."),
        is_finished: _FINISHED,
        cannot_read_it: _UNREADABLE,
    },
    otherwise=_("Only those who write or countersign this can settle comments on it."),
)

COUNT_RETURNS = Policy(
    name="signoff.count_returns",
    about=_("See for which reasons documents are returned"),
    otherwise=_("Only managers can see for which reasons documents are returned."),
)
