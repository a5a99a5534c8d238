"""What is known of how somebody lives, as it is offered to whoever assesses them."""

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.packs import pack
from throughcare.people.models import Dependant
from throughcare.people.queries import facts_offered


def test_of_children_those_are_named_who_are_marked_alike(cast):
    """Ann comes first by name, and few may know of her."""
    victim = pack().markings["victim"].number
    with acting_as(SYSTEM):
        for name, marking in (("Ann", victim), ("Ben", 0), ("Cai", 0)):
            Dependant.objects.create(person=cast.dan, name=name, marking=marking)

    with acting_as(cast.owen):
        found = facts_offered(person=cast.dan, today=NOW.date())

    [children] = [one for one in found if one.fact == "children"]
    assert (children.says, children.marking) == ("Ben, Cai", 0)
    assert [one.says for one in found if one.fact == "contact"] == ["Ben", "Cai", "Ann"]
