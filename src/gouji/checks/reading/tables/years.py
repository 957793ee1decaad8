"""Columns of this year and of the last, of what changed between them and of the rate 增减率."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from gouji.checks.reading.tables.grid import Grid, Row, grids
from gouji.checks.reading.tables.one_base import most_fit
from gouji.checks.reading.text.quantities import ADDED
from gouji.facts import Facts
from gouji.findings import Difference, Operand, Ratio, Relation

CHANGE = re.compile(
    r"增减(?:额|数|变化|金额)?$|^(?:比|较|与)?上年(?:决算数?)?(?:相比)?(?:增减|增加|变化|变动)(?:额|数)?$|增减变动"
    r"|^(?:同比|净)?(?:增长|增加|减少|下降|增减|增)[额量]$"
)
_RATE = re.compile(
    r"(?P<word>增减|增长|同比|变动|变化|增|降|下降|减少)[^，。（）率]{0,4}(?:率|幅|比例|百分比|[%％])|^同比(?:增长|增减|下降)?(?:（[%％]）)?$"
)
_FALLS = re.compile(r"^(?:降|下降|减少)")
_LAST = re.compile(r"上年|上期|去年")
_THIS = re.compile(r"本年|本期|当年")
_YEAR = re.compile(r"(20\d\d)年")
_FINAL = re.compile(r"决算|实际|支出|执行|完成")
MOST = 4
"""How many pairs of columns a rate may be of."""

PAIR = 2
LEAST = 2
"""So many rows show which of several pairs of columns a table compares; one in so many may speak for another."""


def this_and_last(grid: Grid, columns: Sequence[int]) -> tuple[int, int] | None:
    """The column of this year and that of the last, of several those of the final accounts."""
    named = {c: "-".join(grid.paths.get(c, ())) for c in columns}
    this, last = of_two_years(grid, columns)
    this = [c for c in this if _FINAL.search(named[c])] if len(this) > 1 else this
    last = [c for c in last if _FINAL.search(named[c])] if len(last) > 1 else last
    return (this[0], last[0]) if len(this) == 1 == len(last) else None


def of_two_years(grid: Grid, columns: Sequence[int]) -> tuple[list[int], list[int]]:
    """The columns of this year and those of the last: by 本年 and 上年, or by the printed years."""
    named = {c: "-".join(grid.paths.get(c, ())) for c in columns}
    this = [c for c in columns if _THIS.search(named[c])]
    last = [c for c in columns if _LAST.search(named[c])]
    if not this and not last:
        years = {c: int(found[1]) for c in columns if (found := _YEAR.search(named[c])) is not None}
        newest = max(years.values(), default=0)
        this = [c for c in years if years[c] == newest]
        last = [c for c in years if years[c] == newest - 1]
    return this, last


def table_growths(facts: Facts) -> Iterator[Relation]:
    """Every rate in a column 增减率 of a table with columns for this year and the last."""
    for grid in grids(facts):
        rates = [c for c in grid.columns if _RATE.search(grid.heads.get(c, ""))]
        changes = [c for c in grid.columns if c not in rates and CHANGE.search(grid.heads.get(c, ""))]
        values = [c for c in grid.columns if c not in (*rates, *changes)]
        pairs = _compared(grid, rates, changes, [*product(*of_two_years(grid, values))][:MOST])
        found: list[Relation] = []
        for row in grid.rows if len(rates) == 1 else ():
            read = [each for pair in pairs for each in _growth(grid, row, rates[0], *pair)]
            if read:
                # Of a budget and a final account for each year either may be meant.
                others = [other for each in read[1:] for other in (each, *each.readings)]
                found.append(replace(read[0], readings=(*read[0].readings, *others)))
        # Rates that most rows print of something else (the same months, another year) are of that.
        sure = len(pairs) == 1 and most_fit(found)
        yield from (replace(relation, open_list=not sure) for relation in found)


def _compared(
    grid: Grid, rates: Sequence[int], changes: Sequence[int], pairs: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The one pair of columns that the rows show to be compared; all pairs where they show none.

    The printed changes are its differences, or the printed rates are nearly all of it.
    """
    if len(pairs) < PAIR or len(rates) != 1:
        return pairs
    for shown in (
        [sum(subtracts(row, change, *pair) for row in grid.rows for change in changes) for pair in pairs],
        [sum(_is_rate_of(row, rates[0], *pair) for row in grid.rows) for pair in pairs],
    ):
        most = max(shown)
        if most >= LEAST and sum(shown) - most <= most // LEAST:
            return [pairs[shown.index(most)]]
    return pairs


def _values(row: Row, *columns: int) -> list[Decimal] | None:
    """The numbers of some cells of a row; ``None`` where one of them prints none."""
    figures = [row.figures.get(column) for column in columns]
    values = [figure.value for figure in figures if figure is not None and figure.value is not None]
    return values if len(values) == len(columns) else None


def subtracts(row: Row, change: int, this: int, last: int) -> bool:
    """Whether a row prints by how much two cells differ."""
    values = _values(row, change, this, last)
    return values is not None and bool(values[0]) and abs(values[1] - values[2]) == abs(values[0])


def _is_rate_of(row: Row, rate: int, this: int, last: int) -> bool:
    """Whether the rate of a row is that of two cells, to its last digit."""
    values = _values(row, this, last)
    if values is None or rate not in row.figures or values[1] <= 0 or values[0] == values[1]:
        return False
    stated = row.figures[rate]
    gap = abs(values[0] - values[1]) * 100 - abs(stated.value or Decimal(0)) * values[1]
    return abs(gap) <= values[1] * stated.quantum / 2


def _growth(grid: Grid, row: Row, column: int, this: int, last: int) -> Iterator[Relation]:
    """The change over the last year; a rate that prints no sign may be of a fall."""
    newer, older = row.operand(this, "this", grid.heads), row.operand(last, "last", grid.heads)
    stated = row.operand(column, "growth", grid.heads)
    rate = stated.figure
    if rate is None or rate.dimension != "percent" or rate.modifiers or not _compares(newer, older):
        return
    rise, fall = Difference(newer, older), Difference(older, newer)
    # Divided by what it changed to: what a wrong rate most often is.
    up = Relation(stated, Ratio(rise, older), alternatives=((newer.label, Ratio(rise, newer)),))
    down = Relation(stated, Ratio(fall, older), alternatives=((newer.label, Ratio(fall, newer)),))
    signed = any((each.figures[column].value or 0) < 0 for each in grid.rows if column in each.figures)
    falls = _FALLS.search(grid.heads.get(column, "")) is not None
    if signed or (rate.value or 0) < 0:
        yield up
    else:
        yield (
            replace(down, readings=(up,))
            if falls or _is_fall(newer, older)
            else replace(up, readings=(down,))
        )


def _is_fall(newer: Operand, older: Operand) -> bool:
    return (
        newer.figure is not None
        and older.figure is not None
        and (newer.figure.value or 0) < (older.figure.value or 0)
    )


def _compares(newer: Operand, older: Operand) -> bool:
    """Whether two cells are amounts of one kind."""
    figures = [each.figure for each in (newer, older) if each.figure is not None]
    kinds = {(figure.dimension, figure.base_unit) for figure in figures}
    plain = all(figure.dimension in ADDED and not figure.modifiers for figure in figures)
    return len(figures) == 2 and len(kinds) == 1 and plain and bool(figures[1].value)
