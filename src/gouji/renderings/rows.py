"""The records of a report as rows of named values: what sheets and data frames have in common.

Numbers are ``Decimal`` or ``int``, codes (``expenditure``, ``exact``) are codes, what is not known
is ``None``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from gouji.document import Document
from gouji.facts import Activity, Budget, Evidence, Indicator, Output, Problem, Recommendation
from gouji.figures.figure import Figure
from gouji.findings import Finding, Operand
from gouji.renderings.added import added_names, added_values, record_types
from gouji.renderings.amounts import decimal_text
from gouji.renderings.places import Addresses
from gouji.renderings.trees import Node, trees

if TYPE_CHECKING:
    from gouji.report import Report

Value = str | int | Decimal | None
Row = dict[str, Value]


def number_or_text(text: str | None) -> Value:
    """A printed number as ``Decimal``, separators and full width read; anything else stays text."""
    if text is None:
        return None
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    if not plain.replace(".", "", 1).lstrip("+-").isdecimal():
        return text
    try:
        return Decimal(plain)
    except InvalidOperation:
        return text


def budget_rows(report: Report) -> Iterator[Row]:
    """Budgets 预算与支出: ``amount`` as printed, ``yuan`` in 元."""
    return (_budget(budget) | added_values(budget) for budget in report.budgets)


def activity_rows(report: Report) -> Iterator[Row]:
    """Activities 活动."""
    return (_activity(activity) | added_values(activity) for activity in report.activities)


def problem_rows(report: Report) -> Iterator[Row]:
    """Problems 存在的问题."""
    return (_problem(problem) | added_values(problem) for problem in report.problems)


def recommendation_rows(report: Report) -> Iterator[Row]:
    """Recommendations 改进措施与建议."""
    return (_recommendation(each) for each in report.recommendations)


def indicator_rows(report: Report) -> Iterator[Row]:
    """Indicators 绩效指标; weights and scores are numbers where they are printed as such."""
    return (_indicator(indicator) for indicator in report.indicators)


def finding_rows(report: Report) -> Iterator[Row]:
    """Findings 核对结果; intervals and difference in ``unit``, the operands' base unit."""
    return (_finding(finding, report.document) for finding in report.findings)


def operand_rows(report: Report) -> Iterator[Row]:
    """Operands of findings 勾稽关系: a row each, sums as trees, ``tree`` indented by one blank a level.

    A total that is a part elsewhere stands below it with its own parts; ``depth`` counts from 0.
    """
    addresses = Addresses(report.document)
    forest = trees(report.findings)
    in_trees = {id(finding) for tree in forest for finding in tree.findings}
    for tree in forest:
        yield from _tree(tree, 0, report.document, addresses)
    for finding in report.findings:
        if id(finding) not in in_trees:
            for number, operand in enumerate(finding.operands):
                yield _operand_row(finding, operand, min(number, 1), report.document, addresses)


def figure_rows(report: Report) -> Iterator[Row]:
    """Figures 数据: every number of the text."""
    addresses = Addresses(report.document)
    return (_figure(figure, report.document, addresses) for figure in report.figures)


ROWS: Mapping[str, Callable[[Report], Iterator[Row]]] = {
    "budgets": budget_rows,
    "activities": activity_rows,
    "problems": problem_rows,
    "recommendations": recommendation_rows,
    "indicators": indicator_rows,
    "findings": finding_rows,
    "operands": operand_rows,
    "figures": figure_rows,
}

