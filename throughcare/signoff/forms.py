"""Checking what was typed about a document on its way."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.packs import pack
from throughcare.foundation.ui.forms import (
    About,
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

ANYBODY = "anybody"


def _reasons() -> list[tuple[str, str]]:
    return [(one.id, one.title) for one in pack().signoff_rule.reason]


class SubmitForm(Form):
    """To whom a document goes, where somebody must countersign it."""

    to = Select(_("Who is to countersign it?"), missing=_("Choose who is to countersign it"))
    comment = LongText(_("Anything they should know"), rows=3, required=False)
    version = Version()
    once = Once()

    def __init__(self, *given: Any, colleagues: Iterable[Any], **named: Any) -> None:
        super().__init__(*given, **named)
        self.colleagues = {str(one.pk): one for one in colleagues}
        field: Any = self.fields["to"]
        field.options = [
            *((key, one.name) for key, one in self.colleagues.items()),
            (ANYBODY, _("Whoever of them is free first")),
        ]

    def as_arguments(self) -> dict[str, Any]:
        """With the colleague who was picked, or nobody in particular."""
        return {**super().as_arguments(), "to": self.colleagues.get(self.cleaned_data["to"])}


class SignForm(Form):
    """One's own signature, where nobody need countersign."""

    comment = LongText(_("Comment"), rows=2, required=False)
    version = Version()
    once = Once()

    def as_arguments(self) -> dict[str, Any]:
        return {**super().as_arguments(), "to": None}


class ReturnForm(Form):
    """Why it comes back, and what is to be changed."""

    reasons = ManyChoices(
        _("Why?"), options=_reasons, missing=_("Choose at least one reason"), required=True
    )
    comment = LongText(_("What is to be changed"), rows=5, missing=_("Write what is to be changed"))
    version = Version()


class CountersignForm(Form):
    """Agreeing with a document as it is."""

    comment = LongText(_("Comment"), rows=2, required=False)
    version = Version()


class WithdrawForm(Form):
    """Why a document is given up."""

    comment = LongText(_("Why is it withdrawn?"), rows=3, missing=_("Write why it is withdrawn"))
    version = Version()


class CommentForm(Form):
    """Something said of one place."""

    text = LongText(
        _("What should be looked at?"), rows=3, longest=2000, missing=_("Write what it is")
    )
    place = About(max_length=200)
    place_says = About(max_length=200)
    marking = About(max_length=2)
    once = Once()

    def clean_marking(self) -> int | None:
        """The marking of the place, where the address names one that there is."""
        said = self.cleaned_data["marking"]
        numbers = {str(one.number): one.number for one in pack().markings.values()}
        return numbers.get(said)


class AskReviewForm(Form):
    """Who is asked what they think, and by when."""

    of = Select(_("Who is to review it?"), missing=_("Choose who is to review it"))
    due_on = Day(_("By when?"), lies="future", missing=_("Enter the day it is needed by"))
    once = Once()

    def __init__(self, *given: Any, colleagues: Iterable[Any], **named: Any) -> None:
        super().__init__(*given, **named)
        self.colleagues = {str(one.pk): one for one in colleagues}
        field: Any = self.fields["of"]
        field.options = [(key, one.name) for key, one in self.colleagues.items()]


class ReviewForm(Form):
    """How far each criterion of the pack is met, and whether the reviewer agrees."""

    agrees = YesNo(_("Do you agree with it?"), missing=_("Say whether you agree"))
    because = LongText(
        _("Why, or why not?"), rows=4, required=False, hint=_("Needed if you do not agree")
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        rule = pack().signoff_rule
        own = {name: self.fields.pop(name) for name in ("agrees", "because")}
        for one in rule.criterion:
            about = {"criterion": one.title}
            rating = OneChoice(
                one.title,
                hint=one.asks,
                options=[Choice(rating.id, rating.title) for rating in rule.rating],
                inline=True,
                missing=_("%(criterion)s: choose how far it is met") % about,
            )
            words = Text(_("%(criterion)s in a few words") % about, required=False, longest=500)
            for name, field in ((f"rating-{one.id}", rating), (f"words-{one.id}", words)):
                field.today = self.today
                self.fields[name] = field
        self.fields.update(own)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("agrees") is False and not (cleaned.get("because") or "").strip():
            self.add_error("because", _("Write why you do not agree"))
        return cleaned

    @property
    def ratings(self) -> dict[str, dict[str, str]]:
        """What was said, by criterion."""
        return {
            one.id: {
                "rating": self.cleaned_data[f"rating-{one.id}"],
                "words": self.cleaned_data[f"words-{one.id}"],
            }
            for one in pack().signoff_rule.criterion
        }


class PeriodForm(Form):
    """Over which time returns are counted."""

    marks_optional = False
    since = Day(_("From"), lies="past", width=10, missing=_("Enter a date"))
    until = Day(_("until"), lies="past", width=10, missing=_("Enter a date"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if isinstance(since, date) and isinstance(until, date) and until < since:
            self.add_error("until", _("The last day cannot be before the first"))
        return cleaned
