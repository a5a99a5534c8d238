"""What has to be there before a form can be sent, made by the actions everyone uses.

Each returns what the address of the form names, beside the person.
"""

import json
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from tests.databases import NOW
from tests.world import SINCE, Cast
from throughcare.api import actions as api
from throughcare.assessments import actions as assessing
from throughcare.assessments import queries
from throughcare.assessments.tests.conftest import (
    INSTRUMENT,
    answer,
    answer_everything,
)
from throughcare.disclosure.models import Request
from throughcare.disclosure.tests.conftest import Asked, asked_for_record
from throughcare.exchange.actions import import_files
from throughcare.exchange.tests.conftest import SAMPLES
from throughcare.exchange.tests.conftest import person as person_document
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people import actions as people
from throughcare.people import queries as people_queries
from throughcare.people.reach import actor_for
from throughcare.plans.models import Objective, Step
from throughcare.plans.tests.conftest import accept, assess
from throughcare.record import actions as record
from throughcare.record.models import Entry
from throughcare.record.tests.conftest import attach
from throughcare.reports import actions as reports
from throughcare.reports.models import Report, Section
from throughcare.reports.tests.conftest import reread
from throughcare.retention import actions as retention
from throughcare.retention.tests.conftest import let_go, records_manager
from throughcare.risk import actions as risk
from throughcare.sentences.tests.facts_of_dan import sentence_dan
from throughcare.signoff import actions as signoff
from throughcare.staff import actions as staff
from throughcare.staff import queries as staff_queries
from throughcare.staff.models import Member
from throughcare.supervision import actions as supervision

Named = dict[str, Any]


def nothing(cast: Cast) -> Named:
    return {}


def address(cast: Cast) -> Named:
    with acting_as(cast.amina):
        row = people.write_circumstance(
            actor=cast.amina,
            person=cast.dan,
            what="address",
            facts={"lines": "1 High Street", "no_fixed_abode": False},
            id=uuid4(),
            at=NOW,
        )
    return {"what": "address", "id": row.pk}


def holding(cast: Cast) -> Named:
    """Dan's case as Amina holds it."""
    with acting_as(cast.amina):
        held = people_queries.open_holding(actor=cast.amina, person=cast.dan, kind="community")
        assert held
        return {"id": held.pk}


def taken_on(cast: Cast) -> Named:
    """Dan is held by the specialist team as well, through Carys."""
    with acting_as(SYSTEM):
        held = people.hold(
            actor=SYSTEM,
            person=cast.dan,
            kind="specialist",
            unit=cast.unit("N50CT"),
            holder=cast.member("carys"),
            on=SINCE,
            at=NOW,
        )
    return {"id": held.pk}


def named(cast: Cast) -> Named:
    with acting_as(SYSTEM):
        made = people.grant_access(
            actor=SYSTEM, person=cast.dan, member=cast.member("cara"), reason="Covers.", at=NOW
        )
    return {"id": made.pk}


def alike(cast: Cast) -> Any:
    """Somebody of Dan's team who is very much like him."""
    with acting_as(SYSTEM):
        other = people.add_person(
            actor=SYSTEM, given_name="Dann", family_name="Rees", born_on=cast.dan.born_on, at=NOW
        )
        people.hold(
            actor=SYSTEM,
            person=other,
            kind="community",
            unit=cast.unit("N50ASHA"),
            on=SINCE,
            at=NOW,
        )
    return other


def somebody_alike(cast: Cast) -> Named:
    return {"other": alike(cast).ref}


def merged(cast: Cast) -> Named:
    other, ben = alike(cast), cast.actor("ben")
    with acting_as(ben):
        made = people.merge(actor=ben, kept=cast.dan, other=other, reason="One man.", at=NOW)
    return {"id": made.pk}


def emergency(cast: Cast) -> Named:
    """Cara, who has nothing to do with Dan, has opened his record."""
    id = uuid4()
    with acting_as(cast.cara):
        people.open_in_emergency(
            actor=cast.cara,
            number="X123456",
            born_on=cast.dan.born_on,
            reason="He is here and has a knife.",
            at=NOW - timedelta(minutes=5),
            id=id,
        )
    return {"id": id}


def emergency_over(cast: Cast) -> Named:
    opened = emergency(cast)
    cara = actor_for(staff_id=cast.member("cara").pk, at=NOW)
    with acting_as(cara):
        grant = people_queries.emergency_of(actor=cara, person=cast.dan, id=opened["id"])
        people.end_emergency(actor=cara, person=cast.dan, grant=grant, at=NOW)
    return opened


def excluded(cast: Cast) -> Named:
    with acting_as(SYSTEM):
        made = people.exclude_colleague(
            actor=SYSTEM, person=cast.dan, member=cast.member("owen"), reason="Kin.", at=NOW
        )
    return {"id": made.pk}


