"""The one row that says the fictional world is there."""

from django.db import models


class World(models.Model):
    """The fictional world of this database: how many people, from which seed, made when.

    There is at most one. It is finished once the sample messages are in it too.
    """

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    people = models.IntegerField()
    seed = models.BigIntegerField()
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "people", "seed", "made_at", "finished_at"})

    class Meta:
        constraints = [
            models.CheckConstraint(name="demo_world_is_one", condition=models.Q(id=1)),
        ]

    def __str__(self) -> str:
        return f"{self.people} people from seed {self.seed}"
