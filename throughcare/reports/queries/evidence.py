"""Entries of the record a part of a report can rely on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from throughcare.foundation.access import Actor, seeing_only
from throughcare.foundation.packs import pack
from throughcare.record import queries as on_record
from throughcare.record.queries import EntryFilter, Line
from throughcare.reports.models import Citation, Report
from throughcare.reports.readers import readable

_SHOWN = 20


@dataclass(frozen=True)
class Evidence:
    """An entry, beginning with what makes it worth citing; `number` if the report cites it."""

    id: UUID
    title: str
    at: datetime
    by: str
    text: str
    number: int | None


@dataclass(frozen=True)
class EvidencePage:
    """What a part can cite, the newest first."""

    entries: list[Evidence]
    words: str
    everything: bool


def evidence_for(
    *, actor: Actor, report: Report, part: str, words: str = "", everything: bool = False
) -> EvidencePage:
    """Entries about what the part is about, as far as all readers of the report may know them.

    With `everything`, or for a part that is about nothing in particular, of every kind.
    """
    outline = pack().report_outline_version(report.outline, report.outline_version)
    asked = next(section.evidence for section in outline.section if section.id == part)
    kinds = () if everything else asked
    with seeing_only(actor, readable(report.marking)) as reader:
        lines = _entries(reader, report.person, kinds, words)
    numbers = dict(Citation.objects.filter(report=report).values_list("entry", "number"))
    return EvidencePage(
        entries=[_evidence(line, numbers) for line in lines[:_SHOWN]],
        words=words,
        everything=everything or not asked,
    )


def _entries(actor: Actor, person: Any, kinds: Sequence[str], words: str) -> list[Line]:
    """One question a group of kinds, however many kinds the outline names."""
    known = pack().entry_kinds.kinds
    groups = dict.fromkeys(known[kind].group for kind in kinds if kind in known) or [""]
    found: list[Line] = []
    for group in groups:
        page = on_record.timeline_page(
            actor=actor, person=person, wanted=EntryFilter(group=group, words=words)
        )
        found += [item for item in page.items if isinstance(item, Line)]
    wanted = [line for line in found if not kinds or line.kind in kinds]
    return sorted(wanted, key=lambda line: (line.happened_at, line.id), reverse=True)


def _evidence(line: Line, numbers: dict[UUID, int]) -> Evidence:
    versions = (line.id, *(version.id for version in line.earlier))
    return Evidence(
        id=line.id,
        title=line.title,
        at=line.happened_at,
        by=line.author,
        text=line.text,
        number=next((numbers[one] for one in versions if one in numbers), None),
    )
