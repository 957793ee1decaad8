"""SCORE-SUM 评分合计: the points of the indicators add up to the total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.checks import proposes
from gouji.checks.reading.grid import Row, grids
from gouji.checks.reading.points import points, scored
from gouji.facts import Facts
from gouji.findings import Operand, Relation, Sum

_TOTAL = re.compile(r"^总分(?:值)?$|^总得分$|^合计得分$|^自评总分$")


@proposes("SCORE-SUM", title="评分合计", severity="high")
def scores(facts: Facts) -> Iterator[Relation]:
    """In a 自评表 the weights add up to the total weight, the scores to the total score.

    Formula: 总分 = Σ 得分 ; 总分值 = Σ 分值, the points of the execution rate included
    Example: Scores of 9.5, 48.6, 28.9 and 10 under a total of 96: the sum is 97.
    Undetermined: A table without a row 总分 that prints points gives no relation.
    Source: Rules R1 and R3; 项目支出绩效自评表.
    """
    for grid in grids(facts):
        for at, row in enumerate(grid.rows):
            if _TOTAL.match(row.head) and row.figures:
                yield from _total(row, grid.rows[:at])


def _total(total: Row, above: Sequence[Row]) -> Iterator[Relation]:
    rows = scored(above)
    # A row with one of its two points blank leaves both sums open.
    if len(rows) < 2 or any(len(points(row)) == 1 for row in above):
        return
    columns = (("weight", "分值", [r.weight for r in rows]), ("score", "得分", [r.score for r in rows]))
    for figure, (role, name, given) in zip(points(total), columns):
        parts = tuple(Operand(role, f"{entry.row.head}（{name}）", part) for entry, part in zip(rows, given))
        yield Relation(Operand("total", f"总分（{name}）", figure), Sum(parts))
