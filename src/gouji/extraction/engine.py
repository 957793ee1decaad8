"""The run over one document: chunks asked side by side, cut answers split, refused names asked again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from gouji.document import Document, Span
from gouji.errors import (
    AnswerError,
    BudgetExhausted,
    ModelError,
    RefusedError,
    TransportError,
    TruncatedAnswer,
)
from gouji.extraction.added import Added, Details, details, records_question, with_added
from gouji.extraction.answer import AnchoredAnswer, Answer, FreeAnswer, Refusals, anchored_type, free_type
from gouji.extraction.chunk import Chunk, Limits, Slot, Worth, chunk_document, show
from gouji.extraction.client import Asker, Question, Spending
from gouji.extraction.fields import UserSchema
from gouji.extraction.merge import Gathered, anchored_facts, free_facts
from gouji.extraction.prompt import load_prompt
from gouji.extraction.usage import FailedChunk, Usage
from gouji.facts import Facts, Unanswered
from gouji.facts.activities import tells_activity
from gouji.facts.grammar import Grammar, read_grammar
from gouji.facts.problems import admits, explains, proposes_change
from gouji.figures import Figure

logger = logging.getLogger("gouji")
A = TypeVar("A", bound=Answer)
Strategy = Literal["anchored", "free"]
EventKind = Literal["start", "answered", "split", "asked_again", "failed", "done"]
_DOWN_AFTER = 3

LIMITS: dict[Strategy, Limits] = {"anchored": Limits(), "free": Limits(characters=600, slots=8, sentences=16)}


@dataclass(frozen=True, slots=True)
class Event:
    """What a run tells its hooks 进度: never any text of the report.

    ``done`` and ``total`` count chunks; ``usage`` is the run's so far; ``address`` is where the
    text goes.
    """

    kind: EventKind
    document: str
    done: int
    total: int
    usage: Usage
    address: str = ""


Notify = Callable[[Event], None]


@dataclass(frozen=True)
class Extraction:
    """The outcome of a run: facts, cost, and what could not be read."""

    facts: Facts
    usage: Usage
    failed: tuple[FailedChunk, ...] = ()


@dataclass
class _Run:
    document: Document
    figures: Sequence[Figure]
    asker: Asker
    strategy: Strategy
    spending: Spending
    notify: Notify | None
    schema: UserSchema = field(default_factory=UserSchema)
    gathered: Gathered = field(default_factory=Gathered)
    added: Added = field(default_factory=Added)
    unanswered: list[Unanswered] = field(default_factory=list)
    usage: Usage = Usage()
    failed: list[FailedChunk] = field(default_factory=list)
    done: int = 0
    total: int = 0
    faults_in_a_row: int = 0

    def check(self) -> None:
        """Nothing more is sent to an address that has failed chunk after chunk."""
        if self.faults_in_a_row >= _DOWN_AFTER:
            raise TransportError(
                f"{self.asker.address}: 多次连接失败，不再尝试 / given up after repeated failures"
            )
        self.spending.check()

    def add(self, usage: Usage) -> None:
        """An answer came, whatever it is worth: the address is not down."""
        self.faults_in_a_row = 0
        self.spending.add(usage)

    def tell(self, kind: EventKind) -> None:
        if self.notify is not None:
            event = Event(kind, self.document.name, self.done, self.total, self.usage, self.asker.address)
            self.notify(event)


def plan(
    document: Document,
    figures: Sequence[Figure],
    grammar: Grammar,
    strategy: Strategy,
    limits: Limits | None = None,
) -> list[Chunk]:
    """The chunks that a run would ask about."""
    everything = strategy == "free"
    return chunk_document(
        document,
        figures,
        grammar.drafts,
        settled=() if everything else grammar.lists.covered,
        read=frozenset() if everything else grammar.tables.read,
        limits=limits or LIMITS[strategy],
        tables=everything,
        worth=None if everything else _worth(grammar),
    )


def _worth(grammar: Grammar) -> Worth:
    """Whether what a model says of a sentence could become a fact: merge believes labels only with such words."""

    def worth(text: str, figures: Sequence[Figure]) -> bool:
        if tells_activity(text, figures) or admits(text) or explains(text):
            return True
        return not grammar.lists.recommendations and proposes_change(text)

    return worth


async def extract(
    document: Document,
    figures: Sequence[Figure],
    asker: Asker,
    *,
    strategy: Strategy = "anchored",
    spending: Spending | None = None,
    notify: Notify | None = None,
    limits: Limits | None = None,
    schema: UserSchema | None = None,
) -> Extraction:
    """Ask a model about every chunk of a document and gather what it says.

    Fields and record types of a caller's *schema* are asked for with the amounts, and afterwards.

    Raises:
        RefusedError: The address refuses every request (key, model name, quota).
        StoreError: The kept answers cannot be used.
    """
    grammar = read_grammar(document, figures)
    chunks = plan(document, figures, grammar, strategy, limits)
    run = _Run(document, figures, asker, strategy, spending or Spending(), notify, schema or UserSchema())
    searched = plan(document, figures, grammar, "free") if run.schema.records else []
    run.total = len(chunks) + len(searched)
    run.tell("start")
    work = _anchored if strategy == "anchored" else _free
    await _all([_guarded(run, chunk, work) for chunk in chunks])
    build = anchored_facts if strategy == "anchored" else free_facts
    facts = build(document, figures, grammar, run.gathered)
    await _all([_guarded(run, chunk, _records) for chunk in searched])
    await _all([_about(run, asked) for asked in details(run.schema, facts, budgets=strategy == "free")])
    run.tell("done")
    facts = replace(
        with_added(facts, run.schema, run.added), unanswered=tuple(sorted(run.unanswered, key=_start))
    )
    return Extraction(facts, run.usage, tuple(sorted(run.failed, key=_start)))


def _start(place: Unanswered | FailedChunk) -> int:
    return place.start


async def _all(work: Sequence[Awaitable[None]]) -> None:
    """Run side by side; the first error that ends the run cancels the rest."""
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise


async def _guarded(run: _Run, chunk: Chunk, work: Callable[[_Run, Chunk], Awaitable[None]]) -> None:
    try:
        await _split_when_cut(run, chunk, work)
    except RefusedError as error:
        if error.fatal:
            raise
        _fail(run, chunk, error)
    run.done += 1
    run.tell("answered")
    logger.info("%s: %d/%d chunks, %d tokens", run.document.name, run.done, run.total, run.usage.tokens)


async def _split_when_cut(run: _Run, chunk: Chunk, work: Callable[[_Run, Chunk], Awaitable[None]]) -> None:
    """Do the work on a chunk; on an answer cut at its length, on its halves."""
    try:
        await work(run, chunk)
    except TruncatedAnswer as error:
        halves = chunk.halves()
        if halves is None:
            _fail(run, chunk, error)
            return
        run.usage += _usage_of(error)
        run.tell("split")
        for half in halves:
            await _split_when_cut(run, half, work)
    except (TransportError, AnswerError, BudgetExhausted) as error:
        run.faults_in_a_row += isinstance(error, TransportError)
        _fail(run, chunk, error)


def _fail(run: _Run, chunk: Chunk, error: ModelError) -> None:
    usage = _usage_of(error)
    run.usage += usage
    message = f"{type(error).__name__}: {error}"
    run.failed.append(FailedChunk(chunk.start, chunk.end, message, usage.requests))
    run.unanswered.append(Unanswered(chunk.start, chunk.end, "failed"))
    run.tell("failed")
    logger.warning("%s: chunk at %d not read: %s", run.document.name, chunk.start, type(error).__name__)


def _usage_of(error: ModelError) -> Usage:
    return error.usage if isinstance(error.usage, Usage) else Usage()


async def _ask(run: _Run, question: Question[A]) -> tuple[A, bool]:
    """The answer, and whether it had to be asked for twice, the first being no proper JSON."""
    try:
        reply = await run.asker.ask(question, run)
    except AnswerError as error:
        run.tell("asked_again")
        text = question.text + "\n\n上一次的回答不是所要求的 JSON。只输出 JSON。"
        try:
            reply = await run.asker.ask(replace(question, text=text), run)
        except ModelError as second:
            second.usage = _usage_of(error) + _usage_of(second)
            raise
        run.usage += _usage_of(error) + reply.usage
        return reply.answer, True
    run.usage += reply.usage
    return reply.answer, False


async def _anchored(run: _Run, chunk: Chunk) -> None:
    refusals = Refusals()
    answer, asked_twice = await _ask(run, _anchored_question(run, chunk, refusals))
    _keep(run, chunk, answer)
    _, sentences = answer.unsaid(chunk)
    slots = _open_slots(chunk, refusals)
    if (slots or sentences) and not asked_twice:
        slots, sentences = await _recover(run, chunk, slots, sentences, refusals)
    _give_up(run, chunk, slots, sentences, refusals)


def _open_slots(chunk: Chunk, refusals: Refusals) -> list[Slot]:
    """The amounts without a name: where grammar has one of its own, a refused one costs nothing."""
    return [
        slot for slot in chunk.slots if slot.id in refusals.names and not (slot.draft and slot.draft.item)
    ]


async def _recover(
    run: _Run, chunk: Chunk, slots: Sequence[Slot], sentences: set[str], refusals: Refusals
) -> tuple[list[Slot], set[str]]:
    """Ask once more, narrowly, for names that do not stand in the text and for what was left out.

    Whatever goes wrong, the first answer stands. What is still open is returned.
    """
    narrow = chunk.only([slot.id for slot in slots], sentences)
    note = "\n".join(_correction(slot.id, refusals.names[slot.id]) for slot in slots)
    spans = {piece.span: name for name, piece in chunk.labelled}
    run.tell("asked_again")
    again = Refusals()
    try:
        reply = await run.asker.ask(_anchored_question(run, narrow, again, note, recovering=True), run)
    except (TruncatedAnswer, AnswerError, BudgetExhausted, TransportError, RefusedError) as error:
        if isinstance(error, RefusedError) and error.fatal:
            raise
        run.usage += _usage_of(error)
        return list(slots), sentences
    run.usage += reply.usage
    _keep(run, narrow, reply.answer)
    refusals.names.update(again.names)
    _, left = reply.answer.unsaid(narrow)
    return _open_slots(narrow, again), {spans[piece.span] for name, piece in narrow.labelled if name in left}


def _give_up(run: _Run, chunk: Chunk, slots: Iterable[Slot], sentences: set[str], refusals: Refusals) -> None:
    """What stays without a usable answer is told, with the reason."""
    for slot in slots:
        reason: Literal["refused_name", "no_answer"] = (
            "refused_name" if refusals.names[slot.id] else "no_answer"
        )
        run.unanswered.append(Unanswered(slot.figure.start, slot.figure.end, reason))
    run.unanswered += [
        Unanswered(piece.span.start, piece.span.end, "no_answer")
        for name, piece in chunk.labelled
        if name in sentences
    ]


def _correction(slot: str, name: str) -> str:
    given = f"上次填的“{name}”在原文中找不到" if name else "上次没有填"
    return f"更正 {slot}：{given}。item 必须照抄金额旁边的原文。"


def _anchored_question(
    run: _Run, chunk: Chunk, refusals: Refusals, note: str = "", *, recovering: bool = False
) -> Question[AnchoredAnswer]:
    provider, added = run.asker.provider, run.schema.budget
    plain = provider.schema == "plain"
    answer_type = anchored_type(
        chunk,
        shape=provider.shape,
        plain=plain,
        others=not recovering,
        added=added.properties(plain) if added is not None else None,
    )
    text = show(run.document, chunk) + (f"\n\n{note}" if note else "")
    context = {"chunk": chunk, "refusals": refusals}
    further = 40 * len(added.fields) if added is not None else 0
    room = 160 + 12 * len(chunk.labelled) + (56 + further) * len(chunk.slots) + 130
    system = load_prompt("anchored").system
    if added is not None:
        system += f"\n\n每个 F 另填：\n{added.instructions()}"
    return Question(system, text, answer_type, context, room)


def _keep(run: _Run, chunk: Chunk, answer: AnchoredAnswer) -> None:
    by_id = {slot.id: slot.index for slot in chunk.slots}
    for name, named in answer.named().items():
        if name not in by_id:
            continue
        run.gathered.named[by_id[name]] = named
        if run.schema.budget is not None:
            run.added.budgets[by_id[name]] = named.model_extra or {}
        if named.of in by_id:
            run.gathered.parents[by_id[name]] = by_id[named.of]
    labels = answer.labels()
    run.gathered.labels += [(piece.span, labels[name]) for name, piece in chunk.labelled if name in labels]
    whole = Span(chunk.start, chunk.end)
    run.gathered.others += [(other, whole) for other in answer.others]


async def _free(run: _Run, chunk: Chunk) -> None:
    plain = run.asker.provider.schema == "plain"
    text = show(run.document, chunk, marks=False)
    room = 400 + 90 * max(len(chunk.slots), 1) + 2 * sum(len(piece.text) for piece in chunk.pieces)
    question: Question[FreeAnswer] = Question(
        load_prompt("free").system, text, free_type(plain=plain), {}, min(room, 2400)
    )
    answer, _ = await _ask(run, question)
    run.gathered.free.append((answer, Span(chunk.start, chunk.end)))


async def _records(run: _Run, chunk: Chunk) -> None:
    plain = run.asker.provider.schema == "plain"
    answer, _ = await _ask(run, records_question(run.document, chunk, run.schema.records, plain=plain))
    whole = Span(chunk.start, chunk.end)
    for shape in run.schema.records:
        run.added.listed += [(shape, row, whole) for row in answer.rows(shape.name)]


async def _about(run: _Run, asked: Details) -> None:
    """Ask for the further fields of some records; without an answer they stay empty, and the run says so."""
    try:
        answer, _ = await _ask(run, asked.question(run.document, plain=run.asker.provider.schema == "plain"))
    except (TruncatedAnswer, AnswerError, BudgetExhausted, TransportError, RefusedError) as error:
        if isinstance(error, RefusedError) and error.fatal:
            raise
        usage = _usage_of(error)
        run.usage += usage
        start, end = min(asked.spans).start, max(asked.spans).end
        run.failed.append(FailedChunk(start, end, f"{type(error).__name__}: {error}", usage.requests))
        return
    for span, row in asked.answers(answer):
        run.added.details[asked.shape.name, span] = row


__all__ = ["Event", "Extraction", "Strategy", "extract", "plan", "read_grammar"]
