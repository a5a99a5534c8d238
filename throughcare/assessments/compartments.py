"""Which sections of an assessment somebody reads, and how what is answered there is marked.

A section with a marking of its own is a compartment within an ordinary assessment: its answers bear
that marking, and who may not read it is told of an instrument without the section.
"""

from copy import copy

from throughcare.assessments.models import Assessment
from throughcare.foundation.access import Actor, may_read
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.questionnaire import ORDINARY, Section


def read_by(actor: Actor, assessment: Assessment, instrument: Instrument) -> Instrument:
    """The instrument as the actor may know it: without sections kept from them."""
    return instrument.narrowed(
        {
            marking
            for marking in instrument.markings
            if marking == ORDINARY or may_read(actor, _marked(assessment, marking))
        }
    )


def kept_apart(instrument: Instrument, seen: Instrument) -> tuple[Section, ...]:
    """Sections that somebody may not read, but may know to be there."""
    return tuple(
        section
        for section in instrument.section
        if section.id not in seen.sections and section.known_to_exist
    )


def marking_of(assessment: Assessment, section: Section) -> int:
    """The marking of the answers in a section: its own, or the whole assessment's."""
    if section.marking == ORDINARY:
        return int(assessment.marking)
    return pack().markings[section.marking].number


def _marked(assessment: Assessment, marking: str) -> Assessment:
    row = copy(assessment)
    row.marking = pack().markings[marking].number
    return row