def restriction(cast: Cast) -> Named:
    with acting_as(SYSTEM):
        people.restrict_person(actor=SYSTEM, person=cast.dan, named=[], reason="Known.", at=NOW)
        people.grant_access(
            actor=SYSTEM, person=cast.dan, member=cast.member("ben"), reason="Manages.", at=NOW
        )
    return {}


def note(cast: Cast) -> Named:
    with acting_as(cast.amina):
        entry = record.write_note(
            actor=cast.amina,
            person=cast.dan,
            note_type="contact",
            text="He came.",
            happened_at=NOW,
            at=NOW,
        )
    return {"id": entry.pk}


def document(cast: Cast) -> Named:
    return {"id": attach(cast).pk}


def draft(cast: Cast) -> Named:
    with acting_as(cast.amina):
        record.keep_draft(
            actor=cast.amina,
            person=cast.dan,
            key="note",
            content={"text": "He"},
            version=0,
            at=NOW,
        )
    return {}


def flag(cast: Cast) -> Named:
    with acting_as(cast.amina):
        raised = risk.raise_flag(
            actor=cast.amina,
            person=cast.dan,
            type="risk-to-staff",
            reason="See in pairs.",
            review_on=None,
            at=NOW,
        )
    return {"id": raised.pk}


def concern(cast: Cast) -> Named:
    with acting_as(cast.amina):
        recorded = risk.record_concern(
            actor=cast.amina,
            person=cast.dan,
            kind="police",
            what="Arrested last night.",
            happened_at=NOW,
            at=NOW,
        )
    return {"id": recorded.pk}


def therapeutic_risk(cast: Cast) -> Named:
    with acting_as(cast.amina):
        written = risk.identify_risk(
            actor=cast.amina,
            person=cast.dan,
            risk="Walks out",
            brings_out="Being challenged.",
            addressed="In his group.",
            state="active",
            at=NOW,
        )
    return {"id": written.pk}


def referral(cast: Cast, *, refer: bool = True) -> Named:
    with acting_as(cast.amina):
        decided = risk.decide_referral(
            actor=cast.amina,
            person=cast.dan,
            about="child",
            concerns="Tom Hollis, aged 7",
            what="A bruise.",
            authority="",
            refer=refer,
            reason="He flinched.",
            at=NOW,
        )
    return {"id": decided.pk}


def not_referred(cast: Cast) -> Named:
    return referral(cast, refer=False)


def requirement(cast: Cast) -> Named:
    return {"id": sentence_dan(cast.dan).pk}


def evidence_asked(cast: Cast) -> Named:
    """A question, and an entry its answer could rest on."""
    note(cast)
    return {"assessment_id": _assessment(cast).pk, "question_id": "home"}


def evidence(cast: Cast) -> Named:
    """An entry that an answer rests on."""
    found = _assessment(cast)
    with acting_as(cast.amina):
        entry = queries.entry_to_point_at(
            actor=cast.amina, person=cast.dan, entry_id=note(cast)["id"]
        )
        put = assessing.put_evidence(
            actor=cast.amina, assessment=found, question="home", entry=entry, at=NOW
        )
    return {"assessment_id": found.pk, "question_id": "home", "evidence_id": put.pk}


def assessment(cast: Cast) -> Named:
    return {"assessment_id": _assessment(cast).pk}


def section(cast: Cast) -> Named:
    return {"assessment_id": _assessment(cast).pk, "section_id": "accommodation"}


def answered(cast: Cast) -> Named:
    found = _assessment(cast)
    with acting_as(cast.amina):
        answer_everything(cast.amina, found)
    return {"assessment_id": found.pk}


def contested(cast: Cast) -> Named:
    """Amina and Owen answered the same question at the same time."""
    found = _assessment(cast)
    with acting_as(cast.owen):
        answer(cast.owen, found, "accommodation", home="short")
    with acting_as(cast.amina):
        answer(cast.amina, found, "accommodation", known={"home": ""}, home="none")
    return {"assessment_id": found.pk, "section_id": "accommodation"}


def signed(cast: Cast) -> Named:
    with acting_as(cast.amina):
        return {"assessment_id": assess(cast.amina, cast.dan).pk}


def plan(cast: Cast) -> Named:
    with acting_as(cast.amina):
        return {"plan_id": accept(cast.amina, cast.dan, assess(cast.amina, cast.dan)).pk}


def objective(cast: Cast) -> Named:
    made = plan(cast)["plan_id"]
    with acting_as(cast.amina):
        return {"objective_id": Objective.objects.get(plan=made).pk}


def step(cast: Cast) -> Named:
    made = objective(cast)["objective_id"]
    with acting_as(cast.amina):
        return {"step_id": Step.objects.get(objective=made, order=2).pk}


