"""Questions about what a caller added: further fields of activities and problems, record types of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, TypeVar

from gouji.document import Document, Span
from gouji.document.readable import readable
from gouji.extraction.align import Folded, figures_inside
from gouji.extraction.answer import Answer, as_array, as_object, as_text
from gouji.extraction.chunk import Chunk, plain_text, show
from gouji.extraction.client import Question
from gouji.extraction.fields import MAX_TEXT, Shape, UserSchema, Values, grounded
from gouji.extraction.prompt import load_prompt
from gouji.facts import Activity, Budget, Facts, Problem, Record, Refused
from gouji.figures import Figure

R = TypeVar("R", Activity, Problem)
T = TypeVar("T")
AT_ONCE = 8
"""How many sentences one question about details holds."""
MOST_RECORDS = 8


class RawAnswer(Answer):
    """An answer whose form only its schema tells: rows by id, or lists by type."""

    model_config: ClassVar[Any] = {"extra": "allow"}

    def rows(self, name: str) -> list[Mapping[str, Any]]:
        """The objects under a name: one, or a list of them."""
        value = (self.model_extra or {}).get(name)
        listed = value if isinstance(value, list) else [value]
        return [row for row in listed if isinstance(row, dict)]


def _type(schema: dict[str, Any]) -> type[RawAnswer]:
    return type("Answer", (RawAnswer,), {"SCHEMA": schema, "__module__": __name__, "__annotations__": {}})


@dataclass(frozen=True)
class Details:
    """One question about the further fields of some records.

    ``spans`` are the records' places; an amount's place is shown in the sentence ``around`` it.
    """

    shape: Shape
    spans: tuple[Span, ...]
    around: tuple[Span, ...] = ()

    def question(self, document: Document, *, plain: bool) -> Question[RawAnswer]:
        """Every sentence under its number, an object of fields for each."""
        names = [f"S{number}" for number in range(1, len(self.spans) + 1)]
        lines = [
            f"［{name}］{self._told(document, span, whole)}"
            for name, span, whole in zip(names, self.spans, self.around or self.spans)
        ]
        schema = as_object({name: as_object(self.shape.properties(plain)) for name in names})
        system = f"{load_prompt('details').system}\n{self.shape.instructions()}"
        room = 64 + (24 + 40 * len(self.shape.fields)) * len(names)
        return Question(system, "\n".join(lines), _type(schema), {}, room)

    def _told(self, document: Document, span: Span, whole: Span) -> str:
        text = plain_text(readable(document, whole.start, whole.end))
        return text if span == whole else f"{plain_text(readable(document, span.start, span.end))}：{text}"

    def answers(self, answer: RawAnswer) -> Iterator[tuple[Span, Mapping[str, Any]]]:
        """What was said of each sentence."""
        for number, span in enumerate(self.spans, 1):
            for row in answer.rows(f"S{number}")[:1]:
                yield span, row


def details(schema: UserSchema, facts: Facts, *, budgets: bool) -> list[Details]:
    """The questions about records that the caller's fields call for; of *budgets* where no slot asked them."""
    asked: list[Details] = []
    for shape, rows in ((schema.activity, facts.activities), (schema.problem, facts.problems)):
        if shape is None or not shape.fields:
            continue
        places = (_place(row.evidence) for row in rows)
        spans = list(dict.fromkeys(place for place in places if place is not None))
        asked += [Details(shape, tuple(part)) for part in _parts(spans)]
    if budgets and schema.budget is not None and schema.budget.fields:
        pairs = [
            (Span(budget.amount.start, budget.amount.end), place)
            for budget in facts.budgets
            if budget.amount is not None and (place := _place(budget.evidence)) is not None
        ]
        for part in _parts(pairs):
            asked.append(Details(schema.budget, tuple(a for a, _ in part), tuple(b for _, b in part)))
    return asked


