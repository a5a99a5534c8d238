"""One person's whole record, out and into an empty system: it is the same record."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection

from tests.databases import NOW, ROOT
from tests.world import Cast
from throughcare.assessments.models import Assessment, Evidence, Result, Rival
from throughcare.exchange.actions import export_record, import_files
from throughcare.exchange.models import Original
from throughcare.exchange.record_tables import tables
from throughcare.foundation.access import SYSTEM, acting_as, as_owner
from throughcare.people.models import EmergencyReview, Grant, Identifier, Person
from throughcare.record import actions as on_record
from throughcare.record.models import Entry
from throughcare.reports import actions as reports
from throughcare.reports.models import Report, Section
from throughcare.signoff import actions as signoff
from throughcare.staff.models import Member

NOT_EMPTIED = {"django_migrations", "django_content_type", "packs_loaded"}
LATER = NOW + timedelta(hours=1)


def exported(person, *, at=NOW):
    with acting_as(SYSTEM):
        document = export_record(actor=SYSTEM, person=person, at=at, with_originals=True)
    return json.loads(json.dumps(document))


def everybody():
    with acting_as(SYSTEM):
        return list(Person.objects.order_by("id"))


def shares_a_number(person):
    """Whether somebody else has one of their numbers: then it is for a person to decide on."""
    with acting_as(SYSTEM):
        theirs = Identifier.objects.filter(person=person).values_list("kind", "value")
        others = Identifier.objects.exclude(person=person)
        return any(others.filter(kind=kind, value=value).exists() for kind, value in theirs)


def write_everything_about_dan(cast):
    """What neither the fictional world nor the samples have: raised, cited, signed, contested."""
    amina, ben, dan = cast.amina, cast.ben, cast.dan
    said = {"person": dan, "note_type": "contact", "happened_at": NOW - timedelta(1), "at": NOW}
    with acting_as(amina):
        cited = on_record.write_note(actor=amina, text="He came.", **said)
        raised = on_record.write_note(actor=amina, text="She is afraid.", **said)
        report = reports.start_report(
            actor=amina,
            person=dan,
            outline="progress-report",
            covers_from=NOW.date() - timedelta(90),
            covers_until=NOW.date(),
            at=NOW,
        )
        report = Report.objects.select_related("person", "paper__author").get(pk=report.pk)
        reports.cite_entry(actor=amina, report=report, entry=cited, at=NOW)
        for section in Section.objects.filter(report=report).select_related("report__person"):
            reports.write_section(
                actor=amina, section=section, version=section.version, html="<p>Well.</p>", at=NOW
            )
        report.refresh_from_db()
        reports.submit_report(
            actor=amina, report=report, version=report.version, to=cast.member("ben"), at=NOW
        )
        asked = {"of": cast.member("owen"), "due_on": NOW.date(), "at": NOW}
        signoff.ask_peer_review(actor=amina, paper=report.paper, **asked)
    with acting_as(ben):
        on_record.raise_marking(actor=ben, entry=raised, marking=4, reason="Victim", at=NOW)
        report = Report.objects.select_related("person", "paper__author").get(pk=report.pk)
        signoff.add_comment(actor=ben, paper=report.paper, text="To whom?", at=NOW)
        signoff.countersign_paper(actor=ben, paper=report.paper, version=report.version, at=NOW)
    with acting_as(SYSTEM):
        opened = Grant.objects.create(
            person=dan,
            member=cast.member("cara"),
            markings=[0],
            reason="He rang",
            since=NOW,
            until=LATER,
            kind="emergency",
        )
        EmergencyReview.objects.create(
            person=dan,
            grant=opened,
            finding=EmergencyReview.Finding.values[0],
            note="Rightly so",
            reviewer=cast.member("ben"),
            at=LATER,
        )
        begun = Assessment.objects.create(
            person=dan, instrument="a", instrument_version="1", started_at=NOW
        )
        Rival.objects.create(person=dan, assessment=begun, question="q", state="open", given_at=NOW)
        Evidence.objects.create(person=dan, assessment=begun, question="q", entry=cited, put_at=NOW)
        Result.objects.create(person=dan, assessment=begun, marking=6, receipt={})


def empty_the_database():
    """As a new installation is: tables, and nothing in them. Undone with the test."""
    ours = {model._meta.db_table for model in apps.get_models()}
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(f"truncate {', '.join(sorted(ours - NOT_EMPTIED))} cascade")
        cursor.execute("set local session_replication_role = origin")
        cursor.execute("set constraints all deferred")


def enough_of_everything():
    """As few people as have between them a row of every table that any has a row of."""
    with acting_as(SYSTEM):
        having = {
            table.label: set(
                Original.objects.exclude(person=None).values_list("person_id", flat=True)
                if table.label == "exchange.message"
                else table.model._default_manager.values_list("person_id", flat=True)
            )
            - {None}
            for table in tables()
        }
    people = {one.pk: one for one in everybody() if not shares_a_number(one)}
    chosen: dict[int, Person] = {}
    for label in sorted(having, key=lambda one: len(having[one])):  # the rarest first
        found = sorted(having[label] & set(people))
        if found and not having[label] & set(chosen):
            chosen[found[0]] = people[found[0]]
    return list(chosen.values())


@pytest.fixture
def before(tiny, tmp_path):
    """Some records, exported, with something of everything in them; then everything emptied."""
    import_files(actor=SYSTEM, paths=[ROOT / "samples"], at=NOW)
    write_everything_about_dan(Cast())
    documents = {one.ref: exported(one) for one in enough_of_everything()}
    for ref, document in documents.items():
        (tmp_path / f"{ref}.json").write_text(json.dumps(document))
    empty_the_database()
    return documents


def test_records_come_back_as_they_were(before, tmp_path):
    for table in tables():
        found = [one["record"][table.module][table.name] for one in before.values()]
        assert any(found), f"nobody here has a {table.label} that could come back"

    report = import_files(actor=SYSTEM, paths=[tmp_path], at=LATER)

    assert {(one.state, one.reason) for one in report.outcomes} == {("taken", "")}
    after = {one.ref: exported(one) for one in everybody()}
    assert set(after) == set(before)
    for ref, document in before.items():
        assert after[ref] == document
    with acting_as(SYSTEM):
        # Found by its words, raised as it was, and nobody who came with it can sign in.
        assert Entry.objects.filter(text="He came.", search="came").exists()
        assert Entry.objects.get(text="She is afraid.").marking == 4
        assert not Member.objects.filter(is_active=True).exists()
        dan = Person.objects.get(given_name="Dan", family_name="Rees")
        assert dan.open_to_community is not None
        assert Entry.objects.get(text="He came.").open_to_community == dan.open_to_community

    # Once more, and their messages after them: nothing changes, and theirs are known.
    again = import_files(actor=SYSTEM, paths=[tmp_path], at=LATER)
    assert {one.state for one in again.outcomes} == {"unchanged"}
    messages = import_files(actor=SYSTEM, paths=[ROOT / "samples" / "ndelius_case"], at=LATER)
    assert messages.count("unchanged") > 0
