"""Putting the text of a Document together: paragraphs, and tables in their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gouji.document.layout import lay_out
from gouji.document.model import Cell, Document, Span, Table


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell 单元格 before it has a place in the text; ``row`` and ``column`` count from 0."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    address: str = ""


@dataclass
class Composition:
    """A text that grows; what is added keeps its offsets.

    Paragraphs stand on lines of their own. A table has a blank line on either side; its cells are
    parted by tabs, its rows by line breaks, and a place that a merged cell covers stays empty, so
    that every row of the text has as many tabs.
    """

    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _after_table: bool = False
    tables: list[Table] = field(default_factory=list)
    headings: dict[int, tuple[int, str]] = field(default_factory=dict)
    pages: list[int] = field(default_factory=list)
    noise: list[Span] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing but blanks was added."""
        return not any(part.strip() for part in self._parts)

    @property
    def length(self) -> int:
        """How many characters there are so far."""
        return self._length

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _break(self, *, before_table: bool = False) -> None:
        if not self._length:
            return
        self._write("\n\n" if self._after_table or before_table else "\n")
        self._after_table = False

    def page(self) -> None:
        """Begin a page at the next thing added."""
        self.pages.append(self._length + (0 if not self._length else 2 if self._after_table else 1))

    def paragraph(self, text: str, heading: tuple[int, str] | None = None) -> Span:
        """Add a paragraph; *heading* is its level and the number 编号 that is not in the text."""
        self._break()
        start = self._length
        self._write(text)
        if heading is not None:
            self.headings[start] = heading
        return Span(start, self._length)

    def blank(self) -> None:
        """Add an empty line."""
        self._break()

    def table(
        self, cells: Iterable[GridCell], hidden_rows: Iterable[int] = (), caption: Span | None = None
    ) -> Table:
        """Add a table 表格; without a *caption* the layout looks for one (单位：万元) above it."""
        grid = sorted(cells, key=lambda cell: (cell.row, cell.column))
        self._break(before_table=True)
        start = self._length
        placed = tuple(self._place(grid))
        table = Table(
            start, self._length, placed, caption, regular=_is_full(grid), hidden_rows=frozenset(hidden_rows)
        )
        self.tables.append(table)
        self._after_table = True
        return table

    def _place(self, grid: Sequence[GridCell]) -> Iterable[Cell]:
        width = max((cell.column + cell.column_span for cell in grid), default=0)
        height = max((cell.row + cell.row_span for cell in grid), default=0)
        by_row: dict[int, dict[int, GridCell]] = {}
        for cell in grid:
            by_row.setdefault(cell.row, {})[cell.column] = cell
        for row in range(height):
            if row:
                self._write("\n")
            cells = by_row.get(row, {})
            for column in range(width):
                if column:
                    self._write("\t")
                if column in cells:
                    yield self._put(cells[column])

    def _put(self, cell: GridCell) -> Cell:
        text = cell.text.replace("\t", " ").strip()
        start = self._length
        self._write(text)
        return Cell(
            cell.row, cell.column, start, self._length, text, cell.row_span, cell.column_span, cell.address
        )

    def document(self, name: str, kind: str) -> Document:
        """The finished document of a format (``docx`` …), its layout read."""
        text = "".join(self._parts)
        pages = [min(page, len(text)) for page in self.pages]
        return lay_out(
            text,
            name=name,
            format=kind,
            tables=self.tables,
            headings=self.headings,
            pages=pages,
            noise=sorted(self.noise),
            warnings=self.warnings,
        )


def _is_full(grid: Sequence[GridCell]) -> bool:
    """Whether the cells cover every place of the grid exactly once."""
    if not grid:
        return False
    width = max(cell.column + cell.column_span for cell in grid)
    height = max(cell.row + cell.row_span for cell in grid)
    taken = {
        (row, column)
        for cell in grid
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    return len(taken) == width * height == sum(cell.row_span * cell.column_span for cell in grid)
