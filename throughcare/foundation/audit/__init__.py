"""Who did what, what it changed, and who looked. Written for ever, read by those who check.

`record` is called once by every action; the rows it changed are written beside it by a trigger, so
that a change outside an action is seen too. A query that opens a person's record says so with
`opens`, and the door writes the look; what a page sends by itself is none (`autosave`).
"""

from throughcare.foundation.audit.autosaving import autosave
from throughcare.foundation.audit.writing import looked, opened, opens, record, refused

__all__ = ["autosave", "looked", "opened", "opens", "record", "refused"]
