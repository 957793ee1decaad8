"""The verbs and the Extractor: loops and threads, resuming, a caller's own client, what is shared."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import instructor
import openai
import pytest

import gouji
from faults import Behaviour, FaultServer, dead_address, silence, status
from gouji import Document, Extractor, Report
from gouji.errors import GoujiError, InputError, NoModel, RefusedError
from gouji.extraction.client import Retrying
from gouji.extraction.store import MemoryStore, Store
from stand_in import asked_text, long_report, read

SRC = Path(__file__).resolve().parent.parent / "src"
KEY = "sk-test-0123456789"
QUICK = {"retrying": Retrying(2, 0.001, 0.002), "timeout": 5, "store": None}


def report(paragraphs: int = 4, name: str = "text") -> Document:
    return Document.from_text(long_report(paragraphs), name=name)


def extractor(server: FaultServer, **options) -> Extractor:
    return Extractor("m", base_url=server.base_url, **{**QUICK, **options})


def facts_of(found: Report) -> dict:
    """The result without what it cost."""
    return {name: value for name, value in found.to_dict().items() if name != "usage"}


# ---- the verbs


def test_extract_reads_a_file(fault_server, tmp_path):
    """One call from a path to a report that says who read it, at what cost."""
    fault_server.answer_with(read)
    path = tmp_path / "自评报告.txt"
    path.write_text(long_report(4), encoding="utf-8")

    found = gouji.extract(path, "m", base_url=fault_server.base_url, **QUICK)

    assert found.complete
    assert found.document.name == "自评报告.txt"
    assert len(found.budgets) == 12
    assert len(found.activities) == 4
    assert found.usage.requests == len(fault_server.requests)
    assert found.provenance["model"] == "custom/m"
    assert found.provenance["strategy"] == "anchored"
    assert set(found.provenance["prompts"]) == {"anchored"}


def test_check_and_verify_ask_nobody(fault_server, monkeypatch):
    """Without a model: the same figures and findings, and no request."""
    monkeypatch.setenv("GOUJI_MODEL", "openai/x")
    checked = gouji.check(report())
    result = {
        "budgets": [{"item": "省级补助", "amount": "11.1", "unit": "万元", "quote": "省级补助11.1万元"}]
    }
    verified = gouji.verify(result, source=report())

    assert checked.complete
    assert len(checked.figures) == len(verified.figures)
    assert [b.status for b in verified.budgets] == ["exact"]
    assert fault_server.requests == []


def test_a_failed_chunk_makes_the_report_incomplete(fault_server):
    """One chunk that fails is in failed_chunks; the report says that it is incomplete."""
    fault_server.answer_with(lambda body: status(400) if "第1批" in asked_text(body) else read(body))

    with extractor(fault_server) as one:
        found = one.extract(report(9))

    assert not found.complete
    (failed,) = found.failed_chunks
    assert "第1批" in found.document.text[failed.start : failed.end]
    assert found.to_dict()["complete"] is False
    assert len(found.budgets) == 27


def test_a_wrong_key_is_raised(fault_server):
    """What every other request would meet as well is an error, not a failed chunk."""
    fault_server.answer_with(lambda body: status(401))

    with extractor(fault_server, api_key=KEY) as one, pytest.raises(RefusedError) as caught:
        one.extract(report())

    assert KEY not in str(caught.value)


@pytest.mark.parametrize("source", ["nowhere.txt", Path("nowhere.txt")])
def test_a_file_that_is_not_there_is_an_input_error(fault_server, source):
    """The sync facade raises what the reader of the file raised."""
    with extractor(fault_server) as one, pytest.raises(InputError):
        one.extract(source)


def test_a_model_must_be_named_for_an_address(monkeypatch):
    """An address without a model's name is refused before anything is sent."""
    monkeypatch.delenv("GOUJI_MODEL", raising=False)

    with pytest.raises(NoModel):
        Extractor(base_url="http://127.0.0.1:9/v1")


def test_an_unknown_strategy_is_refused(fault_server):
    """Only the two strategies that exist."""
    with pytest.raises(ValueError, match="anchored"):
        extractor(fault_server, strategy="best")


