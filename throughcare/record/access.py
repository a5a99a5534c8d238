"""Who may write onto a person's record, and who may correct what stands there."""

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor, Policy, may_read
from throughcare.record.models import Entry
from throughcare.record.narrower import narrower_than


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


def would_still_read(actor: Actor, entry: Entry, marking: int) -> bool:
    """Whether the actor could read the entry if it were marked so."""
    return may_read(actor, Entry(person=entry.person, marking=marking))


def cannot_be_raised(actor: Actor, entry: Entry) -> bool:
    """Marked so already that every other marking would open it to somebody new."""
    return not narrower_than(entry.marking)


RAISE_MARKING = Policy(
    name="record.raise_marking",
    about=_("Mark for fewer people what colleagues wrote (everybody can with what they wrote)"),
    allow=(wrote_it,),
    refuse={
        is_kept_elsewhere: _("This came from another page of the record, which marks it itself."),
        cannot_be_raised: _("No marking is read by fewer people than the one this has."),
    },
    otherwise=_("Only whoever wrote this, and managers, can mark it for fewer people. Tell them."),
)
