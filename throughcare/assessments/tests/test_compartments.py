"""Parts of an assessment that lie in a compartment: hidden from who may not read it, everywhere."""

import pytest

from tests.answers import an_answer, answer_all
from tests.databases import NOW
from throughcare.assessments import actions, queries
from throughcare.assessments.models import Answer, Assessment, Evidence, Result
from throughcare.assessments.replies import ANSWERED, Reply
from throughcare.foundation.access import SYSTEM, NotVisible, acting_as
from throughcare.foundation.audit.models import Change
from throughcare.foundation.packs import pack
from throughcare.record import actions as on_record
from throughcare.record.models import Entry
from throughcare.signoff import actions as on_papers
from throughcare.signoff import queries as signoff
from throughcare.signoff.models import Document

ON = NOW.date()
HEALTH = pack().markings["health"].number
ESCORT = pack().instrument("escort-risk", on=ON)
PART = next(section for section in ESCORT.section if section.marking == "health")


@pytest.fixture
def escort(cast):
    """Begun and answered by Tess about Erin, health with it: she may read that; Cara may not."""
    with acting_as(cast.tess):
        begun = actions.start_assessment(
            actor=cast.tess, person=cast.erin, instrument=ESCORT, at=NOW
        )
        answer_all(cast.tess, begun, ESCORT)
    return begun


def read(cast, who, assessment):
    actor = getattr(cast, who)
    with acting_as(actor):
        found = queries.assessment_for(actor=actor, person=cast.erin, assessment_id=assessment.pk)
        return queries.assessment_page(actor=actor, assessment=found, on=ON)


def test_answers_in_a_compartment_bear_its_marking_and_the_others_none(escort):
    with acting_as(SYSTEM):
        marked = Answer.objects.filter(assessment=escort, marking=HEALTH)
        asked = {question.id for question in PART.question}

        assert marked
        assert {row.question for row in marked} <= asked
        assert not Answer.objects.filter(assessment=escort, marking=0, question__in=asked)


def test_who_may_not_read_the_compartment_is_told_at_most_that_it_is_there(cast, escort):
    seen, hidden = read(cast, "tess", escort), read(cast, "cara", escort)

    assert PART.id in {section.id for section in seen.sections}
    assert PART.id not in {section.id for section in hidden.sections}
    assert hidden.kept_apart == (PART.title,)
    assert not {question for section, _, question in hidden.missing if section == PART.id}


def test_the_pages_of_the_compartment_are_not_found(cast, escort):
    asked = PART.question[0].id
    with acting_as(cast.cara):
        found = queries.assessment_for(actor=cast.cara, person=cast.erin, assessment_id=escort.pk)
        for ask in (
            lambda: queries.section_page(
                actor=cast.cara, assessment=found, section_id=PART.id, today=ON
            ),
            lambda: queries.section_asked(
                actor=cast.cara, assessment=found, section_id=PART.id, today=ON
            ),
            lambda: queries.contested(actor=cast.cara, assessment=found, section_id=PART.id),
            lambda: queries.evidence_page(
                actor=cast.cara, assessment=found, question_id=asked, words=""
            ),
            lambda: actions.answer_section(
                actor=cast.cara, assessment=found, section_id=PART.id, replies={}, known={}, at=NOW
            ),
        ):
            with pytest.raises(NotVisible):
                ask()


def test_answering_in_the_compartment_changes_nothing_others_could_see(cast, escort):
    before = read(cast, "cara", escort)
    question = next(one for one in PART.question if one.kind == "text" or one.offered)
    with acting_as(cast.tess):
        actions.answer_section(
            actor=cast.tess,
            assessment=escort,
            section_id=PART.id,
            replies={question.id: Reply(ANSWERED, an_answer(question), "Anew")},
            known={},
            at=NOW,
        )

    assert read(cast, "cara", escort) == before


def test_what_follows_in_the_compartment_is_kept_apart_and_printed_apart(cast, escort):
    with acting_as(cast.tess):
        escort.refresh_from_db()
        actions.sign_assessment(actor=cast.tess, assessment=escort, version=escort.version, at=NOW)
    finish(cast, escort)

    with acting_as(SYSTEM):
        signed = Assessment.objects.get(pk=escort.pk)
        asked = {question.id for question in PART.question}
        assert not asked & signed.result["inputs"].keys()
        assert {*Result.objects.get(assessment=escort).receipt["inputs"]} <= asked
        assert {one.marking for one in Document.objects.all()} == {0, HEALTH}
    with acting_as(cast.cara):
        assert {one.marking for one in Document.objects.all()} == {0}
        assert not Result.objects.exists()