def over(cast: Cast) -> Named:
    """An appointment of an hour ago."""
    return {"id": _appointment(cast, NOW - timedelta(hours=1))}


def to_come(cast: Cast) -> Named:
    return {"id": _appointment(cast, NOW + timedelta(days=7))}


def recorded(cast: Cast) -> Named:
    """An appointment of an hour ago, and what came of it."""
    id = _appointment(cast, NOW - timedelta(hours=1))
    with acting_as(cast.amina):
        from throughcare.supervision.models import Appointment

        supervision.record_outcome(
            actor=cast.amina,
            appointment=Appointment.objects.select_related("person").get(pk=id),
            version=1,
            outcome="ATTC",
            at=NOW,
        )
    return {"id": id}


def report(cast: Cast) -> Named:
    return {"id": _report(cast).pk}


def left(cast: Cast) -> Named:
    """A report whose author no longer works there."""
    found = _report(cast)
    with acting_as(SYSTEM):
        for posting in staff_queries.postings_of(cast.member("amina").pk, on=NOW.date()):
            staff.end_posting(actor=SYSTEM, posting=posting, on=NOW.date())
    return {"id": found.pk}


def part(cast: Cast) -> Named:
    found = _report(cast)
    with acting_as(cast.amina):
        return {"id": found.pk, "part": Section.objects.earliest("position").part}


def part_and_entry(cast: Cast) -> Named:
    return {**part(cast), "entry": note(cast)["id"]}


def source(cast: Cast) -> Named:
    """An entry among the sources of a report, which no part refers to."""
    found, entry = _report(cast), note(cast)["id"]
    with acting_as(cast.amina):
        cited = reports.cite_entry(
            actor=cast.amina, report=found, entry=Entry.objects.get(pk=entry), at=NOW
        )
    return {"id": found.pk, "citation": cited.pk}


def written(cast: Cast) -> Named:
    """A report with something in every part."""
    found = _report(cast)
    with acting_as(cast.amina):
        for section in Section.objects.filter(report=found).select_related("report__person"):
            reports.write_section(
                actor=cast.amina,
                section=section,
                version=section.version,
                html="<p>Well.</p>",
                at=NOW,
            )
    return {"id": found.pk}


def submitted(cast: Cast) -> Named:
    """A report that waits for Ben."""
    id = written(cast)["id"]
    with acting_as(cast.amina):
        found = reread(Report(pk=id))
        reports.submit_report(
            actor=cast.amina, report=found, version=found.version, to=cast.member("ben"), at=NOW
        )
    return {"id": id}


def waiting(cast: Cast) -> Named:
    """What waits for Ben, on its way to being final."""
    return {"id": _paper(submitted(cast))}


def commented(cast: Cast) -> Named:
    """Something Ben said of a report that waits for him."""
    id = submitted(cast)["id"]
    with acting_as(cast.ben):
        paper = reread(Report(pk=id)).paper
        said = signoff.add_comment(actor=cast.ben, paper=paper, text="To whom?", at=NOW)
    return {"id": paper.pk, "comment": said.pk}


def asked_to_review(cast: Cast) -> Named:
    """Owen is asked what he thinks of a report."""
    id = submitted(cast)["id"]
    with acting_as(cast.amina):
        paper = reread(Report(pk=id)).paper
        asked = signoff.ask_peer_review(
            actor=cast.amina,
            paper=paper,
            of=cast.member("owen"),
            due_on=NOW.date() + timedelta(7),
            at=NOW,
        )
    return {"id": paper.pk, "review": asked.pk}


def begun(cast: Cast) -> Named:
    """What Amina has begun and not submitted."""
    return {"id": _paper(report(cast))}


def anybodys(cast: Cast) -> Named:
    """A report that waits for whoever is free first."""
    id = written(cast)["id"]
    with acting_as(cast.amina):
        found = reread(Report(pk=id))
        reports.submit_report(
            actor=cast.amina, report=found, version=found.version, to=None, at=NOW
        )
    return {}


def _paper(named: Named) -> Any:
    with acting_as(SYSTEM):
        return Report.objects.get(pk=named["id"]).paper_id


def clear_now(cast: Cast) -> Named:
    """A message put aside because nobody with its number was known; by now they are."""
    (message,) = _import("GET_requirements_X320741")
    _import("GET_offender_all_X320741")
    return {"id": message}


