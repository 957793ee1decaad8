"""Columns of shares in tables: each is the amount of its row over that of the total row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from gouji.checks.reading.tables.grid import AMONG, Grid, Row, grids
from gouji.checks.reading.tables.outline import outline
from gouji.checks.reading.text.quantities import ADDED
from gouji.facts import Facts
from gouji.findings import Operand, Ratio, Relation, Sum

_SHARE = re.compile(r"占比|比重|占.{0,10}(?:比例|比|百分比)|构成比|^比例(?:（%）|（％）)?$")
_NAMED = re.compile(r"占(?P<whole>[^比（）]{2,8}?)(?:总额|总量)?的?(?:比重|比例|比)")


def table_shares(facts: Facts) -> Iterator[Relation]:
    """Every share in a column 占比 or 比重 of a table that has a row 合计."""
    for grid in grids(facts):
        totals = [row for row in grid.rows if row.is_total]
        shares = [column for column in grid.columns if _SHARE.search(grid.heads.get(column, ""))]
        if len(totals) == 1:
            for column in shares:
                yield from _column(grid, totals[0], column)
                yield from _hundred(grid, totals[0], column)


def _column(grid: Grid, total: Row, share: int) -> Iterator[Relation]:
    wholes = _amounts(grid, total, share)
    body = [row for row in grid.rows if row is not total]
    sure = outline(body).sure and not any(AMONG.search(row.head) or row.is_subtotal for row in body)
    for row in body:
        figure = row.figures.get(share)
        amounts = [column for column in wholes if column in row.figures]
        if figure is None or figure.dimension != "percent" or figure.modifiers or not amounts:
            continue
        stated = row.operand(share, "share", grid.heads)
        readings = [
            Relation(stated, _ratio(grid, row, total, column), open_list=not sure) for column in amounts
        ]
        yield replace(readings[0], readings=tuple(readings[1:]))


def _hundred(grid: Grid, total: Row, share: int) -> Iterator[Relation]:
    """The shares of a closed list make the total share, each rounded by itself."""
    body = [row for row in grid.rows if row is not total]
    figure = total.figures.get(share)
    given = [row.figures[share] for row in body if share in row.figures]
    if figure is None or len(given) != len(body) or len(given) < 2 or not outline(body).sure:
        return
    if any(each.dimension != "percent" or each.modifiers for each in (figure, *given)):
        return
    parts = tuple(row.operand(share, "part", grid.heads) for row in body)
    slack = sum((each.quantum for each in (figure, *given)), Decimal(0)) / 2
    # Where the amounts are printed, a wrong share is said once, by its own ratio.
    known = bool(_amounts(grid, total, share))
    yield Relation(total.operand(share, "total", grid.heads), Sum(parts), tolerance=slack, open_list=known)


def _ratio(grid: Grid, row: Row, total: Row, column: int) -> Ratio:
    part: Operand = row.operand(column, "part", grid.heads)
    return Ratio(part, total.operand(column, "whole", grid.heads))


def _amounts(grid: Grid, total: Row, share: int) -> list[int]:
    """The columns whose amounts a share may be of: the one that its head names, or the nearest to the left."""
    columns = [
        column
        for column in grid.columns
        if column in total.figures and total.figures[column].dimension in ADDED and grid.adds_up(column)
    ]
    named = _NAMED.search(grid.heads.get(share, ""))
    if named is not None:
        same = [column for column in columns if named["whole"] in grid.heads.get(column, "")]
        if same:
            return same
    left = [column for column in columns if column < share]
    return [*reversed(left), *(column for column in columns if column > share)]
