"""Recordings and the closed network: every test that meets a model replays a cassette.

``@pytest.mark.vcr`` replays ``cassettes/<test module>/<test>.yaml``; by
``@pytest.mark.default_cassette("x")`` several tests of a module share ``cassettes/<test module>/x.yaml``.
A request that was not recorded, and a recorded one that is not asked for, fail the test, even where the
code under test bears the error.
Recording: ``python tests/record.py``.
"""

from __future__ import annotations

import json
import os
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

# Error texts of pydantic name an address with its version: they would stand in re-ask bodies.
os.environ.setdefault("PYDANTIC_ERRORS_INCLUDE_URL", "0")

import cassettes_format
from faults import FaultServer

ROOT = Path(__file__).resolve().parent.parent
CASSETTES = ROOT / "cassettes"
LOOPBACK = [r"127\.0\.0\.1$", r"::1$", r"localhost$"]
NO_NETWORK = ["/", "\0"]  # sockets that are files: how processes of this machine talk


@dataclass
class Recording:
    """What one test does with its cassette; ``missed`` tells what was asked and not recorded."""

    path: Path
    shared: bool
    cassette: Any = None
    missed: list[str] = field(default_factory=list)
    outcome: str = "not run"
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def unused(self) -> set[int]:
        """The places of the interactions that this test did not play."""
        if self.cassette is None:
            return set()
        return {place for place in range(len(self.cassette)) if not self.cassette.play_counts[place]}

    @property
    def problem(self) -> str:
        """Why the cassette must be recorded again, or nothing."""
        if self.missed:
            return "mismatch" if self.path.exists() else "missing"
        return "unused" if self.outcome == "unused" else ""


_RECORDING = pytest.StashKey[Recording]()
_PLAYED = pytest.StashKey[dict[Path, dict[str, set[int]]]]()
_USERS = pytest.StashKey[dict[Path, set[str]]]()


# ---- where a test's cassette is, and what is kept in it


@pytest.fixture(scope="module")
def vcr_cassette_dir(request: pytest.FixtureRequest) -> str:
    """``cassettes/<test module>``, whatever folder of tests the module is in."""
    return str(CASSETTES / request.path.stem)


@pytest.fixture
def vcr_config() -> dict[str, Any]:
    """Match on method, path and parsed body; keep neither keys nor hosts."""
    return {
        "match_on": ["method", "path", "json body"],
        "before_record_request": cassettes_format.cleaned_request,
        "before_record_response": cassettes_format.cleaned_response,
        "decode_compressed_response": True,
    }


def pytest_recording_configure(config: pytest.Config, vcr: Any) -> None:
    """Give vcrpy the readable format, the comparison of parsed bodies, and careful writing."""
    from vcr import serialize

    def save(path: str, cassette: dict[str, Any], serializer: Any) -> None:
        if config.stash.get(_FINISHED, False):  # a test that was stopped leaves no cassette
            _write_whole(Path(path), serialize.serialize(cassette, serializer))

    vcr.register_serializer("yaml", cassettes_format)
    vcr.register_matcher("json body", _same_body)
    vcr.persister.save_cassette = save


_FINISHED = pytest.StashKey[bool]()


def _write_whole(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text, encoding="utf-8", newline="\n")
    os.replace(partial, path)


def _same_body(one: Any, other: Any) -> bool:
    return bool(one.body == other.body or _parsed(one.body) == _parsed(other.body))


def _parsed(body: bytes | None) -> object:
    try:
        return json.loads(body or b"null")
    except ValueError:
        return body


@pytest.fixture
def base_url() -> str:
    """The address to ask: nobody's at replay, the recording server's at recording."""
    return os.environ.get("GOUJI_RECORD_BASE_URL", cassettes_format.BASE_URL)


@pytest.fixture
def model_name() -> str:
    """The model's name as it stands in the recorded bodies."""
    return cassettes_format.MODEL


# ---- the closed network


@pytest.fixture
def loopback() -> None:
    """Ask for this to be allowed to connect to this machine; nothing else is ever allowed."""


@pytest.fixture
def allowed_hosts(request: pytest.FixtureRequest) -> list[str]:
    """The loopback where ``loopback`` (or a fixture that needs it) is asked for, else no host at all."""
    return NO_NETWORK + (LOOPBACK if "loopback" in request.fixturenames else [])


