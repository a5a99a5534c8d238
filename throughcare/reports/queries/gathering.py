"""What the record says to each part of a report, and where it says so.

Everything is read as the report's readers would read it (`readers`), so that what only its author
may know is not gathered.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughcare.assessments import queries as assessments
from throughcare.foundation.access import Actor, seeing_only
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.reports import ReportOutline
from throughcare.foundation.ui.dates import clock_time, written_day
from throughcare.plans import queries as plans
from throughcare.plans.queries import ObjectiveLine, PlanPage, StepLine
from throughcare.reports.models import Report
from throughcare.reports.readers import readable
from throughcare.risk import queries as risk
from throughcare.risk.queries import RiskPage, TherapeuticLine
from throughcare.sentences import queries as sentences
from throughcare.sentences.queries import Binding
from throughcare.supervision import queries as supervision
from throughcare.supervision.queries import AppointmentLine, Contacts

_LONGEST = 600


@dataclass(frozen=True)
class Found:
    """One thing the record says, in a few words; `link` names what says it."""

    label: str
    value: str
    origin: str
    link: str = ""


class Record:
    """What is asked of one person's record for a report; each question is asked at most once."""

    def __init__(self, actor: Actor, report: Report, now: datetime) -> None:
        self.actor, self.person, self.now = actor, report.person, now
        self.since, self.until = report.covers_from, report.covers_until
        self.today = local_day(now)

    @cached_property
    def binding(self) -> Binding:
        return sentences.what_binds(actor=self.actor, person=self.person, today=self.today)

    @cached_property
    def contacts(self) -> Contacts:
        return supervision.contacts_between(
            actor=self.actor, person=self.person, since=self.since, until=self.until, now=self.now
        )

    @cached_property
    def assessment(self) -> Any:
        return assessments.latest_signed(actor=self.actor, person=self.person)

    @cached_property
    def plans(self) -> list[PlanPage]:
        return plans.open_plans(actor=self.actor, person=self.person, today=self.today)

    @cached_property
    def risk(self) -> RiskPage:
        return risk.risk_page(actor=self.actor, person=self.person, today=self.today)

    @cached_property
    def therapeutic(self) -> list[TherapeuticLine]:
        return risk.therapeutic_risks(actor=self.actor, person=self.person)

    @property
    def as_now(self) -> str:
        return _("as on record on %(day)s") % {"day": written_day(self.today)}


Gatherer = Callable[[Record], Iterable[Found]]


def gather(*, actor: Actor, report: Report, now: datetime) -> dict[str, list[Found]]:
    """What the record says to each part of the outline, in its order."""
    outline = pack().report_outline_version(report.outline, report.outline_version)
    with (
        seeing_only(actor, readable(report.marking)) as reader,
        translation.override(report.language),
    ):
        record = Record(reader, report, now)
        asked = _asked_once(outline)
        return {
            part: [found for gatherer in gatherers for found in gatherer(record)]
            for part, gatherers in asked.items()
        }


def _asked_once(outline: ReportOutline) -> dict[str, list[Gatherer]]:
    """By part what to gather; each thing stands in the first part that asks for it."""
    asked: dict[str, list[Gatherer]] = {part.id: [] for part in outline.section}
    seen: set[Gatherer] = set()
    for part in outline.section:
        for kind in part.evidence:
            for gatherer in GATHERERS.get(kind, ()):
                if gatherer not in seen:
                    seen.add(gatherer)
                    asked[part.id].append(gatherer)
    return asked


def _sentence(record: Record) -> Iterable[Found]:
    origin = _("Sentence, %(when)s") % {"when": record.as_now}
    for order in record.binding.orders:
        yield Found(order.title, order.says or _("In force"), origin)
    coming = record.binding.next_date
    if coming:
        yield Found(
            _("Next date: %(title)s") % {"title": coming.title}, written_day(coming.on), origin
        )
    for condition in record.binding.conditions:
        yield Found(_("Condition"), condition, origin)
    for breach in record.binding.breaches:
        yield Found(_("Breach"), ", ".join(p for p in (breach.title, breach.says) if p), origin)


