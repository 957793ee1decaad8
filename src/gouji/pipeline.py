"""The verbs: check, extract, verify; each a short composition of the layers below."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from concurrent.futures import CancelledError, Future
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from gouji import __version__
from gouji.checks import Check, all_checks
from gouji.decisions import Baseline, Decisions, load_decisions
from gouji.document import Document
from gouji.errors import GoujiError
from gouji.facts.grammar import grammar_facts, read_grammar
from gouji.figures import find_figures
from gouji.formats import read
from gouji.ledger import audit
from gouji.profiles import Profile, load_profile
from gouji.progress import display_for
from gouji.report import Report

if TYPE_CHECKING:
    from gouji.extraction.engine import Event, Extraction, Strategy

Source = str | Path | Document
T = TypeVar("T")
_CLOSED = "Extractor 已关闭 / this Extractor is closed"


def as_document(source: Source) -> Document:
    """The document itself, or the file at a path; a ``str`` is always a path."""
    return source if isinstance(source, Document) else read(source)


def check(
    source: Source,
    *,
    checks: Iterable[Check] | None = None,
    quality: bool = False,
    profile: str | Path | Profile | None = None,
    baseline: Baseline | Decisions | None = None,
) -> Report:
    """Read a report without a model: figures, tables, listed problems, relations.

    Args:
        source: A path, or a ``Document``.
        checks: The checks to run, your own among them; by default all that run unasked.
        quality: With those that read the quality of the text (numbering, typing errors, missing parts).
        profile: Weights, grades and thresholds to hold it to: a name (``default``), a TOML file, a profile.
        baseline: A reviewer's decisions, as ``Report.with_decisions`` takes them.

    Raises:
        InputError: The file cannot be read as a report.
        ProfileError: The profile cannot be used.
        DecisionsError: *baseline* cannot be used.
    """
    held_to, decided = load_profile(profile), _loaded(baseline)
    document = as_document(source)
    figures = find_figures(document)
    facts = replace(grammar_facts(document, figures, read_grammar(document, figures)), profile=held_to)
    report = Report(
        facts,
        audit(facts, all_checks(quality=quality) if checks is None else checks),
        provenance={"gouji": __version__},
    )
    return report.with_decisions(decided) if decided is not None else report


def _loaded(baseline: Baseline | Decisions | None) -> Decisions | None:
    return None if baseline is None else load_decisions(baseline)


def verify(
    result: object,
    *,
    source: Source,
    checks: Iterable[Check] | None = None,
    profile: str | Path | Profile | None = None,
    baseline: Baseline | Decisions | None = None,
    examples: str | Iterable[str] = (),
) -> Report:
    """Hold another tool's output against the text that it was made from.

    Args:
        result: The output as parsed JSON, a JSON string, or a path to a JSON file: an object with
            ``budgets``, ``activities`` and ``problems``, or a list of amounts. The names of the
            fields may be those of ``gouji.report_schema()`` or common ones (``amount``/``金额``,
            ``unit``/``单位``, ``item``/``项目``, ``quote``/``原文``).
        source: The report it was made from.
        profile: As in ``check``.
        baseline: As in ``check``.
        examples: The prompt that *result* was made with, or its examples: what stands only there was
            copied and not read.

    Raises:
        ResultError: Nothing in *result* can be held against a text.
        InputError: *source* cannot be read as a report.
        DecisionsError: *baseline* cannot be used.
    """
    from gouji.extraction.claims import claimed_facts

    decided = _loaded(baseline)
    document = as_document(source)
    figures = find_figures(document)
    facts = claimed_facts(document, figures, result, read_grammar(document, figures).meta)
    shown = (examples,) if isinstance(examples, str) else tuple(examples)
    facts = replace(facts, profile=load_profile(profile), examples=shown)
    report = Report(
        facts,
        audit(facts, all_checks() if checks is None else checks),
        provenance={"gouji": __version__, "strategy": "verify"},
    )
    return report.with_decisions(decided) if decided is not None else report


def extract(
    source: Source,
    model: str | None = None,
    *,
    progress: bool | None = None,
    baseline: Baseline | Decisions | None = None,
    **options: Any,
) -> Report:
    """Read a report with a model: typed budgets, activities and problems, held against the text.

    Works inside a running event loop too (Jupyter). *options* are those of ``Extractor``.
    *progress* is shown on a terminal and in a notebook, unless it is ``False``.

    Args:
        source: A path, or a ``Document``.
        model: ``vendor/model``; the embedded model when left out.
        baseline: As in ``check``.

    Raises:
        InputError: The file cannot be read as a report.
        DecisionsError: *baseline* cannot be used; nothing was asked.
        ModelError: No model, or it refuses every request. A chunk that fails does not raise:
            it is in ``Report.failed_chunks``.
    """
    decided = _loaded(baseline)
    display = display_for(progress)
    hooks = [*options.pop("hooks", ()), *([display] if display is not None else [])]
    try:
        with Extractor(model, hooks=hooks, **options) as extractor:
            report = extractor.extract(source)
        return report.with_decisions(decided) if decided is not None else report
    finally:
        if display is not None:
            display.close()


async def aextract(source: Source, model: str | None = None, **options: Any) -> Report:
    """``extract`` for a running event loop."""
    async with Extractor(model, **options) as extractor:
        return await extractor.aextract(source)


class Extractor:
    """A reusable reader of reports for services and notebooks; safe to share between threads.

    Args:
        model: ``vendor/model`` (``deepseek/deepseek-v4-flash``), or the model's whole name when
            *base_url* is given; ``local``, the embedded one, when left out and GOUJI_MODEL is not set.
        base_url: Any OpenAI-compatible address.
        api_key: The key; otherwise the vendor's environment variable.
        client: An ``instructor`` client made by the caller, sync or async, used as it is.
        transport: An HTTP transport of the OpenAI client's library, or a ``Replay``.
        strategy: ``anchored`` (a slot per figure) or ``free`` (lists with quotes).
        concurrency: Requests at once; by default the vendor's own number.
        limiter: An async context manager entered round every request (``aiolimiter``, a semaphore).
        store: Where answers are kept for resuming; ``None`` keeps none.
        max_tokens_total: Stop before the next call once so many tokens are spent, over all documents.
        hooks: Called with an ``Event`` as the run goes on; events hold no text.
        checks: The checks to run on the result; by default all.
        profile: As in ``check``.
        temperature, seed, timeout: As the model takes them; seconds.
        schema: Your own record types: dataclasses under ``Budget``, ``Activity``, ``Problem`` with
            further fields, or under ``Record``; see ``gouji.extraction.fields``.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        client: Any = None,
        transport: Any = None,
        strategy: Strategy = "anchored",
        concurrency: int | None = None,
        limiter: AbstractAsyncContextManager[Any] | None = None,
        store: Any = "default",
        max_tokens_total: int | None = None,
        hooks: Iterable[Callable[[Event], None]] = (),
        checks: Iterable[Check] | None = None,
        profile: str | Path | Profile | None = None,
        temperature: float = 0.0,
        seed: int = 7,
        timeout: float = 600.0,
        retrying: Any = None,
        schema: Iterable[type[Any]] = (),
    ) -> None:
        from gouji.extraction.client import Asker, Retrying, Spending

        if strategy not in ("anchored", "free"):
            raise ValueError(f"strategy 只能是 anchored 或 free / must be anchored or free, not {strategy!r}")
        self._schema = self._user_schema(schema)
        self.strategy: Strategy = strategy
        self._hooks = tuple(hooks)
        self._checks = all_checks() if checks is None else tuple(checks)
        self._profile = load_profile(profile)
        self._spending = Spending(max_tokens_total)
        self._background: _Background | None = None
        self._lock = threading.Lock()
        self._closed = False
        self._own_store = store == "default"
        options = _connection(model, base_url, api_key, client, transport)
        self._asker = Asker(
            **options,
            concurrency=concurrency,
            limiter=limiter,
            store=self._open_store(store, client is not None or transport is not None),
            temperature=temperature,
            seed=seed,
            timeout=timeout,
            retrying=retrying or Retrying(),
        )

    def __repr__(self) -> str:
        return f"Extractor({self._asker.provider.name}/{self._asker.model}, strategy={self.strategy!r})"

    @property
    def model(self) -> str:
        """The model's name as the provenance of a report states it."""
        return f"{self._asker.provider.name}/{self._asker.model}".rstrip("/")

    @property
    def address(self) -> str:
        """Where the text of a report goes; ``local`` for the embedded model."""
        return self._asker.address

    def extract(self, source: Source) -> Report:
        """Read one report; may be called from any thread, and inside a running event loop."""
        with self._lock:
            self._check_open()
            if self._background is None:
                self._background = _Background()
            # Handed over under the lock: a closing thread then knows of it and gives it up.
            background, future = self._background, self._background.begin(self.aextract(source))
        return background.wait(future)

    async def aextract(self, source: Source) -> Report:
        """Read one report on the running event loop."""
        from gouji.extraction.engine import extract as run

        self._check_open()
        document = await asyncio.to_thread(as_document, source)
        figures = await asyncio.to_thread(find_figures, document)
        done = await run(
            document,
            figures,
            self._asker,
            strategy=self.strategy,
            spending=self._spending,
            schema=self._schema,
            notify=self._notify if self._hooks else None,
        )
        return await asyncio.to_thread(self._report, done)

    async def astream(self, sources: Iterable[Source], *, at_once: int = 4) -> AsyncIterator[Report]:
        """Read many reports, *at_once* at a time, and give each as it is done.

        A file that cannot be read raises its ``InputError``; the reports under way are then
        given up, and what they had paid for is kept.
        """
        queue = iter(sources)
        tasks: set[asyncio.Task[Report]] = set()
        try:
            while True:
                while len(tasks) < at_once and (source := next(queue, None)) is not None:
                    tasks.add(asyncio.create_task(self.aextract(source)))
                if not tasks:
                    return
                done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    tasks.discard(task)
                    yield task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def plan(self, source: Source) -> dict[str, int]:
        """What a run would send, without sending it.

        Returns:
            ``requests``, ``characters`` of text, ``slots`` (money figures), and estimates of
            ``prompt_tokens``, ``cached_tokens`` among them, and ``completion_tokens``. Re-asks and the
            questions about a caller's own fields come on top.
        """
        from gouji.extraction.chunk import show
        from gouji.extraction.engine import plan
        from gouji.extraction.price import estimate
        from gouji.extraction.prompt import load_prompt

        document = as_document(source)
        figures = find_figures(document)
        chunks = plan(document, figures, read_grammar(document, figures), self.strategy)
        anchored = self.strategy == "anchored"
        texts = [show(document, chunk, marks=anchored) for chunk in chunks]
        usage = estimate(chunks, texts, load_prompt(self.strategy).system, anchored=anchored)
        return {
            "requests": len(chunks),
            "characters": sum(map(len, texts)),
            "slots": sum(len(chunk.slots) for chunk in chunks),
            "prompt_tokens": usage.prompt_tokens,
            "cached_tokens": usage.cached_tokens,
            "completion_tokens": usage.completion_tokens,
        }

    def close(self) -> None:
        """Stop the background loop and close connections and the default store.

        A report that another thread is still reading is given up there with a ``GoujiError``.
        """
        with self._lock:
            self._closed = True
            background, self._background = self._background, None
        if background is not None:
            background.give_up()
            background.run(self._asker.aclose())
            background.close()
        if self._own_store and self._asker.store is not None:
            self._asker.store.close()

    def __enter__(self) -> Extractor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def __aenter__(self) -> Extractor:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._asker.aclose()
        self.close()

    def _check_open(self) -> None:
        if self._closed:
            raise GoujiError(_CLOSED)

    def _report(self, done: Extraction) -> Report:
        from gouji.extraction.prompt import load_prompt

        provenance = {
            "gouji": __version__,
            "model": self.model,
            "prompts": {self.strategy: load_prompt(self.strategy).label},
            "strategy": self.strategy,
        }
        shown = (load_prompt(self.strategy).system,)
        facts = replace(done.facts, profile=self._profile, examples=shown)
        return Report(facts, audit(facts, self._checks), done.usage, done.failed, provenance)

    def _notify(self, event: Event) -> None:
        for hook in self._hooks:
            hook(event)

    @staticmethod
    def _user_schema(types: Iterable[type[Any]]) -> Any:
        from gouji.extraction.fields import user_schema

        return user_schema(types)

    @staticmethod
    def _open_store(store: Any, injected: bool) -> Any:
        from gouji.extraction.store import Store

        # A caller's own client or a replay is not to be answered from an earlier run unasked.
        if store == "default":
            return None if injected else Store()
        return store


