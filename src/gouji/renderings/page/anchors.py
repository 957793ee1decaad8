"""Who links to whom: the names of places on the page, and which records stand on which characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gouji.facts import Activity, Budget, Evidence, Indicator, Problem, Recommendation
from gouji.figures.figure import Figure
from gouji.findings import SEVERITIES, Cause, Finding, Operand, Status

if TYPE_CHECKING:
    from gouji.report import Report

STATUS_ORDER: tuple[Status, ...] = ("contradicted", "tail", "undetermined", "confirmed")
_CAUSE_ORDER: tuple[Cause, ...] = ("source", "model", "run")
_STATE_ORDER: tuple[Status, ...] = ("contradicted", "tail", "confirmed", "undetermined")

Record = Budget | Activity | Problem | Recommendation | Indicator


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that a record stands on: ``id`` is its place, ``record`` the record's.

    ``kind`` is the first letter of budgets, activities, problems, recommendations, indicators, of
    unread: a part of the text that no answer could be had for, or of operand: words or a blank cell that
    a finding is about.
    """

    start: int
    end: int
    kind: str
    id: str
    record: str


@dataclass(frozen=True)
class Anchors:
    """The names of all places of one page, the same for the same report."""

    report: Report

    @cached_property
    def findings(self) -> list[tuple[str, Finding]]:
        """Findings as they are shown: by status, severity and place in the text, with their names."""
        ordered = sorted(self.report.findings, key=_rank)
        return [(f"x{number}", finding) for number, finding in enumerate(ordered)]

    @cached_property
    def records(self) -> list[tuple[str, Record]]:
        """Every record with its name, kind by kind."""
        report = self.report
        groups: tuple[tuple[str, Sequence[Record]], ...] = (
            ("b", report.budgets),
            ("a", report.activities),
            ("p", report.problems),
            ("r", report.recommendations),
            ("i", report.indicators),
        )
        return [(f"{letter}{n}", record) for letter, records in groups for n, record in enumerate(records)]

    @cached_property
    def by_id(self) -> dict[str, tuple[str, Record]]:
        """Records by the ``id`` that other records use for them; the first one bears it."""
        found: dict[str, tuple[str, Record]] = {}
        for name, record in self.records:
            if not isinstance(record, Indicator):
                found.setdefault(record.id, (name, record))
        return found

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures of the report and of everything that cites one, in text order, outer ones first."""
        cited = [*self.report.figures, *self.report.missed, *self._operands(), *self._amounts()]
        unique = {(figure.start, figure.end): figure for figure in reversed(cited)}
        return sorted(unique.values(), key=lambda figure: (figure.start, -figure.end))

    @cached_property
    def _numbers(self) -> dict[tuple[int, int], int]:
        return {(figure.start, figure.end): number for number, figure in enumerate(self.figures)}

    def figure(self, figure: Figure) -> str:
        """The name of a figure's place in the text."""
        return f"f{self._numbers[figure.start, figure.end]}"

    @cached_property
    def states(self) -> dict[tuple[int, int], str]:
        """What became of each figure that is not merely there: a status, ``missed`` or ``extracted``."""
        states = dict.fromkeys(((each.start, each.end) for each in self._amounts()), "extracted")
        for status in reversed(_STATE_ORDER):
            for finding in self.report.findings:
                if finding.status == status:
                    states |= dict.fromkeys(_places(finding), status)
        # That nobody took it up is the finding; it is no contradiction of the report.
        return states | dict.fromkeys(((each.start, each.end) for each in self.report.missed), "missed")

    @cached_property
    def links(self) -> dict[tuple[int, int], str]:
        """Where a figure leads: its first finding, else its record, else its place among the unused."""
        links: dict[tuple[int, int], str] = {}
        for name, finding in self.findings:
            for place in _places(finding):
                links.setdefault(place, name)
        for name, record in self.records:
            for figure in _own(record):
                links.setdefault((figure.start, figure.end), name)
        for number, figure in enumerate(self.report.missed):
            links.setdefault((figure.start, figure.end), f"m{number}")
        return links

    @cached_property
    def marks(self) -> list[Mark]:
        """The stretches of text that records stand on, by where they begin, longer ones first."""
        length = len(self.report.document.text)
        marks = [
            Mark(place.start, min(place.end, length), name[0], f"{name}-{number}", name)
            for name, record in self.records
            for number, place in enumerate(record.evidence)
            if 0 <= place.start < min(place.end, length)
        ]
        marks += [
            Mark(chunk.start, min(chunk.end, length), "u", f"c{number}", f"u{number}")
            for number, chunk in enumerate(self.report.failed_chunks)
            if 0 <= chunk.start < min(chunk.end, length)
        ]
        marks += [
            Mark(*_visible(*place, length), "o", name, owner) for place, (name, owner) in self._words.items()
        ]
        return sorted(marks, key=lambda mark: (mark.start, -mark.end))

    @cached_property
    def _words(self) -> dict[tuple[int, int], tuple[str, str]]:
        """The places of operands that are no figures: the place's name, and that of its first finding."""
        length = len(self.report.document.text)
        words: dict[tuple[int, int], tuple[str, str]] = {}
        for name, finding in self.findings:
            for operand in finding.operands:
                place = operand.place
                if operand.figure is None and place is not None and 0 <= place[0] <= place[1] <= length > 0:
                    words.setdefault(place, (f"o{len(words)}", name))
        return words

    def words(self, operand: Operand) -> str | None:
        """The name of the place of an operand that is no figure; ``None`` where it has none."""
        found = self._words.get(operand.place) if operand.place is not None else None
        return found[0] if found is not None else None

    @cached_property
    def _mark_names(self) -> frozenset[str]:
        return frozenset(mark.id for mark in self.marks)

    def evidence(self, name: str, evidence: tuple[Evidence, ...]) -> list[tuple[str, Evidence]]:
        """The places of a record that the text can be scrolled to."""
        named = [(f"{name}-{number}", each) for number, each in enumerate(evidence)]
        return [(place, each) for place, each in named if place in self._mark_names]

    @cached_property
    def clusters(self) -> dict[str, int]:
        """How many findings that do not agree share each root."""
        sizes: dict[str, int] = {}
        for finding in self.report.findings:
            if finding.root and finding.status in ("contradicted", "tail"):
                sizes[finding.root] = sizes.get(finding.root, 0) + 1
        return sizes

    def _operands(self) -> Iterator[Figure]:
        for finding in self.report.findings:
            yield from (operand.figure for operand in finding.operands if operand.figure is not None)

    def _amounts(self) -> Iterator[Figure]:
        for _, record in self.records:
            yield from _own(record)


def _own(record: Record) -> Iterable[Figure]:
    """The figures that a record itself holds."""
    if isinstance(record, Budget):
        return () if record.amount is None else (record.amount,)
    if isinstance(record, Activity):
        return [output.figure for output in record.outputs if output.figure is not None]
    return ()


def _visible(start: int, end: int, length: int) -> tuple[int, int]:
    """A stretch of at least one character: a blank cell is shown by the character before it."""
    if start < end:
        return start, end
    return (start - 1, start) if start else (0, min(1, length))


def _places(finding: Finding) -> list[tuple[int, int]]:
    return [operand.place for operand in finding.operands if operand.place is not None]


def _rank(finding: Finding) -> tuple[int, int, int, int]:
    """By status; what the report itself says before what a model or a run got wrong."""
    places = _places(finding)
    first = min((start for start, _ in places), default=0)
    fault = _CAUSE_ORDER.index(finding.cause)
    return STATUS_ORDER.index(finding.status), fault, SEVERITIES.index(finding.severity), first
