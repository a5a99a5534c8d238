"""Whose people they are: held by these colleagues, or by nobody. For the lists of modules above."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from throughcare.people.models import Holding


def numbers_held_by(members: Collection[int]) -> QuerySet[Holding, int]:
    """The numbers of people with an open holding in the name of one of these colleagues."""
    held = Holding.objects.filter(holder__in=list(members), until=None)
    return held.values_list("person_id", flat=True)


def has_a_holder(person: OuterRef) -> Exists:
    """Whether somebody holds this person in their own name, in whatever way."""
    return Exists(Holding.objects.filter(person=person, until=None, holder__isnull=False))
