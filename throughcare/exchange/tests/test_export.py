"""One person's record as a file: what a colleague may read, and nothing that tells of more."""

import json
import re
import stat
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.databases import NOW
from throughcare.exchange.actions import export_record
from throughcare.exchange.queries import record_schema
from throughcare.exchange.record_schema import problems
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.foundation.audit.models import Deed
from throughcare.plans.models import Objective, Plan
from throughcare.record.models import Entry
from throughcare.risk.models import Flag, FlagChange
from throughcare.supervision.models import Appointment, Recording

CT, HEALTH = 2, 6


def exported(cast, who="ben", **options):
    actor = SYSTEM if who == "system" else getattr(cast, who)
    with acting_as(actor):
        made = export_record(actor=actor, person=cast.dan, at=NOW, **options)
    return json.loads(json.dumps(made))


def entry(cast, text, *, marking=0, **said):
    with acting_as(SYSTEM):
        return Entry.objects.create(
            person=cast.dan,
            kind="note",
            text=text,
            marking=marking,
            happened_at=NOW,
            recorded_at=NOW,
            **said,
        )


def flag(cast, title, *, marking=0):
    with acting_as(SYSTEM):
        return Flag.objects.create(
            person=cast.dan, title=title, marking=marking, source_key=f"test:{title}"
        )


@pytest.fixture
def planned(cast):
    """A plan with one objective Ben reads, and an appointment with a recording."""
    with acting_as(SYSTEM):
        plan = Plan.objects.create(person=cast.dan, opened_on=NOW.date())
        Objective.objects.create(
            person=cast.dan, plan=plan, title="Find work", order=4, changed_at=NOW
        )
        met = Appointment.objects.create(
            person=cast.dan, type_text="Office", starts_at=NOW, counts=True
        )
        Recording.objects.create(
            person=cast.dan,
            appointment=met,
            number=3,
            outcome_text="Came",
            why_corrected="-",
            recorded_at=NOW,
        )
        return plan, met


def hide_more(cast, plan, met):
    """Rows of every kind that Ben may not read, hanging on rows that he may."""
    hidden = flag(cast, "HIDDEN", marking=CT)
    entry(cast, "HIDDEN", marking=CT)
    with acting_as(SYSTEM):
        carys = cast.member("carys")
        FlagChange.objects.create(
            person=cast.dan, flag=hidden, kind="raised", at=NOW, marking=CT, author=carys
        )
        secret = Plan.objects.create(person=cast.dan, opened_on=NOW.date(), marking=CT)
        for order, whose in ((1, plan), (1, secret)):
            Objective.objects.create(
                person=cast.dan,
                plan=whose,
                title="HIDDEN",
                order=order,
                changed_at=NOW,
                changed_by=carys,
                marking=CT,
            )
        Recording.objects.create(
            person=cast.dan,
            appointment=met,
            number=1,
            outcome_text="HIDDEN",
            recorded_at=NOW,
            recorded_by=carys,
            marking=CT,
        )


def test_a_colleague_s_export_is_the_same_with_and_without_what_is_hidden_from_them(cast, planned):
    entry(cast, "Seen by all")
    before = exported(cast)

    hide_more(cast, *planned)

    assert exported(cast) == before
    assert "Seen by all" in json.dumps(before)
    assert "HIDDEN" in json.dumps(exported(cast, "system"))


def test_a_row_that_names_a_hidden_one_names_nothing(cast, planned):
    plan, met = planned
    hidden, secret = flag(cast, "HIDDEN", marking=CT), entry(cast, "HIDDEN", marking=CT)
    entry(cast, "Linked", link=f"risk.flag:{hidden.pk}")
    entry(cast, "Linked well", link=f"plans.plan:{plan.pk}")
    entry(cast, "Corrects", supersedes=secret, original=secret)
    with acting_as(SYSTEM):
        found = Recording.objects.get(appointment=met)
        latest = Recording.objects.create(
            person=cast.dan,
            appointment=met,
            number=4,
            outcome_text="HIDDEN",
            why_corrected="-",
            recorded_at=NOW,
            marking=CT,
        )
        Appointment.objects.filter(pk=met.pk).update(latest=latest)
        # A row that would be nothing without the hidden one is not there either.
        FlagChange.objects.create(
            person=cast.dan,
            flag=hidden,
            kind="raised",
            at=NOW,
            note="LOOSE",
            author=cast.member("carys"),
        )

    document = exported(cast)

    by_text = {one["text"]: one for one in document["record"]["record"]["entry"]}
    assert by_text["Linked"]["link"] == ""
    assert by_text["Linked well"]["link"] == f"plans.plan:{plan.pk}"
    assert by_text["Corrects"]["supersedes"] is by_text["Corrects"]["original"] is None
    [appointment] = document["record"]["supervision"]["appointment"]
    assert appointment["latest"] is None
    [recording] = document["record"]["supervision"]["recording"]
    assert recording["id"] == str(found.pk)
    whole = json.dumps(document)
    for telling in ("HIDDEN", "LOOSE", str(hidden.pk), str(secret.pk), str(latest.pk), "Carys"):
        assert telling not in whole
    assert str(hidden.pk) in json.dumps(exported(cast, "system"))


