"""Starting a report: its parts, and what the record says to each."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.loading import mark_used
from throughcare.reports.access import WRITE_REPORT
from throughcare.reports.models import Gathered, Report, Section
from throughcare.reports.queries.gathering import gather
from throughcare.signoff import actions as signoff


@action
def start_report(
    *,
    actor: Actor,
    person: Any,
    outline: str,
    covers_from: date,
    covers_until: date,
    at: datetime,
    language: str = "en",
    id: UUID | None = None,
) -> Report:
    """Start a report on the outline in force, with everything it gathers from the record.

    Raises AccessDenied or NoSuchRule. An `id` that is there already is a second sending.
    """
    rule = pack().report_outline(outline, on=local_day(at))
    marking = pack().markings[rule.marking].number
    require(actor, WRITE_REPORT, Report(person=person, marking=marking))
    id = id or uuid4()
    report = Report.objects.filter(pk=id, person=person).first()
    if report is None:
        paper = signoff.open_paper(
            actor=actor,
            person=person,
            kind="report",
            subject=f"reports.report:{id}",
            title=rule.title,
            route=rule.sign_off,
            marking=marking,
            at=at,
        )
        report = Report.objects.create(
            id=id,
            person=person,
            paper=paper,
            marking=marking,
            outline=rule.id,
            outline_version=rule.version,
            language=language,
            covers_from=covers_from,
            covers_until=covers_until,
            started_at=at,
        )
        mark_used(rule, at=at)
        report.refresh_from_db()
        Section.objects.bulk_create(
            Section(person=person, marking=marking, report=report, part=part.id, position=position)
            for position, part in enumerate(rule.section)
        )
        _keep_gathered(actor, report, at=at)
    record(actor, "reports.report_started", about=person, marking=marking, report=report.pk)
    return report


@action
def gather_again(*, actor: Actor, report: Report, at: datetime) -> Report:
    """Bring what was gathered up to date. What was left out stays out. Raises AccessDenied."""
    require(actor, WRITE_REPORT, report)
    _keep_gathered(actor, report, at=at)
    record(
        actor, "reports.gathered", about=report.person_id, marking=report.marking, report=report.pk
    )
    return report


@action
def leave_out(*, actor: Actor, gathered: Gathered, left_out: bool) -> Gathered:
    """Leave something the record says out, or take it back in. Raises AccessDenied."""
    report = gathered.section.report
    require(actor, WRITE_REPORT, report)
    gathered.is_left_out = left_out
    gathered.save(update_fields=["is_left_out"])
    record(
        actor,
        "reports.left_out" if left_out else "reports.taken_back_in",
        about=report.person_id,
        marking=report.marking,
        report=report.pk,
        gathered=gathered.pk,
    )
    return gathered


def number_of(actor: Actor) -> int:
    """The colleague's number. A report is somebody's: the program itself writes and signs none."""
    if actor.staff_id is None:
        raise ValueError("only a colleague can write or sign a report")
    return actor.staff_id


def _keep_gathered(actor: Actor, report: Report, *, at: datetime) -> None:
    found = gather(actor=actor, report=report, now=at)
    sections = {section.part: section for section in report.sections.all()}
    left_out = set(
        Gathered.objects.filter(section__report=report, is_left_out=True).values_list(
            "section__part", "label", "value"
        )
    )
    Gathered.objects.filter(section__report=report).delete()
    Gathered.objects.bulk_create(
        Gathered(
            person_id=report.person_id,
            marking=report.marking,
            section=sections[part],
            position=position,
            label=one.label,
            value=one.value,
            origin=one.origin,
            link=one.link,
            gathered_at=at,
            is_left_out=(part, one.label, one.value) in left_out,
        )
        for part, things in found.items()
        for position, one in enumerate(things)
    )
