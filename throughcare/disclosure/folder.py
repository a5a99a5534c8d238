"""Everything a person gets as one file: the paper, the data, and the documents in the data."""

import base64
import io
import json
from collections.abc import Iterator
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from throughcare.foundation.packs import pack


def folder_of(*, paper: bytes, data: bytes, name: str) -> bytes:
    """The folder. Made of what was kept when the bundle was, so that it never says otherwise."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as folder:
        folder.writestr(f"{name}.pdf", paper)
        folder.writestr(f"{name}.json", data)
        for number, (document, content) in enumerate(_documents(json.loads(data)), 1):
            folder.writestr(f"documents/{number}-{_called(document)}", content)
    return packed.getvalue()


def _documents(said: dict[str, Any]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Documents that are given whole, with their bytes."""
    rows = said["record"].get("record", {})
    by_id = {one["id"]: one for one in rows.get("document", ())}
    for one in rows.get("content", ()):
        if one["content"] is not None and one["document"] in by_id:
            yield by_id[one["document"]], base64.b64decode(one["content"])


def _called(document: dict[str, Any]) -> str:
    """What it is; its own name may be somebody's."""
    rule = pack().document_rule
    known = rule.formats.get(document["format"])
    kind = document["kind"] if document["kind"] in rule.kinds else "document"
    return kind + (known.ending if known else "")
