"""What a page says beside a row that not everybody may read."""

from django.utils.translation import gettext as _

from throughcare.foundation.packs.pack import pack


def badge_of(marking: int) -> str:
    """The words for who may know; empty for what everybody may.

    A number the pack does not know, which only a newer pack can have given, is still said to be
    marked: nobody must take such a row for an ordinary one.
    """
    if not marking:
        return ""
    found = (one.badge for one in pack().markings.values() if one.number == marking)
    return next(found, _("Marked"))
