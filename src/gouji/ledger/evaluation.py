"""Relation in, verdict out: the expression is computed in intervals, in two tiers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from gouji.figures.figure import Figure, Interval
from gouji.findings import Constant, Difference, Expression, Operand, Product, Ratio, Relation, Status, Sum
from gouji.ledger.interval import HUNDRED, multiply, percent, point, subtract, total
from gouji.ledger.precision import Precision

Reason = Literal["", "missing", "modifier", "zero", "unit", "open_list", "ambiguous", "blocked", "far"]

Reading = Callable[[Figure], Interval | None]

_KEPT = "_computed_operands"
"""Where a relation keeps its operands once they were asked for: it does not change."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a relation; the intervals are in the base unit of its stated operand.

    ``computed`` is the value of the expression with every figure as printed. ``fits`` names the
    alternatives that would explain a contradiction.
    """

    relation: Relation
    status: Status
    reason: Reason = ""
    expected: Interval | None = None
    found: Interval | None = None
    computed: Decimal | None = None
    fits: tuple[str, ...] = ()

    @property
    def difference(self) -> Decimal | None:
        """How far apart the stated and the computed value are."""
        figure = self.relation.stated.figure
        if self.computed is None or figure is None or figure.value is None:
            return None
        return abs(self.computed - figure.value)


def restored(outcome: Outcome) -> bool:
    """Whether a relation holds but for the rounding of its addends: what a repair has to reach."""
    relation = outcome.relation
    if outcome.status == "tail" and relation.expected is not None:
        return within_rounding(relation.stated, relation.expected)
    return outcome.status == "confirmed"


def operands(expression: Expression) -> tuple[Operand, ...]:
    """The operands of an expression, from left to right."""
    found: list[Operand] = []
    _gather(expression, found)
    return tuple(found)


def _gather(expression: Expression, found: list[Operand]) -> None:
    if isinstance(expression, Operand):
        found.append(expression)
    elif isinstance(expression, Sum):
        for term in expression.terms:
            _gather(term, found)
    elif not isinstance(expression, Constant):
        left, right = _sides(expression)
        _gather(left, found)
        _gather(right, found)


def relation_operands(relation: Relation) -> tuple[Operand, ...]:
    """The stated operand, those of the expression, and those beside it."""
    computed = computed_operands(relation)
    return (*computed, *relation.beside) if relation.beside else computed


def computed_operands(relation: Relation) -> tuple[Operand, ...]:
    """The stated operand and those of the expression: what the arithmetic is made of."""
    known: tuple[Operand, ...] | None = vars(relation).get(_KEPT)
    if known is None:
        expected = relation.expected
        known = (relation.stated, *operands(expected)) if expected is not None else (relation.stated,)
        vars(relation)[_KEPT] = known
    return known


def evaluate(relation: Relation, precision: Precision) -> Outcome:
    """Judge a relation that has an expression; of its readings the first that holds is taken."""
    first = _judge(relation, precision)
    if first.status == "confirmed" or not relation.readings:
        return first
    readings = [first, *(_judge(reading, precision) for reading in relation.readings)]
    for status in ("confirmed", "tail"):
        for outcome in readings:
            if outcome.status == status:
                return outcome
    return first


def glance(relation: Relation, place: tuple[int, int], edited: Figure) -> Status | None:
    """What a relation is at a glance, with another figure at a place: closed to the digit, or out by more
    than rounding can be.

    ``None`` where the intervals have to be looked at. Only for relations that can be decided.
    """
    expected = relation.expected
    if relation.bound or relation.readings or expected is None:
        return None
    stated = _linear(relation.stated, place, edited)
    if isinstance(expected, Ratio):
        return _far(_quotient(expected, place, edited), stated, relation)
    computed = _linear(expected, place, edited)
    if computed is None or stated is None:
        return None
    return "confirmed" if computed[0] == stated[0] else _far(computed, stated, relation)


def _far(
    computed: tuple[Decimal, Decimal] | None, stated: tuple[Decimal, Decimal] | None, relation: Relation
) -> Status | None:
    """Contradicted, where two values are further apart than they can be rounded."""
    if computed is None or stated is None or relation.open_list:
        return None
    reach = relation.tolerance + stated[1] + computed[1]
    return "contradicted" if abs(computed[0] - stated[0]) > reach else None


def _quotient(ratio: Ratio, place: tuple[int, int], edited: Figure) -> tuple[Decimal, Decimal] | None:
    """A quotient in percent with another figure at a place, and more than rounding can make of it."""
    part, whole = _linear(ratio.part, place, edited), _linear(ratio.whole, place, edited)
    if part is None or whole is None or whole[0] <= 2 * whole[1]:
        return None
    value = HUNDRED * part[0] / whole[0]
    # Half the divisor at least is left: what rounding adds to either side is at most doubled by it.
    return value, 2 * (HUNDRED * part[1] + abs(value) * whole[1]) / whole[0]


def _linear(expression: Expression, place: tuple[int, int], edited: Figure) -> tuple[Decimal, Decimal] | None:
    """The value of sums and differences with another figure at a place, and the quanta of their figures."""
    if isinstance(expression, Operand):
        figure = expression.figure
        if figure is not None and figure.start == place[0] and figure.end == place[1]:
            figure = edited
        return (figure.value, figure.quantum) if figure is not None and figure.value is not None else None
    if isinstance(expression, Sum):
        value = reach = Decimal(0)
        for term in expression.terms:
            found = _linear(term, place, edited)
            if found is None:
                return None
            value, reach = value + found[0], reach + found[1]
        return value, reach
    if not isinstance(expression, Difference):
        return None
    left, right = _linear(expression.left, place, edited), _linear(expression.right, place, edited)
    if left is None or right is None:
        return None
    return left[0] - right[0], left[1] + right[1]


def _judge(relation: Relation, precision: Precision) -> Outcome:
    whole = computed_operands(relation)
    reason = _undecidable(relation, whole, precision)
    if reason or relation.expected is None:
        return Outcome(relation, "undetermined", reason or "missing")
    computed = compute(relation.expected)
    expected, found, status = _compare(relation, relation.expected, whole, precision)
    if expected is None or found is None or computed is None:
        return Outcome(relation, "undetermined", "zero")
    if status == "contradicted" and relation.open_list:
        return Outcome(relation, "undetermined", "open_list", expected, found, computed)
    fits = _fitting(relation, precision) if status == "contradicted" else ()
    return Outcome(relation, status, "", expected, found, computed, fits)


def _undecidable(relation: Relation, whole: Sequence[Operand], precision: Precision) -> Reason:
    for operand in whole:
        if operand.figure is None or operand.figure.value is None:
            return "missing"
        if precision.printed(operand.figure) is None:
            return "modifier"
    return "" if relation.expected is None or _same_unit(relation.stated, relation.expected) else "unit"


_ALIKE = {"名": "人", "位": "人", "台": "台套", "套": "台套", "百分点": "%"}
"""Measure words that count the same things; the difference of two percentages is in 百分点."""


def _same_unit(stated: Operand, expected: Expression) -> bool:
    """Whether the terms of a sum are counted in the unit of what they are compared with."""
    figures = [operand.figure for operand in _addends(expected) if operand.figure is not None]
    if isinstance(expected, Operand | Sum | Difference) and stated.figure is not None:
        figures.append(stated.figure)
    if isinstance(expected, Operand) and all(figure.dimension == "count" for figure in figures):
        # 人数 is held against 人次, and a bare 231万 of a table against 200多万次: the check knows why.
        return True
    return len({_ALIKE.get(figure.base_unit, figure.base_unit) for figure in figures}) <= 1


def _addends(expression: Expression) -> Iterator[Operand]:
    match expression:
        case Operand():
            yield expression
        case Sum(terms):
            for term in terms:
                yield from _addends(term)
        case Difference(left, right) | Ratio(left, right):
            yield from _addends(left)
            yield from _addends(right)
        case Product() | Constant():
            pass


def _compare(
    relation: Relation, expected: Expression, whole: Sequence[Operand], precision: Precision
) -> tuple[Interval | None, Interval | None, Status]:
    finest: dict[str, int] = {}
    for operand in whole:
        figure = operand.figure
        if figure is not None and figure.decimals >= finest.get(figure.unit, 0):
            finest[figure.unit] = figure.decimals

    def strict(figure: Figure) -> Interval | None:
        return precision.strict(figure, finest[figure.unit])

    left = interval(expected, strict)
    right = strict(relation.stated.figure) if relation.stated.figure is not None else None
    if left is None or right is None:
        return None, None, "undetermined"
    if relation.tolerance:
        left = Interval(left.low - relation.tolerance, left.high + relation.tolerance)
    if left.meets(right) or (relation.bound and right.low <= left.high):
        return left, right, "confirmed"
    loose, stated = interval(expected, precision.printed), interval(relation.stated, precision.printed)
    near = loose is not None and stated is not None and loose.meets(stated)
    status: Status = "tail" if near or within_rounding(relation.stated, expected) else "contradicted"
    return left, right, status


def within_rounding(stated: Operand, expected: Expression) -> bool:
    """Whether the gap of a sum of money is at most one finest printed unit for each addend."""
    figures = [operand.figure for operand in (stated, *operands(expected)) if operand.figure is not None]
    if any(figure.dimension != "money" for figure in figures) or not isinstance(
        expected, Operand | Sum | Difference
    ):
        return False
    computed = compute(expected)
    if computed is None or stated.figure is None or stated.figure.value is None:
        return False
    finest = min(figure.quantum for figure in figures)
    return abs(computed - stated.figure.value) <= finest * (len(figures) - 1)


def _fitting(relation: Relation, precision: Precision) -> tuple[str, ...]:
    fits = []
    for name, expression in relation.alternatives:
        whole = (relation.stated, *operands(expression))
        _, _, status = _compare(relation, expression, whole, precision)
        if status in ("confirmed", "tail"):
            fits.append(name)
    return tuple(fits)


def interval(expression: Expression, read: Reading) -> Interval | None:
    """What an expression can come to; ``None`` where an operand is missing or a divisor can be zero."""
    if isinstance(expression, Operand):
        return read(expression.figure) if expression.figure is not None else None
    if isinstance(expression, Constant):
        return point(expression.value)
    if isinstance(expression, Sum):
        return total(interval(term, read) for term in expression.terms)
    left, right = _sides(expression)
    first, second = interval(left, read), interval(right, read)
    if first is None or second is None:
        return None
    if isinstance(expression, Difference):
        return subtract(first, second)
    return multiply(first, second) if isinstance(expression, Product) else percent(first, second)


def _sides(expression: Difference | Product | Ratio) -> tuple[Expression, Expression]:
    if isinstance(expression, Ratio):
        return expression.part, expression.whole
    return expression.left, expression.right


def compute(expression: Expression) -> Decimal | None:
    """The value of an expression with every figure as printed; ``None`` where it has none."""
    if isinstance(expression, Operand):
        return expression.figure.value if expression.figure is not None else None
    if isinstance(expression, Constant):
        return expression.value
    if isinstance(expression, Sum):
        return _sum(expression.terms)
    left, right = _sides(expression)
    first, second = compute(left), compute(right)
    if first is None or second is None:
        return None
    if isinstance(expression, Difference):
        return first - second
    if isinstance(expression, Product):
        return first * second
    return HUNDRED * first / second if second else None


def _sum(terms: tuple[Expression, ...]) -> Decimal | None:
    whole = Decimal(0)
    for term in terms:
        value = compute(term)
        if value is None:
            return None
        whole += value
    return whole
