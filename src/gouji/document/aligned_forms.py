"""Forms 自评表 in columns of blanks whose merged cells are lost: heads and groups run over several lines.

Of a row only its right part is certain: a name, what stands in the columns behind it, its weight 分值 and
its score 得分. The names of the groups at the left stand anywhere beside their rows; they are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.document.bare_cells import is_amount
from gouji.document.columns_of_blanks import below_heads
from gouji.document.grid import Place, build
from gouji.document.lines import Line
from gouji.document.model import Span, Table

_PARTED = re.compile(r"[ \u00a0]{2,}|\u3000")
_CELL = re.compile(r"[^ \u00a0\u3000\t\r\n](?:[^ \u00a0\u3000\t\r\n]|[ \u00a0](?![ \u00a0\u3000]))*+")
_WEIGHT = re.compile(r"(?:指标)?(?:分值|权重|满分|标准分)(?:[（(].{1,4}[）)])?")
_SCORE = re.compile(r"(?:自评|评价|实际)?(?:得分|评分)")
_TARGET = re.compile(r".{0,4}(?:指标值|目标值|完成值|预期值|计划值|实际值)")
_LEVEL = re.compile(r"[一二]级(?:指标)?|序号|指标类[型别]")
_THIRD = re.compile(r"三级(?:指标?)?")
_SPENT = re.compile(r"执行数|支出数|决算数|执行金额")
_BUDGET = re.compile(r"预算数|预算金额|预算安排")
_TOTAL = re.compile(r"(?:自评|综合|评价)?(?:总分|总得分|合计|总计|得分合计|合计得分)")
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})?分?")
_UNIT = re.compile(r"[（(](?:单位[：:])?[百千万亿]{0,2}元[）)]")
_WIDEST = 300
_IDLE = 4
"""So many lines between two rows hold only names of groups."""

_FEWEST = 2
_LONGEST = 24
_Row = list[Span]


def aligned_forms(text: str, lines: Sequence[Line], noise: Sequence[Span]) -> list[Table]:
    """Every table of funds and of indicators below a head that names 分值 and 得分.

    Args:
        text: The text.
        lines: The lines outside other tables, in order.
        noise: Spans to leave out of a cell's text.
    """
    tables: list[Table] = []
    at, executed = 0, Decimal(0)
    while at < len(lines):
        head = _head(text, lines[at])
        found = _below(text, lines, at, head, noise, executed) if head else None
        if found is not None:
            tables.append(found[0])
            executed = _execution(found[0])
            at = found[1]
        else:
            at += 1
    return tables


def is_cut(table: Table) -> bool:
    """Whether a table has the head of a form and no row 总分."""
    first = ["".join(cell.text.split()) for cell in table.cells if cell.row == 0]
    points = any(map(_WEIGHT.fullmatch, first)) and any(map(_SCORE.fullmatch, first))
    names = ("".join(cell.text.split()) for cell in table.cells if cell.column == 0)
    return points and any(map(_TARGET.fullmatch, first)) and not any(map(_TOTAL.fullmatch, names))


def _execution(table: Table) -> Decimal:
    """What the execution rate is worth, in the first row of a table of funds; 0 where it says nothing."""
    cells = {cell.column: "".join(cell.text.split()) for cell in table.cells if cell.row == 0}
    weight = next((column for column, words in cells.items() if _WEIGHT.fullmatch(words)), None)
    values = [cell.text for cell in table.cells if cell.row == 1 and cell.column == weight]
    worth = values[0].strip().rstrip("分") if values and any(map(_SPENT.search, cells.values())) else ""
    return Decimal(worth) if _NUMBER.fullmatch(worth) else Decimal(0)


def _cells(text: str, line: Line) -> _Row:
    if line.end - line.start > _WIDEST or not _PARTED.search(text, line.start, line.end):
        return []
    return [Span(*match.span()) for match in _CELL.finditer(text, line.start, line.end)]


def _words(text: str, cell: Span) -> str:
    return "".join(text[cell.start : cell.end].split())


def _head(text: str, line: Line) -> _Row:
    """The cells of a head with 分值 and 得分 and the columns before them; else none."""
    if text.find("分", line.start, line.end) < 0:
        return []
    cells = _cells(text, line)
    words = [_words(text, cell) for cell in cells]
    points = any(map(_WEIGHT.fullmatch, words)) and any(map(_SCORE.fullmatch, words))
    return cells if points and not any(map(is_amount, words)) else []


def _below(
    text: str, lines: Sequence[Line], at: int, head: _Row, noise: Sequence[Span], executed: Decimal
) -> tuple[Table, int] | None:
    """The table below a head, and the index of the line behind it."""
    words = [_words(text, cell) for cell in head]
    funds = any(map(_SPENT.search, words)) and any(map(_BUDGET.search, words))
    if funds:
        return _funds(text, lines, at, head, noise)
    if any(map(_TARGET.fullmatch, words)):
        return _indicators(text, lines, at, head, noise, executed)
    return None


def _funds(
    text: str, lines: Sequence[Line], at: int, head: _Row, noise: Sequence[Span]
) -> tuple[Table, int] | None:
    """Rows of a name and as many numbers or dashes as the head has columns."""
    width = len(head)
    rows, unit = [[Span(head[0].start, head[0].start), *head]], None
    for line in lines[at + 1 :]:
        cells = _cells(text, line)
        values = [is_amount(_words(text, cell)) for cell in cells]
        if len(cells) <= width or not all(values[-width:]) or values[-width - 1]:
            break
        unit = next((cell for cell in cells[:-width] if _UNIT.search(_words(text, cell))), unit)
        rows.append(cells[-width - 1 :])
    if len(rows) <= _FEWEST:
        return None
    return replace(_built(text, rows, noise), caption=unit), at + len(rows)


def _indicators(
    text: str, lines: Sequence[Line], at: int, head: _Row, noise: Sequence[Span], executed: Decimal
) -> tuple[Table, int] | None:
    """Rows that end with two bare numbers below 分值 and 得分, a reason behind them; at last the row 总分."""
    words = [_words(text, cell) for cell in head]
    weight = next(index for index, word in enumerate(words) if _WEIGHT.fullmatch(word))
    named = _name(words[:weight])
    if weight == named or weight + 1 >= len(words) or not _SCORE.fullmatch(words[weight + 1]):
        return None
    rows, end, idle = [head[named:]], at + 1, 0
    lower: dict[Span, Span | None] = {}
    for index, line in enumerate(lines[at + 1 :], at + 1):
        cells = _cells(text, line)
        contents = [_words(text, cell) for cell in cells]
        row = _row(cells, contents, weight - named, len(head) - named)
        if row and not _TOTAL.fullmatch(_words(text, row[0])):
            above = lines[index - 1] if idle and index - 1 > at else None
            row = _in_place(text, head[:weight], named, row, cells, above)
            if row[0].start < line.start and index + 1 < len(lines):
                lower[row[0]] = _below_head(text, head[:weight], named, lines[index + 1])
        idle = 0 if row else idle + 1
        if idle > _IDLE:
            break
        if row:
            rows.append(row)
            end = index + 1
            if _TOTAL.fullmatch(_words(text, row[0])):
                break
    if len(rows) <= _FEWEST + 1 or not _is_whole(text, rows, weight - named, executed):
        return None
    return _joined(text, _built(text, rows, noise), lower), end


def _joined(text: str, table: Table, lower: Mapping[Span, Span | None]) -> Table:
    """The table with the names of two lines in one: a cell stands where the upper line of its name does."""
    tails = {upper: text[tail.start : tail.end] for upper, tail in lower.items() if tail is not None}
    cells = (replace(c, text=c.text + tails[c.span]) if c.span in tails else c for c in table.cells)
    return replace(table, cells=tuple(cells)) if tails else table


def _name(heads: Sequence[str]) -> int:
    """Which head is the name of the rows: 三级指标, else the first that is no level; their count if there is none.

    Of 一级指标 over two lines the lower one says 指标, and the upper one 一级.
    """
    third = next((at for at, word in enumerate(heads) if _THIRD.fullmatch(word)), None)
    others = (at for at, word in enumerate(heads) if not _LEVEL.fullmatch(word))
    return third if third is not None else next(others, len(heads))


def _in_place(text: str, head: _Row, named: int, row: _Row, cells: _Row, above: Line | None) -> _Row:
    """A row with its name and values where they stand below their heads, if all of them do.

    A name of two lines is printed above and below its values: the line above it then holds it.
    """
    width = len(head) - named
    before = [cell for cell in cells if cell.end <= row[width].start and cell.start < row[width].start]
    found = below_heads(text, head, before, named)
    if found is None:
        return row
    if named not in found:
        name = _below_head(text, head, named, above) if above is not None else None
        if name is None:
            return row
        found[named] = name
    placed: _Row = []
    for column in range(named, len(head)):
        end = placed[-1].end if placed else found[named].end
        placed.append(found.get(column, Span(end, end)))
    return [*placed, *row[width:]]


def _below_head(text: str, head: _Row, column: int, line: Line) -> Span | None:
    """The words of a line that stand below one head; ``None`` where it has none there."""
    cells = _cells(text, line) or [Span(line.start, line.end)]
    found = (below_heads(text, head, cells, column) or {}).get(column)
    return found if found and len(found) <= _LONGEST and not is_amount(_words(text, found)) else None


def _is_whole(text: str, rows: Sequence[_Row], weight: int, executed: Decimal) -> bool:
    """Whether the weights make that of the row 总分, with or without that of the funds: no row was lost."""
    printed = [_words(text, row[weight]).rstrip("分") for row in rows[1:]]
    *values, total = [Decimal(each or "0") for each in printed]
    if not _TOTAL.fullmatch(_words(text, rows[-1][0])) or not printed[-1]:
        return True
    return total - sum(values) in (0, executed)


def _row(cells: _Row, words: Sequence[str], before: int, width: int) -> _Row:
    """A row under the columns from the name on; empty where a line is none."""
    pairs = [at for at in range(1, len(cells) - 1) if all(map(_NUMBER.fullmatch, words[at : at + 2]))]
    name = "".join(word for word in words if not _NUMBER.fullmatch(word))
    if _TOTAL.fullmatch(name) and sum(map(bool, map(_NUMBER.fullmatch, words))) <= 2:
        first = Span(cells[0].start, cells[sum(not _NUMBER.fullmatch(word) for word in words) - 1].end)
        values = [cell for cell, word in zip(cells, words) if _NUMBER.fullmatch(word)]
        points = values if len(values) == 2 else [Span(first.end, first.end), *values]
        return _filled([first], points, [], before, width) if values else []
    if not pairs:
        return []
    at = pairs[-1]
    return _filled(cells[max(0, at - before) : at], cells[at : at + 2], cells[at + 2 :], before, width)


def _filled(left: _Row, points: _Row, behind: _Row, before: int, width: int) -> _Row:
    """Cells in their columns, empty ones where a row has none."""
    row = list(left)
    row += [Span(left[-1].end, left[-1].end)] * (before - len(left))
    row += points
    if behind and width > len(row):
        row.append(Span(behind[0].start, behind[-1].end))
    return row + [Span(row[-1].end, row[-1].end)] * (width - len(row))


def _built(text: str, rows: Sequence[_Row], noise: Sequence[Span]) -> Table:
    places = (Place(r, c, cell.start, cell.end) for r, row in enumerate(rows) for c, cell in enumerate(row))
    table = build(text, places, noise)
    return replace(table, start=rows[0][0].start, end=max(table.end, rows[-1][-1].end))
