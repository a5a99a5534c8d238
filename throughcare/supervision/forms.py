"""Checking what was typed about an appointment."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid5

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor
from throughcare.foundation.packs import pack
from throughcare.foundation.ui.forms import (
    Choice,
    Form,
    LongText,
    Moment,
    Number,
    Once,
    OneChoice,
    Select,
    Text,
    Version,
)
from throughcare.supervision.queries import Asked, OutcomePage
from throughcare.supervision.wording import consequence_says

ACCEPTED = "accepted"


class BookForm(Form):
    """A new appointment."""

    type = Select(_("Kind of appointment"), missing=_("Choose what kind of appointment it is"))
    starts_at = Moment(_("When"), missing=_("Enter when it is"))
    minutes = Number(
        _("How long"),
        unit=_("minutes"),
        whole=True,
        least=5,
        most=480,
        width=3,
        required=False,
        hint=_("Left empty, as long as such appointments usually are"),
    )
    place = Text(_("Where"), width=30, longest=300, missing=_("Enter where it is"))
    with_whom = Select(_("With whom"), blank=_("Nobody in particular"), required=False)
    requirement = Select(_("Counts toward"), blank=_("No requirement"), required=False)
    description = LongText(_("What it is about"), rows=3, required=False)
    marking = Select(
        _("Who may know"), blank=_("Everybody who works with the person"), required=False
    )
    once = Once()

    def __init__(
        self,
        *given: Any,
        colleagues: Iterable[Any],
        requirements: Iterable[Any],
        markings: Iterable[tuple[int, str]],
        last: Any = None,
        actor: Actor,
        **named: Any,
    ) -> None:
        super().__init__(*given, initial=_like(last, actor), **named)
        self.colleagues = {str(one.pk): one for one in colleagues}
        choices = {
            "type": [(kind.code, kind.title) for kind in pack().appointment_types.values()],
            "with_whom": [(key, one.name) for key, one in self.colleagues.items()],
            "requirement": [(str(one.id), f"{one.title}: {one.says}") for one in requirements],
            "marking": [(str(number), title) for number, title in markings if number],
        }
        for name, options in choices.items():
            if options:
                _field(self, name).options = options
            else:
                del self.fields[name]
        kind = pack().appointment_types.get(str(self["type"].value()))
        self.fields["place"].required = kind is None or kind.needs_place

    def as_arguments(self) -> dict[str, Any]:
        """What the action needs, but for the requirement, of which this knows only the number."""
        said = self.cleaned_data
        starts_at, minutes = said["starts_at"], said["minutes"]
        return {
            "type": said["type"],
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=minutes) if minutes else None,
            "place": said["place"],
            "with_whom": self.colleagues.get(said.get("with_whom") or ""),
            "description": said["description"],
            "requirement": said.get("requirement") or None,
            "marking": int(said.get("marking") or 0),
            "id": said["once"],
        }


class RescheduleForm(Form):
    """Another time for an appointment that is still to come."""

    starts_at = Moment(_("New date and time"), lies="future", missing=_("Enter when it is now"))
    outcome = OneChoice(_("Who asked for it?"), missing=_("Choose who asked for another time"))
    place = Text(_("Where"), width=30, required=False, longest=300)
    why = LongText(_("Why"), rows=3, required=False)
    version = Version()
    once = Once()

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        outcomes = pack().contact_outcomes.values()
        moved = [(one.code, one.title) for one in outcomes if one.happened == "rescheduled"]
        _field(self, "outcome").options = moved


class CancelForm(Form):
    """Why an appointment will not be."""

    why = LongText(_("Why is it cancelled?"), rows=3, missing=_("Write why it is cancelled"))
    version = Version()


class SaidForm(Form):
    """What came of an appointment: first whether it happened, then how, each with what follows.

    Which outcomes there are, and what each leads to, comes from `page`.
    """

    happened = OneChoice(_("Did it happen?"), missing=_("Choose whether it happened"))
    complied_as = OneChoice(_("How was it?"), required=False)
    credit = Number(_("Counts toward the requirement"), least=0, most=9999, required=False)
    failed_as = OneChoice(_("What happened?"), required=False)
    failed_enforcement = Select(_("What you do about it"), required=False)
    absent_as = OneChoice(_("Was there a reason?"), required=False)
    absent_reason = Select(_("Which reason?"), required=False)
    absent_enforcement = Select(
        _("What you do about it"), hint=_("Not needed for an acceptable reason"), required=False
    )
    moved_as = OneChoice(_("Who asked for another time?"), required=False)
    note = LongText(_("Note"), rows=7, required=False)
    version = Version()
    once = Once()
    marks_optional = False

    hows = {
        "attended-complied": "complied_as",
        "attended-failed": "failed_as",
        "absent": "absent_as",
        "rescheduled": "moved_as",
    }

    def __init__(self, *given: Any, page: OutcomePage, **named: Any) -> None:
        super().__init__(*given, **named)
        self.page = page
        self.asked = {one.code: one for one in page.outcomes}
        self._offer_hows()
        if not page.unit or page.credit is None:
            del self.fields["credit"]
        else:
            _field(self, "credit").unit = page.unit
            _field(self, "credit").label = _now("Counts toward %(requirement)s") % {
                "requirement": page.toward
            }
            self.initial.setdefault("credit", page.credit)
        actions = pack().code_list("enforcement-action").choices()
        for name in ("failed_enforcement", "absent_enforcement"):
            _field(self, name).options = actions
        _field(self, "happened").options = self._whether()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        happened = cleaned.get("happened")
        if not happened:
            return cleaned
        how = self.hows[happened]
        code = cleaned.get(how) or ""
        if code == ACCEPTED:
            how, code = "absent_reason", cleaned.get("absent_reason") or ""
        asked = self.asked.get(code)
        if asked is None:
            self.add_error(how, _("Choose what happened: %s") % self.fields[how].label)
            return cleaned
        cleaned["outcome"] = code
        cleaned["enforcement"] = self._enforcement(asked, cleaned)
        return cleaned

    def _enforcement(self, asked: Asked, cleaned: dict[str, Any]) -> str:
        """What is done about a failure, which is recorded together with it."""
        if not asked.needs_enforcement:
            return ""
        name = "failed_enforcement" if asked.happened == "attended-failed" else "absent_enforcement"
        if not cleaned.get(name):
            self.add_error(name, _("Choose what you do about it"))
        return str(cleaned.get(name) or "")

    def as_said(self) -> dict[str, Any]:
        """What both actions need."""
        cleaned = self.cleaned_data
        return {
            "outcome": cleaned["outcome"],
            "enforcement": cleaned["enforcement"],
            "credit": cleaned.get("credit") or Decimal(0) if "credit" in self.fields else None,
            "note": cleaned["note"],
            "version": cleaned["version"],
            "id": cleaned["once"],
        }

    def _whether(self) -> list[Choice]:
        credit = ("credit",) if "credit" in self.fields else ()
        offered = [
            Choice("attended-complied", _now("Attended and complied"),
                   reveals=("complied_as", *credit)),
            Choice("attended-failed", _now("Attended, did not comply"),
                   reveals=("failed_as", "failed_enforcement")),
            Choice("absent", _now("Did not attend"),
                   reveals=("absent_as", "absent_enforcement")),
            Choice("rescheduled", _now("Rescheduled"), reveals=("moved_as",)),
        ]  # fmt: skip
        there = {one.happened for one in self.page.outcomes}
        return [choice for choice in offered if choice.value in there]

    def _offer_hows(self) -> None:
        for happened, name in self.hows.items():
            outcomes = [one for one in self.page.outcomes if one.happened == happened]
            if happened == "absent":
                accepted = [one for one in outcomes if one.acceptable]
                _field(self, "absent_reason").options = [(o.code, o.title) for o in accepted]
                outcomes = [one for one in outcomes if not one.acceptable]
                _field(self, name).options = [*map(_choice, outcomes), _accepted()]
            else:
                _field(self, name).options = [*map(_choice, outcomes)]
            if outcomes and happened == "attended-complied":
                self.initial.setdefault(name, outcomes[0].code)


class RecordForm(SaidForm):
    """What came of it, and the next appointment."""

    next_at = Moment(_("Next appointment"), lies="future", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("happened") == "rescheduled" and not cleaned.get("next_at"):
            self.add_error("next_at", _("Enter when it will be instead"))
        return cleaned

    def as_arguments(self) -> dict[str, Any]:
        """What the action needs. The next appointment is told from a second sending as well."""
        once = self.cleaned_data["once"]
        return {
            **self.as_said(),
            "next_at": self.cleaned_data["next_at"],
            "next_id": uuid5(once, "next"),
        }


class CorrectForm(SaidForm):
    """What really came of it."""

    why = LongText(
        _("Why is it corrected?"), rows=2, missing=_("Write why what was recorded is not right")
    )

    def as_arguments(self) -> dict[str, Any]:
        """What the action needs."""
        return {**self.as_said(), "why": self.cleaned_data["why"]}


def _field(form: Form, name: str) -> Any:
    """One of our fields, whose options and unit Django's own type does not know of."""
    return form.fields[name]


