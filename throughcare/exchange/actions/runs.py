"""An import or a retry as a whole."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from throughcare.exchange.access import IMPORT_MESSAGES
from throughcare.exchange.models import Run
from throughcare.exchange.outcomes import Report
from throughcare.exchange.queries import Came
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
    came: dict[tuple[str, str, str], Came] = field(default_factory=dict)
    """What is known already of the messages to come, by hash, address and numbers in the name."""
    count: int = 0

    def moment(self) -> datetime:
        """When the next message counts as received: one after another, so that later news wins."""
        moment = self.at + timedelta(microseconds=self.count)
        self.count += 1
        return moment


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
