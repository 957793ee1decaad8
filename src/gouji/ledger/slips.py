"""Slips of the pen: which one would make a relation hold, and whether it is believed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gouji.figures.figure import Figure, Interval
from gouji.findings import Difference, Expression, Operand, Relation, Sum
from gouji.ledger.clusters import Place
from gouji.ledger.edits import ADDED, CHANGED, CROSSED, DROPPED, SHIFTED, SWAPPED, UNIT, Edit, edits
from gouji.ledger.evaluation import Outcome, computed_operands, evaluate
from gouji.ledger.precision import Precision, telling
from gouji.ledger.repairs import SLACK
from gouji.ledger.solving import edited, target

DIGITS: dict[int, int] = {SWAPPED: 3, CHANGED: 4, UNIT: 3, CROSSED: 4, SHIFTED: 3, DROPPED: 5, ADDED: 5}
"""The kinds of slips that are believed, and how many digits a number must print for one not to be chance."""

FEWER: dict[int, int] = {SWAPPED: 2, CHANGED: 2, UNIT: 2, CROSSED: 3, SHIFTED: 3, DROPPED: 3, ADDED: 4}
"""The same where the form of the text binds the figures to each other."""

_GAPS = (1, 9, 99, 999, 9999)
"""What a changed digit, two neighbours swapped, and two that are further apart leave, times one digit."""

ITEMS = 3
"""How many items, and digits of their total, tell that one item in another unit is a slip."""


def is_slip(outcome: Outcome, precision: Precision, safe: frozenset[Place] = frozenset()) -> bool:
    """Whether one slip of the pen is all that keeps a relation from holding, in a figure that nothing else confirms."""
    if outcome.status != "contradicted" or not _may_be(outcome):
        return False
    return any(True for _ in _slips(outcome.relation, precision, safe))


def slips_of_any_kind(relation: Relation, precision: Precision) -> bool:
    """Whether any one slip, however little it is believed, would make a relation hold."""
    return any(
        evaluate(edited(relation, place, edit.figure), precision).status in ("confirmed", "tail")
        for place, figure, wanted in _wanted(relation)
        for edit in edits(figure, _about(figure, wanted, rough=True))
    )


def _slips(relation: Relation, precision: Precision, safe: frozenset[Place]) -> Iterator[Edit]:
    for place, figure, wanted in _wanted(relation):
        for edit in edits(figure, _about(figure, wanted)) if place not in safe else ():
            if _believed(edit, figure, relation) and _restores(
                evaluate(edited(relation, place, edit.figure), precision)
            ):
                yield edit


def _wanted(relation: Relation) -> Iterator[tuple[Place, Figure, Decimal]]:
    """Every figure of a relation with the value that would make it hold."""
    for operand in computed_operands(relation):
        if operand.figure is not None and operand.place is not None:
            wanted = target(relation, operand.place)
            if wanted is not None:
                yield operand.place, operand.figure, wanted


def _about(figure: Figure, wanted: Decimal, *, rough: bool = False) -> Interval:
    slack = max(figure.quantum / 2, abs(wanted) * SLACK if rough else Decimal(0))
    return Interval(wanted - slack, wanted + slack)


def _believed(edit: Edit, figure: Figure, relation: Relation) -> bool:
    # Which two amounts a difference lies between is tried: one of many is near by chance.
    if relation.firm:
        return telling(figure) >= FEWER.get(edit.cost, 99) or (edit.cost == UNIT and _is_list(relation))
    tried = isinstance(relation.expected, Difference) and edit.cost == CHANGED
    return telling(figure) >= DIGITS.get(edit.cost, 99) + tried


def _is_list(relation: Relation) -> bool:
    """Whether a relation takes a total apart that tells by its digits which unit closes it, however round an item is."""
    stated = relation.stated.figure
    return (
        isinstance(relation.expected, Sum)
        and len(relation.expected.terms) >= ITEMS
        and stated is not None
        and telling(stated) >= ITEMS
    )


def _restores(outcome: Outcome) -> bool:
    return outcome.difference == 0 if adds(outcome.relation.expected) else outcome.status == "confirmed"


def adds(expression: Expression | None) -> bool:
    """Whether an expression only adds and subtracts."""
    return isinstance(expression, Operand | Sum | Difference)


def _may_be(outcome: Outcome) -> bool:
    """Whether the gap of a sum is what a changed or swapped digit leaves: cheap, and it rules out nearly all."""
    gap = outcome.difference
    if gap is None or not adds(outcome.relation.expected):
        return gap is not None
    units = {operand.figure.unit for operand in computed_operands(outcome.relation) if operand.figure}
    if len(units) > 1:
        return True
    left = gap.normalize().as_tuple().digits
    number = int("".join(map(str, left)))
    return any(number % each == 0 and number <= 9 * each for each in _GAPS) or _is_whole_unit(outcome)


def _is_whole_unit(outcome: Outcome) -> bool:
    """Whether a sum is out by orders of magnitude: 万元 printed for 元."""
    figure = outcome.relation.stated.figure
    if figure is None or not figure.value or not outcome.computed:
        return False
    factor = abs(outcome.computed / figure.value)
    return factor >= Decimal(100) or factor <= Decimal("0.01")
