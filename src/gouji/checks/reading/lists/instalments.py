"""Amounts told one paragraph each 分批分条下达, and the grant above them that they make up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gouji.checks.reading.lists.items import items_below, number_of
from gouji.checks.reading.names.kinds import number
from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import sum_of, value_of
from gouji.ledger.precision import factor, telling

FEWEST = 3
"""How many instalments tell that they are a list."""

MOST = 12
"""How many there may be."""

ABOVE = 60
"""How many paragraphs above them their total stands."""

TOTALS = 3
"""How many amounts near what they make may be their total."""

NEAR = Decimal("0.1")
"""How far they may be from their total, as a share of it."""

_TURN = re.compile(r"第(?P<number>[一二三四五六七八九十]{1,2})(?:批次?|次|期|笔|轮)")
_GRANTED = re.compile(r"下达|拨付|拨入|编入|划拨|拨到|到账|到位|分解")
_BATCH = re.compile(r"批|提前|分期|追加|预拨|剩余|其余")
_GRANT = re.compile(
    r"(?:下达|安排|到位|拨付|资金|预算|经费)[^，。；：]{0,4}(?:共计|合计|总计|总额|为|共|计|达)*$"
)
_ALL = re.compile(r"共|合计|总|实际|全年")
_OTHER = re.compile(r"其中|上年|去年|同期|收回|核减|结余|支出|支付|使用|执行|平均|每")


class Instalments(NamedTuple):
    """A grant, and the amounts in which it came."""

    total: Node
    parts: tuple[Node, ...]


def instalments(read: Sequence[Passage]) -> Iterator[Instalments]:
    """The amounts of paragraphs that tell one instalment each, with the grants above that they come near to."""
    for index, passage in enumerate(read):
        mark = number_of(passage.text)
        if mark is not None and mark.value == 1:
            parts = _granted(items_below(read, index - 1) if index else [])
        elif _TURN.match(passage.text[:8]) is not None:
            parts = _turns(read[index : index + MOST])
        else:
            continue
        if FEWEST <= len(parts) <= MOST:
            for total in _totals(read[max(0, index - ABOVE) : index], parts):
                yield Instalments(total, parts)


def _granted(items: Sequence[Passage]) -> tuple[Node, ...]:
    """The first amounts of numbered paragraphs that all say that one was granted, more than one in instalments."""
    granted = all(_GRANTED.search(item.text) for item in items)
    parts = tuple(first for item in items if (first := _first(item)) is not None)
    batched = sum(_BATCH.search(item.text) is not None for item in items) > 1
    return parts if granted and batched and len(parts) == len(items) else ()


def _first(item: Passage) -> Node | None:
    """The first amount of a paragraph."""
    return next((node for node in item.nodes if _is_amount(node)), None)


def _is_amount(node: Node) -> bool:
    figure = node.figure
    return figure.base_unit == "元" and node.addable and bool(figure.value) and not figure.modifiers


def _turns(read: Sequence[Passage]) -> tuple[Node, ...]:
    """The first amounts of 第一批…, 第二批… over some paragraphs; nothing where all stand in one."""
    parts: list[Node] = []
    turn, last = 0, -1
    for index, passage in enumerate(read):
        before = turn
        for node in passage.nodes:
            said = _TURN.search(node.gap)
            if said is not None:
                if number(said["number"]) != turn + 1 or len(parts) != turn:
                    return ()
                turn += 1
            if len(parts) < turn and _is_amount(node):
                parts.append(node)
        if turn == before:
            break
        last = index
    return tuple(parts) if last > 0 and len(parts) == turn else ()


def _totals(above: Sequence[Passage], parts: Sequence[Node]) -> list[Node]:
    """The grant that they make, or the nearest ones that they come near to."""
    made, most = sum_of(parts), max(value_of(part) for part in parts)
    found: list[Node] = []
    for passage in reversed(above):
        found += [node for node in reversed(passage.nodes) if _is_grant(node, parts, made, most)]
    exact = [node for node in found if value_of(node) == made]
    return exact[:1] or found[:TOTALS]


def _is_grant(node: Node, parts: Sequence[Node], made: Decimal, most: Decimal) -> bool:
    value = value_of(node)
    if node.figure.base_unit != "元" or value <= most or abs(value - made) > NEAR * value:
        return False
    plain = node.addable and not node.figure.modifiers and telling(node.figure) >= FEWEST
    alike = all(factor(part.figure) == factor(node.figure) for part in parts)
    said = _GRANT.search(node.clause) is not None and _ALL.search(node.clause) is not None
    return plain and alike and said and _OTHER.search(node.clause) is None