def _choice(asked: Asked) -> Choice:
    return Choice(asked.code, asked.title, hint=consequence_says(asked.consequence))


def _accepted() -> Choice:
    return Choice(
        ACCEPTED,
        _now("An acceptable reason"),
        hint=_now("The absence does not count against them."),
        reveals=("absent_reason",),
    )


def from_recording(recording: Any) -> dict[str, Any]:
    """What stands, as the form for its correction begins with it."""
    how = SaidForm.hows.get(recording.happened, "")
    begun = {
        "happened": recording.happened,
        "note": recording.entry.text if recording.entry else "",
    }
    if recording.credit is not None:
        begun["credit"] = recording.credit
    if recording.happened == "absent" and recording.acceptable:
        return {**begun, how: ACCEPTED, "absent_reason": recording.outcome}
    enforcement = {"attended-failed": "failed_enforcement", "absent": "absent_enforcement"}
    if recording.happened in enforcement:
        begun[enforcement[recording.happened]] = recording.enforcement
    return {**begun, how: recording.outcome} if how else begun


def _like(last: Any, actor: Actor) -> dict[str, Any]:
    """A new appointment begins like the last one; the first one is with whoever books it."""
    if last is None:
        return {"type": next(iter(pack().appointment_types)), "with_whom": str(actor.staff_id)}
    return {
        "type": last.type,
        "place": last.place,
        "with_whom": str(last.with_whom_id or ""),
        "requirement": str(last.requirement_id or ""),
    }
