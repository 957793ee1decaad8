"""FIN-ADJUST 预算调整: the first budget and what was added make the adjusted budget."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.nodes import Node, passages
from gouji.facts import Facts
from gouji.findings import Difference, Expression, Operand, Relation, Sum

_INITIAL = re.compile(r"年初.{0,12}预算|年初批复|年初安排")
_ADDED = re.compile(r"追加|调增|增加预算")
_CARRIED = re.compile(r"结转")
_CUT = re.compile(r"调减|核减|追减|压减|收回")
_ADJUSTED = re.compile(r"调整后|调整预算|全年预算|追加.{0,4}后")
REACH = 4
"""Within how many paragraphs the three stand together."""


@proposes("FIN-ADJUST", title="预算调整", severity="high")
def adjusted(facts: Facts) -> Iterator[Relation]:
    """The budget of the year's start and the changes during the year make the adjusted budget.

    Formula: 调整后预算 = 年初预算 + 年中追加 + 上年结转 − 调减
    Example: 540.67 + 222.18 = 762.85.
    Undetermined: One of the three is not printed near the others.
    Source: Rule R10; prose on 年初预算, 追加, 调整后预算.
    """
    read = passages(facts)
    recent: list[tuple[int, Node]] = []
    for index, passage in enumerate(read):
        for node in passage.nodes:
            if node.addable and node.figure.dimension == "money":
                recent.append((index, node))
                if _ADJUSTED.search(node.label):
                    near = [earlier for at, earlier in recent[:-1] if index - at <= REACH]
                    yield from _relation(node, near)
        recent = [(at, node) for at, node in recent if index - at <= REACH]


def _relation(node: Node, near: list[Node]) -> Iterator[Relation]:
    initial = [n for n in near if _INITIAL.search(n.label) and not _ADJUSTED.search(n.label)]
    if not initial:
        return
    later = [n for n in near if n.figure.start > initial[-1].figure.start and not _ADJUSTED.search(n.label)]
    added = [n for n in later if _ADDED.search(n.label) or _CARRIED.search(n.label)]
    cut = [n for n in later if _CUT.search(n.label)]
    if not added and not cut:
        return
    terms = (
        Operand("initial", initial[-1].label, initial[-1].figure),
        *(_operand("added", n) for n in added),
    )
    expected: Expression = Sum(terms)
    for less in cut:
        expected = Difference(expected, _operand("cut", less))
    yield Relation(Operand("adjusted", node.label, node.figure), expected)


def _operand(role: str, node: Node) -> Operand:
    return Operand(role, node.label, node.figure)
