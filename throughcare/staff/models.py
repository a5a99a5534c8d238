"""Units, members of staff, the roles they hold, what they may do and who does it for them."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from throughcare.staff.training import Term


class Unit(models.Model):
    """A place in the tree that holds people: nation, region, delivery unit, team; prison, wing."""

    class Kind(models.TextChoices):
        NATION = "nation", _("Nation")
        REGION = "region", _("Region")
        DELIVERY_UNIT = "delivery-unit", _("Delivery unit")
        TEAM = "team", _("Team")
        ESTABLISHMENT = "establishment", _("Establishment")
        WING = "wing", _("Wing")
        SPECIALIST_TEAM = "specialist-team", _("Specialist team")
        PROVIDER = "provider", _("Provider")

    id = models.AutoField(primary_key=True)
    ref = models.UUIDField(unique=True, default=uuid4, editable=False)
    kind = models.TextField(choices=Kind)
    code = models.TextField(unique=True)
    name = models.TextField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "ref", "kind", "code", "name", "parent"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="staff_unit_only_a_nation_has_no_parent",
                condition=Q(kind="nation", parent__isnull=True)
                | (~Q(kind="nation") & Q(parent__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.name


class MemberManager(BaseUserManager["Member"]):
    """What Django's sign-in needs in order to find a member by the name they sign in with."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Member":
        member = self.model(email=self.normalize_email(email), **fields)
        member.set_password(password)
        member.save()
        return member


class Member(AbstractBaseUser):
    """Somebody who works here, or whom a message from another system names as staff.

    The second kind cannot sign in: no password, and `is_active` is false.
    """

    id = models.BigAutoField(primary_key=True)
    ref = models.UUIDField(unique=True, default=uuid4, editable=False)
    email = models.EmailField(unique=True, null=True)
    name = models.TextField()
    code = models.TextField(unique=True, null=True)  # the officer code other systems know them by
    # When the password that an administrator gave runs out; none, once they chose their own.
    password_until = models.DateTimeField(null=True)
    # Of the organisation's sign-in: its issuer and the number it knows them by, once they used it.
    account = models.TextField(unique=True, null=True)
    is_active = models.BooleanField(default=True)
    language = models.TextField(choices=[("en", "English"), ("cy", "Cymraeg")], default="en")
    joined_on = models.DateField(null=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = MemberManager()

    class Privacy:
        identifying = frozenset({"email", "name", "code", "account"})
        sensitive = frozenset({"password", "password_until"})
        plain = frozenset({"id", "ref", "is_active", "language", "joined_on", "last_login"})

    class Meta:
        indexes = [models.Index(Upper("name"), name="staff_member_called")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        return False  # Django's own back office stays shut


class Posting(models.Model):
    """A role of the pack held in a unit from one day until, not including, another."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings")
    role = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True)
    acting_up = models.BooleanField(default=False)

    class Privacy:
        identifying = frozenset({"member"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "unit", "role", "since", "until", "acting_up"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="staff_posting_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
            models.CheckConstraint(
                name="staff_posting_acting_up_has_an_end",
                condition=Q(acting_up=False) | Q(until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} as {self.role} in {self.unit_id}"


class Clearance(models.Model):
    """A vetting level of the pack, from the day it was granted until the day it expires.

    One that was withdrawn before says since when and why, and is otherwise as it was written.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="clearances")
    level = models.TextField()
    since = models.DateField()
    until = models.DateField()
    ended_on = models.DateField(null=True)
    ended_because = models.TextField(default="")

    class Privacy:
        identifying = frozenset({"member"})
        sensitive = frozenset({"level", "ended_because"})
        plain = frozenset({"id", "since", "until", "ended_on"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="staff_clearance_ends_after_it_begins", condition=Q(until__gt=F("since"))
            ),
            models.CheckConstraint(
                name="staff_clearance_withdrawn_says_why",
                condition=Q(ended_on=None, ended_because="")
                | (Q(ended_on__gte=F("since")) & ~Q(ended_because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} of {self.member_id}"

    @property
    def term(self) -> Term:
        return Term(self.since, self.until, self.ended_on)


class Competence(models.Model):
    """Something of the pack that a colleague was trained or found qualified to do.

    Held from the day it was awarded until, not including, the day it runs out or was ended. Once
    written it is only ever ended: what somebody could do on a day stays answerable.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="competences")
    kind = models.TextField()
    awarded_on = models.DateField()
    expires_on = models.DateField(null=True)
    evidence = models.TextField()
    recorded_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    ended_because = models.TextField(default="")

    class Privacy:
        identifying = frozenset({"member", "recorded_by"})
        sensitive = frozenset({"evidence", "ended_because"})
        plain = frozenset({"id", "kind", "awarded_on", "expires_on", "recorded_at", "ended_on"})

    class Meta:
        indexes = [models.Index("expires_on", "id", name="staff_competence_expires")]
        constraints = [
            models.CheckConstraint(
                name="staff_competence_expires_after_it_is_awarded",
                condition=Q(expires_on=None) | Q(expires_on__gt=F("awarded_on")),
            ),
            models.CheckConstraint(
                name="staff_competence_ended_says_why",
                condition=Q(ended_on=None, ended_because="")
                | (Q(ended_on__gte=F("awarded_on")) & ~Q(ended_because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.member_id}"

    @property
    def term(self) -> Term:
        return Term(self.awarded_on, self.expires_on, self.ended_on)


class Cover(models.Model):
    """A colleague is away, and another sees to what waits for them: from one day until, not
    including, another; without the second, until somebody says that they are back.

    One that was called off before it began ends on the day it would have begun. It shows nobody
    anything: it only says whose work comes to whom.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="absences")
    covered_by = models.ForeignKey(Member, models.PROTECT, related_name="covers")
    since = models.DateField()
    until = models.DateField(null=True)
    recorded_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Privacy:
        identifying = frozenset({"member", "covered_by", "recorded_by"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "since", "until", "recorded_at"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="staff_cover_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(
                name="staff_cover_is_by_somebody_else", condition=~Q(member=F("covered_by"))
            ),
            # One colleague at a time. The number as a span of one, since spans need no extension.
            ExclusionConstraint(
                name="staff_cover_one_at_a_time",
                expressions=[
                    (Func("member", "member", Value("[]"), function="int8range"), "&&"),
                    (Func("since", "until", function="daterange"), "&&"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.covered_by_id} covers {self.member_id}"
