"""From a request to what the person has in their hands."""

import hashlib
import io
import json
from dataclasses import replace
from datetime import date
from uuid import uuid4
from zipfile import ZipFile

import pikepdf
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.databases import NOW
from throughcare.disclosure import actions
from throughcare.disclosure.actions import Answer, Given, HasEnded, NotSettled
from throughcare.disclosure.deadlines import due_on
from throughcare.disclosure.folder import folder_of
from throughcare.disclosure.models import Bundle, Decision, Request
from throughcare.disclosure.tests.conftest import entry
from throughcare.exchange.queries import problems, record_schema
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.foundation.audit.models import Deed
from throughcare.foundation.packs import pack
from throughcare.record.tests.conftest import LETTER, attach


@pytest.fixture
def settled(asked):
    """Decided in every way there is, and checked."""
    asked.is_known()
    asked.decides(
        "Mair Parry told us where he is.", "part", ground="third-party", passages=("mair  parry",)
    )
    asked.decides("Mair Parry", "withhold", ground="third-party")
    asked.includes_the_rest()
    assert asked.agrees("owen") == 1  # what is said of his health
    return asked


def test_the_bundle_holds_what_was_decided_and_nothing_else(settled):
    settled.finishes()

    [bundle] = settled.bundles()
    document = json.loads(bytes(bundle.data))
    texts = {one["text"] for one in document["record"]["record"]["entry"]} - {""}
    assert texts == {"He came on time.", "[blacked out] told us where he is.", "He is ill."}
    assert document["record"]["people"]["personal_contact"] == []
    assert "Mair" not in bytes(bundle.data).decode()
    assert list(problems(document, record_schema())) == []
    assert hashlib.sha256(bundle.data).hexdigest() == bundle.data_sha256
    assert hashlib.sha256(bundle.paper).hexdigest() == bundle.paper_sha256
    with pikepdf.open(io.BytesIO(bundle.paper)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "What we hold about you" in str(pdf.docinfo["/Title"])


def test_the_paper_says_the_grounds_that_may_be_said_and_no_other(settled, monkeypatch):
    said = {}
    monkeypatch.setattr(
        "throughcare.disclosure.paper.pdf_of",
        lambda layout, data, *, made_at: said.update(data) or b"paper",
    )
    settled.decides("He came on time.", "withhold", ground="crime")
    assert settled.agrees("owen") == 1

    settled.finishes()

    rule = pack().subject_access_rule
    assert said["grounds"] == (rule.grounds["third-party"].told,)
    assert said["letter"][-1] == rule.kept_back
    titles = [item["lines"][0]["text"] for group in said["groups"] for item in group["items"]]
    assert "[blacked out] told us where he is." in titles
    assert "Mair" not in json.dumps(said)


def test_nothing_is_made_while_something_is_undecided_unchecked_or_nobody_knows_who_asks(asked):
    with pytest.raises(NotSettled):
        asked.finishes()
    asked.includes_the_rest()
    asked.agrees("owen")
    with pytest.raises(NotSettled):  # who asks?
        asked.finishes()
    asked.is_known()
    asked.decides("He came on time.", "withhold", ground="crime")
    with pytest.raises(NotSettled):  # nobody has checked it
        asked.finishes()
    assert asked.agrees("owen") == 1
    asked.finishes()
    entry(asked.cast.dan, "Something new")
    with pytest.raises(NotSettled):
        asked.finishes()


def test_what_changes_after_it_was_decided_is_decided_anew(settled):
    with acting_as(SYSTEM):
        row = settled.lines()["Mair Parry"].item.rows[0][1]
        row.note = "Moved away"
        row.save(update_fields=["note"])

    line = settled.lines()["Mair Parry"]

    assert line.state == "changed"
    with pytest.raises(NotSettled):
        settled.finishes()


def test_the_same_press_twice_makes_one_bundle(settled):
    once = uuid4()

    settled.finishes(id=once)
    settled.finishes(id=once)

    [bundle] = settled.bundles()
    with acting_as(SYSTEM):
        deed = Deed.objects.get(verb="disclosure.bundle_made")
    assert deed.details["paper"] == bundle.paper_sha256


def test_a_bundle_and_its_handing_out_are_never_changed(settled):
    settled.finishes()
    [bundle] = settled.bundles()
    with acting_as(settled.cast.ben):
        actions.hand_out(
            actor=settled.cast.ben,
            request=settled.reread(),
            bundle=bundle,
            on=NOW.date(),
            how="In person",
            at=NOW,
            id=uuid4(),
        )

    with acting_as(SYSTEM), pytest.raises(DatabaseError), transaction.atomic():
        Bundle.objects.filter(pk=bundle.pk).update(paper=b"")
    with acting_as(SYSTEM):
        assert settled.reread().state == Request.State.ANSWERED
        verbs = set(
            Deed.objects.filter(verb__startswith="disclosure.").values_list("verb", flat=True)
        )
    assert verbs >= {
        "disclosure.request_opened",
        "disclosure.identity_checked",
        "disclosure.items_decided",
        "disclosure.decision_checked",
        "disclosure.bundle_made",
        "disclosure.gone_through",
        "disclosure.bundle_handed_out",
    }


def test_a_ground_is_needed_and_the_words_to_black_out_must_stand_there(asked):
    text = "Mair Parry told us where he is."

    assert "ground" in next(iter(asked.decides(text, "withhold").values()))
    assert "Write the words" in next(
        iter(asked.decides(text, "part", ground="third-party").values())
    )
    wrong = asked.decides(text, "part", ground="third-party", passages=("Jane",))
    assert "“Jane” does not stand in it" in next(iter(wrong.values()))
    with acting_as(SYSTEM):
        assert not Decision.objects.exists()


def test_a_decision_a_colleague_took_meanwhile_is_not_overwritten(asked):
    line = asked.lines()["He came on time."]
    asked.decides("He came on time.", "include")

    late = Given(line.item.key, line.item.digest, 0, "withhold", "third-party")

    assert "Ben Adeyemi has decided" in next(iter(asked.sends(late).values()))
    assert asked.lines()["He came on time."].decision.outcome == "include"


def test_nobody_checks_their_own_decision_and_a_refusal_asks_for_another(asked):
    asked.decides("He came on time.", "withhold", ground="crime")
    cast = asked.cast
    line = asked.lines()["He came on time."]

    def answers(actor):
        with acting_as(actor):
            actions.check_decisions(
                actor=actor,
                request=asked.request,
                answers=[Answer(line.decision.pk, line.decision.version, False, "Why?")],
                at=NOW,
            )

    with pytest.raises(AccessDenied, match="You decided this yourself"):
        answers(cast.ben)
    answers(cast.owen)

    line = asked.lines()["He came on time."]
    assert (line.state, line.decision.check_note) == ("refused", "Why?")
    asked.decides("He came on time.", "include")
    assert asked.lines()["He came on time."].state == "settled"


def test_a_withdrawn_request_is_decided_about_no_more(asked):
    ben = asked.cast.ben
    line = asked.lines()["He came on time."]
    with acting_as(ben):
        actions.withdraw(
            actor=ben, request=asked.reread(), on=NOW.date(), because="He rang", version=1
        )

    with pytest.raises(HasEnded):
        asked.sends(Given(line.item.key, line.item.digest, 0, "include"))


def test_only_those_the_pack_names_open_requests(cast):
    with acting_as(cast.amina), pytest.raises(AccessDenied, match="Only managers"):
        actions.open_request(
            actor=cast.amina,
            person=cast.dan,
            received_on=NOW.date(),
            on_behalf="",
            asked_for="",
            at=NOW,
            id=uuid4(),
        )


def test_what_needs_somebody_is_said_with_its_reasons(asked):
    lines = asked.lines()

    assert lines["He came on time."].is_plain
    about = lines["Mair Parry told us where he is."].suggestion
    assert about.outcome == "part"
    assert set(about.reasons) >= {"Names somebody from their life", "Speaks of somebody else"}
    assert lines["He is ill."].suggestion.reasons[0].startswith("Marked health")
    assert lines["Mair Parry"].suggestion.reasons[0] == "About somebody else"

    entry(asked.cast.dan, "Seen by Gwyn Hughes")
    asked.decides("Seen by Gwyn Hughes", "part", ground="third-party", passages=("Gwyn Hughes",))
    entry(asked.cast.dan, "Again with Gwyn Hughes.")
    assert asked.lines()["Again with Gwyn Hughes."].suggestion.reasons == ("“Gwyn Hughes”",)


@pytest.mark.parametrize(
    ("received", "identity", "is_extended", "due"),
    [
        (date(2026, 11, 24), None, False, date(2026, 12, 24)),
        (date(2026, 11, 24), date(2026, 11, 26), False, date(2026, 12, 29)),  # after Christmas
        (date(2026, 1, 31), None, False, date(2026, 3, 2)),  # no 31st; the 28th is a Saturday
        (date(2026, 11, 24), None, True, date(2027, 2, 24)),
    ],
)
def test_a_request_is_due_a_calendar_month_later(received, identity, is_extended, due):
    rule = pack().subject_access_rule.time

    assert due_on(rule=rule, received=received, identity=identity, is_extended=is_extended) == due


def test_the_number_of_questions_does_not_grow_with_the_record(asked):
    def asked_for():
        with CaptureQueriesContext(connection) as found:
            asked.lines()
        return len(found)

    few = asked_for()
    for number in range(20):
        entry(asked.cast.dan, f"Another {number}")

    assert asked_for() == few


def test_a_pdf_of_a_report_is_left_out_where_words_are_blacked_out(cast):
    from throughcare.disclosure.blackout import without
    from throughcare.signoff.models import Document

    row = Document(kind="pdf", body=b"Mair", sha256="-", made_at=NOW)

    left = without(row, Document._meta.concrete_fields, ["Mair"], "[blacked out]")

    assert left.body is None
    assert row.body == b"Mair"


def test_a_document_goes_out_as_a_file_or_where_words_are_blacked_out_not_at_all(settled):
    whole, part = (
        attach(settled.cast, text=text, file=replace(LETTER, name="Mair.txt"))
        for text in ("About the flat.", "Mair Rees wrote it.")
    )
    assert "read it" in settled.lines()["About the flat."].suggestion.reasons[0]
    settled.decides("About the flat.", "include")
    settled.decides("Mair Rees wrote it.", "part", ground="third-party", passages=("Mair",))

    settled.finishes()

    [bundle] = settled.bundles()
    packed = folder_of(paper=bytes(bundle.paper), data=bytes(bundle.data), name="your-record")
    with ZipFile(io.BytesIO(packed)) as folder:
        assert folder.read("your-record.pdf") == bytes(bundle.paper)
        assert folder.namelist()[2:] == ["documents/1-letter.txt"]
        assert folder.read("documents/1-letter.txt") == LETTER.content
    document = json.loads(bytes(bundle.data))["record"]["record"]
    by_id = {one["id"]: one["content"] for one in document["content"]}
    assert (by_id[str(whole.pk)] is None, by_id[str(part.pk)]) == (False, None)


def test_the_time_is_extended_once_however_often_it_is_said(asked):
    ben = asked.cast.ben
    for _time in range(2):
        with acting_as(ben):
            actions.extend(
                actor=ben,
                request=asked.reread(),
                on=NOW.date(),
                because="Complex",
                version=asked.reread().version,
            )

    assert asked.lines()
    with acting_as(ben):
        assert asked.reread().due_on == date(2027, 2, 24)
