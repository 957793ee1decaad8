"""Asking a model: one question, one typed answer, with retries, limits, kept answers and usage."""

from __future__ import annotations

import asyncio
import inspect
import logging
import math
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from gouji.errors import (
    AnswerError,
    BudgetExhausted,
    GoujiError,
    ModelError,
    RefusedError,
    TransportError,
    TruncatedAnswer,
)
from gouji.extraction.answer import Answer
from gouji.extraction.providers import Provider
from gouji.extraction.store import AnswerStore, KeptAnswer, answer_key
from gouji.extraction.usage import Usage

if TYPE_CHECKING:
    from tenacity import RetryCallState

# Only what asks a model logs; a library is silent until its user adds a handler.
logger = logging.getLogger("gouji")
logger.addHandler(logging.NullHandler())
A = TypeVar("A", bound=Answer)

_RETRYABLE = frozenset({408, 409, 425, 429})
_FATAL = frozenset({401, 402, 403, 404})


@dataclass(frozen=True, slots=True)
class Retrying:
    """When to send a request again after a transport fault; a Retry-After of the server goes first."""

    attempts: int = 5
    first_wait: float = 0.5
    longest_wait: float = 20.0
    longest_retry_after: float = 120.0


@dataclass(frozen=True)
class Question(Generic[A]):
    """What is asked: the system part, the text, the answer's type and what its validators need."""

    system: str
    text: str
    answer_type: type[A]
    context: Mapping[str, Any] = field(default_factory=dict)
    max_tokens: int = 1024


@dataclass(frozen=True)
class Reply(Generic[A]):
    """An answer and what it cost; ``kept`` when an earlier run had paid for it."""

    answer: A
    usage: Usage
    kept: bool = False


class Purse(Protocol):
    """What is asked before every request, and told what each answer cost."""

    def check(self) -> None:
        """Raise a ``ModelError`` where no more is to be sent."""

    def add(self, usage: Usage) -> None:
        """Count what an attempt cost."""


class Spending:
    """Tokens spent by a run, against its limit; shared by all its questions."""

    def __init__(self, most: int | None = None) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._spent = 0

    def add(self, usage: Usage) -> None:
        """Count what an attempt cost."""
        with self._lock:
            self._spent += usage.tokens

    def check(self) -> None:
        """Stop before the next call once the limit is reached."""
        if self.most is not None and self._spent >= self.most:
            raise BudgetExhausted(
                f"已用 {self._spent} 个词元，达到上限 {self.most}，不再提问 / "
                f"token limit reached: {self._spent} of {self.most}"
            )


