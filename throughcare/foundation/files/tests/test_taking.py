"""What is taken, and what is not and why: by what is in the file."""

import hashlib
import io
from pathlib import Path

import pytest
from pikepdf import Dictionary, Encryption, Name
from PIL import Image

from throughcare.foundation.files import NotTaken, cleaned_name, looking, taken, taking
from throughcare.foundation.files.looking import Fault, look
from throughcare.foundation.files.tests import samples

BOUNDS = {"unpacked": 1_000_000, "pixels": 10_000}
JS = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
VBA = "application/vnd.ms-office.vbaProject"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
BOMB = b"\0" * 2_000_000

GOOD = {
    "pdf": samples.pdf(),
    "docx": samples.word(),
    "text": "Llythyr gan Siân\r\n\tDiolch".encode(),
    "jpeg": samples.picture("JPEG"),
    "png": samples.picture("PNG"),
}
BAD = {
    "nothing": (b"", "empty"),
    "blanks alone": (b" \r\n\t\0", "empty"),
    "a program": (b"MZ\x90\x00\x03\x00" + b"\0" * 50, "unknown"),
    "a page of the web": (b"\xef\xbb\xbf <!DOCTYPE html><script>", "unknown"),
    "a drawing that can act": (b"<svg onload='x()'>", "unknown"),
    "rich text": (rb"{\rtf1\ansi}", "unknown"),
    "text of Windows": ("Siân".encode("cp1252"), "coding"),
    "text in two bytes": ("Dear Dan".encode("utf-16"), "coding"),
    "an old Word": (looking.OLE + b"\0" * 600, "old_word"),
    "a locked Word": (looking.OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "a photograph of an iPhone": (b"\0\0\0\x24ftypheic" + b"\0" * 20, "heic"),
    "half a PDF": (GOOD["pdf"][: len(GOOD["pdf"]) // 2], "spoilt"),
    "only the first word of a PDF": (b"%PDF-1.7\n" + b"x" * 100, "spoilt"),
    "a locked PDF": (samples.pdf(encryption=Encryption(owner="o", user="u")), "password"),
    "a PDF with a script": (samples.acting(JS), "acts"),
    "a PDF with a script deep inside": (samples.pdf(samples.with_hidden_script), "acts"),
    "a PDF that starts a program": (samples.acting(Dictionary(S=Name.Launch, F="x")), "acts"),
    "a PDF with a file inside": (samples.pdf(samples.with_attachment), "inside"),
    "no Word document": (samples.word(**{"[Content_Types].xml": b"<Types/>"}), "unknown"),
    "half a Word document": (GOOD["docx"][:-300], "spoilt"),
    "a Word document with a program": (samples.word_with_type(VBA), "macros"),
    "a Word document that may have one": (samples.word_with_type(MACROS), "macros"),
    "a program by its name": (samples.word(word__vbaProject="x"), "macros"),
    "a Word document with a file inside": (samples.word(word__embeddings__a="x"), "inside"),
    "a Word document that fetches": (
        samples.word_related("attachedTemplate", "https://elsewhere.example/t.dotm"),
        "fetches",
    ),
    "a Word document with entities": (
        samples.word(**{"[Content_Types].xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><Types/>"}),
        "spoilt",
    ),
    "little that unpacks to much": (samples.word(word__media__a=BOMB), "too_much"),
    "half a photograph": (samples.picture("JPEG", (90, 90))[:-400], "spoilt"),
    "a picture of too many points": (samples.picture("PNG", (101, 100)), "pixels"),
}


@pytest.mark.parametrize("kind", GOOD)
def test_what_may_be_attached_is_known_by_its_content(kind):
    format, kept = look(GOOD[kind], **BOUNDS)

    assert format == kind
    assert bool(kept) is (kind in ("jpeg", "png"))


@pytest.mark.parametrize("what", BAD)
def test_what_may_not_is_refused_with_its_reason(what):
    content, reason = BAD[what]

    with pytest.raises(Fault) as found:
        look(content, **BOUNDS)

    assert str(found.value) == reason


def test_a_link_to_elsewhere_is_only_a_link():
    assert look(samples.word_related("hyperlink", "https://gov.example/"), **BOUNDS)[0] == "docx"

    for target in ("//server/t.dotx", "file://server/t.dotx", "file:///\\\\server\\t.dotx"):
        with pytest.raises(Fault, match="fetches"):
            look(samples.word_related("attachedTemplate", target), **BOUNDS)
    at_work = samples.word_related("attachedTemplate", "file:///C:/Templates/letter.dotx")
    assert look(at_work, **BOUNDS)[0] == "docx"


def test_a_photograph_is_kept_upright_and_tells_nothing_of_where_it_was_taken():
    sent = samples.photograph()
    assert b"HER HOUSE" in sent

    found = taken(sent, name="IMG_2041.jpeg")

    assert b"HER HOUSE" not in found.content
    with Image.open(io.BytesIO(found.content)) as kept:
        assert (kept.size, dict(kept.getexif())) == ((4, 8), {})
    assert found.sent_sha256 == hashlib.sha256(sent).hexdigest() != found.sha256


def test_a_file_is_read_in_a_process_of_its_own_and_its_fault_said_in_a_sentence():
    found = taken(GOOD["pdf"], name="C:\\Users\\dan\\order.exe")

    assert (found.format, found.name, found.content) == ("pdf", "order.pdf", GOOD["pdf"])
    with pytest.raises(NotTaken, match="protected by a password"):
        taken(BAD["a locked PDF"][0], name="order.pdf")
    with pytest.raises(NotTaken, match="one of these kinds: PDF, Word, Plain text, JPEG, PNG"):
        taken(BAD["a program"][0], name="order.pdf")


def test_what_takes_too_much_memory_is_stopped_and_harms_nobody(monkeypatch, tmp_path):
    greedy = tmp_path / "greedy.py"
    folder = str(Path(looking.__file__).parent)
    greedy.write_text(
        f"import sys; sys.path.append({folder!r})\n"
        "import looking; looking._bound(); bytearray(2 * looking.MEMORY)\n"
    )
    monkeypatch.setattr(taking, "_LOOKING", greedy)

    with pytest.raises(NotTaken, match="more packed into that file"):
        taken(GOOD["pdf"], name="order.pdf")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\fakepath\\Order  of\tcourt.PDF", "Order of court.pdf"),
        ("letter\u202efdp.exe", "letterfdp.pdf"),
        ('a"b<c>:d|e?.pdf', "a b c d e.pdf"),
        ("line\nbreak\x00.pdf", "line break.pdf"),
        ("...", "document.pdf"),
        ("Siân Llŷr.pdf", "Siân Llŷr.pdf"),
        ("x" * 400 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_never_a_path_and_never_misleads(sent, kept):
    assert cleaned_name(sent, ending=".pdf", endings=(".pdf",)) == kept
