"""What the READMEs promise: their code runs, their commands exist, their tables are the program's."""

from __future__ import annotations

import argparse
import ast
import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import gouji
from faults import ok, status
from gouji import cli
from gouji.checks import own_checks
from gouji.cli.arguments import command_line
from gouji.extraction.providers import find, names
from gouji.formats import readable_suffixes
from gouji.local import QWEN, server

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = (*READMES, "CONTRIBUTING.md", "CHANGELOG.md")
each_readme = pytest.mark.parametrize("readme", READMES)


def blocks(name: str, language: str) -> list[str]:
    """The fenced code blocks of one language, in order."""
    text = (ROOT / name).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands(name: str) -> list[str]:
    """The commands of the shell blocks, without comments."""
    lines = [line for block in blocks(name, "sh") for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def the_block(name: str, holding: str) -> str:
    """The one Python block that holds a text."""
    (block,) = [block for block in blocks(name, "python") if holding in block]
    return block


def table_rows(name: str, holding: str) -> list[list[str]]:
    """The rows of a table whose cells hold a text, as cells."""
    text = (ROOT / name).read_text("utf-8")
    rows = [
        line.strip("|").split("|") for line in text.splitlines() if line.startswith("|") and holding in line
    ]
    return [[cell.strip() for cell in row] for row in rows]


# ---- the shell


def words(command: str) -> list[str]:
    return shlex.split(command, comments=True)


def gouji_calls(name: str) -> list[list[str]]:
    """Every call of gouji in blocks and in running text, as its arguments."""
    text = (ROOT / name).read_text("utf-8")
    inline = [code for code in re.findall(r"`(gouji [^`\n]+)`", text) if "." not in code.split()[1]]
    parts = [part for command in commands(name) for part in command.split("&&")]
    called = [words(part) for part in (*parts, *inline)]
    return [call[1:] for call in called if call[0] in ("gouji", ".venv/bin/gouji")]


def subparser(parser: argparse.ArgumentParser, verb: str) -> argparse.ArgumentParser:
    (verbs,) = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return verbs.choices[verb]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_and_every_option_exists(name: str):
    """Each verb is one of the command line's, and each option one of the verb's."""
    calls = gouji_calls(name)

    assert calls or name not in READMES
    for call in calls:
        options = subparser(command_line(), call[0])._option_string_actions
        for option in (word for word in call[1:] if word.startswith("--")):
            assert option in options, f"gouji {call[0]} has no {option}"


@each_readme
def test_every_option_named_anywhere_belongs_to_some_command(readme: str):
    """An option in running text or in a table is one of gouji's, or stands in a command of another tool."""
    text = (ROOT / readme).read_text("utf-8")
    verbs = [subparser(command_line(), verb) for verb in ("extract", "check", "verify", "figures")]
    known = {option for verb in verbs for option in verb._option_string_actions}
    known |= {"--group", "--reports", "--gold", "--data-binary"}

    assert not {*re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)} - known


