"""What a message told is marked for fewer people here: the message itself is hidden with it."""

from tests.databases import NOW
from throughcare.exchange.models import Original
from throughcare.exchange.tests.conftest import known, person
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.access.actor import SEALED
from throughcare.people import actions as people
from throughcare.record import actions
from throughcare.record.models import Entry

TOLD = {
    "contactId": 7,
    "contactTypeDescription": "Told us",
    "contactDate": "2026-05-12",
    "createdBy": {"forename": "James", "surname": "Frost"},
}


def markings():
    with acting_as(SYSTEM):
        return sorted(Original.objects.values_list("marking", flat=True))


def raised(cast, marking):
    with acting_as(SYSTEM):
        people.hold(
            actor=SYSTEM,
            person=known("X111111"),
            kind="community",
            unit=cast.unit("N50ASHA"),
            on=NOW.date(),
            at=NOW,
        )
    ben = cast.ben
    with acting_as(ben):
        entry = Entry.objects.select_related("person").get(title="Told us")
        actions.raise_marking(actor=ben, entry=entry, marking=marking, reason="-", at=NOW)


def test_the_original_is_sealed_and_stays_so_when_the_message_comes_again(cast, take, monkeypatch):
    take(a=person(), b_X111111=[TOLD])
    assert markings() == [0, 0]

    raised(cast, 1)
    assert markings() == [0, SEALED]

    # A newer table has the same message read again.
    monkeypatch.setattr(
        "throughcare.exchange.actions.messages.Letter.was_taken_as", lambda *_: False
    )
    take(b_X111111=[TOLD])
    assert markings() == [0, SEALED]
    with acting_as(SYSTEM):
        assert [one.marking for one in Entry.objects.filter(title="Told us")] == [1]