def finish(cast, assessment):
    """Whatever signatures it needs."""
    while True:
        with acting_as(SYSTEM):
            paper = signoff.paper_of_subject(actor=SYSTEM, subject=assessment.subject)
        if paper.state == "final":
            return
        signer = getattr(cast, "tom" if "treatment-manager" in paper.roles else "ben")
        with acting_as(signer):
            on_papers.countersign_paper(actor=signer, paper=paper, version=paper.version, at=NOW)


def note(cast, text, marking=0):
    """What Tess writes about Erin."""
    written = on_record.write_note(
        actor=cast.tess,
        person=cast.erin,
        note_type=next(iter(pack().note_types)),
        text=text,
        happened_at=NOW,
        at=NOW,
        marking=marking,
    )
    return Entry.objects.select_related("person").get(pk=written.pk)


def test_a_marked_entry_pointed_at_is_evidence_only_for_those_who_read_it(cast, escort):
    ordinary = next(s for s in ESCORT.section if s.marking == "ordinary")
    question = ordinary.question[0].id
    with acting_as(cast.tess):
        entry = note(cast, "Said in the group", marking=pack().markings["therapy"].number)
        actions.put_evidence(
            actor=cast.tess, assessment=escort, question=question, entry=entry, at=NOW
        )
        assert queries.evidence_of(actor=cast.tess, assessment=escort)[question]
        assert rests_on(cast.tess, escort) == [entry.title]
    with acting_as(cast.cara):
        assert not queries.evidence_of(actor=cast.cara, assessment=escort)
        assert rests_on(cast.cara, escort) == []
        assert not Evidence.objects.exists()


def test_evidence_goes_out_of_sight_with_an_entry_that_is_marked_later(cast, escort):
    ordinary = next(s for s in ESCORT.section if s.marking == "ordinary")
    therapy = pack().markings["therapy"].number
    with acting_as(cast.tess):
        entry = note(cast, "Where his sister lives")
        actions.put_evidence(
            actor=cast.tess,
            assessment=escort,
            question=ordinary.question[0].id,
            entry=entry,
            says="His sister lives there",
            at=NOW,
        )
    with acting_as(cast.cara):
        assert Evidence.objects.exists()

    with acting_as(cast.tess):
        on_record.raise_marking(
            actor=cast.tess, entry=entry, marking=therapy, reason="Said in the group", at=NOW
        )
        assert rests_on(cast.tess, escort) == [entry.title]
    with acting_as(cast.cara):
        assert not Evidence.objects.exists()
        assert not Change.objects.filter(table="assessments_evidence").exists()


def test_the_audit_of_a_compartment_bears_its_marking(cast, escort):
    with acting_as(cast.cara):
        answers = Answer.objects.filter(assessment=escort).values_list("pk", flat=True)
        shown = Change.objects.filter(table="assessments_answer").values_list("row", flat=True)

        assert {str(one) for one in shown} <= {str(one) for one in answers}


def test_an_instrument_with_compartments_is_not_marked_as_a_whole(cast):
    with acting_as(cast.tess), pytest.raises(actions.KeepsPartsApart):
        actions.start_assessment(
            actor=cast.tess,
            person=cast.erin,
            instrument=ESCORT,
            marking=pack().markings["therapy"].number,
            at=NOW,
        )


def test_an_instrument_of_a_compartment_lies_there_whatever_was_chosen(cast):
    phq = pack().instrument("phq-9", on=ON)
    with acting_as(cast.tess):
        begun = actions.start_assessment(actor=cast.tess, person=cast.erin, instrument=phq, at=NOW)

    assert begun.marking == HEALTH
    with acting_as(cast.cara), pytest.raises(NotVisible):
        queries.assessment_for(actor=cast.cara, person=cast.erin, assessment_id=begun.pk)


def test_a_comment_on_a_part_kept_apart_is_read_only_by_who_reads_the_part(cast, escort):
    with acting_as(cast.tess):
        escort.refresh_from_db()
        actions.sign_assessment(actor=cast.tess, assessment=escort, version=escort.version, at=NOW)
        paper = signoff.paper_of_subject(actor=cast.tess, subject=escort.subject)
        on_papers.add_comment(
            actor=cast.tess,
            paper=paper,
            place=PART.id,
            place_says=PART.title,
            text="Ask the nurse again.",
            marking=HEALTH,
            at=NOW,
        )
    for who, seen in (("tess", 1), ("cara", 0)):
        actor = getattr(cast, who)
        with acting_as(actor):
            standing = signoff.standing_of(actor=actor, subject=escort.subject, on=ON)
            assert len(standing.comments) == seen


def rests_on(actor, assessment):
    """What the page of the whole says that its answers rest on."""
    page = queries.assessment_page(actor=actor, assessment=assessment, on=ON)
    answers = [answer for section in page.sections for answer in section.answers]
    return [one.title for answer in answers for one in answer.evidence]
