"""Taking messages in, or putting them aside: each whole or not at all, many at a time.

A batch is one transaction: what is known of all its messages is asked at once, and what all of them
say is written together. If anything in it cannot be kept, the batch is halved until the message is
found whose fault it is; so the failure is that message's alone, and the others are taken.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.utils.translation import gettext as _

from throughcare.calculations.actions import noting
from throughcare.exchange import queries
from throughcare.exchange.access import IMPORT_MESSAGES
from throughcare.exchange.actions.runs import Going
from throughcare.exchange.facts import FACTS, Who
from throughcare.exchange.identity import Unclear
from throughcare.exchange.models import Doubt, Message, Original, Run
from throughcare.exchange.outcomes import Outcome, PutAside
from throughcare.exchange.parcels import Piece
from throughcare.exchange.reading import Reading
from throughcare.exchange.rules import numbers_in, without_numbers
from throughcare.exchange.understanding import understand
from throughcare.exchange.whom import expect_all, learn_who, whom_it_is_about
from throughcare.foundation.access import SYSTEM, Actor, acting_as, require
from throughcare.foundation.access.actor import SEALED
from throughcare.foundation.actions import action, together, write_later
from throughcare.foundation.audit import record
from throughcare.foundation.learning.foresight import all_is_told, batch
from throughcare.people import actions as people
from throughcare.people.queries.matching import Known
from throughcare.people.queries.settling import settle_places
from throughcare.record import queries as on_record

AT_ONCE = 200
"""So many messages are one transaction, of about half a second."""
Address = tuple[str, str, str]
"""What one message is told from another by: its hash, its address, the numbers in its name."""


@dataclass(frozen=True)
class Letter:
    """A message with what is known of it before it is kept: what it says, or why nothing."""

    piece: Piece
    named: str
    came: queries.Came | None
    received_at: datetime
    going: Going
    says: Reading | PutAside

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

    def changes_nothing(self) -> bool:
        """Whether that is known without asking whom it is about."""
        if isinstance(self.says, PutAside):
            return self.was_put_aside_as(self.says)
        return self.was_taken_as(self.says)


def take_in(pieces: Iterable[Piece], going: Going) -> list[Outcome]:
    """Take these messages in, in their order, or put each aside with its reason.

    What was taken before, and what is put aside again for the same reason, changes nothing.
    """
    outcomes: list[Outcome] = []
    for addresses, some in _none_twice(pieces):
        came = _came_before(some)
        letters = [
            _opened(piece, address, came.get(address), going)
            for address, piece in zip(addresses, some, strict=True)
        ]
        outcomes += _kept(letters, going)
    return outcomes


def _none_twice(pieces: Iterable[Piece]) -> Iterator[tuple[list[Address], list[Piece]]]:
    """So many at a time as one transaction takes; the same message twice is two times."""
    some: dict[Address, Piece] = {}
    for piece in pieces:
        address = (piece.sha256, piece.url, _named(piece))
        if address in some or len(some) == AT_ONCE:
            yield list(some), list(some.values())
            some = {}
        some[address] = piece
    if some:
        yield list(some), list(some.values())


def _named(piece: Piece) -> str:
    """The numbers in the name of its file, where it has no address that says more."""
    numbers = {} if piece.url else numbers_in(piece.file)
    return ",".join(f"{kind}:{number}" for kind, number in sorted(numbers.items()))


def _came_before(pieces: list[Piece]) -> dict[Address, queries.Came]:
    with acting_as(SYSTEM):
        return queries.came_before({piece.sha256 for piece in pieces})


def _opened(piece: Piece, address: Address, came: queries.Came | None, going: Going) -> Letter:
    """The message, understood. Nothing is kept yet, and nothing asked about its person."""
    received_at = came.received_at if came else going.moment()
    says: Reading | PutAside
    try:
        says = understand(piece, received_at=received_at)
    except PutAside as aside:
        says = aside
    return Letter(piece, address[2], came, received_at, going, says)


def _kept(letters: Sequence[Letter], going: Going) -> list[Outcome]:
    """Keep what these say in one transaction; if that fails, in two, until one is left to blame."""
    if all(one.changes_nothing() for one in letters):
        return [_decided(one) for one in letters]
    try:
        with _one_transaction(letters, going):
            return [_decided(one) for one in letters]
    except Exception as error:
        # Whatever it is, it is one message's: the others are taken all the same. Unless the
        # database is gone; then no message is to blame, and none can be put aside.
        if not connection.is_usable():
            raise
        if len(letters) > 1:
            half = len(letters) // 2
            return [*_kept(letters[:half], going), *_kept(letters[half:], going)]
        reason = _("Something in it could not be kept (%(kind)s).")
        aside = PutAside("needs-review", reason % {"kind": type(error).__name__})
        with _one_transaction(letters, going):
            return [_put_aside(letters[0], _outcome(letters[0]), aside)]


@contextmanager
def _one_transaction(letters: Sequence[Letter], going: Going) -> Iterator[None]:
    """The program's own, in which no other import is under way. What fails has not happened."""
    with going.as_before_if_this_fails(), acting_as(SYSTEM):
        if not going.waits_for_disk:
            queries.commit_lightly()
        queries.one_at_a_time()
        if len(letters) > 1 and not going.is_retry:
            queries.give_way()
        with together(), batch(), noting():
            expect_all(one.says for one in letters if isinstance(one.says, Reading))
            yield
            all_is_told()
            settle_places()  # before the rows that wait are written where their person is open to


