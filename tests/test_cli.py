"""The commands, as a shell sees them: exit status, what is printed where, which files are written."""

from __future__ import annotations

import importlib.util
import io
import json
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace

import jsonschema
import pytest

from faults import dead_address, ok, status
from gouji import __version__, report_schema
from gouji.cli import main
from gouji.cli.inputs import find_inputs
from gouji.extraction.client import Retrying

GOOD = """清河县水务局2024年度河道管护项目绩效自评报告
一、资金情况
2024年项目支出100.00万元，其中：巡河经费60.00万元、清淤经费40.00万元。
二、工作开展情况
全年开展巡河48次，清理河道垃圾12吨。
三、存在的主要问题
部分河段清淤进度偏慢，影响行洪。
"""
# The parts come to 110: SUM-PART contradicts.
BAD = GOOD.replace("40.00万元", "50.00万元")


def answer(body) -> object:
    """An answer that fits the schema of the request: every sentence 资金, every amount named alike."""
    schema = body["response_format"]["json_schema"]["schema"]
    values: dict[str, object] = {"others": []}
    for name in schema["properties"]:
        if name.startswith("S"):
            values[name] = "资金"
        elif name.startswith("F"):
            values[name] = {"item": "", "kind": "支出", "of": ""}
    return ok(json.dumps(values, ensure_ascii=False), usage=(90, 30))


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    """Every test runs in a folder of its own, with its own kept answers and no model named."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOUJI_CACHE", str(tmp_path / "cache"))
    for name in ("GOUJI_MODEL", "GOUJI_GGUF", "GOUJI_API_KEY", "DEEPSEEK_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(capsys):
    """Run a command: its exit status, standard output and standard error."""

    def command(*arguments: object) -> SimpleNamespace:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = stop.code
        out, err = capsys.readouterr()
        return SimpleNamespace(code=code, out=out, err=err)

    return command


@pytest.fixture
def extract(run, fault_server):
    """``gouji extract`` with the fault server as its model."""
    fault_server.answer_with(answer)

    def command(*arguments: object) -> SimpleNamespace:
        return run("extract", "--base-url", fault_server.base_url, "--model", "m", *arguments)

    return command


@pytest.fixture
def stdin(monkeypatch):
    """Put bytes on standard input."""

    def put(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))

    return put


def write(name: str, text: str = GOOD, encoding: str = "utf-8") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


# ---- usage


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("read", "a.txt"), ("check",), ("check", "--fail-on", "grave", "a.txt"), ("figures",), ("model",),
        ("verify", "a.json"), ("extract", "--concurrency", "0", "a.txt"), ("extract", "--max-tokens-total", "x", "a.txt"),
        ("model", "serve", "--port", "x"), ("check", "a.txt", "--nonsense"),
    ],
)  # fmt: skip
def test_wrong_usage_is_2(run, arguments):
    """The message is on stderr and in both languages; nothing is on stdout."""
    done = run(*arguments)

    assert (done.code, done.out) == (2, "")
    assert "用法有误 / wrong usage" in done.err


@pytest.mark.parametrize(
    "arguments", [("--version",), ("--help",), ("extract", "--help"), ("model", "--help")]
)
def test_help_and_version_are_0(run, arguments):
    """Both go to stdout."""
    done = run(*arguments)

    assert done.code == 0
    assert "gouji" in done.out
    assert ("--version" not in arguments) or __version__ in done.out


# ---- check


def test_check_prints_what_does_not_hold(run):
    """The summary and the contradiction with its arithmetic; findings alone are 0."""
    done = run("check", write("a.txt", BAD))

    assert done.code == 0
    assert "SUM-PART" in done.out and "不符" in done.out
    assert "a.txt" in done.out


@pytest.mark.parametrize(
    ("text", "level", "code"),
    [(BAD, "high", 1), (BAD, "medium", 1), (BAD, "low", 1), (GOOD, "low", 0), (GOOD, "high", 0)],
)
def test_fail_on_turns_findings_into_1(run, text, level, code):
    """A finding at or above the level makes 1; a report that agrees stays 0."""
    assert run("check", write("a.txt", text), "--fail-on", level).code == code


def test_check_json_is_an_object_for_one_and_an_array_for_several(run):
    """In the order given, each with counts, checks, coverage and findings."""
    one, two = write("b.txt", BAD), write("a.txt")

    single = json.loads(run("check", one, "--json").out)
    several = json.loads(run("check", one, two, "--json").out)

    assert set(single) == {"document", "counts", "checks", "coverage", "findings"}
    assert single["counts"]["contradicted"] >= 1
    assert [each["document"] for each in several] == ["b.txt", "a.txt"]
    assert several[0] == single


def test_check_of_a_folder_reads_every_readable_file(run):
    """Sub-folders too; hidden files, lock files and other formats are left alone."""
    write("in/a.txt"), write("in/deep/b.md"), write("in/.hidden.txt"), write("in/~$c.docx"), write("in/d.xyz")

    documents = [each["document"] for each in json.loads(run("check", "in", "--json").out)]

    assert [Path(name).name for name in documents] == ["a.txt", "b.md"]


def test_a_folder_with_one_report_gives_an_object(run):
    """One INPUT that stands for one document."""
    write("in/a.txt")

    assert isinstance(json.loads(run("check", "in", "--json").out), dict)


def test_the_same_file_twice_is_read_once(run):
    """Named by itself and found in its folder."""
    path = write("in/a.txt")

    assert isinstance(json.loads(run("check", path, "in", "--json").out), dict)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_report_on_standard_input(run, stdin, encoding):
    """``-`` is decoded as a file is."""
    stdin(GOOD.encode(encoding))

    done = run("check", "-", "--json")

    assert done.code == 0
    assert json.loads(done.out)["coverage"]["money_figures"] == 3


def test_nothing_on_standard_input_is_2(run, stdin):
    """The message calls it ``-``."""
    stdin(b"")

    done = run("check", "-")

    assert done.code == 2
    assert done.err.startswith("gouji: -: ")


def test_check_writes_files_when_it_is_told_where(run):
    """The same files as extract, and still the table on stdout."""
    done = run("check", write("a.txt"), "--out", "out", "--format", "json,html")

    assert done.code == 0
    assert "a.txt" in done.out
    assert sorted(path.name for path in Path("out").iterdir()) == ["a.html", "a.json"]


def test_check_in_english(run):
    """Messages follow --lang; the report's own words stay."""
    done = run("check", write("a.txt", BAD), "--lang", "en")

    assert "contradicted" in done.out and "budgets" in done.out
    assert "不符" not in done.out


