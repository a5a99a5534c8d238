"""Keeping what somebody is still writing.

These are no `@action`s: a draft is not on the record, nobody but its author reads it, and what is
typed every few seconds would drown the audit. Sending it is what is asked about and recorded.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import ChangedMeanwhile, save_version
from throughcare.foundation.ui.forms.text import keepable
from throughcare.people.access import SEE_PERSON
from throughcare.record.models import Draft


def keep_draft(
    *,
    actor: Actor,
    person: Any,
    key: str,
    content: Mapping[str, str],
    version: int,
    at: datetime,
) -> Draft:
    """Keep what has been typed so far into a form about this person.

    Raises AccessDenied, and ChangedMeanwhile if another window kept something since `version`.
    """
    require(actor, SEE_PERSON, person)
    kept = {keepable(name): keepable(value) for name, value in content.items()}
    draft = _draft(actor, person, key, at)
    draft.content, draft.saved_at = kept, at
    save_version(draft, version=version, fields=["content", "saved_at"])
    return draft


def discard_draft(
    *,
    actor: Actor,
    person: Any,
    key: str,
    at: datetime,
    version: int | None = None,
    once: UUID | None = None,
) -> None:
    """Be done with what was typed: it was sent, or is not wanted. Raises AccessDenied.

    With a `version`, something another window has kept since then stays. `once` is the showing of
    the form that was sent: what it kept while it was being sent was sent as well.
    """
    require(actor, SEE_PERSON, person)
    draft = _draft(actor, person, key, at)
    was_sent = once is not None and draft.content.get("once") == str(once)
    if version is None or was_sent or version == draft.version:
        draft.content, draft.saved_at = {}, at
        # What another window has kept at this very moment stays.
        with suppress(ChangedMeanwhile):
            save_version(draft, version=draft.version, fields=["content", "saved_at"])


def _draft(actor: Actor, person: Any, key: str, at: datetime) -> Draft:
    return Draft.objects.get_or_create(
        author_id=actor.staff_id, person=person, key=key, defaults={"saved_at": at}
    )[0]
