"""Concerns, therapeutic risks and referrals as colleagues write them down."""

from typing import Any

import pytest

from tests.databases import NOW
from throughcare.foundation.access import acting_as
from throughcare.foundation.packs import pack
from throughcare.risk import actions
from throughcare.risk.models import Concern, Referral, TherapeuticRisk


def marked(name: str) -> int:
    return pack().markings[name].number


@pytest.fixture
def concern(cast: Any) -> Any:
    """Writes down a concern about Dan, as Amina unless told otherwise."""

    def written(who: str = "amina", **said: Any) -> Concern:
        actor = getattr(cast, who)
        given = {
            "person": cast.dan,
            "kind": "relationship",
            "what": "Seen with a new partner.",
            "happened_at": NOW,
            "at": NOW,
            **said,
        }
        with acting_as(actor):
            return actions.record_concern(actor=actor, **given)

    return written


@pytest.fixture
def therapeutic(cast: Any) -> Any:
    """Writes down a risk in Erin's therapy as Tess, who works on her wing."""

    def written(who: str = "tess", **said: Any) -> TherapeuticRisk:
        actor = getattr(cast, who)
        given = {
            "person": cast.erin,
            "risk": "Leaves the group in anger",
            "brings_out": "Being challenged by men.",
            "addressed": "Her small group, every week.",
            "by": cast.member("tess"),
            "state": "active",
            "marking": marked("therapy"),
            "at": NOW,
            **said,
        }
        with acting_as(actor):
            return actions.identify_risk(actor=actor, **given)

    return written


@pytest.fixture
def referral(cast: Any) -> Any:
    """Decides about a child beside Dan, as Amina."""

    def decided(refer: bool = True, who: str = "amina", **said: Any) -> Referral:
        actor = getattr(cast, who)
        given = {
            "person": cast.dan,
            "about": "child",
            "concerns": "Tom Hollis, aged 7",
            "what": "A bruise on his arm.",
            "authority": "",
            "reason": "He flinched.",
            "at": NOW,
            **said,
        }
        with acting_as(actor):
            return actions.decide_referral(actor=actor, refer=refer, **given)

    return decided
