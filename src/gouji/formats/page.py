"""The text of a page while it is being built, with its tables and headings in their places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gouji.document.grid import WIDEST, columns, is_regular
from gouji.document.model import Cell, Table

_BLANK = re.compile(r"[ \t\r\n\f\v\u00a0\u2002\u2003]+")
_WIDE = re.compile(r"[\u2e80-\uffef\u2014-\u2026]")


@dataclass(slots=True)
class _Entry:
    """A cell as written: its text and how far it reaches."""

    row_span: int
    column_span: int
    text: str = ""


@dataclass(slots=True)
class _Grid:
    rows: list[list[_Entry]] = field(default_factory=list)
    in_cell: bool = False
    inner: int = 0


class Page:
    """Takes pieces of text and the ends of paragraphs, rows and cells, in reading order.

    ``headings`` maps the offset of a heading to its level, as ``lay_out`` wants it.
    """

    def __init__(self) -> None:
        self.headings: dict[int, tuple[int, str]] = {}
        self._pieces: list[str] = []
        self._length = 0
        self._pending: list[str] = []
        self._level = 0
        self._grid: _Grid | None = None
        self._tables: list[Table] = []

    def write(self, piece: str | None) -> None:
        """Add characters to the paragraph or cell that is open."""
        if piece:
            self._pending.append(piece)

    def line_break(self) -> None:
        """A ``<br>``: a new line of its own outside tables, nothing but a gap inside."""
        if self._grid:
            self._pending.append(" ")
        else:
            level = self._level
            self.paragraph(level)

    def paragraph(self, level: int = 0) -> None:
        """End the paragraph; *level* above 0 says that the next one is a heading."""
        if self._grid:
            if self._grid.in_cell:
                self._pending.append("\n")
            return
        content = _collapsed(self._pending)
        self._pending = []
        if content:
            if self._level:
                self.headings[self._length] = (self._level, "")
            self._append(content + "\n")
            self._level = level
        elif level:
            self._level = level
        else:
            self._level = 0

    def open_table(self) -> None:
        """Begin a table; one inside a cell only adds its text to the cell."""
        if self._grid:
            self._grid.inner += 1
            self._pending.append("\n")
            return
        self.paragraph()
        self._grid = _Grid()

    def open_row(self) -> None:
        """Begin a row."""
        if self._grid and not self._grid.inner:
            self.close_cell()
            self._grid.rows.append([])

    def open_cell(self, row_span: int, column_span: int) -> None:
        """Begin a cell that covers so many rows and columns."""
        if not self._grid:
            self.paragraph()
        elif self._grid.inner:
            self._pending.append("\n")
        else:
            self.close_cell()
            if not self._grid.rows:
                self._grid.rows.append([])
            self._grid.rows[-1].append(_Entry(row_span, min(column_span, WIDEST)))
            self._grid.in_cell = True

    def close_cell(self) -> None:
        """End the cell that is open."""
        if not self._grid:
            self.paragraph()
        elif not self._grid.inner:
            # Text between cells belongs to nobody; browsers show it above the table.
            if self._grid.in_cell:
                self._grid.rows[-1][-1].text = _collapsed(self._pending)
            self._pending = []
            self._grid.in_cell = False

    def close_table(self) -> None:
        """End the table and put it into the text."""
        if not self._grid:
            return
        if self._grid.inner:
            self._grid.inner -= 1
            self._pending.append("\n")
            return
        self.close_cell()
        grid, self._grid = self._grid, None
        self._lay_table([row for row in grid.rows if row])

    def text(self) -> str:
        """All that was written, without line breaks at its end."""
        while self._grid:
            self.close_table()
        self.paragraph()
        return "".join(self._pieces).rstrip("\n")

    def tables(self) -> list[Table]:
        """The tables, with offsets into ``text()``."""
        return self._tables

    def _append(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def _lay_table(self, rows: list[list[_Entry]]) -> None:
        if not any(entry.text for row in rows for entry in row):
            return
        self._append("\n")
        start = self._length
        cells = list(self._lay_rows(rows))
        self._tables.append(Table(start, self._length - 1, tuple(cells), regular=is_regular(cells)))
        self._append("\n")

    def _lay_rows(self, rows: list[list[_Entry]]) -> list[Cell]:
        """Write the rows and say where every cell stands."""
        cells: list[Cell] = []
        grid = columns([[(entry.row_span, entry.column_span) for entry in row] for row in rows])
        for row, (entries, places) in enumerate(zip(rows, grid, strict=True)):
            for entry, (column, reach) in zip(entries, places, strict=True):
                if entry is not entries[0]:
                    self._append("\t")
                start = self._length
                self._append(entry.text)
                cells.append(Cell(row, column, start, self._length, entry.text, reach, entry.column_span))
            self._append("\n")
        return cells


def _collapsed(pieces: list[str]) -> str:
    """Runs of blanks as one; none where a line of the source ends between Chinese characters."""
    raw = _BLANK.sub(_blank, "".join(pieces))
    return raw.strip()


def _blank(match: re.Match[str]) -> str:
    run, source = match.group(), match.string
    before, after = source[match.start() - 1 : match.start()], source[match.end() : match.end() + 1]
    joins = "\n" in run and before and after and _WIDE.match(before) and _WIDE.match(after)
    return "" if joins else " "
