"""Which entries make a signal; and that what is ordinary tells nothing of what is marked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.foundation.packs import pack
from throughcare.signals.looking import (
    ORDINARY,
    Address,
    Appointment,
    Entry,
    Found,
    Known,
    Raised,
    Seen,
    Tier,
    look,
)

TODAY = date(2026, 11, 24)
HELD = Seen(ref="people.holding:1", on=TODAY - timedelta(days=5))
SIGNALS = pack().signal_rule.signal


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def missed(ref: str, days: int, *, came: bool = False, marking: int = ORDINARY) -> Appointment:
    return Appointment(ref=ref, on=ago(days), came=came, marking=marking)


def note(ref: str, days: int, note_type: str, marking: int = ORDINARY) -> Entry:
    return Entry(ref=ref, on=ago(days), note_type=note_type, marking=marking)


def told(ref: str, title: str, kind: str = "contact") -> Entry:
    return Entry(ref=ref, on=ago(1), kind=kind, title=title)


def found(known: Known, raised: tuple[Raised, ...] = ()) -> dict[str, tuple[tuple[str, ...], int]]:
    return {
        one.signal: (tuple(seen.ref for seen in one.within), one.marking)
        for one in look(SIGNALS, known, raised, TODAY)
    }


def positive(*days: int, marking: int = ORDINARY) -> tuple[Entry, ...]:
    return tuple(note(f"t{n}", n, "drug-test-positive", marking) for n in days)


@pytest.mark.parametrize(
    ("appointments", "expected"),
    [
        ([("c", 20, False), ("b", 10, False), ("a", 3, False)], ("a", "b", "c")),
        ([("b", 10, False), ("a", 3, False)], None),
        ([("d", 20, False), ("c", 10, False), ("b", 5, True), ("a", 3, False)], None),
        ([("d", 30, True), ("c", 10, False), ("b", 5, False), ("a", 3, False)], ("a", "b", "c")),
        ([("c", 60, False), ("b", 50, False), ("a", 40, False)], None),  # long over
    ],
)
def test_the_last_appointments_were_all_missed(appointments, expected):
    known = Known(HELD, tuple(missed(ref, days, came=came) for ref, days, came in appointments))

    assert found(known).get("missed-appointments") == (expected and (expected, ORDINARY))


def test_a_run_that_goes_on_is_told_again_only_when_as_many_new_ones_have_come():
    run = [missed(str(n), 25 - n) for n in range(6)]
    first = found(Known(HELD, tuple(run[:3])))["missed-appointments"]
    told_of = (Raised("missed-appointments", ORDINARY, first[0]),)

    assert "missed-appointments" not in found(Known(HELD, tuple(run[:5])), told_of)
    again = found(Known(HELD, tuple(run)), told_of)["missed-appointments"]
    assert again == (("5", "4", "3"), ORDINARY)


def test_three_positive_tests_within_the_time_and_not_two_or_an_old_one():
    assert found(Known(HELD, entries=positive(1, 30, 80)))["positive-tests"] == (
        ("t80", "t30", "t1"),
        ORDINARY,
    )
    assert "positive-tests" not in found(Known(HELD, entries=positive(1, 30)))
    assert "positive-tests" not in found(Known(HELD, entries=positive(1, 30, 93)))


@pytest.mark.parametrize(
    ("entry", "counts"),
    [
        (note("n", 2, "arrest"), True),
        (told("n", "Police: ARRESTED for affray"), True),
        (told("n", "Arrest - warrant withdrawn"), False),
        (told("n", "Arrest", kind="activity"), False),
        (note("n", 15, "arrest"), False),
        (note("n", 2, "contact"), False),
    ],
)
def test_an_arrest_is_known_by_the_type_of_the_note_or_the_words_of_another_system(entry, counts):
    assert ("new-arrest" in found(Known(HELD, entries=(entry,)))) is counts


@pytest.mark.parametrize(
    ("addresses", "lost"),
    [
        ([("a", 3, True, False)], "a"),  # ended, and nothing since
        ([("a", 3, True, False), ("b", 3, False, False)], None),
        ([("a", 60, True, False)], None),
        ([("a", 3, True, False), ("b", 2, False, True)], "b"),  # no fixed abode
        ([("b", 60, False, True)], None),
        ([], None),
    ],
)
def test_a_home_is_lost_when_nothing_is_known_in_its_place(addresses, lost):
    rows = tuple(
        Address(ref=ref, on=ago(days), has_ended=ended, no_fixed_abode=nfa)
        for ref, days, ended, nfa in addresses
    )

    assert found(Known(HELD, addresses=rows)).get("home-lost") == (lost and ((lost,), ORDINARY))
    assert "home-lost" not in found(Known(None, addresses=rows))  # in custody


@pytest.mark.parametrize(
    ("tier", "days", "silent"),
    [("A", 7, False), ("A", 8, True), ("G", 31, False), ("G", 32, True), (None, 32, True)],
)
def test_silence_is_counted_by_the_tier(tier, days, silent):
    held = Seen(ref="people.holding:1", on=ago(400))
    tiers = (Tier(ref="tier", on=ago(5), tier=tier),) if tier else ()
    known = Known(held, (missed("a", days, came=True),), tiers=tiers)

    assert found(known).get("no-contact") == ((("a",), ORDINARY) if silent else None)
    assert "no-contact" not in found(Known(None, known.appointments, tiers=tiers))


def test_before_the_first_meeting_silence_is_counted_from_when_the_case_began():
    held = Seen(ref="people.holding:1", on=ago(32))

    assert found(Known(held))["no-contact"] == (("people.holding:1",), ORDINARY)
    assert "no-contact" not in found(Known(held, entries=(note("n", 3, "home-visit"),)))
    # Nothing is known of the time before somebody came onto the record.
    added = Entry(ref="n", on=ago(3), kind="person-added")
    assert "no-contact" not in found(Known(held, entries=(added,)))


def test_what_a_marking_adds_is_raised_under_it_and_leaves_what_is_ordinary_alone():
    tests = (*positive(1, 30), *positive(50, marking=3))

    assert found(Known(HELD, entries=tests))["positive-tests"] == (("t50", "t30", "t1"), 3)
    # The third ordinary one is raised for everybody, whatever was raised beside.
    beside = (Raised("positive-tests", 3, ("t50", "t30", "t1")),)
    more = (*tests, *positive(2))
    assert found(Known(HELD, entries=more), beside)["positive-tests"] == (
        ("t30", "t2", "t1"),
        ORDINARY,
    )


def test_two_compartments_never_come_together_in_one():
    tests = (*positive(1), *positive(30, marking=2), *positive(50, marking=3))

    assert "positive-tests" not in found(Known(HELD, entries=tests))


markings = st.sampled_from([ORDINARY, 1, 2, 3])
days = st.integers(0, 120)
knowns = st.builds(
    Known,
    supervised=st.none()
    | st.builds(Seen, ref=st.just("held"), on=st.builds(ago, st.integers(0, 400))),
    appointments=st.lists(st.tuples(days, st.booleans(), markings), max_size=8).map(
        lambda rows: tuple(
            missed(f"a{n}", d, came=came, marking=m) for n, (d, came, m) in enumerate(rows)
        )
    ),
    entries=st.lists(
        st.tuples(days, st.sampled_from(["arrest", "drug-test-positive", "contact"]), markings),
        max_size=8,
    ).map(lambda rows: tuple(note(f"e{n}", d, t, m) for n, (d, t, m) in enumerate(rows))),
    addresses=st.lists(st.tuples(days, st.booleans(), st.booleans(), markings), max_size=4).map(
        lambda rows: tuple(
            Address(ref=f"h{n}", on=ago(d), has_ended=e, no_fixed_abode=a, marking=m)
            for n, (d, e, a, m) in enumerate(rows)
        )
    ),
    tiers=st.dictionaries(markings, st.sampled_from("ABG"), max_size=3).map(
        lambda tiers: tuple(
            Tier(ref=f"tier{m}", on=TODAY, tier=t, marking=m) for m, t in tiers.items()
        )
    ),
)


def as_raised(found: Found) -> Raised:
    return Raised(found.signal, found.marking, found.refs)


@given(known=knowns)
def test_whatever_is_on_record_marked_things_change_nothing_ordinary(known):
    all_of_it = look(SIGNALS, known, (), TODAY)
    ordinary_alone = look(SIGNALS, known.seen_with({ORDINARY}), (), TODAY)

    assert [one for one in all_of_it if one.marking == ORDINARY] == ordinary_alone
    for one in all_of_it:
        seen = {each.marking for each in (*one.within, *one.beside)}
        assert seen <= {ORDINARY, one.marking}
        assert one.marking in seen


@given(known=knowns)
def test_what_was_raised_is_not_raised_again_and_raising_it_hides_nothing_ordinary(known):
    first = look(SIGNALS, known, (), TODAY)
    raised = [as_raised(one) for one in first]

    assert look(SIGNALS, known, raised, TODAY) == []
    # What was raised under a marking alone has no part in what is ordinary.
    marked = [one for one in raised if one.marking != ORDINARY]
    again = look(SIGNALS, known, marked, TODAY)
    assert [one for one in again if one.marking == ORDINARY] == [
        one for one in first if one.marking == ORDINARY
    ]
