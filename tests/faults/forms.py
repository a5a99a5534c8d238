"""Every form of the program, with as little in it as makes it good.

A test holds this list against the addresses that take anything, so a new form has to be put here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.faults import given
from tests.world import Cast
from throughcare.foundation.packs import pack


@dataclass(frozen=True)
class Form:
    """A form, by the name of its address."""

    name: str
    fills: dict[str, str | Callable[[Cast], Any]] = field(default_factory=dict)
    """What somebody writes or picks, beyond what stands in the form already."""
    writes: tuple[str, ...] = ()
    """Where they write freely: whatever it is, it is kept as it was written."""
    about: Callable[[Cast], dict[str, Any]] = given.nothing
    stands_on: str = ""
    """The page it stands on, if that is not its own address."""
    shown_on: str = ""
    """The page that shows what was written, if that is not where it leads."""
    who: str = "amina"
    named: dict[str, str] = field(default_factory=dict)
    """Further names of the address, or what tells two forms with one address apart."""
    by_script: bool = False
    """Sent by the script of a page; no form of it stands there."""
    answers: int = 302
    is_deed: bool = True
    """What somebody is still writing is nobody's business but theirs."""
    keeps: bool = True
    """A form may only ask for an answer."""
    saves_the_rest: bool = False
    """It saves by itself every answer but the wrong one, and says which that is."""

    def __str__(self) -> str:
        return "-".join([self.name, *self.named.values()])

    def addresses(self, cast: Cast) -> tuple[str, str]:
        """Where it stands and where it is sent; what it needs is there then."""
        names = {"ref": cast.dan.ref, **self.named, **self.about(cast)}
        to = reverse(self.name, kwargs=_needed(self.name, names))
        page = self.stands_on and reverse(self.stands_on, kwargs=_needed(self.stands_on, names))
        return page or to, to

    def filled(self, cast: Cast) -> dict[str, Any]:
        return {
            name: value(cast) if callable(value) else value for name, value in self.fills.items()
        }


def _needed(name: str, names: dict[str, Any]) -> dict[str, Any]:
    from django.urls import NoReverseMatch, get_resolver

    module, short = name.split(":") if ":" in name else ("", name)
    resolver = get_resolver()
    if module:
        resolver = resolver.namespace_dict[module][1]
    (possibility, *_) = resolver.reverse_dict.getlist(short)
    arguments = possibility[0][0][1]
    if missing := set(arguments) - set(names):
        raise NoReverseMatch(f"{name} wants {missing}")
    return {one: names[one] for one in arguments}


def letter(_cast: Cast) -> SimpleUploadedFile:
    return SimpleUploadedFile("letter.txt", b"Dear Dan")


FLAG = {"type": "risk-to-staff", "reason": "See in pairs."}
CLOSED = {"reason": "It is no longer needed."}

