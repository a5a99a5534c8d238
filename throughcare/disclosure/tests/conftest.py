"""A record with something of every sort on it, and requests for it."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from tests.databases import NOW
from throughcare.disclosure import actions, queries
from throughcare.disclosure.actions import Answer, CannotDecide, Given
from throughcare.disclosure.models import Request
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people.models import PersonalContact
from throughcare.record.models import Entry

ORDINARY, SENSITIVE, CT, HEALTH = 0, 1, 2, 6


def entry(person: Any, text: str, *, marking: int = ORDINARY) -> Entry:
    with acting_as(SYSTEM):
        return Entry.objects.create(
            person=person,
            kind="note",
            text=text,
            marking=marking,
            happened_at=NOW,
            recorded_at=NOW,
        )


@dataclass
class Asked:
    """Dan's request, answered by Ben, and short ways to decide about it."""

    cast: Any
    request: Request

    def lines(self, who: str = "ben") -> dict[str, Any]:
        """The items this colleague goes through, by their first text."""
        actor = getattr(self.cast, who)
        with acting_as(actor):
            found = queries.lines_for(actor=actor, request=self.reread())
        return {self._named(one): one for one in found}

    def decides(self, text: str, outcome: str, *, who: str = "ben", **said: Any) -> dict[str, str]:
        line = self.lines(who)[text]
        given = Given(
            item=line.item.key,
            digest=line.item.digest,
            version=line.decision.version if line.decision else 0,
            outcome=outcome,
            **said,
        )
        return self.sends(given, who=who)

    def sends(self, *given: Given, who: str = "ben") -> dict[str, str]:
        """Why it could not be kept, by item; empty if it was."""
        actor = getattr(self.cast, who)
        try:
            with acting_as(actor):
                actions.decide_items(actor=actor, request=self.reread(), given=given, at=NOW)
        except CannotDecide as cannot:
            return cannot.reasons
        return {}

    def includes_the_rest(self, who: str = "ben") -> None:
        given = [
            Given(
                one.item.key,
                one.item.digest,
                one.decision.version if one.decision else 0,
                "include",
            )
            for one in self.lines(who).values()
            if one.needs_deciding
        ]
        assert self.sends(*given, who=who) == {}

    def agrees(self, who: str) -> int:
        """Agree with everything that waits for this colleague; how much that was."""
        actor = getattr(self.cast, who)
        with acting_as(actor):
            waiting = queries.to_check(actor=actor, request=self.reread())
            answers = [Answer(one.decision.pk, one.decision.version, True) for one in waiting]
            if answers:
                actions.check_decisions(actor=actor, request=self.request, answers=answers, at=NOW)
        return len(waiting)

    def is_known(self) -> None:
        with acting_as(self.cast.ben):
            actions.check_identity(
                actor=self.cast.ben,
                request=self.request,
                on=NOW.date(),
                how="Known to me",
                version=self.reread().version,
            )

    def finishes(self, who: str = "ben", id: Any = None) -> None:
        actor = getattr(self.cast, who)
        with acting_as(actor):
            actions.finish(actor=actor, request=self.reread(), at=NOW, id=id or uuid4())

    def bundles(self, who: str = "ben") -> list[Any]:
        actor = getattr(self.cast, who)
        with acting_as(actor):
            request = self.reread()
            found = queries.bundles_of(actor=actor, request=request)
            return [queries.bundle_for(actor=actor, request=request, id=one.pk) for one in found]

    def reread(self) -> Request:
        return Request.objects.select_related("person", "handler").get(pk=self.request.pk)

    @staticmethod
    def _named(line: Any) -> str:
        row = line.item.rows[0][1]
        return str(getattr(row, "text", "") or getattr(row, "name", "") or line.item.key)


@pytest.fixture
def asked(cast: Any) -> Asked:
    return asked_for_record(cast)


def asked_for_record(cast: Any) -> Asked:
    """Dan asks for his record. Some of it Ben may not read."""
    entry(cast.dan, "He came on time.")
    entry(cast.dan, "Mair Parry told us where he is.")
    entry(cast.dan, "He is ill.", marking=HEALTH)
    with acting_as(SYSTEM):
        PersonalContact.objects.create(person=cast.dan, name="Mair Parry", relationship="mother")
    with acting_as(cast.ben):
        request = actions.open_request(
            actor=cast.ben,
            person=cast.dan,
            received_on=NOW.date(),
            on_behalf="",
            asked_for="Everything",
            at=NOW,
            id=uuid4(),
        )
    return Asked(cast, request)
