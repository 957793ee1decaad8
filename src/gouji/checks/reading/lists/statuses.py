"""Counts by how far things are: 共38个，32个已完工、4个在建、2个尚未开工 divide all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.checks.reading.lists.counted import unit_of
from gouji.checks.reading.lists.listing import Listing
from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import sum_of, value_of

_DONE = re.compile(r"完工|完成|竣工|建成|验收|办结|已整改|整改(?:到位|完)|销号|投用|投入使用|交付")
_OTHER = re.compile(r"在建|未完|正在|推进中|实施中|续建|整改中|办理中|施工中|未竣|跨年|未验收|未办结|未整改")
_NONE = re.compile(r"未(?:开工|启动|实施|建)|终止|取消|停工|停建|撤销|其余|剩余|暂缓")

MOST = 6
"""How many groups there may be."""

NEAR = Decimal("0.1")
"""How far from their whole such groups may be and still be all of it."""


def by_status(passage: Passage) -> Iterator[list[Listing]]:
    """The counts that say how many of a number are done, under way and not begun."""
    for sentence in passage.sentences():
        counts = [node for node in sentence if node.figure.dimension == "count" and _is_plain(node)]
        for at, total in enumerate(counts):
            parts = _groups(total, counts[at + 1 : at + 1 + MOST])
            if len(parts) > 1 and not _status(total):
                yield [Listing(total, parts, "其中", not _is_all(total, parts))]


def _is_plain(node: Node) -> bool:
    return node.addable and not node.figure.modifiers and node.figure.low is None


def _groups(total: Node, following: Sequence[Node]) -> tuple[Node, ...]:
    """The counts right behind a number, in its unit, each of which says how far its things are; no state twice."""
    parts: list[Node] = []
    states: set[str] = set()
    for node in following:
        state = _status(node)
        if unit_of(node) != unit_of(total) or not state or state in states or "；" in node.gap:
            break
        states.add(state)
        parts.append(node)
    return tuple(parts) if "done" in states else ()


def _status(node: Node) -> str:
    """What the clause of a count says of its things: behind the number, or before it."""
    behind = re.split("[、，；。]", node.after)[0]
    before = node.clause.rpartition("、")[2]
    for words in (behind, before):
        if _NONE.search(words):
            return "none"
        if _OTHER.search(words):
            return "other"
        if _DONE.search(words):
            return "done"
    return ""


def _is_all(total: Node, parts: Sequence[Node]) -> bool:
    """Whether the groups are all: more than there are, or nearly all with those that were never begun."""
    whole = value_of(total)
    made = sum_of(parts)
    if abs(made - whole) > max(NEAR * whole, Decimal(1)):
        return False
    return made > whole or any(_status(part) == "none" for part in parts)
