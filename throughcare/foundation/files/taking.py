"""Looking at a file that was sent, and what is kept of it."""

import hashlib
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughcare.foundation.files.names import cleaned_name
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.documents import MEGA

_LOOKING = Path(__file__).with_name("looking.py")
_SECONDS = 30  # by the clock; of work the process itself allows fewer
_PATIENCE = 5  # seconds a page waits for its turn, holding one of the few that answer
# Each may take a gigabyte for a moment; who comes third waits.
_AT_ONCE = BoundedSemaphore(2)

_FAULTS = {
    "empty": gettext_lazy("That file is empty. Choose another"),
    "old_word": gettext_lazy(
        "That was saved by an older Word. Save it as .docx or as a PDF, and choose that"
    ),
    "heic": gettext_lazy(
        "That photograph is of a kind few programs can show (HEIC). "
        "Save it as JPEG, and choose that"
    ),
    "coding": gettext_lazy(
        "That looks like text, but not in UTF-8. Save it as UTF-8, and choose that"
    ),
    "password": gettext_lazy(
        "That file is protected by a password. Save a copy without one, and choose that"
    ),
    "spoilt": gettext_lazy(
        "That file is damaged or not whole. Open it, save it again, and choose that"
    ),
    "macros": gettext_lazy(
        "That document has a program in it (macros). Save it as .docx or as a PDF, and choose that"
    ),
    "acts": gettext_lazy(
        "That PDF does something by itself, like a form that counts or sends. "
        "Print it to a PDF, and choose that"
    ),
    "inside": gettext_lazy(
        "There is another file inside that one. Take it out, and add each by itself"
    ),
    "fetches": gettext_lazy(
        "That document fetches something from elsewhere when it is opened. "
        "Save it as a PDF, and choose that"
    ),
    "too_much": gettext_lazy(
        "There is more packed into that file than can be looked through. "
        "Save a smaller one, and choose that"
    ),
    "busy": gettext_lazy(
        "Many files are being looked at just now. Choose it once more, and try again in a minute"
    ),
    "pixels": gettext_lazy("That picture has too many points. Save it smaller, and choose that"),
}


class NotTaken(Exception):
    """The file is not kept; the sentence says why and what to do."""

    @property
    def sentence(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Taken:
    """A file as it is kept. A picture was written anew: it is the picture and nothing else."""

    content: bytes
    format: str  # of the pack
    name: str
    sent_sha256: str
    """Of the bytes as they were sent."""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def taken(content: bytes, *, name: str) -> Taken:
    """The file, if it may be attached: by its content, whatever its name says. Raises NotTaken."""
    fault, format, kept = _looked_at(content)
    rule = pack().document_rule
    if fault or format not in rule.formats:
        raise NotTaken(_FAULTS[fault] if fault in _FAULTS else _of_these_kinds())
    found = rule.formats[format]
    return Taken(
        content=kept or content,
        format=format,
        name=cleaned_name(name, ending=found.ending, endings=(found.ending, *found.also)),
        sent_sha256=hashlib.sha256(content).hexdigest(),
    )


def _of_these_kinds() -> str:
    titles = ", ".join(one.title for one in pack().document_rule.format)
    return _("Choose a file of one of these kinds: %(kinds)s") % {"kinds": titles}


def _looked_at(content: bytes) -> tuple[str, str, bytes]:
    """What is wrong with it, what it is, and the bytes to keep where those are others.

    Whoever made the file may have meant to break what reads it. So it is read in a process that
    has little memory and time and none of ours: no database, no secret, no pages to answer.
    """
    rule = pack().document_rule
    bounds = {
        "unpacked": rule.most_unpacked_megabytes * MEGA,
        "pixels": rule.most_megapixels * MEGA,
    }
    command = [sys.executable, "-I", "-B", str(_LOOKING), json.dumps(bounds)]
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        return "busy", "", b""
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=_SECONDS, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        return "too_much", "", b""
    finally:
        _AT_ONCE.release()
    if done.returncode:  # out of time or memory, or broken by what it read
        return "too_much", "", b""
    said, _newline, kept = done.stdout.partition(b"\n")
    found = json.loads(said)
    return found["fault"], found["format"], kept