def _requirement(record: Record) -> Iterable[Found]:
    origin = _("Requirements, %(when)s") % {"when": record.as_now}
    for requirement in record.binding.requirements:
        yield Found(requirement.title, requirement.says or _("In force"), origin)


def _appointments(record: Record) -> Iterable[Found]:
    found = record.contacts
    origin = _("Appointments, %(since)s to %(until)s") % {
        "since": written_day(record.since),
        "until": written_day(record.until),
    }
    yield Found(_("Appointments offered"), f"{found.offered}", origin)
    counted = (
        (_("Attended and complied"), found.complied, False),
        (_("Attended, did not comply"), found.failed, True),
        (_("Absent, reason accepted"), found.accepted, True),
        (_("Absent, no acceptable reason"), found.unaccepted, True),
        (_("Absent, reason not known yet"), found.undecided, True),
        (_("Outcome not recorded"), found.owed, True),
    )
    for label, lines, says_when in counted:
        if lines:
            yield Found(label, _counted(lines, says_when=says_when), origin)


def _appointments_ahead(record: Record) -> Iterable[Found]:
    origin = _("Appointments, %(when)s") % {"when": record.as_now}
    for line in record.contacts.coming[:3]:
        yield Found(
            line.type,
            _("%(day)s, %(time)s")
            % {"day": written_day(line.starts_at), "time": clock_time(line.starts_at)},
            origin,
            f"supervision.appointment:{line.id}",
        )


def _counted(lines: list[AppointmentLine], *, says_when: bool) -> str:
    if not says_when:
        return str(len(lines))
    days = "; ".join(
        f"{written_day(line.starts_at)} ({line.outcome})"
        if line.outcome
        else written_day(line.starts_at)
        for line in lines
    )
    return f"{len(lines)}: {days}"


def _assessment(record: Record) -> Iterable[Found]:
    latest = record.assessment
    if latest is None:
        return
    origin = _("%(title)s, signed by %(who)s on %(day)s") % {
        "title": latest.title,
        "who": latest.signed_by,
        "day": written_day(latest.signed_at),
    }
    link = f"assessments.assessment:{latest.id}"
    for level in latest.levels:
        yield Found(level.section, level.title, origin, link)
    if latest.needs:
        yield Found(_("Needs"), "; ".join(latest.needs), origin, link)
    if latest.strengths:
        yield Found(_("Strengths"), "; ".join(latest.strengths), origin, link)


def _plan(record: Record) -> Iterable[Found]:
    for plan in record.plans:
        origin = _("%(title)s opened on %(day)s, %(when)s") % {
            "title": plan.title,
            "day": written_day(plan.opened_on),
            "when": record.as_now,
        }
        for objective in plan.objectives:
            yield Found(objective.title, _progress(objective), origin, f"plans.plan:{plan.id}")


def _progress(objective: ObjectiveLine) -> str:
    steps = len(objective.open_steps) + len(objective.closed_steps)
    says = [
        ngettext("%(done)s of %(n)s step done.", "%(done)s of %(n)s steps done.", steps)
        % {"done": objective.done, "n": steps}
    ]
    if ended := [_ended(step) for step in objective.closed_steps]:
        says.append(_("Done or stopped: %(steps)s.") % {"steps": "; ".join(ended)})
    if ahead := [_ahead(step) for step in objective.open_steps]:
        says.append(_("Open: %(steps)s.") % {"steps": "; ".join(ahead)})
    return " ".join(says)


def _ended(step: StepLine) -> str:
    stopped = "" if step.outcome == "done" else _("stopped, %(why)s") % {"why": step.closing_note}
    return ", ".join(part for part in (step.title, stopped, written_day(step.closed_on)) if part)


def _ahead(step: StepLine) -> str:
    late = _("late") if step.is_late else ""
    due = _("by %(day)s") % {"day": written_day(step.due_on)}
    return ", ".join(part for part in (step.title, step.who, due, late) if part)


