"""Submitting and withdrawing a report that somebody else changed since its page was opened."""

from typing import Any

import pytest
from django.urls import reverse

from tests.faults.sheets import sheet
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.reports.models import Report
from throughcare.reports.tests.conftest import reread
from throughcare.reports.tests.test_passing_on import give
from throughcare.signoff.models import Stage


def goes_and_comes_back(cast: Any, report: Report) -> None:
    """A manager gives it to another author, and then to Amina again."""
    give(cast, report, "owen")
    give(cast, report, "amina")


@pytest.mark.parametrize(
    ("name", "becomes"), [("reports:submit", "submitted"), ("signoff:withdraw", "withdrawn")]
)
def test_a_form_that_came_too_late_says_so_and_can_be_sent_again_as_it_stands(
    client: Any, cast: Any, report: Report, fill: Any, name: str, becomes: str
) -> None:
    fill(report)
    client.force_login(cast.member("amina"))
    which = report.pk if becomes == "submitted" else report.paper_id
    page = reverse(name, args=[report.person.ref, which])
    form = sheet(client.get(page).content.decode(), page=page, to=page)
    said = {"to": str(cast.member("ben").pk)} if becomes == "submitted" else {"comment": "No need."}
    form |= said
    goes_and_comes_back(cast, report)

    told = client.post(page, form).content.decode()

    assert told.count("has changed since you opened it") == 1
    again = sheet(told, page=page, to=page)
    assert again | {"csrfmiddlewaretoken": "", "version": ""} == form | {
        "csrfmiddlewaretoken": "",
        "version": "",
    }
    with acting_as(SYSTEM):
        assert reread(report).state == "draft"
    assert client.post(page, again).status_code == 302
    with acting_as(SYSTEM):
        assert reread(report).state == becomes
        assert Stage.objects.filter(paper_id=report.paper_id, kind=becomes).count() == 1
