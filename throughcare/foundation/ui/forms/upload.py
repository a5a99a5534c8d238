"""A file from somebody's computer."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughcare.foundation.ui.forms.asked import Asked
from throughcare.foundation.ui.words import Words


class File(Asked, forms.FileField):
    """One file, up to a size in bytes; with none, of any. `accepts` lists the endings a browser
    offers, like (".pdf", ".docx").

    What it is its content tells, whatever it is called: `foundation.files.taken` looks.
    """

    shown_by = "ui/fields/file.html"
    required_message = required_answer = gettext_lazy("Choose a file: %(label)s")

    def __init__(
        self,
        label: Words = "",
        *,
        accepts: tuple[str, ...] = (),
        largest: int | None = None,
        **options: Any,
    ) -> None:
        super().__init__(label, **options)
        self.accepts, self.largest = accepts, largest

    def clean(self, data: Any, initial: Any = None) -> Any:
        if not data and not initial and self.required:
            self.object_to_nothing()
        return super().clean(data, initial)

    def to_python(self, data: Any) -> UploadedFile | None:
        if data in self.empty_values:
            return None
        if not data.size:
            raise forms.ValidationError(_("That file is empty. Choose another"), code="empty")
        if self.largest is not None and data.size > self.largest:
            raise forms.ValidationError(
                _("That file is larger than %(largest)s. Choose a smaller one")
                % {"largest": filesizeformat(self.largest)},
                code="too_large",
            )
        return data  # type: ignore[no-any-return]
