"""Files that people send: how much of one is read, what it is by its content, what is kept of it.

A file is taken at an address that says it `takes_a_file`, at nobody's but a colleague's who is
signed in, and held in memory up to the size that is allowed. `taken` then looks at it in a process
of its own and gives back what is to be kept. See docs/decisions/0026.
"""

from throughcare.foundation.files.names import cleaned_name
from throughcare.foundation.files.receiving import NoFile, UpTo, largest_taken, takes_a_file
from throughcare.foundation.files.taking import NotTaken, Taken, taken

__all__ = [
    "NoFile",
    "NotTaken",
    "Taken",
    "UpTo",
    "cleaned_name",
    "largest_taken",
    "taken",
    "takes_a_file",
]
