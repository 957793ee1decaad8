"""Asking: faults of the transport, refusals, kept answers, limits, and what is told of it."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import ClassVar

import instructor
import openai
import pytest

from faults import (
    Behaviour,
    broken_json,
    cut,
    dead_address,
    empty_choices,
    html_page,
    length,
    no_content,
    ok,
    silence,
    status,
    too_many,
)
from gouji.errors import AnswerError, BudgetExhausted, RefusedError, TransportError, TruncatedAnswer
from gouji.extraction.answer import Answer
from gouji.extraction.client import Asker, Question, Retrying, Spending, _retry_after
from gouji.extraction.providers import generic
from gouji.extraction.providers.provider import Provider
from gouji.extraction.store import MemoryStore
from gouji.extraction.usage import Usage

FAST = Retrying(first_wait=0.001, longest_wait=0.002)
GOOD = '{"item": "渠道维修费"}'
KEY = "sk-test-0123456789"


class Item(Answer):
    SCHEMA: ClassVar = {
        "type": "object",
        "properties": {"item": {"type": "string"}},
        "required": ["item"],
        "additionalProperties": False,
    }
    item: str


@pytest.fixture
async def asker() -> AsyncIterator[Callable[..., Asker]]:
    """Makes askers of a server or an address, and closes them at the end."""
    made: list[Asker] = []

    def make(server, **options) -> Asker:
        base_url = server if isinstance(server, str) else server.base_url
        provider = options.pop("provider", None) or generic(base_url)
        options = {
            "model": "m",
            "address": base_url,
            "retrying": FAST,
            "api_key": KEY,
            "timeout": 5,
            **options,
        }
        made.append(Asker(provider, **options))
        return made[-1]

    yield make
    for one in made:
        await one.aclose()


def question(text: str = "支付渠道维修费36.5万元。", **options) -> Question[Item]:
    return Question("填写 JSON。", text, Item, **options)


def counted(usage: Usage) -> tuple[int, int, int, int]:
    return usage.requests, usage.prompt_tokens, usage.cached_tokens, usage.completion_tokens


# ---- what may pass is tried again


@pytest.mark.parametrize(
    "fault",
    [
        too_many(),
        too_many(after=0.01),
        status(500),
        status(502),
        status(503),
        status(408),
        status(409),
        html_page(),
        html_page(502),
        broken_json(),
        cut(),
        cut(reset=True),
    ],
    ids=lambda fault: f"{fault.status}-{fault.end}-{len(fault.body)}",
)
async def test_a_fault_that_may_pass_is_tried_again_and_counted(fault_server, asker, fault):
    """After two faults the third request brings the answer; all three are in the usage."""
    fault_server.script(fault, fault, ok(GOOD, usage=(100, 10, 60)))

    reply = await asker(fault_server).ask(question(), Spending())

    assert reply.answer.item == "渠道维修费"
    assert counted(reply.usage) == (3, 100, 60, 10)
    assert len({request.body for request in fault_server.requests}) == 1


async def test_silence_is_tried_again(fault_server, asker):
    """A server that does not answer within the time-out is asked anew."""
    fault_server.script(silence(), ok(GOOD))

    reply = await asker(fault_server, timeout=0.3).ask(question(), Spending())

    assert reply.usage.requests == 2
    assert reply.usage.seconds >= 0.3


async def test_five_attempts_and_no_more(fault_server, asker):
    """A server that is down is asked five times; the error names it, the count and the usage."""
    fault_server.script([status(503)] * 5)

    with pytest.raises(TransportError, match=r"HTTP 503.*5") as caught:
        await asker(fault_server).ask(question(), Spending())

    assert caught.value.usage.requests == 5
    assert fault_server.remaining == 0


async def test_a_dead_address_is_a_transport_error(loopback, asker):
    """Nobody listens: the error says that the connection failed, and where."""
    address = dead_address()

    with pytest.raises(TransportError, match="连接失败") as caught:
        await asker(address, retrying=Retrying(2, 0.001, 0.002)).ask(question(), Spending())

    assert address in str(caught.value)
    assert caught.value.usage.requests == 2


@pytest.mark.parametrize(
    ("form", "after", "least"), [("seconds", 0.4, 0.4), ("milliseconds", 0.4, 0.4), ("date", 2, 0.5)]
)
async def test_the_server_says_how_long_to_wait(fault_server, asker, form, after, least):
    """Retry-After goes before our own waiting, in each of its three forms."""
    fault_server.script(too_many(after=after, form=form), ok(GOOD))

    await asker(fault_server).ask(question(), Spending())

    first, second = fault_server.requests
    assert least <= second.at - first.at < 4


async def test_a_wait_without_end_is_cut_short(fault_server, asker):
    """A server that asks to wait for a day is asked again after our own longest wait."""
    fault_server.script(too_many(after=86400), ok(GOOD))

    reply = await asker(fault_server, retrying=Retrying(longest_retry_after=0.05)).ask(question(), Spending())

    assert reply.usage.requests == 2


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after-ms": "soon", "retry-after": "9"}, 9.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
        ({}, None),
    ],
)
def test_a_header_that_makes_no_sense_is_ignored(headers, seconds):
    """Whatever stands in Retry-After, it is a number of seconds, not negative, or nothing."""
    response = type("Response", (), {"headers": headers})

    assert _retry_after(response) == seconds


# ---- what will not pass is said at once


@pytest.mark.parametrize(
    ("behaviour", "fatal", "says"),
    [
        (status(401), True, "密钥无效"),
        (status(402), True, "余额不足"),
        (status(403), True, "无权访问"),
        (status(404), True, "地址或模型不存在"),
        (status(429, kind="insufficient_quota"), True, "额度用尽"),
        (status(400), False, "请求被拒绝"),
        (status(422), False, "请求被拒绝"),
    ],
    ids=lambda value: str(value.status) if isinstance(value, Behaviour) else None,
)
async def test_a_refusal_is_not_tried_again(fault_server, asker, behaviour, fatal, says):
    """One request, an error that says what is refused, and whether all others will be as well."""
    fault_server.script(behaviour)

    with pytest.raises(RefusedError, match=says) as caught:
        await asker(fault_server).ask(question(), Spending())

    assert caught.value.fatal is fatal
    assert caught.value.usage.requests == 1
    assert KEY not in str(caught.value)


async def test_an_answer_cut_at_its_length_is_never_kept(fault_server, asker):
    """finish_reason length is an error of its own that costs its tokens; the store stays empty."""
    fault_server.script(length(GOOD, usage=(90, 30)))
    store, spending = MemoryStore(), Spending()

    with pytest.raises(TruncatedAnswer) as caught:
        await asker(fault_server, store=store).ask(question(), spending)

    assert counted(caught.value.usage) == (1, 90, 0, 30)
    assert len(store) == 0


@pytest.mark.parametrize(
    "behaviour",
    [ok("好的，渠道维修费"), ok('{"item": '), ok('{"other": 1}'), ok("[]"), no_content(), empty_choices()],
    ids=["prose", "half", "wrong-field", "list", "null", "none"],
)
async def test_an_answer_that_does_not_fit_is_an_answer_error(fault_server, asker, behaviour):
    """No proper JSON: the tokens are counted, nothing is kept, and the error does not quote it."""
    fault_server.script(behaviour)
    store = MemoryStore()

    with pytest.raises(AnswerError) as caught:
        await asker(fault_server, store=store).ask(question(), Spending())

    assert caught.value.usage.prompt_tokens == 100
    assert "渠道维修费" not in str(caught.value)
    assert len(store) == 0


# ---- kept answers


async def test_a_kept_answer_costs_nothing(fault_server, asker):
    """The second asking sends nothing and counts as reused."""
    fault_server.script(ok(GOOD))
    store = MemoryStore()
    one = asker(fault_server, store=store)

    first, second = [await one.ask(question(), Spending()) for _ in range(2)]

    assert (first.kept, second.kept) == (False, True)
    assert second.answer.item == first.answer.item == "渠道维修费"
    assert second.usage == Usage(reused=1)
    assert store.get(next(iter(store._answers))).content == GOOD


async def test_a_kept_answer_that_no_longer_fits_is_asked_anew(fault_server, asker):
    """An answer of an older type under the same key is replaced, not believed."""
    fault_server.script(ok(GOOD), ok(GOOD))
    store = MemoryStore()
    one = asker(fault_server, store=store)
    await one.ask(question(), Spending())
    (key,) = store._answers
    store._answers[key] = type(store.get(key))("{}", "m", 1, 0, 1, 0.1)

    reply = await one.ask(question(), Spending())

    assert reply.kept is False
    assert store.get(key).content == GOOD


@pytest.mark.parametrize(
    "change",
    [
        {"text": "另一句。"},
        {"max_tokens": 7},
        {"system": "另一个提示。"},
        {"seed": 8},
        {"temperature": 0.5},
        {"model": "n"},
    ],
    ids=lambda change: next(iter(change)),
)
async def test_whatever_determines_the_answer_is_in_the_key(fault_server, asker, change):
    """Another text, prompt, limit, seed, temperature or model is another question."""
    fault_server.script(ok(GOOD), ok(GOOD))
    store = MemoryStore()
    plain = question()
    await asker(fault_server, store=store).ask(plain, Spending())

    parts = {"system": plain.system, "text": plain.text, "max_tokens": plain.max_tokens}
    parts |= {name: value for name, value in change.items() if name in parts}
    other = Question(parts["system"], parts["text"], Item, max_tokens=parts["max_tokens"])
    sampling = {name: change[name] for name in ("seed", "temperature") if name in change}
    again = asker(fault_server, model=change.get("model", "m"), store=store, **sampling)
    reply = await again.ask(other, Spending())

    assert reply.kept is False
    assert len(store) == 2


async def test_the_key_holds_neither_key_nor_port_of_the_embedded_server(fault_server, asker):
    """With an address for the keys, another port and another API key find the same answer."""
    fault_server.script(ok(GOOD))
    store = MemoryStore()
    await asker(fault_server, store=store, key_address="local:abc").ask(question(), Spending())

    other = asker("http://127.0.0.1:9/v1", store=store, key_address="local:abc", api_key="other")
    reply = await other.ask(question(), Spending())

    assert reply.kept is True


# ---- what is sent


async def test_braces_of_a_report_are_text(fault_server, asker):
    """Templates, comments and statements in a report arrive at the model as they stand."""
    hostile = "支付{{ 7*7 }}元 {% for x in range(9) %}{# 注 #}{{ system }}{% endfor %} {{ self.__init__ }}"
    fault_server.script(ok(GOOD))

    await asker(fault_server).ask(question(hostile), Spending())

    (request,) = fault_server.requests
    assert [message["content"] for message in request.json["messages"]] == ["填写 JSON。", hostile]


async def test_the_request_is_deterministic_by_default(fault_server, asker):
    """Temperature 0, a fixed seed, the question's own limit, the schema as it is, and nothing else."""
    fault_server.script(ok(GOOD))

    await asker(fault_server).ask(question(max_tokens=321), Spending())

    (request,) = fault_server.requests
    body = request.json
    assert set(body) == {"messages", "model", "max_tokens", "response_format", "seed", "temperature"}
    assert (body["model"], body["max_tokens"], body["seed"], body["temperature"]) == ("m", 321, 7, 0)
    assert body["response_format"]["type"] == "json_schema"
    assert body["response_format"]["json_schema"]["schema"] == Item.SCHEMA
    assert request.headers["authorization"] == f"Bearer {KEY}"


