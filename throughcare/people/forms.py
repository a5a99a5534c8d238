"""Checking what was typed about how somebody lives, and about who may see them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.packs import pack
from throughcare.foundation.ui.dates import moment
from throughcare.foundation.ui.forms import (
    Choice,
    Day,
    Form,
    LongText,
    ManyChoices,
    Once,
    OneChoice,
    Select,
    Text,
    Version,
    YesNo,
)
from throughcare.people.models import EmergencyReview
from throughcare.people.queries import Since, exact_readings


class CircumstanceForm(Form):
    """One thing about how somebody lives. `facts` is what it says, by column."""

    once = Once()
    version = Version(initial=0)

    marks_optional = False  # little of it is ever known, and none of it is demanded

    @property
    def facts(self) -> dict[str, Any]:
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"once", "version"}
        }


class SpanForm(CircumstanceForm):
    """Something that holds from one day until another."""

    since = Day(_("Since"), required=False)
    until = Day(_("Until"), hint=_("Leave empty while it still holds"), required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("It cannot end before it began"))
        return given


class AddressForm(SpanForm):
    no_fixed_abode = YesNo(_("Are they of no fixed address?"), required=False)
    lines = LongText(_("Address"), rows=4, longest=2000, required=False)
    postcode = Text(_("Postcode"), width=10, required=False)
    telephone = Text(_("Telephone there"), width=20, required=False)
    status = Select(
        _("What is this address?"),
        options=lambda: pack().code_list("address-status").choices(),
        required=False,
    )
    note = LongText(_("Anything a visitor should know"), rows=3, required=False)
    field_order = ("no_fixed_abode", "lines", "postcode", "telephone", "status", "note")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        given["no_fixed_abode"] = bool(given.get("no_fixed_abode"))
        if not self.errors and not given["no_fixed_abode"] and not given.get("lines"):
            self.add_error("lines", _("Write the address, or say that there is no fixed one"))
        return given


class ReachableForm(CircumstanceForm):
    kind = OneChoice(
        _("What is it?"),
        options=[
            ("mobile", _("Mobile number")),
            ("telephone", _("Telephone number")),
            ("email", _("E-mail address")),
        ],
    )
    value = Text(_("Number or address"), width=30)
    may_text = YesNo(_("May we send text messages to it?"), required=False)


class PersonalContactForm(SpanForm):
    name = Text(_("Name"))
    relationship = Text(_("Who they are to the person"), hint=_("For example: mother, GP"))
    telephone = Text(_("Telephone"), width=20, required=False)
    email = Text(_("E-mail"), width=30, required=False)
    address = LongText(_("Address"), rows=3, longest=2000, required=False)
    is_emergency_contact = YesNo(_("Call them in an emergency?"), required=False)
    is_next_of_kin = YesNo(_("Next of kin?"), required=False)
    note = LongText(_("Note"), rows=3, required=False)
    field_order = ("name", "relationship", "telephone", "email", "address")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for name in ("is_emergency_contact", "is_next_of_kin"):
            given[name] = bool(given.get(name))
        return given


class DependantForm(CircumstanceForm):
    name = Text(_("Name"))
    relationship = Text(_("Who they are to the person"), hint=_("For example: son, aunt"))
    born_on = Day(_("Date of birth"), lies="past", required=False)
    lives_with_person = YesNo(_("Do they live with the person?"), required=False)
    note = LongText(_("Note"), rows=3, required=False)


class CommunicationForm(CircumstanceForm):
    spoken_language = Select(
        _("Language the person speaks with us"),
        options=lambda: pack().code_list("language").choices(),
        required=False,
    )
    written_language = Select(
        _("Language of their letters"),
        options=lambda: pack().code_list("language").choices(),
        required=False,
    )
    needs_interpreter = YesNo(_("Is an interpreter needed?"), required=False)
    concerns = LongText(_("What helps when speaking or writing"), rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        languages = pack().code_list("language")
        for kind in ("spoken", "written"):
            code = given.get(f"{kind}_language") or ""
            given[f"{kind}_text"] = languages.title_of(code) if code else ""
        return given


class AdjustmentForm(SpanForm):
    text = Text(_("What is done differently"), hint=_("For example: large print, a hearing loop"))
    note = LongText(_("Note"), rows=3, required=False)
    field_order = ("text", "note")


class CharacteristicForm(SpanForm):
    """An answer on one of the official lists; which list, the page says."""

    code = Select(_("Answer"))
    note = LongText(_("Note"), rows=3, required=False)
    field_order = ("code", "note")

    def __init__(self, *given: Any, listed: str = "ethnicity", **named: Any) -> None:
        super().__init__(*given, **named)
        self.listed = listed
        self.fields["code"].options = pack().code_list(listed).choices()  # type: ignore[attr-defined]

    @property
    def facts(self) -> dict[str, Any]:
        text = pack().code_list(self.listed).title_of(self.cleaned_data["code"])
        return {**super().facts, "kind": self.listed, "text": text}


CIRCUMSTANCE_FORMS: dict[str, tuple[Any, type[CircumstanceForm]]] = {
    "address": (_("Address"), AddressForm),
    "reachable": (_("Telephone or e-mail"), ReachableForm),
    "contact": (_("Important person"), PersonalContactForm),
    "dependant": (_("Dependant"), DependantForm),
    "communication": (_("Language and interpreter"), CommunicationForm),
    "adjustment": (_("Adjustment"), AdjustmentForm),
    "characteristic": (_("Characteristic"), CharacteristicForm),
}
"""Title and form of everything that can be written down, by the word in its address."""


class GrantForm(Form):
    """Name a colleague who may see the person."""

    colleague = Text(_("Their e-mail address at work"), width=30, autocomplete="off")
    markings = ManyChoices(_("What may they read?"))
    until = Day(_("Until"), lies="future", hint=_("Access ends by itself on that day"))
    reason = LongText(_("Why do they need it?"), rows=3, longest=2000)
    once = Once()

    def __init__(self, *given: Any, markings: Any = (), **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["markings"].options = markings  # type: ignore[attr-defined]


class ExclusionForm(Form):
    """Keep a colleague from seeing the person."""

    colleague = Text(_("Their e-mail address at work"), width=30, autocomplete="off")
    reason = LongText(
        _("Why must they not see this record?"),
        hint=_("For example: neighbours, related, a victim of the offence"),
        rows=3,
        longest=2000,
    )
    once = Once()


class EndForm(Form):
    """Why a name or an exclusion ends before its time."""

    because = LongText(_("Why does it end?"), rows=3, longest=2000, missing=_("Write why it ends"))


class RestrictionForm(Form):
    """Only those named may see the person."""

    colleagues = LongText(
        _("Who may still see the record?"),
        hint=_("One e-mail address a line. Whoever holds the case now is always among them."),
        rows=4,
        longest=4000,
        required=False,
    )
    reason = LongText(_("Why?"), rows=3, longest=2000)


class HandingForm(Form):
    """Give a case to somebody. Whom it can go to, the page says."""

    NOBODY = "nobody"

    colleague = Select(_("Who takes the case?"), missing=_("Choose who takes the case"))
    on = Day(
        _("From which day?"),
        lies="past",
        hint=_("Today, or an earlier day if it has changed hands already"),
    )
    note = LongText(
        _("Hand-over note"),
        hint=_(
            "What whoever takes the case needs to know first. It goes onto the timeline, where "
            "everybody who can open this record reads it."
        ),
        missing=_("Write what whoever takes the case needs to know"),
        rows=6,
    )
    once = Once()

    def __init__(self, *given: Any, page: Any, me: int | None, **named: Any) -> None:
        super().__init__(*given, **named)
        self._by_ref = {str(one.ref): one for one in page.colleagues}
        options = [
            (ref, _("%(name)s (you)") % {"name": one.name} if one.pk == me else one.name)
            for ref, one in self._by_ref.items()
        ]
        if page.can_wait:
            options.append((self.NOBODY, _("Nobody yet: their manager will give it out")))
        self.fields["colleague"].options = options  # type: ignore[attr-defined]

    @property
    def holder(self) -> Any:
        """The colleague chosen; None for nobody yet."""
        return self._by_ref.get(self.cleaned_data["colleague"])

    @property
    def given(self) -> dict[str, Any]:
        """What the actions want to know."""
        said = self.cleaned_data
        return {"holder": self.holder, "on": said["on"], "note": said["note"], "id": said["once"]}


class LettingGoForm(Form):
    """Why a specialist team lets somebody go, and from which day."""

    on = Day(_("From which day?"), lies="past", hint=_("Today, or an earlier day"))
    because = LongText(
        _("Why does the team let this person go?"),
        hint=_("It goes onto the timeline, where everybody who can open this record reads it."),
        missing=_("Write why the team lets this person go"),
        rows=6,
    )
    once = Once()

    @property
    def given(self) -> dict[str, Any]:
        """What the action wants to know."""
        said = self.cleaned_data
        return {"on": said["on"], "because": said["because"], "id": said["once"]}


class EmergencyForm(Form):
    """Open a record in an emergency: exactly who, and why."""

    number = Text(_("CRN or NOMIS number"), width=10, autocomplete="off")
    born_on = Day(_("Date of birth"), lies="past", hint=_("For example, 17 5 1990"))
    reason = LongText(
        _("What is the emergency?"),
        hint=_("The case holder and their manager read this."),
        missing=_("Write what the emergency is"),
        rows=4,
        longest=2000,
    )
    once = Once()

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if not exact_readings(number):
            raise ValidationError(
                _("Type the whole number: a CRN like X123456, or a NOMIS number like A1234BC")
            )
        return number

    @property
    def given(self) -> dict[str, Any]:
        """What the action wants to know."""
        said = self.cleaned_data
        asked = {name: said[name] for name in ("number", "born_on", "reason")}
        return {**asked, "id": said["once"]}


class ReviewForm(Form):
    """What a manager found about a record opened in an emergency."""

    finding = OneChoice(
        _("What did you find?"),
        options=EmergencyReview.Finding.choices,
        missing=_("Choose what you found"),
    )
    note = LongText(
        _("Note"),
        hint=_("Whom you asked, and what is to happen if it is to be followed up."),
        missing=_("Write what you found"),
        rows=4,
        longest=2000,
    )
    version = Version(initial=0)


class OtherForm(Form):
    """Who else on record may be the same person."""

    text = Text(
        _("Their other number or name"),
        hint=_("A CRN, NOMIS, PNC or CRO number, or a name"),
        width=20,
        autocomplete="off",
        missing=_("Type a number or a name"),
    )


class TakeBackForm(Form):
    """Why the two are not one, and which of what was written since is about the other."""

    theirs = ManyChoices("", options=[], required=False)
    because = LongText(
        _("How do you know that they are two people?"),
        missing=_("Write how you know"),
        rows=3,
        longest=2000,
    )

    def __init__(self, *given: Any, since: list[Since], other: str, **named: Any) -> None:
        super().__init__(*given, **named)
        theirs: Any = self.fields["theirs"]
        theirs.options = [
            Choice(one.key, one.what, hint=f"{one.who}, {moment(one.at)}") for one in since
        ]
        theirs.label = _("Which of these are about %(name)s?") % {"name": other}
        if not since:
            del self.fields["theirs"]

    @property
    def given(self) -> dict[str, Any]:
        """What the action wants to know."""
        rows = [one.split(":", 1) for one in self.cleaned_data.get("theirs", [])]
        return {"because": self.cleaned_data["because"], "to_other": [(a, b) for a, b in rows]}


class LooksForm(Form):
    """From which day until which."""

    since = Day(_("From"), required=False)
    until = Day(_("Until"), required=False)

    marks_optional = False
