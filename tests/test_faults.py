"""The fault server does what it says, as the real client sees it."""

from __future__ import annotations

import asyncio
import socket
import time
from email.utils import parsedate_to_datetime

import openai
import pytest

from faults import (
    FaultServer,
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


def client_of(address: FaultServer | str, **options) -> openai.AsyncOpenAI:
    base_url = address if isinstance(address, str) else address.base_url
    return openai.AsyncOpenAI(
        base_url=base_url, api_key="k-test", **{"max_retries": 0, "timeout": 5, **options}
    )


async def ask(client: openai.AsyncOpenAI, text: str = "问"):
    return await client.chat.completions.create(model="m", messages=[{"role": "user", "content": text}])


async def test_an_answer_carries_text_usage_and_reason(fault_server):
    """ok() is a whole completion, and the request is there to be looked at."""
    fault_server.script(ok('{"item": "维修"}', usage=(812, 41, 700)))

    async with client_of(fault_server) as client:
        completion = await ask(client, "支出36.5万元。")

    assert completion.choices[0].message.content == '{"item": "维修"}'
    assert completion.choices[0].finish_reason == "stop"
    assert completion.usage.prompt_tokens_details.cached_tokens == 700
    (received,) = fault_server.requests
    assert (received.method, received.path) == ("POST", "/v1/chat/completions")
    assert received.json["messages"][0]["content"] == "支出36.5万元。"
    assert received.headers["authorization"] == "Bearer k-test"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (400, openai.BadRequestError),
        (401, openai.AuthenticationError),
        (403, openai.PermissionDeniedError),
        (404, openai.NotFoundError),
        (429, openai.RateLimitError),
        (500, openai.InternalServerError),
        (503, openai.InternalServerError),
    ],
)
async def test_a_status_is_the_clients_error(fault_server, code, error):
    """Each refusal arrives as the error that the client has for it, with its message."""
    fault_server.script(status(code, "model not found", kind="no_such_model"))

    async with client_of(fault_server) as client:
        with pytest.raises(error, match="model not found"):
            await ask(client)


@pytest.mark.parametrize("form", ["seconds", "milliseconds"])
async def test_the_client_waits_as_long_as_it_is_told(fault_server, form):
    """After a 429 the client itself comes back when it was told to, not at once."""
    fault_server.script(too_many(after=1 if form == "seconds" else 0.3, form=form), ok("答"))

    async with client_of(fault_server, max_retries=1) as client:
        await ask(client)

    first, second = fault_server.requests
    assert (1.0 if form == "seconds" else 0.3) <= second.at - first.at < 2.5


async def test_a_wait_can_be_told_as_a_date(fault_server):
    """The date form of Retry-After names a moment in the future."""
    fault_server.script(too_many(after=30, form="date"))

    async with client_of(fault_server) as client:
        with pytest.raises(openai.RateLimitError) as caught:
            await ask(client)

    moment = parsedate_to_datetime(caught.value.response.headers["retry-after"]).timestamp()
    assert 27 < moment - time.time() < 31


@pytest.mark.parametrize("reset", [False, True])
async def test_a_cut_connection_is_a_connection_error(fault_server, reset):
    """Half a body and then nothing: closed or reset, the client has no answer; the next request is served."""
    fault_server.script(cut(reset=reset), ok("答"))

    async with client_of(fault_server) as client:
        with pytest.raises(openai.APIConnectionError):
            await ask(client)
        completion = await ask(client)

    assert completion.choices[0].message.content == "答"


async def test_silence_is_a_time_out(fault_server):
    """A server that never answers costs the client's time-out, and stops at once with the test."""
    fault_server.script(silence())

    async with client_of(fault_server, timeout=0.3) as client:
        with pytest.raises(openai.APITimeoutError):
            await ask(client)


async def test_half_of_the_json_cannot_be_read(fault_server):
    """The protocol's own JSON, cut, with status 200: no completion comes out."""
    fault_server.script(broken_json())

    async with client_of(fault_server) as client:
        with pytest.raises((ValueError, openai.APIError)):
            await ask(client)


async def test_a_page_is_no_completion(fault_server):
    """HTML with status 200 gives something without choices; with 502 it is a server's error."""
    fault_server.script(html_page(), html_page(502))

    async with client_of(fault_server) as client:
        assert not hasattr(await ask(client), "choices")
        with pytest.raises(openai.InternalServerError):
            await ask(client)


async def test_answers_can_be_hollow(fault_server):
    """No choices, no content, or cut at the length limit: each is a completion of the protocol."""
    fault_server.script(empty_choices(), no_content(), length('{"item": "维'))

    async with client_of(fault_server) as client:
        none, null, short = [await ask(client) for _ in range(3)]

    assert none.choices == []
    assert null.choices[0].message.content is None
    assert (short.choices[0].finish_reason, short.choices[0].message.content) == ("length", '{"item": "维')


async def test_a_function_answers_by_the_request_and_counts_who_is_in(fault_server):
    """Twelve slow requests of which four may run at once: each gets its own answer, never more than four."""
    fault_server.answer_with(lambda body: ok(body["messages"][0]["content"] + "！", delay=0.05))
    gate = asyncio.Semaphore(4)

    async def one(client: openai.AsyncOpenAI, number: int) -> str:
        async with gate:
            return (await ask(client, str(number))).choices[0].message.content

    async with client_of(fault_server) as client:
        answers = await asyncio.gather(*(one(client, number) for number in range(12)))

    assert answers == [f"{number}！" for number in range(12)]
    assert fault_server.max_in_flight == 4
    assert len(fault_server.requests) == 12


async def test_the_script_goes_before_the_function(fault_server):
    """Scripted faults first, then whatever the function says."""
    fault_server.answer_with(lambda body: ok("函数")).script([status(503), status(503)])

    async with client_of(fault_server, max_retries=2) as client:
        completion = await ask(client)

    assert completion.choices[0].message.content == "函数"
    assert (len(fault_server.requests), fault_server.remaining) == (3, 0)


async def test_an_unscripted_request_is_counted(loopback):
    """A request too many is a 500, and the fixture would fail the test for it."""
    with FaultServer() as server:
        async with client_of(server) as client:
            with pytest.raises(openai.InternalServerError, match="used up"):
                await ask(client)

        assert server.unexpected == 1


async def test_a_dead_address_refuses(loopback):
    """Nobody listens there."""
    async with client_of(dead_address()) as client:
        with pytest.raises(openai.APIConnectionError):
            await ask(client)


# ---- the closed network of every other test


@pytest.mark.parametrize("address", [("127.0.0.1", 9), ("192.0.2.1", 80)])
def test_the_network_is_closed_without_the_fixture(address):
    """Neither this machine nor another can be connected to."""
    with socket.socket() as caller, pytest.raises(RuntimeError, match="disabled"):
        caller.connect(address)


def test_other_machines_stay_closed_with_the_fixture(fault_server):
    """The loopback is open where the fault server runs; nothing else is."""
    socket.create_connection(("127.0.0.1", int(fault_server.base_url.split(":")[2].split("/")[0]))).close()
    with socket.socket() as caller, pytest.raises(RuntimeError, match="disabled"):
        caller.connect(("192.0.2.1", 80))


def test_names_are_not_looked_up(fault_server):
    """A blocked request does not even ask a name server."""
    with pytest.raises(RuntimeError, match=r"model\.invalid"):
        socket.getaddrinfo("model.invalid", 80)
