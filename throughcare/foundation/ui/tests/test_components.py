"""The parts pages are made of: their structure, and that nobody's text can become structure."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from throughcare.foundation.ui.forms import Form, LongText, Text
from throughcare.foundation.ui.header import Badge, NavLink

NOW = datetime(2026, 11, 24, 16, 52, tzinfo=UTC)
EVIL = "<script>alert('x')</script>"


class Note(Form):
    text = LongText("What happened")


class Search(Form):
    marks_optional = False
    words = Text("Words", required=False)


def test_a_form_brings_its_token_its_fields_and_its_button(shown):
    token = '<input name="csrfmiddlewaretoken">'
    page = shown("{{ ui.form(form, button='Save note') }}", form=Note(), csrf_input=token)

    assert '<form class="tc-form" method="post" action="" novalidate' in page
    assert "csrfmiddlewaretoken" in page
    assert 'name="text"' in page
    assert "Save note</button>" in page
    assert 'data-prevent-double-click="true"' in page


def test_a_form_is_kept_under_its_address_and_one_with_writing_in_it_warns(shown):
    request = SimpleNamespace(path="/people/7/notes/new")
    writing = shown("{{ ui.form(form) }}", form=Note(), request=request)
    short = shown("{{ ui.form(form) }}", form=Search(), request=request)

    assert 'data-draft="/people/7/notes/new"' in writing
    assert 'data-draft="/people/7/notes/new"' in short
    assert "data-warn" in writing
    assert "data-warn" not in short


def test_a_form_that_comes_back_with_errors_says_so(shown):
    assert "data-came-back" in shown("{{ ui.form(form) }}", form=Note({}))
    assert "data-came-back" not in shown("{{ ui.form(form) }}", form=Note())


def test_a_form_that_saves_itself_says_where_and_has_words_for_every_state(shown):
    page = shown("{{ ui.form(form, autosave='/save', draft='note-7') }}", form=Note())

    assert 'data-autosave="/save"' in page
    assert 'data-draft="note-7"' in page
    assert 'data-saved="Saved {time}"' in page
    assert 'data-sign-in-href="/sign-in"' in page
    for state in ("saving", "not-saved", "again", "signed-out", "conflict", "choose", "restored"):
        assert f'data-{state}="' in page


def test_a_page_can_say_its_fields_in_its_own_order(shown):
    page = shown("{% call ui.form(form) %}<p>first</p>{{ form.text }}{% endcall %}", form=Note())

    assert page.index("<p>first</p>") < page.index('name="text"')
    assert page.count('name="text"') == 1


def test_one_act_is_a_form_of_its_own(shown):
    page = shown("{{ ui.button('Remove', '/x', hidden={'version': 3}) }}", csrf_input="TOKEN")

    assert 'method="post" action="/x"' in page
    assert "TOKEN" in page
    assert 'name="version" value="3"' in page


def test_filters_go_into_the_address_and_can_be_taken_away_one_by_one(shown):
    applied = [{"text": "since 3 March", "href": "?words=x"}]
    page = shown(
        "{{ ui.filters(form, applied=applied, clear='?') }}", form=Search(), applied=applied
    )

    assert 'method="get"' in page
    assert "csrf" not in page
    assert 'href="?words=x"' in page
    assert "Remove this filter: </span>since 3 March" in page
    assert "<details" in page
    assert " open>" not in page


def test_filters_that_were_mistyped_stand_open(shown):
    form = Search({"words": "x" * 2000})
    form.is_valid()

    assert " open>" in shown("{{ ui.filters(form) }}", form=form)


def test_a_fact_nobody_recorded_says_so(shown):
    rows = [{"label": "Language", "value": ""}, {"label": "Children", "value": 0}, None]
    page = shown("{{ ui.facts(rows) }}", rows=rows)

    assert page.count("<dt") == 2
    assert page.count("Not recorded") == 1
    assert '<dd class="govuk-summary-list__value">0</dd>' in page


def test_a_link_to_change_a_fact_says_which(shown):
    page = shown("{{ ui.facts(rows) }}", rows=[{"label": "Name", "value": "Dan", "href": "/x"}])

    assert 'Change<span class="govuk-visually-hidden"> Name</span>' in page


def test_a_row_of_a_table_is_named_by_its_first_cell_and_keeps_its_headings_on_a_phone(shown):
    page = shown("{{ ui.table('People', ['Name', 'Next'], [['Dan <Rees>', 'today']]) }}")

    assert (
        '<th scope="row" class="govuk-table__header" role="rowheader">Dan &lt;Rees&gt;</th>' in page
    )
    assert 'role="cell" data-label="Next">today</td>' in page
    assert page.count('role="columnheader"') == 2


def test_a_task_is_described_by_its_state(shown):
    tasks = [{"title": "Work", "href": "/w", "hint": "3 left", "state": "To do", "tone": "danger"}]
    page = shown("{{ ui.tasks(tasks) }}", tasks=tasks)

    assert 'aria-describedby="task-1-hint task-1-state"' in page
    assert "To do</strong>" in page


def test_an_entry_says_what_when_and_by_whom(shown):
    page = shown("{{ ui.entry('Home visit', at, by='Amina Khan', text='In.')}}", at=NOW)

    assert "Home visit</h2>" in page
    assert "by <bdi>Amina Khan</bdi>" in page
    assert '<time datetime="2026-11-24T16:52:00+00:00">Tuesday 24 November, 4.52pm</time>' in page
    assert "<details" not in page


def test_an_entry_of_a_day_says_the_day(shown):
    assert "Tuesday 24 November 2026</time>" in shown("{{ ui.entry('X', at) }}", at=NOW.date())


@pytest.mark.parametrize("text", ["long " * 200, "line\n" * 8])
def test_a_long_entry_opens_in_place_without_a_script(shown, text):
    assert "<details" in shown("{{ ui.entry('X', at, text=text) }}", at=NOW, text=text)
    assert "<details" not in shown(
        "{{ ui.entry('X', at, text=text, whole=true) }}", at=NOW, text=text
    )


def test_an_entry_shows_its_marking_and_its_correction(shown):
    page = shown(
        "{% call ui.entry('X', at, text='was', marking='Sensitive', corrected='Corrected today') %}"
        "<p>below</p>{% endcall %}",
        at=NOW,
    )

    assert "Marked: </span>Sensitive" in page
    assert "tc-entry--corrected" in page
    assert "Corrected today" in page
    assert page.index("was") < page.index("<p>below</p>")


def test_a_badge_says_its_word_whatever_its_colour(shown):
    page = shown("{{ ui.badge(b) }}", b=Badge("Risk to staff", "danger", "Do not see alone"))

    assert "tc-badge--danger" in page
    assert ">Risk to staff</strong>" in page
    assert shown("{{ ui.marking('') }}") == ""


def test_older_and_newer_are_there_only_when_there_is_more(shown):
    assert shown("{{ ui.older_newer() }}") == ""
    only_older = shown("{{ ui.older_newer(older='?before=9') }}")
    assert 'href="?before=9" rel="next"' in only_older
    assert "Newer" not in only_older


def test_the_current_part_is_marked_for_those_who_cannot_see_it(shown):
    links = [NavLink("One", "/1", is_current=True), NavLink("Two", "/2")]
    page = shown("{{ ui.sub_navigation(links) }}", links=links)

    assert page.count('aria-current="page"') == 1


def test_a_receipt_tells_result_reasons_rule_and_inputs_in_place(shown):
    receipt = {
        "result": "Tier C",
        "calculated_at": NOW,
        "because": ["Risk is very high"],
        "rule": "tier.v3",
        "in_force_from": date(2026, 6, 18),
        "source": "Framework 3.1",
        "inputs": [{"label": "Harm", "value": "very high", "origin": "assessment"}],
        "disagree_href": "/no",
    }
    page = shown("{{ ui.receipt(r) }}", r=receipt)

    assert page.startswith("<details")
    assert 'Why?<span class="govuk-visually-hidden"> Tier C</span>' in page
    assert "<li>Risk is very high</li>" in page
    assert "tier.v3, in force from Thursday 18 June 2026 · Framework 3.1" in page
    assert '<th scope="row" class="govuk-table__header">Harm</th>' in page
    assert "Earlier results" not in page


def test_both_versions_stand_side_by_side_and_yours_letter_for_letter(shown):
    page = shown(
        "{{ ui.conflict('theirs', yours, 'Ben Hughes', at, '/choose', 5) }}",
        yours="\r\n  mine\r\n<b>",
        at=NOW,
        csrf_input="TOKEN",
    )

    assert "TOKEN" in page
    assert 'name="version" value="5"' in page
    assert ">&#10;&#10;  mine&#10;&lt;b&gt;</textarea>" in page
    assert 'name="keep" value="theirs"' in page
    assert 'name="keep" value="yours"' in page
    assert "<bdi>Ben Hughes</bdi> changed this while you were writing" in page


@pytest.mark.parametrize(
    "part",
    [
        "{{ ui.facts([{'label': e, 'value': e, 'href': '/', 'act': e}]) }}",
        "{{ ui.table(e, [e, e], [[e, e]]) }}",
        "{{ ui.tasks([{'title': e, 'href': '/', 'hint': e, 'state': e}]) }}",
        "{{ ui.entry(e, at, by=e, text=e, marking=e, source=e, corrected=e, learnt=at) }}",
        "{{ ui.entry(e, at, text=e * 40, href='/') }}",
        "{{ ui.empty(e, '/', e) }}",
        "{% call ui.section(e, '/', e) %}{% endcall %}",
        "{{ ui.badge({'text': e, 'note': e}) }}{{ ui.marking(e) }}",
        "{{ ui.receipt({'result': e, 'because': [e], 'others': [e], 'rule': e, 'source': e}) }}",
        "{{ ui.conflict(e, e, e, at, '/', 1) }}",
        "{{ ui.filters(form, applied=[{'text': e, 'href': '/'}]) }}",
        "{{ ui.button(e, '/', hidden={'a': e}) }}{{ ui.button_link(e, '/') }}{{ ui.back('/', e) }}",
        "{{ ui.older_newer('/', '/', e, e) }}",
        "{{ ui.sub_navigation([{'text': e, 'href': '/'}]) }}",
    ],
)
def test_no_part_lets_text_become_markup(shown, part):
    page = shown(part, e=EVIL, at=NOW, form=Search())

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_field_of_somebody_elses_form_is_shown_like_ours(shown):
    from django import forms

    class SignIn(forms.Form):
        email = forms.EmailField(label="Email address")
        password = forms.CharField(widget=forms.PasswordInput)

    form = SignIn({"email": "no", "password": "secret"})
    page = shown("{{ ui.any_field(form.email) }}{{ ui.any_field(form.password) }}", form=form)

    assert 'class="govuk-input govuk-input--error" id="id_email" name="email" type="email"' in page
    assert 'type="password"' in page
    assert "secret" not in page
