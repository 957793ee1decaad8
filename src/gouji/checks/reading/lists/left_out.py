"""Lists that leave one item to the words behind them: 其中市级60万元、福彩20万元足额到位；区级到位15万元."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.checks.reading.lists.listing import Listing
from gouji.checks.reading.lists.runs import same_kind
from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import sum_of, value_of
from gouji.ledger.precision import telling

SENTENCES = 2
"""How many sentences behind a list what it leaves out may stand."""

DIGITS = 3
"""How many digits must tell for what a list lacks to be no accident."""


def completed(readings: list[Listing], passage: Passage) -> list[Listing]:
    """The readings of a list with that of its items and the amount near it that is just what they lack.

    The amount is behind the total; a list that says of how many items it is lacks none.
    """
    first = readings[0]
    if sum_of(first.parts[:-1]) == value_of(first.parts[-1]) and len(first.parts) > DIGITS:
        # 甲5万元、乙3万元、丙2万元，以上三项10万元: what ends with its own subtotal need not be all.
        return [replace(first, parts=first.parts[:-1], open=True), *readings]
    lacking = value_of(first.total) - sum_of(first.parts)
    if lacking <= 0 or first.counted or first.beside or _closes(readings):
        return readings
    left = _left(passage.nodes, first)
    found = next((node for node in left if node.figure.value == lacking), None)
    if found is None:
        return readings
    return [Listing(first.total, (*first.parts, found), first.cue, first.open), *readings]


def _closes(readings: Sequence[Listing]) -> bool:
    return any(sum_of(reading.parts) == value_of(reading.total) for reading in readings)


def _left(nodes: Sequence[Node], listing: Listing) -> list[Node]:
    """The amounts behind the total of a list, near it, that are no items of it."""
    last, start = listing.parts[-1].sentence + SENTENCES, listing.total.figure.start
    taken = {id(part) for part in listing.parts}
    return [
        node
        for node in nodes
        if node.figure.start > start
        and node.sentence <= last
        and id(node) not in taken
        and not node.figure.modifiers
        and not node.figure.per
        and telling(node.figure) >= DIGITS
        and same_kind(node, listing.total)
    ]
