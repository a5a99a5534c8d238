"""How bad it could be and for whom, what agencies make of it together, and what predictors say."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access.rows import SOURCED_COLUMNS, SourcedRow
from throughcare.foundation.learning import LEARNT_COLUMNS, LEARNT_SENSITIVE, LearntRow


class HarmLevel(SourcedRow):
    """The risk of serious harm to one group of people in one setting, as assessed on a day.

    Never changed: the newest assessment is the one that counts. `group` and `level` are codes of
    the pack's lists; a source that gives one level for all says "overall", in no setting.
    """

    class Setting(models.TextChoices):
        COMMUNITY = "community", _("In the community")
        CUSTODY = "custody", _("In custody")

    OVERALL = "overall"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    group = models.TextField()
    setting = models.TextField(choices=Setting, blank=True)
    level = models.TextField()
    assessed_on = models.DateField()
    assessed_by = models.TextField(blank=True)
    author = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    class Privacy:
        identifying = frozenset({"assessed_by", "author"})
        sensitive = frozenset({"group", "setting", "level", "reason"})
        plain = frozenset({"id", "assessed_on", "recorded_at"}) | SOURCED_COLUMNS

    class Meta:
        indexes = [
            models.Index(
                F("person"),
                F("group"),
                F("setting"),
                F("assessed_on").desc(),
                F("recorded_at").desc(),
                name="risk_harmlevel_newest",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="risk_harmlevel_of_a_group_is_in_a_setting",
                condition=Q(group="overall", setting="")
                | (~Q(group="overall") & Q(setting__in=["community", "custody"])),
            ),
            models.CheckConstraint(
                name="risk_harmlevel_set_here_has_a_reason",
                condition=Q(source_key__isnull=False) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Level for {self.group} from {self.person_id}"


class Mappa(LearntRow):
    """Management of somebody by several agencies together: category, level, since when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    category = models.TextField(blank=True)
    category_text = models.TextField(blank=True)
    level = models.TextField(blank=True)
    level_text = models.TextField(blank=True)
    started_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    is_active = models.BooleanField(default=True)
    note = models.TextField(blank=True)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = (
            frozenset({"category", "category_text", "level", "level_text", "note"})
            | LEARNT_SENSITIVE
        )
        plain = (
            frozenset({"id", "started_on", "review_on", "ended_on", "is_active"}) | LEARNT_COLUMNS
        )

    class Meta(LearntRow.Meta):
        verbose_name_plural = "mappa"

    def __str__(self) -> str:
        return f"MAPPA of {self.person_id}"

    def is_in_force(self, today: date) -> bool:
        return self.is_active and (self.ended_on is None or self.ended_on > today)


class Score(SourcedRow):
    """What a predictor gave, as a message says it. Never worked out here, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.TextField()  # of the pack's list "score", else as given
    value = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    period = models.TextField(blank=True)
    band = models.TextField(blank=True)
    band_text = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    algorithm = models.TextField(blank=True)
    scored_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = frozenset({"name", "value", "period", "band", "band_text", "basis"})
        plain = frozenset({"id", "algorithm", "scored_on", "recorded_at"}) | SOURCED_COLUMNS

    class Meta:
        indexes = [models.Index(fields=["person", "name"])]
        constraints = [
            models.CheckConstraint(
                name="risk_score_says_something",
                condition=Q(value__isnull=False) | ~Q(band="") | ~Q(band_text=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.person_id}"
