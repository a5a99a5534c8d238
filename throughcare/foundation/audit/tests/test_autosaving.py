"""What a page sends by itself is no look, and nothing else is let off."""

import pytest
from django.http import HttpResponse, JsonResponse
from django.test import RequestFactory

from throughcare.foundation.audit import autosave, opened, opens


@pytest.fixture
def looks():
    """People whose record was opened while the request was answered."""
    people: list[int] = []
    token = opened.set(people)
    yield people
    opened.reset(token)


def answering(answer):
    @autosave
    def view(request):
        opens(7)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return view


def test_what_is_saved_is_no_look(looks):
    answering(JsonResponse({}))(RequestFactory().post("/"))

    assert looks == []


def test_a_page_in_answer_is_one(looks):
    answering(HttpResponse("Dan Rees"))(RequestFactory().post("/"))

    assert looks == [7]


def test_a_refusal_still_knows_whom_it_was_about(looks):
    with pytest.raises(RuntimeError):
        answering(RuntimeError())(RequestFactory().post("/"))

    assert looks == [7]


def test_nothing_is_asked_for_there(looks):
    assert answering(JsonResponse({}))(RequestFactory().get("/")).status_code == 405
