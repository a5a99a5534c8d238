"""Every picture in the documents is taken by a journey, and every picture taken is shown."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]


def test_every_screenshot_is_there_and_used():
    kept = {path.name for path in (ROOT / "docs" / "screenshots").glob("*.png")}
    used = {
        name
        for document in DOCUMENTS
        for name in re.findall(r"screenshots/([\w-]+\.png)", document.read_text())
    }

    assert kept
    assert used == kept
