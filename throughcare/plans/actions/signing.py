"""Submitting a plan as it stands, and printing it when it has every signature."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import ChangedMeanwhile, action
from throughcare.plans.access import PLAN
from throughcare.plans.actions.changing import locked, note
from throughcare.plans.models import Objective, Plan
from throughcare.plans.pdf import pdf_of
from throughcare.plans.queries.printing import printed_plan
from throughcare.plans.queries.signing import facts_for_signing, written_by
from throughcare.signoff import actions as signoff
from throughcare.signoff import queries as of_signoff


class NothingPlanned(signoff.NotWhole):
    """A plan without an objective cannot be signed."""

    def __init__(self) -> None:
        super().__init__(_("Add an objective first: there is nothing to sign yet."))


@action
def submit_plan(
    *,
    actor: Actor,
    plan: Plan,
    version: int,
    at: datetime,
    to: Any = None,
    comment: str = "",
) -> Plan:
    """Submit the plan as it stood at this version. Until it is signed nothing new is planned.

    Where nobody need countersign it is final at once. Raises AccessDenied, NothingPlanned,
    ChangedMeanwhile with the plan as it is, or CannotCountersign.
    """
    plan = locked(plan)
    require(actor, PLAN, plan)
    if plan.version != version:
        raise ChangedMeanwhile(plan)
    must_be_whole(plan)
    paper = begin_paper(actor=actor, plan=plan, at=at)
    signoff.submit_paper(
        actor=actor,
        paper=paper,
        version=paper.version,
        subject_version=plan.version,
        facts=facts_for_signing(actor=actor, plan=plan),
        written_by=written_by(plan),
        to=to,
        comment=comment,
        at=at,
    )
    note(actor, plan, "plan_submitted", to=to.pk if to else None, version=version)
    return plan


def begin_paper(*, actor: Actor, plan: Plan, at: datetime) -> Any:
    """The paper of what is to be signed now. A step of an action, which has asked."""
    return signoff.open_paper(
        actor=actor,
        person=plan.person,
        kind="plan",
        subject=plan.link,
        title=str(Plan.Kind(plan.kind).label),
        marking=plan.marking,
        at=at,
    )


def withdraw_what_was_begun(actor: Actor, plan: Plan, *, why: str, at: datetime) -> None:
    """Give up a paper that was returned and not submitted again. A step of closing the plan."""
    paper = of_signoff.paper_under_way(actor=actor, subject=plan.link)
    if paper is not None:
        signoff.withdraw_paper(actor=actor, paper=paper, version=paper.version, comment=why, at=at)


def must_be_whole(plan: Plan) -> None:
    """Raises NothingPlanned."""
    if not Objective.objects.filter(plan=plan).exists():
        raise NothingPlanned


def print_final(plan: Plan, paper: Any, *, at: datetime) -> None:
    """Make and keep the plan as it is signed. Raises NothingPlanned."""
    must_be_whole(plan)
    body = pdf_of(printed_plan(plan, paper=paper, on=at), made_at=at)
    signoff.keep_document(paper=paper, kind="pdf", body=body, at=at)
