"""What happens to messages when what they told is hidden."""

from throughcare.exchange.models import Original
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.access.actor import SEALED
from throughcare.foundation.events import on
from throughcare.record.events import MarkingRaised


@on(MarkingRaised)
def hide_what_it_came_in(news: MarkingRaised) -> None:
    """The message holds the same words: it is sealed, as one whose facts are marked otherwise."""
    if news.sources:
        with acting_as(SYSTEM):
            Original.objects.filter(message__in=news.sources).update(marking=SEALED)
