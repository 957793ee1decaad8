"""``gouji eval``: exit status, what is printed where, which files are written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from gouji.cli import main

GOLD = {
    "budgets": [
        {"item": "巡河经费", "amount": "60", "unit": "万元", "kind": "支出"},
        {"item": "清淤经费", "amount": "40", "unit": "万元", "kind": "支出"},
    ],
    "problems": [{"summary": "清淤进度偏慢"}],
    "meta": {"grade": "优"},
}
SAID = {**GOLD, "budgets": GOLD["budgets"][:1], "meta": {"grade": "良"}}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    """Every test runs in a folder of its own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(capsys):
    """Run ``gouji eval``: its exit status, standard output and standard error."""

    def command(*arguments: object) -> SimpleNamespace:
        try:
            code = main(["eval", *(str(argument) for argument in arguments)])
        except SystemExit as stop:
            code = stop.code
        out, err = capsys.readouterr()
        return SimpleNamespace(code=code, out=out, err=err)

    return command


def put(name: str, data: object) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data if isinstance(data, str) else json.dumps(data, ensure_ascii=False), "utf-8")
    return path


def test_scores_and_errors_are_printed(run):
    """A table of the measures, one of the reports, then the errors with their text; 0."""
    done = run(put("said.json", SAID), put("a.gold.json", GOLD))

    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[1].split() == ["预算与支出", "1.000", "0.500", "0.667", "1", "1", "2"]
    assert "[漏取·预算与支出] 清淤经费 40万元 支出" in lines
    assert "[元数据不符·元数据] 等级 优 → 良" in lines


def test_json_is_the_whole_result(run):
    """As ``Evaluation.to_dict`` gives it."""
    data = json.loads(run(put("said.json", SAID), put("a.gold.json", GOLD), "--json").out)

    assert data["documents"]["a"]["budgets"]["R"] == 0.5
    assert [each["error"] for each in data["errors"]] == ["wrong_meta", "missed"]


def test_folders(run):
    """Paired by names; a row for each and one for all."""
    for name in ("a", "b"):
        put(f"said/{name}.json", SAID), put(f"true/{name}.gold.json", GOLD)

    done = run("said", "true", "--lang", "en")

    assert done.code == 0
    assert [line.split()[0] for line in done.out.split("\n\n")[1].splitlines()] == ["Report", "a", "b", "All"]
    assert "[Missed·Budgets] a 清淤经费 40万元 支出" in done.out


def test_a_missing_prediction_is_3(run):
    """It counts as nothing found, and is said on stderr."""
    put("said/a.json", SAID), put("true/a.json", GOLD), put("true/b.json", GOLD)

    done = run("said", "true", "--json")

    assert done.code == 3
    assert "b: 没有预测" in done.err
    assert json.loads(done.out)["documents"]["b"]["budgets"]["R"] == 0.0


def test_files_are_written_where_it_is_told(run):
    """The page and the JSON, named on stderr."""
    done = run(put("said.json", SAID), put("a.gold.json", GOLD), "--out", "deep/out")

    assert done.code == 0
    assert sorted(path.name for path in Path("deep/out").iterdir()) == ["evaluation.html", "evaluation.json"]
    assert "evaluation.html" in done.err and "evaluation.json" in done.err
    assert json.loads(Path("deep/out/evaluation.json").read_text("utf-8"))["complete"]


def test_an_out_that_is_a_file_is_2(run):
    """The error names it."""
    put("taken", "x")

    done = run(put("said.json", SAID), put("a.gold.json", GOLD), "--out", "taken")

    assert done.code == 2
    assert "taken" in done.err and "--out" in done.err


@pytest.mark.parametrize(
    ("said", "gold", "says"),
    [
        (None, GOLD, "said.json"), (SAID, None, "gold.json"), ("{", GOLD, "said.json"), (SAID, "[1]", "gold.json"),
        (SAID, {"budgets": [{"item": "甲"}]}, "gold.json: budgets[0].amount"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_2(run, said, gold, says):
    """Nothing on stdout, the file and a way out on stderr, no traceback."""
    for name, data in (("said.json", said), ("gold.json", gold)):
        if data is not None:
            put(name, data)

    done = run("said.json", "gold.json")

    assert (done.code, done.out) == (2, "")
    assert says in done.err and "→" in done.err


@pytest.mark.parametrize("arguments", [(), ("a.json",), ("a.json", "b.json", "--nonsense")])
def test_wrong_usage_is_2(run, arguments):
    """As with every other command."""
    done = run(*arguments)

    assert (done.code, done.out) == (2, "")
    assert "用法有误 / wrong usage" in done.err


def test_many_errors_are_cut(run):
    """Twenty are printed, the rest is counted."""
    gold = put("a.gold.json", {"problems": [{"summary": f"第{number}段渗漏"} for number in range(50)]})

    out = run(put("said.json", {"problems": []}), gold).out

    assert out.count("[漏取·问题]") == 20
    assert "30" in out.splitlines()[-1]


def test_hostile_text_does_not_steer_the_terminal(run):
    """Control characters of a result, of a file's name and of a note are shown as U+FFFD."""
    steering = "\x1b[2J\x1b]0;x\x07"
    gold = put("a.gold.json", {"problems": [{"summary": f"渗漏{steering}"}], "meta": {steering: 1}})

    done = run(put("said.json", {"problems": []}), gold)

    assert "渗漏" in done.out
    assert "\x1b" not in done.out + done.err and "\x07" not in done.out + done.err


def test_no_model_and_no_frame_library_is_loaded(tmp_path):
    """Scoring needs neither pydantic nor openai nor pandas."""
    put("said.json", SAID), put("a.gold.json", GOLD)
    code = (
        "import sys; from gouji.cli import main\n"
        "assert main(['eval', 'said.json', 'a.gold.json', '--out', 'out']) == 0\n"
        "sys.exit(','.join(sorted({'openai', 'instructor', 'pydantic', 'pandas'} & set(sys.modules))) or 0)"
    )
    source = Path(main.__code__.co_filename).parents[2]

    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(source), "PYTHONIOENCODING": "utf-8", "PATH": ""},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
