"""Lists whose items are a sentence each, taken apart in it: 其中，甲类80万元，包括…。乙类30万元，包括…."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gouji.checks.reading.lists.listing import Listing
from gouji.checks.reading.lists.runs import same_kind
from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import sum_of

_INNER = re.compile(r"其中|包括|包含|具体[是为]")


def over_stops(readings: list[Listing], passage: Passage) -> list[Listing]:
    """The readings of a list with that of the first amounts of its sentences; open where these go on and do not close."""
    first = readings[0]
    if first.total.sentence == first.parts[0].sentence and first.total in passage.nodes:
        return readings
    heads = _heads(first.total, first.parts[0], passage.sentences())
    if not heads:
        return readings
    made = sum_of(heads)
    if made == first.total.figure.value:
        return [Listing(first.total, heads, first.cue, False), *readings]
    # What goes on over the full stop is not all in the first sentence.
    return [replace(reading, open=True) for reading in readings]


def _heads(total: Node, first: Node, sentences: Sequence[Sequence[Node]]) -> tuple[Node, ...]:
    """The items of a list whose items are a sentence each, taken apart in it: the first amount of each sentence.

    Nothing where the next sentence is not made like the one that the list begins with.
    """
    heads: list[Node] = []
    for sentence in sentences:
        if sentence[0].sentence < first.sentence:
            continue
        head = next((node for node in sentence if node.addable and same_kind(total, node)), None)
        inner = any(_INNER.search(node.gap) for node in sentence[1:])
        if head is None or not inner or (heads and head.label != heads[0].label):
            break
        heads.append(head)
    return tuple(heads) if len(heads) > 1 and heads[0] is first and bool(first.label) else ()
