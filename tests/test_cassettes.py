"""The recordings themselves: readable, clean, few, and each one somebody's."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from vcr.request import Request

from cassettes_format import (
    MODEL,
    cleaned_request,
    cleaned_response,
    complaints,
    deserialize,
    serialize,
)
from gouji.extraction.replay import read_cassette

ROOT = Path(__file__).resolve().parent.parent
CASSETTES = sorted((ROOT / "cassettes").rglob("*.yaml"))
MOST_INTERACTIONS = 120

each_cassette = pytest.mark.parametrize(
    "path", CASSETTES, ids=[path.relative_to(ROOT / "cassettes").as_posix() for path in CASSETTES]
)


# ---- the files


@each_cassette
def test_a_cassette_holds_no_secret_and_no_escaped_chinese(path):
    """Neither keys nor hosts nor paths of a machine, no measures of a run, Chinese as Chinese."""
    assert complaints(path.read_text(encoding="utf-8")) == []


@each_cassette
def test_a_cassette_names_its_model(path):
    """The head says which model answered, and every interaction asked that one."""
    head = yaml.safe_load(path.read_text(encoding="utf-8"))["model"]
    asked = {str(found.request["model"]) for found in read_cassette(path) if isinstance(found.request, dict)}

    assert head
    assert asked == set(head.split(", "))


@each_cassette
def test_a_cassette_is_as_the_serializer_writes_it(path):
    """Nobody edited it by hand: reading and writing gives the same file."""
    text = path.read_text(encoding="utf-8")

    assert serialize(deserialize(text)) == text


@each_cassette
def test_a_cassette_answers_whole(path):
    """Every answer is a whole one of the protocol, with usage, and nothing but POST to the chat address."""
    for found in read_cassette(path):
        assert (found.method, found.path) == ("POST", "/v1/chat/completions")
        assert found.status != 200 or json.loads(found.content)["usage"]["total_tokens"] > 0


def test_there_are_few_interactions():
    """All cassettes together hold at most 120 calls: recording again takes minutes, not hours."""
    assert sum(len(read_cassette(path)) for path in CASSETTES) <= MOST_INTERACTIONS


def test_every_cassette_is_somebodys(cassette_users, tmp_path):
    """Each file belongs to a collected test, or a notebook names it; the test module's name is its folder."""
    owned = cassette_users.paths
    if not set(Path(__file__).parent.rglob("test_*.py")) <= cassette_users.modules:
        owned = _owned_by_all_tests(tmp_path / "report.json")

    assert [path.relative_to(ROOT).as_posix() for path in orphans(CASSETTES, owned, _notebooks())] == []


def test_no_other_file_lies_among_the_cassettes():
    """A partial file, or one with another suffix, was left behind by a recording that was stopped."""
    others = [path for path in (ROOT / "cassettes").rglob("*") if path.is_file() and path not in CASSETTES]

    assert [path for path in others if path.name != ".gitkeep"] == []


def orphans(cassettes: list[Path], owned: set[Path], notebooks: str) -> list[Path]:
    named = set(re.findall(r"cassettes/([\w./-]+\.yaml)", notebooks))
    return [
        path
        for path in cassettes
        if path not in owned and path.relative_to(ROOT / "cassettes").as_posix() not in named
    ]


def _notebooks() -> str:
    found = [*(ROOT / "notebooks").glob("*.ipynb")]
    return "\n".join(path.read_text(encoding="utf-8") for path in found)


def _owned_by_all_tests(report: Path) -> set[Path]:
    subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=ROOT,
        env={**os.environ, "GOUJI_REPLAY_REPORT": str(report)},
        capture_output=True,
        check=False,
    )
    recordings = json.loads(report.read_text(encoding="utf-8"))["recordings"]
    return {ROOT / found["cassette"] for found in recordings.values()}


def test_an_orphan_is_found():
    """A file that neither a test nor a notebook names is listed, the others are not."""
    folder = ROOT / "cassettes"
    files = [
        folder / "test_a" / "one.yaml",
        folder / "test_a" / "two.yaml",
        folder / "notebooks" / "three.yaml",
    ]

    found = orphans(files, {files[0]}, 'Replay("../cassettes/notebooks/three.yaml")')

    assert found == [files[1]]


# ---- the format


def cassette_of(request: str, response: str, **headers: str) -> dict:
    return {
        "version": 1,
        "interactions": [
            {
                "request": {
                    "method": "POST",
                    "uri": "http://model.invalid/v1/chat/completions",
                    "body": request,
                    "headers": {name: [value] for name, value in headers.items()},
                },
                "response": {
                    "status": {"code": 200, "message": "OK"},
                    "headers": {"content-type": ["application/json"]},
                    "body": {"string": response},
                },
            }
        ],
    }


def body_of(*texts: str, **more: object) -> str:
    messages = [{"role": "user", "content": text} for text in texts]
    return json.dumps({"model": MODEL, "messages": messages, **more}, ensure_ascii=False)


def bodies_in(text: str) -> list[tuple[str, str]]:
    found = deserialize(text)["interactions"]
    return [(entry["request"]["body"], entry["response"]["body"]["string"]) for entry in found]


def test_a_prompt_with_tabs_and_wide_blanks_stands_as_a_block():
    """A table's tabs, blanks at a line's end, U+3000 and “” appear as they are, a line a line."""
    prompt = "　　一、基本情况\n项目\t预算数 \n“村道养护”\t36.5\n"

    text = serialize(cassette_of(body_of(prompt), '{"a": 1}'))

    assert "content: |" in text
    for line in prompt.splitlines():
        assert re.search(rf"(?m)^ +{re.escape(line)}$", text)
    assert json.loads(bodies_in(text)[0][0])["messages"][0]["content"] == prompt


