"""Rows of a table in columns of blanks that have fewer cells than its head: where each of them stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gouji.document.bare_cells import is_amount, names_columns
from gouji.document.model import Span

_WORD = re.compile(r"[^ \u00a0\u3000\r\n]++")
_TOTAL = re.compile(r"[合总共小]\s{0,12}计|总\s{0,12}[分额数]|(?:自评)?总得分")
_WEIGHT = re.compile(r"(?:指标)?(?:分值|权重|满分|标准分)")
_SCORE = re.compile(r"(?:自评|评价|实际)?(?:得分|评分)")
_LONGEST = 200
_NEAR = 20
_TAIL = 12
_REST = re.compile(r"[一-龥（）()、]++")
_Row = list[Span]
_Range = tuple[int, int]


def fitted(text: str, run: list[_Row], row: _Row) -> _Row:
    """A row with as many cells as those above it, where its blanks say which it has; else as it is.

    One blank can part two cells where the name fills its column (预算执行率(按到位数) 100%), in the row or in
    the head above; and a cell can be empty, as those of a total 总分 are.

    Args:
        text: The text.
        run: The rows above, the head first; a head whose cells stand one blank apart is parted here.
        row: A row with another count of cells.
    """
    width = len(run[0])
    if len(row) < width:
        words = _words(text, row)
        total = _TOTAL.fullmatch(text[row[0].start : row[0].end])
        if not total and len(words) == width and _agrees(text, run[-1], words):
            return words
        return _placed(text, run, row) or _points(text, run[0], row) or row
    if len(run) == 1 and not any(is_amount(text[cell.start : cell.end]) for cell in run[0]):
        words = _words(text, run[0])
        if len(words) == len(row) and names_columns([text[cell.start : cell.end] for cell in words]):
            run[0] = words
    return row


def below_heads(
    text: str, heads: Sequence[Span], cells: Sequence[Span], named: int
) -> dict[int, Span] | None:
    """Each cell by the head it stands below, from left to right; ``None`` where two share one, or one has none.

    Left of the head of the names the groups stand anywhere.
    """
    ranges = [_extent(text, head) for head in heads]
    found: dict[int, Span] = {}
    for cell in cells:
        extent = _extent(text, cell)
        at = _column(extent, ranges)
        if (at is None or at < named) and extent[1] <= ranges[named][0]:
            continue
        if at is None or (found and at <= max(found)):
            return None
        found[at] = cell
    return found


def is_tail(text: str, run: Sequence[_Row], start: int, end: int) -> bool:
    """Whether a line is the rest of the name of the row above, broken in its column: 对个人和家庭的, below it 补助.

    The name above fills its column, and nothing else stands in the line.
    """
    if len(run) < 2 or end - start > _TAIL or not _REST.fullmatch(text, start, end):
        return False
    name = run[-1][0]
    amounts = [is_amount(text[cell.start : cell.end]) for cell in run[-1]]
    if amounts[0] or not all(amounts[1:]) or len(name) < max(len(row[0]) for row in run[1:]):
        return False
    (low, high), (first, last) = _extent(text, name), _extent(text, Span(start, end))
    return end - start < len(name) and low - 1 <= first and last <= high


def _words(text: str, row: _Row) -> _Row:
    """A row parted at every blank."""
    found = (Span(*match.span()) for match in _WORD.finditer(text, row[0].start, row[-1].end))
    return list(found)


def _agrees(text: str, above: _Row, row: _Row) -> bool:
    """Whether a row has numbers where the row above has them, if that has any."""
    known = [is_amount(text[cell.start : cell.end]) for cell in above]
    return (
        not any(known)
        or known[1:] == [is_amount(text[cell.start : cell.end]) for cell in row][1:]
        or all(is_amount(text[cell.start : cell.end]) for cell, number in zip(row[-3:], known[-3:]) if number)
    )


def _placed(text: str, run: Sequence[_Row], row: _Row) -> _Row | None:
    """The row with empty cells where nothing is printed below the cells above."""
    if not names_columns([text[cell.start : cell.end] for cell in run[0]]) or not _is_gapped(text, row):
        return None
    run = [run[0], *run[1:][-_NEAR:]]
    ranges = [_range(text, column) for column in zip(*run, strict=True)]
    filled: dict[int, Span] = {}
    for cell in row:
        at = _column(_extent(text, cell), ranges)
        if at is None or at in filled or (filled and at < max(filled)) or not _suits(text, run, at, cell):
            return None
        filled[at] = cell
    return _spread(filled, len(ranges), row[0].start)


def _points(text: str, head: _Row, row: _Row) -> _Row | None:
    """A total 总分 of two numbers at the left: they are the points of the head's 分值 and 得分."""
    names = [text[cell.start : cell.end] for cell in head]
    weights = [at for at, name in enumerate(names) if _WEIGHT.fullmatch(name)]
    scores = [at for at, name in enumerate(names) if _SCORE.fullmatch(name)]
    numbers = [is_amount(text[cell.start : cell.end]) for cell in row]
    if (
        numbers != [False, True, True]
        or not _TOTAL.fullmatch(text[row[0].start : row[0].end])
        or (len(weights), len(scores)) != (1, 1)
        or weights[0] >= scores[0]
    ):
        return None
    filled = {0: row[0], weights[0]: row[1], scores[0]: row[2]}
    return _spread(filled, len(head), row[0].start)


def _spread(filled: Mapping[int, Span], width: int, begins: int) -> _Row:
    """Cells by their columns as a row, empty ones between them."""
    placed: _Row = []
    for at in range(width):
        end = placed[-1].end if placed else begins
        placed.append(filled.get(at, Span(end, end)))
    return placed


def _is_gapped(text: str, row: _Row) -> bool:
    """Whether a row can have empty cells: a total, or one that prints a number at least."""
    first = text[row[0].start : row[0].end]
    numbers = sum(is_amount(text[cell.start : cell.end]) for cell in row)
    return numbers >= (1 if _TOTAL.fullmatch(first) else 2)


def _suits(text: str, run: Sequence[_Row], at: int, cell: Span) -> bool:
    """Whether a number stands below numbers and words below words, once rows stand above."""
    above = [text[row[at].start : row[at].end] for row in run[1:] if row[at]]
    numbers = [is_amount(content) for content in above]
    content = text[cell.start : cell.end]
    return not above or is_amount(content) in numbers or (not any(numbers) and not is_amount(content))


def _column(extent: _Range, ranges: Sequence[_Range | None]) -> int | None:
    """The column below which a cell stands with the most of it."""
    shared = [min(extent[1], each[1]) - max(extent[0], each[0]) if each is not None else 0 for each in ranges]
    most = max(shared)
    return shared.index(most) if most > 0 and shared.count(most) == 1 else None


def _range(text: str, cells: Sequence[Span]) -> _Range | None:
    extents = [_extent(text, cell) for cell in cells if cell]
    return (min(low for low, _ in extents), max(high for _, high in extents)) if extents else None


def _extent(text: str, cell: Span) -> _Range:
    """From which printed place of its line a cell reaches to which."""
    begins = max(text.rfind("\n", 0, cell.start) + 1, cell.end - _LONGEST)
    low = _places(text[begins : cell.start])
    return low, low + _places(text[cell.start : cell.end])


def _places(piece: str) -> int:
    """How many places of a line characters of one width take: a Chinese one or a sign (≥) two."""
    return len(piece) + sum(character > "\u2000" for character in piece)
