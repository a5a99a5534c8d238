"""Checking what was typed for a note, a correction, a document, a filter, a search."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.calendar import local_day
from throughcare.foundation.files import NotTaken, Taken, taken
from throughcare.foundation.packs import pack
from throughcare.foundation.ui.dates import clock_time, day, short_day
from throughcare.foundation.ui.forms import (
    Choice,
    Day,
    File,
    Form,
    LongText,
    ManyChoices,
    Moment,
    Once,
    OneChoice,
    Select,
    Text,
    Version,
)
from throughcare.record.queries import DocumentChoice, EntryFilter, FilterOptions, NoteChoice

ANOTHER = "another"
IMPORTANT = ("yes", _("Important"))
_SHORT = _("For example, 24 11 26")


class HappenedBefore(Form):
    """What the forms for a note and for its correction share: a time in the person's life."""

    marks_optional = False  # what may be left as it is already says so

    def __init__(
        self, *given: Any, now: datetime, born_on: date | None = None, **named: Any
    ) -> None:
        super().__init__(*given, today=local_day(now), **named)
        self.now, self.born_on = now, born_on
        # What is there already shows how to write it.
        self.fields["happened_at"].help_text = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        at = cleaned.get("happened_at")
        if at and at > self.now:
            self.add_error(
                "happened_at",
                _("%(time)s today is still to come. Enter the time it happened")
                % {"time": clock_time(at)},
            )
        if at and self.born_on and local_day(at) < self.born_on:
            self.add_error("happened_at", _before_birth(local_day(at)))
        return cleaned


def _before_birth(on: date) -> str:
    return str(_("%(day)s is before this person was born. Check the year") % {"day": day(on)})


