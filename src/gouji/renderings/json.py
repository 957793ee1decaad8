"""The result as JSON: what ``gouji.report_schema()`` promises to programs, the same bytes for the same report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.document import Document
from gouji.facts import Activity, Budget, Evidence, Indicator, Output, Problem, Recommendation
from gouji.figures.figure import Figure, plain
from gouji.findings import Finding, Operand
from gouji.renderings import renders
from gouji.renderings.added import added_json, record_types
from gouji.renderings.amounts import decimal_text
from gouji.renderings.files import replace_text
from gouji.renderings.places import Addresses
from gouji.renderings.words import Lang

if TYPE_CHECKING:
    from gouji.report import Report

SCHEMA_VERSION = "1"
_SURROGATE = re.compile("[\ud800-\udfff]")


def report_dict(report: Report) -> dict[str, Any]:
    """The result of an extraction as plain dicts and lists; numbers of the report are strings.

    A record that has no place in the text has an empty ``quote`` from 0 to 0.
    """
    meta = report.meta
    return {
        "schema_version": SCHEMA_VERSION,
        "document": _document(report.document),
        "meta": {
            "organization": meta.organization,
            "region": meta.region,
            "fiscal_year": meta.fiscal_year,
            "report_type": meta.report_type,
            "self_score": meta.self_score,
            "grade": meta.grade,
        },
        "budgets": [_budget(budget) for budget in report.budgets],
        "activities": [_activity(activity) for activity in report.activities],
        "problems": [_problem(problem) for problem in report.problems],
        "recommendations": [_recommendation(each) for each in report.recommendations],
        "indicators": [_indicator(indicator) for indicator in report.indicators],
        **_own_records(report),
        "figures": figure_dicts(report.document, report.figures),
        **_audit(report),
        **_decisions(report),
        "complete": report.complete,
        "failed_chunks": [
            {"start": chunk.start, "end": chunk.end, "error": chunk.error, "attempts": chunk.attempts}
            for chunk in report.failed_chunks
        ],
        **_unanswered(report),
        "usage": _usage(report),
        "provenance": _plain(report.provenance),
    }


def _own_records(report: Report) -> dict[str, Any]:
    """The records of a caller's own types, by type; nothing where there are none."""
    types = record_types(report)
    if not types:
        return {}
    return {
        "records": {
            name: [
                {"id": each.id, **added_json(each), "source": each.source, "status": each.status}
                | _placed(each.evidence)
                for each in listed
            ]
            for name, listed in types.items()
        }
    }


def _unanswered(report: Report) -> dict[str, Any]:
    """What got no answer; nothing where all did."""
    rows = [{"start": each.start, "end": each.end, "reason": each.reason} for each in report.unanswered]
    return {"unanswered": rows} if rows else {}


def report_json(report: Report) -> str:
    """``report_dict`` as text, ending in a line feed."""
    return dumps(report_dict(report))


def check_dict(report: Report) -> dict[str, Any]:
    """What ``gouji check --json`` prints of one document."""
    audit = _audit(report)
    return {
        "document": report.document.name,
        "counts": audit["counts"],
        "checks": audit["checks"],
        "coverage": audit["coverage"],
        "findings": audit["findings"],
        **_decisions(report),
    }


def dumps(value: object) -> str:
    """JSON text with Chinese left readable, which any UTF-8 file can hold.

    Half a surrogate pair, which broken input can bring, is written as its escape.
    """
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n"


@renders("json", suffix=".json")
def write_json(report: Report, path: Path, *, lang: Lang = "zh") -> None:
    """Write ``report_json``; the language changes nothing."""
    replace_text(path, report_json(report))


