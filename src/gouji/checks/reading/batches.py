"""Amounts that came in turns 分批: 分两批下达，第一批60万元，第二批25万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.checks.reading.kinds import NUMERAL, number
from gouji.checks.reading.nodes import Node, Passage
from gouji.checks.reading.parts import Listing

_TURN = re.compile(r"第([一二三四五六七八九十]{1,2})(?:批次?|次|期|笔|轮|阶段)")
_SAID = re.compile(rf"分({NUMERAL})(?:批次?|次|期|笔|轮|个阶段)")


def in_turns(passage: Passage, previous: Sequence[Node]) -> Iterator[list[Listing]]:
    """Amounts of the first, the second turn and so on; the whole stands before them, or in the sentence before.

    Args:
        passage: What is read.
        previous: The nodes of the sentence before the passage.
    """
    before: Sequence[Node] = previous
    for sentence in passage.sentences():
        parts = _turns(sentence)
        if len(parts) > 1:
            at = sentence.index(parts[0])
            near = [node for node in sentence[:at] if _may_hold(node, parts)]
            wholes = near or [node for node in before if _may_hold(node, parts)]
            words = "".join(node.gap + node.figure.text for node in sentence[: at + 1])
            said = _SAID.search("".join(words.split()))
            certain = said is not None and number(said[1]) == len(parts) and len(near) == 1
            yield from _listed(wholes, parts, certain=certain)
        before = sentence


def _turns(sentence: Sequence[Node]) -> tuple[Node, ...]:
    """The amounts of 第一批, 第二批 …, one for each; nothing where one of them has several or none."""
    named = [(found[1], node) for node in sentence if (found := _TURN.search(node.clause)) and node.addable]
    parts = tuple(node for turn, node in named)
    in_order = [number(turn) for turn, _ in named] == list(range(1, len(named) + 1))
    money = all(node.figure.dimension == "money" and node.figure.base_unit == "元" for node in parts)
    return parts if in_order and money and not any(node.figure.modifiers for node in parts) else ()


def _may_hold(node: Node, parts: Sequence[Node]) -> bool:
    most = max(part.figure.value or Decimal(0) for part in parts)
    money = node.figure.dimension == "money" and node.figure.base_unit == "元"
    return money and node.addable and (node.figure.value or Decimal(0)) >= most


def _listed(wholes: Sequence[Node], parts: tuple[Node, ...], *, certain: bool) -> Iterator[list[Listing]]:
    made = sum((part.figure.value or Decimal(0) for part in parts), Decimal(0))
    held = [whole for whole in wholes if whole.figure.value == made]
    if held or certain:
        yield [Listing((held or list(wholes))[0], parts, "分批", False)]
