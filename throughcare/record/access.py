"""Who may write onto a person's record, and who may correct what stands there."""

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor, Policy, may_read
from throughcare.record.models import Entry


def could_not_read_it(actor: Actor, entry: Entry) -> bool:
    """Marked so that its own writer would not see it again."""
    return may_read(actor, entry.person) and not may_read(actor, entry)


WRITE_ENTRY = Policy(
    name="record.write_entry",
    about=_("Write notes on the record of people within reach"),
    refuse={could_not_read_it: _("You can only mark a note with what you may read yourself.")},
    otherwise=_("Only colleagues of the units that hold this person can write on their record."),
)


def wrote_it(actor: Actor, entry: Entry) -> bool:
    return actor.staff_id is not None and entry.author_id == actor.staff_id


def is_kept_elsewhere(actor: Actor, entry: Entry) -> bool:
    """Written by another part of the program, where the thing itself can be put right."""
    return bool(entry.link)


CORRECT_ENTRY = Policy(
    name="record.correct_entry",
    about=_("Correct what colleagues wrote (everybody can correct what they wrote themselves)"),
    allow=(wrote_it,),
    refuse={
        is_kept_elsewhere: _("This came from another page of the record. Put it right there."),
    },
    otherwise=_("Only whoever wrote this, and managers, can correct it. You can add a note."),
)
