"""TAB-COL 表列合计: the rows of a table add up to its total row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.checks import proposes
from gouji.checks.reading.grid import AMONG, Grid, Row, grids
from gouji.checks.reading.nesting import nested
from gouji.facts import Facts
from gouji.findings import Relation, Sum

_FUNDS = re.compile(r"资金总额$")
_SOURCE = re.compile(r"其中|拨款|结转|结余|自筹|财政|配套|安排|资金$|补助$")


@proposes("TAB-COL", title="表列合计", severity="high")
def column_totals(facts: Facts) -> Iterator[Relation]:
    """In every column of amounts, counts or points, the rows add up to the row 合计.

    Formula: 合计 = 第一行 + 第二行 + … ; with 小计: 合计 = 小计₁ + 小计₂ + …
    Example: Rows of 153.39, 30 and 1.05 above a total of 185.46: the sum is 184.44.
    Undetermined: The rows are a tree (其中, mixed numbering), or a cell holds words instead of a figure.
    Source: Tables of projects, of income and expenditure, of scores.
    """
    for grid in grids(facts):
        for at, row in enumerate(grid.rows):
            if row.is_subtotal or row.is_total:
                yield from _total(grid, row, _body(grid.rows, at))
            elif _FUNDS.search(row.head):
                yield from _sources(grid, row, grid.rows[at + 1 :])


def _body(rows: Sequence[Row], at: int) -> list[Row]:
    """The rows that a total stands for: those above it, or below it where it opens the table."""
    if at == 0:
        below = rows[1:]
        stop = next((i for i, row in enumerate(below) if row.is_total), len(below))
        body = list(below[:stop])
        return [row for row in body if row.is_subtotal] or body
    kind = rows[at].is_subtotal
    body = []
    for row in reversed(rows[:at]):
        if row.is_total or (kind and row.is_subtotal):
            break
        body.append(row)
    body.reverse()
    return body if kind else _above_total(body)


def _above_total(body: list[Row]) -> list[Row]:
    """Sub-totals in place of their rows, and the rows that stand under none."""
    last = max((i for i, row in enumerate(body) if row.is_subtotal), default=-1)
    return [row for row in body[: last + 1] if row.is_subtotal] + body[last + 1 :]


def _sources(grid: Grid, total: Row, below: Sequence[Row]) -> Iterator[Relation]:
    """The sources of the funds of a 自评表, in the rows below 年度资金总额; a blank cell is nothing."""
    stop = next((i for i, row in enumerate(below) if not _SOURCE.search(row.head)), len(below))
    for column, figure in sorted(total.figures.items()):
        parts = tuple(
            row.operand(column, "part", grid.heads) for row in below[:stop] if column in row.figures
        )
        if (
            parts
            and figure.dimension == "money"
            and all(p.figure and p.figure.dimension == "money" for p in parts)
        ):
            yield Relation(total.operand(column, "total", grid.heads), Sum(parts), open_list=len(parts) < 2)


def _total(grid: Grid, total: Row, body: Sequence[Row]) -> Iterator[Relation]:
    tree = any(AMONG.search(row.head) for row in body) or len({row.style for row in body}) > 1
    tree = tree or nested([row.head for row in body])
    for column, figure in sorted(total.figures.items()):
        parts = [row.operand(column, "part", grid.heads) for row in body if column in row.figures]
        alike = all(part.figure is not None and part.figure.base_unit == figure.base_unit for part in parts)
        if (
            len(parts) > 1
            and alike
            and figure.dimension in ("money", "count", "score")
            and grid.adds_up(column)
        ):
            broken = any(column in row.odd for row in body)
            yield Relation(
                total.operand(column, "total", grid.heads), Sum(tuple(parts)), open_list=tree or broken
            )
