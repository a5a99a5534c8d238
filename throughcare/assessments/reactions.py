"""What is done with an assessment on its way to being final, and on news that calls for one."""

from django.utils.translation import gettext

from throughcare.assessments.access import START_ASSESSMENT
from throughcare.assessments.actions.finishing import finish
from throughcare.assessments.actions.starting import start_assessment
from throughcare.assessments.actions.withdrawing import (
    CHANGED_BY_WITHDRAWING,
    set_withdrawn,
    tell_withdrawn,
)
from throughcare.assessments.models import Assessment
from throughcare.assessments.queries.signing import lacking
from throughcare.foundation.access import decide
from throughcare.foundation.calendar import local_day
from throughcare.foundation.events import on
from throughcare.foundation.packs import pack
from throughcare.risk.events import ConcernClosed
from throughcare.signoff import queries as signoff
from throughcare.signoff.events import PaperFinal, PaperReturned, PaperWithdrawn

KIND = "assessment"


@on(PaperReturned)
def let_it_be_answered(news: PaperReturned) -> None:
    """It came back with what is to be changed."""
    if news.kind == KIND:
        found = _subject(news.paper)
        found.state = Assessment.State.OPEN
        found.version += 1
        found.save(update_fields=["state", "version"])


@on(PaperWithdrawn)
def put_it_aside(news: PaperWithdrawn) -> None:
    """It was given up, on the pages of sign-off or here."""
    if news.kind != KIND:
        return
    found = _subject(news.paper)
    if found.state in Assessment.UNDER_WAY:
        why = signoff.way_of(news.paper)[-1].comment
        set_withdrawn(news.by, found, why=why or gettext("Withdrawn"), at=news.at)
        found.version += 1
        found.save(update_fields=[*CHANGED_BY_WITHDRAWING, "version"])
        tell_withdrawn(news.by, found, at=news.at)


@on(PaperFinal)
def let_it_count(news: PaperFinal) -> None:
    """It has every signature it needs."""
    if news.kind == KIND:
        by = signoff.submitted_by(news.paper)
        finish(news.by, _subject(news.paper), news.paper, signed_by=by, at=news.at)


@on(ConcernClosed)
def open_the_review(news: ConcernClosed) -> None:
    """Somebody decided that a concern calls for a review now.

    What is marked is left to them: what they begin says by itself who may know of it. So is a
    review that they may not begin, or that asks for training they do not have.
    """
    if news.outcome != "review-now" or news.marking:
        return
    instrument = pack().instrument(pack().catalogue.review, on=local_day(news.at))
    may = decide(news.by, START_ASSESSMENT, Assessment(person=news.person)).allowed
    if may and not lacking(news.by, instrument, on=local_day(news.at)):
        start_assessment(
            actor=news.by,
            person=news.person,
            instrument=instrument,
            because=gettext("A concern that calls for a review now"),
            at=news.at,
        )


def _subject(paper: object) -> Assessment:
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("person")
    return rows.get(pk=str(getattr(paper, "subject", "")).rpartition(":")[2])
