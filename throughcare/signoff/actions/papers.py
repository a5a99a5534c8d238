"""A paper from being opened to being submitted, given to another author, or given up."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.events import announce
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.loading import mark_used
from throughcare.foundation.packs.signoff import Facts
from throughcare.signoff.access import SUBMIT_PAPER
from throughcare.signoff.actions.keeping import (
    add_stage,
    finish,
    hold,
    note,
    number_of,
    save,
    stop_waiting,
    tell_submitted,
    wait,
)
from throughcare.signoff.events import PaperSubmitted, PaperWithdrawn
from throughcare.signoff.models import Paper, Stage, Writer, row_of
from throughcare.signoff.queries.signers import finals_of


@action
def open_paper(
    *,
    actor: Actor,
    person: Any,
    kind: str,
    subject: str,
    title: str,
    marking: int,
    at: datetime,
    route: str = "",
    author: Any = None,
    replaces: Paper | None = None,
    id: UUID | None = None,
) -> Paper:
    """Begin the way of a document. Its author is whoever acts, unless said otherwise.

    Without a `route` it goes the one of its kind. One already under way for the same subject is
    gone on with. Raises AccessDenied, or NoSuchRule for a kind or route the pack does not have.
    """
    rule = pack().signoff_rule
    paper = Paper(
        id=id or uuid4(),
        person=person,
        marking=marking,
        kind=rule.kinds[kind].id,
        subject=subject,
        title=title,
        route=rule.routes[route or rule.kinds[kind].route].id,
        route_version=rule.version,
        author_id=author.pk if author else number_of(actor),
        opened_at=at,
        replaces=replaces,
    )
    require(actor, SUBMIT_PAPER, paper)
    found = Paper.objects.filter(subject=subject, state__in=Paper.UNDER_WAY)
    if known := found.select_related("person", "author", "waits_for").first():
        paper = known
    else:
        paper.save(force_insert=True)
        add_stage(actor, paper, Stage.Kind.STARTED, at=at)
    note(actor, paper, "paper_opened", kind=kind)
    return paper


@action
def submit_paper(
    *,
    actor: Actor,
    paper: Paper,
    version: int,
    facts: Facts,
    written_by: frozenset[int],
    at: datetime,
    to: Any = None,
    comment: str = "",
    subject_version: int | None = None,
    earlier: int = 0,
) -> Paper:
    """Submit a document: work out whose signatures it needs, and wait for the first, or be final.

    `to`: a named colleague; otherwise it waits for whoever may sign. `written_by`: who wrote in it;
    none of them may ever countersign. `earlier`: final ones of the kind its author has from before
    there were papers. Raises AccessDenied, ChangedMeanwhile, or CannotCountersign if `to` cannot;
    and whatever the document's own module raises when it becomes final at once.
    """
    require(actor, SUBMIT_PAPER, paper)
    hold(paper, version=version)
    rule = pack().signoff_rule
    finals = earlier + finals_of(member_id=paper.author_id, kind=paper.kind)
    signatures = rule.signatures(paper.route, {"kind": paper.kind, **facts}, finals=finals)
    paper.asked, paper.done = [one.as_data() for one in signatures], 0
    paper.route_version, paper.subject_version = rule.version, subject_version
    paper.submitted_at = at
    mark_used(rule, at=at)
    _keep_writers(paper, written_by | {paper.author_id, number_of(actor)})
    if not signatures:
        add_stage(actor, paper, Stage.Kind.SIGNED, at=at, comment=comment)
        said = _("%(title)s: signed by %(who)s")
        finish(actor, paper, version=version, said=said, at=at)
        return paper
    wait(paper, to=to, at=at)
    save(paper, version=version)
    add_stage(actor, paper, Stage.Kind.SUBMITTED, at=at, to=to, comment=comment)
    tell_submitted(actor, paper, at=at, text=comment)
    assert paper.due_on is not None
    announce(
        PaperSubmitted(
            person=paper.person,
            at=at,
            by=actor,
            paper=paper,
            kind=paper.kind,
            marking=paper.marking,
            to=to,
            due_on=paper.due_on,
        )
    )
    note(actor, paper, "paper_submitted", to=to.pk if to else None, asked=len(signatures))
    return paper


@action
def withdraw_paper(
    *, actor: Actor, paper: Paper, version: int, comment: str, at: datetime
) -> Paper:
    """Give up a document that is not final; it stays readable.

    Raises AccessDenied or ChangedMeanwhile.
    """
    require(actor, SUBMIT_PAPER, paper)
    hold(paper, version=version)
    stop_waiting(paper, Paper.State.WITHDRAWN)
    save(paper, version=version)
    add_stage(actor, paper, Stage.Kind.WITHDRAWN, at=at, comment=comment)
    announce(
        PaperWithdrawn(
            person=paper.person,
            at=at,
            by=actor,
            paper=paper,
            kind=paper.kind,
            marking=paper.marking,
        )
    )
    note(actor, paper, "paper_withdrawn")
    return paper


@action
def pass_on_paper(
    *, actor: Actor, paper: Paper, version: int, to: Any, comment: str, at: datetime
) -> Paper:
    """Make another colleague its author: given to them, or taken over by whoever acts.

    Whether they may is for the document's module to say. Raises AccessDenied or ChangedMeanwhile.
    """
    require(actor, SUBMIT_PAPER, paper)
    hold(paper, version=version)
    kind = Stage.Kind.TAKEN_OVER if to.pk == actor.staff_id else Stage.Kind.GIVEN
    before, paper.author = paper.author_id, to
    save(paper, version=version)
    add_stage(actor, paper, kind, at=at, to=to, comment=comment)
    note(actor, paper, "paper_passed_on", before=before, to=to.pk)
    return paper


def _keep_writers(paper: Paper, numbers: frozenset[int]) -> None:
    known = set(Writer.objects.filter(paper=paper).values_list("member_id", flat=True))
    Writer.objects.bulk_create(
        Writer(**row_of(paper), member_id=number) for number in sorted(numbers - known)
    )
