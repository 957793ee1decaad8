"""Which figures are the items of one list: of one unit, one mark between them, one direction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest

from gouji.checks.reading.lists.counted import unit_of
from gouji.checks.reading.text.nodes import Node
from gouji.checks.reading.text.quantities import value_of
from gouji.ledger.precision import telling

HUNDRED = Decimal(100)

LONGEST = 14
"""How many items of a list a subtotal may stand for."""

_INNER = re.compile(r"其中|包括|包含|具体[是为]|^[，：]分别[为是用投]")
_SHARE = re.compile(r"占|比重|构成|份额")
_EARNED = re.compile(r"(?:得|计|得分|计分|评分|实得|扣|扣分|自评)(?:为|了)?$")
_INFLOW = re.compile(r"收入$|预算数?$|到位|拨款$|下达$|计划|目标")
_OUTFLOW = re.compile(r"支出$|支出数$|支出决算数?$|执行|支付|使用|结余|完成")
_STRENGTH = "、，：；。"


def same_kind(node: Node, other: Node) -> bool:
    """Whether two figures can be terms of one sum; of percentages only shares can."""
    alike = unit_of(node) == unit_of(other) and node.figure.dimension == other.figure.dimension
    return alike and (node.figure.dimension != "percent" or (_is_share(node) and _is_share(other)))


def _is_share(node: Node) -> bool:
    """Whether a percentage is a part of a whole, or all of it; rates of several things do not add up."""
    whole = node.figure.value == HUNDRED and not node.label.endswith("率")
    return whole or _SHARE.search(node.label) is not None


def points_of(total: Node, items: Sequence[Node]) -> list[tuple[Node, ...]]:
    """The one reading of weights and earned points that alternate: up to a semicolon, or over all of them."""
    if total.figure.dimension != "score" or of_kind(total, items) == tuple(items):
        return []
    stop = next((at for at, item in enumerate(items) if at and "；" in item.gap), len(items))
    first = of_kind(total, items[:stop])
    return [first if len(first) > 1 else of_kind(total, items)]


def of_kind(total: Node, parts: Sequence[Node]) -> tuple[Node, ...]:
    """Of weights and the points that each of them earned (10分得9.2分) those that are of the total's kind."""
    earned = [_EARNED.search(part.clause) is not None for part in parts]
    if total.figure.dimension != "score" or all(earned) or not any(earned):
        return tuple(parts)
    # A total that is not 100 was earned, whatever it is called.
    own = _EARNED.search(total.clause) is not None or total.figure.value != HUNDRED
    return tuple(part for part, got in zip(parts, earned) if got == own)


def outside_inner(nodes: Sequence[Node]) -> list[Node]:
    """The nodes of one list, without those that an inner 其中 takes until the next semicolon."""
    kept: list[Node] = []
    inner = False
    for index, node in enumerate(nodes):
        if index:
            inner = inner and not re.search("[；。]", node.gap)
            inner = inner or _INNER.search(re.split("[；。]", node.gap)[-1]) is not None
        if not inner:
            kept.append(node)
    return kept


def list_of(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The items of the list that some nodes begin with: one unit, one kind of mark between them."""
    # 城区四街道380万元: a count right before an amount is the end of its name.
    nodes = [node for node, after in zip_longest(nodes, nodes[1:]) if after is None or after.gap]
    heads = [node for node in nodes if node.addable]
    items = [node for node in outside_inner(nodes) if node.addable and same_kind(node, heads[0])]
    return one_way(run_of(items))


def run_of(parts: Sequence[Node]) -> tuple[Node, ...]:
    """The items of one list: its first two show the mark between items, a stronger one ends it."""
    if len(parts) < 2:
        return tuple(parts)
    # 东部五镇790万元: between a name that ends in a number and its amount there is no mark.
    shown = next((part.separator for part in parts[1:] if part.separator), "、")
    mark = _STRENGTH.index(shown)
    for index, part in enumerate(parts[1:], start=1):
        if part.separator and _STRENGTH.index(part.separator) > mark:
            return tuple(parts[:index])
    return tuple(parts)


def one_way(parts: Sequence[Node]) -> tuple[Node, ...]:
    """The parts up to the first that flows the other way: expenditure in a list of income."""
    ways = [_way(part.label) for part in parts]
    first = next((way for way in ways if way), "")
    for index, way in enumerate(ways):
        if way and way != first:
            return tuple(parts[:index])
    return tuple(parts)


def _way(label: str) -> str:
    return "out" if _OUTFLOW.search(label) else "in" if _INFLOW.search(label) else ""


def collapsed(strand: Sequence[Node]) -> list[Node]:
    """The nodes without those that the next one adds up: a subtotal stands for its list."""
    kept: list[Node] = []
    for node in strand:
        made, first = value_of(node), len(kept)
        while first > 0 and made > 0 and len(kept) - first < LONGEST:
            first -= 1
            made -= kept[first].figure.value or Decimal(0)
        if made == 0 and len(kept) - first > 2 and telling(node.figure) > 2:
            del kept[first:]
        kept.append(node)
    return kept
