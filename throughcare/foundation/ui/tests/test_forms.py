"""A whole form: what is asked only sometimes, the errors at the top, the page in Welsh."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy

from throughcare.foundation.ui.forms import (
    Choice,
    Day,
    Form,
    LongText,
    Once,
    OneChoice,
    Text,
    Version,
    YesNo,
)

MARK = "5f1b0f5a-3f0e-4a3f-9d8e-0c6a1c1c7c11"


class Visit(Form):
    happened = OneChoice(
        "Did it happen?",
        options=[Choice("yes", "Yes"), Choice("no", "No", reveals=("reason", "said_so"))],
    )
    reason = Text("Why not?")
    said_so = YesNo("Did they let you know?", yes_reveals=("how",))
    how = Text("How?")
    version = Version()
    once = Once()


def test_what_an_answer_does_not_call_for_is_neither_asked_nor_taken():
    form = Visit({"happened": "yes", "reason": "typed earlier", "version": "1"})

    assert form.is_valid()
    assert form.cleaned_data["reason"] is None
    assert form.cleaned_data["how"] is None


def test_a_form_sent_twice_is_one_as_long_as_it_says_the_same():
    def sent(**said):
        form = Visit({"happened": "yes", "version": "1", "once": MARK, **said})
        assert form.is_valid()
        return form.cleaned_data["once"]

    assert sent() == sent()
    assert sent(happened="no", reason="Ill", said_so="no") != sent()


def test_what_an_answer_calls_for_is_needed():
    form = Visit({"happened": "no", "version": "1"})

    assert not form.is_valid()
    assert set(form.errors) == {"reason", "said_so"}


def test_what_stands_under_a_question_that_was_not_asked_was_not_asked_either():
    form = Visit({"happened": "yes", "said_so": "yes", "version": "1"})

    assert form.is_valid()


def test_a_form_that_is_sent_empty_is_checked():
    assert not Visit({}).is_valid()
    assert not Visit(None).is_bound


def test_a_question_beneath_an_answer_stands_there_and_nowhere_else():
    page = str(Visit())

    assert page.count('name="reason"') == 1
    assert page.index("conditional-id_happened-2") < page.index('name="reason"')


def test_a_question_beneath_the_answer_given_is_in_sight_without_a_script():
    assert "conditional--hidden" in str(Visit()["happened"])
    beneath = str(Visit({"happened": "no"})["happened"]).split('id="conditional-id_happened-2"')[0]
    assert not beneath.rstrip().endswith('hidden"')


def test_what_was_typed_beneath_another_answer_is_not_lost():
    assert "typed earlier" in str(Visit({"happened": "yes", "reason": "typed earlier"}))


def test_the_hidden_fields_come_with_the_form():
    page = str(Visit(initial={"version": 4}))

    assert '<input type="hidden" id="id_version" name="version" value="4">' in page
    assert page.count('name="once"') == 1


def test_errors_stand_at_the_top_in_the_fields_own_words_and_lead_to_them():
    form = Visit({"happened": "no", "said_so": "no", "version": "1"})

    assert '<a href="#id_reason">Answer “Why not?”</a>' in form.error_summary
    assert "Answer “Why not?”" in str(form["reason"])
    assert 'id="id_reason"' in str(form["reason"])
    assert 'aria-describedby="id_reason-error"' in str(form["reason"])


def test_an_error_of_the_whole_form_stands_at_the_top_without_a_link():
    form = Visit({"happened": "yes", "version": "1"})
    form.add_error(None, "Someone has already <closed> this")

    assert "Someone has already &lt;closed&gt; this" in form.error_summary
    assert "href" not in form.error_summary


def test_an_error_of_a_hidden_field_is_said_too():
    assert "no longer knows" in Visit({"happened": "yes"}).error_summary


def test_there_is_no_summary_without_errors():
    assert Visit().error_summary == ""
    assert Visit({"happened": "yes", "version": "1"}).error_summary == ""


def test_every_link_of_the_summary_leads_to_something_on_the_page():
    form = Visit({})
    page = str(form)

    for where in form.error_summary.split('href="#')[1:]:
        assert f'id="{where.split(chr(34))[0]}"' in page


def test_an_error_the_view_adds_stands_at_its_field():
    form = Visit({"happened": "yes", "version": "1"})
    form.add_error("happened", "Somebody has recorded this already")

    assert "Somebody has recorded this already" in str(form["happened"])


def test_today_can_be_told():
    class Asking(Form):
        on = Day("When?")

    form = Asking({"on": "tomorrow"}, today=date(2020, 2, 28))

    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2020, 2, 29)


def test_a_form_where_nothing_is_needed_need_not_say_so():
    class Search(Form):
        marks_optional = False
        words = Text("Words", required=False)

    assert "optional" not in str(Search())


@pytest.mark.parametrize(("field", "keeps"), [(LongText("Note"), True), (Text("Name"), False)])
def test_a_form_knows_whether_writing_could_be_lost(field, keeps):
    assert type("Writing", (Form,), {"it": field})().keeps_text is keeps


def test_labels_are_shown_in_the_language_of_the_page():
    class Asking(Form):
        month = Text(gettext_lazy("November"))

    with translation.override("cy"):
        assert "Tachwedd" in str(Asking())
    assert "November" in str(Asking())


def test_a_label_cannot_bring_in_markup():
    class Asking(Form):
        it = Text("<b>Name</b>", hint="<i>hint</i>")
        one = OneChoice("<u>one</u>", options=[Choice("<x>", "<s>", hint="<em>")])

    page = str(Asking())

    assert not any(tag in page for tag in ("<b>", "<i>", "<u>", "<x>", "<s>", "<em>"))


def test_what_somebody_else_saved_is_said_in_words_and_never_in_codes():
    class Seen(Visit):
        on = Day("When?")

    theirs = SimpleNamespace(happened="no", reason="Ill", said_so=True, how="", on=date(2026, 1, 5))

    assert Seen().said_by(theirs) == [
        ("Did it happen?", "No"),
        ("Why not?", "Ill"),
        ("Did they let you know?", "Yes"),
        ("When?", "Monday 5 January 2026"),
    ]
