"""Amounts that are added to one before them, and what they come to: 完成80万元，加上上年结余5万元，合计85万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import LASTING
from gouji.ledger.precision import telling

DIGITS = 3
"""How many digits the total must tell."""

ADDED = re.compile(r"[，；]?(?:另|再)?加上?(?!快|强|大|班|工|固|装|压|密|热|油)")
"""What leads on from an amount to those that are added to it: 本年收入80万元，加上上年结余5万元."""

_ADDED = re.compile(rf"{ADDED.pattern}|，(?:连同|加之|并加)")
_ALTOGETHER = re.compile(r"，[^，。；：]{0,10}?(?:合计|共计|总计|总共|共有?|累计)[^，。；：]{0,8}")
_NEXT = re.compile(r"[、，和及与][^，。；：、]{0,24}")
_BESIDE = re.compile(r"^，?(?:比|较|与|同|为|占|完成|超|其中)|其中|占|增|减|降")
_TAKEN_OFF = re.compile(r"减去|扣除|扣减|剔除|减|上解|约|每")


class AddedOn(NamedTuple):
    """A total and what was added up to it."""

    total: Node
    parts: tuple[Node, ...]


def added_on(passage: Passage) -> Iterator[AddedOn]:
    """The sums of a paragraph that say 加上 and what they come to."""
    if "加" not in passage.text and "连同" not in passage.text:
        return
    for sentence in passage.sentences():
        for at, node in enumerate(sentence):
            first = _base(sentence, at) if at and _ADDED.match(node.gap) else None
            if first is not None:
                yield from _closed(first, sentence[at:])


def _base(sentence: Sequence[Node], at: int) -> Node | None:
    """The amount that others are added to: the nearest of their unit, without what it is compared with."""
    for node in reversed(sentence[:at]):
        if _is_like(node, sentence[at]) and not _BESIDE.search(node.gap):
            return node
        if "；" in node.gap:
            return None
    return None


def _closed(first: Node, nodes: Sequence[Node]) -> Iterator[AddedOn]:
    """The first amount with the ones that are added one after the other, up to the total right behind them."""
    parts = [first]
    for node in nodes:
        if not _is_like(node, first) or _TAKEN_OFF.search(node.gap):
            return
        if len(parts) > 1 and _ALTOGETHER.fullmatch(node.gap):
            if telling(node.figure) >= DIGITS:
                yield AddedOn(node, tuple(parts))
            return
        if len(parts) > 1 and not (_NEXT.fullmatch(node.gap) or _ADDED.match(node.gap)):
            return
        parts.append(node)


def _is_like(node: Node, other: Node) -> bool:
    """Whether two figures are plain amounts of one unit."""
    plain = node.addable and not node.figure.modifiers and node.figure.dimension in LASTING
    return plain and node.figure.base_unit == other.figure.base_unit and not node.figure.per
