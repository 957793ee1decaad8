"""Lists that say by name what they take apart: 新增图书中，少儿类…、文学类…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gouji.checks.reading.lists.counted import ACT, BEYOND_BY, KIND_OF, SHORT_BY, counts_alike
from gouji.checks.reading.lists.runs import outside_inner
from gouji.checks.reading.lists.wholeness import is_loose
from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import LASTING, sum_of, value_of
from gouji.ledger.precision import factor, telling

FEWEST = 3
"""How many items a list has at least whose total stands in another sentence."""

MOST = 14
"""How many items it may have."""

SHARED = 4
"""How many characters at its end the name of a whole has in common with the list that takes it apart."""

LONG = 4
"""How many items say by their number that they are all of their whole."""

DIGITS = 9
"""How many digits fewer items and their total must tell together for the same."""

NINE = 9
"""What two swapped digits leave is a multiple of this."""

NEAR = Decimal("0.1")
"""How far a list may be from the total that it names, as a share of it."""

SENTENCES = 2
"""How many sentences before a list the total may stand that it names."""

_APART = re.compile(
    r"(?:^|[，；：])(?P<name>[一-龥]{2,12}?)(?:当|之)?中(?:[，：]|，?有|，?包括)[^，。；：]*$"
)

_JOINED = re.compile(r"[、，；][^，。；：]*$")


class Whole(NamedTuple):
    """A total and the list that names it.

    ``firm`` tells that the list bears its very name and comes near it, ``certain`` that it comes as near as
    a list does that is all of it, and that the total is itself an item of such a list.
    """

    total: Node
    parts: tuple[Node, ...]
    firm: bool
    certain: bool


def named_wholes(read: Sequence[Passage]) -> Iterator[Whole]:
    """The lists of a text that name what they take apart, with the last totals of that name."""
    named: dict[tuple[str, str], list[tuple[int, Node]]] = {}
    for index, passage in enumerate(read):
        before: Sequence[Node] = ()
        for sentence in passage.sentences():
            first = sentence[0]
            found = _APART.search(first.lead)
            parts = _list(sentence) if found is not None else ()
            if found is not None and parts:
                key = (found["name"][-SHARED:], first.figure.base_unit)
                for at, total in named.get(key, ())[-FEWEST:]:
                    close = at == index and first.sentence - total.sentence <= SENTENCES
                    near = close and total.label.endswith(found["name"]) and _is_near(total, parts)
                    firm = near and _is_by_form(total, parts)
                    certain = near and _is_item(total, before) and _is_all(total, parts)
                    if firm or certain or len(found["name"]) >= SHARED:
                        yield Whole(total, parts, firm or certain, certain)
            for node in sentence:
                if node.addable and not node.figure.modifiers:
                    key = (node.label[-SHARED:], node.figure.base_unit)
                    named.setdefault(key, []).append((index, node))
            before = sentence


def _list(sentence: Sequence[Node]) -> tuple[Node, ...]:
    """The amounts of a sentence that are of the first one's unit."""
    unit = sentence[0].figure.base_unit
    kept = outside_inner(sentence)
    run = tuple(node for node in kept if node.addable and node.figure.base_unit == unit)
    return run if FEWEST <= len(run) <= MOST and sentence[0].figure.dimension in LASTING else ()


def _is_near(total: Node, parts: Sequence[Node]) -> bool:
    """Whether a list comes so near its total that it is all of it, if not without a slip."""
    labels = [part.label for part in parts]
    alike = all(factor(part.figure) == factor(total.figure) for part in parts)
    plain = not any(part.figure.modifiers for part in parts) and len(set(labels)) == len(labels)
    overlap = any(KIND_OF.search(label) or ACT.match(label) for label in labels)
    if not alike or not plain or overlap or "" in labels or is_loose(total, parts):
        return False
    return abs(value_of(total) - sum_of(parts)) <= NEAR * value_of(total)


def _is_item(total: Node, before: Sequence[Node]) -> bool:
    """Whether a total is itself an item of a list of the sentence before, which divides what is above it wholly."""
    alike = [node for node in before if node.addable and node.figure.base_unit == total.figure.base_unit]
    at = next((at for at, node in enumerate(alike) if node is total), None)
    beside = alike[max(0, (at or 0)) : (at or 0) + 2][1:] + (alike[at : at + 1] if at else [])
    return at is not None and any(_JOINED.match(node.gap) is not None for node in beside)


def _is_by_form(total: Node, parts: Sequence[Node]) -> bool:
    """Whether the numbers say that a list is all of its total: many items, or a gap that swapped digits leave."""
    gap = abs(value_of(total) - sum_of(parts))
    digits = sum(telling(node.figure) for node in (total, *parts))
    return len(parts) >= LONG or (digits >= DIGITS and not gap / total.figure.quantum % NINE)


def _is_all(total: Node, parts: Sequence[Node]) -> bool:
    """Whether a list is so near its total that nothing is left for what it does not name."""
    whole, gap = value_of(total), sum_of(parts) - value_of(total)
    near = -SHORT_BY * whole <= gap <= BEYOND_BY * whole
    return near and telling(total.figure) >= FEWEST and counts_alike(parts, total)
