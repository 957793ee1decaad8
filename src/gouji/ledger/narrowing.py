"""Lists read too widely: a sum that closes without an item or two was never of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from gouji.findings import Expression, Operand, Sum
from gouji.ledger.evaluation import Outcome, compute, computed_operands, evaluate
from gouji.ledger.precision import Precision, telling

DROPPED = 2
"""How many items may be too many."""

FEWEST = 2
"""How many must be left."""

MOST = 20
"""The items of a list up to which this is tried."""

DIGITS = 4
"""How many digits of the total must tell, so that the rest does not close by accident."""


def narrowed(outcome: Outcome, precision: Precision) -> Outcome:
    """The outcome of the items that do make the total, where those of prose name an item too many.

    调整前 beside 调整后, 其中 within an item, an amount of another list: a clerk who adds up leaves them
    out. An item that stands twice is none of these, it is an error; so is anything in a table.
    """
    total, expected = outcome.relation.stated.figure, outcome.relation.expected
    if outcome.status != "contradicted" or not isinstance(expected, Sum) or total is None:
        return outcome
    if outcome.relation.firm:
        # The words say how many items there are.
        return outcome
    if telling(total) < DIGITS or len(expected.terms) > MOST or _is_tabular(outcome):
        return outcome
    for terms in _without(expected, outcome.difference or Decimal(0), total.value or Decimal(0)):
        closing = evaluate(replace(outcome.relation, expected=Sum(terms), readings=()), precision)
        if closing.difference == 0:
            return closing
    return outcome


def _is_tabular(outcome: Outcome) -> bool:
    whole = computed_operands(outcome.relation)
    return all(operand.figure is not None and "in_table" in operand.figure.flags for operand in whole)


def _without(expected: Sum, gap: Decimal, total: Decimal) -> Iterator[tuple[Expression, ...]]:
    """The terms without one or two of them that are worth just what is too much."""
    nothing = Decimal(0)
    values = [compute(term) for term in expected.terms]
    if sum([value for value in values if value is not None], nothing) <= total:
        return
    for count in range(1, DROPPED + 1):
        for dropped in combinations(range(len(values)), count):
            if len(values) - count < FEWEST or sum([values[at] or nothing for at in dropped], nothing) != gap:
                continue
            if not any(_has_twin(expected, at) for at in dropped):
                yield tuple(term for at, term in enumerate(expected.terms) if at not in dropped)


def _has_twin(expected: Sum, at: int) -> bool:
    """Whether the same item stands in the list once more."""
    own = expected.terms[at]
    return any(
        isinstance(own, Operand) and isinstance(other, Operand) and other is not own and _is_same(own, other)
        for other in expected.terms
    )


def _is_same(own: Operand, other: Operand) -> bool:
    return own.figure is not None and other.figure is not None and own.figure.value == other.figure.value
