"""Columns of shares in tables: each is the amount of its row over that of the total row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.checks.reading.tables.grid import AMONG, Grid, Row, grids
from gouji.checks.reading.tables.one_base import FEWEST, fits, implied
from gouji.checks.reading.tables.outline import outline
from gouji.checks.reading.text.nodes import passages
from gouji.checks.reading.text.quantities import ADDED
from gouji.facts import Facts
from gouji.findings import Operand, Ratio, Relation, Sum

_SHARE = re.compile(r"占比|比重|占.{0,10}(?:比例|比|百分比)|构成比|^比例(?:（%）|（％）)?$")
_NAMED = re.compile(r"占(?P<whole>[^比（）]{2,8}?)(?:总额|总量)?的?(?:比重|比例|比)")

_ALL = re.compile(r"合计|总|全部|本表|本年")
HUNDRED = 100
NAME = 2
"""How many characters of the name of a whole its clause must have: 合同价 is 合同金额."""


def table_shares(facts: Facts) -> Iterator[Relation]:
    """Every share in a column 占比 or 比重 of a table that has a row 合计."""
    for grid in grids(facts):
        totals = [row for row in grid.rows if row.is_total]
        shares = [column for column in grid.columns if _SHARE.search(grid.heads.get(column, ""))]
        if len(totals) == 1:
            for column in shares:
                yield from _column(facts, grid, totals[0], column)
                yield from _hundred(grid, totals[0], column)


def _column(facts: Facts, grid: Grid, total: Row, share: int) -> Iterator[Relation]:
    wholes = _amounts(grid, total, share)
    body = [row for row in grid.rows if row is not total]
    sure = outline(body).sure and not any(AMONG.search(row.head) or row.is_subtotal for row in body)
    read = [(row, _of_total(grid, total, row, share, wholes)) for row in body]
    rows = [(row, relation) for row, relation in read if relation is not None]
    if rows and not _is_of_total(grid, total, share, wholes, [relation for _, relation in rows]):
        elsewhere = list(_of_another(facts, grid, [*(row for row, _ in rows), total], share, wholes[0]))
        yield from elsewhere or (replace(relation, open_list=True) for _, relation in rows)
        return
    for _, relation in rows:
        yield replace(relation, open_list=not sure)


def _of_total(grid: Grid, total: Row, row: Row, share: int, wholes: Sequence[int]) -> Relation | None:
    """The share of a row as that of the total, of each column of amounts that it may be of."""
    figure = row.figures.get(share)
    amounts = [column for column in wholes if column in row.figures]
    if figure is None or figure.dimension != "percent" or figure.modifiers or not amounts:
        return None
    stated = row.operand(share, "share", grid.heads)
    readings = [Relation(stated, _ratio(grid, row, total, column)) for column in amounts]
    return replace(readings[0], readings=tuple(readings[1:]))


def _is_of_total(
    grid: Grid, total: Row, share: int, wholes: Sequence[int], relations: Sequence[Relation]
) -> bool:
    """Whether the shares of a column are of its total: half of them fit it, or nothing speaks of another whole.

    Its head names another amount (占合同价比例), the total row prints no 100%, or all rows agree on another.
    """
    if sum(map(fits, relations)) * 2 >= len(relations):
        return True
    named, own = _NAMED.search(grid.heads.get(share, "")), total.figures.get(share)
    if len(relations) >= FEWEST or (named is not None and _ALL.search(named["whole"]) is None):
        return False
    if own is not None and own.value is not None and abs(own.value - HUNDRED) > 1:
        return False
    rows = [
        row for row in grid.rows if row is not total and share in row.figures and wholes[0] in row.figures
    ]
    return implied([(row.figures[wholes[0]], row.figures[share]) for row in rows]) is None


def _of_another(facts: Facts, grid: Grid, rows: Sequence[Row], share: int, amount: int) -> Iterator[Relation]:
    """The shares as those of the one amount of the prose that they imply, if its name is in the head."""
    named = _NAMED.search(grid.heads.get(share, ""))
    rows = [row for row in rows if share in row.figures and amount in row.figures]
    within = implied([(row.figures[amount], row.figures[share]) for row in rows])
    if named is None or within is None or len(rows) < FEWEST:
        return
    unit = rows[0].figures[amount].base_unit
    for passage in passages(facts):
        for node in passage.nodes:
            value = node.figure.value
            if value is None or node.figure.base_unit != unit or not within.low <= value <= within.high:
                continue
            if named["whole"][:NAME] in node.clause and not node.figure.modifiers:
                whole = Operand("whole", node.label, node.figure)
                for row in rows:
                    part = row.operand(amount, "part", grid.heads)
                    yield Relation(row.operand(share, "share", grid.heads), Ratio(part, whole))
                return


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
