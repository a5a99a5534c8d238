"""Who may write, submit and countersign: truth tables over the cast."""

from typing import Any

import pytest

from tests.databases import NOW
from throughcare.foundation.access import acting_as, decide
from throughcare.people import actions as people
from throughcare.reports import queries
from throughcare.reports.access import SUBMIT_REPORT, WRITE_REPORT
from throughcare.reports.models import Report
from throughcare.signoff import queries as signoff
from throughcare.signoff.access import COUNTERSIGN_PAPER
from throughcare.signoff.models import Document

EVERYONE = [
    *("amina", "owen", "ben", "cara", "carys", "lena", "sol"),
    *("gwen", "tess", "tom", "fay", "pia", "ada"),
]
# Dan is held by team A; Lena reaches the region. Who is not listed may do nothing and sees nothing.
OPEN = {
    "amina": (True, True, False),  # the author
    "owen": (True, False, False),  # no role that countersigns
    "ben": (True, False, True),
    "lena": (True, False, True),
}


@pytest.mark.parametrize("who", EVERYONE)
def test_who_may_do_what_with_a_draft(cast: Any, report: Report, who: str) -> None:
    actor, (write, submit, _) = getattr(cast, who), OPEN.get(who, (False, False, False))

    with acting_as(actor):
        assert decide(actor, WRITE_REPORT, report).allowed is write
        assert decide(actor, SUBMIT_REPORT, report).allowed is submit
        assert not decide(actor, COUNTERSIGN_PAPER, report.paper).allowed  # it is not submitted


@pytest.mark.parametrize("who", EVERYONE)
def test_who_may_do_what_with_a_submitted_report(cast: Any, submitted: Report, who: str) -> None:
    actor, (_, _, countersign) = getattr(cast, who), OPEN.get(who, (False, False, False))

    with acting_as(actor):
        assert not decide(actor, WRITE_REPORT, submitted).allowed
        assert not decide(actor, SUBMIT_REPORT, submitted).allowed
        assert decide(actor, COUNTERSIGN_PAPER, submitted.paper).allowed is countersign


@pytest.mark.parametrize("who", EVERYONE)
def test_nobody_may_change_a_final_report_and_who_reaches_dan_may_read_it(
    cast: Any, final: Report, who: str
) -> None:
    actor = getattr(cast, who)

    with acting_as(actor):
        for policy in (WRITE_REPORT, SUBMIT_REPORT):
            assert not decide(actor, policy, final).allowed
        assert not decide(actor, COUNTERSIGN_PAPER, final.paper).allowed
        assert Document.objects.exists() is (who in OPEN)
        page = queries.reports_page(actor=actor, person=cast.dan, on=NOW.date())
    assert bool(page.reports) is (who in OPEN)


@pytest.mark.parametrize("who", EVERYONE)
def test_a_report_waits_for_the_one_it_was_submitted_to_and_managers_may_help(
    cast: Any, submitted: Report, who: str
) -> None:
    actor = getattr(cast, who)

    with acting_as(actor):
        found = signoff.waiting_for(actor=actor, on=NOW.date())
    assert [one.whose for one in found.lines] == {"ben": ["mine"], "lena": ["colleague"]}.get(
        who, []
    )


def offered(actor: Any, report: Report) -> Any:
    facts = queries.facts_for_signing(actor=actor, report=report)
    return signoff.submitting(actor=actor, paper=report.paper, facts=facts, at=NOW).colleagues


def test_whom_a_report_can_be_submitted_to(cast: Any, report: Report) -> None:
    with acting_as(cast.amina):
        found = offered(cast.amina, report)

    assert [member.name for member in found] == ["Ben Adeyemi", "Lena Novak"]


def test_who_may_not_see_the_person_is_not_offered(cast: Any, report: Report) -> None:
    with acting_as(cast.lena):
        people.exclude_colleague(
            actor=cast.lena,
            person=cast.dan,
            member=cast.member("ben"),
            reason="Neighbours",
            at=NOW,
        )

    with acting_as(cast.amina):
        found = offered(cast.amina, report)
    assert [member.name for member in found] == ["Lena Novak"]
