"""Counts of prose against the total row of the table that gives them item by item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from gouji.checks.reading.mentions.kinship import significant
from gouji.checks.reading.tables.grid import Grid, grids
from gouji.checks.reading.text.nodes import Node, passages
from gouji.checks.reading.text.quantities import MEASURED
from gouji.facts import Facts
from gouji.findings import Operand, Relation

_BRACKET = re.compile(r"（[^（）]*）")
_OF = re.compile(r"(?:总)?(?:数量?|面积|长度|里程|规模|任务)$")
_PLANNED = re.compile(r"计划|目标|任务|应|拟|预计|上年|去年")
_NARROW = re.compile(r"其中|每|平均|完工|完成|已|未|余|新增|另|剩|[了约]")
_ASKED = re.compile(
    r"申报|申请|报名|推荐|征集|受理|收到|提交|入库|储备|评审|评选|初审|初选|拟|抽查|抽取|检查|调查|核查|参评|参赛|评估|原有|现有|取消|终止|调整"
)
"""Other stages than that of what was supported in the end."""

MOST = 40
"""How many counts of a sentence are looked at."""

NEAR = 8
"""How many tables a sentence can speak of."""


class Column(NamedTuple):
    """A column by the thing that it counts, with the figure of the total row and its table."""

    name: str
    head: str
    total: Operand
    table: int


def against_tables(facts: Facts) -> Iterator[Relation]:
    """Counts of a sentence that stand in one table's total row, one of them with another value.

    A sentence speaks of a table where one of its counts bears the name and the value of a column's total.
    """
    tables = [list(_totals(grid, at)) for at, grid in enumerate(grids(facts))]
    by_value: dict[tuple[Decimal | None, str], list[Column]] = {}
    for table in tables:
        for column in table:
            if (figure := column.total.figure) is not None:
                by_value.setdefault((figure.value, figure.base_unit), []).append(column)
    for passage in passages(facts) if by_value else ():
        for sentence in passage.sentences():
            counted = [node for node in sentence if _plain(node)][:MOST]
            yield from _held(counted, tables, by_value)


def _totals(grid: Grid, table: int) -> Iterator[Column]:
    """The columns of counts over a total row that is the sum of three rows or more."""
    totals = [row for row in grid.rows if row.is_total]
    if len(totals) != 1 or len(grid.rows) < 4:
        return
    for column, figure in totals[0].figures.items():
        head = grid.heads.get(column, "")
        name = _OF.sub("", _BRACKET.sub("", head))
        if figure.dimension in MEASURED and not figure.modifiers:
            yield Column(name, head, totals[0].operand(column, "reference", grid.heads), table)


def _plain(node: Node) -> bool:
    figure = node.figure
    return figure.dimension in MEASURED and node.addable and not figure.modifiers and figure.low is None


def _held(
    counted: Sequence[Node],
    tables: Sequence[Sequence[Column]],
    by_value: Mapping[tuple[Decimal | None, str], Sequence[Column]],
) -> Iterator[Relation]:
    found = [
        (node, column)
        for node in counted
        for column in by_value.get((node.figure.value, node.figure.base_unit), ())[:NEAR]
    ]
    same = {column.table for node, column in found if _names(node, column) or significant(node.figure, 3)}
    known = {node for node, _ in found}
    columns = [column for table in sorted(same)[:NEAR] for column in tables[table]]
    pairs = [(node, column) for node in counted for column in columns if _names(node, column)]
    for node, column in pairs:
        alone = sum(of is column for _, of in pairs) == 1
        told = alone and node not in known and not _NARROW.search(node.gap) and _one_stage(node, column)
        if (node, column) in found or (told and not _PLANNED.search(column.head + node.clause)):
            yield Relation(Operand("mention", node.label, node.figure), column.total, severity="medium")


def _one_stage(node: Node, column: Column) -> bool:
    """Whether a count is of those that the column counts: projects called for 申报 are not those supported."""
    stages = set(_ASKED.findall(node.clause + node.after[:4]))
    return stages <= set(_ASKED.findall(column.head))


def _names(node: Node, column: Column) -> bool:
    """Whether a count is of the thing that a column counts, in its unit."""
    figure = column.total.figure
    if figure is None or figure.base_unit != node.figure.base_unit:
        return False
    label = _OF.sub("", node.label)
    return (len(column.name) >= 2 and label.endswith(column.name)) or (
        len(label) >= 2 and column.name.endswith(label)
    )
