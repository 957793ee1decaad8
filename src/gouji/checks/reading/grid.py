"""A table as rows of figures under heads."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gouji.document import Cell, Document, Table
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand

TOTAL = re.compile(r"(?:合计|总计|共计|总和)(?:（[^（）]*）|[:：])?$")
SUBTOTAL = re.compile(r"小计$")
_VALUE = re.compile(r"[≥≤＞＜><=]|\d+[.\d]*[%％]|(?:19|20)\d\d年")
AMONG = re.compile(r"其中")
_NUMBERED = re.compile(r"([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、．]|（\d+）)")


def squeezed(text: str) -> str:
    """A cell's words without blanks."""
    return "".join(text.split()).replace("(", "（").replace(")", "）")


@dataclass(frozen=True)
class Row:
    """A row: its head and its figures by column; ``odd`` are columns with text that is no figure."""

    head: str
    figures: Mapping[int, Figure]
    odd: frozenset[int]
    index: int

    @property
    def is_total(self) -> bool:
        return TOTAL.search(self.head) is not None

    @property
    def is_subtotal(self) -> bool:
        return SUBTOTAL.search(self.head) is not None

    @property
    def style(self) -> str:
        """How its head is numbered: heads of one table that differ in it are a tree."""
        found = _NUMBERED.match(self.head)
        return re.sub(r"[一二三四五六七八九十\d]+", "#", found[0]) if found is not None else ""

    def operand(self, column: int, role: str, heads: Mapping[int, str]) -> Operand:
        """The figure of a column under the names of its row and its column; none where the cell is blank."""
        return Operand(
            role, f"{self.head}（{heads.get(column, '')}）".replace("（）", ""), self.figures.get(column)
        )


@dataclass(frozen=True)
class Grid:
    """The part of a table below its head: rows with figures, and the words above each column."""

    heads: Mapping[int, str]
    rows: tuple[Row, ...]
    columns: tuple[int, ...]
    single_head: bool

    def adds_up(self, column: int) -> bool:
        """Whether amounts of a column may be added: not rates, prices, or last year's."""
        return re.search(r"率|比|单价|标准|均|序号|增|减|次序|编号", self.heads.get(column, "")) is None


def grids(facts: Facts) -> Iterator[Grid]:
    """Every table of a document that has at least two rows of figures."""
    figures = sorted(facts.figures, key=lambda figure: figure.start)
    starts = [figure.start for figure in figures]
    for table in facts.document.tables:
        grid = _grid(
            facts.document, table, figures[bisect_left(starts, table.start) : bisect_left(starts, table.end)]
        )
        if grid is not None:
            yield grid


def _whole(cell: Cell, figures: Sequence[Figure], starts: Sequence[int]) -> Figure | None:
    """The figure that a cell consists of."""
    index = bisect_left(starts, cell.start)
    if index < len(figures) and figures[index].start < cell.end:
        figure = figures[index]
        if len(squeezed(figure.text)) == len(squeezed(cell.text)) and not figure.modifiers:
            return figure
    return None


def _grid(document: Document, table: Table, figures: Sequence[Figure]) -> Grid | None:
    starts = [figure.start for figure in figures]
    rows: list[Row] = []
    heads: dict[int, str] = {}
    headings = 0
    for index, cells in enumerate(table.rows()):
        found = {
            cell.column: figure for cell in cells if (figure := _whole(cell, figures, starts)) is not None
        }
        words = [cell for cell in cells if squeezed(cell.text) and cell.column not in found]
        if not found and not rows:
            headings += 1
            for cell in words:
                for column in range(cell.column, cell.column + cell.column_span):
                    heads[column] = squeezed(cell.text)
        elif found:
            first = min(found)
            names = [squeezed(cell.text) for cell in words if cell.column < first]
            odd = frozenset(cell.column for cell in words if cell.column > first)
            rows.append(Row(_head(names), found, odd, index))
    if len(rows) < 2:
        return None
    columns = tuple(sorted({column for row in rows for column in row.figures}))
    return Grid(heads, _aligned(rows, columns), columns, headings == 1)


def _head(names: Sequence[str]) -> str:
    """The name of a row: the last of its first cells that is more than a serial number or a target."""
    real = [name for name in names if not name.isdecimal()]
    named = [name for name in real if not _VALUE.match(name)]
    return next(reversed(named or real), "")


def _aligned(rows: Sequence[Row], columns: Sequence[int]) -> tuple[Row, ...]:
    """Total rows of text tables have lost a merged cell: their figures stand too far to the left."""
    body = [row for row in rows if not row.is_total and not row.is_subtotal]
    usual = tuple(sorted({column for row in body for column in row.figures}))
    aligned = []
    for row in rows:
        own = tuple(sorted(row.figures))
        if (row.is_total or row.is_subtotal) and not set(own) <= set(usual) and len(own) == len(usual):
            row = Row(row.head, dict(zip(usual, (row.figures[column] for column in own))), row.odd, row.index)
        aligned.append(row)
    return tuple(aligned)
