"""The rules as data: reads the pack of the jurisdiction, checks it, and hands it out typed.

`pack()` is the pack in force in this process. What a rule says lives under `packs/`; this
package knows only how to read one, refuse a broken one with its place, and find the version in
force on a date. Deciding what follows from a rule belongs to the modules that use it.
"""

from throughcare.foundation.packs.markings import badge_of
from throughcare.foundation.packs.pack import Pack, pack
from throughcare.rules.errors import PackError

__all__ = ["Pack", "PackError", "badge_of", "pack"]
