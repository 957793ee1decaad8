"""A stretch of a document as a person reads it, with or without the way back to its offsets."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from gouji.document.joining import joined, joined_text
from gouji.document.model import Document, Table

_CELL = " | "


def readable(document: Document, start: int, end: int) -> str:
    """The text from *start* to *end*: noise left out, hard wraps joined, tables as lines of cells."""
    return _written(document, start, end, indexed=False).result()[0]


def with_index(document: Document, start: int, end: int) -> tuple[str, list[int]]:
    """The same text as ``readable``, and the offset in ``document.text`` of every character of it.

    A separator (`` | `` between cells, a line break between rows and blocks) has the offset of the
    character that follows it, so the offsets never go down.
    """
    return _written(document, start, end, indexed=True).result()


def _written(document: Document, start: int, end: int, *, indexed: bool) -> _Writer:
    start, end = max(0, start), min(end, len(document.text))
    writer = _Writer(document, indexed)
    blocks = document.blocks
    if not blocks:
        writer.write(start, end, "\n")
        return writer
    first = bisect_right(blocks, start, key=lambda block: block.end)
    last = bisect_left(blocks, end, key=lambda block: block.start)
    for block in blocks[first:last]:
        low, high = max(start, block.start), min(end, block.end)
        if block.table is None:
            writer.write(low, high, "\n")
        else:
            _write_table(writer, document.tables[block.table], low, high)
    return writer


class _Writer:
    """Collects pieces and, where asked to, the offsets of their characters."""

    def __init__(self, document: Document, indexed: bool) -> None:
        self._document = document
        self._indexed = indexed
        self._pieces: list[str] = []
        self._offsets: list[int] = []

    def write(self, start: int, end: int, separator: str) -> None:
        """Add a stretch of one paragraph or cell; nothing is added for an empty one."""
        raw, noise = self._document.text, self._document.noise
        offsets: Sequence[int] = (start,)
        if not self._indexed:
            text = joined_text(raw, start, end, noise)
        else:
            text, offsets = joined(raw, start, end, noise)
        if text:
            self.separate(separator, offsets[0])
            self._pieces.append(text)
            self._offsets.extend(offsets)

    def separate(self, separator: str, offset: int) -> None:
        """Add a separator, unless nothing stands before it."""
        if self._pieces:
            self._pieces.append(separator)
            self._offsets.extend([offset] * len(separator))

    def result(self) -> tuple[str, list[int]]:
        """All that was written."""
        return "".join(self._pieces), self._offsets


def _write_table(writer: _Writer, table: Table, start: int, end: int) -> None:
    cells = table.cells
    first = bisect_left(cells, start, key=lambda cell: cell.end)
    last = bisect_left(cells, end, key=lambda cell: cell.start)
    row = None
    for cell in cells[first:last]:
        if row is None and cell.end <= cell.start < start:
            continue
        separator = "\n" if cell.row != row else _CELL
        if cell.start >= cell.end or cell.start >= end:
            writer.separate(separator, max(start, cell.start))
        else:
            writer.write(max(start, cell.start), min(end, cell.end), separator)
        row = cell.row