def _plan_said(record: Record) -> Iterable[Found]:
    for plan in record.plans:
        if (said := plan.agreement) is not None:
            agrees = _("Agrees with the plan") if said.agreed else _("Does not agree with the plan")
            yield Found(
                agrees,
                _short(said.said) or _("Said nothing more"),
                _("%(title)s, recorded by %(who)s on %(day)s")
                % {"title": plan.title, "who": said.recorded_by, "day": written_day(said.on)},
                f"plans.plan:{plan.id}",
            )


def _level(record: Record) -> Iterable[Found]:
    for group in record.risk.groups:
        for where, level in ((_("community"), group.community), (_("custody"), group.custody)):
            if level:
                yield Found(
                    _("%(group)s, %(where)s") % {"group": group.group, "where": where},
                    level.level,
                    _assessed(level),
                )
    if (overall := record.risk.overall) is not None:
        yield Found(_("Risk of serious harm"), overall.level, _assessed(overall))
    for predicted, scores in record.risk.scores:
        for score in scores:
            yield Found(
                ", ".join(part for part in (score.name, score.period) if part),
                score.says,
                _("%(what)s, scored on %(day)s")
                % {"what": predicted, "day": written_day(score.scored_on)},
            )


def _mappa(record: Record) -> Iterable[Found]:
    for mappa in record.risk.mappa:
        if mappa.in_force:
            since = _("MAPPA, since %(day)s") % {"day": written_day(mappa.started_on)}
            yield Found(_("MAPPA"), mappa.says, since)


def _assessed(level: Any) -> str:
    by = _(" by %(who)s") % {"who": level.assessed_by} if level.assessed_by else ""
    return _("Level set on %(day)s%(by)s") % {"day": written_day(level.assessed_on), "by": by}


def _flag(record: Record) -> Iterable[Found]:
    for _category, flags in record.risk.flags:
        for flag in flags:
            yield Found(
                flag.title,
                _short(flag.note.text) if flag.note else flag.level or _("Raised"),
                _("Flag raised on %(day)s") % {"day": written_day(flag.started_on)}
                if flag.started_on
                else _("Flag, %(when)s") % {"when": record.as_now},
                f"risk.flag:{flag.id}",
            )


def _therapeutic(record: Record) -> Iterable[Found]:
    for one in record.therapeutic:
        says = (
            (_("What brings it out: %(said)s"), one.brings_out),
            (_("How it is addressed: %(said)s"), one.addressed),
            (_("By: %(said)s"), one.by),
            (_("How it stands: %(said)s"), one.state),
        )
        yield Found(
            _("Therapeutic risk: %(risk)s") % {"risk": one.risk},
            _short(" ".join(_sentence_of(words % {"said": said}) for words, said in says if said)),
            _("Therapeutic risk, as said on %(day)s") % {"day": written_day(one.changed_at)},
            f"risk.therapeuticrisk:{one.id}",
        )


def _sentence_of(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"


GATHERERS: dict[str, tuple[Gatherer, ...]] = {
    "sentence-began": (_sentence,),
    "sentence-changed": (_sentence,),
    "key-date-changed": (_sentence,),
    "requirement-progress": (_requirement,),
    "appointment-outcome": (_appointments,),
    "appointment-booked": (_appointments_ahead,),
    "assessment-signed": (_assessment,),
    "assessment-received": (_assessment,),
    "plan-opened": (_plan,),
    "plan-changed": (_plan,),
    "step-done": (_plan,),
    "plan-agreed": (_plan_said,),
    "risk-level-changed": (_level, _therapeutic),
    "mappa-changed": (_mappa,),
    "flag-raised": (_flag, _therapeutic),
    "flag-reviewed": (_flag, _therapeutic),
    "therapeutic-risk": (_therapeutic,),
}
"""How things stand now, by the kind of entry an outline names as evidence for a part. What other
entries tell (notes, contacts) is not gathered but cited. Therapeutic risks go wherever risk does:
every report has them."""