async def test_a_vendor_without_schemas_gets_the_schema_in_the_prompt(fault_server, asker):
    """Mode json_object: the schema's fields and the word JSON stand in the messages."""
    provider = Provider(
        name="v", base_url=fault_server.base_url, mode="json_object", extra={"thinking": {"type": "disabled"}}
    )
    fault_server.script(ok(GOOD))

    await asker(fault_server, provider=provider).ask(question("支付{{ 7*7 }}元"), Spending())

    (request,) = fault_server.requests
    assert request.json["response_format"] == {"type": "json_object"}
    assert request.json["thinking"] == {"type": "disabled"}
    assert "JSON" in request.json["messages"][0]["content"]
    assert '"item"' in json.dumps(request.json["messages"], ensure_ascii=False).replace("\\", "")
    assert request.json["messages"][-1]["content"] == "支付{{ 7*7 }}元"


async def test_tools_are_answered_by_a_call(fault_server, asker):
    """Mode tools: the arguments of the call are the answer, and are what is kept."""
    provider = Provider(name="v", base_url=fault_server.base_url, mode="tools")
    fault_server.answer_with(_call_of_the_tool)
    store = MemoryStore()
    one = asker(fault_server, provider=provider, store=store)

    first, second = [await one.ask(question(), Spending()) for _ in range(2)]

    assert first.answer.item == second.answer.item == "渠道维修费"
    assert second.kept is True
    (request,) = fault_server.requests
    assert request.json["tools"][0]["function"]["parameters"]["properties"] == Item.SCHEMA["properties"]
    assert "title" not in Item.SCHEMA
    assert "description" not in Item.SCHEMA


