"""What `check` looks for that no tool does: SQL out of its place, packages not of the lock."""

import ast
import re
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "throughcare"
LOCK = ROOT / "requirements-dev.lock"
NOT_OURS_TO_LOCK = {"pip", "setuptools", "throughcare"}

# Where questions are asked and tables are made; tests may look at what they like.
AT_HOME = {"queries", "queries.py", "migrations", "tests"}
# Everywhere else a function that sends SQL of its own stands here, with what it is for.
LISTED = {
    "cli/preparing.py:_has_tables": "whether the database was ever migrated",
    "demo/actions/rows.py:_write": "thousands of fictional rows as one text",
    "foundation/access/context.py:forgetting": "the role in which rows may go for good",
    "foundation/access/context.py:tell": "who is asking, at the start of a transaction",
    "foundation/access/narrowing.py:seeing_only": "fewer markings, inside a transaction",
    "foundation/access/partitions.py": "long tables into parts, as operations of migrations",
    "foundation/access/postgres/base.py:init_connection_state": "the role of a new connection",
    "foundation/access/protection.py": "row security and audit, as operations of migrations",
    "foundation/audit/blanking.py": "words taken out of entries, which only the server reads",
    "foundation/audit/elsewhere.py:export": "all seals, one after another",
    "foundation/audit/months.py:make_months": "parts for months to come",
    "foundation/audit/sealing.py": "what is closed, and its entries, which only the server reads",
    "foundation/audit/verifying.py": "the same again, held against the seals",
    "foundation/database/adding.py": "rows of any table, a list for each column",
    "foundation/database/archives.py": "a bookmark with the server, beneath any table",
    "foundation/database/recoveries.py": "names in a server that has just come back",
    "foundation/database/backups.py": "copies of whole databases, beneath any table",
    "foundation/database/replica.py:_one": "how far the server has written and the replica read",
    "people/reach.py:hold_still": "the lock between working out reach and changing its sources",
    "record/actions/marking.py:_raise": "the one function that raises a marking",
    "web/views/health.py:health": "whether the database answers",
}
SENDS = {"cursor", "execute", "executemany", "raw", "RawSQL", "RunSQL", "extra"}


def sql_out_of_place() -> list[str]:
    """Calls that send SQL from anywhere but queries, migrations and the functions listed."""
    return [
        f"{path}:{line} {function or 'module'} calls {name}"
        for path in sorted(PROGRAM.rglob("*.py"))
        if not AT_HOME & set(path.relative_to(PROGRAM).parts)
        for function, name, line in _sends(ast.parse(path.read_text()), "")
        if not _is_listed(path.relative_to(PROGRAM).as_posix(), function)
    ]


def _sends(node: ast.AST, function: str) -> Iterator[tuple[str, str, int]]:
    for child in ast.iter_child_nodes(node):
        within = child.name if isinstance(child, ast.FunctionDef) else function
        if isinstance(child, ast.Call):
            called = child.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in SENDS:
                yield within, name, child.lineno
        yield from _sends(child, within)


def _is_listed(path: str, function: str) -> bool:
    return path in LISTED or f"{path}:{function}" in LISTED


def packages_out_of_place() -> list[str]:
    """Packages that are not in the lock, are there with another version, or are missing."""
    locked, without_a_hash = _locked(LOCK.read_text())
    here = {_plain(one.metadata["Name"]): one.version for one in distributions()}
    found = [f"{name} has no hash in the lock" for name in without_a_hash]
    for name, version in sorted(here.items()):
        if name in NOT_OURS_TO_LOCK:
            continue
        if name not in locked:
            found.append(f"{name} {version} is installed and not in the lock")
        elif locked[name][0] != version:
            found.append(f"{name} {version} is installed; the lock says {locked[name][0]}")
    found += [
        f"{name} {version} is in the lock and not installed"
        for name, (version, is_for_everybody) in sorted(locked.items())
        if is_for_everybody and name not in here
    ]
    return found


def _locked(text: str) -> tuple[dict[str, tuple[str, bool]], list[str]]:
    """Version of each package and whether every computer needs it; those that have no hash."""
    entries = re.split(r"\n(?=\S)", text.strip())
    locked, without = {}, []
    for entry in entries:
        if found := re.match(r"([\w.-]+)(?:\[[\w,]*\])?==([^\s;\\]+)\s*(;?)", entry):
            name = _plain(found[1])
            locked[name] = (found[2], not found[3])
            if "--hash=sha256:" not in entry:
                without.append(name)
    return locked, without


def _plain(name: str) -> str:
    """As the index spells it: "Foo.Bar_baz" is "foo-bar-baz"."""
    return re.sub(r"[-_.]+", "-", name).lower()
