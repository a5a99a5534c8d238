"""Adding a document on its page: what is taken, what is said, what is never read."""

import io
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from throughcare.foundation.access import acting_as
from throughcare.foundation.files import UpTo
from throughcare.foundation.files.tests import samples
from throughcare.foundation.packs import pack
from throughcare.record.models import Content, Document, Entry


@pytest.fixture
def send(client, cast):
    client.force_login(cast.member("amina"))

    def sent(content=None, name="order.pdf", **more):
        form = {
            "kind": "court-order",
            "title": "Community order, Newcastle",
            "on": "12/11/2026",
            "text": "Came by post",
            "once": str(uuid4()),
            **more,
        }
        if content is not None:
            # What a browser calls it is not asked.
            form["file"] = SimpleUploadedFile(name, content, content_type="image/png")
        return client.post(f"/people/{cast.dan.ref}/documents/new", form)

    return sent


def nothing_is_kept(cast):
    with acting_as(cast.amina):
        return not Entry.objects.filter(kind="document").exists()


def test_a_document_is_added_listed_and_stands_on_the_timeline(send, client, cast):
    answer = send(samples.pdf(), name="C:\\fakepath\\Dan Rees order.exe")

    assert answer.status_code == 302
    with acting_as(cast.amina):
        document = Document.objects.get()
        assert (document.name, document.format, document.marking) == (
            "Dan Rees order.pdf",
            "pdf",
            0,
        )
    for page in ("documents", "timeline", f"timeline/{document.pk}"):
        shown = client.get(f"/people/{cast.dan.ref}/{page}").content.decode()
        assert "Community order, Newcastle" in shown
        assert f"/documents/{document.pk}" in shown


def test_who_could_not_read_a_kind_is_not_offered_it_and_a_marking_can_be_chosen(send, cast):
    page = send(samples.pdf(), kind="medical").content.decode()
    assert "Medical letter" not in page
    assert nothing_is_kept(cast)

    send(samples.pdf(), kind="letter", marking="1")

    with acting_as(cast.amina):
        assert {Document.objects.get().marking, Content.objects.get().marking} == {1}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Choose the file"),
        (b"", "That file is empty"),
        (b"MZ\x90\x00\x03" + b"\0" * 99, "Choose a file of one of these kinds"),
        (samples.word(word__vbaProject="x"), "has a program in it"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_at_it_and_the_rest_is_kept(send, cast, content, said):
    page = send(content).content.decode()

    assert page.count(said) == 2  # in the summary and at the field
    assert "Community order, Newcastle" in page
    assert "Came by post" in page
    assert nothing_is_kept(cast)


def test_after_another_mistake_it_is_said_that_the_file_must_be_chosen_again(send, cast):
    page = send(samples.pdf(), title="").content.decode()

    assert "Write what it is" in page
    assert "Nothing is wrong with the file, but choose it once more" in page
    assert nothing_is_kept(cast)


def test_a_file_that_is_too_large_is_never_held_and_the_rest_is_kept(send, cast, monkeypatch):
    held = []
    complete = UpTo.file_complete

    def completing(self, size):
        held.append(len(self.held.getbuffer()))
        return complete(self, size)

    monkeypatch.setattr(UpTo, "file_complete", completing)

    page = send(b"%PDF-" + b"x" * pack().document_rule.largest).content.decode()

    assert "That file is larger than 10.0" in page
    assert "Community order, Newcastle" in page
    assert held == [0]
    assert nothing_is_kept(cast)


class Untouched(io.RawIOBase):
    """A body that nobody may read."""

    def read(self, *given):
        raise AssertionError("it was read")


@pytest.mark.parametrize(
    ("who", "page", "size"),
    [
        (None, "documents/new", settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1),
        (None, "timeline", settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1),
        ("amina", "documents/new", settings.READ_TO_ITS_END + 1),
        ("amina", "timeline", settings.READ_TO_ITS_END + 1),
    ],
)
def test_what_is_much_too_large_is_refused_before_it_is_read(client, cast, who, page, size):
    if who:
        client.force_login(cast.member(who))

    answer = client.post(
        f"/people/{cast.dan.ref}/{page}",
        **{
            "wsgi.input": Untouched(),
            "CONTENT_LENGTH": str(size),
            "CONTENT_TYPE": "multipart/form-data; boundary=x",
        },
    )

    assert answer.status_code == 413
    assert "too much to send at once" in answer.content.decode()


@pytest.mark.parametrize("size", ["many", "-1", "1e3", "\u0663"])
def test_a_size_that_is_none_breaks_nothing(client, cast, size):
    client.force_login(cast.member("amina"))

    answer = client.post(f"/people/{cast.dan.ref}/timeline", {}, CONTENT_LENGTH=size)

    assert answer.status_code < 500


def test_a_withdrawn_document_says_why_and_offers_no_file(send, client, cast):
    send(samples.pdf())
    with acting_as(cast.amina):
        id = Document.objects.get().pk
    address = f"/people/{cast.dan.ref}/documents/{id}"
    form = {"reason": "It is about somebody else.", "once": str(uuid4())}

    assert "Write why" in client.post(f"{address}/withdraw", {}).content.decode()
    for _twice in range(2):
        assert client.post(f"{address}/withdraw", form).status_code == 302

    listed = client.get(f"/people/{cast.dan.ref}/documents").content.decode()
    told = client.get(f"/people/{cast.dan.ref}/timeline/{id}").content.decode()
    assert "Withdrawn" in listed
    assert "It is about somebody else." in told
    assert f'href="{address}"' not in listed + told
    assert client.get(f"{address}/withdraw").status_code == 302