def test_the_model_stands_in_the_head():
    """The first lines say which model answered."""
    assert serialize(cassette_of(body_of("问"), "{}")).splitlines()[1] == f"model: {MODEL}"


def test_a_long_prompt_that_comes_back_is_written_once():
    """Two requests with the same system prompt: the second refers to the first."""
    prompt = "你是一名审计人员，逐条读出报告中的资金。\n" * 20
    one, two = cassette_of(body_of(prompt, "甲"), "{}"), cassette_of(body_of(prompt, "乙"), "{}")

    text = serialize({"version": 1, "interactions": one["interactions"] + two["interactions"]})

    assert text.count("你是一名审计人员") == 20
    assert [json.loads(body)["messages"][0]["content"] for body, _ in bodies_in(text)] == [prompt, prompt]


def test_interactions_are_sorted_by_request_and_equal_ones_keep_their_order():
    """The order of arrival of concurrent requests does not show; that of a retry does."""
    answers = [("丙", "1"), ("甲", "2"), ("丙", "3"), ("乙", "4")]
    entries = [cassette_of(body_of(ask), f'{{"n":{n}}}')["interactions"][0] for ask, n in answers]

    text = serialize({"version": 1, "interactions": entries})

    order = [
        (json.loads(body)["messages"][0]["content"], json.loads(answer)["n"])
        for body, answer in bodies_in(text)
    ]
    assert order == [("丙", 1), ("丙", 3), ("乙", 4), ("甲", 2)]
    assert serialize({"version": 1, "interactions": entries[2:] + entries[:2]}) != text
    assert serialize({"version": 1, "interactions": [entries[3], *entries[:3]]}) == text


def test_a_body_that_is_not_json_stays_text():
    """A stream's events and a proxy's page are kept as they are."""
    events = 'data: {"a": "绩效"}\n\ndata: [DONE]\n\n'

    text = serialize(cassette_of(body_of("问"), events))

    assert bodies_in(text)[0][1] == events


plain_text = st.text(st.characters(exclude_categories=["Cs"])) | st.text(
    "绩效 \t\n\r\x85\u2028\u3000\ufeff:#-&*|>'\"{}"
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | plain_text,
    lambda children: st.lists(children, max_size=4) | st.dictionaries(plain_text, children, max_size=4),
    max_leaves=12,
)


@given(value=json_values)
def test_any_json_body_comes_back_equal(value):
    """Whatever stands in a prompt or an answer is the same after writing and reading."""
    whole = json.dumps({"value": value, "again": [value, value]}, ensure_ascii=False)

    ((request, response),) = bodies_in(serialize(cassette_of(whole, whole)))

    assert json.loads(request) == json.loads(response) == json.loads(whole)


@given(texts=st.lists(plain_text, min_size=1, max_size=3))
def test_writing_is_stable(texts):
    """Reading a cassette and writing it again changes nothing."""
    text = serialize(cassette_of(body_of(*texts), json.dumps({"content": texts[0]})))

    assert serialize(deserialize(text)) == text


# ---- what is kept at recording


def test_a_request_keeps_neither_key_nor_host():
    """Of the headers only the type stays, of the address what follows the version."""
    headers = {
        "Authorization": "Bearer sk-0123456789abcdef",
        "Content-Type": "application/json",
        "Host": "h:1",
    }

    kept = cleaned_request(
        Request("POST", "http://127.0.0.1:8080/api/v4/chat/completions?k=1", "{}", headers)
    )

    assert kept.uri == "http://model.invalid/v1/chat/completions"
    assert dict(kept.headers) == {"content-type": "application/json"}


def test_a_response_keeps_no_mark_of_its_run():
    """Times, build and request numbers go; the answer and its usage stay."""
    body = {
        "id": "chatcmpl-Zx",
        "created": 1700000000,
        "timings": {"ms": 3},
        "system_fingerprint": "b1",
        "usage": {"n": 1},
    }
    response = {
        "status": {"code": 200, "message": "OK"},
        "headers": {"Server": ["llama.cpp"], "Content-Type": ["application/json"], "Content-Length": ["9"]},
        "body": {"string": json.dumps(body).encode()},
    }

    kept = cleaned_response(response)

    assert json.loads(kept["body"]["string"]) == {"id": "recorded", "created": 0, "usage": {"n": 1}}
    assert kept["headers"] == {"content-type": ["application/json"]}


def test_a_recorded_wait_is_a_millisecond():
    """A client that honours Retry-After does not sleep at replay."""
    response = {
        "status": {"code": 429, "message": ""},
        "headers": {"Retry-After": ["20"]},
        "body": {"string": b""},
    }

    assert cleaned_response(response)["headers"] == {"retry-after-ms": ["1"]}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("authorization: [Bearer x]", "a key"),
        ("x-stainless-os: [Linux]", "a key"),
        ("content: sk-abcdefgh12345678", "a key"),
        ("uri: http://127.0.0.1:41233/v1/chat/completions", "an address of a machine"),
        ("uri: https://api.vendor.example/v1/chat/completions", "another host"),
        ("path: /home/someone/report.docx", "a path of a machine"),
        (r'content: "\u7ee9\u6548"', "escaped Chinese"),
        ("string: !!binary abcd", "binary data"),
        ("      timings: {ms: 3}", "measures of the run"),
    ],
)
def test_what_must_not_be_there_is_found(line, what):
    """Each kind of leak is named with its line."""
    (complaint, *_) = [said for said in complaints(f"version: 1\n{line}\n") if what in said]

    assert complaint.startswith("line 2: ")


def test_a_clean_cassette_raises_no_complaint():
    """The address of nobody, Chinese, amounts and percentages are fine."""
    assert complaints(serialize(cassette_of(body_of("支出36.5万元，占62%。"), '{"item": "维修"}'))) == []
