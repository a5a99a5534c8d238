"""Who does a step and who wrote something down, as pages say it."""

from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.packs import pack
from throughcare.plans.models import Step


def who_says(step: Step, person: Any) -> str:
    """Who does a step, in words: the person by name, somebody else by what they are."""
    found = pack().step_actors.get(step.who)
    if found is None:
        says = step.who
    elif found.is_the_person:
        says = str(person.preferred_name or person.given_name or person.family_name)
    else:
        says = found.says
    return f"{says}: {step.who_named}" if step.who_named else says


def named(member: Any) -> str:
    """Who did it; the program itself where no colleague did."""
    return member.name if member else _("Throughcare")
