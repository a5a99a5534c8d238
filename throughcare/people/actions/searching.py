"""Writing down the one search that is nobody's work: for a colleague."""

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.people.access import SEE_PERSON
from throughcare.people.queries.looks import COLLEAGUE_SEARCHED


@action
def write_search_for_colleague(*, actor: Actor, words: str) -> None:
    """Somebody searched the record for the very name of a colleague. Raises AccessDenied."""
    require(actor, SEE_PERSON)
    record(actor, COLLEAGUE_SEARCHED, words=words)