@pytest.fixture(autouse=True)
def _no_name_lookup(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to look up names: a blocked connection would still have asked a name server."""
    if request.node.get_closest_marker("vcr") and _is_recording(request.config):
        return
    look_up = socket.getaddrinfo

    def guarded(host: Any, *arguments: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host or ""
        if re.fullmatch(r"|localhost|127\.[\d.]+|::1?|0\.0\.0\.0", name):
            return look_up(host, *arguments, **options)
        raise RuntimeError(f"Network is disabled for host {name!r}")

    monkeypatch.setattr(socket, "getaddrinfo", guarded)


@pytest.fixture
def fault_server(loopback: None) -> Iterator[FaultServer]:
    """A misbehaving server on the loopback (see ``faults``); an unscripted request fails the test."""
    with FaultServer() as server:
        yield server
    if server.unexpected:
        pytest.fail(f"the fault server was asked {server.unexpected} times more than scripted", pytrace=False)


# ---- what was asked and not recorded, what was recorded and not asked


def pytest_configure(config: pytest.Config) -> None:
    """Close the network unless a cassette is being recorded."""
    config.option.block_network = True
    config.stash[_PLAYED] = {}
    config.stash[_USERS] = {}


def _is_recording(config: pytest.Config) -> bool:
    return (config.getoption("--record-mode") or "none") != "none"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Note which test owns which cassette, before any is deselected."""
    for item in items:
        if item.get_closest_marker("vcr") is None:
            continue
        named = item.get_closest_marker("default_cassette")
        item.stash[_RECORDING] = Recording(_cassette_path(item), shared=named is not None)
        config.stash[_USERS].setdefault(_cassette_path(item), set()).add(item.nodeid)


def _cassette_path(item: pytest.Item) -> Path:
    from pytest_recording.plugin import get_default_cassette_name

    named = item.get_closest_marker("default_cassette")
    name = named.args[0] if named else get_default_cassette_name(getattr(item, "cls", None), item.name)
    return CASSETTES / item.path.stem / (name if name.endswith(".yaml") else f"{name}.yaml")


@pytest.fixture(autouse=True)
def _watched_recording(request: pytest.FixtureRequest, vcr: Any) -> None:
    """Note every request that the cassette cannot answer, also when the code under test bears the error."""
    recording = request.node.stash.get(_RECORDING, None)
    if recording is None or vcr is None:
        return
    recording.cassette = vcr
    can_play = vcr.can_play_response_for

    def watched(asked: Any) -> bool:
        found = bool(can_play(asked))
        if not found and vcr.write_protected:
            with recording.lock:
                recording.missed.append(_explained(vcr, asked))
        return found

    vcr.can_play_response_for = watched


def _explained(vcr: Any, asked: Any) -> str:
    from gouji.extraction.difference import closest_difference

    request = vcr.filter_request(asked)
    where = f"{request.method} {request.path}"
    if not len(vcr):
        return f"no cassette, asked: {where}\n{cassettes_format.describe(request.body)}"
    bodies = [_parsed(kept.body) for kept in vcr.requests if kept.path == request.path]
    if _parsed(request.body) in bodies:
        return f"asked more often than recorded: {where}\n{cassettes_format.describe(request.body)}"
    return f"not recorded: {where}\n{closest_difference(_parsed(request.body), bodies)}"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Fail a test whose cassette does not fit, and show why before anything else."""
    outcome: Any = yield
    report: pytest.TestReport = outcome.get_result()
    item.config.stash[_FINISHED] = report.when == "call"
    recording = item.stash.get(_RECORDING, None)
    if recording is None or report.when == "teardown":
        return
    recording.outcome = report.outcome
    if recording.missed:
        _fail(report, f"{_shown(recording.path)}: {len(recording.missed)} requests without a recorded answer")
        report.sections.append(("recording", "\n".join(recording.missed[:3])))
    elif report.when == "call" and report.passed and not _is_recording(item.config):
        _judge_unused(item, recording, report)


def _judge_unused(item: pytest.Item, recording: Recording, report: pytest.TestReport) -> None:
    played = item.config.stash[_PLAYED].setdefault(recording.path, {})
    played[item.nodeid] = recording.unused
    if recording.shared and not _all_users_ran(item, played):
        return
    unused = set.intersection(*played.values())
    if unused and recording.cassette is not None:
        recording.outcome = "unused"
        _fail(report, f"{_shown(recording.path)}: {len(unused)} recorded interactions were never asked for")
        bodies = [
            cassettes_format.describe(recording.cassette.requests[place].body) for place in sorted(unused)
        ]
        report.sections.append(("recording", "\n".join(bodies[:3])))


def _all_users_ran(item: pytest.Item, played: dict[str, set[int]]) -> bool:
    """Whether every test that shares the cassette ran; with a part of a module asked for, nobody knows."""
    part_of_module = any("::" in argument for argument in item.config.args)
    return not part_of_module and item.config.stash[_USERS][_cassette_path(item)] <= set(played)


def _fail(report: pytest.TestReport, why: str) -> None:
    if report.passed:
        report.outcome = "failed"
        report.longrepr = why


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# ---- what tests/record.py and tests/test_cassettes.py ask


@pytest.fixture
def cassette_users(request: pytest.FixtureRequest) -> SimpleNamespace:
    """The collected test modules, and the cassettes that their markers name."""
    users = request.config.stash[_USERS]
    return SimpleNamespace(modules={item.path for item in request.session.items}, paths=set(users))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write each recorded test's cassette and what is wrong with it to ``GOUJI_REPLAY_REPORT``."""
    target = os.environ.get("GOUJI_REPLAY_REPORT")
    if not target:
        return
    recordings = {
        item.nodeid: {
            "cassette": _shown(recording.path),
            "outcome": recording.outcome,
            "problem": recording.problem,
            "interactions": len(recording.cassette) if recording.cassette is not None else 0,
        }
        for item in session.items
        if (recording := item.stash.get(_RECORDING, None)) is not None
    }
    modules = sorted({item.path.relative_to(ROOT).as_posix() for item in session.items})
    report = {"modules": modules, "recordings": recordings}
    Path(target).write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
