"""What messages say about risk, learnt once and again."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.foundation.events.models import Outbox
from throughcare.foundation.packs import pack
from throughcare.record.models import Entry
from throughcare.risk import actions
from throughcare.risk.facts import FlagFacts, HarmLevelFacts, MappaFacts, NoteFacts, ScoreFacts
from throughcare.risk.models import Flag, FlagChange, HarmLevel, Mappa, Score

LATER = NOW + timedelta(days=1)
STAFF = FlagFacts(
    key="ndelius:registration:1",
    type="risk-to-staff",
    code="AV2S",
    title="Risk to Staff",
    register="Public Protection",
    colour="Red",
    notes=(NoteFacts(text="See in pairs.", by="Paul Smith", on=date(2026, 4, 14)),),
    started_on=date(2026, 4, 14),
    review_on=date(2026, 12, 14),
)
LEVEL = HarmLevelFacts(
    key="oasys:1:public:community",
    group="public",
    setting="community",
    level="high",
    assessed_on=date(2026, 6, 10),
)
MAPPA = MappaFacts(key="ndelius:mappa:1", category="2", level="2", started_on=date(2026, 2, 1))
SCORE = ScoreFacts(
    key="oasys:1:rsr", name="rsr", value=Decimal("1.46"), band="low", scored_on=date(2026, 6, 10)
)
EVERYTHING = {"flag": STAFF, "harm_level": LEVEL, "mappa": MAPPA, "score": SCORE}


def learn(what, person, facts, *, at=NOW):
    return getattr(actions, f"learn_{what}")(
        actor=SYSTEM, person=person, facts=facts, source=uuid4(), at=at
    )


@pytest.mark.parametrize("what", EVERYTHING)
def test_the_same_fact_again_changes_nothing(cast, what):
    with acting_as(SYSTEM):
        first = learn(what, cast.dan, EVERYTHING[what])
        told, entries = Outbox.objects.count(), Entry.objects.count()
        again = learn(what, cast.dan, EVERYTHING[what], at=LATER)

        assert (first, again) == (True, False)
        assert (Outbox.objects.count(), Entry.objects.count()) == (told, entries)


@pytest.mark.parametrize("what", EVERYTHING)
def test_only_the_program_takes_in_messages(cast, what):
    with acting_as(cast.amina), pytest.raises(AccessDenied, match="through messages"):
        getattr(actions, f"learn_{what}")(
            actor=cast.amina, person=cast.dan, facts=EVERYTHING[what], source=None, at=NOW
        )


def test_what_a_message_changes_is_kept_with_what_it_said_before(cast):
    with acting_as(SYSTEM):
        learn("flag", cast.dan, STAFF)
        learn(
            "flag", cast.dan, replace(STAFF, colour="Amber", review_on=date(2027, 6, 14)), at=LATER
        )

        newest = FlagChange.objects.order_by("-at").first()
        assert newest.before == {"colour": "Red", "review_on": "2026-12-14"}
        assert Flag.objects.get().colour == "Amber"


def test_a_flag_ended_here_is_not_raised_again_by_the_message_that_brought_it(cast):
    with acting_as(SYSTEM):
        learn("flag", cast.dan, STAFF)
    with acting_as(cast.amina):
        flag = Flag.objects.get()
        actions.end_flag(actor=cast.amina, flag=flag, reason="Settled.", version=1, at=NOW)
    with acting_as(SYSTEM):
        assert not learn("flag", cast.dan, STAFF, at=LATER)
        assert not Flag.objects.get().is_active

        learn("flag", cast.dan, replace(STAFF, colour="Amber"), at=LATER + timedelta(days=1))
        assert not Flag.objects.get().is_active


def test_a_flag_a_message_takes_down_is_news(cast):
    with acting_as(SYSTEM):
        learn("flag", cast.dan, STAFF)
        ended = replace(STAFF, is_active=False, ended_on=date(2026, 11, 20), end_note="Moved away.")
        learn("flag", cast.dan, ended, at=LATER)

        assert Outbox.objects.filter(name="risk.flag_ended").count() == 1
        entry = Entry.objects.get(kind="flag-removed")
        assert (entry.title, entry.text) == ("Risk to Staff", "Moved away.")


def test_a_flag_that_came_ended_never_was_raised_here(cast):
    with acting_as(SYSTEM):
        learn("flag", cast.dan, replace(STAFF, is_active=False, ended_on=date(2026, 11, 20)))

        names = set(Outbox.objects.values_list("name", flat=True))
        assert "risk.flag_ended" in names
        assert "risk.flag_raised" not in names


def test_a_flag_contradicting_itself_is_kept_as_it_came(cast):
    odd = replace(STAFF, started_on=date(2026, 9, 6), ended_on=date(2022, 7, 15))
    with acting_as(SYSTEM):
        learn("flag", cast.dan, odd)

        assert Flag.objects.get().ended_on == date(2022, 7, 15)


def test_a_flag_the_pack_marks_is_marked_with_its_history_and_entry(cast):
    facts = replace(STAFF, key="nomis:alert:1", type="alert-ovi", title="Victim Inquiry")
    victim = pack().markings["victim"].number
    with acting_as(SYSTEM):
        learn("flag", cast.dan, facts)

        assert Flag.objects.get().marking == victim
        assert FlagChange.objects.get().marking == victim
        assert Entry.objects.get(kind="flag-raised").marking == victim


def test_a_level_assessed_anew_stands_beside_the_one_before(cast):
    with acting_as(SYSTEM):
        learn("harm_level", cast.dan, LEVEL)
        newer = replace(LEVEL, key="oasys:2:public:community", level="very-high")
        learn("harm_level", cast.dan, replace(newer, assessed_on=date(2026, 9, 1)), at=LATER)

        assert HarmLevel.objects.count() == 2
        entry = Entry.objects.filter(kind="risk-level-changed").latest("happened_at")
        assert entry.title == "Very high: Public, in the community"
        assert entry.text == "Was: High."


def test_a_level_that_stayed_the_same_is_no_news_on_the_timeline(cast):
    with acting_as(SYSTEM):
        learn("harm_level", cast.dan, LEVEL)
        same = replace(LEVEL, key="oasys:2:public:community", assessed_on=date(2026, 9, 1))
        learn("harm_level", cast.dan, same, at=LATER)

        assert Entry.objects.filter(kind="risk-level-changed").count() == 1


def test_management_under_mappa_is_changed_in_place(cast):
    with acting_as(SYSTEM):
        learn("mappa", cast.dan, MAPPA)
        learn("mappa", cast.dan, replace(MAPPA, level="3"), at=LATER)

        assert Mappa.objects.get().level == "3"
        assert "MAPPA category 2, level 3" in Entry.objects.values_list("title", flat=True)


def test_a_new_result_of_a_predictor_never_replaces_the_old_one(cast):
    with acting_as(SYSTEM):
        learn("score", cast.dan, SCORE)
        learn("score", cast.dan, replace(SCORE, value=Decimal("3.1"), band="high"), at=LATER)

        assert set(Score.objects.values_list("band", flat=True)) == {"low", "high"}
