"""Who may be on the record twice: found, asked about, answered, and shown to nobody else."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, NotVisible, acting_as
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.audit.models import Change, Deed, Look
from throughcare.foundation.packs import pack
from throughcare.people import actions, queries
from throughcare.people.actions import comparing
from throughcare.people.comparing import Part, Sum
from throughcare.people.models import Identifier, Likeness, Merge, Name, Person
from throughcare.people.queries.alike import alike, traits_of

BORN = date(1990, 5, 7)


def someone(cast, given="Gareth", family="Quill", *, unit="N50ASHA", born=BORN, numbers=(), **more):
    """Somebody new, held by a team."""
    with acting_as(SYSTEM):
        person = actions.add_person(
            actor=SYSTEM, given_name=given, family_name=family, born_on=born, at=NOW, **more
        )
        for kind, text in numbers:
            actions.add_identifier(actor=SYSTEM, person=person, kind=kind, text=text)
        actions.hold(
            actor=SYSTEM,
            person=person,
            kind="community",
            unit=cast.unit(unit),
            on=NOW.date(),
            at=NOW,
        )
    return person


@pytest.fixture
def weighed(monkeypatch):
    """The sum every pair comes to, and how far its names agree, as a test wants it."""

    class Weighed:
        weight, given, pairs = 8.0, "near", 0

        def weigh(self, pairs, *, least, **_given):
            self.pairs += len(pairs)
            if self.weight < least:
                return {}
            parts = tuple(
                Part(field.id, self.given if field.id == "given" else "same", 1.0)
                for field in pack().matching_rule.field
            )
            return {place: Sum(self.weight, parts) for place in range(len(pairs))}

    found = Weighed()
    monkeypatch.setattr(comparing, "weigh", found.weigh)
    return found


def compare():
    with acting_as(SYSTEM):
        return actions.compare_some(actor=SYSTEM, at=NOW)


def known():
    with acting_as(SYSTEM):
        return list(Likeness.objects.order_by("pk"))


def two_of(likeness):
    with acting_as(SYSTEM):
        return Likeness.objects.select_related("person", "other").get(pk=likeness.pk)


def answer(who, likeness, said="different", note="I asked them", version=None):
    two = two_of(likeness)
    with acting_as(who):
        actions.answer_two(
            actor=who,
            kept=two.person,
            other=two.other,
            answer=said,
            note=note,
            version=likeness.version if version is None else version,
            at=NOW,
        )


def touch(person, family="Quilling"):
    """Something about who they are changes."""
    with acting_as(SYSTEM):
        actions.add_name(
            actor=SYSTEM, person=person, kind="alias", given_name="Gaz", family_name=family
        )


@pytest.fixture
def both(cast, weighed):
    """Two people of team A who may be one, and what is known of that."""
    one = someone(cast, numbers=[("crn", "X777001")])
    other = someone(cast, "Garath", numbers=[("nomis", "A7770AA")])
    compare()
    [likeness] = known()
    return one, other, likeness


# Finding


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"given": "Zofia", "family": "Lis"}),  # the date of birth
        ({"born": date(1990, 7, 5)}, {"given": "Zofia", "family": "Lis"}),  # swapped
        ({"born": date(1990, 1, 1)}, {"given": "Zofia", "family": "Kwill"}),  # sound and year
        ({"born": date(1951, 1, 1)}, {"given": "Garrath", "family": "Kwill"}),  # sound of both
        ({"born": None}, {"family": "Quilla"}),  # letters
        ({"born": None, "numbers": [("pnc", "2012/0464884Q")]}, {"family": "Lis"}),  # a number
    ],
)
def test_who_looks_alike_in_one_thing_is_compared(cast, one, other):
    first = someone(cast, **{"numbers": [("pnc", "12/464884Q")], **other})
    second = someone(cast, **one)

    with acting_as(SYSTEM):
        assert (first.pk, second.pk) in alike([second.pk], rule=pack().matching_rule)


def test_who_is_made_up_is_never_compared_with_who_is_not(cast):
    someone(cast)
    second = someone(cast, is_fictional=True)

    with acting_as(SYSTEM):
        assert alike([second.pk], rule=pack().matching_rule) == []


def test_what_is_marked_for_fewer_readers_is_not_compared(cast):
    person = someone(cast, numbers=[("crn", "X777001")])
    with acting_as(SYSTEM):
        Name.objects.create(
            person=person,
            kind="alias",
            given_name="Secret",
            given_key="secret",
            family_key="name",
            marking=3,
        )
        Identifier.objects.create(
            person=person, kind="pnc", value="2012/0464884Q", as_given="-", marking=3
        )
        traits = traits_of([person.pk])[person.pk]

    assert traits.givens == ("gareth",)
    assert (traits.crn, traits.pnc) == (("X777001",), ())


def test_two_people_are_weighed_by_splink_and_a_person_is_asked(cast):
    someone(cast, numbers=[("crn", "X777001")])
    someone(cast, "Garath", numbers=[("nomis", "A7770AA")])

    done = compare()

    [likeness] = known()
    assert (done.people, done.same, done.asked) == (4, 0, 1)  # the cast's two are new as well
    assert {part["field"]: part["level"] for part in likeness.parts} | {
        "given": "near",
        "family": "same",
        "born": "same",
    } == {part["field"]: part["level"] for part in likeness.parts}
    assert likeness.rule == pack().matching_rule.name


# Asking, and not asking again


def test_somebody_like_nobody_is_compared_and_that_is_all(cast):
    compare()
    someone(cast, "Zofia", "Lis", born=date(1931, 1, 30))

    assert compare() == actions.Compared(people=1, pairs=0, same=0, asked=0)


def test_nobody_is_compared_twice_until_something_changes(both, weighed):
    one, _other, _likeness = both
    before = weighed.pairs

    assert compare().people == 0
    touch(one)

    assert compare().people == 1
    assert weighed.pairs == before + 1


def test_following_the_person_to_another_team_is_no_change_of_who_they_are(cast, both):
    one, _other, _likeness = both
    with acting_as(SYSTEM):
        actions.hold(
            actor=SYSTEM,
            person=one,
            kind="community",
            unit=cast.unit("N50BRKB"),
            on=NOW.date(),
            at=NOW,
        )

    assert compare().people == 0


def test_what_was_answered_is_not_asked_again(cast, both):
    one, _other, likeness = both
    answer(cast.ben, likeness)
    touch(one)

    assert compare().asked == 0
    [still] = known()
    assert (still.answer, still.note) == ("different", "I asked them")


def test_it_is_asked_again_where_the_two_agree_otherwise_than_they_did(cast, both, weighed):
    one, _other, likeness = both
    answer(cast.ben, likeness)
    touch(one)
    weighed.given = "same"

    assert compare().asked == 1
    assert known()[0].answer == "none"


def test_what_a_person_denied_the_program_does_not_decide_later(cast, both, weighed):
    one, _other, likeness = both
    answer(cast.ben, likeness)
    touch(one)
    weighed.weight, weighed.given = 25.0, "same"

    assert (compare().same, known()[0].answer) == (0, "none")


def test_two_who_are_no_longer_alike_are_no_question_any_more(both, weighed):
    one, _other, _likeness = both
    touch(one)
    weighed.weight = -3.0
    compare()

    assert known() == []


# One person


def test_two_who_are_surely_one_are_put_together_by_the_program(cast, weighed):
    weighed.weight, weighed.given = 25.0, "same"
    one, other = someone(cast), someone(cast, numbers=[("nomis", "A7770AA")])

    done = compare()

    with acting_as(SYSTEM):
        assert Person.objects.get(pk=other.pk).merged_into_id == one.pk
        deed = Deed.objects.get(verb="people.merged", person_id=one.pk)
    assert (done.same, done.asked) == (1, 0)
    assert (deed.staff_id, known()[0].answer) == (None, "same")


def test_a_restricted_record_is_never_put_together_without_a_person(cast, weighed):
    weighed.weight, weighed.given = 25.0, "same"
    one = someone(cast)
    with acting_as(SYSTEM):
        actions.restrict_person(actor=SYSTEM, person=one, named=[], reason="-", at=NOW)
    someone(cast)

    done = compare()

    assert (done.same, done.asked) == (0, 1)
    assert known()[0].answer == "none"


def test_what_the_program_put_together_and_a_person_took_back_stays_apart(cast, weighed):
    weighed.weight, weighed.given = 25.0, "same"
    one, other = someone(cast), someone(cast, numbers=[("nomis", "A7770AA")])
    compare()
    with acting_as(SYSTEM):
        merge = Merge.objects.get(other=other)
        actions.take_merge_back(actor=SYSTEM, merge=merge, because="Twins", at=NOW)

    compare()

    with acting_as(SYSTEM):
        assert Person.objects.get(pk=other.pk).merged_into_id is None
        assert Person.objects.get(pk=one.pk).merged_into_id is None


def test_two_the_program_never_weighed_are_not_asked_about_once_somebody_said_so(cast, weighed):
    one, other = someone(cast), someone(cast, "Garath")
    with acting_as(cast.ben):
        actions.answer_two(
            actor=cast.ben,
            kept=other,
            other=one,
            answer="different",
            note="Cousins",
            version=1,
            at=NOW,
        )

    assert compare().asked == 0
    [known_now] = known()
    assert (known_now.answer, known_now.note, len(known_now.parts) > 0) == (
        "different",
        "Cousins",
        True,
    )


def test_who_was_made_one_and_is_two_again_is_asked_about_no_more(cast, both, weighed):
    one, _other, likeness = both
    answer(cast.ben, likeness, "same", "Same photograph")
    with acting_as(cast.ben):
        merge = Merge.objects.get(person=one)
        actions.take_merge_back(actor=cast.ben, merge=merge, because="They met", at=NOW)

    [known_now] = known()
    assert (known_now.answer, known_now.note) == ("different", "They met")


def test_a_manager_says_they_are_one_and_they_are(cast, both):
    one, other, likeness = both

    answer(cast.ben, likeness, "same", "Same photograph")

    with acting_as(SYSTEM):
        assert Person.objects.get(pk=other.pk).merged_into_id == one.pk
        assert Deed.objects.filter(verb="people.merged", staff_id=cast.ben.staff_id).exists()


def test_an_answer_to_what_has_changed_meanwhile_is_not_kept(cast, both):
    _one, _other, likeness = both
    answer(cast.ben, likeness, "unsure")

    with pytest.raises(ChangedMeanwhile):
        answer(cast.ben, likeness, "different")

    assert known()[0].answer == "unsure"


def test_the_same_answer_sent_twice_is_one(cast, both):
    _one, _other, likeness = both
    answer(cast.ben, likeness, "unsure")
    answer(cast.ben, likeness, "unsure")

    assert known()[0].version == likeness.version + 1


# Who sees it


def test_only_who_may_say_so_answers(cast, both):
    _one, _other, likeness = both

    with pytest.raises(AccessDenied):
        answer(cast.amina, likeness)
    with pytest.raises(NotVisible):
        answer(cast.cara, likeness)


@pytest.mark.parametrize(("who", "sees"), [("ben", 1), ("cara", 0), ("ada", 0), ("pia", 0)])
def test_a_likeness_is_shown_to_who_sees_both(cast, both, who, sees):
    actor = getattr(cast, who)
    with acting_as(actor):
        assert len(queries.likenesses(actor=actor).lines) == sees


def test_who_sees_only_one_of_the_two_does_not_learn_that_there_is_another(cast, weighed, client):
    mine, hidden = someone(cast), someone(cast, "Hiddenby", unit="N50BRKB")
    compare()
    client.force_login(cast.member("ben"))

    listed = client.get(reverse("people:alike"))
    opened = client.get(reverse("web:side-by-side", args=[mine.ref, hidden.ref]))
    turned = client.get(reverse("web:side-by-side", args=[hidden.ref, mine.ref]))
    absent = client.get(reverse("web:side-by-side", args=[mine.ref, uuid4()]))

    assert "Quill" not in listed.content.decode()
    assert [one.status_code for one in (opened, turned, absent)] == [404, 404, 404]
    with acting_as(cast.ben):
        assert queries.perhaps_one(actor=cast.ben, person=mine) == []
        assert not Likeness.objects.exists()
    with acting_as(SYSTEM):
        assert not Look.objects.filter(person_id=hidden.pk).exists()
        assert not Change.objects.filter(table="people_likeness").exists()


def test_what_is_written_of_an_answer_names_the_other_to_nobody(cast, both):
    one, other, likeness = both
    answer(cast.ben, likeness)

    with acting_as(SYSTEM):
        deeds = Deed.objects.filter(verb="people.likeness_answered")
        assert {deed.person_id for deed in deeds} == {one.pk, other.pk}
        for deed in deeds:
            assert set(deed.details) == {"likeness", "answer"}


# The pages


def test_both_stand_side_by_side_with_what_each_field_says(cast, client):
    one = someone(cast, numbers=[("crn", "X777001")])
    other = someone(cast, "Garath", numbers=[("nomis", "A7770AA")])
    compare()
    client.force_login(cast.member("ben"))

    listed = client.get(reverse("people:alike")).content.decode()
    page = client.get(reverse("web:side-by-side", args=[one.ref, other.ref])).content.decode()

    details = client.get(reverse("people:details", kwargs={"ref": one.ref})).content.decode()

    assert "Possibly the same person as" in details
    assert "Gareth Quill" in listed
    assert "Garath Quill" in listed
    for words in (
        "X777001",
        "A7770AA",
        "Alike but for a letter or two",
        "likelier if they are one",
    ):
        assert words in page
    with acting_as(SYSTEM):
        assert set(Look.objects.values_list("person_id", flat=True)) == {one.pk, other.pk}


def test_an_answer_without_a_reason_is_asked_for_one(cast, both, client):
    one, other, _likeness = both
    address = reverse("web:side-by-side", args=[one.ref, other.ref])
    client.force_login(cast.member("ben"))

    without = client.post(address, {"answer": "different", "note": "", "version": "1"})
    stale = client.post(address, {"answer": "different", "note": "Twins", "version": "7"})
    kept = client.post(address, {"answer": "different", "note": "Twins", "version": "1"})

    assert "Write what makes you say so" in without.content.decode()
    assert stale.status_code == 409
    assert kept.status_code == 302
    assert known()[0].note == "Twins"


def test_the_list_asks_as_much_for_many_as_for_few(cast, weighed):
    def asked():
        ben = cast.ben
        with acting_as(ben), CaptureQueriesContext(connection) as made:
            queries.likenesses(actor=ben)
        return len(made)

    someone(cast)
    someone(cast, "Garath")
    compare()
    few = asked()
    for _ in range(3):
        someone(cast, "Huw")
    compare()

    assert len(known()) > 3
    assert asked() == few


def test_the_pages_are_for_those_who_may_say_so(cast, client):
    client.force_login(cast.member("amina"))

    assert client.get(reverse("people:alike")).status_code == 403