def test_the_plan_is_what_a_run_sends(fault_server):
    """The dry run counts requests, characters and amounts as they are then sent."""
    fault_server.answer_with(read)

    with extractor(fault_server) as one:
        planned = one.plan(report(9))
        assert fault_server.requests == []
        one.extract(report(9))

    sent = [asked_text(request.json) for request in fault_server.requests]
    assert {name: planned[name] for name in ("requests", "characters", "slots")} == {
        "requests": len(sent),
        "characters": sum(map(len, sent)),
        "slots": sum(text.count("〖") for text in sent),
    }
    assert 0 < planned["cached_tokens"] < planned["prompt_tokens"]


def test_own_checks_run_on_the_result(fault_server):
    """With no checks there are no findings; the facts are the same."""
    fault_server.answer_with(read)

    with extractor(fault_server, checks=[]) as none, extractor(fault_server) as all_of_them:
        assert none.extract(report()).findings == ()
        assert all_of_them.extract(report()).findings != ()


# ---- loops and threads


async def test_the_sync_facade_works_inside_a_running_loop(fault_server):
    """As in a notebook: the call blocks and returns the report, and the loop is whole afterwards."""
    fault_server.answer_with(read)

    found = gouji.extract(report(), "m", base_url=fault_server.base_url, progress=False, **QUICK)
    await asyncio.sleep(0)

    assert found.complete


def test_several_threads_share_one_extractor(fault_server):
    """Six reports from six threads: each gets its own, and together they keep to the limit."""
    fault_server.answer_with(lambda body: read(body, delay=0.01))
    sources = [report(2 + number, f"{number}.txt") for number in range(6)]

    with extractor(fault_server, concurrency=3) as one, ThreadPoolExecutor(6) as threads:
        found = list(threads.map(one.extract, sources))

    assert [each.document.name for each in found] == [f"{number}.txt" for number in range(6)]
    assert [len(each.budgets) for each in found] == [3 * (2 + number) for number in range(6)]
    assert sum(each.usage.requests for each in found) == len(fault_server.requests)
    assert fault_server.max_in_flight <= 3


def test_a_closed_extractor_says_so(fault_server):
    """After close nothing is read, sync or async; closing twice is no error."""
    fault_server.answer_with(read)
    one = extractor(fault_server)
    one.extract(report())
    one.close()
    one.close()

    with pytest.raises(GoujiError, match="关闭"):
        one.extract(report())
    with pytest.raises(GoujiError, match="关闭"):
        asyncio.run(one.aextract(report()))
    assert not [thread for thread in threading.enumerate() if thread.name == "gouji" and thread.is_alive()]


def test_closing_lets_go_of_a_thread_that_waits(fault_server):
    """A report under way in another thread is given up with an error instead of for ever."""
    arrived = threading.Event()

    def hang(body) -> Behaviour:
        arrived.set()
        return silence()

    fault_server.answer_with(hang)
    one = extractor(fault_server, timeout=60)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(one.extract, report())
        assert arrived.wait(20)
        one.close()

        with pytest.raises(GoujiError, match="关闭"):
            waiting.result(timeout=5)


async def test_aextract_reads_on_the_running_loop(fault_server):
    """No thread of our own, and the same report as from the sync facade."""
    fault_server.answer_with(read)

    found = await gouji.aextract(report(), "m", base_url=fault_server.base_url, **QUICK)
    with extractor(fault_server) as one:
        again = one.extract(report())

    assert facts_of(found) == facts_of(again)


async def test_astream_gives_each_report_as_it_is_done(fault_server):
    """Many reports, two at a time: a slow one does not hold back the others."""
    fault_server.answer_with(lambda body: read(body, delay=0.6 if "第9批" in asked_text(body) else 0.0))
    sources = [report(9, "slow"), report(1, "a"), report(1, "b"), report(1, "c")]

    async with extractor(fault_server) as one:
        names = [found.document.name async for found in one.astream(iter(sources), at_once=2)]

    assert names == ["a", "b", "c", "slow"]


