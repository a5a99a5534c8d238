"""Checking what was typed about a request for a record."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from throughcare.disclosure.actions import Answer, Given
from throughcare.disclosure.blackout import passages_in
from throughcare.disclosure.models import Decision
from throughcare.disclosure.queries import CheckLine, ItemLine
from throughcare.foundation.packs import pack
from throughcare.foundation.ui.forms import (
    About,
    Choice,
    Day,
    Form,
    LongText,
    Once,
    OneChoice,
    Select,
    Text,
    Version,
)


def grounds() -> list[tuple[str, str]]:
    """Every ground on which something may be kept back."""
    return [(one.id, one.title) for one in pack().subject_access_rule.ground]


class RequestForm(Form):
    """Somebody asked."""

    received_on = Day(_("When did we get the request?"), lies="past")
    on_behalf = Text(
        _("Who asked, if not the person themselves?"),
        hint=_("For example: their solicitor, with a signed authority"),
        required=False,
    )
    asked_for = LongText(
        _("What did they ask for?"),
        hint=_("In their words, if they asked for something in particular"),
        rows=3,
        longest=4000,
        required=False,
    )
    once = Once()


class HappenedForm(Form):
    """Something happened to a request that is open."""

    what = OneChoice(
        _("What happened?"),
        options=[
            ("identity", _("We know that it is they who ask")),
            ("extend", _("We need longer, because it is complex, and have told them")),
            ("withdraw", _("They no longer ask")),
            ("take-over", _("I answer it from now on")),
        ],
    )
    on = Day(_("On which day?"), lies="past")
    why = Text(
        _("How do we know, or why?"),
        hint=_("For example: signed the request in the office and is known to me"),
    )
    version = Version()


class DecisionForm(Form):
    """What becomes of one item."""

    marks_optional = False

    item = About()
    digest = About()
    version = Version(initial=0)
    outcome = OneChoice(
        _("What becomes of it?"),
        required=False,
        options=[
            Choice("include", Decision.Outcome.INCLUDE.label),
            Choice("part", Decision.Outcome.PART.label, reveals=("passages", "part_ground")),
            Choice("withhold", Decision.Outcome.WITHHOLD.label, reveals=("ground",)),
        ],
    )
    passages = LongText(
        _("Words to black out"),
        hint=_("One passage a line, as it stands in the text"),
        rows=3,
        longest=20_000,
        required=False,
    )
    part_ground = Select(_("On what ground?"), options=grounds, required=False)
    ground = Select(_("On what ground?"), options=grounds, required=False)

    @property
    def given(self) -> Given | None:
        """What was decided; None where nothing was picked."""
        said = self.cleaned_data
        if not said.get("outcome"):
            return None
        return Given(
            item=said["item"],
            digest=said["digest"],
            version=said["version"],
            outcome=said["outcome"],
            ground=said.get("part_ground") or said.get("ground") or "",
            passages=tuple(passages_in(said.get("passages") or "")),
        )


def decision_form(number: int, line: ItemLine, data: Mapping[str, Any] | None) -> DecisionForm:
    """The form of one item: what was decided or, where nothing speaks against it, what the pack
    suggests. Where somebody must look nothing is picked beforehand.
    """
    now, suggested = line.decision, line.suggestion
    initial = {
        "item": line.item.key,
        "digest": line.item.digest,
        "version": now.version if now else 0,
        "part_ground": suggested.ground,
        "ground": suggested.ground,
    }
    if now and not line.needs_deciding:
        initial |= {"outcome": now.outcome, "part_ground": now.ground, "ground": now.ground}
    elif not suggested.needs_somebody:
        initial["outcome"] = suggested.outcome
    if now:
        initial["passages"] = "\n".join(now.passages)
    return DecisionForm(data, prefix=f"i{number}", initial=initial)


class CheckForm(Form):
    """Whether a second person agrees."""

    marks_optional = False

    decision = About()
    version = Version(initial=0)
    agrees = OneChoice(
        _("Do you agree?"),
        required=False,
        options=[
            Choice("yes", _("Yes, so it should be")),
            Choice("no", _("No"), reveals=("note",)),
        ],
    )
    note = LongText(
        _("What should be different?"),
        rows=2,
        longest=2000,
        missing=_("Write what should be different"),
    )

    @property
    def given(self) -> Answer | None:
        """What was answered; None where nothing was picked."""
        said = self.cleaned_data
        if not said.get("agrees"):
            return None
        return Answer(
            UUID(said["decision"]), said["version"], said["agrees"] == "yes", said["note"] or ""
        )


def check_form(number: int, line: CheckLine, data: Mapping[str, Any] | None) -> CheckForm:
    """The form of one decision to be checked."""
    initial = {"decision": line.decision.pk, "version": line.decision.version}
    return CheckForm(data, prefix=f"c{number}", initial=initial)


class HandOutForm(Form):
    """A bundle was given to the person."""

    on = Day(_("When?"), lies="past")
    how = Text(
        _("How, and to whom?"), hint=_("For example: in the office, in person; by tracked post")
    )
    once = Once()


class FinishForm(Form):
    """Nothing is asked; the same press twice is one."""

    once = Once()
