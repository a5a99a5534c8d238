"""Who may change what is on record of a sentence."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor, Policy, is_the_program
from throughcare.foundation.calendar import local_day


def has_ended(actor: Actor, subject: Any) -> bool:
    return hasattr(subject, "has_ended") and subject.has_ended(local_day(actor.at))


CHANGE_SENTENCE = Policy(
    name="sentences.change_sentence",
    about=_("Keep count of what an order requires, and end a requirement"),
    refuse={has_ended: _("This has ended. What was counted toward it stays as it is.")},
    otherwise=_(
        "Only officers and managers of the team that holds this case can change its sentence."
    ),
)

LEARN_SENTENCE = Policy(
    name="sentences.learn_sentence",
    about=_("Take in what other systems say about a sentence"),
    allow=(is_the_program,),
    otherwise=_("Sentences come onto the record through messages from the systems in use today."),
)
