"""Referrals of children and adults at risk, as pages show them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor, Decision, decide, may_read, one_visible
from throughcare.foundation.packs import badge_of, pack
from throughcare.risk.access import COUNTERSIGN_REFERRAL, REFER
from throughcare.risk.models import Referral, ReferralStep
from throughcare.risk.triage import Done, next_step
from throughcare.risk.wording import referral_says

_DATED = ("phoned_at", "written_at", "chased_at", "answered_at", "countersigned_at")


@dataclass(frozen=True)
class StepLine:
    """One thing done about a referral."""

    what: str
    happened_at: datetime
    at: datetime
    by: str
    spoke_to: str
    note: str


@dataclass(frozen=True)
class ReferralLine:
    """One referral: about whom, decided how, and what is due next."""

    id: UUID
    says: str
    concerns: str
    what: str
    authority: str
    refer: bool
    reason: str
    decided_at: datetime
    author: str
    step: str
    """What is to be done next, by its name; empty for one that is closed."""
    due: str
    """The same in words."""
    due_on: date
    is_late: bool
    closed_on: date | None
    outcome: str
    closing_note: str
    marking: str
    version: int
    steps: tuple[StepLine, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


@dataclass(frozen=True)
class ReferralPage:
    """One referral, and what the reader may do about it."""

    row: Any
    line: ReferralLine
    may_refer: Decision
    may_countersign: Decision


def referrals_of(*, actor: Actor, person: Any, today: date) -> list[ReferralLine]:
    """Those about this person the actor may know, the open ones first, what is due first."""
    rows = Referral.objects.filter(person=person).order_by("-decided_at", "id")
    lines = referral_lines(rows, today)
    return sorted(lines, key=lambda one: (not one.is_open, one.due_on if one.is_open else date.min))


def referral_page(*, actor: Actor, person: Any, id: UUID, today: date) -> ReferralPage:
    """One referral with every step of it. Raises NotVisible."""
    row = referral_to_change(actor=actor, person=person, id=id)
    return ReferralPage(
        row=row,
        line=referral_lines([row], today)[0],
        may_refer=decide(actor, REFER, row),
        may_countersign=decide(actor, COUNTERSIGN_REFERRAL, row),
    )


def referral_to_change(*, actor: Actor, person: Any, id: UUID) -> Referral:
    """One referral about this person. Raises NotVisible."""
    return one_visible(Referral.objects.select_related("person"), pk=id, person=person)


def usual_referral_marking(*, actor: Actor, person: Any) -> int | None:
    """The marking the pack gives one; None where the actor may not read it, and so not refer."""
    number = pack().markings[pack().safeguarding_rule.marking].number
    return number if may_read(actor, Referral(person=person, marking=number)) else None


def referral_lines(rows: Iterable[Referral], today: date) -> list[ReferralLine]:
    """These with every step: one query for any number of them."""
    rows = list(rows)
    steps: dict[UUID, list[ReferralStep]] = defaultdict(list)
    taken = ReferralStep.objects.filter(referral__in=[row.pk for row in rows])
    for step in taken.order_by("-happened_at", "-at", "-id") if rows else ():
        steps[step.referral_id].append(step)
    return [referral_line(row, today, steps[row.pk]) for row in rows]


def referral_line(row: Referral, today: date, steps: Iterable[ReferralStep] = ()) -> ReferralLine:
    """One row in a line, as it stands on a day."""
    rule = pack().safeguarding_rule
    done = Done(row.refer, row.decided_at, **{name: getattr(row, name) for name in _DATED})
    due = next_step(done, rule)
    outcome = rule.outcomes.get(row.outcome)
    return ReferralLine(
        id=row.pk,
        says=referral_says(row),
        concerns=row.concerns,
        what=row.what,
        authority=row.authority,
        refer=row.refer,
        reason=row.reason,
        decided_at=row.decided_at,
        author=row.author_text,
        step=due.step if row.is_open else "",
        due=_words(due.step, row) if row.is_open else "",
        due_on=due.by,
        is_late=row.is_open and due.by < today,
        closed_on=row.closed_on,
        outcome=outcome.title if outcome else row.outcome,
        closing_note=row.closing_note,
        marking=badge_of(row.marking),
        version=row.version,
        steps=tuple(_step(one) for one in steps),
    )


def _words(step: str, row: Referral) -> str:
    authority = {"authority": row.authority}
    return {
        "countersign": _("A manager is to countersign that nobody was referred"),
        "phone": _("Telephone %(authority)s") % authority,
        "write": _("Send the referral in writing to %(authority)s") % authority,
        "chase": _("Ask %(authority)s for their answer") % authority,
        "escalate": _("No answer: go to the manager, and to a manager of %(authority)s")
        % authority,
        "close": _("Write down what came of it, and close it"),
    }[step]


def _step(step: ReferralStep) -> StepLine:
    return StepLine(
        what=str(ReferralStep.Kind(step.kind).label),
        happened_at=step.happened_at,
        at=step.at,
        by=step.author_text,
        spoke_to=step.spoke_to,
        note=step.note,
    )