def test_it_says_with_each_row_how_it_is_marked_and_where_it_came_from(cast):
    entry(cast, "Diagnosis", marking=HEALTH, source_key="ndelius:contact:1")

    document = exported(cast)

    [row] = [one for one in document["record"]["record"]["entry"] if one["text"] == "Diagnosis"]
    assert (row["marking"], row["source_key"]) == ("health", "ndelius:contact:1")
    assert document["markings"] == ["ordinary", "health"]
    assert document["made_by"] == "Ben Adeyemi"
    assert document["holds_everything"] is False


def test_colleagues_and_units_are_named_as_everywhere_and_never_by_our_numbers(cast):
    document = exported(cast)

    [holding] = document["record"]["people"]["holding"]
    assert holding["unit"] == "N50ASHA"
    assert holding["holder"] == str(cast.member("amina").ref)
    assert [one["name"] for one in document["colleagues"]] == ["Amina Khan"]
    assert [one["code"] for one in document["units"]] == ["EW", "N50", "N50ASH", "N50ASHA"]
    assert document["person"]["ref"] == str(cast.dan.ref)
    assert "id" not in document["person"]


@pytest.mark.parametrize("who", ["ben", "system"])
def test_what_is_exported_is_as_the_schema_says(cast, planned, who):
    hide_more(cast, *planned)
    document = exported(cast, who)

    assert list(problems(document, record_schema())) == []
    document["record"]["record"]["entry"].append({"id": "x"})
    del document["person"]["ref"]
    assert "/person/ref" in list(problems(document, record_schema()))
    last = len(document["record"]["record"]["entry"]) - 1
    assert f"/record/record/entry/{last}/id" in list(problems(document, record_schema()))


def test_the_number_of_questions_does_not_grow_with_the_rows(cast):
    ben = cast.ben

    def asked():
        with CaptureQueriesContext(connection) as found, acting_as(ben):
            export_record(actor=ben, person=cast.dan, at=NOW)
        return len(found)

    entry(cast, "First")
    few = asked()
    for number in range(30):
        entry(cast, f"Another {number}", author=cast.member("owen"))

    assert asked() == few


def test_every_download_is_in_the_audit_with_the_markings_it_held(cast):
    entry(cast, "Diagnosis", marking=HEALTH)

    exported(cast)

    with acting_as(SYSTEM):
        deeds = Deed.objects.filter(person_id=cast.dan.pk, actor="Ben Adeyemi")
        assert {(one.verb, one.marking) for one in deeds} == {
            ("people.record_exported", 0),
            ("people.marked_rows_exported", HEALTH),
        }
    with acting_as(cast.amina):  # who may not read such rows does not learn that there are any
        assert {one.verb for one in Deed.objects.filter(person_id=cast.dan.pk)} >= {
            "people.record_exported"
        }
        assert not Deed.objects.filter(verb="people.marked_rows_exported").exists()


def test_who_may_read_a_record_may_not_for_that_take_it_away(cast):
    with pytest.raises(AccessDenied, match="Only managers"):
        exported(cast, "amina")


def test_the_page_gives_a_file_whose_name_names_nobody(client, cast):
    client.force_login(cast.member("ben"))
    details = client.get(f"/people/{cast.dan.ref}/details").content.decode()
    [address] = re.findall(r'href="([^"]*/export)"', details)

    shown = client.get(address)
    answer = client.post(address)

    assert shown.status_code == answer.status_code == 200
    assert "nothing else" in shown.content.decode()
    assert answer["Content-Disposition"] == 'attachment; filename="record-2026-11-24-0930.json"'
    assert answer["Cache-Control"] == "no-store"
    assert json.loads(answer.content) == exported(cast)


def test_who_may_not_export_is_told_who_can_and_is_shown_no_link(client, cast):
    client.force_login(cast.member("amina"))

    details = client.get(f"/people/{cast.dan.ref}/details")
    for answer in (
        client.get(f"/people/{cast.dan.ref}/details/export"),
        client.post(f"/people/{cast.dan.ref}/details/export"),
    ):
        assert answer.status_code == 403
        assert "Only managers of the units that hold this person" in answer.content.decode()
    assert "Export this record" not in details.content.decode()


@pytest.mark.parametrize("number", ["X123456", "x123456", "A1234BC"])
def test_the_command_writes_a_file_only_its_owner_reads(cast, tmp_path, number):
    file = tmp_path / "dan.json"

    call_command("export_record", number, str(file))

    document = json.loads(file.read_text())
    assert document["person"]["family_name"] == "Rees"
    assert document["holds_everything"] is True
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with acting_as(SYSTEM):
        [deed] = Deed.objects.filter(verb="people.record_exported")
        assert (deed.actor, deed.person_id) == ("Throughcare", cast.dan.pk)


def test_the_command_never_overwrites_and_says_when_nobody_has_the_number(cast, tmp_path):
    file = tmp_path / "dan.json"
    file.write_text("mine")

    with pytest.raises(CommandError, match="already"):
        call_command("export_record", "X123456", str(file))
    with pytest.raises(CommandError, match="Nobody"):
        call_command("export_record", "X999999")
    assert file.read_text() == "mine"


def test_without_a_file_it_is_on_the_screen(cast, capsys):
    call_command("export_record", "X123456")

    assert json.loads(capsys.readouterr().out)["person"]["given_name"] == "Dan"


def test_time_is_what_the_door_says(cast):
    with acting_as(cast.ben):
        later = export_record(actor=cast.ben, person=cast.dan, at=NOW + timedelta(days=1))

    assert later["made_at"] == "2026-11-25T09:30:00+00:00"
