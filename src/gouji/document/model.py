"""The text of a report and what its layout says: blocks, sections, tables, cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

BlockKind = Literal["heading", "paragraph", "table"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters of ``Document.text``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, position: object) -> bool:
        return isinstance(position, int) and self.start <= position < self.end

    def covers(self, other: Span) -> bool:
        """Whether *other* lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Section:
    """A heading 标题 and everything below it, up to the next heading of its level or above.

    ``label`` is the number as a reader sees it (``（一）``), also where a DOCX numbers
    automatically and the text does not hold it. ``level`` starts at 1. ``start`` is where the
    heading's line begins, ``body`` where it ends, ``end`` where the section ends.
    ``parent`` is an index into ``Document.sections``.
    """

    label: str
    title: str
    level: int
    start: int
    body: int
    end: int
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph (hard wraps joined) or a table, without the blank lines round it.

    ``section`` is an index into ``Document.sections``, ``page`` counts from 1 where the format
    knows pages, ``table`` is an index into ``Document.tables``.
    """

    kind: BlockKind
    start: int
    end: int
    section: int | None = None
    page: int | None = None
    table: int | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell 单元格; ``start:end`` is its text in the document, without blanks at its edges.

    ``row`` and ``column`` count from 0 in the grid; a merged cell stands once, with its
    ``row_span`` and ``column_span``. ``address`` is the spreadsheet's (``Sheet1!B7``) or empty.
    """

    row: int
    column: int
    start: int
    end: int
    text: str
    row_span: int = 1
    column_span: int = 1
    address: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Table:
    """A table 表格 in its place in the text.

    ``regular`` says whether the grid can be trusted: every row has as many columns as the
    widest, merged cells counted. One-cell-per-line text loses merges, so rows there can be short.
    ``caption`` is the span of the line above that names the unit (单位：万元), if there is one.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]
    caption: Span | None = None
    regular: bool = True
    hidden_rows: frozenset[int] = frozenset()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @cached_property
    def n_rows(self) -> int:
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @cached_property
    def n_columns(self) -> int:
        return max((cell.column + cell.column_span for cell in self.cells), default=0)

    @cached_property
    def _grid(self) -> dict[tuple[int, int], Cell]:
        grid: dict[tuple[int, int], Cell] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    grid.setdefault((row, column), cell)
        return grid

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place of the grid, merged cells included."""
        return self._grid.get((row, column))

    def row(self, row: int) -> list[Cell]:
        """The cells that begin in a row, from left to right."""
        return [cell for cell in self.cells if cell.row == row]

    def rows(self) -> Iterator[list[Cell]]:
        """Every row's own cells."""
        by_row: dict[int, list[Cell]] = {}
        for cell in self.cells:
            by_row.setdefault(cell.row, []).append(cell)
        for row in range(self.n_rows):
            yield by_row.get(row, [])

    def cell_at(self, position: int) -> Cell | None:
        """The cell whose text holds a character of the document."""
        for cell in self.cells:
            if cell.start <= position < cell.end:
                return cell
        return None


@dataclass(frozen=True)
class Document:
    """A report as read: its text, untouched, and its layout as spans into that text.

    ``text`` is the text as decoded, or, for formats that are not text, as ``formats`` builds it.
    ``noise`` lists characters that belong to nobody: bookmark marks, page numbers between two
    halves of a sentence. Nothing is ever removed from ``text``, so an offset is an offset.
    """

    text: str
    name: str = "text"
    format: str = "text"
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    noise: tuple[Span, ...] = ()
    pages: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    sha256: str = field(default="")

    @classmethod
    def from_text(cls, text: str, name: str = "text") -> Document:
        """Read the layout of a text that is already in memory.

        Args:
            text: The report's text; never a path.
            name: What messages and results call it.
        """
        from gouji.document.layout import lay_out

        return lay_out(text, name=name)

    def __post_init__(self) -> None:
        if not self.sha256:
            import hashlib

            digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
            object.__setattr__(self, "sha256", digest)

    def __repr__(self) -> str:
        return (
            f"Document({self.name!r}, {len(self.text)} characters, {len(self.sections)} sections, "
            f"{len(self.tables)} tables)"
        )

    def section_at(self, position: int) -> int | None:
        """The innermost section that holds a character, as an index into ``sections``."""
        index = bisect_right(self._section_starts, position) - 1
        while index >= 0 and position >= self.sections[index].end:
            parent = self.sections[index].parent
            if parent is None:
                return None
            index = parent
        return index if index >= 0 else None

    def path(self, position: int) -> tuple[str, ...]:
        """The titles of the sections that hold a character, outermost first."""
        titles: list[str] = []
        index = self.section_at(position)
        while index is not None:
            titles.append(self.sections[index].title)
            index = self.sections[index].parent
        return tuple(reversed(titles))

    def page_at(self, position: int) -> int | None:
        """The page of a character, counted from 1; ``None`` where the format has no pages."""
        return bisect_right(self.pages, position) if self.pages else None

    def block_at(self, position: int) -> Block | None:
        """The block that holds a character."""
        index = bisect_right(self._block_starts, position) - 1
        if index >= 0 and position < self.blocks[index].end:
            return self.blocks[index]
        return None

    def table_at(self, position: int) -> Table | None:
        """The table that holds a character."""
        block = self.block_at(position)
        return self.tables[block.table] if block is not None and block.table is not None else None

    def is_noise(self, position: int) -> bool:
        """Whether a character lies in a bookmark mark, a page number or the like."""
        index = bisect_right(self._noise_starts, position) - 1
        return index >= 0 and position < self.noise[index].end

    def content(self, start: int, end: int) -> str:
        """The text from *start* to *end* as a person reads it: noise left out, hard wraps joined.

        For prompts and for showing; it has no offsets.
        """
        from gouji.document.layout import readable

        return readable(self, start, end)

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.start for section in self.sections]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _noise_starts(self) -> list[int]:
        return [span.start for span in self.noise]
