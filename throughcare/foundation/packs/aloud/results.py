"""What a rule comes to, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughcare.foundation.packs.aloud.conditions import titled
from throughcare.rules.ruleset import Result
from throughcare.rules.steps import Names

KINDS = {
    "probability": gettext_lazy("a probability"),
    "percent": gettext_lazy("a percentage"),
    "points": gettext_lazy("a number"),
    "word": gettext_lazy("words"),
    "date": gettext_lazy("a date"),
    "yes-no": gettext_lazy("yes or no"),
    "list": gettext_lazy("a list"),
}


@dataclass(frozen=True)
class ResultAloud:
    """One thing a rule comes to, as a page says it."""

    name: str
    title: str
    kind: str
    says: tuple[str, ...]


def result_aloud(one: Result, called: Names) -> ResultAloud:
    """A result in words."""
    return ResultAloud(one.name, one.title, str(KINDS[one.shown_as]), tuple(_says(one, called)))


def _says(one: Result, called: Names) -> Iterator[str]:
    if one.together:
        yield _("together: %(names)s") % {
            "names": ", ".join(titled(name, called) for name in one.together)
        }
    elif called(one.value_of) != one.title:
        yield _("it is %(what)s") % {"what": titled(one.value_of, called)}
    if one.decimals_kept is not None:
        yield _("written with %(n)s decimals") % {"n": one.decimals_kept}
