"""What is done with an assessment on its way to being final."""

from throughcare.assessments.actions.finishing import finish
from throughcare.assessments.models import Assessment
from throughcare.foundation.events import on
from throughcare.signoff import queries as signoff
from throughcare.signoff.events import PaperFinal, PaperReturned

KIND = "assessment"


@on(PaperReturned)
def let_it_be_answered(news: PaperReturned) -> None:
    """It came back with what is to be changed."""
    if news.kind == KIND:
        found = _subject(news.paper)
        found.state = Assessment.State.OPEN
        found.version += 1
        found.save(update_fields=["state", "version"])


@on(PaperFinal)
def let_it_count(news: PaperFinal) -> None:
    """It has every signature it needs."""
    if news.kind == KIND:
        by = signoff.submitted_by(news.paper)
        finish(news.by, _subject(news.paper), news.paper, signed_by=by, at=news.at)


def _subject(paper: object) -> Assessment:
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("person")
    return rows.get(pk=str(getattr(paper, "subject", "")).rpartition(":")[2])
