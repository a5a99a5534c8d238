"""Signing what others wrote, giving it back, and taking the next that waits."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.events import announce
from throughcare.foundation.packs import pack
from throughcare.rules.errors import NoSuchRule
from throughcare.signoff.access import COUNTERSIGN_PAPER
from throughcare.signoff.actions.keeping import (
    add_stage,
    finish,
    hold,
    note,
    number_of,
    save,
    stop_waiting,
    tell_returned,
    wait,
)
from throughcare.signoff.events import PaperReturned
from throughcare.signoff.models import Paper, Stage
from throughcare.signoff.queries.queue import to_be_taken


class NothingWaits(Exception):
    """There is nothing that the actor could take to countersign."""


@action
def return_paper(
    *,
    actor: Actor,
    paper: Paper,
    version: int,
    reasons: Collection[str],
    comment: str,
    at: datetime,
) -> Paper:
    """Give a document back to its author, for reasons of the pack, with what is to be changed.

    Raises AccessDenied, ChangedMeanwhile, or NoSuchRule for a reason the pack does not have.
    """
    require(actor, COUNTERSIGN_PAPER, paper)
    if strays := set(reasons) - set(pack().signoff_rule.reasons):
        raise NoSuchRule(f"there is no reason {min(strays)!r}")
    hold(paper, version=version)
    stop_waiting(paper, Paper.State.RETURNED)
    paper.done = 0
    save(paper, version=version)
    kind, why = Stage.Kind.RETURNED, sorted(set(reasons))
    add_stage(actor, paper, kind, at=at, to=paper.author, comment=comment, reasons=why)
    tell_returned(actor, paper, at=at, text=comment)
    announce(
        PaperReturned(
            person=paper.person,
            at=at,
            by=actor,
            paper=paper,
            kind=paper.kind,
            marking=paper.marking,
            to=paper.author,
        )
    )
    note(actor, paper, "paper_returned", to=paper.author_id, reasons=why)
    return paper


@action
def countersign_paper(
    *, actor: Actor, paper: Paper, version: int, at: datetime, comment: str = "", to: Any = None
) -> Paper:
    """Give the signature it waits for: it waits for the next (`to` somebody), or is final.

    Never by anybody who wrote in it, nor twice by one colleague. Raises AccessDenied,
    ChangedMeanwhile, CannotCountersign, and what the document's module raises if it is not whole.
    """
    require(actor, COUNTERSIGN_PAPER, paper)
    hold(paper, version=version)
    paper.done += 1
    add_stage(actor, paper, Stage.Kind.COUNTERSIGNED, at=at, comment=comment)
    note(actor, paper, "paper_countersigned", signature=paper.done)
    if paper.done < len(paper.asked):
        wait(paper, to=to, at=at)
        save(paper, version=version)
    else:
        said = _("%(title)s: countersigned by %(who)s")
        finish(actor, paper, version=version, said=said, at=at)
    return paper


@action
def take_next(*, actor: Actor, at: datetime) -> Paper:
    """Take the document that has waited longest for a signature the actor may give.

    Two colleagues never get the same one. Raises AccessDenied or NothingWaits.
    """
    require(actor, COUNTERSIGN_PAPER)
    for waiting in to_be_taken(actor=actor, at=at):
        rows = Paper.objects.select_for_update(of=("self",), skip_locked=True)
        rows = rows.select_related("person", "author")
        paper = rows.filter(pk=waiting.pk, version=waiting.version).first()
        if paper is not None:
            paper.waits_for_id = number_of(actor)
            save(paper, version=paper.version)
            add_stage(actor, paper, Stage.Kind.TAKEN, at=at)
            note(actor, paper, "paper_taken")
            return paper
    raise NothingWaits
