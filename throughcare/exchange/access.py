"""Who may bring messages in, and who may look after those put aside."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor, Policy, is_the_program

IMPORT_MESSAGES = Policy(
    name="exchange.import_messages",
    about=_("Bring messages from other systems onto the record, and try again those put aside"),
    allow=(is_the_program,),
    otherwise=_("Only administrators can bring messages in."),
)


def brings_messages_in(actor: Actor, subject: Any) -> bool:
    return IMPORT_MESSAGES.name in actor.powers


REVIEW_MESSAGES = Policy(
    name="exchange.review_messages",
    about=_("See which messages were put aside and why, and have them tried again"),
    allow=(is_the_program, brings_messages_in),
    otherwise=_("Only managers and administrators can see messages that were put aside."),
)
