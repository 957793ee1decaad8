"""What is left, saved or missing 余下: three figures of one unit that stand together in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import LASTING, value_of
from gouji.ledger.precision import factor, telling

REACH = 5
"""How many figures of a unit before a difference may be one of its two amounts."""

EXACT = 10
"""How many digits three figures must tell together that make a difference without a word for it."""

NEAR = Decimal("0.1")
"""How far what is left may be from what is not spent, as a share of the whole."""

TWICE = 2
"""How many times the other what is left may be of what is not spent."""

_LEFT = re.compile(
    r"(?:空[编缺]|尚[有欠余未待存差缺]|还[有欠剩余差缺]|仍[有欠余未差缺]|余下|剩[下余]?|没[有能]?[^，。；：]{1,6}|未[^，。；：]{1,6}|结余|结存|节余|余款|余额|节[约省支]|省[下出了]|少[花用付]"
    r"|审减|核减|砍[掉去下]|核[掉去]|压[下掉减缩]|缺口|欠|短缺|相差|差额|差距|差|早[^，。；：]{0,4}|提前[^，。；：]{0,4}|缩短|腾出|结[下转]|退[回还]|追[缴回]|待[^，。；：]{1,4})"
    r"(?:了|掉|资金|工期|经费|款项?|有|为|是|约|出|的)*$"
)
_ELSE = re.compile(
    r"上年|去年|前年|同期|上[一个]?(?:季度|月|期|轮)|年初|往年|全[国省市县]|平均|计划|目标|占|其中|主要|另|同比|环比|历年|以前"
)


class Remainder(NamedTuple):
    """A difference and the two figures that it lies between; ``firm`` where their order and the words bind them."""

    difference: Node
    larger: Node
    smaller: Node
    firm: bool


def remainders(passage: Passage) -> Iterator[Remainder]:
    """The differences of a paragraph that numbers state by themselves, and those that words and order do."""
    if len(passage.nodes) < FEWEST:
        return
    for sentence in passage.sentences():
        strands: dict[str, list[Node]] = {}
        for node in sentence if len(sentence) >= FEWEST else ():
            if _is_plain(node):
                strands.setdefault(node.figure.base_unit, []).append(node)
        for strand in strands.values():
            yield from _exact(strand)
            yield from _firm(strand)


FEWEST = 3
"""How many figures a difference takes."""


def _is_plain(node: Node) -> bool:
    figure = node.figure
    plain = bool(figure.value) and not figure.modifiers and not figure.per and figure.low is None
    return plain and figure.dimension in LASTING


def _exact(strand: Sequence[Node]) -> Iterator[Remainder]:
    for at in range(2, len(strand)):
        node = strand[at]
        if telling(node.figure) < FEWEST:
            continue
        for pair in combinations(strand[max(0, at - REACH) : at], 2):
            small, large = sorted(pair, key=lambda each: each.figure.value or 0)
            rest = (large.figure.value or 0) - (small.figure.value or 0)
            digits = sum(telling(each.figure) for each in (node, small, large))
            if rest == node.figure.value and digits >= EXACT:
                yield Remainder(node, large, small, firm=False)


def _firm(strand: Sequence[Node]) -> Iterator[Remainder]:
    """Whole, part and what is left, one right after the other: 多发1.26万元，追回1.05万元，尚有0.21万元未追回."""
    for at in range(2, len(strand)):
        whole, part, left = strand[at - 2 : at + 1]
        # 完好289台，待修13台，报废10台: what goes on is a list, and no remainder.
        if at + 1 < len(strand) and "；" not in strand[at + 1].gap:
            continue
        rest = (value_of(whole)) - (value_of(part))
        found = value_of(left)
        gap = abs(rest - found)
        if (
            rest <= 0
            or gap > NEAR * (whole.figure.value or 0)
            or not rest <= found * TWICE <= rest * 2 * TWICE
        ):
            continue
        if _LEFT.search(left.clause) and not _names_another(whole, part, left) and _alike(whole, part, left):
            yield Remainder(left, whole, part, firm=True)


def _alike(whole: Node, part: Node, left: Node) -> bool:
    """Whether the three are printed in one unit and are two digits at least."""
    units = {factor(each.figure) for each in (whole, part, left)}
    return len(units) == 1 and min(telling(whole.figure), telling(part.figure)) > 1


def _names_another(whole: Node, part: Node, left: Node) -> bool:
    """Whether the words between them lead to another base: 比上年少3场, 其中…."""
    words = part.gap + left.gap
    return "；" in words or _ELSE.search(words) is not None or part.label == whole.label
