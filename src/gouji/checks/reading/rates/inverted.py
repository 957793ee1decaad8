"""Rates that are their base over what was spent of it: 预算2,752万元，支出2,684.36万元，控制率102.52%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.checks.reading.rates.near_amounts import makes
from gouji.checks.reading.text.aims import is_aim
from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import is_sum_of_money, value_of

NEAR = 4
"""How many figures before a rate the two amounts may stand."""

PRECISE = 1
"""How many decimals a rate prints that the two amounts make by no accident."""

_RATE = re.compile(r"(?:控制|执行|支出|支付|使用|完成|到位|拨付|兑付)(?:率|进度)$")
_WHOLE = re.compile(r"预算|计划|控制数|限额|应|安排|下达|批复|核定|总投资|概算|合同|可用")
_SPENT = re.compile(
    r"实际|(?:支出|执行|完成|使用|支付|决算|拨付|兑付|开支|列支)(?:数|金额|总?额|资金|合计)*(?:为|达|共|约)*$"
)


class Inverted(NamedTuple):
    """A rate with the amount that it should divide and the one that it should divide by."""

    rate: Node
    part: Node
    whole: Node


def inverted(passage: Passage) -> Iterator[Inverted]:
    """The rates of a paragraph that come out to their last digit where their two amounts change places."""
    for at, rate in enumerate(passage.nodes):
        figure = rate.figure
        precise = figure.dimension == "percent" and figure.decimals >= PRECISE and not figure.modifiers
        if precise and _RATE.search(rate.label) is not None and not is_aim(rate):
            yield from _turned(rate, passage.nodes[max(0, at - NEAR) : at])


def _turned(rate: Node, before: Sequence[Node]) -> Iterator[Inverted]:
    own = [node for node in before if node.sentence == rate.sentence and is_sum_of_money(node)]
    if len(own) < 2 or not all(node.figure.value for node in own[-2:]):
        return
    first, second = own[-2:]
    for part, whole in ((second, first), (first, second)):
        # 全年可用资金1,437万元，一般公共预算支出1,390万元: what was spent may name a budget, and no budget what was spent.
        given = _WHOLE.search(whole.label) is not None and _SPENT.search(whole.label) is None
        spent = _SPENT.search(part.label) is not None
        less, more = value_of(part), value_of(whole)
        if given and spent and makes(more, less, rate.figure) and not makes(less, more, rate.figure):
            yield Inverted(rate, part, whole)
            return
