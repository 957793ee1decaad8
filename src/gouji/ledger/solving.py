"""What a figure of a relation would have to be for the relation to hold."""

from __future__ import annotations

from decimal import Decimal

from gouji.figures.figure import Figure
from gouji.findings import Constant, Difference, Expression, Operand, Product, Ratio, Relation, Sum
from gouji.ledger.clusters import Place
from gouji.ledger.evaluation import compute
from gouji.ledger.interval import HUNDRED


def _substitute(expression: Expression, place: Place, figure: Figure) -> Expression:
    if isinstance(expression, Operand):
        old = expression.figure
        if old is None or old.start != place[0] or old.end != place[1]:
            return expression
        return Operand(expression.role, expression.label, figure, expression.quote)
    if isinstance(expression, Sum):
        return Sum(tuple([_substitute(term, place, figure) for term in expression.terms]))
    if isinstance(expression, Ratio):
        part, whole = expression.part, expression.whole
        return Ratio(_substitute(part, place, figure), _substitute(whole, place, figure))
    if isinstance(expression, Difference | Product):
        left, right = expression.left, expression.right
        return type(expression)(_substitute(left, place, figure), _substitute(right, place, figure))
    return expression


def edited(relation: Relation, place: Place, figure: Figure) -> Relation:
    """A relation with another figure at a place."""
    stated = _substitute(relation.stated, place, figure)
    if relation.expected is None or not isinstance(stated, Operand):
        return relation
    expected = _substitute(relation.expected, place, figure)
    return Relation(
        stated, expected, open_list=relation.open_list, bound=relation.bound, tolerance=relation.tolerance
    )


def _holds(expression: Expression, place: Place) -> bool:
    match expression:
        case Operand():
            return expression.place == place
        case Sum(terms):
            return any(_holds(term, place) for term in terms)
        case Difference(left, right) | Product(left, right) | Ratio(left, right):
            return _holds(left, place) or _holds(right, place)
    return False


def _linear(expression: Expression, place: Place) -> tuple[Decimal, Decimal] | None:
    """What an expression is of the figure at *place*: a constant, and so many times the figure."""
    match expression:
        case Operand() if expression.place == place:
            return Decimal(0), Decimal(1)
        case Operand() | Constant():
            value = compute(expression)
            return (value, Decimal(0)) if value is not None else None
        case Sum(terms):
            found = [linear for term in terms if (linear := _linear(term, place)) is not None]
            whole = sum((each[0] for each in found), Decimal(0)), sum((each[1] for each in found), Decimal(0))
            return whole if len(found) == len(terms) else None
        case Difference(left, right):
            first, second = _linear(left, place), _linear(right, place)
            if first is None or second is None:
                return None
            return first[0] - second[0], first[1] - second[1]
    return None


def _solve_twice(part: Expression, whole: Expression, place: Place, wanted: Decimal) -> Decimal | None:
    """The figure that stands above and below the line of a quotient: last year's, in a rate of growth."""
    above, below = _linear(part, place), _linear(whole, place)
    if above is None or below is None:
        return None
    slope = HUNDRED * above[1] - wanted * below[1]
    return (wanted * below[0] - HUNDRED * above[0]) / slope if slope else None


def _solve(expression: Expression, place: Place, wanted: Decimal) -> Decimal | None:
    """The value that the figure at *place* would need for the expression to come to *wanted*."""
    match expression:
        case Operand():
            return wanted
        case Sum(terms):
            term = next(term for term in terms if _holds(term, place))
            value, whole = compute(term), compute(expression)
            return (
                _solve(term, place, wanted - whole + value)
                if value is not None and whole is not None
                else None
            )
        case Difference(left, right):
            first, second = compute(left), compute(right)
            if first is None or second is None:
                return None
            in_left = _holds(left, place)
            return _solve(left, place, wanted + second) if in_left else _solve(right, place, first - wanted)
        case Product(left, right):
            inner, other = (left, compute(right)) if _holds(left, place) else (right, compute(left))
            return _solve(inner, place, wanted / other) if other else None
        case Ratio(part, whole):
            first, second = compute(part), compute(whole)
            if _holds(part, place) and _holds(whole, place):
                return _solve_twice(part, whole, place, wanted)
            if _holds(part, place):
                return _solve(part, place, wanted * second / HUNDRED) if second is not None else None
            return _solve(whole, place, first * HUNDRED / wanted) if first is not None and wanted else None
    return None


def target(relation: Relation, place: Place) -> Decimal | None:
    """The value that the figure at a place would need for the relation to hold; ``None`` where there is none."""
    stated = relation.stated.figure
    if relation.expected is None or stated is None or stated.value is None:
        return None
    if (stated.start, stated.end) == place:
        return compute(relation.expected)
    # A figure that only stands beside the relation mends nothing.
    return _solve(relation.expected, place, stated.value) if _holds(relation.expected, place) else None
