"""From cells in their rows to a ``Table``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gouji.document.joining import joined_text
from gouji.document.model import Cell, Span, Table

WIDEST = 400


class Place(NamedTuple):
    """Where a cell stands in the grid and in the text."""

    row: int
    column: int
    start: int
    end: int


def build(text: str, places: Iterable[Place], noise: Sequence[Span], *, unescape: bool = False) -> Table:
    """A table of cells without merges, in reading order.

    Args:
        text: The document's text.
        places: The cells; at least one.
        noise: Spans to leave out of a cell's text.
        unescape: Whether ``\\|`` stands for a bar, as in Markdown.
    """
    cells: list[Cell] = []
    for row, column, start, end in places:
        content = joined_text(text, start, end, noise) if end > start else ""
        cells.append(Cell(row, column, start, end, content.replace("\\|", "|") if unescape else content))
    start = min(cell.start for cell in cells)
    end = max(cell.end for cell in cells)
    return Table(start, end, tuple(cells), regular=is_regular(cells))


def columns(rows: Sequence[Sequence[tuple[int, int]]]) -> Iterator[list[tuple[int, int]]]:
    """Where merged cells stand: each in the first column that no cell from above covers.

    Args:
        rows: For every cell of every row how many rows and columns it covers, as HTML says it.

    Yields:
        For every cell of a row its column and the rows it covers, cut at the last row.
    """
    covered: dict[int, int] = {}
    for row, spans in enumerate(rows):
        below = {at: left - 1 for at, left in covered.items() if left > 1}
        placed: list[tuple[int, int]] = []
        column = 0
        for row_span, column_span in spans:
            while column in covered:
                column += 1
            reach = min(row_span, len(rows) - row)
            placed.append((column, reach))
            if reach > 1 and column < WIDEST:
                below.update((at, reach - 1) for at in range(column, column + min(column_span, WIDEST)))
            column += column_span
        yield placed
        covered = below


def is_regular(cells: Sequence[Cell]) -> bool:
    """Whether every row has as many columns as the widest, merged cells counted."""
    change: dict[int, int] = {}
    for cell in cells:
        change[cell.row] = change.get(cell.row, 0) + cell.column_span
        below = cell.row + cell.row_span
        change[below] = change.get(below, 0) - cell.column_span
    # The width of the grid may change only where it begins and where it ends.
    moves = sorted(row for row, by in change.items() if by)
    return len(moves) == 2 and moves[0] == 0
