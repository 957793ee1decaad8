"""Tables in plain text whose cells stand in columns of blanks 空格对齐的表."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gouji.document.bare_cells import is_amount, names_columns
from gouji.document.columns_of_blanks import fitted, is_tail
from gouji.document.grid import Place, build
from gouji.document.lines import Line
from gouji.document.model import Span, Table
from gouji.document.noise import is_page

_PARTED = re.compile(r"[ \u00a0]{2,}|\u3000")
_CELL = re.compile(r"[^ \u00a0\u3000\r\n](?:[^ \u00a0\u3000\r\n]|[ \u00a0](?![ \u00a0\u3000]))*+")
_PROSE = re.compile(r"[。；！？;!?：:\t|]|，(?![0-9０-９])")
_WORD = re.compile(r"[^ \u00a0\u3000\r\n]++")
_UNIT = re.compile(r"[（(][^（）()]{1,8}[）)]")
_TOTAL = re.compile(r"[合总]\s{0,4}计")
_YEAR = re.compile(r"(?:19|20)\d\d年(?:[度末底]|[一-龥]{2,8})?(?:（[^（）]{1,8}）)?")
_LONGEST = 30
_NAME = 20
_HEAD = 12
_APART = 2
_FEWEST_CLOSE = 4
_SURE = 4
_WIDEST = 200
_FEWEST = 3
_Row = list[Span]


def aligned_tables(text: str, lines: Sequence[Line], noise: Sequence[Span]) -> list[Table]:
    """Runs of three and more lines with the same count of cells, numbers in the same columns.

    A blank line may stand between all of them, as in a file that prints every line so, and the number of
    a page between two.

    Args:
        text: The text.
        lines: The lines outside other tables, in order.
        noise: Spans to leave out of a cell's text.
    """
    tables: list[Table] = []
    run: list[_Row] = []
    tails: dict[int, str] = {}
    apart, over_page = 0, False
    for line in lines:
        if line.end - line.start <= _HEAD and is_page(text[line.start : line.end]):
            over_page = True
            continue
        row = _cells(text, line)
        if row is None and line.breaks == 1 and is_tail(text, run, line.start, line.end):
            tails[run[-1][0].start] = text[line.start : line.end]
            continue
        if run and row is not None and len(row) != len(run[0]):
            row = fitted(text, run, row)
        near = over_page or (line.breaks <= _APART and (len(run) < _FEWEST or line.breaks == apart))
        apart = apart if over_page else line.breaks
        over_page = False
        if run and row is not None and near and _are_units(text, run, row):
            run.append([Span(line.start, line.start)] * (len(run[0]) - len(row)) + row)
            continue
        if run and (row is None or not near or not _joins(text, run, row)):
            tables += _table(text, run, noise, tails)
            run = []
        if row is not None:
            run.append(row)
    return tables + _table(text, run, noise, tails)


def _cells(text: str, line: Line) -> _Row | None:
    """The cells of a line, or ``None`` where it is none of a table."""
    start, end = line.start, line.end
    if end - start > _WIDEST or _PROSE.search(text, start, end):
        return None
    if not _PARTED.search(text, start, end):
        return _close_cells(text, start, end)
    row: _Row = []
    for match in _CELL.finditer(text, start, end):
        first, last = match.span()
        if row and last - first == 1 and len(row[-1]) in (1, 2, 3) and _is_spread(text[row[-1].start : last]):
            row[-1] = Span(row[-1].start, last)
        else:
            row.append(Span(first, last))
    return row if len(row) >= 2 and all(len(cell) <= _LONGEST for cell in row) else None


def _close_cells(text: str, start: int, end: int) -> _Row | None:
    """The cells of a line that has one blank between them: four words or more, or a name and amounts."""
    row = [Span(*match.span()) for match in _WORD.finditer(text, start, end)]
    if len(row) < 2 or any(len(cell) > _NAME for cell in row):
        return None
    if len(row) < _FEWEST_CLOSE:
        # A name and its amounts, or the names of as many columns.
        contents = [text[cell.start : cell.end] for cell in row]
        amounts = [is_amount(content) for content in contents]
        return row if not amounts[0] and (all(amounts[1:]) or names_columns(contents)) else None
    return row if all(len(cell) <= _HEAD for cell in row) else None


def _are_units(text: str, run: Sequence[_Row], row: _Row) -> bool:
    """Whether a row is the second line of a head, the units （亩） below the names of the last columns."""
    below_head = len(run) == 1 and len(row) <= len(run[0]) and not any(_numbers(text, run[0]))
    return below_head and all(_UNIT.fullmatch(text[cell.start : cell.end]) for cell in row)


def _is_spread(piece: str) -> bool:
    """合　计: a word of two characters set apart."""
    bare = "".join(piece.split())
    return len(bare) == 2 and all("\u4e00" <= character <= "\u9fff" for character in bare)


def _joins(text: str, run: Sequence[_Row], row: _Row) -> bool:
    """Whether a row has as many cells as those above, so many numbers once numbers have begun."""
    if len(row) != len(run[0]):
        return False
    above = _numbers(text, run[-1])
    return not any(above) or any(_numbers(text, row))


def _numbers(text: str, row: _Row) -> list[bool]:
    return [is_amount(text[cell.start : cell.end]) for cell in row]


def _table(text: str, run: Sequence[_Row], noise: Sequence[Span], tails: Mapping[int, str]) -> list[Table]:
    """The table a run holds: a head row and body rows with numbers in the same columns."""
    if len(run) < _FEWEST:
        return []
    marks = [_numbers(text, row) for row in run]
    if _names_years(text, run):
        marks[0] = [False] * len(run[0])
    first = next((at for at, row in enumerate(marks) if any(row)), len(run))
    body = marks[first:]
    same = [_is_numbers(text, column) for column in zip(*run[first:], strict=True)]
    if len(body) < 2 or not any(same) or (same[0] and not _counts(text, run[first:])):
        return []
    if first == 0 and not same[0] and all(same[1:]) and _is_closed(text, run):
        return _built(text, run, noise, tails)
    head = first - 1
    if head > 0 and all(not cell or _UNIT.fullmatch(text[cell.start : cell.end]) for cell in run[head]):
        head -= 1
    if first == 0 or not _is_head([text[cell.start : cell.end] for cell in run[head]], body, same):
        return []
    return _built(text, run[head:], noise, tails)


def _names_years(text: str, run: Sequence[_Row]) -> bool:
    """Whether all that look like numbers in the first row are years that head columns: 2023年产值 above 64.20."""
    cells = [(text[c.start : c.end], text[b.start : b.end]) for c, b in zip(run[0], run[1], strict=True)]
    years = [(name, below) for name, below in cells if is_amount(name)]
    named = all(_YEAR.fullmatch(name) and not _YEAR.fullmatch(below) for name, below in years)
    return named and bool(years) and all(is_amount(below) for _, below in years)


def _is_closed(text: str, run: Sequence[_Row]) -> bool:
    """Whether rows without a head end with their total 合计, or begin with it: three others at least."""
    ends = [text[row[0].start : row[0].end] for row in (run[0], run[-1])]
    return len(run) > _FEWEST and sum(_TOTAL.fullmatch(content) is not None for content in ends) == 1


def _built(text: str, rows: Sequence[_Row], noise: Sequence[Span], tails: Mapping[int, str]) -> list[Table]:
    places = (Place(r, c, cell.start, cell.end) for r, row in enumerate(rows) for c, cell in enumerate(row))
    table = build(text, places, noise)
    # What a line below the last row says is not known to be a part of its name: nothing follows.
    named = {row[0].start for row in rows[:-1]} & tails.keys()
    if named:
        cells = (
            replace(c, text=c.text + tails[c.start]) if c.column == 0 and c.start in named else c
            for c in table.cells
        )
        table = replace(table, cells=tuple(cells))
    return [replace(table, start=rows[0][0].start, end=rows[-1][-1].end)]


def _is_numbers(text: str, cells: Sequence[Span]) -> bool:
    """Whether a column holds numbers and nothing else, empty cells left out."""
    filled = [text[cell.start : cell.end] for cell in cells if cell]
    return len(filled) > 1 and all(map(is_amount, filled))


def _is_head(cells: Sequence[str], body: Sequence[list[bool]], same: Sequence[bool]) -> bool:
    """Whether a row heads the columns: by its words, or by as many short names as columns of numbers below.

    Four rows of two such columns say so, or three of four.
    """
    if names_columns(cells):
        return True
    rows, columns = len(body), sum(same)
    sure = not same[0] and ((rows >= _SURE and columns >= 2) or (rows >= _FEWEST and columns >= _SURE))
    return sure and not any(
        (is_amount(cell) and not _YEAR.fullmatch(cell)) or len(cell) > _HEAD for cell in cells
    )


def _counts(text: str, rows: Sequence[_Row]) -> bool:
    """Whether the first column is the serial 序号 of the rows (1, 2, 3)."""
    serials = [text[row[0].start : row[0].end] for row in rows if row[0]]
    return all(serial == str(at) for at, serial in enumerate(serials, 1))
