"""Lists that do not claim to be complete, and yet may be: their numbers say whether one slip is all that they lack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.checks.reading.lists.listing import Listing
from gouji.checks.reading.lists.listings import listings
from gouji.checks.reading.lists.wholeness import likely_whole, may_be_whole
from gouji.checks.reading.text.nodes import Node
from gouji.facts import Facts
from gouji.ledger.precision import telling

FEWEST = 3
"""How many parts 以上 sums up."""

LONG = 6
"""How many digits must tell for an amount to be met by nothing but itself."""

EXACT = 5
"""How many of them one of its parts must have."""


def tried(facts: Facts) -> Iterator[tuple[Listing, bool]]:
    """The open lists that may be all of their whole, each with whether its form binds it to that.

    Two amounts that leave much unsaid are both of its parts and one slip, or examples; of amounts with many
    digits a list that leaves something out hardly lacks just what one slip makes.
    """
    for readings in listings(facts):
        first = readings[0]
        dimension = first.total.figure.dimension
        if len(readings) == 1 and first.leaves_much and dimension == "money":
            yield first, False
        elif first.open and first.cue == "以上" and len(first.parts) >= FEWEST:
            yield first, True
        elif first.open and dimension == "count":
            if may_be_whole(first.total, first.parts):
                yield first, likely_whole(first.total, first.parts)
        elif first.open and dimension == "money" and _is_exact(first.total, first.parts):
            yield first, False


def _is_exact(total: Node, parts: Sequence[Node]) -> bool:
    """Whether amounts print so many digits that they meet by no accident."""
    return telling(total.figure) >= LONG and max(telling(part.figure) for part in parts) >= EXACT
