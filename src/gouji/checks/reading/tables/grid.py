"""A table as rows of figures under heads."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gouji.checks.reading.text.once import once
from gouji.document import Cell, Table
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand

MAX_HEADERS = 4
"""More rows of words than these above the figures are no heads."""

TOTAL = re.compile(r"(?:合计|总计|共计|总和)(?:（[^（）]*）|[:：])?\**$")
SUBTOTAL = re.compile(r"小计\**$")
AMONG = re.compile(r"其中")
_VALUE = re.compile(r"[≥≤＞＜><=]|\d++[.\d]*+[%％]|(?:19|20)\d\d年")
_NUMBERED = re.compile(
    r"([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、．](?!\d)|（\d+）|[①-⑳])"
)
_SERIAL = re.compile(
    r"\d{1,3}|\d{5}|\d{7}|[一二三四五六七八九十]{1,3}|（[一二三四五六七八九十\d]{1,3}）|\d+(?:\.\d+)+|[①-⑳]"
)
_NIL = re.compile(r"[—–\-－―/／]+|无")


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
    serial: str = ""

    @property
    def is_total(self) -> bool:
        return TOTAL.search(self.head) is not None

    @property
    def is_subtotal(self) -> bool:
        return SUBTOTAL.search(self.head) is not None

    @property
    def style(self) -> str:
        """How its head or its serial is numbered: rows of one table that differ in it are a tree."""
        found = _NUMBERED.match(self.head)
        mark = found[0] if found is not None else self.serial
        if mark.isdecimal() and len(mark) > 3:
            # Codes of accounts 科目编码 tell their level by their length: 205, 20502, 2050201.
            return f"{len(mark)} digits"
        return re.sub(r"[①-⑳]", "①", re.sub(r"\d+", "1", re.sub(r"[一二三四五六七八九十]+", "一", mark)))

    def operand(self, column: int, role: str, heads: Mapping[int, str]) -> Operand:
        """The figure of a column under the names of its row and its column; none where the cell is blank."""
        return Operand(
            role, f"{self.head}（{heads.get(column, '')}）".replace("（）", ""), self.figures.get(column)
        )


@dataclass(frozen=True)
class Grid:
    """The part of a table below its head: rows with figures, and the words above each column.

    ``heads`` are the lowest words above a column, ``paths`` all of them from the top down.
    """

    heads: Mapping[int, str]
    rows: tuple[Row, ...]
    columns: tuple[int, ...]
    single_head: bool
    paths: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    regular: bool = True

    def adds_up(self, column: int) -> bool:
        """Whether amounts of a column may be added: not rates, prices, or last year's."""
        return _NO_SUM.search(self.heads.get(column, "")) is None


_NO_SUM = re.compile(
    r"率|比|亩产|单产|单价|单位成本|标准|均|序号|增|减|次序|编号|排名|得分|评分|分值|每|年份"
)


@once
def grids(facts: Facts) -> tuple[Grid, ...]:
    """Every table of a document that has at least two rows of figures."""
    figures = sorted(facts.figures, key=lambda figure: figure.start)
    starts = [figure.start for figure in figures]
    read = (
        _grid(table, figures[bisect_left(starts, table.start) : bisect_left(starts, table.end)])
        for table in facts.document.tables
    )
    return tuple(grid for grid in read if grid is not None)


def _whole(cell: Cell, figures: Sequence[Figure], starts: Sequence[int]) -> Figure | None:
    """The figure that a cell consists of."""
    index = bisect_left(starts, cell.start)
    if index < len(figures) and figures[index].start < cell.end:
        figure = figures[index]
        if len(squeezed(figure.text)) == len(squeezed(cell.text)) and not figure.modifiers:
            return figure
    return None


def _grid(table: Table, figures: Sequence[Figure]) -> Grid | None:
    starts = [figure.start for figure in figures]
    rows: list[Row] = []
    headers: list[list[Cell]] = []
    for index, cells in enumerate(table.rows()):
        found = {
            cell.column: figure for cell in cells if (figure := _whole(cell, figures, starts)) is not None
        }
        words = [cell for cell in cells if squeezed(cell.text) and cell.column not in found]
        if not rows and (_names_years(found, words) or (not found and len(words) > 1)):
            headers.append(list(cells))
        elif found:
            rows.append(_row(words, found, index))
        elif rows and len(words) > 1 and not _repeats(words, headers):
            rows.append(_unsaid(words, index))
    if sum(bool(row.figures) for row in rows) < 2:
        return None
    columns = tuple(sorted({column for row in rows for column in row.figures}))
    paths = _paths(_fitting(table, headers[-MAX_HEADERS:]), table.regular)
    heads = {column: path[-1] for column, path in paths.items() if path}
    return Grid(heads, _aligned(rows, columns), columns, len(headers) == 1, paths, table.regular)


