"""Checking what was typed into a plan."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.packs import pack
from throughcare.foundation.ui.forms import (
    Choice,
    Day,
    Form,
    LongText,
    ManyChoices,
    Once,
    Select,
    Text,
    Version,
    YesNo,
)
from throughcare.foundation.ui.forms.asked import Asked
from throughcare.foundation.ui.words import Words
from throughcare.plans.proposing import ProposedObjective, ProposedStep


def _step_actors() -> list[tuple[str, str]]:
    return [(actor.id, actor.title) for actor in pack().step_actors.values()]


class OpenForm(Form):
    """An empty plan."""

    once = Once()


class StepForm(Form):
    """One thing to do."""

    title = Text(_("What is to be done?"), missing=_("Write what is to be done"))
    who = Select(_("Who does it?"), options=_step_actors, missing=_("Choose who does it"))
    who_named = Text(_("Who exactly?"), required=False, hint=_("A name or a service, if it helps"))
    due_on = Day(_("By when?"), missing=_("Enter the day it is to be done by"))
    once = Once()


class ChangeStepForm(StepForm):
    """A step as it was read, to be changed."""

    version = Version()


class DoneForm(Form):
    """How a step ended well, on which day."""

    on = Day(_("On which day?"), lies="past", missing=_("Enter the day it was done"))
    closing_note = LongText(_("How did it go?"), rows=3, required=False)


class StopForm(Form):
    """Why a step will not be done."""

    reason = LongText(_("Why is it stopped?"), rows=3, missing=_("Write why the step is stopped"))


class ObjectiveForm(Form):
    """Something the plan is to reach."""

    title = Text(_("What is to be reached?"), missing=_("Write what is to be reached"))
    once = Once()


class ChangeObjectiveForm(ObjectiveForm):
    """An objective as it was read, to be said better."""

    version = Version()


class AgreeForm(Form):
    """What the person says about the plan."""

    agreed = YesNo(_("Do they agree with the plan?"), missing=_("Say whether they agree"))
    said = LongText(_("What do they say about it, in their own words?"), rows=4, required=False)
    on = Day(_("When did you talk about it?"), lies="past", missing=_("Enter the day"))
    version = Version()
    once = Once()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("agreed") is False and not (cleaned.get("said") or "").strip():
            self.add_error("said", _("Write what they do not agree with, in their own words"))
        return cleaned


class ClosePlanForm(Form):
    """Why the plan is closed."""

    reason = LongText(
        _("Why is the plan closed?"),
        rows=3,
        hint=_("Steps that are still open are stopped for the same reason."),
        missing=_("Write why the plan is closed"),
    )


class ByWhen(Day):
    """A day in a row of others, where an example under each would be noise."""

    def __init__(self, label: Words = "", **options: Any) -> None:
        super().__init__(label, **options)
        self.help_text = ""


class Take(ManyChoices):
    """One box: put this objective into the plan."""

    shown_by = "plans/take.html"


class ProposalForm(Form):
    """What an assessment proposes, to be changed and accepted.

    An objective left unticked and a step without words are left out. Each objective has one empty
    step more, for what the assessment could not know.
    """

    marks_optional = False
    once = Once()

    def __init__(
        self, data: Any = None, *, proposed: Sequence[ProposedObjective], answered: set[str]
    ) -> None:
        super().__init__(data)
        self.proposed = proposed
        for i, objective in enumerate(proposed):
            take = Take(objective.title, options=[Choice("yes", _PUT_IN)], required=False)
            self._add(f"take-{i}", take, [] if objective.need in answered else ["yes"])
            self._add(
                f"title-{i}", Text(_("What is to be reached?"), required=False), objective.title
            )
            for j, step in enumerate([*objective.steps, None]):
                self._add_step(f"{i}-{j}", step)

    def _add_step(self, place: str, step: ProposedStep | None) -> None:
        what = Text(_("Step") if step else _("Another step"), required=False)
        who = Select(_("Who does it?"), options=_step_actors, required=False)
        due = ByWhen(_("By when?"), required=False, width=10)
        self._add(f"step-{place}", what, step and step.title)
        self._add(f"who-{place}", who, step and step.who)
        self._add(f"due-{place}", due, step and step.due_on)

    def _add(self, name: str, field: Asked, initial: Any) -> None:
        field.today = self.today
        self.fields[name] = field
        self.initial[name] = initial or ""

    def rows(self, i: int) -> list[str]:
        """Where the steps of an objective stand in the form."""
        return [f"{i}-{j}" for j in range(len(self.proposed[i].steps) + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        taken = [i for i in range(len(self.proposed)) if cleaned.get(f"take-{i}")]
        if not taken:
            self.add_error(None, _("Tick at least one objective to put into the plan"))
        for i in taken:
            if not cleaned.get(f"title-{i}"):
                self.add_error(f"title-{i}", _("Write what is to be reached"))
            for place in self.rows(i):
                self._check_step(place, cleaned)
        return cleaned

    def _check_step(self, place: str, cleaned: dict[str, Any]) -> None:
        title = cleaned.get(f"step-{place}")
        if title and not cleaned.get(f"who-{place}"):
            self.add_error(f"who-{place}", _("Choose who does “%(step)s”") % {"step": title})
        if title and not cleaned.get(f"due-{place}") and f"due-{place}" not in self.errors:
            self.add_error(f"due-{place}", _("Enter a day for “%(step)s”") % {"step": title})

    @property
    def objectives(self) -> list[ProposedObjective]:
        """What was accepted, as it was changed."""
        cleaned = self.cleaned_data
        return [
            ProposedObjective(
                title=cleaned[f"title-{i}"],
                need=one.need,
                steps=tuple(
                    ProposedStep(
                        title=cleaned[f"step-{place}"],
                        who=cleaned[f"who-{place}"],
                        due_on=cleaned[f"due-{place}"],
                    )
                    for place in self.rows(i)
                    if cleaned[f"step-{place}"]
                ),
            )
            for i, one in enumerate(self.proposed)
            if cleaned[f"take-{i}"]
        ]


_PUT_IN = _("Put this into the plan")
