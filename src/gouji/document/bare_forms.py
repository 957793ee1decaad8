"""Forms 自评表 that lost their lines: one cell a line, and the merged cells of the groups gone.

A row ends with its weight 分值 and its score 得分, two bare numbers; what stands before belongs to
the last of the columns before them, so that a row without its group's name keeps its columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.document.bare_cells import names_columns
from gouji.document.continued import repeated_heads
from gouji.document.grid import Place, build
from gouji.document.lines import Line
from gouji.document.model import Span, Table

_LEVEL = re.compile(r"[一二三]级指标|指标名称|绩效指标|评价指标|指标")
_WEIGHT = re.compile(r"(?:指标)?分值(?:（?权重）?)?|权重(?:（?分值）?)?|满分|标准分")
_SCORE = re.compile(r"(?:自评|评价)?(?:得分|评分)")
_REASON = re.compile(r".{0,12}(?:偏差|原因|扣分|备注|说明|改进措施).{0,12}")
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})?分?")
_TOTAL = re.compile(r"[合总小]\s{0,4}[计分]|总得分")
_POINTS = re.compile(r"[（(][0-9]{1,3}(?:\.[0-9]{1,2})?[分%]?[）)]")
_LEVELLED = re.compile(r".{0,10}(?:指标|效益|(?:可持续|社会|生态|环境|发展)影响|满意度)(?:[（(].{1,8}[）)])?")
_FIRST_LEVEL = re.compile(r".{0,4}(?:产出|效益|效果|满意|投入|过程|决策|管理|成本|执行|履职|运行|绩效).{0,4}")
_Cell = tuple[int, int, int]
"""A column with the first and the last line of what stands in it."""

_SHORT = 6
"""No name of a level of the first kind is longer, if it does not end with 指标."""

_LONGEST = 60
_MOST = 1500
_FEWEST = 3
"""Rows below which a run of numbers is no form."""


def bare_forms(text: str, lines: Sequence[Line], noise: Sequence[Span]) -> list[Table]:
    """Every form of which a column of levels, the weight and the score are printed one below the other.

    Args:
        text: The text.
        lines: The lines outside other tables, in order.
        noise: Spans to leave out of a cell's text.
    """
    tables: list[Table] = []
    contents = [text[line.start : line.end] if line.end - line.start <= _LONGEST else "" for line in lines]
    if not any(_WEIGHT.fullmatch(content) for content in contents):
        return []
    again = repeated_heads(contents, names_columns)
    if again:
        lines = [line for at, line in enumerate(lines) if at not in again]
        contents = [content for at, content in enumerate(contents) if at not in again]
    at = 0
    while at < len(lines):
        width = _head(contents, at)
        rows = list(_rows(contents, at, width)) if width else []
        if sum(1 for row in rows if row) >= _FEWEST + 1:
            tables.append(_built(text, lines, rows, width, noise))
            at = rows[-1][-1][2] + 1
        else:
            at += 1
    return tables


def _head(contents: Sequence[str], at: int) -> int:
    """How many cells a head that begins at a line has; 0 where none does."""
    if not _LEVEL.fullmatch(contents[at]):
        return 0
    for end in range(at + 2, min(at + 10, len(contents) - 1)):
        if _WEIGHT.fullmatch(contents[end]) and _SCORE.fullmatch(contents[end + 1]):
            more = end + 2 < len(contents) and _REASON.fullmatch(contents[end + 2]) is not None
            return end + 2 + more - at
        if _NUMBER.fullmatch(contents[end]) or not contents[end]:
            return 0
    return 0


def _rows(contents: Sequence[str], head: int, width: int) -> Iterator[list[_Cell]]:
    """The rows as cells: the head, then each up to its weight and score, its reason from the lines below."""
    reason = _REASON.fullmatch(contents[head + width - 1]) is not None
    levels = sum(_LEVEL.fullmatch(content) is not None for content in contents[head : head + width])
    weight = width - 2 - reason
    row = [(column, head + column, head + column) for column in range(width)]
    start = head + width
    while start < min(len(contents), head + _MOST):
        end = _pair(contents, start, weight + 2 + 2 * reason, reason=reason)
        if end is None:
            break
        before = list(range(start, end - 1))
        points = [(weight, end - 1, end - 1), (weight + 1, end, end)]
        total = next((at for at in before[:2] if _TOTAL.fullmatch(contents[at])), None)
        cells = [] if total is not None else _joined(contents, before)
        spare = _spare(contents, cells, weight, levels)
        if total is not None and total > start:
            spare = [(start, total - 1)]
        if reason and spare and row[-1][0] < width - 1:
            row.append((width - 1, spare[0][0], spare[-1][1]))
        yield row
        if total is not None:
            yield [(0, total, total), *points]
            return
        kept = cells[len(spare) :]
        # 预算执行率 alone before its weight is the name of a row, no value.
        left = weight - len(kept) if len(kept) > 1 else 0
        row = [*((left + at, first, last) for at, (first, last) in enumerate(kept)), *points]
        start = end + 1
    yield row


def _joined(contents: Sequence[str], lines: Sequence[int]) -> list[tuple[int, int]]:
    """The cells of some lines: the points of a head in a line of their own belong to it, 产出指标 / （50分）."""
    cells: list[tuple[int, int]] = []
    for at in lines:
        if cells and _POINTS.fullmatch(contents[at]):
            cells[-1] = (cells[-1][0], at)
        else:
            cells.append((at, at))
    return cells


def _spare(
    contents: Sequence[str], cells: Sequence[tuple[int, int]], weight: int, levels: int
) -> list[tuple[int, int]]:
    """The cells before a row that are the reason of the row above: more than columns, or no level before one."""
    spare = max(0, len(cells) - weight)
    words = [contents[first] for first, _ in cells[: spare + 2]]
    named = next((at for at, word in enumerate(words) if _LEVELLED.fullmatch(word)), 0)
    headed = named and len(words[named - 1]) <= _SHORT and _FIRST_LEVEL.fullmatch(words[named - 1])
    if levels >= 3 and named > spare and not headed and len(cells) - named >= weight - levels + 1:
        return list(cells[:named])
    return list(cells[:spare])


def _pair(contents: Sequence[str], start: int, most: int, *, reason: bool) -> int | None:
    """The line of the score that ends a row: the second of two bare numbers, within the next few lines."""
    if not contents[start] and not reason:
        return None
    for at in range(start + 1, min(start + most + 1, len(contents) - 1)):
        if not contents[at]:
            return None
        if _NUMBER.fullmatch(contents[at]) and _NUMBER.fullmatch(contents[at + 1]):
            third = at + 2 < len(contents) and _NUMBER.fullmatch(contents[at + 2]) is not None
            return at + 2 if third else at + 1
    return None


def _built(
    text: str, lines: Sequence[Line], rows: Sequence[list[_Cell]], width: int, noise: Sequence[Span]
) -> Table:
    places = []
    for number, row in enumerate(rows):
        filled = {column: (lines[first].start, lines[last].end) for column, first, last in row}
        before = lines[row[0][1]].start
        for column in range(width):
            start, end = filled.get(column, (before, before))
            places.append(Place(number, column, start, end))
    table = build(text, places, noise)
    return replace(table, start=lines[rows[0][0][1]].start, end=lines[rows[-1][-1][2]].end)
