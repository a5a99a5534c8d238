"""Every command a person types. Needs nothing but Python itself.

    python3 start.py             make the fictional world and serve it
    python3 start.py test        run every test
    python3 start.py check       format, lint, types, walls, SQL and packages, migrations, packs
    python3 start.py journeys    only the tests that drive a browser
    python3 start.py bench       measure
    python3 start.py docs        write the reference pages
    python3 start.py WORD …      anything else goes to the throughcare command, as in: import FILE

The first time, an environment is made in `.venv` and the packages of the lock file go into it.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
INSTALLED = VENV / "installed.json"  # what was put into the environment, and from where
TO_RUN, TO_DEVELOP = "requirements.lock", "requirements-dev.lock"
OLDEST_PYTHON = (3, 11)
NO_TEST_CHOSEN = 5  # what pytest answers then
MOST_TEST_PROCESSES = 4  # each has a database of its own; more than this gains little


def main() -> int:
    word, rest = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else ("demo", [])
    use_a_python_new_enough()
    ours = {"test": test, "check": check, "journeys": journeys, "bench": bench}
    if word in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    if word.startswith("-"):  # options alone are the demo's
        word, rest = "demo", [word, *rest]
    make_environment(TO_DEVELOP if word in ours or word == "docs" else TO_RUN)
    if word in ours:
        return ours[word](rest)
    return os.execv(BIN / "throughcare", ["throughcare", word, *rest])


def test(rest: list) -> int:
    """Every test on as many processes as there are cores, then those that want the server alone."""
    processes = min(os.cpu_count() or 1, MOST_TEST_PROCESSES)
    together = pytest("-n", str(processes), "--dist", "worksteal", "-m", "not alone", *rest)
    alone = pytest("-m", "alone", *rest)
    return next((code for code in (together, alone) if code not in (0, NO_TEST_CHOSEN)), 0)


def journeys(rest: list) -> int:
    return pytest("-m", "journey", "tests/journeys", *rest)


def bench(rest: list) -> int:
    return subprocess.call([BIN / "python", "-m", "bench", *rest], cwd=ROOT)


def check(rest: list) -> int:
    """Everything that can be said about the program without running it."""
    steps = {
        "format": ["ruff", "format", "--check", "."],
        "lint": ["ruff", "check", "."],
        "types": ["mypy"],
        "walls between modules": ["lint-imports", "--no-cache"],
        "SQL and packages": ["throughcare", "house-check"],
        "migrations": ["throughcare", "migrations-check"],
        "packs": ["throughcare", "packs", "check"],
        "reference pages": ["throughcare", "docs", "--check"],
    }
    environment = for_tests()
    with ThreadPoolExecutor(max_workers=2) as pool:
        done = {
            name: pool.submit(run_quietly, command, environment) for name, command in steps.items()
        }
        failed = [name for name, outcome in done.items() if not say(name, *outcome.result())]
    print(sizes())
    return 1 if failed else 0


def pytest(*arguments: str) -> int:
    """Run tests, and stop the test database afterwards unless it ran before."""
    environment = for_tests()
    subprocess.run([BIN / "throughcare", "translations"], env=environment, cwd=ROOT, check=True)
    database = [BIN / "throughcare", "db"]
    running = subprocess.run(
        [*database, "status", "--for-tests"], stdout=subprocess.DEVNULL, env=environment
    )
    try:
        return subprocess.call([BIN / "pytest", *arguments], cwd=ROOT, env=environment)
    finally:
        if running.returncode != 0:
            subprocess.run(
                [*database, "stop", "--for-tests"], stdout=subprocess.DEVNULL, env=environment
            )


def for_tests() -> dict:
    """The environment of tests and checks: nobody's own data, and the system's browser."""
    # The first is the same without a window's furniture, which nobody sees and which takes time.
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    browser = next(filter(None, map(shutil.which, names)), "")
    return {
        "THROUGHCARE_CHROMIUM": browser,
        **os.environ,
        "THROUGHCARE_HOME": str(ROOT / ".test-home"),
        "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
    }


def run_quietly(command: list, environment: dict) -> tuple:
    began = time.monotonic()
    done = subprocess.run(
        [BIN / command[0], *command[1:]],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
        env=environment,
    )
    return done, time.monotonic() - began


def say(name: str, done: subprocess.CompletedProcess, seconds: float) -> bool:
    """One line a step; what a failed step said comes below its line."""
    print(f"{'FAILED' if done.returncode else 'ok':<8}{name:<24}{seconds:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout)
    return not done.returncode


def sizes() -> str:
    """How long the program's files are. For information; only the wall of 400 lines is a test."""
    lines = sorted(
        sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
        for path in ROOT.glob("throughcare/**/*.py")
        if not {"tests", "migrations"} & set(path.parts) and path.name != "__init__.py"
    )
    median, high = lines[len(lines) // 2], lines[int(len(lines) * 0.95)]
    return f"{len(lines)} files: median {median} lines, 95th percentile {high}, longest {lines[-1]}"


def use_a_python_new_enough() -> None:
    if sys.version_info >= OLDEST_PYTHON:
        return
    for minor in range(20, OLDEST_PYTHON[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, *sys.argv])
    sys.exit("Throughcare needs Python 3.11 or later; this is " + sys.version.split()[0] + ".")


def make_environment(lock: str) -> None:
    """Make `.venv` hold what the lock names, or leave it alone if it does already."""
    wanted = {
        "python": os.path.realpath(BIN / "python"),
        "place": str(ROOT),  # the commands in .venv name it, so a moved checkout starts afresh
        "project": digest("pyproject.toml"),
    }
    has = json.loads(INSTALLED.read_text()) if INSTALLED.exists() else {"locks": []}
    if digest(lock) in has["locks"] and wanted.items() <= has.items():
        return
    make_venv()
    print("Installing packages into .venv (once; about a minute)…", flush=True)
    pip("--require-hashes", "--only-binary=:all:", "-r", ROOT / lock)
    pip("--no-deps", "--no-build-isolation", "-e", ROOT)
    # The lock to develop with holds all that is needed to run.
    locks = [TO_RUN, TO_DEVELOP] if lock == TO_DEVELOP else [TO_RUN]
    wanted["python"] = os.path.realpath(BIN / "python")
    INSTALLED.write_text(json.dumps({**wanted, "locks": [digest(name) for name in locks]}))


def make_venv() -> None:
    """Make `.venv`, unless there is a whole one: a set-up cut short leaves one without pip."""
    python = BIN / "python"
    if python.exists():
        pip_works = subprocess.run([python, "-m", "pip", "--version"], capture_output=True)
        if pip_works.returncode == 0:
            return
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit("Python here cannot make an environment. Install it: apt install python3-venv")
    shutil.rmtree(VENV, ignore_errors=True)
    base = getattr(sys, "_base_executable", sys.executable)
    subprocess.run([base, "-m", "venv", VENV], check=True)


def pip(*arguments: object) -> None:
    quiet = ("-qq", "--disable-pip-version-check", "--no-input")  # what goes wrong is still said
    done = subprocess.run([BIN / "python", "-m", "pip", "install", *quiet, *arguments])
    if done.returncode != 0:
        sys.exit("The packages could not be installed; what pip said is above.")


def digest(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
