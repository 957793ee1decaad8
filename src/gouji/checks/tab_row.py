"""TAB-ROW 表行合计: the columns of a row add up to its total column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.checks import proposes
from gouji.checks.reading.names.nesting import nested
from gouji.checks.reading.tables.grid import AMONG, SUBTOTAL, TOTAL, Grid, Row, grids
from gouji.checks.reading.tables.years import CHANGE, subtracts, this_and_last
from gouji.checks.reading.text.quantities import ADDED
from gouji.facts import Facts
from gouji.findings import Difference, Relation, Sum

FEWEST = 3
"""How many rows show what a column is; of so many that show it one may be wrong."""

_MOVED = re.compile(r"^(?:同比|较上年|比上年)?(?:增长|增加|减少|增减|变化|变动|净增)(?:情况)?(?:$|（)")
_STAGES = re.compile(r"预算|决算|执行|上年|年初|调整|计划|实际|完成|到位|\d{4}年")


@proposes("TAB-ROW", title="表行合计", severity="high", version=2)
def row_totals(facts: Facts) -> Iterator[Relation]:
    """In every row, the columns of amounts or counts add up to the column 合计 or 小计 of their head.

    Formula: 合计 = 基本支出 + 项目支出 + … ; under a common head: 小计 = 中央 + 省级 ; 增减 = 本年 − 上年
    Example: 577.40 + 185.45 = 762.85; 441.30 + 128.10 = 569.40 and not 596.40.
    Undetermined: The columns are stages of one amount (预算, 决算) or a tree (其中), or a cell holds words.
    Source: Tables of income and expenditure by kind, of funds by level, comparisons with last year.
    """
    for grid in grids(facts):
        for column, parts in _groups(grid):
            for row in grid.rows:
                yield from _row(grid, row, column, parts)
        yield from _changes(grid)


def _groups(grid: Grid) -> Iterator[tuple[int, list[int]]]:
    """Each total column with the columns that it adds up."""
    totals = [c for c in grid.columns if TOTAL.search(_head(grid, c)) or SUBTOTAL.search(_head(grid, c))]
    for column in totals:
        upper = grid.paths.get(column, ())[:-1]
        level = [c for c in grid.columns if c != column and grid.paths.get(c, ())[: len(upper)] == upper]
        if not upper:
            level = _between(grid, column, totals)
        parts = _top(grid, level, len(upper))
        if column in (min([column, *level]), max([column, *level])):
            yield column, parts


def _head(grid: Grid, column: int) -> str:
    return grid.heads.get(column, "")


def _between(grid: Grid, column: int, totals: Sequence[int]) -> list[int]:
    """Without common heads: all other columns; with several 小计 side by side those since the one before."""
    alike = [c for c in totals if _head(grid, c) == _head(grid, column)]
    if len(alike) == 1:
        return [c for c in grid.columns if c != column]
    before = max((c for c in alike if c < column), default=-1)
    return [c for c in grid.columns if before < c < column]


def _top(grid: Grid, columns: Sequence[int], depth: int) -> list[int]:
    """Of columns under a common head its 小计 alone, if it has one."""
    kept: list[int] = []
    for column in columns:
        path = grid.paths.get(column, ())
        if len(path) > depth + 1:
            same = [c for c in columns if grid.paths.get(c, ())[: depth + 1] == path[: depth + 1]]
            sums = [c for c in same if SUBTOTAL.search(_head(grid, c)) or TOTAL.search(_head(grid, c))]
            if sums and column not in sums:
                continue
        kept.append(column)
    return kept


def _row(grid: Grid, row: Row, column: int, columns: Sequence[int]) -> Iterator[Relation]:
    total = row.figures.get(column)
    if total is None or total.dimension not in ADDED or total.per:
        return
    added = [c for c in columns if c in row.figures and grid.adds_up(c)]
    added = [c for c in added if row.figures[c].base_unit == total.base_unit and not row.figures[c].per]
    if len(added) < 2:
        return
    heads = [_head(grid, c) for c in added]
    tree = nested(heads) or any(AMONG.search(head) for head in heads)
    tree = tree or (
        any(SUBTOTAL.search(head) for head in heads) and not all(SUBTOTAL.search(h) for h in heads)
    )
    stages = any(_STAGES.search(head) for head in heads) or len(set(heads)) < len(heads) or not all(heads)
    known = grid.single_head or grid.regular
    open_list = stages or tree or not known or bool(row.odd & set(columns))
    parts = tuple(row.operand(c, "part", grid.heads) for c in added)
    yield Relation(row.operand(column, "total", grid.heads), Sum(parts), open_list=open_list)


def _changes(grid: Grid) -> Iterator[Relation]:
    """增减 against last year: the amount of this year less that of the last, or the other way round."""
    changes = [c for c in grid.columns if CHANGE.search(_head(grid, c)) and "率" not in _head(grid, c)]
    changes = changes or _subtracted(grid)
    if len(changes) != 1:
        return
    pair = this_and_last(grid, [c for c in grid.columns if c != changes[0]])
    for row in grid.rows if pair is not None else ():
        change = row.figures.get(changes[0])
        if change is not None and change.dimension in ADDED and pair is not None:
            yield _change(grid, row, changes[0], *pair)


def _subtracted(grid: Grid) -> list[int]:
    """The columns that nearly all rows show to be what this year has over the last, whatever they are called."""
    pair = this_and_last(grid, grid.columns) if len(grid.rows) >= FEWEST else None
    found: list[int] = []
    for column in grid.columns if pair is not None else ():
        rows = [row for row in grid.rows if pair and _may_subtract(row, column, *pair)]
        made = sum(subtracts(row, column, *pair) for row in rows) if pair and column not in pair else 0
        said = _MOVED.search(_head(grid, column)) is not None and made >= FEWEST - 1
        if (said or made >= FEWEST) and len(rows) - made <= max(made // FEWEST, said):
            found.append(column)
    return found


def _may_subtract(row: Row, column: int, this: int, last: int) -> bool:
    """Whether a row prints three amounts of one unit, two of them unlike: others show nothing of what a column is."""
    cells = [row.figures[each] for each in (column, this, last) if each in row.figures]
    alike = len(cells) == 3 and len({each.base_unit for each in cells}) == 1
    return alike and cells[0].dimension in ADDED and any(each.value != cells[2].value for each in cells[1:])


def _change(grid: Grid, row: Row, column: int, this: int, last: int) -> Relation:
    stated = row.operand(column, "change", grid.heads)
    newer, older = row.operand(this, "this", grid.heads), row.operand(last, "last", grid.heads)
    backwards = Relation(stated, Difference(older, newer))
    return replace(Relation(stated, Difference(newer, older)), readings=(backwards,))
