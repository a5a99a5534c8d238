"""The page that says something went wrong needs nothing that may have gone wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

ERRORS = [OperationalError("server closed the connection"), InterfaceError("already closed")]


@contextmanager
def gone(error: Exception, *, after: int = 0) -> Iterator[list[str]]:
    """From so many questions on, the database answers none; gives those it was asked in vain."""
    asked: list[str] = []
    numbers = count()

    def answer(execute, query, params, many, context):
        if next(numbers) < after:
            return execute(query, params, many, context)
        asked.append(str(query))
        raise error

    before = transaction.savepoint()
    with connection.execute_wrapper(answer):
        yield asked
    # What a database does with a connection that is lost.
    connection.needs_rollback = False
    transaction.savepoint_rollback(before)


def signed_in(cast, who):
    client = Client(raise_request_exception=False)
    if who:
        client.force_login(cast.member(who))
    return client


def says_so(answer):
    """The page in full, in the words it has for this."""
    return all(
        part in answer.text
        for part in ("throughcare.css", "<h1", "Everything saved before is safe", "30 seconds")
    )


@pytest.mark.parametrize(
    ("page", "error"),
    [("web:caseload", ERRORS[0]), ("web:overview", ERRORS[1]), ("record:timeline", ERRORS[0])],
)
def test_whenever_the_database_goes_the_page_says_so(cast, page, error):
    """At the first question of a page, at its second, at any."""
    client = signed_in(cast, "amina")
    named = {"ref": cast.dan.ref} if page in ("web:overview", "record:timeline") else {}
    for after in count():
        with gone(error, after=after) as asked:
            answer = client.get(reverse(page, kwargs=named))
        if not asked:
            break
        assert (answer.status_code, answer["Retry-After"]) == (503, "30"), after
        assert says_so(answer), after
    assert answer.status_code == 200
    assert after > 5


@pytest.mark.parametrize("error", ERRORS, ids=["gone", "closed"])
def test_so_it_does_to_somebody_who_is_signing_in(cast, error):
    client = signed_in(cast, "")
    typed = {"login": "amina@example.invalid", "password": "a-password-for-tests"}

    with gone(error) as asked:
        answer = client.post(reverse("account_login"), typed)

    assert asked
    assert answer.status_code == 503
    assert says_so(answer)
    assert "Nothing of what you sent just now has been saved" in answer.text
    assert "data-did-not-work" in answer.text  # so that what was typed stays in the tab


def raised(error, cause=None):
    """As Django gives it: its own error, with the database's behind."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (raised(OperationalError("-"), psycopg.errors.DiskFull()), 503, "its disk is full"),
        (raised(OperationalError("-"), psycopg.errors.TooManyConnections()), 503, "not answer"),
        (raised(OperationalError("-"), psycopg.errors.AdminShutdown()), 503, "not answer"),
        (psycopg.OperationalError("the connection failed"), 503, "not answer"),
        (raised(OperationalError("-"), psycopg.errors.QueryCanceled()), 500, "our fault"),
        (raised(ProgrammingError("-"), psycopg.errors.UndefinedTable()), 500, "our fault"),
        (KeyError("-"), 500, "our fault"),
    ],
    ids=lambda one: type(one.__cause__ or one).__name__ if isinstance(one, Exception) else "",
)
def test_what_passes_is_told_from_a_mistake_of_ours(cast, monkeypatch, error, status, says):
    def fails(**asked):
        raise error

    monkeypatch.setattr("throughcare.people.queries.may_merge_any", lambda actor: fails())
    client = signed_in(cast, "ben")

    answer = client.get(reverse("people:alike"))

    assert answer.status_code == status
    assert says in answer.text
    assert answer.has_header("Retry-After") is (status == 503)
