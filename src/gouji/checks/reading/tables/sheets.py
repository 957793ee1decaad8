"""A table as cells to look up: what stands in a row, in a column, and which figure a cell consists of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from gouji.checks.reading.tables.grid import squeezed
from gouji.checks.reading.text.once import once
from gouji.document import Cell, Document, Table
from gouji.facts import Evidence, Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand


@dataclass(frozen=True, eq=False, slots=True)
class Slot:
    """A cell in its role, blank or filled; ``figure`` is the one figure that it consists of."""

    cell: Cell
    figure: Figure | None
    figures: tuple[Figure, ...] = ()

    @property
    def text(self) -> str:
        """Its words without blanks."""
        return squeezed(self.cell.text)

    @property
    def blank(self) -> bool:
        """Whether nothing is printed in it."""
        return not self.cell.text.strip()

    def operand(self, role: str, label: str, document: Document) -> Operand:
        """The cell as an operand: its figure, or its words, or the blank that it is."""
        if self.figure is not None:
            return Operand(role, label, self.figure)
        start, end = self.cell.start, self.cell.end
        return Operand(
            role, label, None, Evidence(document.text[start:end], start, end, cell=self.cell.address)
        )


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table with the figures of its cells."""

    document: Document
    table: Table
    inside: Sequence[Figure] = field(repr=False)

    @cached_property
    def rows(self) -> list[list[Cell]]:
        """The cells of every row; in a regular table those that reach down into it from above, too."""
        if not self.table.regular:
            return list(self.table.rows())
        return [self._spread(row) for row in range(self.table.n_rows)]

    def _spread(self, row: int) -> list[Cell]:
        cells: dict[int, Cell] = {}
        for column in range(self.table.n_columns):
            cell = self.table.cell(row, column)
            if cell is not None:
                cells.setdefault(id(cell), cell)
        return list(cells.values())

    @cached_property
    def _starts(self) -> list[int]:
        return [figure.start for figure in self.inside]

    @cached_property
    def _slots(self) -> dict[int, Slot]:
        return {}

    def slot(self, cell: Cell) -> Slot:
        """A cell with its figures."""
        known = self._slots.get(id(cell))
        if known is None:
            known = self._slots[id(cell)] = self._slot(cell)
        return known

    def _slot(self, cell: Cell) -> Slot:
        low = bisect_left(self._starts, cell.start)
        high = bisect_left(self._starts, cell.end)
        found = tuple(figure for figure in self.inside[low:high] if figure.end <= cell.end)
        whole = found[0] if len(found) == 1 and not found[0].modifiers else None
        if whole is not None and len(squeezed(whole.text)) != len(squeezed(cell.text)):
            whole = None
        return Slot(cell, whole, found)

    def slots(self, row: int) -> list[Slot]:
        """The slots of a row, from left to right."""
        return [self.slot(cell) for cell in self.rows[row]]

    def at(self, row: int, column: int) -> Slot | None:
        """The slot of a place of the grid; of a row that lost its merged cells, the cell of that number."""
        if self.table.regular:
            cell = self.table.cell(row, column)
            return self.slot(cell) if cell is not None else None
        cells = self.rows[row]
        return self.slot(cells[column]) if 0 <= column < len(cells) else None

    def own(self, row: int, slot: Slot | None) -> bool:
        """Whether a slot begins in a row and does not reach down into it from above."""
        return slot is not None and slot.cell.row == row


@once
def sheets(facts: Facts) -> tuple[Sheet, ...]:
    """Every table of a document, in text order."""
    return tuple(_read(facts))


def _read(facts: Facts) -> Iterator[Sheet]:
    figures = sorted(facts.figures, key=lambda figure: figure.start)
    starts = [figure.start for figure in figures]
    for table in facts.document.tables:
        low, high = bisect_left(starts, table.start), bisect_left(starts, table.end)
        yield Sheet(facts.document, table, figures[low:high])
