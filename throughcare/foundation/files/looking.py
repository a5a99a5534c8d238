"""Reads one file and says what it is, what is wrong with it, and what of it to keep.

Run as a script in a process of its own (see `taking`), with the file on its standard input. It
knows nothing of the program, imports nothing of it, and takes little memory and time. It answers
with a line of JSON, after which come the bytes to keep where those are not the ones it got.
"""

import io
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from xml.etree import ElementTree

MEMORY = 1_000_000_000  # bytes of everything: a picture of the largest size is held three times
SECONDS = 15  # of work

PARTS = 5_000  # in one Word document
DEEP = 200  # things within things in a PDF

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_WORDS_OF_OTHERS = (b"{\\rtf", b"%!ps", b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script")

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MACROS = re.compile(r"macroEnabled|vbaProject|vbaData|activeX", re.IGNORECASE)
# Another machine; "file:///C:/…" is the writer's own.
_ELSEWHERE = re.compile(r"(https?|ftps?|mhtml):|file:(//[^/]|/{4}|/+\\)|[/\\]{2}", re.IGNORECASE)

# What a PDF can be told to do besides turning to a page or naming an address.
ACTS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/GoToE", "/Movie"}
ALIVE = {"/RichMedia", "/3D", "/Screen", "/Sound", "/Movie"}


class Fault(Exception):
    """The file cannot be taken; the word says why."""


def look(content: bytes, *, unpacked: int, pixels: int) -> tuple[str, bytes]:
    """What the file is, and the bytes to keep instead of it, if any. Raises Fault."""
    if not content.strip(b"\0\t\r\n "):
        raise Fault("empty")
    if content.startswith(b"%PDF-"):
        _look_at_pdf(content)
        return "pdf", b""
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg", _picture(content, "JPEG", pixels)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png", _picture(content, "PNG", pixels)
    if content.startswith(b"PK\x03\x04"):
        _look_at_word(content, unpacked)
        return "docx", b""
    if content.startswith(OLE):
        is_locked = "EncryptedPackage".encode("utf-16-le") in content
        raise Fault("password" if is_locked else "old_word")
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1"):
        raise Fault("heic")
    _look_at_text(content)
    return "text", b""


def _look_at_text(content: bytes) -> None:
    if content.lstrip(b"\xef\xbb\xbf\t\r\n ")[:12].lower().startswith(_WORDS_OF_OTHERS):
        raise Fault("unknown")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        raise Fault("coding" if is_wide or not _controls(content) else "unknown") from None
    if _controls(text.encode()):
        raise Fault("unknown")


def _controls(content: bytes) -> bool:
    """Whether there is what no text has: bytes that are neither letters, spaces nor lines."""
    return re.search(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]", content) is not None


def _picture(content: bytes, kind: str, pixels: int) -> bytes:
    """The picture written anew, upright: nothing is left of where and with what it was taken."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # ours is asked below
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as found:
            if found.width * found.height > pixels:
                raise Fault("pixels")
            upright = ImageOps.exif_transpose(found)
            plain = upright.convert(_plain_mode(upright, kind))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise Fault("spoilt") from None
    alone = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    written = io.BytesIO()
    alone.save(written, kind, **({"quality": 90} if kind == "JPEG" else {}))
    return written.getvalue()


def _plain_mode(picture: Any, kind: str) -> str:
    """Grey, colours, or colours one can see through; nothing else is written."""
    if picture.mode in ("1", "L"):
        return "L"
    is_see_through = "A" in picture.getbands() or "transparency" in picture.info
    return "RGBA" if kind == "PNG" and is_see_through else "RGB"


def _look_at_word(content: bytes, unpacked: int) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > PARTS or sum(part.file_size for part in parts) > unpacked:
                raise Fault("too_much")
            if any(part.flag_bits & 1 for part in parts):
                raise Fault("password")
            # Reads each to its end, and no further than it says it goes, and compares its sum.
            read = {part.filename: packed.read(part) for part in parts}
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError):
        raise Fault("spoilt") from None
    _look_at_parts(read)


def _look_at_parts(read: dict[str, bytes]) -> None:
    if "[Content_Types].xml" not in read:
        raise Fault("unknown")
    types = [
        str(one.get("ContentType"))
        for one in _xml(read["[Content_Types].xml"])
        if one.tag in (f"{TYPES}Override", f"{TYPES}Default")
    ]
    if any(_MACROS.search(one) for one in (*types, *read)):
        raise Fault("macros")
    if MAIN not in types:
        raise Fault("unknown")
    if any(name.startswith("word/embeddings/") for name in read):
        raise Fault("inside")
    for name, part in read.items():
        if name.endswith(".rels"):
            for one in _xml(part).iter(RELATED):
                _look_at_relation(one)


def _look_at_relation(one: ElementTree.Element) -> None:
    """A link is followed by whoever reads; anything else that lies elsewhere is fetched at once."""
    kind, target = str(one.get("Type")), str(one.get("Target"))
    if kind.endswith("/oleObject") and one.get("TargetMode") != "External":
        raise Fault("inside")
    is_link = kind.endswith("/hyperlink")
    if one.get("TargetMode") == "External" and not is_link and _ELSEWHERE.match(target.strip()):
        raise Fault("fetches")


def _xml(part: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise Fault("spoilt")  # Word writes none
    try:
        return ElementTree.fromstring(part)
    except ElementTree.ParseError:
        raise Fault("spoilt") from None


def _look_at_pdf(content: bytes) -> None:
    import pikepdf

    try:
        with pikepdf.open(
            io.BytesIO(content), attempt_recovery=False, suppress_warnings=True
        ) as opened:
            if not len(opened.pages):
                raise Fault("spoilt")
            for thing in opened.objects:
                _look_at_thing(thing)
    except pikepdf.PasswordError:
        raise Fault("password") from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise Fault("spoilt") from None


def _look_at_thing(thing: Any) -> None:
    """A dictionary of the PDF, and every one within it that has no number of its own."""
    waiting = [(thing, 0)]
    while waiting:
        one, deep = waiting.pop()
        if deep > DEEP:
            raise Fault("too_much")
        waiting += [(inner, deep + 1) for inner in _within(one)]


def _within(thing: Any) -> Iterator[Any]:
    import pikepdf

    if isinstance(thing, pikepdf.Array):
        inside = list(thing)
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        found = dict(thing.items())
        _look_at_dictionary(found)
        inside = list(found.values())
    else:
        return
    for inner in inside:
        is_alone = isinstance(inner, pikepdf.Object) and not inner.is_indirect
        if is_alone:  # one with a number is looked at by itself
            yield inner


def _look_at_dictionary(found: dict[str, Any]) -> None:
    said = {key: str(found.get(key)) for key in ("/S", "/Type", "/Subtype")}
    if "/JS" in found or "/XFA" in found or said["/S"] in ACTS:
        raise Fault("acts")
    if "/EF" in found or said["/Type"] == "/EmbeddedFile" or said["/Subtype"] == "/FileAttachment":
        raise Fault("inside")
    if said["/Subtype"] in ALIVE:
        raise Fault("acts")


def _bound() -> None:
    """No more memory and work than this; where a system knows no such bound, it has none."""
    import resource

    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # and writes nowhere


def main(write: Callable[[bytes], Any]) -> None:
    _bound()
    fault, format, kept = "", "", b""
    try:
        format, kept = look(sys.stdin.buffer.read(), **json.loads(sys.argv[1]))
    except Fault as found:
        fault = str(found)
    except (MemoryError, RecursionError):
        fault = "too_much"
    write(json.dumps({"fault": fault, "format": format}).encode() + b"\n" + kept)


if __name__ == "__main__":
    main(sys.stdout.buffer.write)
