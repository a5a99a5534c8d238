"""Who may answer and sign, who may read, and what stays inside the therapeutic community."""

import pytest

from tests.databases import NOW
from throughcare.assessments import actions, queries
from throughcare.assessments.access import SIGN_ASSESSMENT, START_ASSESSMENT
from throughcare.assessments.models import Answer, Assessment
from throughcare.assessments.tests.conftest import INSTRUMENT, answer, answer_everything
from throughcare.foundation.access import AccessDenied, NotVisible, acting_as, decide, may_read
from throughcare.foundation.packs import pack

CT, THERAPY = pack().markings["ct"].number, pack().markings["therapy"].number


@pytest.mark.parametrize(
    ("who", "sees", "answers", "signs"),
    [
        ("amina", True, True, True),
        ("owen", True, True, True),
        ("ben", True, True, True),
        ("cara", False, False, False),
        ("carys", False, False, False),
        ("sol", False, False, False),
        ("tess", False, False, False),
        ("pia", False, False, False),
        ("ada", False, False, False),
    ],
)
def test_who_may_do_what_with_an_assessment_of_dan(cast, assessment, who, sees, answers, signs):
    actor = getattr(cast, who)

    assert may_read(actor, assessment) is sees
    assert decide(actor, START_ASSESSMENT, assessment).allowed is answers
    assert decide(actor, SIGN_ASSESSMENT, assessment).allowed is signs
    with acting_as(actor):
        assert Assessment.objects.filter(pk=assessment.pk).exists() is sees


@pytest.mark.parametrize(
    ("who", "sees", "answers"),
    [
        ("tess", True, True),
        ("tom", True, True),
        ("cara", False, False),  # holds the case, and therapy stays with the community
        ("sol", False, False),  # runs the prison's shifts
        ("gwen", False, False),
        ("fay", False, False),
        ("amina", False, False),
    ],
)
def test_who_knows_of_an_assessment_marked_therapy(cast, therapy, who, sees, answers):
    hidden = therapy()
    with acting_as(cast.tess):
        answer(cast.tess, hidden, "accommodation", home="short")
    actor = getattr(cast, who)

    assert may_read(actor, hidden) is sees
    assert decide(actor, START_ASSESSMENT, hidden).allowed is answers
    with acting_as(actor):
        assert Assessment.objects.filter(pk=hidden.pk).exists() is sees
        assert Answer.objects.exists() is sees
        lines = queries.assessments_of(actor=actor, person=cast.erin)
        assert bool(lines) is sees


def test_what_is_hidden_is_hidden_everywhere(cast, therapy):
    hidden = therapy()
    with acting_as(cast.tess):
        answer_everything(cast.tess, hidden)
        now = Assessment.objects.get(pk=hidden.pk)
        actions.sign_assessment(actor=cast.tess, assessment=now, version=now.version, at=NOW)

    with acting_as(cast.cara):
        assert queries.latest_signed(actor=cast.cara, person=cast.erin) is None
        with pytest.raises(NotVisible):
            queries.assessment_for(actor=cast.cara, person=cast.erin, assessment_id=hidden.pk)
        mine = actions.start_assessment(
            actor=cast.cara, person=cast.erin, instrument=INSTRUMENT, at=NOW
        )
        page = queries.section_page(
            actor=cast.cara, assessment=mine, section_id="accommodation", today=NOW.date()
        )
        assert not any(shown.last_time for shown in page.questions)


def test_nobody_marks_beyond_what_they_may_read(cast):
    with acting_as(cast.amina), pytest.raises(AccessDenied, match="could not read"):
        actions.start_assessment(
            actor=cast.amina, person=cast.dan, instrument=INSTRUMENT, marking=CT, at=NOW
        )


def test_only_markings_one_may_read_are_offered(cast):
    with acting_as(cast.tess):
        page = queries.assessments_page(actor=cast.tess, person=cast.erin, on=NOW.date())
        tess = {marking.id for marking in page.markings}
    with acting_as(cast.cara):
        page = queries.assessments_page(actor=cast.cara, person=cast.erin, on=NOW.date())
        cara = {marking.id for marking in page.markings}

    assert "therapy" in tess
    assert "therapy" not in cara
    assert "ordinary" in cara


def test_someone_who_may_not_is_told_who_can(cast):
    with acting_as(cast.sol), pytest.raises(AccessDenied, match="Only officers, facilitators"):
        actions.start_assessment(actor=cast.sol, person=cast.erin, instrument=INSTRUMENT, at=NOW)
