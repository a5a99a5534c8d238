"""No template carries what the Content-Security-Policy forbids, and none undoes escaping."""

import re
from pathlib import Path

import pytest

import throughcare

PROGRAM = Path(throughcare.__file__).parent
TEMPLATES = sorted(PROGRAM.glob("**/jinja2/**/*.html"))

EVENTS = (
    "before[a-z]+|blur|change|click|contextmenu|copy|cut|dblclick|drag[a-z]*|drop|error|focus[a-z]*"
    "|hashchange|input|invalid|key[a-z]+|load|message|mouse[a-z]+|page[a-z]+|paste|pointer[a-z]+"
    "|popstate|reset|resize|scroll|select|storage|submit|toggle|touch[a-z]+|unload|wheel"
)
FORBIDDEN = {
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "a style element": r"<style\b",
    "a script in the page": r"<script\b(?![^>]*\bsrc=)",
    "a handler in the page": rf"<[^>]*\son({EVENTS})\s*=",
    "an address that runs a script": r"javascript:",
    "something from elsewhere": r"""(?:src|href)\s*=\s*["'](?:https?:)?//""",
    "escaping switched off": r"\{%-?\s*autoescape\s+false",
}


def faults_in(text: str) -> list[str]:
    return [name for name, pattern in FORBIDDEN.items() if re.search(pattern, text, re.I | re.S)]


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 20


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PROGRAM)))
def test_a_template_keeps_to_the_policy(path):
    assert faults_in(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PROGRAM)))
def test_the_parts_are_imported_with_the_requests_token(path):
    imports = re.findall(r'\{%-?\s*(?:import|from)\s+"ui/components.html".*?%\}', path.read_text())

    assert all("with context" in one for one in imports)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('<p style="color: red">', "a style attribute"),
        ("<style>p {}</style>", "a style element"),
        ("<script>go()</script>", "a script in the page"),
        ('<p\n onclick="go()">', "a handler in the page"),
        ('<a href="javascript:go()">', "an address that runs a script"),
        ('<script src="//cdn.example/x.js"></script>', "something from elsewhere"),
        ("{% autoescape false %}", "escaping switched off"),
    ],
)
def test_each_fault_would_be_found(text, fault):
    assert faults_in(text) == [fault]


def test_what_is_allowed_is_not_found():
    assert faults_in('<script type="module" src="{{ static("ui/x.js") }}"></script>') == []
    assert faults_in('<p class="one" data-once="x">on = style</p>') == []
    assert faults_in('<a href="{{ url("x", one=1, only=2) }}">') == []
