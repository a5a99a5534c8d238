"""A plan as it is printed when it is signed."""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import badge_of
from throughcare.foundation.ui.dates import written_day
from throughcare.people import queries as people
from throughcare.plans.models import Plan
from throughcare.plans.printed import Fact, Printed, PrintedObjective, PrintedStep
from throughcare.plans.queries.reading import ObjectiveLine, PlanPage, StepLine, page_as_it_stands
from throughcare.signoff import queries as signoff


def printed_plan(plan: Plan, *, paper: Any, on: datetime) -> Printed:
    """Everything on the paper; a fixed number of queries."""
    page = page_as_it_stands(plan, today=local_day(on))
    line = people.lines_of([plan.person])[0]
    return Printed(
        title=page.title,
        about=line.name,
        author=paper.author.name,
        language=(get_language() or "en")[:2],
        marking=badge_of(plan.marking),
        footer=" · ".join(part for part in (page.title, line.name, line.crn) if part),
        number=_("Plan %(number)s, version %(version)s")
        % {"number": plan.pk, "version": plan.version},
        head=_head(page, line),
        objectives=tuple(map(_objective, page.objectives)),
        said=_said(page),
        signed=_signed(paper),
        words={
            "page": _("Page"),
            "of": _("of"),
            "step": _("Step"),
            "who": _("Who"),
            "when": _("When"),
            "nothing": _("No step yet."),
            "said": _("What they said about it"),
            "signed": _("Signed"),
        },
    )


def _head(page: PlanPage, line: Any) -> tuple[Fact, ...]:
    facts = (
        (_("Name"), line.name),
        (_("Date of birth"), written_day(line.born_on) if line.born_on else ""),
        (_("CRN"), line.crn),
        (_("NOMIS number"), line.nomis),
        (_("Where"), line.where or _("In the community")),
        (_("Case holder"), ", ".join(part for part in (line.holder, line.team) if part)),
        (_("Opened"), written_day(page.opened_on)),
    )
    return tuple(Fact(label, value) for label, value in facts if value)


def _objective(one: ObjectiveLine) -> PrintedObjective:
    return PrintedObjective(one.title, tuple(map(_step, (*one.open_steps, *one.closed_steps))))


def _step(step: StepLine) -> PrintedStep:
    if step.is_open or step.closed_on is None:
        return PrintedStep(step.title, step.who, written_day(step.due_on))
    ended = f"{step.outcome_title}, {written_day(step.closed_on)}"
    return PrintedStep(step.title, step.who, ended)


def _said(page: PlanPage) -> tuple[Fact, ...]:
    said = page.agreement
    if said is None:
        return (Fact(_("The person"), _("has not been asked about this plan yet.")),)
    agreed = _("agrees with the plan") if said.agreed else _("does not agree with the plan")
    when = f"{agreed}, {written_day(said.on)}"
    if said.is_of_earlier_plan:
        when = _("%(said)s; the plan has changed since") % {"said": when}
    words = (Fact(_("In their words"), said.said),) if said.said else ()
    return (Fact(_("The person"), when), *words)


def _signed(paper: Any) -> tuple[Fact, ...]:
    said = {
        "submitted": _("Submitted by"),
        "signed": _("Signed by"),
        "countersigned": _("Countersigned by"),
    }
    way = signoff.way_since_submitted(paper)
    return tuple(
        Fact(
            said[one.kind],
            ", ".join(part for part in (one.by, one.by_role, written_day(one.at)) if part),
        )
        for one in way
        if one.kind in said
    )
