"""Who will read a report, and what they may know.

Whatever is gathered for a report or offered as evidence is read through the row security of its
readers (`foundation.access.seeing_only`): what is ordinary, and what carries the report's marking.
"""

ORDINARY = 0


def readable(marking: int) -> frozenset[int]:
    """Markings that every reader of a report so marked may know."""
    return frozenset({ORDINARY, marking})
