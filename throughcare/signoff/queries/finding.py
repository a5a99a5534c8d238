"""Finding one paper, or something that belongs to one."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from throughcare.foundation.access import Actor, one_visible
from throughcare.foundation.packs import pack
from throughcare.signoff.models import Comment, Document, Paper, PeerReview, Stage


def papers() -> QuerySet[Paper]:
    """Papers with what their pages ask of them."""
    return Paper.objects.select_related("person", "author", "waits_for")


def paper_for(*, actor: Actor, person: Any, id: UUID) -> Paper:
    """One paper about this person. Raises NotVisible."""
    return one_visible(papers(), person=person, pk=id)


def paper_under_way(*, actor: Actor, subject: str) -> Paper | None:
    """The paper of a subject that is not yet over."""
    return papers().filter(subject=subject, state__in=Paper.UNDER_WAY).first()


def paper_to_be(
    *, actor: Actor, person: Any, kind: str, subject: str, title: str, marking: int
) -> Paper:
    """The paper a subject has under way, or the one it would get by being submitted."""
    known = paper_under_way(actor=actor, subject=subject)
    return known or Paper(
        person=person,
        kind=kind,
        subject=subject,
        title=title,
        marking=marking,
        route=pack().signoff_rule.kinds[kind].route,
        author_id=actor.staff_id or 0,
        open_to_custody=person.open_to_custody,
        open_to_community=person.open_to_community,
        open_to_nation=person.open_to_nation,
    )


def is_waiting(*, actor: Actor, subject: str) -> bool:
    """Whether a subject is submitted and not yet signed or returned, as far as may be known."""
    return Paper.objects.filter(subject=subject, state=Paper.State.SUBMITTED).exists()


def final_paper(*, actor: Actor, subject: str) -> Paper | None:
    """The paper of a subject that is final and not superseded."""
    found = papers().filter(subject=subject, state=Paper.State.FINAL)
    return found.order_by("-final_at").first()


def paper_of_subject(*, actor: Actor, subject: str) -> Paper | None:
    """The paper that says how a subject stands: under way, or else the last one."""
    return papers().filter(subject=subject).order_by("-opened_at", "-id").first()


def submitted_by(paper: Paper) -> int:
    """The number of whoever signed it last as the one who wrote it."""
    signed = paper.stages.filter(kind__in=(Stage.Kind.SUBMITTED, Stage.Kind.SIGNED))
    by = signed.order_by("-id").values_list("by", flat=True).first()
    return by or paper.author_id


def comment_for(*, actor: Actor, paper: Paper, id: UUID) -> Comment:
    """One comment on the paper. Raises NotVisible."""
    return one_visible(Comment.objects.select_related("paper__person"), paper=paper, pk=id)


def review_for(*, actor: Actor, paper: Paper, id: UUID) -> PeerReview:
    """One peer review of the paper. Raises NotVisible."""
    rows = PeerReview.objects.select_related("paper__person", "person", "asked_of", "asked_by")
    return one_visible(rows, paper=paper, pk=id)


def document_of(*, actor: Actor, paper: Paper, kind: str, marking: int | None = None) -> Document:
    """What a final paper was kept as, under its own marking or another. Raises NotVisible."""
    marking = paper.marking if marking is None else marking
    return one_visible(Document.objects.filter(paper=paper, marking=marking), kind=kind)


def page_of(paper: Paper, *, to_decide: bool = False) -> str:
    """Where what the paper is about is; or where it is read and decided on."""
    kind = pack().signoff_rule.kinds[paper.kind]
    page = kind.reading if to_decide and kind.reading else kind.page
    key = paper.subject.rpartition(":")[2]
    return reverse(page, kwargs={"ref": paper.person.ref, kind.key: key})


def document_numbered(*, actor: Actor, paper: Paper, id: UUID) -> Document:
    """One thing a paper was kept as. Raises NotVisible."""
    return one_visible(Document.objects.filter(paper=paper), pk=id)