@each_readme
def test_every_shell_block_is_a_shell_script(readme: str):
    """The shell reads each block without running it."""
    for block in blocks(readme, "sh"):
        done = subprocess.run(["bash", "-n"], input=block, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_both_readmes_give_the_same_two_commands():
    """The two one-line commands are the same in both, and they are the first ones."""
    english, chinese = (commands(name)[:2] for name in READMES)

    assert english == chinese
    assert english[0].endswith(".venv/bin/gouji extract examples/xishan-2024-library.md")
    assert english[1].endswith(".venv/bin/pytest")
    assert "-c tests/constraints.txt" in english[1]


def test_the_two_commands_stand_on_the_first_screen():
    """Within the first 25 lines, before any heading but the title."""
    for readme in READMES:
        lines = (ROOT / readme).read_text("utf-8").splitlines()
        assert lines.index("```sh", lines.index("```sh") + 1) < 25
        assert next(i for i, line in enumerate(lines) if line.startswith("## ")) < 28


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_linked_file_and_every_named_script_is_there(name: str):
    """Links within the repository lead to files; so do the scripts that commands run."""
    text = (ROOT / name).read_text("utf-8")
    linked = {target for target in re.findall(r"\]\(([^)#]+)\)", text) if not target.startswith("http")}
    scripts = {*re.findall(r"(?:tests|benchmarks|\.ci|examples)/[\w./-]+\w", text)}

    assert not [path for path in linked | scripts if not (ROOT / path).exists()]


# ---- what they show


@each_readme
def test_the_output_shown_is_the_output(readme: str, capsys: pytest.CaptureFixture[str]):
    """Each line of the excerpt is printed by the command above it; an ellipsis is what is left out."""
    (shown,) = blocks(readme, "text")
    ended = cli.main(["check", str(ROOT / "examples" / "xishan-2024-library.md")])
    printed = [line.strip() for line in capsys.readouterr().out.splitlines()]

    assert ended == cli.DONE
    for line in shown.splitlines():
        pattern = ".*".join(re.escape(part) for part in line.split("…"))
        assert any(re.fullmatch(pattern, one) for one in printed), f"{line}\nis not in\n" + "\n".join(printed)


@each_readme
def test_the_files_named_are_the_files_written(readme: str, tmp_path: Path):
    """The stem and the three suffixes of the first command's output."""
    example = ROOT / "examples" / "xishan-2024-library.md"
    cli.main(["check", str(example), "--out", str(tmp_path)])

    named = {cells[0].strip("`") for cells in table_rows(readme, "`xishan-2024-library.")}
    assert named == {path.name for path in tmp_path.iterdir()}


@each_readme
def test_the_vendors_are_those_of_the_program(readme: str):
    """Name, default model, key and address of every vendor, as the program has them."""
    rows = {
        re.search(r"--model (\w+)", cells[1]).group(1): cells for cells in table_rows(readme, "`--model ")
    }

    assert set(rows) == {*names()} - {"local"}
    for name, (_, written, key, address) in rows.items():
        provider = find(name)
        if name not in ("vllm", "llamacpp"):
            assert written == f"`--model {name}/{provider.default_model}`"
        assert address == f"`{provider.base_url}`"
        assert (f"`{provider.key_name}`" in key) == bool(provider.key_name)
        assert (key == f"`{provider.key_name}`") == provider.key_required or not provider.key_name


@each_readme
def test_the_formats_are_those_of_the_program(readme: str):
    """Every suffix that has a reader, and no other."""
    cells = " ".join(row[0] for row in table_rows(readme, "`."))

    assert sorted(re.findall(r"`(\.\w+)`", cells)) == list(readable_suffixes())


@each_readme
def test_the_exit_statuses_are_those_of_the_program(readme: str):
    """0 to 3, in order."""
    text = (ROOT / readme).read_text("utf-8")
    rows = re.findall(r"^\| (\d) \|", text, re.MULTILINE)

    assert [int(row) for row in rows] == [cli.DONE, cli.FOUND, cli.NOTHING, cli.INCOMPLETE]


@each_readme
def test_the_sizes_are_those_of_the_weights(readme: str):
    """What is downloaded, and what memory must be free, in GB."""
    sizes = {*re.findall(r"([\d.]+) GB", (ROOT / readme).read_text("utf-8"))}

    assert sizes == {f"{size / 1e9:.1f}" for size in (QWEN.size, QWEN.size + server._MEMORY_BESIDE_WEIGHTS)}


def test_the_changelog_names_every_check_and_every_prompt():
    """A check or a prompt that readers were not told of would make this year's findings differ unexplained."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    prompts = [path.stem.split(".") for path in (ROOT / "prompts").glob("*.md")]

    assert [check.id for check in own_checks() if check.id not in text] == []
    assert [(task, version) for task, version in prompts if f"`{task}` {version}" not in text] == []


# ---- the code


@each_readme
def test_every_python_block_compiles(readme: str):
    """No block has a slip of syntax; every public name that it takes from gouji is one."""
    for block in blocks(readme, "python"):
        tree = ast.parse(block)
        taken = [
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "gouji"
        ]
        assert [name for name in taken if name not in gouji.__all__] == []


@each_readme
def test_a_report_has_what_the_library_section_reads(
    readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The block runs; a check of the example stands for the model's reading."""
    monkeypatch.setattr(gouji, "extract", lambda _: gouji.check(ROOT / "examples" / "xishan-2024-library.md"))
    monkeypatch.chdir(tmp_path)

    exec(the_block(readme, "gouji.extract("), {})

    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".html", ".json", ".xlsx"]


