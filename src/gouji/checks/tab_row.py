"""TAB-ROW 表行合计: the columns of a row add up to its total column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.grid import AMONG, SUBTOTAL, TOTAL, Grid, Row, grids
from gouji.checks.reading.nesting import nested
from gouji.facts import Facts
from gouji.findings import Relation, Sum

_STAGES = re.compile(r"预算|决算|执行|上年|年初|调整|计划|实际|完成|到位")


@proposes("TAB-ROW", title="表行合计", severity="high")
def row_totals(facts: Facts) -> Iterator[Relation]:
    """In every row, the columns of amounts or counts add up to the column 合计.

    Formula: 合计 = 基本支出 + 项目支出 + …
    Example: 577.40 + 185.45 = 762.85.
    Undetermined: The columns are stages of one amount (预算, 决算) or a tree (其中, 小计).
    Source: Tables of income and expenditure by kind.
    """
    for grid in grids(facts):
        totals = [column for column in grid.columns if TOTAL.search(grid.heads.get(column, ""))]
        if len(totals) == 1 and totals[0] in (grid.columns[0], grid.columns[-1]):
            for row in grid.rows:
                yield from _row(grid, row, totals[0])


def _row(grid: Grid, row: Row, column: int) -> Iterator[Relation]:
    total = row.figures.get(column)
    if total is None:
        return
    others = [c for c in grid.columns if c != column and c in row.figures and grid.adds_up(c)]
    parts = tuple(row.operand(c, "part", grid.heads) for c in others)
    if len(parts) < 2 or any(p.figure is None or p.figure.base_unit != total.base_unit for p in parts):
        return
    heads = [grid.heads.get(c, "") for c in others]
    tree = nested(heads) or any(AMONG.search(head) or SUBTOTAL.search(head) for head in heads)
    stages = any(_STAGES.search(grid.heads.get(c, "")) for c in others)
    open_list = stages or tree or not grid.single_head or bool(row.odd & set(grid.columns))
    yield Relation(row.operand(column, "total", grid.heads), Sum(parts), open_list=open_list)
