"""What a contradiction bears on 影响: a score, a grade, an execution rate, spending over the budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gouji.findings import Finding, Operand

_BANDS = (Decimal(90), Decimal(80), Decimal(60))
"""Where the grades 优, 良, 中 and 差 part (R6)."""

_TOTALS = frozenset({"total", "score", "mention", "reference"})


def impact_of(finding: Finding) -> tuple[str, ...]:
    """What a contradicted finding changes, in the field's words; nothing where all agrees."""
    return tuple(_impacts(finding)) if finding.status == "contradicted" else ()


def _impacts(finding: Finding) -> Iterator[str]:
    roles = {operand.role for operand in finding.operands}
    if any(_is_score(operand) for operand in finding.operands):
        yield "自评得分"
        if _crosses_band(finding):
            yield "评价等级"
    if "rate" in roles and not {"executed", "spent"}.isdisjoint(roles):
        yield "预算执行率"
    if "spent" in roles and {"budget", "opening"} & roles and "rate" not in roles:
        yield "超预算"
    if "closing" in roles or "balance" in roles:
        yield "结转结余"


def _is_score(operand: Operand) -> bool:
    return operand.figure is not None and operand.figure.dimension == "score"


def _crosses_band(finding: Finding) -> bool:
    """Whether a total of points lies in one band as printed and in another as computed."""
    if finding.expected is None or finding.found is None or finding.operands[0].role not in _TOTALS:
        return False
    printed, computed = finding.found[0], finding.expected[0]
    return any((printed >= limit) != (computed >= limit) for limit in _BANDS if max(printed, computed) > 30)