def _decided(letter: Letter) -> Outcome:
    """What becomes of the message. A step of the transaction, unless it changes nothing."""
    outcome = _outcome(letter)
    says = letter.says
    if isinstance(says, PutAside):
        return _put_aside(letter, outcome, says)
    if letter.was_taken_as(says):
        outcome.state, outcome.reason = "unchanged", _("The same message was taken before.")
        return outcome
    try:
        known = whom_it_is_about(says.who, says.numbers)
    except Unclear as error:
        aside = PutAside("needs-review", error.reason)
        aside.waits_for = says.numbers.every()
        aside.doubt = (error.perhaps, says.who) if error.perhaps else None
        return _put_aside(letter, outcome, aside)
    message = take(actor=SYSTEM, letter=letter, reading=says, known=known)
    outcome.message = message.pk
    if message.state == Message.State.UNCHANGED:
        outcome.state, outcome.reason = "unchanged", _("It says nothing that is not on record.")
    return outcome


def _outcome(letter: Letter) -> Outcome:
    piece, says = letter.piece, letter.says
    outcome = Outcome(
        piece.file, piece.place, inside=piece.inside, message=letter.id, whose=piece.whose
    )
    if isinstance(says, Reading):
        outcome.kind = says.kind.id
        outcome.unmapped, outcome.unknown_codes = says.unmapped, says.unknown_codes
        outcome.references, outcome.aside = says.references, says.aside
        outcome.assessments = tuple(says.facts.get("assessment", ()))
    if outcome.references or outcome.aside:
        outcome.rows = piece.rows
    return outcome


def _put_aside(letter: Letter, outcome: Outcome, aside: PutAside) -> Outcome:
    outcome.state, outcome.reason, outcome.where = aside.state, aside.reason, aside.place
    outcome.kind, outcome.waits_for = aside.kind or outcome.kind, aside.waits_for
    if outcome.where:
        outcome.rows = letter.piece.rows
    if not letter.was_put_aside_as(aside):
        outcome.message = put_aside(actor=SYSTEM, letter=letter, outcome=outcome, doubt=aside.doubt)
    return outcome


@action
def take(*, actor: Actor, letter: Letter, reading: Reading, known: Known | None) -> Message:
    """Keep everything the message says of this person, or of somebody new."""
    require(actor, IMPORT_MESSAGES)
    id, at = letter.id or uuid4(), letter.received_at
    person, tells_more, theirs = learn_who(
        actor=actor,
        known=known,
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
        perhaps = Doubt(
            message=message,
            person=person,
            given_name=who.given_name,
            family_name=who.family_name,
            born_on=who.born_on,
        )
        write_later(perhaps)
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
        going.has_changed = True
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
        write_later(message)
        original = Original(
            message=message,
            **(about or {"marking": SEALED}),
            sha256=piece.sha256,
            content=None if piece.digest else piece.text,
            file=piece.file,
            place=piece.place,
            url=piece.url,
            named=letter.named,
        )
        write_later(original)
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
