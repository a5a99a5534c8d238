"""Words that look like something else, and answers nobody could give."""

import re
from html import unescape

import pytest
from django.urls import reverse

from tests.faults.forms import FORMS
from tests.faults.kept import texts_in, what_is_kept, writes_so_far
from tests.faults.sending import in_turn, undone
from tests.faults.sheets import sheet
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.ui.forms.text import LONGEST_TEXT
from throughcare.record.models import Entry

# SQL, templates of three kinds, markup, marks that turn text round, control characters, formats.
NASTY = (
    "'; drop table people_person; -- {{7*7}} ${7*7} {% include '/etc/passwd' %}"
    " <script>alert(1)</script> <img src=x onerror=alert(1)> &lt;b&gt; \\ %s %(x)s \u202etfel\u202c"
    " \u200f\u2066 a\u0308 ŵ 漢字 \U0001f642 \x07\x1b[31m\x7f\u2028 end"
)
A_DAY = re.compile(r"(^|[_-])(on|day|since|until|due)(-|$)")

every_form = pytest.mark.parametrize("form", FORMS, ids=str)


@pytest.mark.parametrize("form", [form for form in FORMS if form.writes], ids=str)
def test_words_are_kept_as_they_were_written_and_shown_as_words(opened, cast, form):
    form = opened(form)
    before = what_is_kept()

    answer = form.send(**dict.fromkeys(form.form.writes, NASTY))

    assert form.took(answer), answer.content.decode()
    after = what_is_kept()
    changed = [table for table in after if after[table] != before[table]]
    assert NASTY in texts_in([table for table in changed if not table.startswith("audit_")])
    for page in _pages_after(form, answer, cast):
        shown = form.client.get(page).content.decode()
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert not re.search(r"\b49\b.{0,3}\$", shown)


def _pages_after(form, answer, cast):
    led_to = [answer.headers["Location"]] if "Location" in answer.headers else []
    about = [reverse(name, args=[cast.dan.ref]) for name in ("web:overview", "record:timeline")]
    return [*led_to, form.page, *about]


def test_what_was_written_is_seen_on_the_page_as_it_was_written(client, cast):
    client.force_login(cast.member("amina"))
    page = reverse("record:timeline", args=[cast.dan.ref])
    form = sheet(client.get(page).content.decode(), page=page, to=page)

    client.post(page, {**form, "note_type": "contact", "text": NASTY})

    shown = unescape(client.get(page).content.decode())
    for part in ("'; drop table people_person; --", "{{7*7}} ${7*7}", "<script>alert(1)</script>"):
        assert part in shown


NO_DAYS = ("31 2 2026", "99/99/9999", "1 1 0000")
WRONG = (
    *NO_DAYS,
    None,
    "",
    "-1",
    "9" * 400,
    "no-such-answer\x00",
    ["a", "b"],
)


@pytest.mark.parametrize("form", [form for form in FORMS if form.is_deed], ids=str)
def test_an_answer_nobody_could_give_is_refused_whole_and_in_words(opened, form):
    form = opened(form)
    before = what_is_kept()

    for name in _one_of_each_kind(form.filled):
        wrongs = WRONG if A_DAY.search(name) else in_turn(WRONG, f"{form.form} {name}", share=5)
        for wrong in wrongs:
            with undone() as written:
                answer = form.send(**{name: wrong})
                if form.took(answer):
                    assert not (A_DAY.search(name) and wrong in NO_DAYS), (name, wrong)
                else:
                    if not form.form.saves_the_rest:
                        kept_nothing = writes_so_far() == written or what_is_kept() == before
                        assert kept_nothing, (name, wrong)
                    assert _is_said(answer), (name, wrong)


def _one_of_each_kind(fields):
    """A form may ask the same of each of many rows: of those the first."""
    kinds = {re.sub(r"[0-9a-f-]{36}|\d+", "", name): name for name in reversed(fields)}
    return set(kinds.values()) - {"csrfmiddlewaretoken"}


def _is_said(answer):
    """The page says what is wrong, and so does its status where it is no form any more."""
    if answer.status_code == 200:
        return "There is a problem" in answer.content.decode()
    return answer.status_code in (302, 400, 403, 404, 409, 422)


def test_a_note_as_long_as_notes_may_be_comes_back_as_it_was(client, cast):
    client.force_login(cast.member("amina"))
    page = reverse("record:timeline", args=[cast.dan.ref])
    form = sheet(client.get(page).content.decode(), page=page, to=page)
    line = '  He said: "it\'s fine", & left. ŵ 🙂\n\n'
    text = (line * (LONGEST_TEXT // len(line) + 1))[: LONGEST_TEXT - 1] + "."

    client.post(page, {**form, "note_type": "contact", "text": text.replace("\n", "\r\n")})

    with acting_as(SYSTEM):
        entry = Entry.objects.get(kind="note")
    assert entry.text == text
    again = reverse("record:entry", args=[cast.dan.ref, entry.pk])
    assert sheet(client.get(again).content.decode(), page=again, to=again)["text"] == text


def test_a_note_one_character_too_long_is_refused_and_nothing_of_it_is_lost(client, cast):
    client.force_login(cast.member("amina"))
    page = reverse("record:timeline", args=[cast.dan.ref])
    form = sheet(client.get(page).content.decode(), page=page, to=page)
    text = "a" * (LONGEST_TEXT + 1)
    before = what_is_kept()

    answer = client.post(page, {**form, "note_type": "contact", "text": text}).content.decode()

    assert "200,000 characters" in answer
    assert sheet(answer, page=page, to=page)["text"] == text
    assert what_is_kept() == before
