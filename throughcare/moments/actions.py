"""Making the bundle for a review. Nothing is kept of it but that it was made, and its digests."""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import get_language

from throughcare.foundation import printing
from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local
from throughcare.foundation.packs import badge_of, pack
from throughcare.moments.access import MAKE_BUNDLE
from throughcare.moments.data import data_of
from throughcare.moments.paper import paper_of
from throughcare.moments.queries.reviewing import Made, Review, review_of

LAYOUT = Path(__file__).parent / "typst" / "review.typ"


@dataclass(frozen=True)
class Bundle:
    """The document and the data file, which say the same."""

    pdf: bytes
    data: bytes
    made_at: datetime

    def as_zip(self) -> bytes:
        """Both in one file."""
        packed = io.BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED) as folder:
            for name, body in (("review.pdf", self.pdf), ("review.json", self.data)):
                moment = local(self.made_at).timetuple()[:6]
                folder.writestr(ZipInfo(name, moment), body, ZIP_DEFLATED)
        return packed.getvalue()


@action
def make_bundle(
    *, actor: Actor, person: Any, at: datetime, days: int, reason: str, made_at: datetime
) -> Bundle:
    """The record as it stood at an incident, so many days before it, and apart what came after.

    As far as the actor may read it. Raises AccessDenied.
    """
    require(actor, MAKE_BUNDLE, person)
    review = review_of(actor=actor, person=person, incident_at=at, days=days, now=made_at)
    made = Made(made_at, actor.name, reason, days)
    data = data_of(review, made)
    paper = paper_of(review, made, language=(get_language() or "en")[:2])
    bundle = Bundle(
        pdf=printing.pdf_of(LAYOUT, paper, made_at=made_at),
        data=f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode(),
        made_at=made_at,
    )
    record(
        actor,
        "moments.bundle_made",
        about=person,
        incident_at=at,
        days=days,
        reason=reason,
        pdf_sha256=hashlib.sha256(bundle.pdf).hexdigest(),
        data_sha256=hashlib.sha256(bundle.data).hexdigest(),
    )
    # Once more for each marking in it: only those who may read such rows learn that there were any.
    for marking in _markings(review):
        record(actor, "moments.marked_rows_bundled", about=person, marking=marking)
    return bundle


def _markings(review: Review) -> Iterator[int]:
    numbers = {badge_of(one.number): one.number for one in pack().markings.values() if one.number}
    told = [one for section in review.sections for one in section.told]
    for section in review.changed_since:
        since = section.difference
        told += [*since.added, *(one.told for one in (*since.changed, *since.ended))]
    events = [*review.before.events, *review.afterwards.events]
    badges = {*(one.marking for one in told), *(one.marking for one in events)}
    yield from sorted(numbers[badge] for badge in badges if badge in numbers)
