"""News travels upward: a module announces what happened, whoever cares reacts, in one transaction.

Every announcement is also written to the outbox, for delivery to other systems after the commit.
"""

from throughcare.foundation.events.announcing import REACTIONS, Event, announce, on

__all__ = ["REACTIONS", "Event", "announce", "on"]