def test_check_needs_no_network(run, monkeypatch):
    """Not even a socket is made."""

    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("a socket was made")

    monkeypatch.setattr(socket, "socket", refuse)

    assert run("check", write("a.txt")).code == 0


# ---- inputs that cannot be read


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("none.txt", None, "none.txt"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "soffice|libreoffice"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "soffice|libreoffice"),
        ("a.txt", b"", "a.txt"),
        ("a.docx", b"PK\x03\x04 broken", "a.docx"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "a.png"),
    ],
)
@pytest.mark.parametrize("verb", ["check", "figures"])
def test_an_unreadable_input_is_2_and_says_what_helps(run, verb, name, data, words):
    """No traceback: the file's name, what it is, and for old Word the command that converts it."""
    if data is not None:
        Path(name).write_bytes(data)

    done = run(verb, name)

    assert (done.code, done.out) == (2, "")
    assert re.search(words, done.err, re.I)
    assert "Traceback" not in done.err


def test_an_empty_folder_is_2(run):
    """The message lists the formats that can be read."""
    Path("empty").mkdir()

    done = run("check", "empty")

    assert done.code == 2
    assert ".docx" in done.err and ".txt" in done.err


def test_one_bad_document_of_several_is_3(run):
    """The others are read and printed, the bad one is named."""
    done = run("check", write("a.txt", BAD), "none.txt", "--json", "--fail-on", "high")

    assert done.code == 3
    assert "none.txt" in done.err
    assert [each["document"] for each in json.loads(done.out)] == ["a.txt"]


def test_all_documents_bad_is_2(run):
    """2 goes before 3."""
    assert run("check", "none.txt", "neither.txt").code == 2


# ---- verify, figures


def test_verify_prints_findings_and_json(run):
    """A swapped digit is not found, and a finding that blames the model."""
    source = write("a.txt")
    result = write(
        "r.json",
        '[{"item": "巡河经费", "amount": "60.00", "unit": "万元"}, {"item": "清淤", "amount": "04.00", "unit": "万元"}]',
    )

    plain = run("verify", result, "--source", source)
    told = run("verify", result, "--source", source, "--json", "--fail-on", "high")

    assert plain.code == 0
    assert "GROUND-VALUE" in plain.out
    assert told.code == 1
    data = json.loads(told.out)
    assert [b["status"] for b in data["budgets"]] == ["exact", "not_found"]
    assert any(f["cause"] == "model" and f["status"] == "contradicted" for f in data["findings"])


