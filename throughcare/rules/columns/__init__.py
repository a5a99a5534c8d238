"""Rules over whole caseloads: the twin of every step, for a polars frame instead of one case.

Nothing here says what a step means: that is in `steps`, and a test holds both to the same answers.
Imported only where a caseload is worked out, because polars is.
"""

from throughcare.rules.columns.frames import over_frame

__all__ = ["over_frame"]
