"""What `plans` does on others' news."""

from throughcare.foundation.events import on
from throughcare.plans.actions.signing import print_final
from throughcare.plans.queries import plan_of
from throughcare.signoff.events import PaperFinal


@on(PaperFinal)
def print_the_plan(news: PaperFinal) -> None:
    """A plan with every signature is printed as it stands."""
    if news.kind == "plan":
        print_final(plan_of(news.paper), news.paper, at=news.at)