def _call_of_the_tool(body) -> Behaviour:
    function = {"name": body["tools"][0]["function"]["name"], "arguments": GOOD}
    call = {"id": "c", "type": "function", "function": function}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    choice = {"index": 0, "finish_reason": "tool_calls", "message": message}
    whole = {"id": "f", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}
    return Behaviour(body=json.dumps(whole).encode())


async def test_a_server_without_usage_is_counted_by_requests(fault_server, asker):
    """A completion that does not say what it cost counts as one request of no tokens."""
    provider = Provider(name="v", base_url=fault_server.base_url, mode="tools")
    fault_server.answer_with(_call_of_the_tool)

    reply = await asker(fault_server, provider=provider).ask(question(), Spending())

    assert counted(reply.usage) == (1, 0, 0, 0)


# ---- a caller's own client


@pytest.mark.parametrize("mode", [instructor.Mode.JSON_SCHEMA, instructor.Mode.JSON])
@pytest.mark.parametrize("kind", [openai.AsyncOpenAI, openai.OpenAI])
async def test_a_callers_client_is_used_as_it_is(fault_server, kind, mode):
    """Sync and async instructor clients answer; their faults are retried and they stay open."""
    fault_server.script(status(503), ok(GOOD), ok(GOOD))
    raw = kind(base_url=fault_server.base_url, api_key=KEY, max_retries=0)
    client = instructor.from_openai(raw, mode=mode)
    one = Asker(generic("http://client.invalid/v1"), "m", address="a", client=client, retrying=FAST)

    reply = await one.ask(question("支付{{ 7*7 }}元"), Spending())
    await one.aclose()
    await one.ask(question("另一句。"), Spending())

    assert reply.usage.requests == 2
    assert fault_server.requests[0].json["messages"][-1]["content"] == "支付{{ 7*7 }}元"


