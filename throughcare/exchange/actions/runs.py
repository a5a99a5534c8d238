"""An import or a retry as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from throughcare.assessments import queries as assessments
from throughcare.assessments.facts import CameToFacts
from throughcare.exchange import queries
from throughcare.exchange.access import IMPORT_MESSAGES
from throughcare.exchange.compared import in_report
from throughcare.exchange.models import Run
from throughcare.exchange.outcomes import Outcome, Report
from throughcare.exchange.references import leading_nowhere
from throughcare.foundation.access import SYSTEM, Actor, acting_as, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record


@dataclass
class Going:
    """A run under way. It is put on record by the first message that changes anything."""

    at: datetime
    is_retry: bool = False
    is_fictional: bool = False
    waits_for_disk: bool = True
    """Whether each message is safe on disk before the next is begun, or all are at the end."""
    run_id: UUID = field(default_factory=uuid4)
    has_changed: bool = False
    told_of: set[tuple[str, str]] = field(default_factory=set)
    """Numbers of which messages taken so far have said something new."""
    count: int = 0

    def moment(self) -> datetime:
        """When the next message counts as received: one after another, so that later news wins."""
        moment = self.at + timedelta(microseconds=self.count)
        self.count += 1
        return moment

    @contextmanager
    def as_before_if_this_fails(self) -> Iterator[None]:
        """What is undone in the database has not happened here either."""
        before = self.has_changed, frozenset(self.told_of)
        try:
            yield
        except BaseException:
            self.has_changed, self.told_of = before[0], set(before[1])
            raise


def look_where_they_lead(outcomes: list[Outcome]) -> None:
    """Leave with each message taken those of its references that nothing on record answers to."""
    pointing = {one.message: one for one in outcomes if one.references and one.is_on_record}
    with acting_as(SYSTEM):
        about = queries.people_of(pointing)
        nowhere = leading_nowhere(
            (about[id], each) for id in about for each in pointing[id].references
        )
    for one in outcomes:
        person = about.get(one.message)
        one.references = tuple(each for each in one.references if (person, each) in nowhere)


def compare_with_elsewhere(report: Report) -> None:
    """Put beside what other systems say of assessments what these come to by our rules."""
    told: dict[str, list[CameToFacts]] = {}
    for one in report.outcomes:
        for facts in one.assessments:
            if one.is_on_record:
                told.setdefault(facts.key, []).extend(facts.came_to)
    if told:
        with acting_as(SYSTEM):
            found = assessments.compared_with_elsewhere(told=told)
        report.compared = in_report(told, found)


def finish(going: Going, report: Report) -> None:
    """Write the counts of a run that changed something; every message of it is on disk then."""
    if going.has_changed:
        with acting_as(SYSTEM):
            _write_counts(actor=SYSTEM, going=going, report=report)


@action
def _write_counts(*, actor: Actor, going: Going, report: Report) -> None:
    require(actor, IMPORT_MESSAGES)
    counts: dict[str, Any] = {
        "taken": report.count("taken"),
        "unchanged": report.count("unchanged"),
        "needs_review": report.count("needs-review"),
        "refused": report.count("refused"),
    }
    Run.objects.filter(pk=going.run_id).update(**counts, unmapped=report.unmapped())
    record(actor, "exchange.messages_imported", run=going.run_id, **counts)
