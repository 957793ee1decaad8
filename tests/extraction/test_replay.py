"""The replay transport: answers of a recording, without a socket."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import openai
import pytest

from cassettes_format import serialize
from gouji.errors import GoujiError, RefusedError
from gouji.extraction import replay as replay_module
from gouji.extraction.difference import body_lines, closest_difference
from gouji.extraction.replay import Replay, as_transport, http_library, normal_path, read_cassette

QUESTION = "2021年，某县水利局投入渠道维修资金36.5万元。\n支出占比为62%。"


def asked(text: str, **more: object) -> dict[str, object]:
    return {"model": "m", "messages": [{"role": "user", "content": text}], "temperature": 0, **more}


def interaction(body: object, answer: str, *, status: int = 200, headers: dict[str, list[str]] | None = None):
    message = {"role": "assistant", "content": answer}
    usage = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    completion = {
        "id": "recorded",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": usage,
    }
    return {
        "request": {
            "method": "POST",
            "uri": "http://model.invalid/v1/chat/completions",
            "body": json.dumps(body, ensure_ascii=False),
            "headers": {"content-type": ["application/json"]},
        },
        "response": {
            "status": {"code": status, "message": ""},
            "headers": {"content-type": ["application/json"], **(headers or {})},
            "body": {"string": json.dumps(completion, ensure_ascii=False)},
        },
    }


@pytest.fixture
def cassette(tmp_path):
    def write(*interactions, name="recorded.yaml"):
        path = tmp_path / name
        path.write_text(serialize({"version": 1, "interactions": list(interactions)}), encoding="utf-8")
        return path

    return write


def client_of(replay: Replay, **options) -> openai.AsyncOpenAI:
    http_client = openai.DefaultAsyncHttpxClient(transport=as_transport(replay))
    options = {"base_url": "http://model.invalid/v1", "api_key": "none", **options}
    return openai.AsyncOpenAI(http_client=http_client, **options)


def post(replay: Replay, body: object) -> str:
    found = replay.answer("POST", "/v1/chat/completions", json.dumps(body).encode())
    return json.loads(found.content)["choices"][0]["message"]["content"]


async def test_the_openai_client_reads_a_recorded_answer(cassette):
    """The client gets the recorded text and usage, Chinese and line breaks as they were."""
    replay = Replay(cassette(interaction(asked(QUESTION), "渠道维修资金\n36.5万元")))

    async with client_of(replay) as client:
        completion = await client.chat.completions.create(**asked(QUESTION))

    assert completion.choices[0].message.content == "渠道维修资金\n36.5万元"
    assert completion.usage.total_tokens == 10
    assert replay.unused() == ()


async def test_another_address_gets_the_same_answer(cassette):
    """Neither the host nor what stands before the version in its path takes part in the comparison."""
    replay = Replay(cassette(interaction(asked(QUESTION), "答")))

    async with client_of(replay, base_url="https://vendor.example/api/paas/v4/") as client:
        completion = await client.chat.completions.create(**asked(QUESTION))

    assert completion.choices[0].message.content == "答"


def test_a_plain_client_is_served_too(cassette):
    """The same transport answers openai's client without asyncio."""
    transport = as_transport(Replay(cassette(interaction(asked(QUESTION), "答"))))
    client = openai.OpenAI(
        base_url="http://model.invalid/v1",
        api_key="none",
        http_client=openai.DefaultHttpxClient(transport=transport),
    )

    assert client.chat.completions.create(**asked(QUESTION)).choices[0].message.content == "答"


async def test_concurrent_requests_each_find_their_own_answer(cassette):
    """Forty requests at once, in any order of arrival, get forty different answers."""
    bodies = [asked(f"第{number}段，支出{number}.5万元。") for number in range(40)]
    replay = Replay(cassette(*(interaction(body, f"答{number}") for number, body in enumerate(bodies))))

    async with client_of(replay) as client:
        answers = await asyncio.gather(
            *(client.chat.completions.create(**body) for body in reversed(bodies)),
        )

    assert [answer.choices[0].message.content for answer in answers] == [
        f"答{n}" for n in reversed(range(40))
    ]