async def test_a_synchronous_client_does_not_hold_up_the_loop(fault_server):
    """Four questions to a sync client run side by side."""
    fault_server.answer_with(lambda body: ok(GOOD, delay=0.3))
    client = instructor.from_openai(
        openai.OpenAI(base_url=fault_server.base_url, api_key=KEY, max_retries=0),
        mode=instructor.Mode.JSON_SCHEMA,
    )
    one = Asker(generic("http://client.invalid/v1"), "m", address="a", client=client, concurrency=4)

    await asyncio.gather(*(one.ask(question(f"第{n}句。"), Spending()) for n in range(4)))

    assert fault_server.max_in_flight == 4


# ---- limits


async def test_no_more_requests_at_once_than_allowed(fault_server, asker):
    """Ten questions with three at once: never more than three are in the server."""
    fault_server.answer_with(lambda body: ok(GOOD, delay=0.03))
    one = asker(fault_server, concurrency=3)

    await asyncio.gather(*(one.ask(question(f"第{n}句。"), Spending()) for n in range(10)))

    assert fault_server.max_in_flight == 3


class Counting:
    """A limiter that lets one in at a time and counts."""

    def __init__(self) -> None:
        self.entered = self.inside = self.most = 0
        self._gate = asyncio.Lock()

    def __bool__(self) -> bool:
        return False

    async def __aenter__(self) -> None:
        await self._gate.acquire()
        self.entered += 1
        self.inside += 1
        self.most = max(self.most, self.inside)

    async def __aexit__(self, *_: object) -> None:
        self.inside -= 1
        self._gate.release()


async def test_the_limiter_is_entered_round_every_request(fault_server, asker):
    """Every attempt passes the caller's limiter, those after a fault too; a kept answer does not."""
    fault_server.script(status(503)).answer_with(lambda body: ok(GOOD, delay=0.02))
    limiter, store = Counting(), MemoryStore()
    one = asker(fault_server, limiter=limiter, store=store)

    await asyncio.gather(*(one.ask(question(f"第{n}句。"), Spending()) for n in range(4)))
    await one.ask(question("第0句。"), Spending())

    assert (limiter.entered, limiter.most, fault_server.max_in_flight) == (5, 1, 1)


async def test_the_limiter_is_left_while_waiting(fault_server, asker):
    """Who was told to come back later does not keep the others out."""
    fault_server.script(too_many(after=0.7), ok(GOOD)).answer_with(lambda body: ok(GOOD))
    one = asker(fault_server, limiter=asyncio.Semaphore(1))
    began = time.monotonic()

    slow = asyncio.create_task(one.ask(question("甲。"), Spending()))
    await asyncio.sleep(0.2)
    await one.ask(question("乙。"), Spending())
    between = time.monotonic() - began
    await slow

    assert between < 0.65


