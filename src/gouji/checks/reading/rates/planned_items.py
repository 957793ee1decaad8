"""What an item was to get, by its name: 古井修缮支出41.6万元，占调整后预算的80%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from gouji.checks.reading.rates.pairs import NAME, stem
from gouji.checks.reading.text.nodes import Node, Passage

_BUDGET = re.compile(
    r"(?:本项|该项|其|各自)?(?P<stage>年初|调整后|全年|批复)?的?(?:预算|计划|安排|下达|分配)(?:资金|金额|数|额)?"
)
_SPENT = re.compile(r"(?:支出|支付|执行|使用)(?:资金|金额|数|额)?$")
_OPENING = re.compile(r"年初|期初")


class Item(NamedTuple):
    """The amount that an item was given; ``sure`` where it is the one that the words mean."""

    whole: Node
    sure: bool


def of_items(part: Node, name: str, read: Sequence[Passage]) -> Item | None:
    """The one amount above that bears the name of the item which a part was spent on."""
    said, item = _BUDGET.fullmatch(name), stem(part.label)
    if said is None or len(item) < NAME or _SPENT.search(part.label) is None:
        return None
    found = [node for passage in read for node in passage.nodes if _is_given(node, part, item)]
    if len({node.figure.value for node in found}) != 1:
        return None
    return Item(found[0], sure=(said["stage"] == "年初") == (_OPENING.search(found[0].clause) is not None))


def _is_given(node: Node, part: Node, item: str) -> bool:
    plain = node.addable and node.figure.base_unit == part.figure.base_unit and not node.figure.modifiers
    before = plain and node.figure.start < part.figure.start and _SPENT.search(node.label) is None
    return before and stem(node.label) == item and (node.figure.value or 0) >= (part.figure.value or 0)
