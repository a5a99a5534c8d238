"""Documents: attached, opened by whoever may, withdrawn; by nobody else, and nothing twice."""

import hashlib
import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, NotVisible, acting_as, as_owner
from throughcare.foundation.audit.models import Change, Look
from throughcare.people import actions as people
from throughcare.record import actions, queries
from throughcare.record.models import Content, Document, Entry
from throughcare.record.tests.conftest import LETTER, attach


def address(person, id):
    return f"/people/{person.ref}/documents/{id}"


def without(answer, key):
    """What it says, but for the number that was asked for and the form's own token."""
    said = answer.content.decode().replace(str(key), "")
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", said)


def test_a_document_is_an_entry_with_a_file_and_its_digest_stands_in_the_audit(cast):
    entry = attach(cast, text="Came by post.")

    with acting_as(cast.amina):
        [line] = queries.documents_page(actor=cast.amina, person=cast.dan).lines
        timeline = queries.timeline_page(
            actor=cast.amina, person=cast.dan, wanted=queries.EntryFilter(group="documents")
        )
        file = queries.document_file(actor=cast.amina, person=cast.dan, id=entry.pk)
        [written] = Change.objects.filter(table="record_document", row=str(entry.pk))
    assert (line,) == timeline.items
    assert (line.title, line.text, line.attached.kind) == (
        "A letter",
        "Came by post.",
        "Letter",
    )
    assert file.content == LETTER.content
    assert file.name == "letter-2026-11-12.txt"
    assert written.after["sha256"] == hashlib.sha256(LETTER.content).hexdigest()
    with as_owner():
        assert not Change.objects.filter(table="record_content").exists()


def test_the_same_document_sent_twice_is_one(cast):
    once = uuid4()

    assert attach(cast, id=once) == attach(cast, id=once)

    with acting_as(cast.amina):
        assert (Document.objects.count(), Content.objects.count()) == (1, 1)


def test_nobody_attaches_to_whom_they_do_not_reach_or_what_they_could_not_read(cast):
    with pytest.raises(AccessDenied):
        attach(cast, who="cara")
    with pytest.raises(AccessDenied):
        attach(cast, marking=2)


def test_a_list_of_documents_asks_as_much_for_many_as_for_one(cast):
    def asked(before=None):
        with acting_as(cast.amina), CaptureQueriesContext(connection) as queried:
            page = queries.documents_page(actor=cast.amina, person=cast.dan, before=before)
        return page, len(queried)

    attach(cast)
    one, few = asked()
    for n in range(26):
        attach(cast, on=date(2026, 11, 11) - timedelta(days=n), title=f"Letter {n}")
    page, many = asked()
    rest, _few = asked(page.older)

    assert [len(one.lines), len(page.lines), len(rest.lines)] == [1, 25, 2]
    assert (few, rest.older) == (many, None)


def test_a_withdrawn_document_stays_listed_and_is_opened_by_nobody(cast, client):
    entry = attach(cast)
    once = uuid4()

    with acting_as(cast.amina):
        for _twice in range(2):
            actions.withdraw_document(
                actor=cast.amina, entry=entry, reason="About Erin.", at=NOW, id=once
            )
        [line] = queries.documents_page(actor=cast.amina, person=cast.dan).lines
        with pytest.raises(NotVisible):
            queries.document_file(actor=cast.amina, person=cast.dan, id=entry.pk)
    assert (line.is_withdrawn, line.text, line.attached.is_open) == (True, "About Erin.", False)
    client.force_login(cast.member("amina"))
    assert client.get(address(cast.dan, entry.pk)).status_code == 404
    with acting_as(SYSTEM):
        assert bytes(Content.objects.get(pk=entry.pk).content) == LETTER.content


def test_only_who_added_it_and_managers_withdraw_a_document(cast):
    entry = attach(cast, who="ben")

    with acting_as(cast.amina), pytest.raises(AccessDenied, match="Only whoever wrote this"):
        actions.withdraw_document(actor=cast.amina, entry=entry, reason="-", at=NOW)


def test_a_document_marked_for_fewer_people_takes_its_bytes_and_its_name_along(cast):
    entry = attach(cast)

    with acting_as(cast.amina):
        actions.raise_marking(
            actor=cast.amina,
            entry=entry,
            marking=2,
            reason="-",
            at=NOW,
            knows_it_will_be_hidden=True,
        )
        assert not Document.objects.exists()
        assert not Content.objects.exists()
        assert not Change.objects.filter(table="record_document").exists()
    with acting_as(SYSTEM):
        rows = (Entry, Document, Content)
        assert {row.objects.get(pk=entry.pk).marking for row in rows} == {2}


