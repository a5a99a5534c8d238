"""What messages say about a sentence, learnt once and again."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.foundation.events.models import Outbox
from throughcare.sentences import actions
from throughcare.sentences.facts import (
    BreachFacts,
    ChargeFacts,
    ConvictionFacts,
    CustodyFacts,
    HearingFacts,
    KeyDateFacts,
    KeyDatesFacts,
    LicenceConditionFacts,
    OffenceFacts,
    OrderFacts,
    RequirementFacts,
    SupervisionTermFacts,
)
from throughcare.sentences.models import Breach, Conviction, KeyDate, Order, Requirement

CONVICTION = ConvictionFacts(
    key="ndelius:conviction:1",
    number="1",
    convicted_on=date(2026, 5, 1),
    court="Ashwell Magistrates' Court",
    is_active=True,
    in_breach=False,
)
RAR = RequirementFacts(
    key="ndelius:requirement:7",
    conviction="ndelius:conviction:1",
    code="F",
    title="Rehabilitation activity",
    amount=Decimal(30),
    unit="days",
    used=Decimal(12),
    started_on=date(2026, 5, 1),
    is_active=True,
)
EVERYTHING = {
    "conviction": CONVICTION,
    "offence": OffenceFacts(
        key="ndelius:offence:M1", conviction="ndelius:conviction:1", code="05600", title="Arson"
    ),
    "order": OrderFacts(
        key="ndelius:sentence:1",
        conviction="ndelius:conviction:1",
        kind="community",
        title="Community order",
        length=Decimal(12),
        length_unit="months",
    ),
    "requirement": RAR,
    "licence_condition": LicenceConditionFacts(key="ndelius:licence-condition:1", title="Alcohol"),
    "supervision_term": SupervisionTermFacts(key="ndelius:pss:634", title="Specified activity"),
    "custody": CustodyFacts(key="ndelius:custody:1", status="Released - On Licence"),
    "hearing": HearingFacts(
        key="libra:case:1", days=(NOW,), offences=(ChargeFacts(title="Arson", plea_on=NOW.date()),)
    ),
    "breach": BreachFacts(key="ndelius:nsi:1", title="Breach request", is_pending=True),
    "key_dates": KeyDatesFacts(
        key="nomis:booking:-8", dates=(KeyDateFacts(kind="CRD", on=date(2027, 3, 1)),)
    ),
}


def learn(what, person, facts, *, at=NOW, source=None):
    return getattr(actions, f"learn_{what}")(
        actor=SYSTEM, person=person, facts=facts, source=source or uuid4(), at=at
    )


@pytest.mark.parametrize("what", EVERYTHING)
def test_the_same_fact_again_changes_nothing(cast, what):
    with acting_as(SYSTEM):
        first = learn(what, cast.dan, EVERYTHING[what])
        told = Outbox.objects.count()
        again = learn(what, cast.dan, EVERYTHING[what], at=NOW + timedelta(days=1))

        assert (first, again) == (True, False)
        assert Outbox.objects.count() == told


@pytest.mark.parametrize("what", EVERYTHING)
def test_only_the_program_takes_in_messages(cast, what):
    with acting_as(cast.amina), pytest.raises(AccessDenied, match="through messages"):
        getattr(actions, f"learn_{what}")(
            actor=cast.amina, person=cast.dan, facts=EVERYTHING[what], source=None, at=NOW
        )


def test_a_conviction_named_before_its_own_message_is_filled_in_when_that_comes(cast):
    with acting_as(SYSTEM):
        learn("requirement", cast.dan, RAR)
        learn("conviction", cast.dan, CONVICTION)

        conviction = Conviction.objects.get()
        assert conviction.court == "Ashwell Magistrates' Court"
        assert Requirement.objects.get().conviction == conviction


def test_the_same_key_of_two_people_is_two_facts(cast):
    with acting_as(SYSTEM):
        learn("order", cast.dan, EVERYTHING["order"])
        learn("order", cast.erin, EVERYTHING["order"])

        assert Order.objects.count() == 2


def test_a_later_message_changes_what_it_says_differently_and_nothing_else(cast):
    with acting_as(SYSTEM):
        learn("requirement", cast.dan, RAR)
        row = Requirement.objects.get()
        row.note = "Goes on Tuesdays."  # as somebody here has changed it since
        row.save()

        changed = learn(
            "requirement", cast.dan, replace(RAR, used=Decimal(14)), at=NOW + timedelta(days=1)
        )

        row.refresh_from_db()
        assert changed
        assert (row.used, row.note, row.version) == (Decimal(14), "Goes on Tuesdays.", 2)


def test_a_number_put_right_here_is_not_undone_by_the_same_message(cast):
    with acting_as(SYSTEM):
        learn("requirement", cast.dan, RAR)
        Requirement.objects.update(used=Decimal(15))

        assert not learn("requirement", cast.dan, RAR, at=NOW + timedelta(days=1))
        assert Requirement.objects.get().used == Decimal(15)


def test_a_message_older_than_the_last_one_changes_nothing(cast):
    with acting_as(SYSTEM):
        learn("requirement", cast.dan, replace(RAR, used=Decimal(14)))

        assert not learn("requirement", cast.dan, RAR, at=NOW - timedelta(days=1))
        assert Requirement.objects.get().used == Decimal(14)


def test_the_day_progress_was_counted_is_kept_with_it(cast):
    with acting_as(SYSTEM):
        learn("requirement", cast.dan, RAR)

        assert Requirement.objects.get().used_on == NOW.date()


def test_a_key_date_given_anew_supersedes_the_old_one_which_stays(cast):
    def given(*dates):
        return KeyDatesFacts(key="nomis:booking:-8", dates=dates)

    release, expiry = date(2027, 3, 1), date(2028, 3, 1)
    later = NOW + timedelta(days=1)
    with acting_as(SYSTEM):
        learn(
            "key_dates",
            cast.dan,
            given(KeyDateFacts(kind="CRD", on=release), KeyDateFacts(kind="SED", on=expiry)),
        )
        moved = given(KeyDateFacts(kind="CRD", on=release - timedelta(days=9)))
        learn("key_dates", cast.dan, moved, at=later)

        standing = KeyDate.objects.filter(superseded_at=None)
        assert [(row.kind, row.on) for row in standing] == [("CRD", release - timedelta(days=9))]
        superseded = KeyDate.objects.filter(superseded_at=later)
        assert {(row.kind, row.on) for row in superseded} == {("CRD", release), ("SED", expiry)}


def test_calculated_and_overriding_dates_of_one_kind_stand_side_by_side(cast):
    with acting_as(SYSTEM):
        learn(
            "key_dates",
            cast.dan,
            KeyDatesFacts(
                key="nomis:booking:-8",
                dates=(
                    KeyDateFacts(kind="CRD", on=date(2027, 3, 1)),
                    KeyDateFacts(kind="CRD", on=date(2027, 3, 8), is_override=True),
                ),
            ),
        )

        assert KeyDate.objects.filter(superseded_at=None, kind="CRD").count() == 2


def test_an_older_answer_of_the_prison_does_not_move_dates_back(cast):
    facts = EVERYTHING["key_dates"]
    with acting_as(SYSTEM):
        learn("key_dates", cast.dan, facts)

        older = replace(facts, dates=(KeyDateFacts(kind="CRD", on=date(2027, 1, 1)),))
        assert not learn("key_dates", cast.dan, older, at=NOW - timedelta(days=1))
        assert KeyDate.objects.get().on == date(2027, 3, 1)


def test_a_breach_that_is_pending_is_news_and_one_that_is_decided_is_none(cast):
    with acting_as(SYSTEM):
        learn("breach", cast.dan, EVERYTHING["breach"])
        began = Outbox.objects.filter(name="sentences.breach_began").count()
        decided = replace(EVERYTHING["breach"], is_pending=False, outcome="Order revoked")
        learn("breach", cast.dan, decided, at=NOW + timedelta(days=1))

        assert (began, Outbox.objects.filter(name="sentences.breach_began").count()) == (1, 1)
        assert Breach.objects.get().outcome == "Order revoked"
