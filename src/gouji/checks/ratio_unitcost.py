"""RATIO-UNITCOST 单位成本: a printed cost per head is the amount over the number."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from gouji.checks import proposes
from gouji.checks.reading.quantities.averages import INCOME, SAME, TELLING, is_average
from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.checks.reading.text.quantities import value_of
from gouji.facts import Facts
from gouji.findings import Operand, Product, Relation, Severity
from gouji.ledger.precision import telling

_TOTAL = re.compile(
    r"投入|支出|补助|补贴|发放|拨付|花费|成本|经费|资金|费用|资助|预算|投资|下达|安排|使用|共计|合计|总"
)
MAX_NUMBERS = 6
MOST = 40
"""A sentence with more figures states no base; a hostile one must not cost more."""


@proposes("RATIO-UNITCOST", title="单位成本", severity="low", presumed=True)
def unit_cost(facts: Facts) -> Iterator[Relation]:
    """A cost per head, household or mu is the one amount of its sentence over the one number in that unit.

    Formula: 总额 = 数量 × 单位成本
    Example: 投入30万元，培训500人，人均600元: 500 × 600 = 300000.
    Undetermined: The sentence holds several amounts or numbers, so that the base of the average is not
        stated. With one amount and one number a contradiction is medium.
    Source: Prose: 人均, 户均, 亩均, 平均每…; incomes are no costs.
    """
    amounts = _Amounts(facts)
    for passage in passages(facts):
        for sentence in passage.sentences():
            for node in sentence if len(sentence) <= MOST else ():
                if is_average(node):
                    told = [*_relation(node, sentence)]
                    yield from told or _from_afar(node, passage, amounts)


def _relation(price: Node, sentence: Sequence[Node]) -> Iterator[Relation]:
    units = SAME.get(price.figure.per, (price.figure.per,))
    amounts = [n for n in sentence if n.figure.dimension == "money" and n is not price]
    numbers = [n for n in sentence if n.figure.base_unit in units and n.figure.value]
    totals = [n for n in amounts if not n.figure.per and _TOTAL.search(n.clause)]
    if not totals or not numbers or any(n.figure.per for n in amounts):
        return
    sure = len(amounts) == len(totals) == len(numbers) == 1 and not INCOME.search(totals[0].clause)
    grave: Severity | None = "medium" if sure else None
    relations = [_product(total, number, price, sure) for total in totals[:3] for number in numbers[:3]]
    yield replace(relations[0], readings=tuple(relations[1:]), severity=grave)


class _Amounts:
    """The amounts of money of a report, sorted by value; read when first asked."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def _sorted(self) -> list[Node]:
        nodes = [
            n for p in passages(self._facts) for n in p.nodes if n.addable and n.figure.dimension == "money"
        ]
        return sorted(nodes, key=_value)

    def near(self, low: Decimal, high: Decimal) -> list[Node]:
        """Those between two values."""
        return self._sorted[
            bisect_left(self._sorted, low, key=_value) : bisect_right(self._sorted, high, key=_value)
        ]


def _value(node: Node) -> Decimal:
    return value_of(node)


def _from_afar(price: Node, passage: Passage, amounts: _Amounts) -> Iterator[Relation]:
    """An average whose amount stands elsewhere: told where an amount of the report over a number here gives it."""
    if telling(price.figure) < TELLING or price.figure.modifiers:
        return
    units = (
        *SAME.get(price.figure.per, (price.figure.per,)),
        *(("人次",) if price.figure.per == "人" else ()),
    )
    numbers = [n for n in passage.nodes[:MOST] if n.figure.base_unit in units and n.figure.value]
    value, half = _value(price), price.figure.quantum / 2
    for number in numbers[:MAX_NUMBERS]:
        count = _value(number)
        for total in amounts.near((value - half) * count, (value + half) * count)[:1]:
            yield replace(_product(total, number, price, sure=False), tentative=True)


def _product(total: Node, number: Node, price: Node, sure: bool) -> Relation:
    return Relation(
        Operand("total", total.label, total.figure),
        Product(
            Operand("count", number.label, number.figure), Operand("unit_cost", price.label, price.figure)
        ),
        open_list=not sure,
    )