def in_doubt(cast: Cast) -> Named:
    """A message with Dan's number and another date of birth."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "person.json"
        path.write_text(json.dumps(person_document("X123456")))
        return {"id": import_files(actor=SYSTEM, paths=[path], at=NOW).outcomes[0].message}


def request_for_record(cast: Cast) -> Named:
    """Dan asks for his record; what is on it needs somebody to look."""
    return {"id": asked_for_record(cast).request.pk}


def request_to_check(cast: Cast) -> Named:
    """Something Ben keeps back waits for a second person."""
    asked = asked_for_record(cast)
    asked.decides("He came on time.", "withhold", ground="crime")
    return {"id": asked.request.pk}


def request_gone_through(cast: Cast) -> Named:
    asked = asked_for_record(cast)
    asked.is_known()
    asked.includes_the_rest()
    asked.agrees("owen")
    return {"id": asked.request.pk}


def request_answered(cast: Cast) -> Named:
    id = request_gone_through(cast)["id"]
    asked = Asked(cast, Request(pk=id))
    asked.finishes()
    return {"id": id, "bundle": asked.bundles()[0].pk}


def on_hold(cast: Cast) -> Named:
    """Dan's record is on hold."""
    with acting_as(cast.ben):
        placed = retention.place_hold(
            actor=cast.ben,
            person=cast.dan,
            kind="review",
            reason="A review.",
            review_on=NOW.date() + timedelta(30),
            at=NOW,
            id=uuid4(),
        )
    return {"id": placed.pk}


def record_over(cast: Cast) -> Named:
    """The time of Erin's record is over; Rhys manages records."""
    records_manager(cast)
    let_go(cast.erin)
    return {"ref": cast.erin.ref, "rule": "after-the-case"}


def shut_out(cast: Cast) -> Named:
    """A colleague with five wrong passwords behind them."""
    named = colleague(cast)
    email = Member.objects.get(ref=named["ref"]).email
    for _ in range(5):
        Client().post("/sign-in", {"login": email, "password": "not the password"})
    return named


def with_account(cast: Cast) -> Named:
    """A colleague who signs in with an account of the organisation."""
    with acting_as(SYSTEM):
        staff.tie_account(actor=SYSTEM, member=cast.member("pia"), account="https://there 4711")
    return colleague(cast)


def colleague(cast: Cast) -> Named:
    return {"ref": cast.member("pia").ref}


def posting(cast: Cast) -> Named:
    with acting_as(SYSTEM):
        made = staff.post(
            actor=SYSTEM,
            member=cast.member("pia"),
            unit=cast.unit("N50ASHA"),
            role="responsible-officer",
            since=SINCE,
        )
    return {**colleague(cast), "id": made.pk}


def clearance(cast: Cast) -> Named:
    member = cast.member("pia")
    with acting_as(SYSTEM):
        made = staff.clear(
            actor=SYSTEM, member=member, level="ctc", since=SINCE, until=date(2029, 1, 5)
        )
    return {**colleague(cast), "id": made.pk}


def competence(cast: Cast) -> Named:
    with acting_as(SYSTEM):
        made = staff.award_competence(
            actor=SYSTEM,
            member=cast.member("pia"),
            kind="facilitation",
            awarded_on=SINCE,
            evidence="Certificate seen",
            at=NOW,
        )
    return {**colleague(cast), "id": made.pk}


def who_is_away(cast: Cast) -> Named:
    return {"ref": cast.member("amina").ref}


def who_covers(cast: Cast) -> str:
    return str(cast.member("owen").ref)


def cover(cast: Cast) -> Named:
    with acting_as(SYSTEM):
        made = staff.arrange_cover(
            actor=SYSTEM,
            member=cast.member("amina"),
            covered_by=cast.member("owen"),
            since=NOW.date(),
            until=None,
            at=NOW,
        )
    return {**who_is_away(cast), "id": made.pk}


def _assessment(cast: Cast) -> Any:
    with acting_as(cast.amina):
        return assessing.start_assessment(
            actor=cast.amina, person=cast.dan, instrument=INSTRUMENT, at=NOW
        )


def token(cast: Cast) -> Named:
    with acting_as(cast.ada):
        made, _secret = api.let_in(
            actor=cast.ada,
            email="arrivals@example.invalid",
            name="Arrivals",
            at=NOW,
            until=NOW + timedelta(days=30),
        )
    return {"id": made.pk}


def _report(cast: Cast) -> Any:
    with acting_as(cast.amina):
        started = reports.start_report(
            actor=cast.amina,
            person=cast.dan,
            outline="progress-report",
            covers_from=SINCE,
            covers_until=NOW.date(),
            at=NOW,
        )
        return reread(started)


def _import(file: str) -> list[Any]:
    """The messages of one of the samples."""
    path = SAMPLES / "ndelius_case" / f"{file}.json"
    return [one.message for one in import_files(actor=SYSTEM, paths=[path], at=NOW).outcomes]


def _appointment(cast: Cast, starts_at: Any) -> UUID:
    with acting_as(cast.amina):
        booked = supervision.book_appointment(
            actor=cast.amina,
            person=cast.dan,
            type="COAP",
            starts_at=starts_at,
            place="Room 2",
            at=NOW,
        )
    return booked.pk
