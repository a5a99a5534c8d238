"""The columns of a fact that is learnt from messages and can be changed here as well."""

from django.db import models

from throughcare.foundation.access.rows import SOURCED_COLUMNS, SourcedRow


class LearntRow(SourcedRow):
    """A fact with a key of another system's, and what that system last said of it.

    A row written here has neither. `version` counts every change, whoever made it.
    """

    learnt = models.JSONField(null=True, editable=False)
    learnt_at = models.DateTimeField(null=True, editable=False)
    version = models.IntegerField(default=1)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["person"])]
        constraints = [
            models.UniqueConstraint(
                name="%(app_label)s_%(class)s_one_of_a_key", fields=["person", "source_key"]
            )
        ]


LEARNT_COLUMNS = SOURCED_COLUMNS | {"learnt_at", "version"}
"""For a model's `Privacy.plain`."""
LEARNT_SENSITIVE = frozenset({"learnt"})
"""For a model's `Privacy.sensitive`: it repeats the rest of the row."""
