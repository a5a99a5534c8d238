"""Taking one message in, or putting it aside: either way one transaction, whole or not at all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.utils.translation import gettext as _

from throughcare.exchange import queries
from throughcare.exchange.access import IMPORT_MESSAGES
from throughcare.exchange.actions.runs import Going
from throughcare.exchange.facts import FACTS
from throughcare.exchange.identity import Unclear
from throughcare.exchange.models import SEALED, Message, Original, Run
from throughcare.exchange.outcomes import Outcome, PutAside
from throughcare.exchange.parcels import Piece
from throughcare.exchange.reading import Reading
from throughcare.exchange.rules import numbers_in, without_numbers
from throughcare.exchange.understanding import understand
from throughcare.exchange.whom import learn_who
from throughcare.foundation.access import SYSTEM, Actor, acting_as, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record


@dataclass(frozen=True)
class Letter:
    """A message with what is known of it before it is read."""

    piece: Piece
    named: str
    came: queries.Came | None
    going: Going

    @property
    def id(self) -> UUID | None:
        return self.came.id if self.came else None

    @property
    def received_at(self) -> datetime:
        return self.came.received_at if self.came else self.going.at

    def was_taken_as(self, reading: Reading) -> bool:
        """Whether the very same message was taken before, with the table as it is now."""
        came = self.came
        return (
            came is not None
            and came.state in (Message.State.TAKEN, Message.State.UNCHANGED)
            and came.kind_version == reading.kind.table.version
        )

    def was_put_aside_as(self, aside: PutAside) -> bool:
        """Whether it was put aside before, for the same reason."""
        came = self.came
        return came is not None and (came.state, came.reason, came.place) == (
            aside.state,
            aside.reason,
            aside.place,
        )


def take_in(piece: Piece, going: Going) -> Outcome:
    """Take the message in, or put it aside with its reason.

    What was taken before, and what is put aside again for the same reason, changes nothing.
    """
    letter = _letter(piece, going)
    outcome = Outcome(piece.file, piece.place, message=letter.id)
    try:
        reading = understand(piece, received_at=letter.received_at)
        outcome.kind = reading.kind.id
        outcome.unmapped, outcome.unknown_codes = reading.unmapped, reading.unknown_codes
        if letter.was_taken_as(reading):
            outcome.state, outcome.reason = "unchanged", _("The same message was taken before.")
        else:
            _keep(letter, reading, outcome)
    except PutAside as aside:
        outcome.state, outcome.reason, outcome.where = aside.state, aside.reason, aside.place
        outcome.kind, outcome.may_clear = aside.kind or outcome.kind, aside.may_clear
        if not letter.was_put_aside_as(aside):
            outcome.message = _in_transaction(going, put_aside, letter=letter, outcome=outcome)
    return outcome


def _letter(piece: Piece, going: Going) -> Letter:
    numbers = {} if piece.url else numbers_in(piece.file)
    named = ",".join(f"{kind}:{number}" for kind, number in sorted(numbers.items()))
    with acting_as(SYSTEM):
        came = queries.came_before(sha256=piece.sha256, url=piece.url, named=named)
    return Letter(piece, named, came, going)


def _keep(letter: Letter, reading: Reading, outcome: Outcome) -> None:
    """Keep what the message says, all of it or nothing. Raises PutAside."""
    try:
        message = _in_transaction(letter.going, take, letter=letter, reading=reading)
    except Unclear as error:
        raise PutAside("needs-review", error.reason, may_clear=error.may_clear) from None
    except Exception as error:
        # Whatever it is, it is this message's: the next one is taken all the same. Unless the
        # database is gone; then no message is to blame, and none can be put aside.
        if not connection.is_usable():
            raise
        reason = _("Something in it could not be kept (%(kind)s).")
        raise PutAside("needs-review", reason % {"kind": type(error).__name__}) from error
    outcome.message = message.pk
    if message.state == Message.State.UNCHANGED:
        outcome.state, outcome.reason = "unchanged", _("It says nothing that is not on record.")


def _in_transaction(going: Going, step: Any, **given: Any) -> Any:
    with acting_as(SYSTEM):
        if not going.waits_for_disk:
            queries.commit_lightly()
        done = step(actor=SYSTEM, **given)
    going.has_changed = True
    return done


@action
def take(*, actor: Actor, letter: Letter, reading: Reading) -> Message:
    """Keep everything the message says. Raises Unclear."""
    require(actor, IMPORT_MESSAGES)
    queries.one_at_a_time()
    id, at = letter.id or uuid4(), letter.received_at
    person, changed = learn_who(
        actor=actor,
        who=reading.who,
        numbers=reading.numbers,
        is_fictional=letter.going.is_fictional,
        source=id,
        at=at,
    )
    for name, facts in reading.facts.items():
        learn = FACTS[name].learn
        changed |= learn(actor=actor, person=person, facts=facts, source=id, at=at)
    message = _write(
        letter,
        id,
        state=Message.State.TAKEN if changed else Message.State.UNCHANGED,
        kind=reading.kind.id,
        version=reading.kind.table.version,
    )
    Original.objects.filter(message=id).update(person=person, marking=_marking(reading))
    record(actor, "exchange.message_taken", about=person, message=id, kind=reading.kind.id)
    return message


@action
def put_aside(*, actor: Actor, letter: Letter, outcome: Outcome) -> UUID:
    """Keep the message, with the reason it was not taken."""
    require(actor, IMPORT_MESSAGES)
    message = _write(
        letter,
        letter.id or uuid4(),
        state=outcome.state,
        kind=outcome.kind,
        reason=outcome.reason,
        place=outcome.where,
    )
    record(actor, "exchange.message_put_aside", message=message.pk, state=outcome.state)
    return message.pk


def _write(
    letter: Letter,
    id: UUID,
    *,
    state: str,
    kind: str,
    version: str = "",
    reason: str = "",
    place: str = "",
) -> Message:
    """The message and, the first time, its original."""
    going, piece = letter.going, letter.piece
    Run.objects.get_or_create(
        pk=going.run_id, defaults={"started_at": going.at, "is_retry": going.is_retry}
    )
    decided: dict[str, Any] = {
        "run_id": going.run_id,
        "system": kind.split("/")[0],
        "kind": kind,
        "kind_version": version,
        "state": state,
        "reason": reason,
        "place": place,
        "decided_at": going.at,
    }
    came = {
        "received_at": letter.received_at,
        "sha256": piece.sha256,
        "size": len(piece.text),
        "file": without_numbers(piece.file),
    }
    message, is_new = Message.objects.update_or_create(
        pk=id, defaults=decided, create_defaults={**decided, **came}
    )
    if is_new:
        Original.objects.create(
            message=message,
            marking=SEALED,
            sha256=piece.sha256,
            content=None if piece.digest else piece.text,
            file=piece.file,
            place=piece.place,
            url=piece.url,
            named=letter.named,
        )
    return message


def _marking(reading: Reading) -> int:
    """Who may read the original: those who may read ordinary rows, if nothing in it is more."""
    marks = {getattr(one, "marking", 0) for facts in reading.facts.values() for one in facts}
    return 0 if marks <= {0} and not reading.unmapped else SEALED
