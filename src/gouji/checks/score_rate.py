"""SCORE-RATE 执行率得分: the points for the execution rate follow from the rate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from gouji.checks import proposes
from gouji.checks.reading.forms.form import Form, Money, figure_of, forms
from gouji.checks.reading.text.scale import has_step_rule
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Constant, Expression, Operand, Product, Ratio, Relation
from gouji.profiles import Profile

_HUNDREDTH = Decimal("0.01")
_HUNDRED = Decimal(100)


@proposes("SCORE-RATE", title="执行率得分", severity="high")
def rate_scores(facts: Facts) -> Iterator[Relation]:
    """The score of the execution rate is the rate times the weight, at most the weight.

    Formula: 得分 = 分值 × 执行率, capped; by the printed rate, or by 全年执行数 ÷ 全年预算数
    Example: A rate of 97.03% and 10 points: 9.70; 9.07 is contradicted.
    Undetermined: The report tells a rule of its own by steps; an integer score less than a point away, among others
        with decimals.
        Full marks from 95% up are common practice: low.
    Source: Rule R2. Profile: ``execution`` (steps, tolerance, lenient_from).
    """
    if has_step_rule(facts):
        return
    for form in forms(facts):
        row = form.execution
        if row is not None:
            yield from _relation(row, _finest(form), facts.profile)


def _finest(form: Form) -> Decimal:
    """The finest unit in which a form prints scores: 10 among 9.5 and 14.8 is no rounded 9.7."""
    figures = [figure_of(entry.score) for entry in form.entries]
    return min((figure.quantum for figure in figures if figure is not None), default=Decimal(1))


def _relation(row: Money, finest: Decimal, profile: Profile) -> Iterator[Relation]:
    weight, score = row.figure("weight"), row.figure("score")
    if weight is None or score is None or weight.value is None or score.value is None:
        return
    if weight.dimension != "score" or score.dimension != "score" or score.value > weight.value:
        return  # SCORE-CAP says so
    stated = Operand("score", f"{row.label}执行率（得分）", score)
    worth = Operand("weight", f"{row.label}执行率（分值）", weight)
    tolerance = max(profile.tolerance, min(score.quantum, finest) / 2)
    readings = [Relation(stated, each, tolerance=tolerance) for each in _expected(row, worth, profile)]
    if readings:
        first = replace(readings[0], readings=tuple(readings[1:]))
        yield _graded(first, row, score, weight, profile)


def _expected(row: Money, worth: Operand, profile: Profile) -> Iterator[Expression]:
    """The points by the printed rate, by the rate that the amounts make, and the cap above 100 %."""
    printed, executed, budget = row.figure("rate"), row.figure("executed"), row.figure("budget")
    if printed is not None and printed.dimension == "percent":
        yield from _points(Operand("rate", f"{row.label}执行率", printed), printed.value, worth, profile)
    if executed is not None and budget is not None and budget.value and executed.value is not None:
        ratio = Ratio(Operand("executed", "全年执行数", executed), Operand("budget", "全年预算数", budget))
        yield from _points(ratio, executed.value * 100 / budget.value, worth, profile)


def _points(
    rate: Expression, value: Decimal | None, worth: Operand, profile: Profile
) -> Iterator[Expression]:
    if value is None:
        return
    share = next((step.share for step in profile.steps if value >= step.start), None)
    if share is not None:
        yield Product(worth, Constant("分档比例", share / _HUNDRED))
    elif value >= _HUNDRED:
        yield worth
    else:
        yield Product(Product(worth, rate), Constant("%", _HUNDREDTH))


def _graded(relation: Relation, row: Money, score: Figure, weight: Figure, profile: Profile) -> Relation:
    """Less grave where practice is lenient, open where a score without decimals is near."""
    rate = row.figure("rate")
    value = rate.value if rate is not None else None
    if (
        not profile.steps
        and score.value == weight.value
        and value is not None
        and value >= profile.lenient_from
    ):
        return _all(relation, severity="low")
    if value is None or score.value is None or weight.value is None:
        return relation
    near = score.decimals == 0 and abs(score.value - weight.value * value / _HUNDRED) < 1
    return _all(relation, open_list=True) if near and not profile.steps else relation


def _all(relation: Relation, **changes: object) -> Relation:
    readings = tuple(replace(each, **changes) for each in relation.readings)  # type: ignore[arg-type]
    return replace(relation, readings=readings, **changes)  # type: ignore[arg-type]
