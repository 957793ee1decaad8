"""GROUND-MISSED 漏抽: a figure of money that the extraction left out."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks import proposes
from gouji.facts import Facts
from gouji.findings import Named, Operand, Relation, Severity
from gouji.ledger.coverage import extracted


@proposes("GROUND-MISSED", title="漏抽", severity="medium")
def missed(facts: Facts) -> Iterator[Relation]:
    """Every figure of money stands in the extraction or in a relation.

    Formula: 原文金额 ∈ 抽取结果 ∪ 勾稽关系
    Example: A report prints 收回资金 10 万元, and no extracted budget stands on that figure.
    Undetermined: Never; without an extraction nothing is checked.
    Source: The typed extraction, of a model or of another tool.
    """
    if not facts.extracted:
        return
    known = extracted(facts)
    for figure in facts.figures:
        if figure.dimension == "money" and figure.value and (figure.start, figure.end) not in known:
            # A price per head is no budget.
            severity: Severity | None = "info" if figure.per else None
            yield Relation(
                Operand("amount", "", figure), predicate=Named(False), cause="model", severity=severity
            )
