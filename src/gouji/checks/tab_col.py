"""TAB-COL 表列合计: the rows of a table add up to its total row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.checks import proposes
from gouji.checks.reading.tables.grid import AMONG, Grid, Row, grids
from gouji.checks.reading.tables.outline import Family, outline, repeats_itself
from gouji.checks.reading.text.quantities import LASTING
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Operand, Relation, Sum

_FUNDS = re.compile(r"资金总额$")
_SOURCE = re.compile(
    r"其中|拨款|结转|结余|自筹|财政|配套|安排|资金$|补助$|补贴$|公益金|基金|债券|贷款|中央|省级|市级|县级|区级|其他"
)
_GRAND = re.compile(r"总计")
MAX_TOTALS = 40
"""How many rows above a 总计 its 合计 are looked for."""


@proposes("TAB-COL", title="表列合计", severity="high", version=2)
def column_totals(facts: Facts) -> Iterator[Relation]:
    """In every column of amounts or counts the rows add up to the row 合计, those of a group to its 小计.

    Formula: 合计 = 第一行 + 第二行 + … ; with 小计: 合计 = 小计₁ + 小计₂ + … ; with levels: 一、 = （一） + （二） + …
    Example: Rows of 153.39, 30 and 1.05 above a total of 185.46: the sum is 184.44.
    Undetermined: Rows 其中 without more, accounts that contain one another, by name or because rows repeat the
        sums of others (类, 款, 项), a cell with words instead of a figure.
    Source: Tables of projects, of income and expenditure, the funds of a 自评表. Points are those of SCORE-SUM.
    """
    for grid in grids(facts):
        for at, row in enumerate(grid.rows):
            if row.is_total:
                yield from _total(grid, at)
            elif _FUNDS.search(row.head):
                yield from _sources(grid, row, grid.rows[at + 1 :])
        if not any(row.is_total for row in grid.rows):
            yield from _families(grid, outline(grid.rows[_first(grid) :]).families)


def _first(grid: Grid) -> int:
    """Where the rows begin that are not the funds of a form."""
    funds = [at for at, row in enumerate(grid.rows) if _FUNDS.search(row.head)]
    return len(grid.rows) if funds else 0


def _total(grid: Grid, at: int) -> Iterator[Relation]:
    rows, total = grid.rows, grid.rows[at]
    body = _below(rows) if at == 0 else _above(rows, at)
    if not body:
        yield from _grand(grid, total, [row for row in rows[max(0, at - MAX_TOTALS) : at] if row.is_total])
        return
    read = outline(body)
    before = rows[at - len(body) - 1] if at - len(body) - 1 >= 0 else None
    carried = before is not None and before.is_total and _GRAND.search(total.head) is not None
    for relation in _sums(grid, total, read.top, sure=read.sure):
        if carried and before is not None:
            yield _carried(grid, total, before, read.top, relation)
        else:
            yield relation
    yield from _families(grid, read.families)


def _above(rows: Sequence[Row], at: int) -> list[Row]:
    body: list[Row] = []
    for row in reversed(rows[:at]):
        if row.is_total:
            break
        body.append(row)
    return body[::-1]


def _below(rows: Sequence[Row]) -> list[Row]:
    """The rows under a total that opens the table."""
    below = list(rows[1:])
    stop = next((i for i, row in enumerate(below) if row.is_total), len(below))
    return below[:stop]


def _families(grid: Grid, families: Sequence[Family]) -> Iterator[Relation]:
    for family in families:
        yield from _sums(grid, family.whole, family.parts, sure=True)


def _grand(grid: Grid, total: Row, totals: Sequence[Row]) -> Iterator[Relation]:
    """总计 right below several 合计 is their sum, or repeats the last."""
    if len(totals) > 1 and _GRAND.search(total.head):
        yield from _sums(grid, total, totals, sure=False)


def _carried(grid: Grid, total: Row, before: Row, top: Sequence[Row], relation: Relation) -> Relation:
    """收入总计 = 本年收入合计 + what stands between the two."""
    column = next(c for c, figure in total.figures.items() if figure is relation.stated.figure)
    parts = _parts(grid, column, [before, *top])
    return replace(Relation(relation.stated, Sum(parts), open_list=relation.open_list), readings=(relation,))


def _sources(grid: Grid, total: Row, below: Sequence[Row]) -> Iterator[Relation]:
    """The sources of the funds of a 自评表, in the rows below 年度资金总额; a blank cell is nothing."""
    stop = next((i for i, row in enumerate(below) if not _SOURCE.search(row.head)), len(below))
    rows = tuple(below[:stop])
    columns = [column for column, figure in total.figures.items() if figure.dimension == "money"]
    # A second 其中 divides the row above it once more.
    tree = sum(AMONG.search(row.head) is not None for row in rows) > 1
    top = repeats_itself(rows, columns) if tree else rows
    unsure = tree and len(top) == len(rows)
    for column, figure in sorted(total.figures.items()):
        parts = _parts(grid, column, top)
        money = all(part.figure is not None and part.figure.dimension == "money" for part in parts)
        if parts and figure.dimension == "money" and money:
            yield Relation(
                total.operand(column, "total", grid.heads), Sum(parts), open_list=unsure or len(parts) < 2
            )


def _sums(grid: Grid, total: Row, rows: Sequence[Row], *, sure: bool) -> Iterator[Relation]:
    """One relation for every column of one unit."""
    columns = [column for column in sorted(total.figures) if _added(grid, total, rows, column)]
    top = repeats_itself(rows, columns) if columns else tuple(rows)
    for column in columns:
        broken = any(column in row.odd for row in rows) or len(top) < len(rows)
        broken = broken or _is_beside(total.figures[column], rows, column)
        stated = total.operand(column, "total", grid.heads)
        relation = Relation(stated, Sum(_parts(grid, column, rows)), open_list=broken or not sure)
        fewer = _parts(grid, column, top)
        if len(top) < len(rows) and fewer:
            relation = replace(relation, readings=(Relation(stated, Sum(fewer), open_list=True),))
        yield relation


def _is_beside(figure: Figure, rows: Sequence[Row], column: int) -> bool:
    """Whether spans of time run beside each other: all of them take as long as the longest."""
    given = [row.figures[column].value for row in rows if column in row.figures]
    return figure.dimension == "duration" and figure.value == max(given, key=lambda each: each or 0)


def _added(grid: Grid, total: Row, rows: Sequence[Row], column: int) -> bool:
    """Whether a column adds up: several figures of one unit, no rates and no prices."""
    figure = total.figures[column]
    parts = [row.figures[column] for row in rows if column in row.figures]
    alike = all(part.base_unit == figure.base_unit for part in parts)
    plain = figure.dimension in LASTING and not figure.per and "/" not in figure.base_unit
    return len(parts) > 1 and alike and plain and grid.adds_up(column)


def _parts(grid: Grid, column: int, rows: Sequence[Row]) -> tuple[Operand, ...]:
    return tuple(row.operand(column, "part", grid.heads) for row in rows if column in row.figures)
