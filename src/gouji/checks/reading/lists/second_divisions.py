"""Totals divided twice 按…分，…；按…分，…: where one division makes the total, the other one has to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gouji.checks.reading.lists.counted import ACT, KIND_OF, unit_of
from gouji.checks.reading.lists.runs import outside_inner
from gouji.checks.reading.lists.wholeness import is_loose
from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import ADDED, sum_of, value_of
from gouji.ledger.precision import factor, telling

REACH = 6
"""How many figures before the first division the total may stand."""

NEAR = Decimal("0.1")
"""How far the other division may be from the total, as a share of it: beyond, it is of something else."""

_HEAD = re.compile(
    r"(?:^|[。；，])(?:其中，?)?(?:如|再|又|若)?(?:按照?|从|分|依)(?!配|别|解|析|管|散)[^，。；：、]{1,12}?(?:分类|划分|统计|来?看|分|上|情况)?(?:为|是)?[，：][^，。；：、]*$"
)
_SAID = re.compile(r"[按从分依]")


class Division(NamedTuple):
    """A total and what one of the divisions makes of it."""

    total: Node
    parts: tuple[Node, ...]


def second_divisions(passage: Passage) -> Iterator[Division]:
    """The divisions of a paragraph that miss a total that another one beside them makes."""
    heads = [
        at for at, node in enumerate(passage.nodes) if _SAID.search(node.lead) and _HEAD.search(node.lead)
    ]
    if len(heads) < 2:
        return
    lists = [_list(passage.nodes, at) for at in heads]
    for total in _totals(passage.nodes, heads[0]):
        made = [sum_of(parts) == value_of(total) and len(parts) > 1 for parts in lists]
        if any(made):
            for parts, exact in zip(lists, made):
                if not exact and len(parts) > 1 and _is_whole(total, parts):
                    yield Division(total, parts)
            return


def _list(nodes: Sequence[Node], first: int) -> tuple[Node, ...]:
    """The items behind the words of a division: up to a stop, or to the next one."""
    run = [nodes[first]]
    for node in nodes[first + 1 :]:
        if "；" in node.gap or node.stops or (_SAID.search(node.gap) and _HEAD.search(node.lead)):
            break
        run.append(node)
    kept = outside_inner(run)
    return tuple(node for node in kept if node.addable and unit_of(node) == unit_of(kept[0]))


def _totals(nodes: Sequence[Node], first: int) -> list[Node]:
    """The figures before the first division, the nearest first."""
    before = [n for n in nodes[max(0, first - REACH) : first] if n.addable and not n.figure.modifiers]
    return [n for n in reversed(before) if n.figure.dimension in ADDED and telling(n.figure) > 1]


def _is_whole(total: Node, parts: Sequence[Node]) -> bool:
    """Whether a division comes near the total, and nothing says that it leaves something out."""
    labels = [part.label for part in parts]
    alike = all(unit_of(p) == unit_of(total) and factor(p.figure) == factor(total.figure) for p in parts)
    plain = not any(part.figure.modifiers for part in parts) and len(set(labels)) == len(labels)
    if not alike or not plain or "" in labels or is_loose(total, parts):
        return False
    counted = total.figure.dimension == "count"
    overlap = counted and any(KIND_OF.search(label) or ACT.match(label) for label in labels)
    return not overlap and abs(value_of(total) - sum_of(parts)) <= NEAR * value_of(total)
