"""Row security holds in the fictional world as everywhere: the database and Python agree."""

import pytest
from django.apps import apps

from tests.databases import NOW
from throughcare.demo.queries import sign_ins
from throughcare.foundation.access import SYSTEM, acting_as, may_read
from throughcare.people.reach import actor_for
from throughcare.staff.models import Member

TABLES = ["people.Person", "record.Entry", "supervision.Recording", "risk.Flag", "plans.Step"]


@pytest.mark.parametrize("one", sign_ins(), ids=lambda one: one.address.split("@")[0])
def test_the_database_shows_each_colleague_what_the_rules_say(tiny, one):
    member = Member.objects.get(email=one.address)
    actor = actor_for(staff_id=member.pk, at=NOW)
    for table in TABLES:
        kind = apps.get_model(table)
        with acting_as(SYSTEM):
            everything = list(kind.objects.all())
            allowed = {row.pk for row in everything if may_read(actor, row)}
        with acting_as(actor):
            shown = set(kind.objects.values_list("pk", flat=True))

        assert shown == allowed, table
        assert everything
