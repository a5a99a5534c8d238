"""Files as people send them: good ones, and each of the ways one can be bad."""

import io
import zipfile
from collections.abc import Callable

import pikepdf
from docx import Document
from pikepdf import Dictionary, Name
from PIL import Image


def pdf(change: Callable[[pikepdf.Pdf], object] = lambda _made: None, **saved: object) -> bytes:
    made, written = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    change(made)
    made.save(written, **saved)
    return written.getvalue()


def acting(action: Dictionary) -> bytes:
    """A PDF that does this when it is opened."""

    def change(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = action

    return pdf(change)


def with_attachment(made: pikepdf.Pdf) -> None:
    made.attachments["inside.exe"] = b"MZ"


def with_hidden_script(made: pikepdf.Pdf) -> None:
    """Deep within arrays and dictionaries that have no number of their own."""
    act = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    made.Root.Names = Dictionary(Other=[[Dictionary(A=[act])]])


def word(**parts: bytes | None) -> bytes:
    """A Word document; `parts` are further ones, or other contents, by name with `__` for `/`."""
    plain, written = io.BytesIO(), io.BytesIO()
    document = Document()
    document.add_paragraph("Dear Dan")
    document.save(plain)
    with zipfile.ZipFile(plain) as of, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        changed = {name.replace("__", "/"): part for name, part in parts.items()}
        for name in of.namelist():
            if name not in changed:
                made.writestr(name, of.read(name))
        for name, part in changed.items():
            made.writestr(name, part or b"")
    return written.getvalue()


def word_with_type(content_type: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(word())) as of:
        types = of.read("[Content_Types].xml").decode()
    more = f'<Override PartName="/word/more.bin" ContentType="{content_type}"/></Types>'
    return word(**{"[Content_Types].xml": types.replace("</Types>", more).encode()})


def word_related(kind: str, target: str) -> bytes:
    ours = "http://schemas.openxmlformats.org"
    one = (
        f'<Relationships xmlns="{ours}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{ours}/officeDocument/2006/relationships/{kind}" TargetMode="External" '
        f'Target="{target}"/></Relationships>'
    )
    return word(word___rels__more="", **{"word___rels__settings.xml.rels": one.encode()})


def picture(kind: str, size: tuple[int, int] = (8, 4), **saved: object) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "white").save(written, kind, **saved)
    return written.getvalue()


def photograph() -> bytes:
    """Taken with the telephone on its side, and saying where."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned
    exif[0x010E] = "OUTSIDE HER HOUSE"
    exif.get_ifd(0x8825)[1] = "N"
    return picture("JPEG", exif=exif, comment=b"OUTSIDE HER HOUSE")
