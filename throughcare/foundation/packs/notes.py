"""Kinds of case note, each with headings to write under."""

from throughcare.rules.reading import Id, Part, Rule, Words


class NoteType(Part):
    """A kind of note: what it is for, how it begins, and who may know it unless its writer says."""

    id: Id
    title: Words
    about: Words
    template: str
    marking: Id = "ordinary"
    roles: tuple[Id, ...] = ()
    """The roles that write it most; it is offered to them first."""


class NoteTypes(Rule):
    """Every kind of note."""

    note: tuple[NoteType, ...]
