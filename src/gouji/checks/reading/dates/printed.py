"""Printed dates in their lines: what a date or a period says, and where a report is signed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.checks.reading.text.once import once
from gouji.checks.reading.text.prose import Line, line_of, lines
from gouji.facts import Facts
from gouji.figures.figure import Figure

_FILLED_IN = re.compile(r"(?:填报|填表|编制|上报)(?:日期|时间)")
_SIGNED = re.compile(
    r"(?:[^，。；、\d]{0,40}|[^，。；]{0,16}(?:日期|时间)[^，。；\d]{0,4}：?|20\d\d年?)?[（(]?$"
)
_LABELLED = re.compile(r"(?:填报|填表|报告|编制|编报|上报|报送|提交|撰写|自评)(?:日期|时间)：?$")


@dataclass(frozen=True, eq=False)
class Dated:
    """A date or a period of a line; ``start`` and ``end`` are indexes of the line's text.

    ``first`` and ``last`` are ISO as far as printed, the same for a date; a year of its own is not
    always printed: they then begin with ``--``.
    """

    line: Line
    figure: Figure
    start: int
    end: int
    first: str
    last: str

    @property
    def is_period(self) -> bool:
        """Whether two ends are printed."""
        return "/" in self.figure.number

    @property
    def has_year(self) -> bool:
        """Whether the year is printed with it."""
        return not self.first.startswith("-")


@once
def dates(facts: Facts) -> tuple[tuple[Line, list[Dated]], ...]:
    """The lines that hold dates with a month or periods, and these in text order."""
    return tuple(_read(facts))


def _read(facts: Facts) -> Iterator[tuple[Line, list[Dated]]]:
    figures = sorted(
        (figure for figure in facts.figures if figure.dimension in ("date", "year")), key=lambda each: each.start
    )  # fmt: skip
    starts = [figure.start for figure in figures]
    for line in lines(facts):
        low, high = bisect_left(starts, line.block.start), bisect_left(starts, line.block.end)
        if low < high:
            yield line, [_dated(line, figure) for figure in figures[low:high]]


def _dated(line: Line, figure: Figure) -> Dated:
    first, _, last = figure.number.partition("/")
    return Dated(line, figure, line.at(figure.start), line.at(figure.end), first, last or first)


def signatures(facts: Facts) -> list[Dated]:
    """The dates that a report is signed with: alone in a line, below its body, or behind 填报日期."""
    found = [dated for _, each in dates(facts) for dated in each if _signs(dated)]
    alone = [dated for dated in found if not _is_labelled(dated)]
    return [*alone[-1:], *(dated for dated in found if _is_labelled(dated)), *_in_cells(facts)]


def _is_labelled(dated: Dated) -> bool:
    return _LABELLED.search(dated.line.text, 0, dated.start) is not None


def _signs(dated: Dated) -> bool:
    if dated.figure.dimension != "date" or dated.is_period or not dated.has_year:
        return False
    if _is_labelled(dated):
        return True
    before, behind = dated.line.text[: dated.start], dated.line.text[dated.end :]
    return len(before) <= 40 and not behind.strip("）)") and _SIGNED.fullmatch(before) is not None


def _in_cells(facts: Facts) -> Iterator[Dated]:
    """填报日期 in a cell, the date in the same cell or in the next one."""
    figures = {figure.start: figure for figure in facts.figures if figure.dimension == "date"}
    for block in facts.document.blocks:
        if block.table is None:
            continue
        line: Line | None = None
        cells = facts.document.tables[block.table].cells
        for cell, following in zip(cells, [*cells[1:], None]):
            if not _FILLED_IN.search(cell.text):
                continue
            for place in (cell, following):
                at = place.start if place is not None else -1
                figure = next(
                    (figures[start] for start in range(at, place.end) if start in figures) if place else iter(()),
                    None,
                )  # fmt: skip
                if figure is not None and "/" not in figure.number and figure.number[0] != "-":
                    line = line or line_of(facts.document, block)
                    yield _dated(line, figure)
                    break