@pytest.mark.parametrize("text", ["", "{", '{"a": 1}', "5", "\udcff"])
def test_verify_of_a_broken_result_is_2(run, text):
    """Broken JSON, or JSON with nothing to verify."""
    Path("r.json").write_bytes(text.encode("utf-8", "surrogateescape"))

    done = run("verify", "r.json", "--source", write("a.txt"))

    assert (done.code, done.out) == (2, "")
    assert "r.json" in done.err or "/" in done.err


def test_figures_as_table_and_as_json(run):
    """An array in text order; offsets count the characters of the text."""
    path = write("a.txt")

    table = run("figures", path)
    figures = json.loads(run("figures", path, "--json").out)

    assert table.code == 0
    assert "60.00万元" in table.out
    money = [figure for figure in figures if figure["dimension"] == "money"]
    assert [figure["value"] for figure in money] == ["1000000", "600000", "400000"]
    assert all(GOOD[figure["start"] : figure["end"]] == figure["text"] for figure in figures)


# ---- extract


def test_extract_writes_three_files_and_prints_nothing_on_stdout(extract):
    """JSON that fits the published schema, a page, a workbook; the summary is on stderr."""
    done = extract(write("a.txt"))

    assert (done.code, done.out) == (0, "")
    assert sorted(path.name for path in Path("gouji-out").iterdir()) == ["a.html", "a.json", "a.xlsx"]
    data = json.loads(Path("gouji-out/a.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, report_schema())
    assert data["complete"] is True
    assert len(data["budgets"]) == 3
    assert data["usage"]["requests"] >= 1
    assert "a.txt" in done.err and "gouji-out" in done.err


def test_extract_of_several_writes_index_and_summary(extract):
    """A file each, an index page and a summary workbook."""
    write("in/a.txt"), write("in/b.txt", BAD)

    done = extract("in", "--out", "out", "--format", "json", "--fail-on", "high")

    assert done.code == 1
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "a.json",
        "b.json",
        "index.html",
        "summary.xlsx",
    ]
    page = Path("out/index.html").read_text(encoding="utf-8")
    assert "a.json" in page and "b.json" in page


def test_stems_that_clash_take_folder_and_suffix(extract):
    """Two files of one stem do not overwrite each other."""
    write("in/x/a.txt"), write("in/y/a.md", BAD), write("in/b.txt")

    extract("in", "--out", "out", "--format", "json")

    assert sorted(path.name for path in Path("out").glob("*.json")) == [
        "b.json",
        "x-a.txt.json",
        "y-a.md.json",
    ]


def test_files_of_one_name_from_two_folders_stay_apart(extract):
    """Named one by one, there is no common folder to take a name from."""
    one, other = write("x/a.txt"), write("y/a.txt", BAD)

    extract(one, other, "--out", "out", "--format", "json")

    assert sorted(path.name for path in Path("out").glob("*.json")) == ["a.txt-2.json", "a.txt.json"]
    assert "x/a.txt" in Path("out/index.html").read_text(encoding="utf-8")


def test_a_report_called_index_is_not_overwritten(extract):
    """index.html and summary.xlsx are names of our own."""
    write("in/index.txt"), write("in/summary.txt"), write("in/a.txt")

    extract("in", "--out", "out")

    assert len(list(Path("out").glob("*.html"))) == 4
    assert len(list(Path("out").glob("*.xlsx"))) == 4


def test_a_second_run_pays_for_nothing(extract, fault_server):
    """Kept answers are used; --no-resume asks again."""
    path = write("a.txt")
    extract(path)
    paid = len(fault_server.requests)

    extract(path)
    assert len(fault_server.requests) == paid

    extract(path, "--no-resume")
    assert len(fault_server.requests) == 2 * paid


def test_a_dry_run_sends_nothing(extract, fault_server):
    """It prints how many requests there would be, and writes no file."""
    done = extract(write("a.txt"), "--dry-run")

    assert done.code == 0
    assert fault_server.requests == []
    assert "a.txt" in done.out and "requests" in done.err
    assert not Path("gouji-out").exists()


def test_tokens_used_up_is_3(extract):
    """What is not read is listed, and the files are written all the same."""
    text = GOOD.replace(
        "三、",
        "".join(f"第{n}项维修支出{n}.5万元，用于第{n}段河道的护坡与清淤工作。\n" for n in range(1, 80))
        + "三、",
    )

    done = extract(
        write("a.txt", text), "--max-tokens-total", "130", "--concurrency", "1", "--format", "json"
    )

    assert done.code == 3
    data = json.loads(Path("gouji-out/a.json").read_text(encoding="utf-8"))
    assert data["complete"] is False
    assert data["failed_chunks"]


def test_quiet_prints_nothing_that_is_no_error(extract):
    """Neither progress nor summary."""
    done = extract(write("a.txt"), "--quiet")

    assert (done.code, done.out, done.err) == (0, "", "")


def test_a_failed_chunk_is_3_even_with_findings(run, fault_server):
    """3 goes before 1; what could be read is written."""
    fault_server.answer_with(lambda body: ok("no json at all"))

    done = run(
        "extract",
        "--base-url",
        fault_server.base_url,
        "--model",
        "m",
        write("a.txt", BAD),
        "--fail-on",
        "low",
    )

    assert done.code == 3
    assert json.loads(Path("gouji-out/a.json").read_text(encoding="utf-8"))["failed_chunks"]
    assert "未读" in done.err


def test_one_unreadable_of_several_is_3_and_the_rest_is_written(extract):
    """The index lists the one that failed."""
    Path("b.docx").write_bytes(b"PK\x03\x04")

    done = extract(write("a.txt"), "b.docx", "--out", "out")

    assert done.code == 3
    assert Path("out/a.json").exists()
    assert "b.docx" in Path("out/index.html").read_text(encoding="utf-8")
    assert "b.docx" in done.err


def test_a_wrong_key_is_2_and_asks_once(run, fault_server):
    """Every other request would be refused too: none is sent for the other documents."""
    fault_server.answer_with(lambda body: status(401, "bad key"))
    write("in/a.txt"), write("in/b.txt")

    done = run("extract", "--base-url", fault_server.base_url, "--model", "m", "--concurrency", "1", "in")

    assert done.code == 2
    assert len(fault_server.requests) == 1


def test_csv_is_no_format(extract, fault_server):
    """An unknown format is refused before anything is asked."""
    done = extract(write("a.txt"), "--format", "json,csv")

    assert done.code == 2
    assert "csv" in done.err and "xlsx" in done.err
    assert fault_server.requests == []


def test_an_out_that_is_a_file_is_2(extract):
    """The message names it and says that the answers are kept."""
    write("taken", "a file")

    done = extract(write("a.txt"), "--out", "taken")

    assert done.code == 2
    assert "taken" in done.err and "--out" in done.err
    assert "Traceback" not in done.err


def test_an_unwritable_index_is_2(extract):
    """The overview cannot take the place of a folder."""
    Path("out/index.html").mkdir(parents=True)

    done = extract(write("a.txt"), write("b.txt"), "--out", "out")

    assert done.code == 2
    assert "index.html" in done.err


# ---- which model


def test_without_a_model_both_ways_are_told(run, monkeypatch):
    """Install the extra, or name a model; nothing is written."""
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name, *rest: None if name == "xllamacpp" else find_spec(name, *rest),
    )

    done = run("extract", write("a.txt"))

    assert done.code == 2
    assert "gouji[local]" in done.err and "--model" in done.err and "--base-url" in done.err
    assert not Path("gouji-out").exists()


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("nobody/x", "deepseek"),
        ("deepseek/chat", "DEEPSEEK_API_KEY"),
        ("openai", "OPENAI_API_KEY|--model openai"),
    ],
)
@pytest.mark.parametrize("by", ["option", "environment"])
def test_an_unknown_vendor_or_a_missing_key_is_2(run, monkeypatch, model, words, by):
    """The vendors are listed; the variable of the key is named."""
    if by == "environment":
        monkeypatch.setenv("GOUJI_MODEL", model)

    done = run("extract", write("a.txt"), *(("--model", model) if by == "option" else ()))

    assert done.code == 2
    assert re.search(words, done.err)


