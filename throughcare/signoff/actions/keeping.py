"""What the actions of this module share: the paper in hand, its way, its end, and telling of it."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor
from throughcare.foundation.actions import ChangedMeanwhile, save_version
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day, working_days_after
from throughcare.foundation.events import announce
from throughcare.foundation.packs import pack
from throughcare.record import actions as on_record
from throughcare.signoff.events import PaperFinal
from throughcare.signoff.models import Document, Paper, Stage, row_of
from throughcare.signoff.queries.signers import why_not_countersign

FIELDS = (
    *("author_id", "state", "asked", "done", "waits_for_id", "roles", "route_version"),
    *("subject_version", "submitted_at", "due_on", "final_at", "sha256", "replaces_id"),
)
"""What changes about a paper on its way."""


class CannotCountersign(Exception):
    """Whom it was to go to cannot countersign it; `reason` is the sentence that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotWhole(Exception):
    """What was to become final cannot; `reason` is the sentence that says why.

    For the modules documents belong to: they raise it, or one made from it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotPrinted(Exception):
    """Nobody kept a PDF of what was to become final: no module answers for papers of its kind."""


def number_of(actor: Actor) -> int:
    """The colleague's number. A document is somebody's: the program writes and signs none."""
    if actor.staff_id is None:
        raise ValueError("only a colleague can write or sign a document")
    return actor.staff_id


def hold(paper: Paper, *, version: int) -> None:
    """Keep others from changing the paper until this is done. Raises ChangedMeanwhile."""
    rows = Paper.objects.select_for_update(of=("self",)).filter(pk=paper.pk, version=version)
    if rows.values_list("pk", flat=True).first() is None:
        raise ChangedMeanwhile(Paper.objects.get(pk=paper.pk))
    # What was read of it before may not be so any more.
    paper._prefetched_objects_cache = {}  # type: ignore[attr-defined]


def save(paper: Paper, *, version: int) -> None:
    save_version(paper, version=version, fields=FIELDS)


def wait(paper: Paper, *, to: Any, at: datetime) -> None:
    """Let it wait for its next signature. Raises CannotCountersign."""
    signature = paper.signatures[paper.done]
    paper.state, paper.waits_for = Paper.State.SUBMITTED, to
    paper.roles = list(signature.roles)
    paper.due_on = working_days_after(local_day(at), signature.within_working_days)
    if to and (reason := why_not_countersign(paper=paper, member=to, at=at)):
        raise CannotCountersign(reason)


def stop_waiting(paper: Paper, state: Paper.State) -> None:
    paper.state, paper.waits_for, paper.due_on, paper.roles = state, None, None, []


def finish(actor: Actor, paper: Paper, *, version: int, said: str, at: datetime) -> None:
    """Make it final: whoever it belongs to prints it, and what was final before is superseded."""
    stop_waiting(paper, Paper.State.FINAL)
    paper.final_at = at
    announce(
        PaperFinal(
            person=paper.person,
            at=at,
            by=actor,
            paper=paper,
            kind=paper.kind,
            marking=paper.marking,
        )
    )
    if not paper.sha256:
        raise NotPrinted(paper)
    supersede(actor, paper, at=at)
    save(paper, version=version)
    tell(actor, paper, _kind(paper).final, said % {"title": paper.title, "who": actor.name}, at=at)
    note(actor, paper, "paper_final", sha256=paper.sha256)


def supersede(actor: Actor, paper: Paper, *, at: datetime) -> None:
    """What was final of the same subject, or is replaced by name, counts no longer."""
    earlier = list(Paper.objects.filter(subject=paper.subject, state=Paper.State.FINAL))
    if paper.replaces and paper.replaces.state == Paper.State.FINAL:
        earlier += [one for one in [paper.replaces] if one not in earlier]
    for one in earlier:
        one.state = Paper.State.SUPERSEDED
        save_version(one, version=one.version, fields=["state"])
        add_stage(actor, one, Stage.Kind.SUPERSEDED, at=at)
    if earlier and paper.replaces is None:
        paper.replaces = earlier[-1]


def keep_document(
    *, paper: Paper, kind: str, body: bytes, at: datetime, marking: int | None = None
) -> Document:
    """Keep what a paper is read and sent as. A step of its becoming final, for `reactions`.

    The PDF under the paper's own marking is what it is known by.
    """
    marking = paper.marking if marking is None else marking
    sha256 = hashlib.sha256(body).hexdigest()
    if kind == Document.Kind.PDF and marking == paper.marking:
        paper.sha256 = sha256
    row = {**row_of(paper), "marking": marking}
    return Document.objects.create(**row, kind=kind, body=body, sha256=sha256, made_at=at)


def add_stage(
    actor: Actor,
    paper: Paper,
    kind: Stage.Kind,
    *,
    at: datetime,
    to: Any = None,
    comment: str = "",
    reasons: Collection[str] = (),
) -> Stage:
    """Write a step of the paper's way. A step of an action, which has asked."""
    return Stage.objects.create(
        **row_of(paper),
        kind=kind,
        at=at,
        by_id=actor.staff_id,
        by_role=", ".join(dict.fromkeys(held.title for held in actor.held)),
        to=to,
        comment=comment,
        reasons=list(reasons),
    )


def tell(
    actor: Actor, paper: Paper, kind: str | None, title: str, *, at: datetime, text: str = ""
) -> None:
    """Put it on the person's timeline, unless the document's own module does."""
    if kind is None:
        return
    on_record.happened(
        actor=actor,
        person=paper.person,
        kind=kind,
        happened_at=at,
        recorded_at=at,
        title=title,
        text=text,
        marking=paper.marking,
        link=paper.subject,
    )


def tell_submitted(actor: Actor, paper: Paper, *, at: datetime, text: str) -> None:
    who = paper.waits_for.name if paper.waits_for else ""
    said = _("%(title)s: submitted to %(who)s") if who else _("%(title)s: submitted")
    title = said % {"title": paper.title, "who": who}
    tell(actor, paper, _kind(paper).submitted, title, at=at, text=text)


def tell_returned(actor: Actor, paper: Paper, *, at: datetime, text: str) -> None:
    title = _("%(title)s: returned to %(who)s") % {"title": paper.title, "who": paper.author.name}
    tell(actor, paper, _kind(paper).returned, title, at=at, text=text)


def note(
    actor: Actor, paper: Paper, verb: str, *, marking: int | None = None, **details: Any
) -> None:
    """The line in the audit, under the paper's marking or that of a part of it."""
    record(
        actor,
        f"signoff.{verb}",
        about=paper.person_id,
        marking=paper.marking if marking is None else marking,
        paper=paper.pk,
        subject=paper.subject,
        **details,
    )


def _kind(paper: Paper) -> Any:
    return pack().signoff_rule.kinds[paper.kind]
