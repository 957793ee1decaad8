"""Where a character stands, in the terms of the format: the address of its cell."""

from __future__ import annotations

from bisect import bisect_right

from gouji.document import Document


class Addresses:
    """The addresses of a document's cells (``Sheet1!B7``), to be looked up by offset."""

    def __init__(self, document: Document) -> None:
        cells = [cell for table in document.tables for cell in table.cells if cell.address]
        self._cells = sorted(cells, key=lambda cell: cell.start)
        self._starts = [cell.start for cell in self._cells]

    def at(self, position: int) -> str | None:
        """The address of the cell that holds a character, where the format has addresses."""
        index = bisect_right(self._starts, position) - 1
        if index >= 0 and position < self._cells[index].end:
            return self._cells[index].address
        return None