@pytest.mark.parametrize("actor", [None, SYSTEM], ids=["amina", "the program"])
def test_bytes_are_those_that_are_listed_and_never_change(cast, actor):
    entry, actor = attach(cast), actor or cast.amina
    attempts = [
        "update record_content set content = '\\x00' where id = %s",
        "update record_content set marking = 1 where id = %s",
        "delete from record_content where id = %s",
        "update record_document set sha256 = '' where id = %s",
        "delete from record_document where id = %s",
    ]

    for attempt in attempts:
        with (
            acting_as(actor),
            connection.cursor() as cursor,
            pytest.raises(DatabaseError, match=r"never changed|permission denied"),
            transaction.atomic(),
        ):
            cursor.execute(attempt, [entry.pk])
    with acting_as(actor):
        bare = actions.happened(
            actor=cast.amina, person=cast.dan, kind="document", happened_at=NOW, recorded_at=NOW
        )
        document = Document.objects.create(
            id=bare.pk, person=cast.dan, entry=bare, kind="letter", format="pdf", size=5,
            sha256=hashlib.sha256(b"other").hexdigest(),
        )  # fmt: skip
        refused = pytest.raises(DatabaseError, match="not the bytes that are listed")
        with refused, transaction.atomic():
            Content.objects.create(id=bare.pk, person=cast.dan, document=document, content=b"these")


def test_a_document_is_marked_as_its_entry_whatever_is_said(cast):
    with acting_as(SYSTEM):
        entry = actions.happened(
            actor=SYSTEM, person=cast.dan, kind="document", marking=2, happened_at=NOW,
            recorded_at=NOW,
        )  # fmt: skip
        Document.objects.create(
            id=entry.pk,
            person=cast.dan,
            entry=entry,
            kind="letter",
            format="pdf",
            size=0,
            marking=0,
        )

        assert Document.objects.get(pk=entry.pk).marking == 2


def test_a_document_goes_with_its_person_where_two_are_one_and_comes_back(cast):
    attached = attach(cast, "tess", "erin")
    with acting_as(SYSTEM):
        merged = people.merge(
            actor=SYSTEM, kept=cast.dan, other=cast.erin, reason="The same", at=NOW
        )
        assert {row.objects.get(pk=attached.pk).person for row in (Document, Content)} == {cast.dan}
        people.take_merge_back(actor=SYSTEM, merge=merged, because="Not the same", at=NOW)
        found = {row.objects.get(pk=attached.pk).person for row in (Document, Content)}
    assert found == {cast.erin}


def test_a_hidden_document_answers_as_an_absent_one_byte_for_byte(cast, client):
    hidden = attach(cast)
    with acting_as(cast.amina):
        actions.raise_marking(
            actor=cast.amina, entry=hidden, marking=2, reason="-", at=NOW,
            knows_it_will_be_hidden=True,
        )  # fmt: skip
    withdrawn = attach(cast)
    with acting_as(cast.amina):
        actions.withdraw_document(actor=cast.amina, entry=withdrawn, reason="-", at=NOW)
    client.force_login(cast.member("amina"))
    absent = uuid4()

    for one, end in ((hidden.pk, ""), (hidden.pk, "/withdraw"), (withdrawn.pk, "")):
        there = client.get(address(cast.dan, one) + end)
        nowhere = client.get(address(cast.dan, absent) + end)
        assert there.status_code == nowhere.status_code == 404
        assert without(there, one) == without(nowhere, absent)
        assert there.headers == nowhere.headers


def test_whom_the_reader_may_not_see_has_no_documents(cast, client):
    open_one = attach(cast)
    client.force_login(cast.member("cara"))
    absent = uuid4()

    for end in ("documents", "documents/new", f"documents/{open_one.pk}"):
        there = client.get(f"/people/{cast.dan.ref}/{end}")
        nowhere = client.get(f"/people/{absent}/{end}")
        assert there.status_code == 404
        assert without(there, cast.dan.ref) == without(nowhere, absent)


def test_a_document_is_saved_and_never_shown_and_the_look_is_written(cast, client):
    entry = attach(cast)
    client.force_login(cast.member("amina"))

    answer = client.get(address(cast.dan, entry.pk), HTTP_RANGE="bytes=0-3")
    asked = client.head(address(cast.dan, entry.pk))

    assert (answer.status_code, answer.content) == (200, LETTER.content)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="letter-2026-11-12.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert answer["Cache-Control"] == "no-store"
    assert (asked.content, asked["Content-Length"]) == (b"", str(len(LETTER.content)))
    with acting_as(SYSTEM):
        assert Look.objects.filter(person_id=cast.dan.pk, page="record:document").count() == 2