async def test_a_recorded_refusal_is_replayed_as_a_refusal(cassette):
    """A 429 that was recorded before a 200 comes back as a 429 with its headers, then the 200."""
    refusal = interaction(asked("问"), "", status=429, headers={"retry-after-ms": ["1"]})
    replay = Replay(cassette(refusal, interaction(asked("问"), "答")))

    async with client_of(replay, max_retries=0) as client:
        with pytest.raises(openai.RateLimitError) as caught:
            await client.chat.completions.create(**asked("问"))
        completion = await client.chat.completions.create(**asked("问"))

    assert caught.value.response.headers["retry-after-ms"] == "1"
    assert completion.choices[0].message.content == "答"


async def test_an_unrecorded_request_is_refused_at_once(cassette, monkeypatch):
    """It is a RefusedError that openai hands on without a retry; it names the cassette and the difference."""
    path = cassette(interaction(asked(QUESTION), "答"))
    replay = Replay(path)
    calls = []
    monkeypatch.setattr(replay, "answer", lambda *a, _answer=replay.answer: calls.append(a) or _answer(*a))

    async with client_of(replay, max_retries=3) as client:
        with pytest.raises(RefusedError) as caught:
            await client.chat.completions.create(**asked(QUESTION.replace("36.5", "38.5")))

    message = str(caught.value)
    assert len(calls) == 1
    assert str(path) in message
    assert "- messages[0].content| 2021年，某县水利局投入渠道维修资金36.5万元。" in message
    assert "+ messages[0].content| 2021年，某县水利局投入渠道维修资金38.5万元。" in message
    assert "支出占比" not in message


def test_equal_requests_are_answered_in_recorded_order_and_once(cassette):
    """Two recordings of one request give their answers in order; a third request is refused."""
    replay = Replay(cassette(interaction(asked("问"), "先"), interaction(asked("问"), "后")))

    assert [post(replay, asked("问")), post(replay, asked("问"))] == ["先", "后"]
    with pytest.raises(RefusedError, match="all 2 recorded answers were given"):
        post(replay, asked("问"))


def test_repeat_gives_the_last_answer_again(cassette):
    """With repeat a notebook cell can be run twice."""
    replay = Replay(cassette(interaction(asked("问"), "先"), interaction(asked("问"), "后")), repeat=True)

    assert [post(replay, asked("问")) for _ in range(4)] == ["先", "后", "后", "后"]
    assert replay.unused() == ()
    with pytest.raises(RefusedError, match="was not recorded"):
        post(replay, asked("别的"))


def test_the_order_of_names_does_not_count_but_values_do(cassette):
    """Bodies are compared as JSON: names in any order, numbers by value, lists in order."""
    replay = Replay(
        cassette(interaction(asked("问", seed=7), "答"), interaction(asked("问", stop=["a", "b"]), "停"))
    )
    body = dict(reversed(asked("问", seed=7).items()))

    assert post(replay, body) == "答"
    with pytest.raises(RefusedError):
        post(replay, asked("问", stop=["b", "a"]))


def test_unused_lists_what_was_never_played(cassette):
    """After one of three requests the two others are listed, in recorded order."""
    replay = Replay(cassette(*(interaction(asked(text), text) for text in "甲乙丙")))

    post(replay, asked("乙"))

    assert [found.request["messages"][0]["content"] for found in replay.unused()] == ["丙", "甲"]
    assert "1 of 3 played" in repr(replay)


def test_a_replay_knows_the_model_that_answered(cassette):
    """The name comes from the recorded requests; an empty recording names none."""
    assert Replay(cassette(interaction(asked("问"), "答"))).model == "m"
    assert Replay(cassette()).model == ""


