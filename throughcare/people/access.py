"""Who may see, change and hold people on the record, and say who else may."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Actor, Policy, decide, is_the_program

SEE_PERSON = Policy(
    name="people.see_person",
    about=_("Read the record of people within reach"),
    otherwise=_("Only colleagues of the units that hold this person can read their record."),
)

CHANGE_PERSON = Policy(
    name="people.change_person",
    about=_("Correct who someone is, where they live, whom to call, what they need"),
    otherwise=_("Only colleagues of the units that hold this person can change these details."),
)

_ONLY_ITS_TEAM = _("Only the team that holds this case, and managers, can hand it over.")


def is_held_elsewhere(actor: Actor, subject: Any) -> bool:
    """Asked of one holding: a wing gives out its own, not the case of the team outside."""
    if not hasattr(subject, "unit_id"):
        return False
    places = {subject.unit_id, subject.person.open_to_nation}
    return not any(held.units & places for held in actor.held if "people.hold_case" in held.powers)


def is_for_those_who_name(actor: Actor, subject: Any) -> bool:
    """Whoever takes a restricted person's case is thereby named as one who may see them."""
    person = getattr(subject, "person", subject)
    return bool(person.is_restricted) and not decide(actor, GRANT_ACCESS, person).allowed


HOLD_CASE = Policy(
    name="people.hold_case",
    about=_("Take a case, or hand it to a colleague or another team"),
    refuse={
        is_held_elsewhere: _ONLY_ITS_TEAM,
        is_for_those_who_name: _(
            "This record is restricted. Only a manager who may name others can hand the case over."
        ),
    },
    otherwise=_ONLY_ITS_TEAM,
)


def is_their_own(actor: Actor, subject: Any) -> bool:
    """Asked of one grant: of a person it is nobody's."""
    return getattr(subject, "member_id", None) == actor.staff_id


GRANT_ACCESS = Policy(
    name="people.grant_access",
    about=_("Name a colleague who may see a person, for a time; and take the name back"),
    refuse={
        is_their_own: _("You cannot give yourself access, or end your own. Ask another manager.")
    },
    otherwise=_("Only a manager of the unit that holds this person can name others."),
)

EXCLUDE_COLLEAGUE = Policy(
    name="people.exclude_colleague",
    about=_("Keep a colleague from seeing a person they know; and end that"),
    otherwise=_("Only a manager of the unit that holds this person can exclude a colleague."),
)

RESTRICT_PERSON = Policy(
    name="people.restrict_person",
    about=_("Restrict a person's record to named colleagues"),
    otherwise=_("Only a manager of the unit that holds this person can restrict the record."),
)


def is_their_own_opening(actor: Actor, subject: Any) -> bool:
    """Whoever opened a record in an emergency may say when it is over."""
    return actor.staff_id is not None and is_their_own(actor, subject)


def is_anothers_opening(actor: Actor, subject: Any) -> bool:
    return hasattr(subject, "member_id") and not is_their_own(actor, subject)


BREAK_GLASS = Policy(
    name="people.break_glass",
    about=_("Open a record in an emergency, for some hours; every opening is reviewed"),
    refuse={
        is_anothers_opening: _("Only whoever opened the record can say that the emergency is over.")
    },
    allow=(is_their_own_opening,),
    otherwise=_("Your role does not open records in an emergency. Ask your manager."),
)

REVIEW_EMERGENCY = Policy(
    name="people.review_emergency",
    about=_("Review a record's opening in an emergency, with the pages that were read"),
    refuse={is_their_own: _("You opened this record yourself. Another manager reviews it.")},
    otherwise=_("Only a manager of the unit that holds this person can review this."),
)


ADD_PERSON = Policy(
    name="people.add_person",
    about=_("Put someone new on the record"),
    allow=(is_the_program,),
    otherwise=_("People come onto the record through messages from the systems in use today."),
)

MERGE_PEOPLE = Policy(
    name="people.merge_people",
    about=_("Make one of two records of the same person, and two again of what was not"),
    otherwise=_("Only a manager who answers for both people can merge their records."),
)

EXPORT_RECORD = Policy(
    name="people.export_record",
    about=_("Take away, as a file, what they may read of a person’s record"),
    otherwise=_("Only managers of the units that hold this person can export their record."),
)
