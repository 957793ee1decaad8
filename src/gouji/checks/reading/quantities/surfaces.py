"""Areas that a length and a width make 长与宽: 硬化道路3.2公里，路面宽4.5米，硬化面积1.44万平方米."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from gouji.checks.reading.text.nodes import Node, Passage

REACH = 4
"""How many figures before an area its length and its width stand."""

_WIDE = re.compile(r"宽(?:度|幅)?(?:约|为|均为|各|达|统一为)*$")
_NOT_LONG = re.compile(r"宽|厚|深|高|径|间距|埋|距")
_AREA = re.compile(r"面积|硬化|铺|衬砌|绿化|摊|罩面|修复|整治|刷|共|计|合|即")


_METRES = {"米": Decimal(1), "公里": Decimal(1000), "千米": Decimal(1000)}


class Surface(NamedTuple):
    """An area, the length and the width that make it, and how many 平方米 the product of their units is."""

    area: Node
    length: Node
    width: Node
    rate: Decimal


def surfaces(passage: Passage) -> Iterator[Surface]:
    """The areas of a paragraph with one length and one width right before them."""
    for at, node in enumerate(passage.nodes):
        if node.figure.base_unit != "平方米" or not _is_plain(node) or not _AREA.search(node.clause):
            continue
        before = [n for n in passage.nodes[max(0, at - REACH) : at] if n.sentence == node.sentence]
        lengths = [n for n in before if n.figure.dimension == "length" and _is_plain(n)]
        if len(lengths) != 2 or any("；" in n.gap for n in (lengths[1], node)):
            continue
        wide = [n for n in lengths if _WIDE.search(n.clause)]
        long = [n for n in lengths if not _NOT_LONG.search(n.clause)]
        metric = all(n.figure.base_unit in _METRES for n in lengths)
        if metric and len(wide) == len(long) == 1:
            rate = _METRES[long[0].figure.base_unit] * _METRES[wide[0].figure.base_unit]
            yield Surface(node, long[0], wide[0], rate)


def _is_plain(node: Node) -> bool:
    figure = node.figure
    return bool(figure.value) and not figure.modifiers and not figure.per and figure.low is None
