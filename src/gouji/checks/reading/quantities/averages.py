"""Amounts that one of several comes to 人均, 平均每公里, and what the report counts of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.checks.reading.text.nodes import Node, Passage
from gouji.ledger.precision import telling

_AVERAGE = re.compile(
    r"(?:(?:人|户|亩|村|次|场|家|生|床|公里|平方米|件|期|班|校|所|个|项目)均|平均每?[^，。；]{0,6}|单位)"
    r"(?:实际|全年|年度?|每?月)?(?:补助|补贴|投入|支出|费用|成本|经费|资助|花费|培训|奖励|工程|造价|投资|发放|标准|拨款|资金)*(?:标准|费|额)?(?:为|达到?|是|约|仅)?$"
)
INCOME = re.compile(r"收入|增收|产值|纯|可支配|利润|储蓄|消费|GDP|销售|效益|节约|收益|产出|税")
TELLING = 4
"""How many digits an average prints at least that no other amount gives by chance."""

THING = 2
"""How many characters of a name say what is counted: 干渠 of 干渠衬砌直接费."""

MOST = 6
"""How many numbers may be those of one thing."""

SAME = {
    "人": ("人", "名"),
    "名": ("人", "名"),
    "生": ("人", "名"),
    "次": ("次", "场次", "人次"),
    "所": ("所", "个"),
    "校": ("所", "个"),
    "村": ("村", "个"),
    "家": ("家", "户", "个"),
    "人次": ("人次",),
}


class Average(NamedTuple):
    """An amount, what it is divided by, and what one of them comes to."""

    amount: Node
    number: Node
    price: Node


def is_average(node: Node) -> bool:
    """Whether an amount is what one of several comes to: 人均…元; incomes are no costs."""
    figure = node.figure
    words = node.clause.rpartition("、")[2]
    return (
        figure.dimension == "money"
        and bool(figure.per)
        and bool(figure.value)
        and _AVERAGE.search(words) is not None
        and not INCOME.search(words)
    )


def averages(read: Sequence[Passage]) -> Iterator[Average]:
    """The averages right behind their amounts, with what the report counts elsewhere of the thing these name."""
    for passage in read:
        for at, price in enumerate(passage.nodes):
            amount = passage.nodes[at - 1] if at else price
            if at and is_average(price) and _is_plain(amount, price):
                for number in _counted(read, amount, price):
                    yield Average(amount, number, price)


def _is_plain(amount: Node, price: Node) -> bool:
    alike = amount.figure.dimension == "money" and amount.sentence == price.sentence and amount.addable
    exact = not amount.figure.modifiers and not price.figure.modifiers and not amount.figure.per
    return alike and exact and telling(price.figure) >= TELLING


def _counted(read: Sequence[Passage], amount: Node, price: Node) -> list[Node]:
    """The numbers of a report that are in the unit of an average and bear the name that its amount begins with."""
    units = SAME.get(price.figure.per, (price.figure.per,))
    counts: dict[object, Node] = {}
    for node in (node for passage in read for node in passage.nodes if node.figure.base_unit in units):
        named = len(node.label) >= THING and node.label[:THING] in amount.label
        if named and node.addable and node.figure.value and not node.figure.modifiers:
            counts.setdefault(node.figure.value, node)
    return list(counts.values())[:MOST]