def test_several_cassettes_are_one_recording(cassette):
    """A notebook may read two recordings."""
    one = cassette(interaction(asked("甲"), "一"), name="one.yaml")
    two = cassette(interaction(asked("乙"), "二"), name="two.yaml")

    replay = Replay(one, str(two))

    assert [post(replay, asked("乙")), post(replay, asked("甲"))] == ["二", "一"]


def test_threads_never_get_one_answer_twice(cassette):
    """Eight threads asking the same 200 times get 200 different answers."""
    replay = Replay(cassette(*(interaction(asked("问"), str(number)) for number in range(200))))

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: post(replay, asked("问")), range(200)))

    assert sorted(answers, key=int) == [str(number) for number in range(200)]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("interactions: [", "not YAML"),
        ("a page: of something else", "not a cassette"),
        ("interactions: [{request: 1}]", "not a cassette"),
        ("", "not a cassette"),
    ],
)
def test_a_file_that_is_no_cassette_is_refused_by_name(tmp_path, content, why):
    """What is wrong and with which file stands in the message."""
    path = tmp_path / "some.yaml"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(RefusedError, match=rf"(?s){why}.*some\.yaml"):
        read_cassette(path)


def test_a_missing_cassette_is_refused_by_name(tmp_path):
    """A path that does not exist is said before anything is asked."""
    with pytest.raises(RefusedError, match=r"absent\.yaml"):
        Replay(tmp_path / "absent.yaml")


def test_without_yaml_the_error_says_what_to_install(cassette, monkeypatch):
    """PyYAML is no dependency of gouji; its absence is told, not stumbled over."""
    path = cassette(interaction(asked("问"), "答"))
    monkeypatch.setitem(sys.modules, "yaml", None)

    with pytest.raises(GoujiError, match="pip install pyyaml"):
        Replay(path)


def test_importing_the_module_loads_neither_client_nor_yaml():
    """openai, its http library and yaml are imported when they are used."""
    heavy = "('openai', 'httpx', 'httpx2', 'yaml', 'instructor', 'pydantic')"
    code = f"import sys, gouji.extraction.replay; print([m for m in {heavy} if m in sys.modules])"

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "[]"


def test_the_http_library_is_the_one_of_openai():
    """The transport is built on what the installed client accepts."""
    assert issubclass(openai.DefaultAsyncHttpxClient, http_library().AsyncClient)
    assert issubclass(replay_module._transport_type(), http_library().AsyncBaseTransport)


@pytest.mark.parametrize(
    ("path", "normal"),
    [
        ("/v1/chat/completions", "/v1/chat/completions"),
        ("/compatible-mode/v1/chat/completions", "/v1/chat/completions"),
        ("/api/paas/v4/chat/completions?x=1", "/v1/chat/completions"),
        ("/chat/completions", "/chat/completions"),
    ],
)
def test_a_path_is_named_from_its_version_on(path, normal):
    """Vendors put different things before the version."""
    assert normal_path(path) == normal


def test_a_long_line_is_shown_around_its_first_difference():
    """A difference 500 characters into a line is on the screen; the lines stay short."""
    before, after = "支" * 500 + "甲" + "出" * 500, "支" * 500 + "乙" + "出" * 500

    shown = closest_difference({"content": after}, [{"content": "无关"}, {"content": before}])

    assert "number 2/2" in shown
    removed, added = shown.splitlines()[1:]
    assert "甲" in removed
    assert "乙" in added
    assert len(added) < 180


def test_a_great_difference_is_cut():
    """Bodies without anything in common do not flood the screen, and the cut is said."""
    shown = closest_difference({"a": "\n".join("甲" * n for n in range(99))}, [{"b": "\n".join("乙" * 9)}])

    assert len(shown.splitlines()) == 18
    assert shown.splitlines()[-1].strip() == "… 92 more lines"


def test_body_lines_name_each_value_by_its_path():
    """Empty containers, falsy values and nested lists are all shown."""
    assert body_lines({"b": [{"c": None}, []], "a": {}, "d": "x\ny"}) == [
        "a: {}",
        "b[0].c: None",
        "b[1]: []",
        "d| x",
        "d| y",
    ]
