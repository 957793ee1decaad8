"""Columns of rates in tables: the two columns that most rows show them to be made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from gouji.checks.reading.rates.near_amounts import HUNDRED, makes
from gouji.checks.reading.tables.grid import Grid, Row, grids
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.ledger.precision import telling

LEAST = 3
"""How many rows must show of which two columns a rate is."""

MOST_COLUMNS = 10
MOST_ROWS = 300
SHARE = 5
"""One row in so many may be wrong."""


class RateColumn(NamedTuple):
    """A column of rates, the two columns it is made of, and the rows that print all three."""

    rate: int
    part: int
    whole: int
    rows: Sequence[Row]
    wrong: Sequence[Row]


def rate_columns(facts: Facts) -> Iterator[tuple[Grid, RateColumn]]:
    """The columns of rates of every table that two other columns make row by row."""
    for grid in grids(facts):
        if LEAST < len(grid.rows) <= MOST_ROWS and len(grid.columns) <= MOST_COLUMNS:
            for column in grid.columns:
                rates = [row for row in grid.rows if _is_rate(row.figures.get(column))]
                found = _made_of(grid, column, rates) if len(rates) > LEAST else None
                if found is not None:
                    yield grid, found


def _is_rate(figure: Figure | None) -> bool:
    plain = figure is not None and figure.dimension == "percent" and not figure.modifiers
    return plain and figure is not None and bool(figure.value) and figure.value != HUNDRED


def _made_of(grid: Grid, column: int, rates: Sequence[Row]) -> RateColumn | None:
    for part, whole in permutations([c for c in grid.columns if c != column], 2):
        rows = [row for row in rates if _are_amounts(row, part, whole)]
        if len(rows) > LEAST:
            wrong = [row for row in rows if not _holds(row, column, part, whole)]
            right = sum(row not in wrong and telling(row.figures[column]) >= LEAST for row in rows)
            if right >= LEAST and len(wrong) * SHARE <= max(len(rows), SHARE):
                return RateColumn(column, part, whole, rows, wrong)
    return None


def _are_amounts(row: Row, part: int, whole: int) -> bool:
    one, other = row.figures.get(part), row.figures.get(whole)
    if one is None or other is None or one.modifiers or other.modifiers or not one.value or not other.value:
        return False
    return one.dimension not in ("percent", "date") and one.base_unit == other.base_unit


def _holds(row: Row, rate: int, part: int, whole: int) -> bool:
    one, other = row.figures[part].value, row.figures[whole].value
    return one is not None and other is not None and makes(one, other, row.figures[rate])
