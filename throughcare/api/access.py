"""Who may make tokens, and what a token lets a program do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.exchange.access import IMPORT_MESSAGES
from throughcare.foundation.access import Actor, Policy, is_the_program
from throughcare.people.access import EXPORT_RECORD, SEE_PERSON

USES = {
    "find": frozenset({SEE_PERSON.name}),
    "record": frozenset({SEE_PERSON.name, EXPORT_RECORD.name}),
    "messages": frozenset({IMPORT_MESSAGES.name}),
}
"""What a token can be made for, and the powers of its colleague that this takes."""


@dataclass(frozen=True)
class Call:
    """One use, asked for with a token that was made for these."""

    use: str
    made_for: frozenset[str]


def was_made_for_it(actor: Actor, subject: Any) -> bool:
    return isinstance(subject, Call) and subject.use in subject.made_for


CALL = Policy(
    name="api.call",
    about=_("Do with a token what it was made for"),
    allow=(was_made_for_it,),
    otherwise=_("This token was not made for that."),
)


@dataclass(frozen=True)
class Wanted:
    """A token to be made, for these uses."""

    uses: frozenset[str]


def would_read(actor: Actor, subject: Any) -> bool:
    """Who makes a token has it in hand: one that reads would be a colleague's eyes on loan."""
    return isinstance(subject, Wanted) and not (actor.is_system or subject.uses <= {"messages"})


KEEP_TOKENS = Policy(
    name="api.keep_tokens",
    about=_("Make and end the tokens with which other programs are let in"),
    refuse={
        would_read: _("A token that reads records is made on the server, by the command “tokens”.")
    },
    allow=(is_the_program,),
    otherwise=_("Only an administrator can make and end tokens. Ask yours."),
)


def with_no_more_than(actor: Actor, uses: Iterable[str]) -> Actor:
    """The colleague, with those of their powers that these uses take."""
    powers = frozenset().union(*(USES[use] for use in uses))
    held = tuple(replace(one, powers=one.powers & powers) for one in actor.held)
    return replace(actor, held=held, emergency_powers=actor.emergency_powers & powers)
