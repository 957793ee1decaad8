"""GROUND-VALUE 数值落地: an extracted value stands in the text."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks import proposes
from gouji.facts import Activity, Budget, Facts, Output
from gouji.findings import Grounded, Operand, Relation


@proposes("GROUND-VALUE", title="数值落地", severity="high", version=2)
def grounded(facts: Facts) -> Iterator[Relation]:
    """Every extracted amount and count equals a figure of the text, in value and unit.

    Formula: 抽取值 = 原文数据
    Example: A claimed 526.74 万元 is contradicted where the text prints 526.47 万元; the cause is the model.
    Undetermined: several places of the text have the value and the citation does not decide between them.
        Without an extraction nothing is checked: what grammar reads is a figure already.
    Source: The typed extraction, of a model or of another tool.
    """
    if not facts.extracted:
        return
    for budget in facts.budgets:
        yield _budget(budget)
    for activity in facts.activities:
        for output in activity.outputs:
            if output.value is not None:
                yield _output(activity, output)


def _budget(budget: Budget) -> Relation:
    operand = Operand("amount", budget.item, budget.amount)
    claimed = f"{budget.number}{budget.unit}"
    return Relation(operand, predicate=Grounded(claimed, _stands(budget)), cause="model")


def _stands(budget: Budget) -> bool | None:
    if budget.status == "ambiguous":
        return None
    if budget.status == "not_found" or budget.amount is None:
        return False
    # What the extraction says must be what the figure says: a status alone is a claim.
    return budget.yuan is None or budget.amount.value is None or budget.amount.value == budget.yuan


def _output(activity: Activity, output: Output) -> Relation:
    figure = output.figure
    operand = Operand("output", f"{activity.name}{output.measure}", figure)
    holds = figure is not None and figure.value in (None, output.value)
    claimed = f"{output.value}{output.unit}"
    return Relation(operand, predicate=Grounded(claimed, holds), cause="model", severity="medium")
