"""Lists that say how they divide a whole 按…分, and the total above them that they should make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gouji.checks.reading.lists.runs import list_of
from gouji.checks.reading.lists.wholeness import is_loose
from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import ADDED, sum_of, value_of
from gouji.ledger.precision import factor, telling

FEWEST = 3
"""How many items a list has at least whose total stands in another sentence."""

MOST = 14
"""How many items it may have."""

ABOVE = 4
"""How many sentences and paragraphs above a list its total may open."""

NEAR = Decimal("0.1")
"""How far a list may be from the total that it divides, as a share of it."""

DIGITS = 3
"""How many digits of a total must tell."""

_HEADER = re.compile(
    r"(?:^|[，；：])(?:其中|又|再|如|若|另|拨款|资金|款项|经费|支出|收入)?(?:按照?|从|分|依照?|换|就)(?!配|别|解|析|管|散)[^，。；：、]{1,16}(?<!年)(?<!期)(?<!月)[：，为][^，。；：、]{0,16}$"
    r"|(?:^|[，；：])[^，。；：、]{2,12}?(?:分布|构成|组成|结构|分配情况|分配|流向|去向|投向)(?:情况)?(?:上|来)?(?:看)?(?:为|是|如下)?[：，][^，。；：、]{0,16}$"
    r"|(?:^|[，；：])(?:分|按)[^，。；：、]{0,8}(?:情况)(?:为|是)?[：，][^，。；：、]{0,16}$"
)


class Divided(NamedTuple):
    """A total and the list that divides it."""

    total: Node
    parts: tuple[Node, ...]


def divided(read: Sequence[Passage]) -> Iterator[Divided]:
    """The lists of a text that a phrase of division opens, each with the totals above that it comes near to."""
    heads: list[Node] = []
    printed: set[tuple[str, Decimal | None]] | None = None
    for passage in read:
        for sentence in passage.sentences():
            if _HEADER.search(sentence[0].lead) is not None:
                parts = list_of(sentence) if sentence[0].addable else ()
                for total in _totals(heads, parts):
                    if printed is None:
                        printed = {(n.figure.base_unit, n.figure.value) for each in read for n in each.nodes}
                    made = (total.figure.base_unit, sum_of(parts))
                    # What adds up to another amount that is printed divides that one.
                    if made not in printed or made[1] == total.figure.value:
                        yield Divided(total, parts)
            else:
                heads = [*heads[-ABOVE * 2 :], *_heads(sentence)]


def _heads(sentence: Sequence[Node]) -> Iterator[Node]:
    """The first plain figure of every unit in a sentence."""
    seen: set[str] = set()
    for node in sentence:
        figure = node.figure
        plain = node.addable and bool(figure.value) and not figure.modifiers and figure.dimension in ADDED
        if plain and figure.base_unit not in seen:
            seen.add(figure.base_unit)
            yield node


def _totals(heads: Sequence[Node], parts: Sequence[Node]) -> list[Node]:
    """The nearest total above that a list comes near to, or the one that it makes."""
    if not FEWEST <= len(parts) <= MOST or any(part.figure.modifiers for part in parts):
        return []
    unit, made = parts[0].figure.base_unit, sum_of(parts)
    alike = [head for head in reversed(heads) if head.figure.base_unit == unit][:ABOVE]
    fitting = [head for head in alike if telling(head.figure) >= DIGITS and not is_loose(head, parts)]
    exact = [head for head in fitting if head.figure.value == made]
    near = [head for head in fitting if _is_near(head, parts, made)]
    return exact[:1] or near[:1]


def _is_near(total: Node, parts: Sequence[Node], made: Decimal) -> bool:
    value = value_of(total)
    alike = all(factor(part.figure) == factor(total.figure) for part in parts)
    return alike and abs(value - made) <= NEAR * value
