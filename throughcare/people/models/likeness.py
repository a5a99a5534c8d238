"""Two people on the record who may be one."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Likeness(models.Model):
    """How alike two people are, what each field says to it, and what somebody answered.

    It is about both and belongs to neither: its table has a policy of its own, by which only
    whoever sees both sees it, and it stays where it is when one of them is merged. `person` is the
    one who has been on the record longer.
    """

    class Answer(models.TextChoices):
        NONE = "none", _("Not answered yet")
        UNSURE = "unsure", _("Not sure yet")
        DIFFERENT = "different", _("Two different people")
        SAME = "same", _("The same person")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    other = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    weight = models.FloatField()
    parts = models.JSONField()
    """Of each field: how far the two agree and what that is worth, in the rule's words."""
    rule = models.TextField()  # name and version of the rule it was worked out by
    found_at = models.DateTimeField()
    answer = models.TextField(choices=Answer, default=Answer.NONE)
    answered_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"person", "other", "answered_by"})
        sensitive = frozenset({"weight", "parts", "answer", "note"})
        plain = frozenset({"id", "rule", "found_at", "answered_at", "version"})

    class Meta:
        indexes = [
            models.Index(
                name="people_likeness_to_answer",
                fields=["-weight", "id"],
                condition=Q(answer__in=["none", "unsure"]),
            ),
            models.Index(fields=["other"]),
        ]
        constraints = [
            models.UniqueConstraint(name="people_likeness_once", fields=["person", "other"]),
            models.CheckConstraint(name="people_likeness_of_two", condition=~Q(person=F("other"))),
        ]

    @property
    def is_asked(self) -> bool:
        """Whether somebody is still to say, or to say for sure, if they are one."""
        return self.answer in (self.Answer.NONE, self.Answer.UNSURE)

    def __str__(self) -> str:
        return f"Likeness of {self.person_id} and {self.other_id}"
