"""FORMULA 算式: a sum that the text writes out comes to the value that it prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from gouji.checks import proposes
from gouji.checks.reading.quantities.equations import Equation, Term, Tree, equations
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Constant, Difference, Expression, Operand, Product, Ratio, Relation, Sum
from gouji.ledger.precision import NORM, factor

_HUNDRED, _HUNDREDTH = Decimal(100), Decimal("0.01")
_COUNTED = frozenset({"count", "score", "duration"})
_MEASURED = frozenset({"area", "length", "mass", "volume", "energy"})


@proposes("FORMULA", title="算式", severity="high", presumed=True)
def formulas(facts: Facts) -> Iterator[Relation]:
    """A sum that is written out with its result comes to that result.

    Formula: 算式的结果 = 算式右端（或左端）所列的数
    Example: （84.6 − 70.5）÷ 70.5 × 100% is 20%, so a printed 25% is contradicted.
    Undetermined: A term is an estimate, or the units on the two sides do not go together.
    Source: Prose and cells with 等号: amounts, rates, points; words between the numbers are names.
    """
    for equation in equations(facts):
        relation = _relation(equation)
        if relation is not None:
            yield relation


class _Side(NamedTuple):
    """An expression, whether it is in percent, and how many amounts of money it multiplies."""

    expression: Expression
    percent: bool
    money: int


def _relation(equation: Equation) -> Relation | None:
    value = equation.value
    side = _side(equation.tree)
    if side is None or not _fits(value):
        return None
    expression = side.expression
    percent, money = value.dimension in ("percent", "point"), value.dimension == "money"
    if percent != side.percent:
        expression = _times(expression, _HUNDRED) if percent else _times(expression, _HUNDREDTH, "%")
    if side.money != int(money):
        if side.money or percent or not money:
            return None
        # 80+20=100万元: the numbers are in the unit of the result.
        expression = Product(expression, Constant("单位", factor(value), value.unit))
    return Relation(Operand("result", "算式结果", value), expression)


def _side(tree: Tree) -> _Side | None:
    if isinstance(tree, Term):
        figure = tree.figure
        if not _fits(figure):
            return None
        rate = figure.dimension in ("percent", "point")
        return _Side(Operand("term", "", figure), rate, int(figure.dimension == "money"))
    left, right = _side(tree.left), _side(tree.right)
    if left is None or right is None:
        return None
    if tree.sign in "+-":
        return _added(left, right, minus=tree.sign == "-")
    return _multiplied(left, right) if tree.sign == "*" else _divided(left, right)


def _fits(figure: Figure) -> bool:
    """Whether a number can be reckoned with as it is printed: 120亩 is kept in other units."""
    if figure.dimension in _MEASURED:
        return factor(figure) == 1
    return figure.dimension in _COUNTED | {"money", "percent", "point"}


def _added(left: _Side, right: _Side, *, minus: bool) -> _Side | None:
    if left.money != right.money:
        return None
    percent = left.percent or right.percent
    first, second = (
        each.expression if each.percent == percent else _in_percent(each.expression) for each in (left, right)
    )
    if minus:
        return _Side(Difference(first, second), percent, left.money)
    terms = (*(first.terms if isinstance(first, Sum) else (first,)), second)
    return _Side(Sum(terms), percent, left.money)


def _in_percent(expression: Expression) -> Expression:
    """1 − 12%: the number is one whole, 100%."""
    figure = expression.figure if isinstance(expression, Operand) else None
    if figure is None or figure.value is None or "bare" not in figure.flags:
        return _times(expression, _HUNDRED)
    whole = replace(
        figure,
        value=figure.value * 100,
        quantum=figure.quantum * 100,
        dimension="percent",
        flags=figure.flags | {NORM},
    )
    return Operand("term", "", whole)


def _multiplied(left: _Side, right: _Side) -> _Side:
    money = left.money + right.money
    if _is_whole(right) and left.percent:
        return left  # ÷ … ×100%
    if _is_whole(right) or _is_bare_hundred(right):
        return (
            _Side(left.expression, True, money)
            if _is_ratio(left)
            else _Side(Product(left.expression, right.expression), left.percent != right.percent, money)
        )
    expression: Expression = Product(_exact(left.expression), _exact(right.expression))
    if left.percent and right.percent:
        expression = _times(expression, _HUNDREDTH, "%")
    return _Side(expression, left.percent or right.percent, money)


def _divided(left: _Side, right: _Side) -> _Side:
    expression: Expression = Ratio(left.expression, right.expression)
    if left.percent and not right.percent:
        return _Side(_times(expression, _HUNDREDTH, "%"), True, left.money - right.money)
    return _Side(expression, left.percent == right.percent, left.money - right.money)


def _is_ratio(side: _Side) -> bool:
    return side.percent and isinstance(side.expression, Ratio)


def _is_whole(side: _Side) -> bool:
    """Whether a factor is 100%."""
    return side.percent and _is_hundred(side)


def _is_bare_hundred(side: _Side) -> bool:
    operand = side.expression
    figure = operand.figure if isinstance(operand, Operand) else None
    return figure is not None and "bare" in figure.flags and _is_hundred(side)


def _is_hundred(side: _Side) -> bool:
    operand = side.expression
    figure = operand.figure if isinstance(operand, Operand) else None
    return figure is not None and figure.value == _HUNDRED


def _times(expression: Expression, number: Decimal, label: str = "") -> Expression:
    return Product(expression, Constant(label or "×", number))


def _exact(expression: Expression) -> Expression:
    """A factor is what the text reckons with, and not one that was rounded before."""
    if (
        isinstance(expression, Operand)
        and expression.figure is not None
        and expression.figure.dimension == "money"
    ):
        figure = replace(expression.figure, flags=expression.figure.flags | {NORM})
        return replace(expression, figure=figure)
    return expression
