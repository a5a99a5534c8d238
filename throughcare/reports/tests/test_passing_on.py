"""A report goes on after its author has left, and under whom a manager says."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.databases import NOW
from tests.faults.sheets import sheet
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as, decide
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.audit.models import Deed
from throughcare.people import actions as people
from throughcare.people import queries as people_queries
from throughcare.record.models import Entry
from throughcare.reports import actions, queries
from throughcare.reports.access import GIVE_REPORT, TAKE_OVER_REPORT
from throughcare.reports.models import Report, Section
from throughcare.reports.tests.conftest import countersign, reread
from throughcare.signoff import queries as signoff
from throughcare.signoff.models import Stage
from throughcare.staff import actions as staff
from throughcare.staff import queries as staff_queries

WHY = "She is away until March."


@pytest.fixture
def left(cast: Any, report: Report) -> Report:
    """Amina no longer works anywhere."""
    leaves(cast, "amina")
    return report


def leaves(cast: Any, who: str) -> None:
    with acting_as(SYSTEM):
        for posting in staff_queries.postings_of(cast.member(who).pk, on=NOW.date()):
            staff.end_posting(actor=SYSTEM, posting=posting, on=NOW.date())


def give(cast: Any, report: Report, to: str = "owen", who: str = "ben", **said: Any) -> Report:
    actor = getattr(cast, who)
    with acting_as(actor):
        now = reread(report)
        return actions.give_report(
            actor=actor,
            report=now,
            to=cast.member(to),
            at=NOW,
            **{"version": now.version, "why": WHY, **said},
        )


def take_over(cast: Any, report: Report, who: str = "owen") -> Report:
    actor = getattr(cast, who)
    with acting_as(actor):
        now = reread(report)
        return actions.take_over_report(
            actor=actor, report=now, version=now.version, why=WHY, at=NOW
        )


def now_of(report: Report) -> Report:
    with acting_as(SYSTEM):
        return reread(report)


def test_a_manager_gives_a_report_to_another_author_who_submits_it(
    cast: Any, report: Report, fill: Any
) -> None:
    fill(report)

    give(cast, report)

    owen = cast.owen
    with acting_as(owen):
        now = reread(report)
        assert now.author.pk == owen.staff_id
        actions.submit_report(
            actor=owen, report=now, version=now.version, to=cast.member("ben"), at=NOW
        )
    with acting_as(SYSTEM):
        by = set(Section.objects.filter(report=report).values_list("written_by__name", flat=True))
    assert by == {"Amina Khan"}


def test_the_way_of_the_report_the_timeline_and_the_audit_say_who_gave_it_to_whom(
    cast: Any, report: Report
) -> None:
    give(cast, report)

    with acting_as(cast.owen):
        stage = queries.report_page(actor=cast.owen, report=reread(report)).standing.stages[-1]
        entry = Entry.objects.get(kind="report-passed-on")
    assert (stage.kind, stage.by, stage.to, stage.comment) == (
        "given",
        "Ben Adeyemi",
        "Owen Pryce",
        WHY,
    )
    assert entry.title.endswith("given to Owen Pryce")
    assert (entry.text, entry.marking) == (WHY, report.marking)
    with acting_as(SYSTEM):
        deed = Deed.objects.get(verb="reports.report_given")
    assert deed.details["before"] == cast.member("amina").pk
    assert deed.details["to"] == cast.member("owen").pk


def test_who_was_given_a_report_is_no_longer_fit_to_countersign_it(
    cast: Any, report: Report
) -> None:
    give(cast, report, "ben")

    with acting_as(SYSTEM):
        now = reread(report)
        offered = signoff.submitting(actor=SYSTEM, paper=now.paper, facts={}, at=NOW).colleagues
    names = [one.name for one in offered]
    assert "Ben Adeyemi" not in names
    assert "Lena Novak" in names


@pytest.mark.parametrize("to", ["cara", "pia", "sol", "ada"])
def test_a_report_goes_to_nobody_who_cannot_write_it(cast: Any, report: Report, to: str) -> None:
    with pytest.raises(actions.CannotWriteIt, match="cannot write reports about this person"):
        give(cast, report, to)

    with acting_as(SYSTEM):
        offered = queries.writers(actor=SYSTEM, report=report, at=NOW)
    assert cast.member(to) not in offered
    assert now_of(report).author.pk == cast.member("amina").pk


def test_a_report_goes_to_nobody_who_must_not_see_the_person(cast: Any, report: Report) -> None:
    with acting_as(cast.ben):
        people.exclude_colleague(
            actor=cast.ben, person=cast.dan, member=cast.member("owen"), reason="Kin", at=NOW
        )

    with pytest.raises(actions.CannotWriteIt):
        give(cast, report)


def test_whoever_is_offered_as_an_author_could_write_it(cast: Any, report: Report) -> None:
    with acting_as(cast.ben):
        offered = queries.writers(actor=cast.ben, report=report, at=NOW)

    assert {one.name for one in offered} == {"Owen Pryce", "Ben Adeyemi", "Lena Novak"}


@pytest.mark.parametrize(
    ("who", "gives", "takes"),
    [
        ("amina", False, False),
        ("owen", False, True),
        ("ben", True, True),
        ("lena", True, True),
        ("cara", False, False),
        ("fay", False, False),
        ("pia", False, False),
        ("ada", False, False),
    ],
)
def test_who_may_pass_a_report_on_whose_author_has_left(
    cast: Any, left: Report, who: str, gives: bool, takes: bool
) -> None:
    actor = getattr(cast, who)

    with acting_as(actor):
        assert decide(actor, GIVE_REPORT, left).allowed is gives
        assert decide(actor, TAKE_OVER_REPORT, left).allowed is takes


def test_nobody_takes_a_report_from_an_author_who_still_works_there(
    cast: Any, report: Report
) -> None:
    with pytest.raises(AccessDenied, match="still works with this person"):
        take_over(cast, report)


def test_a_colleague_takes_over_from_an_author_who_has_left(cast: Any, left: Report) -> None:
    take_over(cast, left)

    assert now_of(left).author.pk == cast.member("owen").pk
    with acting_as(SYSTEM):
        stage = Stage.objects.get(paper_id=left.paper_id, kind="taken-over")
        assert Deed.objects.filter(verb="reports.report_taken_over").count() == 1
    assert (stage.by_id, stage.comment) == (cast.member("owen").pk, WHY)


def test_a_report_whose_author_cannot_sign_in_any_more_can_be_taken_over(
    cast: Any, report: Report
) -> None:
    member = cast.member("amina")
    member.is_active = False
    member.save(update_fields=["is_active"])

    take_over(cast, report)


def test_with_the_case_its_unfinished_report_goes_over_as_well(cast: Any, report: Report) -> None:
    with acting_as(cast.amina):
        people.hand_over(
            actor=cast.amina,
            person=cast.dan,
            holding=people_queries.open_holding(
                actor=cast.amina, person=cast.dan, kind="community"
            ),
            unit=cast.unit("N50BRKB"),
            holder=cast.member("cara"),
            on=NOW.date(),
            at=NOW,
            note="Moved.",
            id=uuid4(),
        )

    taken = take_over(cast, report, "cara")

    assert taken.author.pk == cast.member("cara").pk


@pytest.mark.parametrize("policy", [GIVE_REPORT, TAKE_OVER_REPORT])
def test_a_report_that_waits_or_is_final_stays_with_its_author(
    cast: Any, submitted: Report, policy: Any
) -> None:
    with acting_as(cast.ben):
        assert "waits for its countersignature" in decide(cast.ben, policy, submitted).reason
        countersign(cast.ben, reread(submitted))
        assert "never changes" in decide(cast.ben, policy, reread(submitted)).reason


def test_the_second_of_two_who_give_it_away_is_told(cast: Any, report: Report) -> None:
    before = now_of(report).version
    give(cast, report)

    with pytest.raises(ChangedMeanwhile):
        give(cast, report, "lena", version=before)


# The pages


def address(name: str, report: Report) -> str:
    return reverse(f"reports:{name}", args=[report.person.ref, report.pk])


def filled(client: Any, page: str, **said: str) -> Any:
    return {**sheet(client.get(page).content.decode(), page=page, to=page), "why": WHY, **said}


def test_a_manager_finds_the_way_on_the_page_of_the_report(
    client: Any, cast: Any, report: Report
) -> None:
    client.force_login(cast.member("ben"))
    page = address("give", report)
    assert page in client.get(address("report", report)).content.decode()
    owen = str(cast.member("owen").pk)
    form = filled(client, page, to=owen)

    first, second = (client.post(page, form, follow=True) for _ in range(2))

    for answer in (first, second):
        assert answer.redirect_chain == [(address("report", report), 302)]
        assert "Owen Pryce is the author of this report now." in answer.content.decode()
    with acting_as(SYSTEM):
        assert Stage.objects.filter(paper_id=report.paper_id, kind="given").count() == 1


@pytest.mark.parametrize(
    ("who", "name", "said"),
    [
        ("owen", "give", "Your role does not countersign this kind of report."),
        ("owen", "take-over", "Its author still works with this person."),
    ],
)
def test_who_may_not_sees_no_way_and_is_told_who_could(
    client: Any, cast: Any, report: Report, who: str, name: str, said: str
) -> None:
    client.force_login(cast.member(who))

    assert address(name, report) not in client.get(address("report", report)).content.decode()
    answer = client.get(address(name, report))

    assert answer.status_code == 403
    assert said in answer.content.decode()


def test_a_report_that_is_hidden_is_not_found_to_be_passed_on(
    client: Any, cast: Any, left: Report
) -> None:
    client.force_login(cast.member("cara"))

    for name in ("give", "take-over"):
        assert client.get(address(name, left)).status_code == 404


def test_a_colleague_is_offered_what_an_author_left_behind(
    client: Any, cast: Any, left: Report
) -> None:
    client.force_login(cast.member("owen"))
    page = address("take-over", left)
    assert page in client.get(address("report", left)).content.decode()
    form = filled(client, page)

    answer = client.post(page, form, follow=True)

    assert "Owen Pryce is the author of this report now." in answer.content.decode()
    assert page not in answer.content.decode()
    assert client.post(page, form).url == address("report", left)
    with acting_as(SYSTEM):
        assert Stage.objects.filter(paper_id=left.paper_id, kind="taken-over").count() == 1


def test_the_second_manager_sees_whose_it_is_now_and_chooses(
    client: Any, cast: Any, report: Report
) -> None:
    client.force_login(cast.member("ben"))
    page = address("give", report)
    form = filled(client, page, to=str(cast.member("ben").pk))
    give(cast, report, "owen", who="lena")

    told = client.post(page, form).content.decode()

    assert "This report has changed since you opened it" in told
    assert "by <bdi>Owen Pryce</bdi>" in told
    assert client.post(page, sheet(told, page=page, to=page)).status_code == 302
    assert now_of(report).author.pk == cast.member("ben").pk


def test_passing_on_needs_a_reason_and_an_author(client: Any, cast: Any, report: Report) -> None:
    client.force_login(cast.member("ben"))
    page = address("give", report)

    text = client.post(page, filled(client, page, why="", to="")).content.decode()

    assert text.count("Choose who is to write it") == 2
    assert text.count("Write why") == 2