async def test_astream_stops_at_a_file_that_cannot_be_read(fault_server):
    """The InputError is raised, the reports under way are given up, no task is left behind."""
    fault_server.answer_with(lambda body: read(body, delay=0.5))

    async with extractor(fault_server) as one:
        with pytest.raises(InputError):
            async for _ in one.astream([report(1), "nowhere.txt"]):
                pass
        left = asyncio.all_tasks() - {asyncio.current_task()}

    assert not [task for task in left if "aextract" in repr(task)]


async def test_a_stream_that_is_left_gives_up_the_rest(fault_server):
    """Whoever has seen enough stops: nothing goes on in the background."""
    fault_server.answer_with(read)

    async with extractor(fault_server) as one:
        stream = one.astream([report(1, str(number)) for number in range(50)], at_once=2)
        async for _ in stream:
            break
        await stream.aclose()
        await asyncio.sleep(0.2)  # what was already on its way arrives
        sent = len(fault_server.requests)
        await asyncio.sleep(0.2)

    assert len(fault_server.requests) == sent < 20


# ---- what a caller brings


@pytest.mark.parametrize("kind", ["async instructor", "sync instructor", "tools", "async raw", "sync raw"])
def test_a_callers_client_reads_a_report(fault_server, kind):
    """instructor's clients and the plain OpenAI ones, as they are; the model is asked by their name."""
    fault_server.answer_with(_with_tools)
    library = openai.OpenAI if "sync" in kind.split() else openai.AsyncOpenAI
    client = library(base_url=fault_server.base_url, api_key=KEY, max_retries=0)
    if "instructor" in kind:
        client = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA)
    if kind == "tools":
        client = instructor.from_openai(client)

    with Extractor("qwen-x", client=client) as one:
        found = one.extract(report())

    assert found.complete
    assert len(found.budgets) == 12
    assert len(found.activities) == 4
    assert {request.json["model"] for request in fault_server.requests} == {"qwen-x"}
    assert one.address == fault_server.base_url
    assert KEY not in repr(one)


def _with_tools(body) -> Behaviour:
    if "tools" not in body:
        return read(body)
    function = body["tools"][0]["function"]
    as_schema = {**body, "response_format": {"json_schema": {"schema": function["parameters"]}}}
    whole = json.loads(read(as_schema).body)
    message = whole["choices"][0]["message"]
    call = {
        "id": "c",
        "type": "function",
        "function": {"name": function["name"], "arguments": message["content"]},
    }
    whole["choices"][0] |= {
        "finish_reason": "tool_calls",
        "message": {"role": "assistant", "content": None, "tool_calls": [call]},
    }
    return Behaviour(body=json.dumps(whole).encode())


def test_a_callers_client_is_not_closed(fault_server):
    """After the Extractor is closed the client still works for its owner."""
    fault_server.answer_with(read)
    client = openai.OpenAI(base_url=fault_server.base_url, api_key=KEY, max_retries=0)

    for _ in range(2):
        with Extractor("m", client=client) as one:
            assert one.extract(report(1)).complete
    assert not client.is_closed()


def test_a_callers_transport_carries_the_requests(fault_server):
    """Requests go through the transport that was given, under the address that was named."""
    fault_server.answer_with(read)
    inner = type(openai.DefaultAsyncHttpxClient()._transport)
    seen: list[str] = []

    class Noting(inner):
        async def handle_async_request(self, request):
            seen.append(str(request.url))
            return await super().handle_async_request(request)

    with extractor(fault_server, transport=Noting()) as one:
        assert one.extract(report(1)).complete
    assert set(seen) == {f"{fault_server.base_url}/chat/completions"}


def test_the_default_store_answers_neither_a_client_nor_a_transport(fault_server, tmp_path, monkeypatch):
    """Where a caller brings the connection, an earlier run's answers are not used unasked."""
    monkeypatch.setenv("GOUJI_CACHE", str(tmp_path))
    fault_server.answer_with(read)
    client = openai.OpenAI(base_url=fault_server.base_url, api_key=KEY, max_retries=0)

    for _ in range(2):
        with Extractor("m", client=client) as one:
            assert one.extract(report(1)).usage.reused == 0
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", ["", "/"])
def test_slashes_in_a_models_name_are_part_of_it(fault_server, ending):
    """With an address the whole name is the model's; a slash at the address's end changes nothing."""
    fault_server.answer_with(read)

    with Extractor("deepseek-ai/DeepSeek-V3/awq", base_url=fault_server.base_url + ending, **QUICK) as one:
        found = one.extract(report(1))

    assert found.provenance["model"] == "custom/deepseek-ai/DeepSeek-V3/awq"
    assert {(r.path, r.json["model"]) for r in fault_server.requests} == {
        ("/v1/chat/completions", "deepseek-ai/DeepSeek-V3/awq")
    }


