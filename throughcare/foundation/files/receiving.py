"""How much of a request is read: of files nothing, but one where a page asks for it."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

View = TypeVar("View", bound=Callable[..., Any])


def takes_a_file(largest: Callable[[], int]) -> Callable[[View], View]:
    """For a view whose form asks for a file: how many bytes it may have."""

    def marked(view: View) -> View:
        view.largest_file = largest  # type: ignore[attr-defined]
        return view

    return marked


def largest_taken(view: Any) -> int | None:
    """How large a file this view takes; None where it takes none."""
    largest = getattr(view, "largest_file", None)
    return None if largest is None else int(largest())


class NoFile(FileUploadHandler):
    """Lets every file go by: a page that asked for none gets none, in memory or on disk."""

    def new_file(self, *given: Any, **named: Any) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


class UpTo(FileUploadHandler):
    """Holds one file in memory, up to a size. Of a larger one the size alone is told: what else
    was typed is read all the same, and the page says at the field what is wrong.
    """

    def __init__(self, largest: int) -> None:
        super().__init__()
        self.largest = largest
        self.held: BytesIO | None = None

    def new_file(self, *given: Any, **named: Any) -> None:
        if self.held is not None:
            raise SkipFile
        super().new_file(*given, **named)
        self.held = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        assert self.held is not None, "only after new_file"
        if start + len(raw_data) > self.largest:
            self.held.truncate(0)
        else:
            self.held.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        assert self.held is not None, "only after new_file"
        self.held.seek(0)
        return InMemoryUploadedFile(
            self.held,
            self.field_name,
            self.file_name or "",
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