def _parts(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for first in range(0, len(rows), AT_ONCE):
        yield rows[first : first + AT_ONCE]


def records_question(
    document: Document, chunk: Chunk, shapes: Sequence[Shape], *, plain: bool
) -> Question[RawAnswer]:
    """One question for the caller's own records in a chunk."""
    quote = {"quote": as_text(2 * MAX_TEXT, plain)}
    schema = as_object(
        {
            shape.name: as_array(as_object(shape.properties(plain) | quote), MOST_RECORDS, plain)
            for shape in shapes
        }
    )
    told = [f"{_titled(shape)}\n{shape.instructions()}" for shape in shapes]
    system = "\n\n".join([load_prompt("records").system, *told])
    return Question(system, show(document, chunk, marks=False), _type(schema), {}, 1200)


def _titled(shape: Shape) -> str:
    return f"{shape.name}（{shape.description}）" if shape.description else shape.name


@dataclass
class Added:
    """What the answers brought for the caller's types."""

    budgets: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    details: dict[tuple[str, Span], Mapping[str, Any]] = field(default_factory=dict)
    listed: list[tuple[Shape, Mapping[str, Any], Span]] = field(default_factory=list)


def with_added(facts: Facts, schema: UserSchema, added: Added) -> Facts:
    """The facts with their records as the caller's types, and what did not stand in the text."""
    if not schema:
        return facts
    filler = _Filler(facts, added)
    budgets, activities, problems = facts.budgets, facts.activities, facts.problems
    if schema.budget is not None:
        budgets = tuple(filler.budget(schema.budget, each) for each in budgets)
    if schema.activity is not None:
        activities = tuple(filler.sentence(schema.activity, each) for each in activities)
    if schema.problem is not None:
        problems = tuple(filler.sentence(schema.problem, each) for each in problems)
    records = tuple(filler.records())
    return replace(
        facts,
        budgets=budgets,
        activities=activities,
        problems=problems,
        records=records,
        refused=tuple(filler.refused),
    )


class _Filler:
    def __init__(self, facts: Facts, added: Added) -> None:
        self.facts = facts
        self.added = added
        self.refused: list[Refused] = []
        self._index = {figure.start: number for number, figure in enumerate(facts.figures)}

    def budget(self, shape: Shape, budget: Budget) -> Any:
        number = self._index.get(budget.amount.start) if budget.amount is not None else None
        said = self.added.budgets.get(number) if number is not None else None
        place = _place(budget.evidence)
        if said is None and budget.amount is not None:
            said = self.added.details.get((shape.name, Span(budget.amount.start, budget.amount.end)))
        if said is None or place is None or budget.amount is None:
            return shape.filled(budget, {})
        block = self.facts.document.block_at(budget.amount.start)
        around = place if block is None else Span(min(place.start, block.start), max(place.end, block.end))
        return shape.filled(budget, self._hold(shape, budget.id, said, around))

    def sentence(self, shape: Shape, record: R) -> Any:
        place = _place(record.evidence)
        said = self.added.details.get((shape.name, place)) if place is not None else None
        if said is None or place is None:
            return shape.filled(record, {})
        return shape.filled(record, self._hold(shape, record.id, said, place))

    def records(self) -> Iterator[Record]:
        """The caller's own records, each once, in the order of the text; what has no place comes last."""
        folded = Folded(self.facts.document)
        rows = [(*self._quoted(folded, said, chunk), shape, said) for shape, said, chunk in self.added.listed]
        rows.sort(key=lambda row: (row[0] is None, row[0] or Span(0, 0)))
        seen: set[object] = set()
        counts: dict[str, int] = {}
        for place, status, shape, said in rows:
            mark = (shape.name, place, tuple(sorted((key, str(value)) for key, value in said.items())))
            if mark in seen:
                continue
            seen.add(mark)
            counts[shape.name] = counts.get(shape.name, 0) + 1
            # A digit in front of the number would make T1 and the first of T1s the same.
            stem = f"{shape.name}-" if shape.name[-1].isdigit() else shape.name
            yield self._record(shape, f"{stem}{counts[shape.name]}", place, status, said)

    def _quoted(self, folded: Folded, said: Mapping[str, Any], chunk: Span) -> tuple[Span | None, Any]:
        placement = folded.place(str(said.get("quote") or ""), chunk)
        return placement.span, placement.status

    def _record(
        self, shape: Shape, number: str, place: Span | None, status: Any, said: Mapping[str, Any]
    ) -> Any:
        from gouji.facts import Evidence
        from gouji.facts.problems import evidence_of

        if place is None:
            evidence = (Evidence(str(said.get("quote") or ""), -1, -1),)
            claimed = {f.name: str(said[f.name]) for f in shape.fields if said.get(f.name)}
            self.refused += [Refused(number, name, value, -1, -1) for name, value in claimed.items()]
            return shape.cls(id=number, status="not_found", evidence=evidence)
        values = self._hold(shape, number, said, place)
        evidence = (evidence_of(self.facts.document, place),)
        return shape.cls(id=number, status=status, evidence=evidence, **values)

    def _hold(self, shape: Shape, record: str, said: Mapping[str, Any], place: Span) -> Mapping[str, Any]:
        figures: Sequence[Figure] = figures_inside(self.facts.figures, place)
        values: Values = grounded(shape, said, self.facts.document, place, figures)
        self.refused += [
            Refused(record, name, claimed, place.start, place.end) for name, claimed in values.refused.items()
        ]
        return values.kept


def _place(evidence: Iterable[Any]) -> Span | None:
    first = next(iter(evidence), None)
    return Span(first.start, first.end) if first is not None and first.start >= 0 else None