def test_the_limit_on_tokens_is_over_all_documents(fault_server):
    """What the first report cost counts against the second; both keep what grammar read."""
    fault_server.answer_with(read)

    with extractor(fault_server, max_tokens_total=100) as one:
        first, second = one.extract(report(1)), one.extract(report(1, "二"))

    assert first.complete
    assert not second.complete
    assert len(fault_server.requests) == 1
    assert len(second.budgets) == 3


def test_hooks_get_events_and_no_text(fault_server):
    """Hooks learn the document's name, counts and usage; not a word of the report."""
    fault_server.answer_with(read)
    events = []

    with extractor(fault_server, hooks=[events.append]) as one:
        one.extract(report(6, "甲.txt"))

    assert (events[0].kind, events[-1].kind) == ("start", "done")
    assert events[-1].done == events[-1].total == len(fault_server.requests)
    assert {event.document for event in events} == {"甲.txt"}
    assert "省级补助" not in repr(events)


def test_the_log_is_silent_about_text_and_keys(fault_server, caplog):
    """At DEBUG, with faults on the way: neither the report nor the key in any line."""
    fault_server.script(status(429), status(400, "省级补助")).answer_with(read)
    for name in (None, "gouji", "instructor", "openai"):
        caplog.set_level(logging.DEBUG, logger=name)

    with extractor(fault_server, api_key=KEY) as one:
        one.extract(report(9))

    assert "gouji" in {record.name for record in caplog.records}
    assert "省级补助" not in caplog.text
    assert KEY not in caplog.text


# ---- resuming


def test_a_second_run_sends_nothing_and_says_the_same(fault_server, tmp_path, monkeypatch):
    """The default store answers: not one request, and the same JSON but for the cost."""
    monkeypatch.setenv("GOUJI_CACHE", str(tmp_path))
    fault_server.answer_with(read)
    options = {name: value for name, value in QUICK.items() if name != "store"}

    found = [gouji.extract(report(9), "m", base_url=fault_server.base_url, **options) for _ in range(2)]

    first, second = found
    assert len(fault_server.requests) == first.usage.requests == second.usage.reused > 2
    assert (second.usage.requests, second.usage.tokens) == (0, 0)
    assert facts_of(first) == facts_of(second)


def test_without_a_store_everything_is_asked_again(fault_server, tmp_path, monkeypatch):
    """--no-resume: nothing is read from a store and nothing is written."""
    monkeypatch.setenv("GOUJI_CACHE", str(tmp_path))
    fault_server.answer_with(read)

    with extractor(fault_server, store=None) as one:
        first, second = one.extract(report()), one.extract(report())

    assert first.usage.requests == second.usage.requests == len(fault_server.requests) / 2
    assert not list(tmp_path.iterdir())


def test_only_the_failed_chunks_are_asked_in_the_next_run(fault_server):
    """A run with faults goes on where it was: what was answered is not sent again."""
    store, text = MemoryStore(), report(12)
    fault_server.answer_with(lambda body: status(503) if "第4批" in asked_text(body) else read(body))
    with extractor(fault_server, store=store) as one:
        first = one.extract(text)
    before = len(fault_server.requests)
    fault_server.answer_with(read)
    with extractor(fault_server, store=store) as one:
        second = one.extract(text)

    assert (first.complete, second.complete) == (False, True)
    assert len(first.failed_chunks) == second.usage.requests == len(fault_server.requests) - before == 1