FORMS = [
    # who somebody is
    *(
        Form(
            "people:write",
            filled,
            writes=writes,
            named={"what": what},
        )
        for what, filled, writes in [
            (
                "address",
                {"no_fixed_abode": "no", "lines": "1 High Street", "since": "1 11 26"},
                ("lines", "note"),
            ),
            ("reachable", {"kind": "mobile", "value": "07700 900123"}, ("value",)),
            (
                "contact",
                {"name": "Mair Rees", "relationship": "mother"},
                ("name", "relationship", "address", "note"),
            ),
            (
                "dependant",
                {"name": "Tom Rees", "relationship": "son", "born_on": "1 2 2019"},
                ("name", "relationship", "note"),
            ),
            (
                "communication",
                {"needs_interpreter": "no", "concerns": "Large print"},
                ("concerns",),
            ),
            ("adjustment", {"text": "Large print", "since": "1 11 26"}, ("text", "note")),
            ("characteristic", {"code": "W1", "since": "1 11 26"}, ("note",)),
        ]
    ),
    Form("people:change", {"lines": "2 High Street"}, ("lines", "note"), given.address),
    # who holds them
    Form(
        "people:hand-over",
        {"colleague": lambda cast: str(cast.member("owen").ref), "note": "Tuesdays."},
        ("note",),
        given.holding,
    ),
    Form(
        "people:take",
        {"colleague": lambda cast: str(cast.member("carys").ref), "note": "In scope."},
        ("note",),
        who="lena",
        named={"kind": "specialist"},
    ),
    Form("people:let-go", {"because": "Out of scope."}, ("because",), given.taken_on, who="lena"),
    # who may see them
    Form(
        "people:grant",
        {
            "colleague": "cara@example.invalid",
            "markings": "0",
            "until": "1 3 27",
            "reason": "She covers.",
        },
        ("reason",),
        who="ben",
    ),
    Form(
        "people:exclude",
        {"colleague": "owen@example.invalid", "reason": "A neighbour."},
        ("reason",),
        who="ben",
    ),
    Form(
        "people:restrict",
        {"colleagues": "owen@example.invalid", "reason": "Known in court."},
        ("reason",),
        who="ben",
    ),
    Form("people:end-access", {"because": "Over."}, ("because",), given.named, who="ben"),
    Form("people:end-exclusion", {"because": "Over."}, ("because",), given.excluded, who="ben"),
    Form(
        "people:take-back",
        {"because": "They are brothers."},
        ("because",),
        given.merged,
        shown_on="people:details",
        who="ben",
    ),
    Form(
        "web:side-by-side",
        {"answer": "different", "note": "I asked them both."},
        ("note",),
        given.somebody_alike,
        shown_on="web:side-by-side",
        who="ben",
    ),
    Form(
        "people:emergency",
        {"number": "X123456", "born_on": "17 5 1990", "reason": "He is here and has a knife."},
        ("reason",),
        who="cara",
        shown_on="people:emergency",
    ),
    Form("people:end-emergency", about=given.emergency, stands_on="web:overview", who="cara"),
    Form(
        "people:review-emergency",
        {"finding": "in-order", "note": "The police had asked."},
        ("note",),
        given.emergency_over,
        shown_on="people:review-emergency",
        who="ben",
    ),
    Form("people:lift", about=given.restriction, stands_on="people:access", who="ben"),
    # the record
    Form("exchange:export", who="ben", answers=200),
    Form(
        "moments:bundle",
        {"at_day": "23 11 2026", "at_time": "noon", "days": "30", "reason": "A review."},
        who="ben",
        answers=201,
    ),
    Form(
        "disclosure:of-person",
        {"received_on": "today", "on_behalf": "Her solicitor", "asked_for": "All of it"},
        ("on_behalf", "asked_for"),
        who="ben",
    ),
    Form(
        "disclosure:happened",
        {"what": "identity", "on": "today", "why": "Known to me."},
        ("why",),
        given.request_for_record,
        who="ben",
    ),
    Form(
        "disclosure:items",
        {"i0-outcome": "include"},
        about=given.request_for_record,
        who="ben",
    ),
    Form(
        "disclosure:checks",
        {"c0-agrees": "no", "c0-note": "Why?"},
        ("c0-note",),
        given.request_to_check,
        who="owen",
    ),
    Form(
        "disclosure:finish",
        about=given.request_gone_through,
        stands_on="disclosure:request",
        who="ben",
    ),
    Form(
        "disclosure:hand-out",
        {"on": "today", "how": "In the office."},
        ("how",),
        given.request_answered,
        who="ben",
    ),
    # how long it is kept
    Form(
        "retention:of-person",
        {"kind": "public-inquiry", "reason": "The letter of 3 March.", "review_on": "1 6 28"},
        ("reason",),
        who="ben",
    ),
    Form("retention:end-hold", {"because": "It is over."}, ("because",), given.on_hold, who="ben"),
    Form(
        "retention:delete",
        {"sure": "yes", "because": "Agreed."},
        ("because",),
        given.record_over,
        who="rhys",
    ),
    Form("record:timeline", {"note_type": "contact", "text": "He came."}, ("text",)),
    Form("record:draft", {"text": "He"}, stands_on="record:timeline", answers=200, is_deed=False),
    Form("record:choose-draft", {"text": "He came."}, about=given.draft, is_deed=False),
    Form("record:discard-draft", about=given.draft, stands_on="record:timeline", is_deed=False),
    Form("record:entry", {"text": "She came."}, ("text",), given.note),
    Form(
        "record:raise-marking",
        {"marking": "1", "reason": "She named her neighbour."},
        ("reason",),
        given.note,
        stands_on="record:entry",
    ),
    Form(
        "record:add-document",
        {"file": letter, "kind": "letter", "title": "A letter", "on": "12 11 26"},
        ("title", "text"),
        shown_on="record:timeline",
    ),
    Form(
        "record:withdraw-document",
        {"reason": "It is about somebody else."},
        ("reason",),
        given.document,
        shown_on="record:timeline",
    ),
    # what binds them
    Form(
        "sentences:record-progress",
        {"used": "15", "note": "A day of painting."},
        ("note",),
        given.requirement,
        shown_on="record:timeline",
    ),
    Form(
        "sentences:end-requirement",
        {"on": "20 11 26", "reason": "Completed"},
        ("reason",),
        given.requirement,
    ),
    # risk
    Form("risk:raise-flag", FLAG, ("reason",)),
    Form("risk:review-flag", {"note": "Still so.", "review_on": "1 3 27"}, ("note",), given.flag),
    Form("risk:end-flag", CLOSED, ("reason",), given.flag),
    Form(
        "risk:set-level",
        {
            "group": "public",
            "setting": "community",
            "level": "medium",
            "assessed_on": "today",
            "reason": "Drink.",
        },
        ("reason",),
    ),
    Form(
        "risk:record-concern",
        {"what": "Seen with a new partner.", "kind": "relationship"},
        ("what", "told_by"),
    ),
    Form(
        "risk:concern",
        {"outcome": "watch", "watch_until": "1 12 26", "reason": "I ask again next week."},
        ("reason",),
        given.concern,
    ),
    Form(
        "risk:identify",
        {
            "risk": "Walks out",
            "brings_out": "Being challenged.",
            "addressed": "In his group.",
            "state": "active",
        },
        ("risk", "brings_out", "addressed", "by_words"),
    ),
    Form(
        "risk:therapeutic-risk",
        {"addressed": "In drama therapy."},
        ("risk", "brings_out", "addressed", "by_words"),
        given.therapeutic_risk,
    ),
    Form("risk:close-therapeutic", CLOSED, ("reason",), given.therapeutic_risk),
    Form(
        "risk:refer",
        {
            "about": "child",
            "concerns": "Tom Hollis, aged 7",
            "what": "A bruise.",
            "refer": "yes",
            "reason": "He flinched.",
        },
        ("concerns", "what", "reason", "authority"),
    ),
    Form(
        "risk:referral",
        {"kind": "phoned", "spoke_to": "Jo Lane", "note": "She takes it on."},
        ("spoke_to", "note"),
        given.referral,
    ),
    Form(
        "risk:countersign",
        {"agrees": "no", "note": "He is to be referred."},
        ("note",),
        given.not_referred,
        who="ben",
    ),
    Form(
        "risk:close-referral",
        {"outcome": "enquiry", "note": "A social worker visits."},
        ("note",),
        given.referral,
    ),
    # assessments
    Form("assessments:assessments"),
    Form(
        "assessments:section",
        {"q-home": "short", "note-home": "With a cousin."},
        ("note-home",),
        given.section,
    ),
    Form(
        "assessments:save-section",
        {"q-home": "short", "note-home": "With a cousin."},
        ("note-home",),
        given.section,
        stands_on="assessments:section",
        answers=200,
        saves_the_rest=True,
    ),
    Form("assessments:choose", {"keep-home": "saved"}, about=given.contested),
    Form("assessments:sign", about=given.answered, stands_on="assessments:assessment"),
    Form(
        "assessments:evidence",
        {"side": "for", "says": "She said so."},
        ("says",),
        given.evidence_asked,
    ),
    Form(
        "assessments:take-evidence-away",
        about=given.evidence,
        stands_on="assessments:evidence",
    ),
    Form("assessments:withdraw", {"why": "Begun twice."}, ("why",), given.assessment),
    # plans
    Form("plans:open", stands_on="plans:plan"),
    Form("plans:from-assessment", {"title-0": "A home"}, ("title-0", "step-0-0"), given.signed),
    Form("plans:add-objective", {"title": "A home"}, ("title",), given.plan),
    Form("plans:agree", {"agreed": "yes", "said": "Yes."}, ("said",), given.plan),
    Form("plans:close", CLOSED, ("reason",), given.plan),
    Form("plans:submit", {"to": "anybody"}, ("comment",), given.plan),
    Form("plans:objective", {"title": "A home"}, ("title",), given.objective),
    Form(
        "plans:add-step",
        {"title": "Call", "who": "person", "due_on": "1 12 26"},
        ("title", "who_named"),
        given.objective,
    ),
    Form("plans:step", {"title": "Call twice"}, ("title", "who_named"), given.step),
    Form(
        "plans:step-done",
        {"closing_note": "Well."},
        ("closing_note",),
        given.step,
        stands_on="plans:step",
    ),
    Form("plans:stop-step", CLOSED, ("reason",), given.step, stands_on="plans:step"),
    # meeting them
    Form(
        "supervision:book",
        {"type": "COAP", "starts_at_day": "1 12 26", "starts_at_time": "10am", "place": "Room 2"},
        ("place", "description"),
        given.requirement,
    ),
    Form(
        "supervision:outcome",
        {"happened": "attended-complied", "complied_as": "ATTC", "note": "He came."},
        ("note",),
        given.over,
    ),
    Form(
        "supervision:correct",
        {
            "happened": "attended-complied",
            "complied_as": "ATTC",
            "note": "He came.",
            "why": "A slip.",
        },
        ("note", "why"),
        given.recorded,
    ),
    Form(
        "supervision:reschedule",
        {"outcome": "RSOF", "why": "Ill."},
        ("why", "place"),
        given.to_come,
    ),
    Form("supervision:cancel", {"why": "Ill."}, ("why",), given.to_come),
    # reports
    Form("reports:reports", {"outline": "progress-report"}),
    Form("reports:section", {"text": "He is doing well."}, about=given.part),
    Form(
        "reports:save-section",
        {"text": "He is doing well."},
        about=given.part,
        stands_on="reports:section",
        answers=200,
    ),
    Form(
        "reports:cite",
        about=given.part_and_entry,
        stands_on="reports:section",
        by_script=True,
        answers=200,
    ),
    Form("reports:drop-source", about=given.source, stands_on="reports:report"),
    Form("reports:gather", about=given.report, stands_on="reports:report"),
    Form(
        "reports:submit",
        {"to": lambda cast: str(cast.member("ben").pk)},
        ("comment",),
        given.written,
    ),
    Form(
        "reports:give",
        {"to": lambda cast: str(cast.member("owen").pk), "why": "She is away."},
        ("why",),
        given.report,
        who="ben",
    ),
    Form("reports:take-over", {"why": "She has left."}, ("why",), given.left, who="owen"),
    # sign-off
    Form("signoff:decide", {}, ("comment",), given.waiting, who="ben"),
    Form(
        "signoff:decide",
        {"return": "yes", "reasons": ["facts"], "comment": "Say where he lives."},
        ("comment",),
        given.waiting,
        who="ben",
        named={"what": "return"},
    ),
    Form("signoff:withdraw", {"comment": "Not needed."}, ("comment",), given.begun),
    Form("signoff:comment", {"text": "To whom?"}, ("text",), given.waiting, who="ben"),
    Form("signoff:settle", about=given.commented, stands_on="signoff:paper", who="ben"),
    Form(
        "signoff:ask-review",
        {"of": lambda cast: str(cast.member("owen").pk), "due_on": "1 12 26"},
        (),
        given.waiting,
    ),
    Form(
        "signoff:review",
        {
            **{f"rating-{one.id}": "met" for one in pack().signoff_rule.criterion},
            "agrees": "yes",
            "because": "It is right.",
        },
        ("because",),
        given.asked_to_review,
        who="owen",
    ),
    Form("signoff:next", about=given.anybodys, stands_on="signoff:queue", who="ben"),
    # messages
    Form("exchange:try-all-again", about=given.clear_now, stands_on="exchange:messages", who="ada"),
    Form("exchange:try-again", about=given.clear_now, stands_on="exchange:messages", who="ada"),
    Form("exchange:same-person", about=given.in_doubt, stands_on="exchange:messages", who="ben"),
    # the rules
    Form(
        "web:rule",
        named={"id": "tier.v2", "version": "2021.1"},
        answers=200,
        is_deed=False,
        keeps=False,
    ),
    # who works here
    Form(
        "staff:add-member",
        {"name": "Nia Pugh", "email": "nia@example.invalid"},
        ("name",),
        who="ada",
    ),
    Form(
        "staff:post",
        {"role": "partner", "unit": "N50ASHA", "since": "1 12 26", "acting_up": "no"},
        about=given.colleague,
        who="ada",
    ),
    Form("staff:end-posting", {"on": "1 12 26"}, about=given.posting, who="ada"),
    Form(
        "staff:clear",
        {"level": "sc", "since": "1 11 26", "until": "1 11 29"},
        about=given.colleague,
        who="ada",
    ),
    Form(
        "staff:end-clearance",
        {"on": "1 11 26", "why": "Left the post"},
        ("why",),
        about=given.clearance,
        shown_on="staff:colleague",
        who="ada",
    ),
    Form(
        "staff:award",
        {"kind": "restraint", "awarded_on": "1 11 26", "evidence": "Certificate 7"},
        ("evidence",),
        about=given.colleague,
        who="ada",
    ),
    Form(
        "staff:end-competence",
        {"on": "1 11 26", "why": "Not delivering"},
        ("why",),
        about=given.competence,
        shown_on="staff:colleague",
        who="ada",
    ),
    Form(
        "staff:arrange-cover",
        {"since": "1 12 26", "until": "8 12 26", "covered_by": given.who_covers},
        about=given.who_is_away,
        who="ben",
    ),
    Form("staff:end-cover", about=given.cover, stands_on="staff:colleague", who="ben"),
    Form("staff:let-try-again", about=given.shut_out, stands_on="staff:colleague", who="ada"),
    Form("staff:give-password", about=given.colleague, who="ada", answers=200),
    Form("staff:untie-account", about=given.with_account, stands_on="staff:colleague", who="ada"),
    Form("staff:remove-second-steps", about=given.colleague, who="ada"),
    Form(
        "api:make-token",
        {"name": "Arrivals", "email": "arrivals@example.invalid", "days": "30"},
        ("name",),
        who="ada",
        answers=200,
    ),
    Form("api:end-token", about=given.token, stands_on="api:tokens", who="ada"),
]
