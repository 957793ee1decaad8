"""Which columns a reviewer gets to see of each kind of record, under which headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, get_args

from gouji.facts import Grounding
from gouji.findings import STATUS_ZH
from gouji.renderings.rows import ROWS, Row, problem_rows, recommendation_rows
from gouji.renderings.sheets import Column, Style
from gouji.renderings.words import (
    Lang,
    cause_word,
    decision_word,
    dimension_word,
    grounding_word,
    kind_word,
    origin_word,
    role_word,
    severity_word,
    stage_word,
    status_word,
    word,
)

if TYPE_CHECKING:
    from gouji.report import Report

_Plan = tuple[tuple[str, str, int, Style], ...]

_EVIDENCE: _Plan = (
    ("quote", "quote", 48, "wrap"),
    ("start", "start", 8, "whole"),
    ("end", "end", 8, "whole"),
    ("page", "page", 6, "whole"),
    ("cell", "cell", 12, "text"),
    ("more_evidence", "more_evidence", 36, "wrap"),
)
_PLANS: dict[str, _Plan] = {
    "budgets": (
        ("item", "item", 36, "wrap"),
        ("kind", "kind", 10, "text"),
        ("amount", "amount", 14, "number"),
        ("unit", "unit_column", 10, "text"),
        ("yuan", "yuan", 18, "number"),
        ("account", "account", 16, "text"),
        ("scope", "scope", 14, "text"),
        ("stage", "stage", 9, "text"),
        ("period", "period", 9, "text"),
        ("status", "grounding", 10, "status"),
        ("source", "origin", 9, "text"),
        ("id", "id", 8, "text"),
        ("parent", "parent", 10, "text"),
        *_EVIDENCE,
    ),
    "activities": (
        ("name", "name", 36, "wrap"),
        ("date", "date", 14, "text"),
        ("place", "place", 16, "text"),
        ("organizers", "organizers", 20, "wrap"),
        ("outputs", "outputs", 28, "wrap"),
        ("status", "grounding", 10, "status"),
        ("source", "origin", 9, "text"),
        ("id", "id", 8, "text"),
        *_EVIDENCE,
    ),
    "problems": (
        ("record", "record", 8, "text"),
        ("summary", "summary", 48, "wrap"),
        ("cause", "cause_of_problem", 32, "wrap"),
        ("category", "category", 12, "text"),
        ("related", "links", 12, "text"),
        ("status", "grounding", 10, "status"),
        ("source", "origin", 9, "text"),
        ("id", "id", 8, "text"),
        *_EVIDENCE,
    ),
    "indicators": (
        ("level1", "level1", 14, "wrap"),
        ("level2", "level2", 14, "wrap"),
        ("name", "level3", 32, "wrap"),
        ("target", "target", 18, "wrap"),
        ("actual", "actual", 18, "wrap"),
        ("weight", "weight", 8, "number"),
        ("score", "score", 8, "number"),
        ("reason", "reason", 30, "wrap"),
        *_EVIDENCE,
    ),
    "findings": (
        ("status", "status", 10, "status"),
        ("title", "title", 16, "text"),
        ("check", "check", 14, "text"),
        ("severity", "severity", 9, "text"),
        ("cause", "cause", 8, "text"),
        ("decision", "decision", 10, "text"),
        ("decision_reason", "decision_reason", 28, "wrap"),
        ("expression", "expression", 36, "wrap"),
        ("message", "message", 48, "wrap"),
        ("operands", "operands", 44, "wrap"),
        ("expected_low", "expected_low", 16, "number"),
        ("expected_high", "expected_high", 16, "number"),
        ("found_low", "found_low", 16, "number"),
        ("found_high", "found_high", 16, "number"),
        ("difference", "difference", 14, "number"),
        ("unit", "unit_column", 8, "text"),
        ("repairs", "repairs", 36, "wrap"),
        ("alternatives", "alternatives", 24, "wrap"),
        ("impact", "impact", 24, "wrap"),
        ("root", "root", 10, "text"),
        ("quote", "quote", 18, "wrap"),
        ("start", "start", 8, "whole"),
        ("end", "end", 8, "whole"),
        ("page", "page", 6, "whole"),
        ("decision_by", "decision_by", 12, "text"),
        ("decision_date", "decision_date", 12, "text"),
        ("id", "id", 18, "text"),
    ),
    "operands": (
        ("status", "status", 10, "status"),
        ("title", "title", 16, "text"),
        ("check", "check", 14, "text"),
        ("severity", "severity", 9, "text"),
        ("tree", "tree", 44, "wrap"),
        ("role", "role", 10, "text"),
        ("text", "text", 18, "wrap"),
        ("value", "value", 18, "number"),
        ("unit", "unit_column", 8, "text"),
        ("expression", "expression", 40, "wrap"),
        ("start", "start", 8, "whole"),
        ("end", "end", 8, "whole"),
        ("page", "page", 6, "whole"),
        ("cell", "cell", 12, "text"),
        ("finding", "finding_id", 18, "text"),
    ),
    "figures": (
        ("text", "text", 18, "text"),
        ("number", "number", 14, "text"),
        ("unit", "unit_column", 10, "text"),
        ("value", "value", 18, "number"),
        ("base_unit", "base_unit", 8, "text"),
        ("low", "low", 14, "number"),
        ("high", "high", 14, "number"),
        ("dimension", "dimension", 10, "text"),
        ("modifiers", "modifiers", 12, "text"),
        ("start", "start", 8, "whole"),
        ("end", "end", 8, "whole"),
        ("page", "page", 6, "whole"),
        ("cell", "cell", 12, "text"),
    ),
}

_FINDING_CODES: dict[str, Callable[[str, Lang], str]] = {
    "status": status_word,
    "severity": severity_word,
    "cause": cause_word,
    "decision": decision_word,
    "role": role_word,
}
_RECORD_CODES: dict[str, Callable[[str, Lang], str]] = {
    "kind": kind_word,
    "stage": stage_word,
    "status": grounding_word,
    "source": origin_word,
    "dimension": dimension_word,
}
KINDS_OF_SHEET = tuple(_PLANS)


def columns(what: str, lang: Lang) -> list[Column]:
    """The columns of a sheet of *what*."""
    return [Column(key, word(title, lang), width, style) for key, title, width, style in _PLANS[what]]


def spoken_rows(report: Report, what: str, lang: Lang) -> Iterator[Row]:
    """The rows of a sheet, codes replaced by words."""
    rows = _problems_and_proposals(report, lang) if what == "problems" else ROWS[what](report)
    codes = _FINDING_CODES if what in ("findings", "operands") else _RECORD_CODES
    for row in rows:
        yield _spoken(row, codes, lang)


def status_words(what: str, lang: Lang) -> dict[str, str]:
    """What the values of the status column are called."""
    if what in ("findings", "operands"):
        return {status: status_word(status, lang) for status in STATUS_ZH}
    return {status: grounding_word(status, lang) for status in get_args(Grounding)}


def _spoken(row: Row, codes: dict[str, Callable[[str, Lang], str]], lang: Lang) -> Row:
    said: Row = {key: say(str(row[key]), lang) for key, say in codes.items() if row.get(key) is not None}
    message = {"message": row[f"message_{lang}"]} if "message_zh" in row else {}
    return row | said | message


def _problems_and_proposals(report: Report, lang: Lang) -> Iterable[Row]:
    for row in problem_rows(report):
        yield row | {"record": word("problem", lang), "related": row["recommendations"]}
    for row in recommendation_rows(report):
        yield row | {"record": word("recommendation", lang), "related": row["problems"]}