def test_kept_answers_belong_to_their_address(fault_server):
    """With everything kept, a server that is broken is not asked; another address knows nothing of it."""
    store = MemoryStore()
    fault_server.answer_with(read)
    with extractor(fault_server, store=store) as one:
        first = one.extract(report())
    fault_server.answer_with(lambda body: status(500))

    with extractor(fault_server, store=store) as one:
        again = one.extract(report())
    with Extractor("m", base_url=dead_address(), **{**QUICK, "store": store}) as one:
        elsewhere = one.extract(report())

    assert facts_of(again) == facts_of(first)
    assert not elsewhere.complete


_CHILD = """
import sys, gouji
from gouji.extraction.store import Store
report = gouji.extract(sys.argv[1], "m", base_url=sys.argv[2], concurrency=int(sys.argv[4]),
                       store=Store(sys.argv[3]), progress=False, timeout=60)
report.to_json(sys.argv[5])
"""


def _child(
    path: Path, server: FaultServer, store: Path, out: Path, *, concurrency: int = 1
) -> subprocess.Popen:
    command = [sys.executable, "-c", _CHILD, path, server.base_url, store, concurrency, out]
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    return subprocess.Popen([str(part) for part in command], env=environment)


def test_a_killed_run_goes_on_where_it_was(fault_server, tmp_path):
    """kill -9 while the fifth request is out: the four that were answered are never sent again."""
    path, kept = tmp_path / "r.txt", tmp_path / "answers.sqlite"
    path.write_text(long_report(24), encoding="utf-8")
    fault_server.answer_with(lambda body: read(body) if len(fault_server.requests) <= 4 else silence())
    child = _child(path, fault_server, kept, tmp_path / "out.json")
    try:
        _wait_for(lambda: len(fault_server.requests) == 5 or child.poll() is not None)
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait(10)
    answered = {request.body for request in fault_server.requests[:4]}
    unanswered = fault_server.requests[4].body

    fault_server.answer_with(read)
    with Store(kept) as store, extractor(fault_server, store=store) as one:
        found = one.extract(path)
    with extractor(fault_server, store=None) as one:
        whole = one.extract(path)

    assert child.returncode == -signal.SIGKILL
    assert not (tmp_path / "out.json").exists()
    assert found.complete
    assert (found.usage.reused, found.usage.requests) == (4, whole.usage.requests - 4)
    resumed = [request.body for request in fault_server.requests[5 : 5 + found.usage.requests]]
    assert len(set(resumed)) == len(resumed)
    assert not answered & set(resumed)
    assert unanswered in resumed
    assert facts_of(found) == facts_of(whole)


def test_two_processes_share_a_store(fault_server, tmp_path):
    """Both finish with the same result while writing the same file; a third run sends nothing."""
    path, kept, out = tmp_path / "r.txt", tmp_path / "answers.sqlite", tmp_path / "out.json"
    path.write_text(long_report(24), encoding="utf-8")
    fault_server.answer_with(lambda body: read(body, delay=0.02))
    child = _child(path, fault_server, kept, out, concurrency=4)
    try:
        _wait_for(lambda: fault_server.requests or child.poll() is not None)
        with Store(kept) as store, extractor(fault_server, store=store, concurrency=4) as one:
            ours = one.extract(path)
        assert child.wait(30) == 0
    finally:
        child.kill()
    sent = len(fault_server.requests)
    with Store(kept) as store, extractor(fault_server, store=store) as one:
        third = one.extract(path)

    theirs = {name: value for name, value in json.loads(out.read_bytes()).items() if name != "usage"}
    assert theirs == json.loads(json.dumps(facts_of(ours))) == json.loads(json.dumps(facts_of(third)))
    assert third.usage.requests == 0
    assert len(fault_server.requests) == sent


def _wait_for(condition, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.02)


@pytest.mark.parametrize(
    "piece",
    ["其中：设备1万元、", "一、概况5万元\n", "执行率90%，预算100万元，支出80万元。"],
    ids=["lists", "headings", "rates"],
)
def test_a_check_takes_time_with_the_length_of_the_text(piece):
    """Four times a hostile text takes about four times as long, not sixteen."""

    def seconds(copies: int) -> float:
        document = gouji.Document.from_text("全年支出5万元，" + piece * copies)
        began = time.process_time()
        gouji.check(document)
        return time.process_time() - began

    seconds(100)
    assert seconds(2000) < 12 * max(seconds(500), 0.02)
