"""Another tool's output as facts: its amounts, activities and problems held against the text."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from gouji.document import Document, Span
from gouji.errors import ResultError
from gouji.extraction.align import Folded
from gouji.extraction.merge import Claim, numbered, quoted_evidence, ground_claim, linked
from gouji.facts import Activity, Facts, Meta, Problem, Recommendation
from gouji.facts.problems import category_of
from gouji.figures import Figure

_ITEM = ("item", "name", "项目", "名称", "科目", "资金名称", "description", "label")
_AMOUNT = ("amount", "value", "金额", "数额", "number", "amount_yuan", "yuan")
_UNIT = ("unit", "单位", "currency_unit")
_QUOTE = ("quote", "原文", "evidence", "source_text", "extraction_text", "text", "依据")
_KIND = ("kind", "类型", "性质", "type", "category")
_BUDGETS = ("budgets", "budget", "amounts", "资金", "预算", "items", "extractions")
_ACTIVITIES = ("activities", "activity", "活动")
_PROBLEMS = ("problems", "problem", "issues", "问题", "存在的问题")
_RECOMMENDATIONS = ("recommendations", "suggestions", "建议", "改进措施")
_SUMMARY = ("summary", "name", "problem", "概括", "描述", "description", "问题", "建议", "活动")


def load_result(result: object) -> object:
    """Parsed JSON from an object, a JSON string, or a path to a JSON file.

    Raises:
        ResultError: It is neither, or the JSON is broken (with line and column).
    """
    if isinstance(result, os.PathLike) or (isinstance(result, str) and result.lstrip()[:1] not in ("{", "[")):
        path = Path(result)
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise ResultError(f"{path}: 无法读取 / cannot be read ({error.strerror})") from error
        except UnicodeDecodeError as error:
            raise ResultError(f"{path}: 不是 UTF-8 文本 / not UTF-8 text (byte {error.start})") from error
        return _parse(text, str(path))
    return _parse(result, "JSON") if isinstance(result, str) else result


def _parse(text: str, name: str) -> object:
    try:
        return json.loads(text, parse_float=str, parse_int=_whole)
    except RecursionError as error:
        raise ResultError(f"{name}: JSON 嵌套过深 / nested too deeply") from error
    except json.JSONDecodeError as error:
        place = f"第 {error.lineno} 行第 {error.colno} 列 / line {error.lineno}, column {error.colno}"
        raise ResultError(f"{name}: 不是合法的 JSON / no valid JSON: {error.msg} ({place})") from error


def _whole(text: str) -> int | str:
    """Small numbers as ``int`` (offsets, ids); longer ones as printed, so that nothing is lost."""
    return int(text) if len(text) < 16 else text


def claimed_facts(document: Document, figures: Sequence[Figure], result: object, meta: Meta) -> Facts:
    """Hold a result against the text.

    Raises:
        ResultError: The result has neither budgets nor activities nor problems.
    """
    data = load_result(result)
    if isinstance(data, list):
        data = {"budgets": data}
    if not isinstance(data, Mapping):
        raise ResultError("结果应为对象或列表 / the result must be an object or a list of amounts")
    budgets, activities, problems, advice = (
        _rows(data, names) for names in (_BUDGETS, _ACTIVITIES, _PROBLEMS, _RECOMMENDATIONS)
    )
    if not any(name in data for name in (*_BUDGETS, *_ACTIVITIES, *_PROBLEMS, *_RECOMMENDATIONS)):
        raise ResultError(
            "结果中没有 budgets、activities 或 problems / the result has no budgets, activities or problems"
            f"（有 / it has: {', '.join(map(str, list(data)[:8])) or '—'}）"
        )
    folded = Folded(document)
    grounded = [ground_claim(folded, figures, _claim(document, row)) for row in budgets]
    found, recommended = linked(
        [_problem(folded, row, number) for number, row in enumerate(problems, 1)],
        [_recommendation(folded, row, number) for number, row in enumerate(advice, 1)],
    )
    return Facts(
        document=document,
        figures=tuple(figures),
        meta=meta,
        budgets=tuple(numbered(grounded)),
        activities=tuple(_activity(folded, row, number) for number, row in enumerate(activities, 1)),
        problems=tuple(found),
        recommendations=tuple(recommended),
        extracted=True,
    )


def _rows(data: Mapping[Any, Any], names: Iterable[str]) -> list[Mapping[str, Any]]:
    for name in names:
        value = data.get(name)
        if isinstance(value, list):
            return [row if isinstance(row, Mapping) else {"summary": row, "quote": row} for row in value]
    return []


def _first(row: Mapping[str, Any], names: Iterable[str]) -> str:
    for name in names:
        value = row.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def _cited(document: Document, row: Mapping[str, Any]) -> Span | None:
    start, end = row.get("start"), row.get("end")
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(document.text):
        return Span(start, end)
    return None


def _claim(document: Document, row: Mapping[str, Any]) -> Claim:
    amount, unit = _first(row, _AMOUNT), _first(row, _UNIT)
    if not unit and not row.get("amount") and (row.get("amount_yuan") or row.get("yuan")):
        unit = "元"
    item, quote = _first(row, _ITEM), _first(row, _QUOTE)
    return Claim(item or quote[:30], _first(row, _KIND), amount, unit, quote, None, _cited(document, row))


def _activity(folded: Folded, row: Mapping[str, Any], number: int) -> Activity:
    name = _first(row, ("name", *_SUMMARY))
    evidence, status = quoted_evidence(folded, _first(row, _QUOTE) or name, _cited(folded.document, row))
    organizers = row.get("organizers")
    names = tuple(str(o) for o in organizers) if isinstance(organizers, list) else ()
    date, place = _first(row, ("date", "日期")) or None, _first(row, ("place", "location", "地点")) or None
    return Activity(f"a{number}", name, "model", status, evidence, date, place, names)


def _problem(folded: Folded, row: Mapping[str, Any], number: int) -> Problem:
    summary = _first(row, _SUMMARY)
    evidence, status = quoted_evidence(folded, _first(row, _QUOTE) or summary, _cited(folded.document, row))
    cause = _first(row, ("cause", "原因", "reason")) or None
    return Problem(f"p{number}", summary, "model", status, evidence, cause, category_of(summary))


def _recommendation(folded: Folded, row: Mapping[str, Any], number: int) -> Recommendation:
    summary = _first(row, _SUMMARY)
    evidence, status = quoted_evidence(folded, _first(row, _QUOTE) or summary, _cited(folded.document, row))
    return replace(Recommendation(f"r{number}", summary, "model"), status=status, evidence=evidence)
