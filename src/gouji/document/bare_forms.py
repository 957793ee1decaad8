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
            at = rows[-1][-1][1] + 1
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


def _rows(contents: Sequence[str], head: int, width: int) -> Iterator[list[tuple[int, int]]]:
    """The rows as columns and indexes of lines: the head, then each up to its weight and score."""
    reason = _REASON.fullmatch(contents[head + width - 1]) is not None
    weight = width - 2 - reason
    yield [(column, head + column) for column in range(width)]
    start = head + width
    while start < min(len(contents), head + _MOST):
        end = _pair(contents, start, weight + 2)
        if end is None:
            return
        cells = list(range(start, end - 1))
        total = next((at for at in cells[:2] if _TOTAL.fullmatch(contents[at])), None)
        if total is not None:
            yield [(0, total), (weight, end - 1), (weight + 1, end)]
            return
        # More cells than columns before the weight: the reason of the row above.
        spare = cells[: max(0, len(cells) - weight)]
        kept = cells[len(spare) :]
        # 预算执行率 alone before its weight is the name of a row, no value.
        left = weight - len(kept) if len(kept) > 1 else 0
        row = [(left + at, index) for at, index in enumerate(kept)]
        yield [*row, (weight, end - 1), (weight + 1, end)]
        start = end + 1


def _pair(contents: Sequence[str], start: int, most: int) -> int | None:
    """The line of the score that ends a row: the second of two bare numbers, within the next few lines."""
    for at in range(start + 1, min(start + most + 1, len(contents) - 1)):
        if not contents[at]:
            return None
        if _NUMBER.fullmatch(contents[at]) and _NUMBER.fullmatch(contents[at + 1]):
            third = at + 2 < len(contents) and _NUMBER.fullmatch(contents[at + 2]) is not None
            return at + 2 if third else at + 1
    return None


def _built(
    text: str, lines: Sequence[Line], rows: Sequence[list[tuple[int, int]]], width: int, noise: Sequence[Span]
) -> Table:
    places = []
    for number, row in enumerate(rows):
        filled = dict(row)
        before = lines[row[0][1]].start
        for column in range(width):
            line = lines[filled[column]] if column in filled else None
            start, end = (line.start, line.end) if line is not None else (before, before)
            places.append(Place(number, column, start, end))
    table = build(text, places, noise)
    return replace(table, start=lines[rows[0][0][1]].start, end=lines[rows[-1][-1][1]].end)
