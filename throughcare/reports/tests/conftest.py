"""Dan, with things on his record, and a report Amina writes about him."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, Actor, acting_as
from throughcare.record import actions as on_record
from throughcare.reports import actions
from throughcare.reports.models import Report, Section
from throughcare.sentences import actions as sentences
from throughcare.sentences.facts import OrderFacts, RequirementFacts
from throughcare.signoff import actions as signoff
from throughcare.supervision import actions as supervision

DAY = timedelta(days=1)


@pytest.fixture
def order(cast: Any) -> None:
    """A community order with 20 days of rehabilitation activity."""
    with acting_as(SYSTEM):
        sentences.learn_order(
            actor=SYSTEM,
            person=cast.dan,
            facts=OrderFacts(key="test:order:1", kind="community", title="Community order"),
            source=None,
            at=NOW,
        )
        sentences.learn_requirement(
            actor=SYSTEM,
            person=cast.dan,
            facts=RequirementFacts(
                key="test:requirement:1",
                code="F",
                title="Rehabilitation activity",
                amount=Decimal(20),
                unit="days",
                used=Decimal(4),
            ),
            source=None,
            at=NOW,
        )


@pytest.fixture
def met(cast: Any) -> Any:
    """Meets Dan so many days ago and records what came of it."""

    def made(days: int, outcome: str, note: str = "") -> None:
        amina, at = cast.amina, NOW - days * DAY
        with acting_as(amina):
            appointment = supervision.book_appointment(
                actor=amina, person=cast.dan, type="COAP", starts_at=at, at=at
            )
            supervision.record_outcome(
                actor=amina,
                appointment=appointment,
                version=1,
                outcome=outcome,
                enforcement="EA02",
                note=note,
                at=at,
            )

    return made


@pytest.fixture
def note(cast: Any) -> Any:
    """Writes a note about Dan as Amina, yesterday unless told otherwise."""

    def written(text: str = "Staying with his sister.", **said: Any) -> Any:
        actor = said.pop("actor", cast.amina)
        given = {
            "person": cast.dan,
            "note_type": "contact",
            "text": text,
            "happened_at": NOW - DAY,
            "at": NOW,
            **said,
        }
        with acting_as(actor):
            return on_record.write_note(actor=actor, **given)

    return written


@pytest.fixture
def start(cast: Any) -> Any:
    """Starts a progress report about Dan as Amina."""

    def started(**said: Any) -> Report:
        actor = said.pop("actor", cast.amina)
        given = {
            "person": cast.dan,
            "outline": "progress-report",
            "covers_from": date(2026, 9, 1),
            "covers_until": date(2026, 11, 24),
            "at": NOW,
            **said,
        }
        with acting_as(actor):
            return reread(actions.start_report(actor=actor, **given))

    return started


@pytest.fixture
def report(start: Any) -> Report:
    return start()


@pytest.fixture
def fill(cast: Any) -> Any:
    """Writes something in every part of a report."""

    def filled(report: Report, text: str = "<p>He is doing well.</p>") -> Report:
        amina = cast.amina
        with acting_as(amina):
            for section in Section.objects.filter(report=report).select_related("report__person"):
                actions.write_section(
                    actor=amina, section=section, version=section.version, html=text, at=NOW
                )
            return reread(report)

    return filled


@pytest.fixture
def submitted(cast: Any, report: Report, fill: Any) -> Report:
    """Written in full and submitted to Ben."""
    amina, ben = cast.amina, cast.member("ben")
    fill(report)
    with acting_as(amina):
        actions.submit_report(
            actor=amina, report=reread(report), version=report.version, to=ben, at=NOW
        )
        return reread(report)


@pytest.fixture
def final(cast: Any, submitted: Report) -> Report:
    """Countersigned by Ben."""
    ben = cast.ben
    with acting_as(ben):
        countersign(ben, submitted)
        return reread(submitted)


def reread(report: Report) -> Report:
    rows = Report.objects.select_related("person", "paper__author", "paper__waits_for")
    return rows.get(pk=report.pk)


def countersign(actor: Actor, report: Report, **said: Any) -> None:
    """As the actor, whoever that is."""
    given = {"version": report.version, "at": NOW, **said}
    signoff.countersign_paper(actor=actor, paper=paper_of(report), **given)


def send_back(actor: Actor, report: Report, comment: str = "Say more.", **said: Any) -> None:
    given = {"version": report.version, "at": NOW, "reasons": ["facts"], **said}
    signoff.return_paper(actor=actor, paper=paper_of(report), comment=comment, **given)


def paper_of(report: Report) -> Any:
    """Its paper, as it may have been read before somebody else changed it."""
    report.paper.person = report.person
    return report.paper
