"""GROUND-MISSED 漏抽: a figure of money that the extraction left out."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks import proposes
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Named, Operand, Relation, Severity
from gouji.ledger.coverage import extracted


@proposes("GROUND-MISSED", title="漏抽", severity="medium", version=2)
def missed(facts: Facts) -> Iterator[Relation]:
    """Every figure of money stands in the extraction, or in a relation that explains it.

    A term or the total of a sum whose value no extracted amount has is told at low severity, what stands in
    no relation either at medium; a rate's or a difference's operand is explained by its relation.

    Formula: 原文金额 ∈ 抽取结果 ∪ 勾稽关系
    Example: A report prints 收回资金 10 万元, and no extracted budget stands on that figure.
    Undetermined: Never; without an extraction nothing is checked.
    Source: The typed extraction, of a model or of another tool.
    """
    if not facts.extracted:
        return
    known = extracted(facts)
    values = {budget.yuan for budget in facts.budgets}
    for figure in facts.figures:
        if figure.dimension == "money" and figure.value and (figure.start, figure.end) not in known:
            # A price per head is no budget.
            severity: Severity | None = "info" if figure.per else None
            zh, en = _why(facts, figure)
            operand = Operand("amount", "", figure)
            again = figure.yuan in values
            # An amount that the text prints three times is left out once.
            values.add(figure.yuan)
            yield Relation(
                operand,
                predicate=Named(False, again=again),
                cause="model",
                severity=severity,
                note_zh=zh,
                note_en=en,
            )


_REASONS = {
    "failed": ("所在段落没有读成。", "Its part of the text could not be read."),
    "no_answer": ("模型两次都没有作答。", "The model left it out twice."),
    "refused_name": (
        "模型给的名称不在该金额旁边。",
        "The name that the model gave does not stand beside it.",
    ),
}


def _why(facts: Facts, figure: Figure) -> tuple[str, str]:
    """Why nobody named it, where the run knows."""
    for each in facts.unanswered:
        if each.start <= figure.start and figure.end <= each.end:
            return _REASONS[each.reason]
    return "", ""
