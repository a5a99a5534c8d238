"""Which versions of which rules this installation has loaded. Nothing here is about a person."""

from django.db import models


class PackVersion(models.Model):
    """One version of one rule, as its files were when last loaded; used once a record is made
    under it, and from then on never to be edited."""

    rule = models.TextField()
    version = models.TextField()
    sha256 = models.TextField()
    loaded_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "packs_loaded"
        constraints = [
            models.UniqueConstraint(fields=["rule", "version"], name="packs_one_row_a_version"),
        ]

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "rule", "version", "sha256", "loaded_at", "used_at"})

    def __str__(self) -> str:
        return f"{self.rule} {self.version}"