@pytest.mark.parametrize("url", ["ftp://x/v1", "not a url", "http://user:pw@host/v1", "http://"])
def test_a_base_url_that_is_none_is_2(run, url):
    """Neither another scheme nor a password in the address; the password is not printed."""
    done = run("extract", write("a.txt"), "--base-url", url, "--model", "m")

    assert done.code == 2
    assert "pw" not in done.err.replace("password", "")


def test_the_host_is_printed_before_anything_is_sent(run, fault_server, capsys):
    """Where the text goes stands on stderr when the first request comes in."""
    told: list[str] = []

    def listen(body):
        told.append(capsys.readouterr().err)
        return answer(body)

    fault_server.answer_with(listen)
    run("extract", "--base-url", fault_server.base_url, "--model", "team/m", write("a.txt"))

    host = fault_server.base_url.split("/")[2]
    assert host in told[0] and "team/m" in told[0]


def test_a_key_alone_chooses_nothing(run, monkeypatch):
    """A vendor's key in the environment sends no text to that vendor."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setattr(importlib.util, "find_spec", lambda *a: None)

    assert "gouji[local]" in run("extract", write("a.txt")).err


def test_an_address_where_nobody_listens(run, loopback, monkeypatch):
    """After all retries the report is incomplete, or nothing could be done: never 0."""
    fast = Retrying(first_wait=0.001, longest_wait=0.002)
    monkeypatch.setattr("gouji.extraction.client.Retrying", lambda: fast)

    done = run("extract", "--base-url", dead_address(), "--model", "m", write("a.txt"), "--quiet")

    assert done.code in (2, 3)
    assert "Traceback" not in done.err


def test_model_fetch_from_a_file_that_is_not_there_is_2(run):
    """The path is named."""
    done = run("model", "fetch", "--from", "none.gguf")

    assert done.code == 2
    assert "none.gguf" in done.err


@pytest.mark.parametrize("verb", ["path", "serve"])
def test_the_embedded_model_without_its_parts_is_2(run, monkeypatch, verb):
    """Weights named by GOUJI_GGUF that are not there, with or without the extra ``local``."""
    monkeypatch.setitem(sys.modules, "xllamacpp", ModuleType("xllamacpp"))
    monkeypatch.setenv("GOUJI_GGUF", str(Path("none.gguf").absolute()))

    done = run("model", verb)

    assert (done.code, done.out) == (2, "")
    assert "none.gguf" in done.err


def test_model_path_prints_where_the_weights_are(run, monkeypatch):
    """Weights named by GOUJI_GGUF are the ones."""
    path = write("own.gguf", "GGUF")
    monkeypatch.setenv("GOUJI_GGUF", str(path.absolute()))

    done = run("model", "path")

    assert done.code == 0
    assert done.out.strip() == str(path.absolute())


# ---- a hostile document, a reader that goes away


@pytest.mark.parametrize("verb", ["check", "figures", "extract"])
def test_escapes_in_a_document_do_not_reach_the_terminal(run, fault_server, verb):
    """Neither from the text nor from the file's name: no ESC, no bell, no turned direction."""
    fault_server.answer_with(answer)
    text = BAD.replace("清河县水务局", "\x1b[31m清河县水务局\x07").replace(
        "清淤经费", "清\u202e淤\x1b]0;x\x07经费"
    )
    path = write("a\x1b[2J.txt", text)
    options = ("--base-url", fault_server.base_url, "--model", "m") if verb == "extract" else ()

    done = run(verb, path, *options)

    assert done.code in (0, 2)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", done.out + done.err)


