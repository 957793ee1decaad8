"""SCORE-CAP 得分上限: no row is given more points than it is worth."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.grid import grids
from gouji.checks.reading.points import scored
from gouji.facts import Facts
from gouji.findings import Operand, Relation


@proposes("SCORE-CAP", title="得分上限", severity="high")
def caps(facts: Facts) -> Iterator[Relation]:
    """The score of a row does not exceed its weight.

    Formula: 得分 ≤ 分值
    Example: A score of 100 in a row worth 10 points is contradicted.
    Undetermined: A row without both points gives no relation.
    Source: Rule R3; 项目支出绩效自评表 and tables of scores.
    """
    for grid in grids(facts):
        for row, weight, score in scored(grid.rows):
            name = row.head
            yield Relation(
                Operand("score", f"{name}（得分）", score),
                Operand("weight", f"{name}（分值）", weight),
                bound=True,
            )
