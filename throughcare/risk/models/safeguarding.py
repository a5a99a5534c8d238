"""Children and adults at risk: whether they were referred to the authority, and what came of it."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access.rows import ROW_COLUMNS, PersonRow


class Referral(PersonRow):
    """A child or adult at risk, in what a colleague saw or heard, and the decision to refer or not.

    `about` is one of the pack's (a child, an adult); `concerns` says who. What has been done by
    when stands here too, so that what is due follows from the row: told by telephone, in writing,
    answered, countersigned. A decision not to refer stands once somebody else has countersigned it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    about = models.TextField()
    concerns = models.TextField()
    what = models.TextField()
    authority = models.TextField()
    refer = models.BooleanField()
    reason = models.TextField()
    decided_at = models.DateTimeField()
    author = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    author_text = models.TextField()
    phoned_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField(null=True)
    chased_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    countersigned_at = models.DateTimeField(null=True)
    countersigned_by = models.ForeignKey(
        "staff.Member", models.PROTECT, null=True, related_name="+"
    )
    closed_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)
    closing_note = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"concerns", "author", "author_text", "countersigned_by"})
        sensitive = frozenset({"about", "what", "authority", "refer", "reason"}) | {
            "outcome",
            "closing_note",
        }
        plain = ROW_COLUMNS | {
            *("id", "decided_at", "phoned_at", "written_at", "chased_at", "answered_at"),
            *("countersigned_at", "closed_on", "version"),
        }

    class Meta:
        indexes = [
            models.Index(
                fields=["person", "decided_at"],
                condition=Q(closed_on=None),
                name="risk_referral_open",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="risk_referral_says_who_what_and_why",
                condition=~Q(concerns="") & ~Q(what="") & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="risk_referral_countersigned_by_somebody_else",
                condition=Q(countersigned_at=None, countersigned_by=None)
                | (Q(countersigned_at__isnull=False) & ~Q(countersigned_by=F("author"))),
            ),
            models.CheckConstraint(
                name="risk_referral_closed_with_an_outcome",
                condition=Q(closed_on=None, outcome="")
                | (Q(closed_on__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="risk_referral_not_referred_closes_countersigned",
                condition=Q(refer=True) | Q(closed_on=None) | Q(countersigned_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Referral {self.id} of {self.person_id}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


class ReferralStep(PersonRow):
    """One thing done about a referral: who was spoken to, when, and what was said. For ever."""

    class Kind(models.TextChoices):
        DECIDED = "decided", _("Decided")
        PHONED = "phoned", _("Told by telephone")
        WRITTEN = "written", _("Referred in writing")
        CHASED = "chased", _("Chased")
        ANSWERED = "answered", _("The authority answered")
        COUNTERSIGNED = "countersigned", _("Countersigned")
        SENT_BACK = "sent-back", _("Not countersigned: to be referred")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="steps")
    kind = models.TextField(choices=Kind)
    happened_at = models.DateTimeField()
    at = models.DateTimeField()
    author = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    author_text = models.TextField()
    spoke_to = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Privacy:
        identifying = frozenset({"author", "author_text", "spoke_to"})
        sensitive = frozenset({"kind", "note"})
        plain = ROW_COLUMNS | {"id", "referral", "happened_at", "at"}

    class Meta:
        indexes = [models.Index(fields=["person"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.referral_id}"
