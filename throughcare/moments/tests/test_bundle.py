"""The bundle for a review: a document and a data file that say the same, and who may have it."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pikepdf
import pytest
from django.utils import timezone

from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.audit.models import Deed
from throughcare.moments import actions
from throughcare.moments.tests.test_reading import CT, move, raise_flag
from throughcare.people.models import Address, Person
from throughcare.record import actions as record

REASON = "Serious further offence review 12."


@pytest.fixture
def after_an_incident(cast, this_moment):
    """A flag, a note of long before; an incident; a note afterwards of what had happened before."""
    raise_flag(cast, timezone.now())
    move(cast, "1 High Street")
    secret = move(cast, "A place nobody may know")
    with acting_as(SYSTEM):
        Address.objects.filter(pk=secret.pk).update(marking=CT)
    incident = this_moment()
    with acting_as(cast.amina):
        record.write_note(
            actor=cast.amina,
            person=cast.dan,
            note_type="contact",
            text="He had said so a week ago.",
            happened_at=incident - timedelta(days=7),
            at=timezone.now(),
        )
    return incident


def make(cast, incident):
    """The bundle as Ben gets it."""
    actor = cast.ben
    with acting_as(actor):
        return actions.make_bundle(
            actor=actor,
            person=Person.objects.get(pk=cast.dan.pk),
            at=incident,
            days=30,
            reason=REASON,
            made_at=timezone.now(),
        )


def test_what_came_after_the_incident_is_apart(cast, after_an_incident):
    made = make(cast, after_an_incident)

    said = json.loads(made.data)
    then = {one["id"]: one for one in said["as_it_stood"]["sections"]}
    before = [one["title"] for one in said["chronology"]["events"]]
    (late,) = said["recorded_afterwards"]["chronology"]["events"]
    assert [one["title"] for one in then["risk"]["told"]] == ["Risk to staff"]
    assert before == ["Risk to staff"]
    assert late["text"] == "He had said so a week ago."
    assert late["happened_before_the_incident"]
    assert late["learnt_after"].startswith("7 days")
    assert said["chronology"]["events"][0]["next_recorded"]["before_the_incident"] is False
    assert said["reason"] == REASON
    assert not {"staff_id", "key"} & set(then["risk"]["told"][0])
    assert "people.person:" not in made.data.decode()


def test_it_holds_no_more_than_its_maker_may_read(cast, after_an_incident):
    made = make(cast, after_an_incident)

    assert "A place nobody may know" not in made.data.decode()
    assert "1 High Street" in made.data.decode()
    with acting_as(SYSTEM):
        assert not Deed.objects.filter(verb="moments.marked_rows_bundled").exists()


def test_the_document_is_tagged_and_named(cast, after_an_incident):
    made = make(cast, after_an_incident)

    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.docinfo["/Title"] == "Review of a serious incident: Dan Rees"


def test_that_it_was_made_is_written_down_with_what_for(cast, after_an_incident):
    made = make(cast, after_an_incident)

    with acting_as(SYSTEM):
        deed = Deed.objects.get(verb="moments.bundle_made")
    assert deed.details["reason"] == REASON
    assert deed.details["data_sha256"] == hashlib.sha256(made.data).hexdigest()
    assert deed.person_id == cast.dan.pk


def test_the_page_answers_with_both_files(client, cast, real_time):
    client.force_login(cast.member("ben"))

    answer = client.post(
        f"/people/{cast.dan.ref}/as-it-was/bundle",
        {"at_day": "yesterday", "at_time": "noon", "days": "30", "reason": REASON},
    )

    assert answer.status_code == 201
    assert "Rees" not in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as folder:
        assert folder.namelist() == ["review.pdf", "review.json"]


@pytest.mark.parametrize("who", ["amina", "owen"])
def test_only_those_who_may_see_who_looked_can_make_it(client, cast, who, real_time):
    client.force_login(cast.member(who))

    answer = client.get(f"/people/{cast.dan.ref}/as-it-was/bundle")

    assert answer.status_code == 403
    assert "Only managers of the units that hold this person can make" in answer.text
    page = client.get(f"/people/{cast.dan.ref}/as-it-was")
    assert "as-it-was/bundle" not in page.text
