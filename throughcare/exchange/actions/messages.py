"""Taking one message in, or putting it aside: either way one transaction, whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.utils.translation import gettext as _

from throughcare.exchange import queries
from throughcare.exchange.access import IMPORT_MESSAGES
from throughcare.exchange.actions.runs import Going
from throughcare.exchange.facts import FACTS, Who
from throughcare.exchange.identity import Unclear
from throughcare.exchange.kinds import library
from throughcare.exchange.models import PUT_ASIDE, SEALED, Doubt, Message, Original, Run
from throughcare.exchange.outcomes import Outcome, PutAside
from throughcare.exchange.parcels import Piece
from throughcare.exchange.reading import Reading
from throughcare.exchange.rules import numbers_in, without_numbers
from throughcare.exchange.understanding import understand
from throughcare.exchange.whom import learn_who
from throughcare.foundation.access import SYSTEM, Actor, acting_as, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.people import actions as people
from throughcare.record import queries as on_record


@dataclass(frozen=True)
class Letter:
    """A message with what is known of it before it is read."""

    piece: Piece
    named: str
    came: queries.Came | None
    received_at: datetime
    going: Going

    @property
    def id(self) -> UUID | None:
        return self.came.id if self.came else None

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
    named = _named(piece)
    came = going.came.get((piece.sha256, piece.url, named))
    letter = Letter(piece, named, came, came.received_at if came else going.moment(), going)
    outcome = Outcome(
        piece.file, piece.place, inside=piece.inside, message=letter.id, rows=piece.rows
    )
    outcome.whose = piece.whose
    try:
        reading = understand(piece, received_at=letter.received_at)
        outcome.kind = reading.kind.id
        outcome.unmapped, outcome.unknown_codes = reading.unmapped, reading.unknown_codes
        outcome.references, outcome.aside = reading.references, reading.aside
        if letter.was_taken_as(reading):
            outcome.state, outcome.reason = "unchanged", _("The same message was taken before.")
        else:
            _keep(letter, reading, outcome)
    except PutAside as aside:
        outcome.state, outcome.reason, outcome.where = aside.state, aside.reason, aside.place
        outcome.kind, outcome.waits_for = aside.kind or outcome.kind, aside.waits_for
        if not letter.was_put_aside_as(aside):
            outcome.message = _in_transaction(
                going, put_aside, letter=letter, outcome=outcome, doubt=aside.doubt
            )
    if not (outcome.where or outcome.references or outcome.aside):
        outcome.rows = {}
    if outcome.message:
        going.came[piece.sha256, piece.url, named] = _as_it_came(letter, outcome)
    return outcome


def _as_it_came(letter: Letter, outcome: Outcome) -> queries.Came:
    """What the same message will be met with if it comes again in this very import."""
    kind = library().named(outcome.kind)
    return queries.Came(
        id=outcome.message,
        state=outcome.state,
        reason=outcome.reason if outcome.state in PUT_ASIDE else "",
        place=outcome.where,
        kind_version=kind.table.version if kind else "",
        received_at=letter.received_at,
    )


def _named(piece: Piece) -> str:
    """The numbers in the name of its file, where it has no address that says more."""
    numbers = {} if piece.url else numbers_in(piece.file)
    return ",".join(f"{kind}:{number}" for kind, number in sorted(numbers.items()))


def look_up(pieces: Iterable[Piece], going: Going) -> None:
    """Learn in one question what is known already of these messages."""
    if hashes := {piece.sha256 for piece in pieces}:
        with acting_as(SYSTEM):
            going.came |= queries.came_before(hashes)


def _keep(letter: Letter, reading: Reading, outcome: Outcome) -> None:
    """Keep what the message says, all of it or nothing. Raises PutAside."""
    try:
        message = _in_transaction(letter.going, take, letter=letter, reading=reading)
    except Unclear as error:
        aside = PutAside("needs-review", error.reason)
        aside.waits_for = reading.numbers.every()
        aside.doubt = (error.perhaps, reading.who) if error.perhaps else None
        raise aside from None
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
    person, tells_more, theirs = learn_who(
        actor=actor,
        who=reading.who,
        numbers=reading.numbers,
        is_fictional=letter.going.is_fictional,
        source=id,
        at=at,
    )
    changed = tells_more
    for name, facts in reading.facts.items():
        learn = FACTS[name].learn
        changed |= learn(actor=actor, person=person, facts=facts, source=id, at=at)
    if tells_more:
        letter.going.told_of |= reading.numbers.every()
    message = _write(
        letter,
        id,
        state=Message.State.TAKEN if changed else Message.State.UNCHANGED,
        kind=reading.kind.id,
        version=reading.kind.table.version,
        about={"person": person, "marking": _marking(letter, reading, person)},
    )
    if theirs:
        original = (Original._meta.db_table, str(id))
        people.remember_arrival(actor=actor, arriving=theirs, message=id, brought=[original])
    record(actor, "exchange.message_taken", about=person, message=id, kind=reading.kind.id)
    return message


@action
def put_aside(
    *, actor: Actor, letter: Letter, outcome: Outcome, doubt: tuple[Any, Who] | None = None
) -> UUID:
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
    if doubt:
        person, who = doubt
        Doubt.objects.create(
            message=message,
            person=person,
            given_name=who.given_name,
            family_name=who.family_name,
            born_on=who.born_on,
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
    about: dict[str, Any] | None = None,
) -> Message:
    """The message and, the first time, its original; `about`: whose that is, and its marking."""
    going, piece = letter.going, letter.piece
    if not going.has_changed:
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
    message = Message(
        id=id,
        **decided,
        received_at=letter.received_at,
        sha256=piece.sha256,
        size=len(piece.text),
        file=without_numbers(piece.file),
    )
    if letter.came:
        message.save(force_update=True, update_fields=decided)
        Doubt.objects.filter(message=message).delete()
        if about:
            Original.objects.filter(message=message).update(**about)
    else:
        message.save(force_insert=True)
        Original.objects.create(
            message=message,
            **(about or {"marking": SEALED}),
            sha256=piece.sha256,
            content=None if piece.digest else piece.text,
            file=piece.file,
            place=piece.place,
            url=piece.url,
            named=letter.named,
        )
    return message


def _marking(letter: Letter, reading: Reading, person: Any) -> int:
    """Who may read the original: those who may read ordinary rows, if nothing in it is more.

    One that was read before may have told what has been marked for fewer people since.
    """
    marks = {getattr(one, "marking", 0) for facts in reading.facts.values() for one in facts}
    is_ordinary = marks <= {0} and not reading.unmapped
    if is_ordinary and letter.came:
        is_ordinary = not on_record.is_marked(person=person, source=letter.came.id)
    return 0 if is_ordinary else SEALED
