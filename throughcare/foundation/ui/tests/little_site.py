"""A site of a few pages that saves, loses its session and fails on demand, for the browser tests.

It serves the real layouts, style sheet and script under the strict policy the program sends.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from urllib.parse import parse_qs
from uuid import UUID

from django.template import engines
from django.utils.html import format_html

from throughcare.foundation.ui.forms import Choice, Form, LongText, Moment, OneChoice, Text, Version
from throughcare.foundation.ui.header import Badge, NavLink, PersonHeader, SignedIn

STATIC = Path(__file__).parent.parent / "static"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DAN = PersonHeader(
    ref=UUID(int=7),
    name="Dan Rees-Montgomery",
    href="/person",
    other_names="Danny Vaughan",
    born_on=date(1988, 3, 12),
    crn="X123456",
    noms_number="A1234BC",
    where="HMP Moorwood, B wing",
    holder="Amina Khan",
    levels=(Badge("High risk of serious harm", "attention"),),
    flags=(Badge("Risk to staff: do not see alone", "danger"),),
    pages=tuple(NavLink(name, f"#{name}", name == "Plan") for name in ("Overview", "Risk", "Plan")),
)


class Note(Form):
    happened = OneChoice(
        "Did it happen?",
        options=[Choice("yes", "Yes"), Choice("no", "No", reveals=("reason",))],
    )
    reason = Text("Why not?")
    when = Moment("When was it?", lies="past", required=False)
    text = LongText("What happened")
    version = Version()


PAGES = {
    "/note": (
        '{% extends "ui/person.html" %}{% import "ui/components.html" as ui with context %}'
        "{% block title %}Note{% endblock %}"
        '{% block before_content %}{{ ui.back("/person") }}{% endblock %}'
        '{% block content %}<h1 class="govuk-heading-l">Write a note</h1>'
        '{{ ui.form(form, autosave="/save", draft="note-7") }}{% endblock %}'
    ),
    "/person": (
        '{% extends "ui/person.html" %}{% import "ui/components.html" as ui with context %}'
        "{% block title %}Timeline{% endblock %}{% block content %}"
        '<h1 class="govuk-heading-l">Timeline</h1>'
        '{{ ui.filters(search, applied=[{"text": "since March", "href": "?"}], clear="?") }}'
        "{% call ui.timeline() %}{% for n in range(9) %}"
        '{{ ui.entry("Home visit", at, by="Amina Khan", text=long, marking="Sensitive") }}'
        "{% endfor %}{% endcall %}{{ ui.older_newer(older='?older') }}{% endblock %}"
    ),
    "/choose": (
        '{% extends "ui/layout.html" %}{% import "ui/components.html" as ui with context %}'
        "{% block title %}Choose{% endblock %}{% block content %}"
        '<h1 class="govuk-heading-l">Choose a version</h1>'
        '{{ ui.conflict("theirs", "yours", "Ben Hughes", at, "/choose", 5) }}'
        '{% call ui.section("What binds them", "/x") %}'
        '{{ ui.facts([{"label": "Order", "value": "30 days", "href": "/x"}, {"label": "Next"}]) }}'
        '<div class="govuk-body">Tier C {{ ui.receipt({"result": "Tier C", "because": ["high"],'
        ' "inputs": [{"label": "Harm", "value": "high", "origin": "assessment"}]}) }}</div>'
        '{{ ui.tasks([{"title": "Work", "href": "/x", "state": "To do", "tone": "attention"}]) }}'
        '{{ ui.table("Caseload", ["Name", "Next", "Last"], [["Dan Rees", "tomorrow", "5 days ago"],'
        ' ["Aled Owen", "", "yesterday"]]) }}'
        '{{ ui.empty("No appointments yet.", "/x", "Make one") }}{% endcall %}{% endblock %}'
    ),
    "/done": '{% extends "ui/layout.html" %}{% block title %}Done{% endblock %}'
    '{% block content %}<h1 class="govuk-heading-l">Done</h1>{% endblock %}',
    "/sign-in": '{% extends "ui/layout.html" %}{% block title %}Sign in{% endblock %}'
    '{% block content %}<h1 class="govuk-heading-l">Sign in</h1>{% endblock %}',
    "/refused": '{% extends "403.html" %}',
}


@dataclass
class LittleSite:
    """What the site does next, and what it was sent."""

    address: str = ""
    who: str | None = "amina"
    token: str = "first"
    answer: int = 200
    then: str = "/done"  # where a form that arrived leads
    saved: list[dict[str, str]] = field(default_factory=list)
    sent: list[dict[str, str]] = field(default_factory=list)

    def page(self, path: str, posted: dict[str, str] | None = None) -> str:
        template = engines["jinja2"].from_string(PAGES[path])
        return template.render(self.surroundings(path) | {"form": Note(posted, initial=KNOWN)})

    def surroundings(self, path: str) -> dict[str, object]:
        token = format_html(
            '<input name="csrfmiddlewaretoken" type="hidden" value="{}">', self.token
        )
        known = path not in ("/sign-in",) and self.who
        return {
            "csrf_input": token,
            "language": "en",
            "other_language": "cy",
            "demo": True,
            "request": SimpleNamespace(path=path),
            "signed_in": SignedIn(self.who, self.who.title(), "Officer") if known else None,
            "navigation": [NavLink("My caseload", "/"), NavLink("Find a person", "/people")],
            "person_header": DAN,
            "search": Search(),
            "at": datetime(2026, 11, 24, 14, 30, tzinfo=UTC),
            "long": "He came on time and was calm. " * 40,
        }


class Search(Form):
    marks_optional = False
    words = Text("Words", required=False)


KNOWN = {"version": 1}


class Handler(BaseHTTPRequestHandler):
    """One request."""

    site: LittleSite

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            self.reply(200, file.read_bytes(), TYPES[file.suffix])
        elif path not in PAGES:
            self.reply(404, b"", "text/plain")
        elif self.site.who is None and path != "/sign-in":
            self.go("/sign-in")
        else:
            self.reply(200, self.site.page(path).encode())

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        given = parse_qs(self.rfile.read(size).decode(), keep_blank_values=True)
        posted = {name: values[0] for name, values in given.items()}
        if self.site.who is None:
            self.go("/sign-in")
        elif posted["csrfmiddlewaretoken"] != self.site.token:
            self.reply(403, b"")
        elif self.path == "/save":
            self.save(posted)
        else:
            self.site.sent.append(posted)
            bad = not Note(posted).is_valid()
            self.reply(200, self.site.page("/note", posted).encode()) if bad else self.arrive()

    def arrive(self) -> None:
        if self.site.then == "nowhere":
            self.reply(204, b"")
        elif self.site.then == "/refused":
            self.reply(403, self.site.page("/refused").encode())
        else:
            self.go(self.site.then)

    def save(self, posted: dict[str, str]) -> None:
        if self.site.answer == 200:
            self.site.saved.append(posted)
        says = {
            200: {"saved_at": "16:52", "version": int(posted["version"]) + 1},
            409: {"conflict": "/choose"},
        }.get(self.site.answer, {})
        self.reply(self.site.answer, json.dumps(says).encode(), "application/json")

    def go(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def reply(self, status: int, body: bytes, kind: str = "text/html; charset=utf-8") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@contextmanager
def little_site() -> Iterator[LittleSite]:
    """Serve it while the test runs."""
    site = LittleSite()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Handler,), {"site": site}))
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
