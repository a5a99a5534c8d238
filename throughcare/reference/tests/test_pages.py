"""The reference pages say what the program is now."""

import re

from django.core.management import call_command

from throughcare.reference.pages import pages


def test_the_pages_in_the_repository_are_up_to_date():
    call_command("write_docs", "--check")


def test_every_power_stands_under_a_role_with_what_it_lets_somebody_do():
    powers = pages()["powers.md"]

    assert "## Responsible officer (PSO)" in powers
    assert "Take a case, or hand it to a colleague or another team (`people.hold_case`)" in powers
    assert "| `people.hold_case` | Only the team that holds this case" in powers


def test_every_event_is_listed_with_who_reacts():
    assert "| `people.person_added` |" in pages()["events.md"]


def test_every_address_of_ours_says_what_it_answers():
    lines = [line for line in pages()["addresses.md"].splitlines() if line.startswith("| `/")]

    silent = [
        line for line in lines if line.endswith("|  |") and not re.search("account_|mfa_", line)
    ]
    assert len(lines) > 40
    assert silent == []


def test_every_rule_is_there_with_what_it_is_given_and_comes_to():
    written = pages()

    assert "## tier.v3 2026.1" in written["rules.md"]
    assert "| `convictions.requirements.restrictive` | Only restricts |" in written["rules.md"]
    assert "| `handover_date` | Handover | date |" in written["rules.md"]
    assert "| responsibility.handover | 2023.2 | 2023-11-01 | verified |" in written["packs.md"]
