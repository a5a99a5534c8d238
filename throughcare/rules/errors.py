"""What goes wrong with a rule: its file, its name, or what it was given."""

from pathlib import Path


class PackError(Exception):
    """A pack file that cannot be used. Reads as `roles.toml, line 12: reach: …`."""

    def __init__(self, file: Path | str, reason: str, *, line: int | None = None) -> None:
        self.file = Path(file)
        self.line = line
        self.reason = reason
        place = f"{self.file}, line {line}" if line else str(self.file)
        super().__init__(f"{place}: {reason}")


class NoSuchRule(LookupError):
    """Nothing in the pack has this id, or no version of it was in force on the day asked about."""


class Refused(ValueError):
    """What a rule was given cannot be worked with. `field` is the input to put right."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        self.message = message
        super().__init__(f"{field}: {message}")
