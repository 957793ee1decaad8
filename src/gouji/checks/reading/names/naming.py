"""What the text calls a figure of money: the name that grammar cuts, and the heads of its row and column."""

from __future__ import annotations

import re
from bisect import bisect_right

from gouji.checks.reading.text.pairings import likeness, pairs
from gouji.document import Cell, Table
from gouji.facts import Facts
from gouji.facts.grammar import grammar_facts, read_grammar
from gouji.figures.figure import Figure

_NUMERIC = re.compile(r"[-+−\d.,，．%％\s/—]*+")
_HEADS = 6
"""Cells of a row or a column that may be its head."""
_HEADED = 0.9
"""Heads name a figure a little less surely than a name that stands beside it."""


class Names:
    """The names of a document's figures; asked for by figure."""

    def __init__(self, facts: Facts) -> None:
        read = grammar_facts(facts.document, facts.figures, read_grammar(facts.document, facts.figures))
        self._items = {each.amount.start: each.item for each in read.budgets if each.amount is not None}
        self._tables = [Heads(table) for table in facts.document.tables]
        self._starts = [table.start for table in facts.document.tables]
        self._pairs: dict[int, frozenset[str]] = {}

    def printed(self, figure: Figure) -> str:
        """The name that stands beside a figure; empty where grammar finds none."""
        return self._items.get(figure.start, "")

    def printed_pairs(self, figure: Figure) -> frozenset[str]:
        """The pairs of characters of that name and of its heads: what a claimed name is looked up by."""
        return self._named(figure) | self._headed(figure)

    def fits(self, claimed: frozenset[str], figure: Figure) -> float:
        """How well a claimed name, as pairs, is the figure's; 0 to 1."""
        heads, named = self._headed(figure), self._named(figure)
        # A name that only says more, or less, than the text does is no other name.
        if named and (named <= claimed or claimed <= named):
            return 1.0
        covered = len(claimed & heads) / len(claimed) if claimed and heads else 0.0
        return max(likeness(claimed, named), _HEADED * covered)

    def _named(self, figure: Figure) -> frozenset[str]:
        if figure.start not in self._pairs:
            self._pairs[figure.start] = pairs(self.printed(figure))
        return self._pairs[figure.start]

    def _headed(self, figure: Figure) -> frozenset[str]:
        index = bisect_right(self._starts, figure.start) - 1
        return self._tables[index].of(figure) if index >= 0 else frozenset()


class Heads:
    """The words of a table's rows and columns."""

    def __init__(self, table: Table) -> None:
        self._cells = sorted(table.cells, key=lambda cell: cell.start)
        self._starts = [cell.start for cell in self._cells]
        self._rows: dict[int, list[Cell]] = {}
        self._columns: dict[int, list[Cell]] = {}
        for cell in self._cells:
            if not _NUMERIC.fullmatch(cell.text):
                _add(self._rows.setdefault(cell.row, []), cell)
                for column in range(cell.column, cell.column + cell.column_span):
                    _add(self._columns.setdefault(column, []), cell)

    def of(self, figure: Figure) -> frozenset[str]:
        """The pairs of the heads of a figure's row and column; none where the cell is a sentence."""
        return frozenset().union(*(pairs(words) for words in self.words(figure)))

    def cell(self, figure: Figure) -> Cell | None:
        """The cell that holds a figure."""
        index = bisect_right(self._starts, figure.start) - 1
        return self._cells[index] if index >= 0 and figure.end <= self._cells[index].end else None

    def words(self, figure: Figure) -> list[str]:
        """The heads of a figure's row and then of its column; none where the cell is a sentence."""
        cell = self.cell(figure)
        if cell is None or not _NUMERIC.fullmatch(cell.text):
            return []
        left = [each.text for each in self._rows.get(cell.row, ()) if each.start < cell.start]
        return left + [each.text for each in self._columns.get(cell.column, ()) if each.row < cell.row]


def _add(cells: list[Cell], cell: Cell) -> None:
    if len(cells) < _HEADS:
        cells.append(cell)