class NoteForm(HappenedBefore):
    """A note about a person. The kinds its writer uses most are in sight, the others in a list."""

    note_type = OneChoice(
        _("Kind of note"), missing=_("Choose what kind of note it is"), inline=True
    )
    other_type = Select(_("Which kind?"), missing=_("Choose which kind of note it is"))
    text = LongText(_("What happened"), rows=7, missing=_("Write what happened"))
    happened_at = Moment(_("When it happened"), lies="past", missing=_("Enter when it happened"))
    marking = Select(
        _("Who may read it"), blank=_("As usual for this kind of note"), required=False
    )
    important = ManyChoices(_("Importance"), options=[IMPORTANT], required=False)
    version = Version()
    once = Once()

    def __init__(
        self,
        *given: Any,
        kinds: Iterable[NoteChoice],
        markings: Iterable[tuple[int, str]],
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self.kinds = {kind.id: kind for kind in kinds}
        usual = [Choice(kind.id, kind.in_full) for kind in self.kinds.values() if kind.is_usual]
        others = [(kind.id, kind.in_full) for kind in self.kinds.values() if not kind.is_usual]
        if others:
            usual.append(Choice(ANOTHER, str(_("Another kind")), reveals=("other_type",)))
        fields: Any = self.fields
        fields["note_type"].options = usual
        fields["other_type"].options = others
        fields["marking"].options = [(str(number), title) for number, title in markings]

    @property
    def kind(self) -> NoteChoice | None:
        """The kind picked so far, whether or not the rest is filled in."""
        picked = str(self["note_type"].value() or "")
        return self.kinds.get(str(self["other_type"].value()) if picked == ANOTHER else picked)

    def as_note(self) -> dict[str, Any]:
        """What the action needs."""
        cleaned, kind = self.cleaned_data, self.kind
        usual = kind.marking if kind else 0
        return {
            "note_type": kind.id if kind else "",
            "text": cleaned["text"],
            "happened_at": cleaned["happened_at"],
            "marking": int(cleaned["marking"]) if cleaned["marking"] else usual,
            "important": bool(cleaned["important"]),
            "id": cleaned["once"],
        }


class DraftForm(Form):
    """What is being written, whatever it is so far."""

    version = Version()


def typed(data: Any) -> dict[str, str]:
    """Everything a form brought that somebody typed or picked."""
    furniture = {"csrfmiddlewaretoken", "version", "template", "keep"}
    return {name: value for name, value in data.items() if name not in furniture}


def from_draft(content: Mapping[str, str]) -> dict[str, Any]:
    """A kept draft as a form begins with it: what was typed, where it was typed."""
    if not content:
        return {}
    return {
        **content,
        "happened_at": (content.get("happened_at_day", ""), content.get("happened_at_time", "")),
        "important": [content["important"]] if content.get("important") else [],
    }


class CorrectionForm(HappenedBefore):
    """Another version of an entry. Left open, when it happened stays as it was."""

    text = LongText(_("What it should say"), rows=10, missing=_("Write what it should say"))
    happened_at = Moment(_("When it happened"), lies="past", required=False)
    important = ManyChoices(_("Importance"), options=[IMPORTANT], required=False)
    once = Once()

    def as_correction(self) -> dict[str, Any]:
        """What the action needs. Choosing between two versions says nothing but the text."""
        cleaned = self.cleaned_data
        return {
            "text": cleaned["text"],
            "happened_at": cleaned["happened_at"],
            "important": None if "keep" in self.data else bool(cleaned["important"]),
            "id": cleaned["once"],
        }


class DocumentForm(Form):
    """A file for the record, and what it is."""

    file = File(_("File"), missing=_("Choose the file"))
    kind = Select(_("Kind of document"), missing=_("Choose what kind of document it is"))
    title = Text(
        _("What it is"),
        hint=_("For example: Community order, Newcastle magistrates’ court"),
        longest=200,
        missing=_("Write what it is, so that it is found again"),
    )
    on = Day(_("Date of the document"), lies="past", missing=_("Enter the date of the document"))
    text = LongText(_("What colleagues should know of it"), rows=3, longest=5000, required=False)
    marking = Select(
        _("Who may read it"), blank=_("As usual for this kind of document"), required=False
    )
    once = Once()

    def __init__(
        self,
        *given: Any,
        kinds: Iterable[DocumentChoice],
        markings: Iterable[tuple[int, str]],
        born_on: date | None = None,
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        rule, fields = pack().document_rule, dict[str, Any](self.fields)
        self.kinds = {kind.id: kind for kind in kinds}
        self.born_on = born_on
        fields["file"].accepts, fields["file"].largest = rule.endings, rule.largest
        fields["file"].help_text = _("%(kinds)s; at most %(largest)d MB") % {
            "kinds": ", ".join(one.title for one in rule.format),
            "largest": rule.largest_megabytes,
        }
        fields["kind"].options = [(kind.id, kind.title) for kind in self.kinds.values()]
        fields["marking"].options = [(str(number), title) for number, title in markings]

    def clean_file(self) -> Taken:
        """What is kept of the file. It was measured already, and now it is looked at."""
        sent = self.cleaned_data["file"]
        try:
            return taken(sent.read(), name=sent.name)
        except NotTaken as fault:
            raise ValidationError(fault.sentence) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        on = cleaned.get("on")
        if on and self.born_on and on < self.born_on:
            self.add_error("on", _before_birth(on))
        if self.errors and "file" not in self.errors:
            # No browser lets a page put a file back.
            self.add_error("file", _("Nothing is wrong with the file, but choose it once more"))
        return cleaned

    def as_document(self) -> dict[str, Any]:
        """What the action needs."""
        cleaned = dict(self.cleaned_data)
        usual = self.kinds[cleaned["kind"]].marking
        cleaned["marking"] = int(cleaned["marking"]) if cleaned["marking"] else usual
        return {"id": cleaned.pop("once"), **cleaned}


class WithdrawForm(Form):
    """Why a document should not have been added."""

    reason = LongText(
        _("Why it should not be on this record"),
        rows=3,
        longest=2000,
        missing=_("Write why it should not be on this record"),
    )
    once = Once()

    def as_withdrawal(self) -> dict[str, Any]:
        """What the action needs."""
        return {"reason": self.cleaned_data["reason"], "id": self.cleaned_data["once"]}


HIDDEN_FROM_ME = ("yes", _("I know that I will not be able to read it any more"))


class RaiseForm(Form):
    """Who may read an entry from now on, of those who may now."""

    marking = OneChoice(_("Who may read it from now on"), missing=_("Choose who may read it"))
    reason = LongText(
        _("Why"),
        rows=3,
        longest=2000,
        hint=_("Only those who may still read it see this."),
        missing=_("Write why fewer people may read it"),
    )
    hidden_from_me = ManyChoices(
        _("If you are not one of them"), options=[HIDDEN_FROM_ME], required=False
    )

    def __init__(
        self, *given: Any, narrower: Iterable[tuple[int, str, bool]], **named: Any
    ) -> None:
        super().__init__(*given, **named)
        fields: Any = self.fields
        narrower = list(narrower)
        fields["marking"].options = [
            Choice(str(number), title, hint="" if mine else _("You could not read it any more"))
            for number, title, mine in narrower
        ]
        if all(mine for _number, _title, mine in narrower):
            del fields["hidden_from_me"]

    def as_raising(self) -> dict[str, Any]:
        """What the action needs."""
        cleaned = self.cleaned_data
        return {
            "marking": int(cleaned["marking"]),
            "reason": cleaned["reason"],
            "knows_it_will_be_hidden": bool(cleaned.get("hidden_from_me")),
        }


def from_entry(entry: Any) -> dict[str, Any]:
    """An entry as the form for its correction begins with it."""
    return {
        "text": entry.text,
        "happened_at": entry.happened_at,
        "important": [IMPORTANT[0]] if entry.is_important else [],
    }


class FilterForm(Form):
    """Narrowing a timeline down; everything typed here ends up in the address."""

    marks_optional = False
    words = Text(_("With these words"), required=False, longest=200)
    group = Select(_("Kind"), blank=_("Everything"), required=False)
    author = Select(_("Written by"), blank=_("Anyone"), required=False)
    system = Select(_("Came from"), blank=_("Anywhere"), required=False)
    since = Day(_("From this day"), required=False, hint=_SHORT)
    until = Day(_("Until this day"), required=False, hint=_SHORT)
    known_on = Day(_("As it was known on"), required=False, lies="past", hint=_SHORT)
    important = ManyChoices(_("Only"), options=[IMPORTANT], required=False)
    kind = Text(required=False)

    def __init__(self, *given: Any, options: FilterOptions, **named: Any) -> None:
        # The form for a note stands on the same page and has a field of the same name.
        super().__init__(*given, auto_id="filter_%s", **named)
        fields: Any = self.fields
        for name in ("group", "author", "system"):
            fields[name].options = getattr(options, f"{name}s")

    @property
    def shown(self) -> list[Any]:
        """Every field but the kind, which only addresses name."""
        return [field for field in self if field.name != "kind"]

    def as_filter(self) -> EntryFilter:
        """What was understood; what was not is left out, and said at the field."""
        self.full_clean()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        found["important"] = bool(found.get("important"))
        if found.get("kind") not in pack().entry_kinds.kinds:
            found.pop("kind", None)
        return EntryFilter(**found)

    def applied(self) -> list[dict[str, str]]:
        """What narrows the list now, each with the address of the list without it."""
        wanted, rules, fields = self.as_filter(), pack().entry_kinds, dict[str, Any](self.fields)
        options = {
            name: {option.value: option.text for option in fields[name].options}
            for name in ("group", "system")
        }
        words = {
            "words": f"“{wanted.words}”",
            "kind": wanted.kind and rules.kinds[wanted.kind].title,
            "group": options["group"].get(wanted.group, ""),
            "author": wanted.author,
            "system": options["system"].get(wanted.system, ""),
            "since": _("from %(day)s") % {"day": short_day(wanted.since)},
            "until": _("until %(day)s") % {"day": short_day(wanted.until)},
            "known_on": _("as known on %(day)s") % {"day": short_day(wanted.known_on)},
            "important": IMPORTANT[1],
        }
        given = {name: value for name, value in self.data.items() if value and name in self.fields}
        return [
            {
                "text": str(words[name]),
                "href": f"?{urlencode({key: given[key] for key in given if key != name})}",
            }
            for name in given
            if getattr(wanted, name)
        ]


class SearchForm(Form):
    """Words to find in every note within reach."""

    marks_optional = False
    words = Text(
        _("Words to find"),
        hint=_("For example: housing, “lost his job”, kevin or kev, debt -school"),
        missing=_("Enter the words you are looking for"),
        longest=200,
        width=30,
    )
