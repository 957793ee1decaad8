"""Rows of tables that print a number, a price and their product: 任务量, 补助标准, 金额."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from gouji.checks.reading.tables.grid import Grid, Row, grids
from gouji.checks.reading.text.quantities import LASTING
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand, Product, Relation

MOST = 6
"""How many columns of numbers and of amounts are tried; a table with more says by no head which are meant."""

_PRICE = re.compile(r"单价|标准|单位成本|定额|均价")
_COUNTED = LASTING - {"money"}


def priced_rows(facts: Facts) -> Iterator[Relation]:
    """The rows of every table in which most rows show that one column is the product of two others."""
    for grid in grids(facts):
        prices = [c for c in grid.columns if _is_price_column(grid, c)]
        if len(prices) == 1:
            yield from _of_grid(grid, prices[0])


def _is_price_column(grid: Grid, column: int) -> bool:
    figures = [row.figures[column] for row in grid.rows if column in row.figures]
    priced = [figure for figure in figures if figure.dimension == "money" and figure.per]
    named = _PRICE.search(grid.heads.get(column, "")) is not None
    money = any(figure.dimension == "money" for figure in figures)
    return bool(priced) or (named and money)


def _of_grid(grid: Grid, price: int) -> Iterator[Relation]:
    """The columns that fit in most rows; every row of them is then told."""
    numbers = [c for c in grid.columns if _dimensions(grid, c) & _COUNTED][:MOST]
    amounts = [c for c in grid.columns if c != price and "money" in _dimensions(grid, c)][:MOST]
    for number, amount in product(numbers, amounts):
        rows = [row for row in grid.rows if _has(row, number, price, amount)]
        fitting = sum(_fits(row, number, price, amount) for row in rows)
        if fitting > 1 and 3 * fitting >= 2 * len(rows):
            for row in rows:
                yield _relation(grid, row, number, price, amount)
            return


def _dimensions(grid: Grid, column: int) -> set[str]:
    return {row.figures[column].dimension for row in grid.rows if column in row.figures}


def _has(row: Row, number: int, price: int, amount: int) -> bool:
    """Whether a row prints all three, the price for what the number counts."""
    found = [row.figures.get(column) for column in (number, price, amount)]
    if any(figure is None or not figure.value or figure.modifiers for figure in found):
        return False
    count, cost, made = (figure for figure in found if figure is not None)
    kinds = count.dimension in _COUNTED and cost.dimension == "money" == made.dimension
    return kinds and not made.per and not count.per and _is_for(cost, count)


def _is_for(cost: Figure, count: Figure) -> bool:
    return not cost.per or cost.per in (count.unit, count.base_unit) or count.dimension == "count"


def _fits(row: Row, number: int, price: int, amount: int) -> bool:
    count, cost, made = (row.figures[column].value or Decimal(0) for column in (number, price, amount))
    return abs(count * cost - made) <= row.figures[amount].quantum


def _relation(grid: Grid, row: Row, number: int, price: int, amount: int) -> Relation:
    count: Operand = row.operand(number, "count", grid.heads)
    made = Product(count, row.operand(price, "price", grid.heads))
    return Relation(row.operand(amount, "total", grid.heads), made)