EVIDENCE_COLUMNS = ("quote", "start", "end", "page", "cell", "more_evidence")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "budgets": (
        "id", "item", "kind", "amount", "unit", "yuan", "account", "scope", "stage", "period", "parent",
        "source", "status", *EVIDENCE_COLUMNS,
    ),
    "activities": (
        "id", "name", "date", "place", "organizers", "outputs", "source", "status", *EVIDENCE_COLUMNS,
    ),
    "problems": (
        "id", "summary", "cause", "category", "recommendations", "source", "status", *EVIDENCE_COLUMNS,
    ),
    "recommendations": ("id", "summary", "problems", "source", "status", *EVIDENCE_COLUMNS),
    "indicators": (
        "level1", "level2", "name", "target", "actual", "weight", "score", "reason", *EVIDENCE_COLUMNS,
    ),
    "findings": (
        "id", "check", "title", "status", "severity", "cause", "expression", "message_zh", "message_en",
        "expected_low", "expected_high", "found_low", "found_high", "difference", "unit", "operands",
        "alternatives", "impact", "repairs", "root", "quote", "start", "end", "page",
        "decision", "decision_reason", "decision_by", "decision_date",
    ),
    "operands": (
        "finding", "check", "title", "status", "severity", "role", "tree", "depth", "text", "value", "unit",
        "expression", "start", "end", "page", "cell",
    ),
    "figures": (
        "text", "number", "unit", "value", "base_unit", "low", "high", "dimension", "modifiers", "per",
        "decimals", "unit_source", "flags", "start", "end", "page", "cell",
    ),
}  # fmt: skip
"""The columns of each kind, in order, also where there is no row."""


def own_rows(report: Report, name: str) -> Iterator[Row]:
    """The records of one of the caller's own types."""
    for record in record_types(report).get(name, ()):
        yield (
            {"id": record.id}
            | added_values(record)
            | {"source": record.source, "status": record.status}
            | _evidence(record.evidence)
        )


def column_names(report: Report, what: str) -> tuple[str, ...]:
    """The columns of a kind of record: gouji's own, then what the caller added."""
    if what in COLUMNS:
        return (*COLUMNS[what], *added_names(getattr(report, what, ())))
    added = added_names(record_types(report)[what])
    return ("id", *added, "source", "status", *EVIDENCE_COLUMNS)


def _evidence(evidence: tuple[Evidence, ...]) -> Row:
    if not evidence:
        return dict.fromkeys(EVIDENCE_COLUMNS)
    first = evidence[0]
    further = "\n".join(f"{each.start}–{each.end} {each.quote}" for each in evidence[1:])
    return {
        "quote": first.quote,
        "start": first.start,
        "end": first.end,
        "page": first.page,
        "cell": first.cell or None,
        "more_evidence": further or None,
    }


def _budget(budget: Budget) -> Row:
    return {
        "id": budget.id,
        "item": budget.item,
        "kind": budget.kind,
        "amount": number_or_text(budget.number),
        "unit": budget.unit,
        "yuan": budget.yuan,
        "account": budget.account,
        "scope": budget.scope,
        "stage": budget.stage,
        "period": budget.period,
        "parent": budget.parent,
        "source": budget.source,
        "status": budget.status,
    } | _evidence(budget.evidence)


def _output(output: Output) -> str:
    value = "" if output.value is None else decimal_text(output.value)
    return f"{output.measure} {value}{output.unit}".strip()


def _activity(activity: Activity) -> Row:
    return {
        "id": activity.id,
        "name": activity.name,
        "date": activity.date,
        "place": activity.place,
        "organizers": "、".join(activity.organizers) or None,
        "outputs": "；".join(map(_output, activity.outputs)) or None,
        "source": activity.source,
        "status": activity.status,
    } | _evidence(activity.evidence)


def _problem(problem: Problem) -> Row:
    return {
        "id": problem.id,
        "summary": problem.summary,
        "cause": problem.cause,
        "category": problem.category or None,
        "recommendations": " ".join(problem.recommendations) or None,
        "source": problem.source,
        "status": problem.status,
    } | _evidence(problem.evidence)


def _recommendation(recommendation: Recommendation) -> Row:
    return {
        "id": recommendation.id,
        "summary": recommendation.summary,
        "problems": " ".join(recommendation.problems) or None,
        "source": recommendation.source,
        "status": recommendation.status,
    } | _evidence(recommendation.evidence)


def _indicator(indicator: Indicator) -> Row:
    return {
        "level1": indicator.level1,
        "level2": indicator.level2,
        "name": indicator.name,
        "target": indicator.target,
        "actual": indicator.actual,
        "weight": number_or_text(indicator.weight),
        "score": number_or_text(indicator.score),
        "reason": indicator.reason,
    } | _evidence(indicator.evidence)


