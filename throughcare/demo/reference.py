"""The reference page of the fictional world, written from its own files."""

from throughcare.demo.content import Share, content, staff_plan
from throughcare.demo.population import fewest
from throughcare.foundation.packs import pack

_HEAD = """\
<!-- Written by `throughcare manage prepare_demo --page`. Change the files, not this page. -->

# The fictional world

`python3 start.py` makes an area that does not exist, with people who do not exist, so that every
part of the program has something in it. Everybody is marked as fictional, on every page. Telephone
numbers are from the ranges kept for drama, postcodes begin with ZZ, e-mail is at example.invalid.

Its names, places, shares and what notes say are files in `throughcare/demo/world/`. The same seed
makes the same people; their days are counted from the day the world is made. It is made once for a
database; another one needs another (`THROUGHCARE_HOME`).

The people in six folders of sample messages come in by the import, as at a site, and are then
transferred: those nDelius knows to Wyreford Team 1 (X320741, X000001 and X778160 to its first
officer), those in prison to HMP Stonebeck. Importing these folders again changes nothing; the other
folders of `samples` are there to try.
"""
_HOW = """\
## How it is made

The {cast} people whom the sign-ins speak of come onto the record by the actions that messages lead
to. Their last days, those of the first sign-in's cases, and every assessment, plan, report,
restriction and exclusion go through the action a colleague would use, as that colleague and under
their row security. The others, and the months before, are written in one go: a test holds that row
for row equal to what the actions write. Only announcements to other systems and the audit's lines
of deeds are left out there; the audit of changed rows is whole.
"""


def reference_page() -> str:
    """The page's text."""
    return "\n".join([_HEAD, _sign_ins(), _HOW.format(cast=fewest()), _shares(), ""])


def _sign_ins() -> str:
    rows = [
        f"| {one.address} | {one.name} | {pack().roles[one.role].title} | {one.to_try} |"
        for one in staff_plan().values()
        if one.to_try
    ]
    return "\n".join(
        ["## Sign-ins", "", "| address | name | role | try |", "|---|---|---|---|", *rows, ""]
    )


def _shares() -> str:
    rows = [
        f"| {share.about} | {_of(share)} | {_from(share)} |" for share in content().shares.values()
    ]
    return "\n".join(
        [
            "## What the shares come from",
            "",
            "In percent. *Ours* marks an estimate: no published figure was at hand.",
            "",
            "| share | of a hundred | from |",
            "|---|---|---|",
            *rows,
        ]
    )


def _of(share: Share) -> str:
    return ", ".join(f"{name} {number:g}" for name, number in share.of.items())


def _from(share: Share) -> str:
    parts = [share.figure, f"[read here]({share.source})" if share.source else ""]
    said = "; ".join(part for part in parts if part)
    return said if share.status == "published" else " ".join(filter(None, ["*Ours.*", said]))