@each_readme
@pytest.mark.parametrize(
    ("holding", "says"),
    [
        ('document = gouji.Document.from_text("全年支出15.3万元，其中：设备购置9.8万元、设备维护6.5', "16.3"),
        ("claimed", "55"),
    ],
)
def test_short_blocks_print_what_they_are_about(
    readme: str, holding: str, says: str, capsys: pytest.CaptureFixture[str]
):
    """The contradiction of the two short examples is found and printed."""
    exec(the_block(readme, holding), {})

    assert says in capsys.readouterr().out


@each_readme
def test_a_check_of_ones_own_runs(readme: str, monkeypatch: pytest.MonkeyPatch):
    """The block runs from the root of the tree, and its check is among those that ran."""
    monkeypatch.chdir(ROOT)
    names_of_block: dict[str, Any] = {}

    exec(the_block(readme, "gouji.proposes"), names_of_block)

    assert names_of_block["own_check"].id == "OWN-EXAMPLE"
    assert names_of_block["report"].contradicted


# ---- the service

REPORT = """# 桦川区环卫站2024年度项目绩效自评报告

全年支出15.3万元，其中：设备购置支出9.8万元、设备维护支出6.5万元。
"""


def answered(body: dict[str, Any]) -> Any:
    """Name each marked figure by the word before it; call every sentence one about money."""
    asked = body["messages"][-1]["content"]
    figures = re.findall(r"(\w+)〖(F\d+):", asked)
    sentences = re.findall(r"［(S\d+)］", asked)
    answer: dict[str, Any] = dict.fromkeys(sentences, "资金")
    answer |= {figure: {"item": item, "kind": "支出", "of": ""} for item, figure in figures}
    return ok(json.dumps({**answer, "others": []}, ensure_ascii=False))


@pytest.fixture
def service(fault_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The application exactly as pasted from the README; its model is a server on the loopback."""
    from fastapi.testclient import TestClient

    fault_server.answer_with(answered)
    local = partial(gouji.Extractor, "stand-in", base_url=fault_server.base_url, store=None)
    monkeypatch.setattr(gouji, "Extractor", local)
    pasted: dict[str, Any] = {}
    exec(compile(the_block(READMES[0], "FastAPI"), "README.md", "exec", dont_inherit=True), pasted)
    with TestClient(pasted["app"]) as client:
        yield client


def test_the_service_is_the_same_in_both_readmes():
    """One block, two languages round it."""
    assert the_block(READMES[0], "FastAPI") == the_block(READMES[1], "FastAPI")


def test_the_service_reads_a_report(service: Any):
    """A report that is posted comes back as the published result, with its contradiction."""
    answer = service.post("/reports/huachuan.txt", content=REPORT.encode())

    assert answer.status_code == 200, answer.text
    result = answer.json()
    assert result["document"]["name"] == "huachuan.txt"
    assert result["complete"]
    assert [(row["item"], row["amount"]) for row in result["budgets"]] == [
        ("全年支出", "15.3"),
        ("设备购置支出", "9.8"),
        ("设备维护支出", "6.5"),
    ]
    assert [row["check"] for row in result["findings"] if row["status"] == "contradicted"] == ["SUM-PART"]


def test_the_service_refuses_a_file_that_is_no_report(service: Any, fault_server: Any):
    """The client's fault: 422, without a path of the server, and no model was asked."""
    answer = service.post("/reports/empty.docx", content=b"")

    assert answer.status_code == 422
    assert "/" not in answer.json()["detail"].replace(" / ", "")
    assert fault_server.requests == []


def test_the_service_says_that_its_model_refuses(service: Any, fault_server: Any):
    """A key that is not accepted is not the client's fault: 503."""
    fault_server.answer_with(lambda _: status(401))

    assert service.post("/reports/huachuan.txt", content=REPORT.encode()).status_code == 503
