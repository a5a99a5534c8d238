"""Checking what was typed into an assessment."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from throughcare.assessments import replies as marks
from throughcare.assessments.replies import ANSWERED, NOT_KNOWN, Replies, Reply
from throughcare.foundation.learning import Offered
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.questionnaire import Section
from throughcare.foundation.packs.questions import PICKED, Column, Question
from throughcare.foundation.packs.roles import Marking
from throughcare.foundation.ui.forms import (
    Choice,
    Code,
    Day,
    Form,
    LongText,
    ManyChoices,
    Named,
    Number,
    Once,
    OneChoice,
    Rows,
    Select,
    Text,
    Version,
)
from throughcare.foundation.ui.forms.asked import Asked

# No option of an instrument can be called this.
NOT_KNOWN_YET = "?"
# More options than this are a list to pick from: nobody reads two dozen radio buttons.
MOST_BUTTONS = 12
# Answers of no more letters together stand side by side.
ONE_LINE = 40


class Carried(Asked, forms.CharField):
    """Words a form carries unseen and brings back."""

    shown_by = "ui/fields/hidden.html"
    widget = forms.HiddenInput


class NotKnownYet(ManyChoices):
    """One box to tick beside a question whose answer is typed."""

    shown_by = "assessments/not_known_yet.html"


class StartForm(Form):
    """Start an instrument, and say who may read what is answered."""

    instrument = OneChoice(_("What do you want to assess?"))
    marking = Select(_("Who may read it"))
    once = Once()

    def __init__(
        self,
        data: Any = None,
        *,
        instruments: Mapping[str, Instrument],
        markings: Sequence[Marking],
    ) -> None:
        initial = {"instrument": next(iter(instruments), ""), "marking": "0"}
        super().__init__(data, initial=initial)
        self.instruments = instruments
        which, who = self.fields["instrument"], self.fields["marking"]
        assert isinstance(which, OneChoice)
        assert isinstance(who, Select)
        which.options = [Choice(one.id, one.title, hint=one.about) for one in instruments.values()]
        who.options = [(one.number, f"{one.title}. {one.about}") for one in markings]

    def as_arguments(self) -> dict[str, Any]:
        """What the action wants to be told."""
        return {
            "instrument": self.instruments[self.cleaned_data["instrument"]],
            "marking": int(self.cleaned_data["marking"]),
            "id": self.cleaned_data["once"],
        }


class SignForm(Form):
    """Sign the answers as they were read, at this version of them."""

    answers = Version()


class WithdrawForm(Form):
    """Put aside what was begun in error."""

    why = LongText(
        _("Why is it withdrawn?"),
        hint=_("For example: begun for the wrong person, or a colleague has one under way"),
        missing=_("Write why it is withdrawn"),
        rows=3,
        longest=2000,
    )
    version = Version()


class CompareForm(Form):
    """Which two assessments to set side by side."""

    one = Select(_("This assessment"), missing=_("Choose an assessment"))
    other = Select(_("Beside this one"), missing=_("Choose another assessment"))

    marks_optional = False

    def __init__(self, data: Any = None, *, offered: Sequence[tuple[UUID, str]], **named: Any):
        super().__init__(data, **named)
        self.can_choose = len(offered) > 1
        for field in (self.fields["one"], self.fields["other"]):
            assert isinstance(field, Select)
            field.options = [(str(id), says) for id, says in offered]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and given["one"] == given["other"]:
            self.add_error("other", _("Choose another one than the first"))
        return given


class EntryNumber(Asked, forms.UUIDField):
    """Which entry of the record; the page says so unseen."""

    shown_by = "ui/fields/hidden.html"
    widget = forms.HiddenInput


class EvidenceForm(Form):
    """Which entry an answer rests on, and how."""

    entry = EntryNumber()
    side = OneChoice(
        _("How does it speak?"),
        options=[("for", _("For the answer")), ("against", _("Against it"))],
        inline=True,
    )
    says = Text(_("What in it matters"), required=False, longest=500)


class SearchForm(Form):
    """Words to look for on the record."""

    words = Text(_("Words in it"), required=False)
    marks_optional = False


class SectionForm(Form):
    """One section. Nothing has to be answered to be saved: what is missing shows at the end."""

    marks_optional = False
    version = Carried(required=False)  # called so because a page's script brings it up to date

    def __init__(
        self,
        data: Any = None,
        *,
        section: Section,
        name: str,
        kept: Replies,
        known: Mapping[str, str],
        to_pick: Mapping[str, Sequence[Offered]] | None = None,
    ) -> None:
        shown = {question.id: kept.get(question.id, marks.NOTHING) for question in section.question}
        initial = {
            name: value
            for question in section.question
            for name, value in _initial(question, shown[question.id]).items()
        }
        super().__init__(data, initial={**initial, "version": marks.written(known)})
        self.section = section
        self.to_pick = to_pick or {}
        for question in section.question:
            self._ask(question, question.asked_of(name))

    def _ask(self, question: Question, asks: str) -> None:
        label = _("%(asks)s (optional)") % {"asks": asks} if question.optional else asks
        field = self._field(question)
        field.label, field.required = label, False
        # What a date may look like is said as well.
        field.help_text = " ".join(str(one) for one in (question.hint, field.help_text) if one)
        if not question.offered:
            box = Choice(NOT_KNOWN_YET, _("Not known yet"))
            self.fields[f"unknown-{question.id}"] = NotKnownYet(asks, options=[box], required=False)
        self.fields[f"q-{question.id}"] = field
        self.fields[f"note-{question.id}"] = LongText(
            _("Note on this answer"), rows=3, required=False
        )

    def _field(self, question: Question) -> Asked:
        if question.kind not in PICKED:
            return _FIELDS[question.kind](question)
        offered = self.to_pick.get(question.kind, ())
        return Named(options=[Choice(one.link, one.says) for one in offered])

    @property
    def known(self) -> dict[str, str]:
        """For each question that was on the page, the mark of the reply it knew to be saved."""
        questions = [question.id for question in self.section.question]
        return marks.read(self.cleaned_data.get("version") or "", questions)

    @property
    def wrong(self) -> list[str]:
        """What to say of the answers that cannot be taken, each in a sentence."""
        return [str(error) for errors in self.errors.values() for error in errors]

    @property
    def replies(self) -> dict[str, Reply]:
        """What was replied to the questions on the page, but for what cannot be an answer."""
        given = {
            question.id: self._reply(question)
            for question in self.section.question
            if not self.errors.keys() & {f"q-{question.id}", f"note-{question.id}"}
        }
        if self.known:
            return {id: reply for id, reply in given.items() if id in self.known}
        # A page that does not say what it knew answers what it answers.
        return {id: reply for id, reply in given.items() if reply != marks.NOTHING}

    def _reply(self, question: Question) -> Reply:
        value = self.cleaned_data[f"q-{question.id}"]
        note = self.cleaned_data[f"note-{question.id}"] or ""
        note = note if note.strip() else ""
        if not question.offered:
            # What somebody typed counts for more than a box left ticked.
            if typed := _kept(value):
                return Reply(ANSWERED, typed, note)
            unknown = self.cleaned_data[f"unknown-{question.id}"]
            return Reply(NOT_KNOWN if unknown else "", None, note)
        if value in (NOT_KNOWN_YET, [NOT_KNOWN_YET]):
            return Reply(NOT_KNOWN, None, note)
        if question.kind == "several":
            value = [option.id for option in question.options if option.id in value]
        return Reply(ANSWERED, value, note) if value else Reply(note=note)


class ChooseForm(Form):
    """Which of the answers to keep, question by question."""

    # Neither this nor the questions are called what they are in the section's form: a browser puts
    # what was typed there back into fields of the same name.
    known_marks = Carried()

    def __init__(self, data: Any = None, *, contested: Iterable[Any]) -> None:
        known = marks.written({one.question: one.known for one in contested})
        super().__init__(data, initial={"known_marks": known})
        self.questions_contested = [one.question for one in contested]
        for one in contested:
            self.fields[f"keep-{one.question}"] = OneChoice(
                one.asks,
                options=[(version.key, version.by) for version in one.versions],
                missing=_("Choose which answer to keep: %(question)s") % {"question": one.asks},
            )

    @property
    def known(self) -> dict[str, str]:
        """The mark of each saved answer as it was shown."""
        return marks.read(self.cleaned_data["known_marks"], self.questions_contested)

    @property
    def choices(self) -> dict[str, UUID | None]:
        """For each question the answer chosen: None for the one that is saved."""
        chosen = {id: self.cleaned_data[f"keep-{id}"] for id in self.questions_contested}
        return {id: None if key == "saved" else UUID(key) for id, key in chosen.items()}


def _one(question: Question) -> Asked:
    options = _options(question)
    if len(options) > MOST_BUTTONS:
        return Select(options=options)
    return OneChoice(options=options, inline=sum(len(o.says) for o in question.offered) <= ONE_LINE)


def _text(question: Question) -> Asked:
    return Code(digits=question.digits) if question.digits else LongText(rows=4)


_FIELDS: Mapping[str, Callable[[Question], Asked]] = {
    "one": _one,
    "yes-no": _one,
    "several": lambda question: ManyChoices(options=_options(question)),
    "text": _text,
    "number": lambda question: Number(whole=True, least=question.least or 0, most=question.most),
    "date": lambda question: Day(lies=question.lies),
    "table": lambda question: Rows(
        columns={column.id: _cell(column) for column in question.column}
    ),
}


def _cell(column: Column) -> Asked:
    """One input of a table."""
    if column.kind == "one":
        options = [Choice(one.id, one.says) for one in column.options]
        return Select(column.title, options=options, required=False)
    kinds: dict[str, Callable[..., Asked]] = {
        "text": Text,
        "number": partial(Number, whole=True, least=0),
        "date": Day,
    }
    return kinds[column.kind](column.title, required=False)


def _options(question: Question) -> list[Choice]:
    """What can be chosen. "Not known yet" goes with none of several answers."""
    offered = [Choice(one.id, one.says, alone=one.alone) for one in question.offered]
    return [*offered, Choice(NOT_KNOWN_YET, _("Not known yet"), alone=question.kind == "several")]


def _initial(question: Question, reply: Reply) -> dict[str, Any]:
    """What the fields of a question begin with."""
    value: Any = reply.value
    if reply.is_not_known and question.offered:
        value = NOT_KNOWN_YET
    elif question.kind == "date" and isinstance(value, str):
        value = date.fromisoformat(value)
    elif question.kind == "table" and value:
        dates = {column.id for column in question.column if column.kind == "date"}
        value = [
            {id: date.fromisoformat(cell) if id in dates else cell for id, cell in row.items()}
            for row in value
        ]
    return {
        f"note-{question.id}": reply.note,
        f"unknown-{question.id}": [NOT_KNOWN_YET] if reply.is_not_known else [],
        f"q-{question.id}": value,
    }


def _kept(typed: Any) -> Any:
    """What was typed, as an answer is kept; empty for nothing but spaces."""
    if isinstance(typed, dict):
        return typed
    if isinstance(typed, list):
        rows = [{id: _kept(cell) for id, cell in row.items()} for row in typed]
        return [{id: cell for id, cell in row.items() if cell} for row in rows]
    if isinstance(typed, date):
        return typed.isoformat()
    text = "" if typed is None else str(typed)
    return text if text.strip() else ""
