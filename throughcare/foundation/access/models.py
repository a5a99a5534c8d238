"""What the database knows of each colleague's reach, so that a transaction starts in one look."""

from django.db import models


class Reach(models.Model):
    """One colleague's reach, worked out once and forgotten when anything it came from changes.

    The texts are lists of keys (`actor.SLOTS`) in the form the row policies compare; `held` is the
    same as the Python side needs it. The web role cannot read or write this table.
    """

    staff_id = models.BigIntegerField(primary_key=True)
    unit_keys = models.TextField()
    people_keys = models.TextField()
    excluded = models.TextField()
    covers = models.TextField()  # ids of every unit reached: which rows to forget when one changes
    actor = models.JSONField()
    valid_until = models.DateTimeField()

    class Privacy:
        identifying = frozenset({"staff_id"})
        sensitive = frozenset({"people_keys", "excluded", "actor"})
        plain = frozenset({"unit_keys", "covers", "valid_until"})

    def __str__(self) -> str:
        return f"Reach of {self.staff_id} until {self.valid_until}"
