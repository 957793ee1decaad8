"""PROD 单价×数量: a grant per head times their number is the amount granted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.checks import proposes
from gouji.checks.reading.nodes import Node, passages
from gouji.facts import Facts
from gouji.findings import Operand, Product, Relation

_TOGETHER = re.compile(r"(?:共计|合计|总计|共)(?:补助|资金|支出|发放|投入|奖励|安排|拨付)*$")


@proposes("PROD", title="单价×数量", severity="high")
def products(facts: Facts) -> Iterator[Relation]:
    """A price or a grant per unit, times the number of units, is the amount that is said to come of it.

    Formula: 共计 = 数量 × 单价
    Example: 3 家, 每家给予 50 万元, 共计 150 万元: 3 × 50 = 150.
    Undetermined: The number or the price is an estimate.
    Source: Prose on subsidies and purchases, within one clause up to a semicolon.
    """
    for passage in passages(facts):
        for sentence in passage.sentences():
            for at, node in enumerate(sentence):
                if node.addable and node.figure.dimension == "money" and _TOGETHER.search(node.clause):
                    yield from _relation(node, _clause(sentence[: at + 1])[:-1])


def _clause(nodes: Sequence[Node]) -> Sequence[Node]:
    for index in range(len(nodes) - 1, 0, -1):
        if "；" in nodes[index].gap:
            return nodes[index:]
    return nodes


_EACH = re.compile(
    r"每(?P<unit>[^，。；：、\d]{1,2}?)(?:给予|补助|补贴|奖励|发放|支付|按|的?标准|资助|安排|投入)*$"
)


def _per(node: Node) -> str:
    """The unit that a price is for: of its print, or of the words 每户补助 before it."""
    found = _EACH.search(node.clause)
    return node.figure.per or (found["unit"] if found is not None else "")


def _relation(total: Node, before: Sequence[Node]) -> Iterator[Relation]:
    prices = [(node, per) for node in before if node.figure.dimension == "money" and (per := _per(node))]
    if len(prices) != 1:
        return
    price, per = prices[0]
    counted = [n for n in before if n.figure.dimension == "count" and n.figure.unit == per]
    if len(counted) == 1:
        number = Operand("count", counted[0].label, counted[0].figure)
        yield Relation(
            Operand("total", total.label, total.figure),
            Product(number, Operand("price", price.label, price.figure)),
        )
