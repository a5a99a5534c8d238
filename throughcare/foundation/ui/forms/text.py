"""Words and numbers.

Text is kept as it was typed, with two exceptions nobody can store: the NUL character and half of a
surrogate pair become U+FFFD, the sign for "something was here". Nothing else is refused or changed
(browsers send every new line as CR LF; we keep LF).
"""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from throughcare.foundation.ui.forms.asked import Asked, Question
from throughcare.foundation.ui.text import count
from throughcare.foundation.ui.words import Words

LONGEST_LINE = 1_000
LONGEST_TEXT = 200_000

_CANNOT_BE_KEPT = re.compile("[\x00\ud800-\udfff]")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,10})?")


class Text(Asked, forms.CharField):
    """One line. Spaces around it are dropped."""

    shown_by = "ui/fields/input.html"

    def __init__(
        self,
        label: Words = "",
        *,
        longest: int = LONGEST_LINE,
        autocomplete: str = "",
        **options: Any,
    ) -> None:
        super().__init__(label, **options)
        self.longest, self.autocomplete = longest, autocomplete

    def to_python(self, value: Any) -> str:
        text = super().to_python(keepable(value)) or ""
        if len(text) > self.longest:
            raise forms.ValidationError(
                _("“%(label)s” can be %(longest)s characters long; this is %(length)s. Shorten it")
                % {
                    "label": self.label,
                    "longest": count(self.longest),
                    "length": count(len(text)),
                },
                code="too_long",
            )
        return text


class LongText(Text):
    """As much as somebody needs to write. `guide` suggests a length and enforces nothing."""

    shown_by = "ui/fields/textarea.html"
    widget = forms.Textarea

    def __init__(
        self,
        label: Words = "",
        *,
        rows: int = 8,
        guide: int | None = None,
        longest: int = LONGEST_TEXT,
        **options: Any,
    ) -> None:
        super().__init__(label, longest=longest, strip=False, **options)
        self.rows, self.guide = rows, guide

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> Question:
        return Writing(form, self, field_name)

    def validate(self, value: str) -> None:
        super().validate(value.strip())


class Writing(Question):
    """A long text on the page."""

    field: LongText

    @property
    def guidance(self) -> str:
        if not self.field.guide:
            return ""
        return _("About %(n)s characters is usual; you can write more") % {
            "n": count(self.field.guide)
        }

    @property
    def verbatim(self) -> SafeString:
        """The text so that the browser reads back exactly what was typed.

        New lines are written as references, or the macros' indentation would creep into the text
        with every round; one more goes first, because a browser drops the first of a textarea.
        """
        text = str(escape(self.answer)).replace("\r\n", "\n").replace("\n", "&#10;")
        return SafeString(f"&#10;{text}")


class Number(Asked):
    """A number with its unit: `Number(_("Hours done"), unit=_("hours"), least=0)`."""

    shown_by = "ui/fields/input.html"
    widget = forms.TextInput

    def __init__(
        self,
        label: Words = "",
        *,
        unit: Words = "",
        whole: bool = False,
        least: int | Decimal | None = None,
        most: int | Decimal | None = None,
        width: int | None = 5,
        **options: Any,
    ) -> None:
        super().__init__(label, width=width, **options)
        self.unit, self.whole, self.least, self.most = unit, whole, least, most

    @property
    def inputmode(self) -> str:
        """Which keys a phone offers; those without a minus only where there can be none."""
        is_bare = self.whole and self.least is not None and self.least >= 0
        return "numeric" if is_bare else "decimal"

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> int | Decimal | None:
        text = re.sub(r"[\s,]", "", str(value or ""))
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            raise forms.ValidationError(
                _("Enter “%(label)s” in figures, like 12") % {"label": self.label},
                code="not_number",
            )
        number = Decimal(text)
        if not self.whole:
            return number
        if number != number.to_integral_value():
            raise forms.ValidationError(
                _("“%(label)s” must be a whole number") % {"label": self.label}, code="not_whole"
            )
        return int(number)

    def validate(self, value: int | Decimal | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.least is not None and value < self.least:
            raise forms.ValidationError(
                _("“%(label)s” must be %(least)s or more")
                % {"label": self.label, "least": self.least},
                code="too_small",
            )
        if self.most is not None and value > self.most:
            raise forms.ValidationError(
                _("“%(label)s” must be %(most)s or less")
                % {"label": self.label, "most": self.most},
                code="too_big",
            )


class Code(Text):
    """A code of so many digits, leading zeros and all."""

    inputmode = "numeric"

    def __init__(self, label: Words = "", *, digits: int, **options: Any) -> None:
        options.setdefault("width", 5 if digits <= 5 else 10)
        super().__init__(label, **options)
        self.digits = digits

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not re.fullmatch(f"[0-9]{{{self.digits}}}", value):
            raise forms.ValidationError(
                _("Enter “%(label)s” as %(n)s digits") % {"label": self.label, "n": self.digits},
                code="not_code",
            )


def keepable(value: Any) -> Any:
    """The text without what no database can hold, and with one kind of new line."""
    if not isinstance(value, str):
        return value
    return _CANNOT_BE_KEPT.sub("\ufffd", value.replace("\r\n", "\n"))