def figure_dicts(document: Document, figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """Figures as ``gouji figures --json`` prints them, with page and cell where the format has them."""
    addresses = Addresses(document)
    rows = []
    for figure in figures:
        row = figure.to_dict()
        page = document.page_at(figure.start)
        if page is not None:
            row["page"] = page
        cell = addresses.at(figure.start)
        if cell is not None:
            row["cell"] = cell
        rows.append(row)
    return rows


def _document(document: Document) -> dict[str, Any]:
    return {"name": document.name, "sha256": document.sha256, "characters": len(document.text)}


def _usage(report: Report) -> dict[str, Any]:
    usage = report.usage
    return {
        "requests": usage.requests,
        "prompt_tokens": usage.prompt_tokens,
        "cached_tokens": usage.cached_tokens,
        "completion_tokens": usage.completion_tokens,
        "seconds": round(usage.seconds, 3),
        "reused": usage.reused,
    }


def _span(evidence: Evidence) -> dict[str, Any]:
    """The quotation and its place; one that stands nowhere in the text has the empty place 0, 0."""
    if evidence.start < 0:
        return {"quote": evidence.quote, "start": 0, "end": 0}
    return {"quote": evidence.quote, "start": evidence.start, "end": evidence.end}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return _span(evidence) | {
        "page": evidence.page,
        "cell": evidence.cell or None,
    }


def _first_place(evidence: tuple[Evidence, ...]) -> dict[str, Any]:
    """The first place of a record, flat; page and cell only where there are any."""
    if not evidence:
        return {"quote": "", "start": 0, "end": 0}
    first = evidence[0]
    place = _span(first)
    if first.page is not None:
        place["page"] = first.page
    if first.cell:
        place["cell"] = first.cell
    return place


def _placed(evidence: tuple[Evidence, ...]) -> dict[str, Any]:
    return _first_place(evidence) | {"evidence": [_evidence(each) for each in evidence[1:]]}


def _budget(budget: Budget) -> dict[str, Any]:
    return (
        {
            "id": budget.id,
            "item": budget.item,
            "kind": budget.kind,
            "account": budget.account,
            "scope": budget.scope,
            "stage": budget.stage,
            "period": budget.period,
            "amount": budget.number,
            "unit": budget.unit,
            "yuan": plain(budget.yuan),
            "parent": budget.parent,
            "source": budget.source,
            "status": budget.status,
        }
        | added_json(budget)
        | _placed(budget.evidence)
    )


def _output(output: Output) -> dict[str, Any]:
    figure = output.figure
    return {
        "measure": output.measure,
        "value": plain(output.value),
        "unit": output.unit,
        "start": figure.start if figure else 0,
        "end": figure.end if figure else 0,
    }


def _activity(activity: Activity) -> dict[str, Any]:
    return (
        {
            "id": activity.id,
            "name": activity.name,
            "date": activity.date,
            "place": activity.place,
            "organizers": list(activity.organizers),
            "outputs": [_output(output) for output in activity.outputs],
            "source": activity.source,
            "status": activity.status,
        }
        | added_json(activity)
        | _placed(activity.evidence)
    )


def _problem(problem: Problem) -> dict[str, Any]:
    return (
        {
            "id": problem.id,
            "summary": problem.summary,
            "cause": problem.cause,
            "category": problem.category,
            "recommendations": list(problem.recommendations),
            "source": problem.source,
            "status": problem.status,
        }
        | added_json(problem)
        | _placed(problem.evidence)
    )


def _recommendation(recommendation: Recommendation) -> dict[str, Any]:
    return {
        "id": recommendation.id,
        "summary": recommendation.summary,
        "problems": list(recommendation.problems),
        "source": recommendation.source,
        "status": recommendation.status,
    } | _placed(recommendation.evidence)


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "level1": indicator.level1,
        "level2": indicator.level2,
        "name": indicator.name,
        "target": indicator.target,
        "actual": indicator.actual,
        "weight": indicator.weight,
        "score": indicator.score,
        "reason": indicator.reason,
    } | _placed(indicator.evidence)


def _audit(report: Report) -> dict[str, Any]:
    return {
        "findings": [finding_dict(finding) for finding in report.findings],
        "counts": report.audit.counts(),
        "checks": dict(sorted(report.audit.checks.items())),
        "coverage": _plain(report.coverage),
    }


def _decisions(report: Report) -> dict[str, Any]:
    """What became of a reviewer's decisions; nothing where none were given."""
    result = report.decisions
    if result is None:
        return {}
    told = {"applied": result.applied, "open": result.open, "stale": result.stale}
    return {"decisions": {name: list(ids) for name, ids in told.items()}}


def _decision(finding: Finding) -> dict[str, Any]:
    decision = finding.decision
    if decision is None:
        return {}
    said = {"decision": decision.kind, "reason": decision.reason}
    return {"decision": said | {"by": decision.by or None, "date": decision.date or None}}


def finding_dict(finding: Finding) -> dict[str, Any]:
    """A finding; values and intervals in the operands' base unit, a decision only where there is one."""
    scope = finding.scope
    return _decision(finding) | {
        "id": finding.id,
        "check": finding.check,
        "version": finding.version,
        "status": finding.status,
        "severity": finding.severity,
        "cause": finding.cause,
        "root": finding.root,
        "operands": [_operand(operand) for operand in finding.operands],
        "expression": finding.expression,
        "expected": _interval(finding.expected),
        "found": _interval(finding.found),
        "difference": plain(finding.difference),
        "scope": {
            "account": scope.account,
            "scope": scope.scope,
            "stage": scope.stage,
            "period": scope.period,
        },
        "alternatives": list(finding.alternatives),
        "impact": list(finding.impact),
        "repairs": [
            {"start": repair.start, "end": repair.end, "text": repair.text, "restores": repair.restores}
            for repair in finding.repairs
        ],
        "message_zh": finding.message_zh,
        "message_en": finding.message_en,
    }


def _operand(operand: Operand) -> dict[str, Any]:
    figure = operand.figure
    named = {"role": operand.role, "label": operand.label}
    if figure is None:
        start, end = operand.place or (None, None)
        words = {"text": operand.text if operand.place is not None else None}
        words |= {"value": None, "unit": None, "decimals": None}
        return {**named, **words, "modifiers": [], "start": start, "end": end}
    return {
        **named,
        "text": figure.text,
        "value": figure.to_dict()["value"],
        "unit": figure.base_unit,
        "decimals": figure.decimals,
        "modifiers": list(figure.modifiers),
        "start": figure.start,
        "end": figure.end,
    }


def _interval(interval: tuple[Decimal, Decimal] | None) -> list[str] | None:
    return None if interval is None else [decimal_text(end) for end in interval]


def _plain(value: object) -> Any:
    """A value of ``coverage`` or ``provenance`` as JSON knows it; sets are sorted, the rest is named."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if value == value and abs(value) != float("inf") else None
        case Decimal():
            return decimal_text(value)
        case Mapping():
            return {str(key): _plain(each) for key, each in value.items()}
        case set() | frozenset():
            return sorted((_plain(each) for each in value), key=str)
        case Iterable():
            return [_plain(each) for each in value]
    return str(value)
