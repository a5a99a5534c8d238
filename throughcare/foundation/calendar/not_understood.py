"""What was typed could not be read. The sentence is for the person who typed it."""


class NotUnderstood(ValueError):
    """`sentence` says what to type instead."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotDate(NotUnderstood):
    """What was typed is not a date, or could be none."""


class NotTime(NotUnderstood):
    """What was typed is not a time of day, or could be two."""
