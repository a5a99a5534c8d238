"""Submitting and withdrawing a report that somebody else changed since its page was opened."""

from typing import Any

import pytest
from django.urls import reverse

from tests.faults.sheets import sheet
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.reports.models import Report, Stage
from throughcare.reports.tests.conftest import reread
from throughcare.reports.tests.test_passing_on import give


def goes_and_comes_back(cast: Any, report: Report) -> None:
    """A manager gives it to another author, and then to Amina again."""
    give(cast, report, "owen")
    give(cast, report, "amina")


@pytest.mark.parametrize(
    ("name", "becomes"), [("submit", Report.State.SUBMITTED), ("withdraw", Report.State.WITHDRAWN)]
)
def test_a_form_that_came_too_late_says_so_and_can_be_sent_again_as_it_stands(
    client: Any, cast: Any, report: Report, fill: Any, name: str, becomes: str
) -> None:
    fill(report)
    client.force_login(cast.member("amina"))
    page = reverse(f"reports:{name}", args=[report.person.ref, report.pk])
    form = sheet(client.get(page).content.decode(), page=page, to=page)
    form |= {"to": str(cast.member("ben").pk)} if name == "submit" else {"why": "Not needed."}
    goes_and_comes_back(cast, report)

    told = client.post(page, form).content.decode()

    assert told.count("This report has changed since you opened it") == 1
    again = sheet(told, page=page, to=page)
    assert again | {"csrfmiddlewaretoken": "", "version": ""} == form | {
        "csrfmiddlewaretoken": "",
        "version": "",
    }
    with acting_as(SYSTEM):
        assert reread(report).state == Report.State.DRAFT
    assert client.post(page, again).status_code == 302
    with acting_as(SYSTEM):
        assert reread(report).state == becomes
        assert Stage.objects.filter(report=report, kind=becomes).count() == 1
