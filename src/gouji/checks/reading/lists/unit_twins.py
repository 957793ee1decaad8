"""Items of a list in the wrong unit whose number the report prints once more in the right one: 404,812.00万元, 元."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from gouji.checks.reading.lists.listing import Listing
from gouji.checks.reading.text.nodes import Node
from gouji.checks.reading.text.once import once
from gouji.checks.reading.text.quantities import value_of
from gouji.facts import Facts
from gouji.findings import Operand, Relation, Sum
from gouji.ledger.precision import factor, telling

FEWEST = 3
"""How many items a list has at least for the one in another unit to be a slip."""

DIGITS = 4
"""How many digits must tell for a number to be the same one in another unit."""

FAR = 20
"""How many times the total, or the largest other item, what stands in the wrong unit is at least."""

Printed = frozenset[tuple[str, Decimal | None]]
"""Units and values of all amounts of a report."""


@once
def printed(facts: Facts) -> Printed:
    """Every amount of money of a report, by its unit and its value in 元."""
    return frozenset(
        (figure.unit, figure.value)
        for figure in facts.figures
        if figure.dimension == "money" and not figure.modifiers and telling(figure) >= DIGITS
    )


def beyond(listing: Listing) -> Node | None:
    """The one item in a larger unit than all others and the total, that is far more than this: no part of it can be."""
    odd = slipped(listing, None)
    return odd if odd is not None and factor(odd.figure) > factor(listing.total.figure) else None


def slipped(listing: Listing, amounts: Collection[tuple[str, Decimal | None]] | None) -> Node | None:
    """The one item that is not in the unit of all others and of the total, and stands elsewhere in theirs.

    Args:
        listing: A list and its total.
        amounts: What the report prints; ``None`` where it need not stand elsewhere.
    """
    total = listing.total.figure
    odd = [part for part in listing.parts if part.figure.unit != total.unit]
    if total.dimension != "money" or len(odd) != 1 or len(listing.parts) < FEWEST:
        return None
    figure = odd[0].figure
    value, whole = figure.value or Decimal(0), total.value or Decimal(0)
    most = max(value_of(part) for part in listing.parts if part is not odd[0])
    meant = value * factor(total) / factor(figure)
    far = value > FAR * whole if factor(figure) > factor(total) else FAR * value < most and FAR * meant > most
    said = amounts is None or (total.unit, meant) in amounts
    return odd[0] if far and meant <= whole and said else None


def put_right(relation: Relation, listing: Listing, odd: Node) -> Relation | None:
    """The sum of a list with one item read in the unit of its total; ``None`` where that closes it anyway."""
    rate = factor(listing.total.figure) / factor(odd.figure)
    values = [(value_of(part)) * (rate if part is odd else 1) for part in listing.parts]
    if sum(values, Decimal(0)) == listing.total.figure.value or not isinstance(relation.expected, Sum):
        return None
    unit = listing.total.figure.unit
    # 404,812.00万元 is taken for 404,812.00元.
    meant = replace(
        odd.figure,
        unit=unit,
        value=(value_of(odd)) * rate,
        quantum=odd.figure.quantum * rate,
    )
    terms = tuple(
        Operand("part", part.label, meant if part is odd else part.figure) for part in listing.parts
    )
    return replace(
        relation,
        expected=Sum(terms),
        readings=(),
        open_list=False,
        tentative=relation.open_list,
        firm=True,
        note_zh=f"“{odd.figure.text}”按他处所印的{unit}计。",
        note_en=f'"{odd.figure.text}" is taken for an amount in {unit}, as printed elsewhere.',
    )