async def test_the_limit_on_tokens_stops_before_the_next_call(fault_server, asker):
    """110 tokens a call against a limit of 200: two calls, and the third is not sent."""
    fault_server.answer_with(lambda body: ok(GOOD, usage=(100, 10)))
    one, spending = asker(fault_server), Spending(200)

    for number in range(2):
        await one.ask(question(f"第{number}句。"), spending)
    with pytest.raises(BudgetExhausted, match="220"):
        await one.ask(question("第2句。"), spending)

    assert len(fault_server.requests) == 2


async def test_answers_that_could_not_be_used_count_towards_the_limit(fault_server, asker):
    """A cut answer has cost its tokens: the next call is not sent."""
    fault_server.script(length("{", usage=(100, 100)))
    one, spending = asker(fault_server), Spending(200)

    with pytest.raises(TruncatedAnswer):
        await one.ask(question(), spending)
    with pytest.raises(BudgetExhausted):
        await one.ask(question("另一句。"), spending)


async def test_the_limit_does_not_forbid_a_kept_answer(fault_server, asker):
    """With nothing left to spend, what was paid for is still there."""
    fault_server.script(ok(GOOD))
    store = MemoryStore()
    await asker(fault_server, store=store).ask(question(), Spending())

    reply = await asker(fault_server, store=store).ask(question(), Spending(0))

    assert reply.kept is True


# ---- loops and addresses


def test_one_asker_serves_several_event_loops(fault_server):
    """Each loop gets a client and a gate of its own; nothing of a closed loop is used again."""
    fault_server.answer_with(lambda body: ok(GOOD))
    one = Asker(generic(fault_server.base_url), "m", address=fault_server.base_url)

    async def ask_and_close(number: int) -> None:
        await asyncio.gather(*(one.ask(question(f"第{number}{part}句。"), Spending()) for part in "甲乙"))
        await one.aclose()

    for number in range(3):
        asyncio.run(ask_and_close(number))

    assert len(fault_server.requests) == 6


async def test_the_address_is_found_when_the_first_question_is_sent(fault_server, asker):
    """A server that starts on demand is asked for its address once, and not for a kept answer."""
    fault_server.answer_with(lambda body: ok(GOOD))
    asked: list[int] = []

    def locate() -> str:
        asked.append(1)
        return fault_server.base_url

    one = asker(fault_server, address="local", locate=locate, store=MemoryStore())
    before = list(asked)
    await one.ask(question(), Spending())
    await one.ask(question(), Spending())
    await one.ask(question("另一句。"), Spending())

    assert (before, asked) == ([], [1])


# ---- what is told


@pytest.mark.parametrize(
    "behaviours",
    [
        [ok(GOOD)],
        [ok("好的，渠道维修费共计")],
        [status(400, "the text 支付渠道维修费 is refused")],
        [length('{"item": "渠道维')],
        [html_page()] * 5,
        [cut()] * 5,
    ],
    ids=["good", "prose", "400", "length", "page", "cut"],
)
async def test_no_log_line_quotes_the_report_or_the_key(fault_server, asker, caplog, behaviours):
    """At the lowest level, whatever goes wrong: no logger prints the report, the answer or the key."""
    fault_server.script(behaviours)
    for name in (None, "gouji", "instructor", "openai", "httpx", "httpcore"):
        caplog.set_level(logging.DEBUG, logger=name)

    with suppress(AnswerError, RefusedError, TruncatedAnswer, TransportError):
        await asker(fault_server).ask(question(), Spending())

    said = "\n".join(record.getMessage() + str(record.exc_info) for record in caplog.records)
    assert "渠道维" not in said
    assert "36.5" not in said
    assert KEY not in said


async def test_the_callers_own_calls_log_as_before(fault_server, asker, caplog):
    """After our call and beside it, instructor's lines of other calls still arrive."""
    fault_server.script(ok(GOOD))
    caplog.set_level(logging.DEBUG, logger="instructor")
    await asker(fault_server).ask(question(), Spending())

    logging.getLogger("instructor").warning("of the caller")
    logging.getLogger("instructor.v2.retry").warning("of the caller too")

    said = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert said == ["of the caller", "of the caller too"]


async def test_neither_repr_nor_error_shows_the_key(fault_server, asker):
    """The key is in the header and nowhere else."""
    fault_server.script(status(401, f"Incorrect API key provided: {KEY}"))
    one = asker(fault_server)

    with pytest.raises(RefusedError) as caught:
        await one.ask(question(), Spending())

    assert KEY not in repr(one) + repr(caught.value) + str(caught.value)
    assert caught.value.__cause__ is None