class Asker:
    """Puts questions to one model at one address; safe to share between threads and event loops.

    Args:
        provider: The vendor's address, key and quirks.
        model: The model's name; empty when the caller's client has one of its own.
        address: Base URL; ``key_address`` is what stands for it in the keys of kept answers
            (the embedded server changes its port).
        locate: Gives the base URL when the first question is really sent, for a server that is
            started only then; *address* is then just what people are shown.
        api_key: The key, or empty.
        client: An ``instructor`` client made by the caller, sync or async, used as it is.
        transport: An HTTP transport of the client library in use, for replay and tests.
        limiter: An async context manager entered round every request; by default a semaphore.
    """

    def __init__(
        self,
        provider: Provider,
        model: str,
        *,
        address: str,
        key_address: str = "",
        locate: Callable[[], str] | None = None,
        api_key: str = "",
        client: Any = None,
        transport: Any = None,
        concurrency: int | None = None,
        limiter: AbstractAsyncContextManager[Any] | None = None,
        store: AnswerStore | None = None,
        temperature: float = 0.0,
        seed: int = 7,
        timeout: float = 600.0,
        retrying: Retrying = Retrying(),
    ) -> None:
        self.provider = provider
        self.model = model
        self.address = address
        self._key_address = key_address or address
        self._locate = locate
        self._api_key = api_key
        self._given = client
        self._transport = transport
        self.concurrency = concurrency or provider.max_concurrency
        self._limiter = limiter
        self.store = store
        self._temperature = temperature
        self._seed = seed
        self._timeout = timeout
        self._retrying = retrying
        self._lock = threading.Lock()
        self._clients: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Any] = weakref.WeakKeyDictionary()
        self._gates: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = (
            weakref.WeakKeyDictionary()
        )

    def __repr__(self) -> str:
        return f"Asker({self.provider.name!r}, {self.model!r}, {self.address!r})"

    async def ask(self, question: Question[A], purse: Purse) -> Reply[A]:
        """Put a question, or take the answer that an earlier run paid for.

        Raises:
            TransportError: No answer after all retries.
            RefusedError: The address refuses: key, model name, quota, content.
            TruncatedAnswer: The answer was cut at its length limit; nothing of it is kept.
            AnswerError: The answer is not the JSON that was asked for.
            BudgetExhausted: The run's limit of tokens was reached; nothing was sent.
        """
        key = answer_key(self._request(question), base_url=self._key_address)
        if (answer := self._kept(key, question)) is not None:
            return Reply(answer, Usage(reused=1), kept=True)
        async with self._gate():
            answer, completion, usage = await self._send(question, purse)
        if self.store is not None:
            kept = KeptAnswer(
                content=_content(completion, answer),
                model=self.model,
                prompt_tokens=usage.prompt_tokens,
                cached_tokens=usage.cached_tokens,
                completion_tokens=usage.completion_tokens,
                seconds=usage.seconds,
            )
            self.store.put(key, kept)
        return Reply(answer, usage)

    def _kept(self, key: str, question: Question[A]) -> A | None:
        """An answer that was paid for; one that no longer fits its type is asked for anew."""
        from pydantic import ValidationError

        kept = self.store.get(key) if self.store is not None else None
        if kept is None:
            return None
        try:
            return question.answer_type.model_validate_json(kept.content, context=dict(question.context))
        except ValidationError:
            return None

    async def aclose(self) -> None:
        """Close the connections of the running event loop; a caller's own client is left open."""
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None and self._given is None:
            await client.client.close()

    def _request(self, question: Question[A]) -> dict[str, Any]:
        """Everything that determines the answer, as plain data."""
        return {
            "model": self.model,
            "mode": self.provider.mode,
            "messages": [
                {"role": "system", "content": question.system},
                {"role": "user", "content": question.text},
            ],
            "schema": question.answer_type.model_json_schema(),
            **self._parameters(question),
        }

    def _parameters(self, question: Question[A]) -> dict[str, Any]:
        return self.provider.parameters(
            self.model, temperature=self._temperature, seed=self._seed, max_tokens=question.max_tokens
        )

    async def _send(self, question: Question[A], purse: Purse) -> tuple[A, Any, Usage]:
        from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt

        policy = self._retrying
        client = await self._client()
        usage = Usage()
        try:
            async for attempt in AsyncRetrying(
                stop=stop_after_attempt(policy.attempts),
                retry=retry_if_exception_type(_Fault),
                wait=_waiting(policy),
                reraise=True,
            ):
                with attempt:
                    async with self._limiter if self._limiter is not None else nullcontext():
                        purse.check()
                        began = time.monotonic()
                        try:
                            answer, completion = await self._call(client, question)
                        except _Spent as spent:
                            cost = _cost(spent.completion, time.monotonic() - began)
                            usage += cost
                            purse.add(cost)
                            raise spent.error from spent.__cause__
                        except (_Fault, RefusedError):
                            usage += Usage(requests=1, seconds=time.monotonic() - began)
                            raise
                        cost = _cost(completion, time.monotonic() - began)
                        purse.add(cost)
                        usage += cost
        except _Fault as fault:
            attempts = f"（共 {usage.requests} 次）" if usage.requests > 1 else ""
            raise _costing(TransportError(f"{self.address}: {fault}{attempts}"), usage) from fault.__cause__
        except ModelError as error:
            raise _costing(error, usage) from error.__cause__
        return answer, completion, usage

    async def _call(self, client: Any, question: Question[A]) -> tuple[A, Any]:
        from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException

        # The texts are values of the template's variables: braces in a report stay what they are.
        arguments: dict[str, Any] = {
            "messages": [
                {"role": "system", "content": "{{ system }}"},
                {"role": "user", "content": "{{ text }}"},
            ],
            "response_model": _titled(question.answer_type) if _by_tool(client) else question.answer_type,
            "context": {**question.context, "system": question.system, "text": question.text},
            "max_retries": 0,
            "strict": False,
            **self._parameters(question),
        }
        if self.model:
            arguments["model"] = self.model
        with _quiet():
            try:
                if inspect.iscoroutinefunction(client.create_with_completion):
                    answer, completion = await client.create_with_completion(**arguments)
                else:
                    answer, completion = await asyncio.to_thread(client.create_with_completion, **arguments)
            except IncompleteOutputException as error:
                cut = TruncatedAnswer("回答被长度上限截断 / the answer was cut at its length limit")
                raise _Spent(cut, error.last_completion) from None
            except InstructorRetryException as error:
                raise self._translate(_telling(error), error.last_completion) from None
            except GoujiError:
                raise
            except Exception as error:
                raise self._translate(_telling(error), None) from error
        return answer, completion

    def _translate(self, error: BaseException, completion: Any) -> Exception:
        """A library's error as one of ours; its text may quote the report, so only its kind is told."""
        import openai
        from pydantic import ValidationError

        if isinstance(error, GoujiError):
            return error
        if isinstance(error, openai.APIStatusError):
            return self._refusal(error)
        if isinstance(error, openai.APITimeoutError):
            return _Fault(f"超时 / no answer within {self._timeout:g} s")
        if isinstance(error, openai.APIConnectionError):
            return _Fault(f"连接失败 / connection failed ({type(_causes(error)[-1]).__name__})")
        if isinstance(error, ValidationError):
            places = ", ".join(".".join(map(str, row["loc"])) or "JSON" for row in error.errors()[:3])
            return _Spent(AnswerError(f"回答不合格式 / the answer does not fit: {places}"), completion)
        if isinstance(error, openai.APIError):
            return _Fault(f"服务出错 / the service failed ({type(error).__name__})")
        if isinstance(completion, str) or (completion is None and isinstance(error, ValueError)):
            # A page of some proxy, or the protocol's own JSON cut off.
            return _Fault("回答不是补全结果 / what came back is no completion")
        return _Spent(
            AnswerError(f"回答无法读取 / the answer cannot be read ({type(error).__name__})"), completion
        )

    def _refusal(self, error: Any) -> Exception:
        status = error.status_code
        code = str(getattr(error, "code", "") or "")
        if (status in _RETRYABLE or status >= 500) and code != "insufficient_quota":
            return _Fault(f"HTTP {status}", _retry_after(error.response))
        what = (
            "额度用尽 / the quota is used up"
            if code == "insufficient_quota"
            else {
                401: "密钥无效 / the key is not accepted",
                402: "余额不足 / no balance left",
                403: "无权访问 / access is denied",
                404: "地址或模型不存在 / no such address or model",
            }.get(status, "请求被拒绝 / the request is refused")
        )
        refusal = RefusedError(f"{self.address}: HTTP {status} {code} {what}（模型 {self.model or '默认'}）")
        refusal.fatal = status in _FATAL or code == "insufficient_quota"
        return refusal

    async def _client(self) -> Any:
        if self._given is not None:
            return self._given
        loop = asyncio.get_running_loop()
        with self._lock:
            client = self._clients.get(loop)
        if client is None:
            base_url = await asyncio.to_thread(self._locate) if self._locate is not None else self.address
            # Off the loop: the first client brings the import of its library with it.
            made = await asyncio.to_thread(self._make_client, base_url)
            with self._lock:
                client = self._clients.setdefault(loop, made)
        return client

    def _make_client(self, base_url: str) -> Any:
        import instructor
        import openai

        http_client = openai.DefaultAsyncHttpxClient(transport=self._transport) if self._transport else None
        modes = {
            "json_schema": instructor.Mode.JSON_SCHEMA,
            "json_object": instructor.Mode.JSON,
            "tools": instructor.Mode.TOOLS,
        }
        raw = openai.AsyncOpenAI(
            base_url=base_url,
            api_key=self._api_key or "none",
            max_retries=0,
            timeout=self._timeout,
            http_client=http_client,
        )
        return instructor.from_openai(raw, mode=modes[self.provider.mode])

    def _gate(self) -> asyncio.Semaphore:
        loop = asyncio.get_running_loop()
        with self._lock:
            gate = self._gates.get(loop)
            if gate is None:
                gate = self._gates[loop] = asyncio.Semaphore(self.concurrency)
            return gate


