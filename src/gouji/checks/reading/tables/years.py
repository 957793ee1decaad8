"""Columns of this year and of the last, of what changed between them and of the rate 增减率."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from gouji.checks.reading.tables.grid import Grid, Row, grids
from gouji.checks.reading.text.quantities import ADDED
from gouji.facts import Facts
from gouji.findings import Difference, Operand, Ratio, Relation

CHANGE = re.compile(
    r"增减(?:额|数|变化|金额)?$|^(?:比|较|与)?上年(?:决算数?)?(?:相比)?(?:增减|增加|变化|变动)(?:额|数)?$|增减变动"
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
        pairs = [*product(*of_two_years(grid, values))][:MOST]
        for row in grid.rows if len(rates) == 1 else ():
            read = [each for pair in pairs for each in _growth(grid, row, rates[0], *pair)]
            if read:
                # Of a budget and a final account for each year either may be meant.
                others = [other for each in read[1:] for other in (each, *each.readings)]
                yield replace(read[0], readings=(*read[0].readings, *others), open_list=len(pairs) > 1)


def _growth(grid: Grid, row: Row, column: int, this: int, last: int) -> Iterator[Relation]:
    """The change over the last year; a rate that prints no sign may be of a fall."""
    newer, older = row.operand(this, "this", grid.heads), row.operand(last, "last", grid.heads)
    stated = row.operand(column, "growth", grid.heads)
    rate = stated.figure
    if rate is None or rate.dimension != "percent" or rate.modifiers or not _compares(newer, older):
        return
    up = Relation(stated, Ratio(Difference(newer, older), older))
    down = Relation(stated, Ratio(Difference(older, newer), older))
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