@pytest.mark.skipif(shutil.which("head") is None, reason="no head(1)")
@pytest.mark.parametrize(("lines", "reader", "taken"), [(4000, "head -c 20", 20), (1, "true", 0)])
def test_a_reader_that_goes_away_is_no_traceback(lines, reader, taken):
    """``gouji figures … | head`` ends quietly, also where all that was printed fits into a buffer."""
    path = write("a.txt", GOOD + "支出8万元。\n" * lines)
    source = Path(__file__).resolve().parent.parent / "src"
    done = subprocess.run(
        f'"{sys.executable}" -m gouji figures "{path}" --json | {reader}',
        shell=True, capture_output=True, timeout=60, env={"PYTHONPATH": str(source), "PATH": "/usr/bin:/bin"}, check=False,
    )  # fmt: skip

    assert len(done.stdout) == taken
    assert done.stderr == b""


def test_an_interrupted_run_says_how_to_go_on(run, monkeypatch):
    """Control-C is 130 and no traceback."""

    def interrupted(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gouji.pipeline.check", interrupted)

    done = run("check", write("a.txt"))

    assert done.code == 130
    assert "interrupted" in done.err


def test_a_folder_of_thousands_is_listed_at_once(tmp_path):
    """The names of four thousand files are compared by what they are, not each with each."""
    for number in range(4000):
        (tmp_path / f"{number}.txt").touch()
    began = time.process_time()

    found = find_inputs([str(tmp_path)])

    assert len({each.stem for each in found}) == 4000
    assert time.process_time() - began < 3