class _Fault(Exception):
    """A fault of the transport that may pass."""

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class _Spent(Exception):
    """An answer that cost tokens and cannot be used."""

    def __init__(self, error: ModelError, completion: Any) -> None:
        super().__init__(str(error))
        self.error = error
        self.completion = completion


def _by_tool(client: Any) -> bool:
    return "TOOLS" in str(getattr(getattr(client, "mode", None), "name", ""))


def _titled(answer_type: type[A]) -> type[A]:
    """The type with a title in its schema: a tool's name is taken from it."""
    schema = {"title": "Answer", **answer_type.model_json_schema()}
    return type("Answer", (answer_type,), {"SCHEMA": schema, "__module__": __name__, "__annotations__": {}})


def _costing(error: ModelError, usage: Usage) -> ModelError:
    error.usage = usage
    return error


def _waiting(policy: Retrying) -> Callable[[RetryCallState], float]:
    """How long to wait before the next attempt: as the server says, else ever longer."""
    from tenacity.wait import wait_random_exponential

    backoff = wait_random_exponential(multiplier=policy.first_wait, max=policy.longest_wait)

    def wait(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome is not None else None
        asked = error.retry_after if isinstance(error, _Fault) else None
        return min(asked, policy.longest_retry_after) if asked is not None else backoff(state)

    return wait


def _causes(error: BaseException) -> list[BaseException]:
    """The error and what it was raised from, outermost first."""
    causes = [error]
    while (cause := causes[-1].__cause__) is not None and cause not in causes:
        causes.append(cause)
    return causes


def _telling(error: BaseException) -> BaseException:
    """The error that says what happened, beneath what instructor and tenacity put round it."""
    import openai
    from pydantic import ValidationError

    causes = _causes(error)
    for kind in (GoujiError, openai.APIError, ValidationError):
        if (found := next((cause for cause in causes if isinstance(cause, kind)), None)) is not None:
            return found
    return causes[-1]


def _retry_after(response: Any) -> float | None:
    """Seconds that the server asks to wait, in any of the three forms; ``None`` where it says nothing."""
    milliseconds = _number(response.headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    value = response.headers.get("retry-after")
    if (seconds := _number(value)) is not None:
        return seconds
    try:
        return max(parsedate_to_datetime(str(value)).timestamp() - time.time(), 0.0)
    except (TypeError, ValueError, OverflowError):
        return None


def _number(value: str | None) -> float | None:
    try:
        number = float(value) if value is not None else math.nan
    except ValueError:
        return None
    return None if math.isnan(number) else max(number, 0.0)


def _cost(completion: Any, seconds: float) -> Usage:
    usage = getattr(completion, "usage", None)
    details = getattr(usage, "prompt_tokens_details", None)
    return Usage(
        requests=1,
        prompt_tokens=getattr(usage, "prompt_tokens", 0) or 0,
        cached_tokens=getattr(details, "cached_tokens", 0) or 0,
        completion_tokens=getattr(usage, "completion_tokens", 0) or 0,
        seconds=seconds,
    )


def _content(completion: Any, answer: Answer) -> str:
    """The answer's JSON as received; from the parsed answer where the client keeps none (tools)."""
    try:
        content = completion.choices[0].message.content
    except (AttributeError, IndexError, TypeError):
        content = None
    return (
        content if isinstance(content, str) and content.lstrip().startswith("{") else answer.model_dump_json()
    )


_asking: ContextVar[bool] = ContextVar("gouji_asking", default=False)


def _foreign(_record: logging.LogRecord) -> bool:
    return not _asking.get()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' own log lines, which quote the report, out of the caller's log.

    Only lines written during our own call are held back: the caller's other calls log as before.
    """
    for name in list(logging.root.manager.loggerDict):
        # A filter counts for its own logger only, not for those below it.
        if name.partition(".")[0] in _QUOTING:
            log = logging.getLogger(name)
            if _foreign not in log.filters:
                log.addFilter(_foreign)
    token = _asking.set(True)
    try:
        yield
    finally:
        _asking.reset(token)


_QUOTING = frozenset({"instructor", "openai"})
