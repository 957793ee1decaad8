"""GROUND-LEAK 示例混入: what an extraction says was copied from an example of the prompt."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gouji.checks import proposes
from gouji.errors import FigureError
from gouji.facts import Facts
from gouji.facts.wording import fold
from gouji.figures import find_figures, read_figure
from gouji.findings import Operand, Relation, Unprompted

_SHORTEST = 4
"""Shorter names stand anywhere by chance."""


@proposes("GROUND-LEAK", title="示例混入", severity="high")
def leaked(facts: Facts) -> Iterator[Relation]:
    """Nothing that has no place in the text stands in an example of the prompt.

    Formula: 原文中查无的抽取值 ∉ 提示词的示例
    Example: The prompt shows 河道清淤费 7.1 万元; the answer has 7.1 万元, the report prints no such amount.
    Undetermined: Never; without the prompt (``Facts.examples``) nothing is checked.
    Source: The typed extraction and the prompt that it was made with.
    """
    if not facts.examples:
        return
    shown = "\n".join(facts.examples)
    amounts = frozenset(figure.value for figure in find_figures(shown) if figure.dimension == "money")
    words = fold(shown)
    for label, claimed, held in (*_amounts(facts, amounts), *_names(facts, words)):
        stated = Operand("claimed", label or claimed, None)
        yield Relation(stated, predicate=Unprompted(claimed, not held), cause="model")


def _amounts(facts: Facts, shown: frozenset[Decimal | None]) -> Iterator[tuple[str, str, bool]]:
    """Amounts without a figure in the text: what they are for, as claimed, and whether an example has them."""
    for budget in facts.budgets:
        if budget.amount is None:
            claimed = f"{budget.number}{budget.unit}"
            value = _value(claimed)
            yield budget.item, claimed, value is not None and value in shown


def _names(facts: Facts, shown: str) -> Iterator[tuple[str, str, bool]]:
    """Activities and problems without a place in the text."""
    for label, name, status in (
        *(("活动", each.name, each.status) for each in facts.activities),
        *(("问题", each.summary, each.status) for each in facts.problems),
    ):
        if status == "not_found":
            folded = fold(name)
            yield label, name, len(folded) >= _SHORTEST and folded in shown


def _value(claimed: str) -> Decimal | None:
    try:
        return read_figure(claimed).value
    except FigureError:
        return None
