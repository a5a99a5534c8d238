"""What sign-off asks of who works here: who holds a competence, and who covers for whom."""

from datetime import date


def holds_competence(*, member_id: int, competence: str, on: date) -> bool:
    """Whether a colleague holds a competence on a day. Nobody does until they are on record."""
    return False


def covered_by(*, member_id: int, on: date) -> tuple[int, ...]:
    """Colleagues who are away on a day and whom this one covers."""
    return ()
