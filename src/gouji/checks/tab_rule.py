"""TAB-RULE 列间关系: a row of a table follows the rule by which its columns make each other in the other rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from gouji.checks import proposes
from gouji.checks.reading.tables.column_rules import Rule, column_rules
from gouji.checks.reading.tables.grid import Grid, Row
from gouji.facts import Facts
from gouji.findings import Constant, Expression, Operand, Product, Relation, Severity, Sum

EXACT = 2
"""How many decimals of a percentage are meant where none are printed."""


@proposes("TAB-RULE", title="列间关系", severity="medium")
def rules(facts: Facts) -> Iterator[Relation]:
    """What the other rows of a table show of its columns holds in every row.

    Formula: 到位 = 支出 + 结余 ; 调整后 = 年初 + 追加 ; 金额 = 数量 × 标准 (× 月数) ; 应付 = 合同额 × 比例
    Example: Four rows print 到位 = 支出 + 结余; in the fifth 512.40 is not 488.15 + 42.25.
    Undetermined: Never: a row that breaks the rule is told where four rows and more show it and it breaks it
        alone, or where one slip of the pen explains it.
    Source: Tables of three rows and more without points; two rows at least show the rule to the printed digit.
    """
    for grid, rule in column_rules(facts):
        told = frozenset(column for row in rule.right for column in row.odd)
        for row in (*rule.right, *rule.wrong):
            # What only this row says in words (收回20万元) is why it differs.
            if row.odd <= told:
                yield _relation(grid, rule, row)


def _relation(grid: Grid, rule: Rule, row: Row) -> Relation:
    sure = rule.sure and row in rule.wrong
    severity: Severity | None = "medium" if sure else None
    stated = row.operand(rule.result, "total", grid.heads)
    return Relation(stated, _expected(grid, rule, row), tentative=True, firm=True, severity=severity)


def _expected(grid: Grid, rule: Rule, row: Row) -> Expression:
    if rule.kind == "sum":
        return Sum(tuple(row.operand(term, "part", grid.heads) for term in rule.terms))
    product: Expression | None = None
    for term in rule.terms:
        factor = _factor(grid, row, term)
        product = factor if product is None else Product(product, factor)
    assert product is not None
    shares = any(row.figures[term].dimension == "percent" for term in rule.terms)
    return Product(product, Constant("%", Decimal("0.01"))) if shares else product


def _factor(grid: Grid, row: Row, term: int) -> Operand:
    """A factor of a product; a percentage 30% is exactly that, for so the other rows have it."""
    operand = row.operand(term, "factor", grid.heads)
    figure = operand.figure
    if figure is not None and figure.dimension == "percent" and figure.decimals < EXACT:
        exact = replace(figure, decimals=EXACT, quantum=Decimal(1).scaleb(-EXACT))
        return replace(operand, figure=exact)
    return operand