def _connection(
    model: str | None, base_url: str | None, api_key: str | None, client: Any, transport: Any
) -> dict[str, Any]:
    """Which model at which address, as arguments of ``Asker``."""
    from gouji.extraction.providers import generic, resolve
    from gouji.extraction.replay import Replay, as_transport

    if isinstance(transport, Replay):
        replayed = model or transport.model
        return {
            "provider": generic("http://model.invalid/v1"),
            "model": replayed,
            "address": "http://model.invalid/v1",
            "transport": as_transport(transport),
        }
    if client is not None:
        return _given(client, model)
    provider, name = resolve(model, base_url, os.environ)
    if provider.name == "local":
        return _embedded(provider, name)
    return {
        "provider": provider,
        "model": name,
        "address": provider.base_url,
        "api_key": api_key or provider.api_key(os.environ),
        "transport": transport,
    }


def _given(client: Any, model: str | None) -> dict[str, Any]:
    import instructor
    import openai

    from gouji.extraction.providers import generic

    if isinstance(client, openai.AsyncOpenAI | openai.OpenAI):
        client = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA)
    inner = getattr(client, "client", None)
    address = str(getattr(inner, "base_url", "") or "http://client.invalid/v1").rstrip("/")
    return {"provider": generic(address), "model": model or "", "address": address, "client": client}


def _embedded(provider: Any, name: str) -> dict[str, Any]:
    from gouji import local

    local.require()
    return {
        "provider": provider,
        "model": name,
        "address": "local",
        "key_address": local.identity(),
        "locate": lambda: local.shared_server().base_url,
    }


class _Background:
    """An event loop in a thread of its own, for callers that have none or are inside one."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="gouji", daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.wait(self.begin(work))

    def begin(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def wait(self, future: Future[T]) -> T:
        try:
            return future.result()
        except CancelledError as error:
            raise GoujiError(_CLOSED) from error
        except BaseException:
            future.cancel()
            raise

    def give_up(self) -> None:
        """Cancel what other threads still wait for: they are told, and do not wait for ever."""

        async def cancel_all() -> None:
            tasks = asyncio.all_tasks() - {asyncio.current_task()}
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        self.run(cancel_all())

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)
        if not self._thread.is_alive():
            self._loop.close()


__all__ = ["Extractor", "aextract", "as_document", "check", "extract", "verify"]
