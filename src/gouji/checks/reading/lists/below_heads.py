"""Lists that begin on the line below their head: 收入80万元。其中： and then the items."""

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

LINES = 8
"""How many lines a list may take whose lines do not end with a full stop."""

MOST = 14
"""How many items it may have."""

FEW = 2
DIGITS = 3
"""How many digits the two items of the shortest list must tell."""

NEAR = Decimal("0.15")
"""How far a list may be from the total that it divides, as a share of it."""

_HEAD = re.compile(
    r"(?:^|[，。；])(?:其中(?:包括)?|包括|分别(?:为|是)|(?:具体|明细|分项)?(?:情况|明细|分配|安排|构成|内容)*(?:具体)?(?:为|是|如下)"
    r"|具体|[^，。；：]{2,10}(?:分类|分配|构成|明细|安排|支出|收入|使用)(?:情况)?如下)：?$"
)
_GOES_ON = ("；", "，", "、", ";", ",")


class Below(NamedTuple):
    """A total and the items on the lines below it."""

    total: Node
    parts: tuple[Node, ...]


def below_heads(read: Sequence[Passage]) -> Iterator[Below]:
    """The lists whose head ends a line, each with the amount that the head is about."""
    printed: set[tuple[str, Decimal | None]] | None = None
    for index, passage in enumerate(read):
        if not passage.nodes or _HEAD.search(passage.text.rstrip()[-24:].replace(":", "：")) is None:
            continue
        parts = _items(read[index + 1 : index + 1 + LINES])
        total = _total(passage.sentences()[-1], parts)
        if total is not None:
            if printed is None:
                printed = {(n.figure.base_unit, n.figure.value) for each in read for n in each.nodes}
            made = (total.figure.base_unit, sum_of(parts))
            # What adds up to another amount that is printed divides that one.
            if made not in printed or made[1] == total.figure.value:
                yield Below(total, parts)


def _items(lines: Sequence[Passage]) -> tuple[Node, ...]:
    """The items of a list: up to the end of its first sentence, over the lines that go on with a comma."""
    found: list[Node] = []
    for line in lines:
        run = list_of(line.sentences()[0]) if line.nodes and line.nodes[0].addable else ()
        if not run or run[0] is not line.nodes[0] or (found and _unit(run[0]) != _unit(found[0])):
            break
        found += run
        if not line.text.rstrip().endswith(_GOES_ON):
            break
    return tuple(found)


def _unit(node: Node) -> str:
    return node.figure.base_unit


def _total(sentence: Sequence[Node], parts: Sequence[Node]) -> Node | None:
    """The amount of a sentence that a list makes; else the last one, where the list comes near it."""
    plain = FEW <= len(parts) <= MOST and not any(part.figure.modifiers or part.figure.per for part in parts)
    if not plain or "" in {part.label for part in parts}:
        return None
    if len(parts) == FEW and min(telling(part.figure) for part in parts) < DIGITS:
        return None
    alike = [n for n in sentence if n.addable and _unit(n) == _unit(parts[0]) and not n.figure.modifiers]
    alike = [
        n for n in alike if n.figure.dimension in ADDED and not n.figure.per and telling(n.figure) >= FEW
    ]
    made = sum_of(parts)
    for total in alike:
        if value_of(total) == made:
            return total
    if not alike or is_loose(alike[-1], parts):
        return None
    total = alike[-1]
    even = all(factor(part.figure) == factor(total.figure) for part in parts)
    return total if even and abs(value_of(total) - made) <= NEAR * value_of(total) else None