def _operand(operand: Operand) -> str:
    place = operand.place
    printed = "—" if place is None else f"{operand.text} [{place[0]}–{place[1]}]"
    return f"{operand.role}: {operand.label} {printed}"


def _tree(node: Node, depth: int, document: Document, addresses: Addresses) -> Iterator[Row]:
    """The sums of a node: its own row for each of them, then its parts, each with their own sums."""
    for finding, parts in node.sums:
        yield _operand_row(finding, finding.operands[0], depth, document, addresses)
        for part, operand in zip(parts, finding.operands[1:]):
            yield _operand_row(finding, operand, depth + 1, document, addresses)
            yield from _tree(part, depth + 1, document, addresses)


def _operand_row(
    finding: Finding, operand: Operand, depth: int, document: Document, addresses: Addresses
) -> Row:
    figure, place = operand.figure, operand.place
    return {
        "finding": finding.id,
        "check": finding.check,
        "title": finding.title_zh,
        "status": finding.status,
        "severity": finding.severity,
        "role": operand.role,
        "tree": "　" * depth + operand.label,
        "depth": depth,
        "text": operand.text if place is not None else None,
        "value": figure.value if figure is not None else None,
        "unit": figure.base_unit if figure is not None else None,
        "expression": finding.expression,
        "start": place[0] if place is not None else None,
        "end": place[1] if place is not None else None,
        "page": document.page_at(place[0]) if place is not None else None,
        "cell": addresses.at(place[0]) if place is not None else None,
    }


def _finding(finding: Finding, document: Document) -> Row:
    figures = [operand.figure for operand in finding.operands if operand.figure is not None]
    first = next((operand for operand in finding.operands if operand.place is not None), None)
    start, end = first.place if first is not None and first.place is not None else (None, None)
    decision = finding.decision
    repairs = [
        f"{document.text[each.start : each.end]} → {each.text} [{each.start}–{each.end}] ({each.restores})"
        for each in finding.repairs
    ]
    return {
        "id": finding.id,
        "check": finding.check,
        "title": finding.title_zh,
        "status": finding.status,
        "severity": finding.severity,
        "cause": finding.cause,
        "expression": finding.expression,
        "message_zh": finding.message_zh,
        "message_en": finding.message_en,
        "expected_low": finding.expected[0] if finding.expected else None,
        "expected_high": finding.expected[1] if finding.expected else None,
        "found_low": finding.found[0] if finding.found else None,
        "found_high": finding.found[1] if finding.found else None,
        "difference": finding.difference,
        "unit": figures[0].base_unit if figures else None,
        "operands": "\n".join(map(_operand, finding.operands)) or None,
        "alternatives": "\n".join(finding.alternatives) or None,
        "impact": "\n".join(finding.impact) or None,
        "repairs": "\n".join(repairs) or None,
        "root": finding.root or None,
        "quote": first.text if first is not None else None,
        "start": start,
        "end": end,
        "page": document.page_at(start) if start is not None else None,
        "decision": decision.kind if decision is not None else None,
        "decision_reason": decision.reason if decision is not None else None,
        "decision_by": decision.by or None if decision is not None else None,
        "decision_date": decision.date or None if decision is not None else None,
    }


def _figure(figure: Figure, document: Document, addresses: Addresses) -> Row:
    return {
        "text": figure.text,
        "number": figure.number,
        "unit": figure.unit,
        "value": figure.value,
        "base_unit": figure.base_unit,
        "low": figure.low,
        "high": figure.high,
        "dimension": figure.dimension,
        "modifiers": "+".join(figure.modifiers) or None,
        "per": figure.per or None,
        "decimals": figure.decimals,
        "unit_source": figure.unit_source,
        "flags": " ".join(sorted(figure.flags)) or None,
        "start": figure.start,
        "end": figure.end,
        "page": document.page_at(figure.start),
        "cell": addresses.at(figure.start),
    }
