"""What a contradiction bears on 影响: a score, a grade, an execution rate, spending over the budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gouji.findings import Operand
from gouji.ledger.evaluation import Outcome, relation_operands

_BANDS = (Decimal(90), Decimal(80), Decimal(60))
"""Where the grades 优, 良, 中 and 差 part (R6)."""

_TOTALS = frozenset({"total", "score", "mention", "reference"})


def impact_of(outcome: Outcome) -> tuple[str, ...]:
    """What a contradiction changes, in the field's words; nothing where all agrees."""
    return tuple(_impacts(outcome)) if outcome.status == "contradicted" else ()


def _impacts(outcome: Outcome) -> Iterator[str]:
    operands = relation_operands(outcome.relation)
    roles = {operand.role for operand in operands}
    if any(_is_score(operand) for operand in operands):
        yield "自评得分"
        if _crosses_band(outcome):
            yield "评价等级"
    if "rate" in roles and not {"executed", "spent"}.isdisjoint(roles):
        yield "预算执行率"
    if "spent" in roles and {"budget", "opening"} & roles and "rate" not in roles:
        yield "超预算"
    if "closing" in roles or "balance" in roles:
        yield "结转结余"


def _is_score(operand: Operand) -> bool:
    return operand.figure is not None and operand.figure.dimension == "score"


def _crosses_band(outcome: Outcome) -> bool:
    """Whether a total of points lies in one band as printed and in another as computed."""
    if outcome.expected is None or outcome.found is None or outcome.relation.stated.role not in _TOTALS:
        return False
    printed, computed = outcome.found.low, outcome.expected.low
    return any((printed >= limit) != (computed >= limit) for limit in _BANDS if max(printed, computed) > 30)
