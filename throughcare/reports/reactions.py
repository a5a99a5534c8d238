"""What `reports` does on others' news."""

from throughcare.foundation.events import on
from throughcare.reports.actions.signing import print_final
from throughcare.reports.queries import report_of
from throughcare.signoff.events import PaperFinal


@on(PaperFinal)
def print_the_report(news: PaperFinal) -> None:
    """A report with every signature is made into its documents."""
    if news.kind == "report":
        print_final(report_of(news.paper), at=news.at)