def _names_years(found: Mapping[int, Figure], words: Sequence[Cell]) -> bool:
    """Whether the figures of a row are the heads of its columns: 类别, 2023年, 2022年, 增减额; 第一批, 第二批, 合计."""
    heads = {figure.dimension for figure in found.values()} <= {"year", "ordinal"}
    return len(found) > 1 and bool(words) and heads


def _fitting(table: Table, headers: Sequence[list[Cell]]) -> Sequence[list[Cell]]:
    """The header rows that line up with the rows below: those that lost merged cells do not."""
    if table.regular or len(headers) < 2:
        return headers
    widths = Counter(len(cells) for cells in table.rows())
    width = max((len(cells) for cells in headers), key=lambda each: widths[each])
    return [cells for cells in headers if len(cells) == width]


def _repeats(words: Sequence[Cell], headers: Sequence[Sequence[Cell]]) -> bool:
    """Whether a row of words is a header once more, at the top of the next page."""
    texts = [squeezed(cell.text) for cell in words]
    return any(texts == [squeezed(cell.text) for cell in row if squeezed(cell.text)] for row in headers)


def _unsaid(words: Sequence[Cell], index: int) -> Row:
    """A row that gives words where others give figures (见附表): its columns do not close."""
    odd = frozenset(cell.column for cell in words[1:] if not _NIL.fullmatch(squeezed(cell.text)))
    return Row(_head([squeezed(words[0].text)]), {}, odd, index)


def _row(words: Sequence[Cell], found: Mapping[int, Figure], index: int) -> Row:
    first = min(found)
    names = [squeezed(cell.text) for cell in words if cell.column < first]
    odd = frozenset(
        cell.column for cell in words if cell.column > first and not _NIL.fullmatch(squeezed(cell.text))
    )
    figures = {**found, **{cell.column: _zero(cell, found[first]) for cell in words if _is_zero(cell, first)}}
    serial = names[0] if len(names) > 1 and _SERIAL.fullmatch(names[0]) else ""
    return Row(_head(names), figures, odd - figures.keys(), index, serial)


def _is_zero(cell: Cell, first: int) -> bool:
    """Whether a cell behind the first figure prints nothing as 00."""
    return cell.column > first and re.fullmatch(r"0{2,4}", squeezed(cell.text)) is not None


def _zero(cell: Cell, beside: Figure) -> Figure:
    """00 beside amounts is an amount of nothing; that it is badly written is the matter of TAB-FORMAT."""
    text = cell.text.strip()
    start, factor = cell.start, beside.quantum.scaleb(beside.decimals)
    return replace(
        beside, text=text, start=start, end=start + len(text), number="0", value=Decimal(0),
        full_start=start, full_end=start + len(text), decimals=0, quantum=factor,
    )  # fmt: skip


def _paths(headers: Sequence[Sequence[Cell]], regular: bool) -> dict[int, tuple[str, ...]]:
    """The words above every column, from the top down.

    In a table without merges a head over several columns leaves the cells beside it blank.
    """
    paths: dict[int, list[str]] = {}
    for at, cells in enumerate(headers):
        below = {cell.column for row in headers[at + 1 :] for cell in row if squeezed(cell.text)}
        last = ""
        for cell in cells:
            text = squeezed(cell.text)
            spread = not text and regular and last and cell.column in below and not _above(paths, cell)
            last = text or (last if spread else "")
            for column in range(cell.column, cell.column + cell.column_span):
                if last:
                    paths.setdefault(column, []).append(last)
    return {column: tuple(path) for column, path in paths.items()}


def _above(paths: Mapping[int, list[str]], cell: Cell) -> bool:
    """Whether a head stands over a cell already: a blank below it is its own."""
    return bool(paths.get(cell.column))


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
            moved = dict(zip(usual, (row.figures[column] for column in own)))
            row = replace(row, figures=moved)
        aligned.append(row)
    return tuple(aligned)
