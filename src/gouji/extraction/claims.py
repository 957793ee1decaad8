"""Another tool's output as facts: its amounts, activities and problems held against the text."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gouji.document import Document, Span
from gouji.errors import ResultError
from gouji.extraction.align import Folded, Ground, figures_inside, ground_amount
from gouji.facts import (
    KIND_OF,
    KINDS,
    Activity,
    Budget,
    Evidence,
    Facts,
    Grounding,
    Kind,
    Meta,
    Problem,
    Recommendation,
    Source,
)
from gouji.facts.grammar import numbered, placed
from gouji.facts.problems import category_of, evidence_of, linked
from gouji.facts.wording import fold, kind_of, scope_of, stage_of
from gouji.figures import Figure, find_figures

MAX_BITS = 4096
"""How long a whole number may be: Python prints no longer ones than some thousand digits."""
_ITEM = ("item", "name", "项目", "名称", "科目", "资金名称", "description", "label")
_AMOUNT = ("amount", "value", "金额", "数额", "number", "amount_yuan", "yuan")
_UNIT = ("unit", "单位", "currency_unit")
_QUOTE = ("quote", "原文", "evidence", "source_text", "extraction_text", "text", "依据")
_KIND = ("kind", "类型", "性质", "type", "category", "extraction_class")
_BUDGETS = ("budgets", "budget", "amounts", "资金", "预算", "items")
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
        except ValueError as error:
            raise ResultError(f"{path!r}: 不是文件名 / no file name ({error})") from error
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
        classed = any(isinstance(row, Mapping) and "extraction_class" in row for row in data)
        data = {"extractions" if classed else "budgets": data}
    if not isinstance(data, Mapping):
        raise ResultError("结果应为对象或列表 / the result must be an object or a list of amounts")
    data = _by_class(data)
    budgets, activities, problems, advice = (
        _rows(data, names) for names in (_BUDGETS, _ACTIVITIES, _PROBLEMS, _RECOMMENDATIONS)
    )
    if not any(name in data for name in (*_BUDGETS, *_ACTIVITIES, *_PROBLEMS, *_RECOMMENDATIONS)):
        raise ResultError(
            "结果中没有 budgets、activities 或 problems / the result has no budgets, activities or problems"
            f"（有 / it has: {', '.join(map(str, list(data)[:8])) or '—'}）"
        )
    folded = Folded(document)
    claims = [_claim(document, row) for row in budgets]
    grounded = [ground_claim(folded, figures, claim) for claim in claims]
    found, recommended = linked(
        [_problem(folded, row, number) for number, row in enumerate(problems, 1)],
        [_recommendation(folded, row, number) for number, row in enumerate(advice, 1)],
    )
    return Facts(
        document=document,
        figures=tuple(figures),
        meta=meta,
        budgets=tuple(placed(_spread(grounded, claims, figures), meta)),
        activities=tuple(_activity(folded, row, number) for number, row in enumerate(activities, 1)),
        problems=tuple(found),
        recommendations=tuple(recommended),
        extracted=True,
    )


def _rows(data: Mapping[Any, Any], names: Iterable[str]) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = []
    for name in names:
        value = data.get(name)
        if value is None:
            continue
        if isinstance(value, Mapping):
            value = [value]
        if not isinstance(value, list):
            raise ResultError(f"{name}: 应为列表 / must be a list, not {type(value).__name__}")
        rows += [row if isinstance(row, Mapping) else {"summary": row, "quote": row} for row in value]
    return rows


def _by_class(data: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """One list of ``extractions`` with a class each, as lists by class; what has no known class is an amount."""
    rows = data.get("extractions")
    if not isinstance(rows, list):
        return data
    lists: dict[str, list[Any]] = {"budgets": []}
    for row in rows:
        flat = dict(row) if isinstance(row, Mapping) else {"quote": row}
        attributes = flat.get("attributes")
        if isinstance(attributes, Mapping):
            flat = {**attributes, **flat}
        name = str(flat.get("extraction_class", "")).strip().lower()
        known = (names[0] for names in (_ACTIVITIES, _PROBLEMS, _RECOMMENDATIONS) if name in _singular(names))
        lists.setdefault(next(known, "budgets"), []).append(flat)
    return {**lists, **{key: value for key, value in data.items() if key != "extractions"}}


def _singular(names: Iterable[str]) -> set[str]:
    return {form for name in names for form in (name, name.removesuffix("s"))}


def _first(row: Mapping[str, Any], names: Iterable[str]) -> str:
    for name in names:
        value = row.get(name)
        if isinstance(value, int) and value.bit_length() > MAX_BITS:
            continue
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def _cited(document: Document, row: Mapping[str, Any]) -> Span | None:
    interval = row.get("char_interval")
    if isinstance(interval, Mapping):
        start, end = interval.get("start_pos"), interval.get("end_pos")
    else:
        start, end = row.get("start"), row.get("end")
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(document.text):
        return Span(start, end)
    return None


def _unfolded(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A row whose amount is an object (``{"value": 5, "unit": "万元"}``), laid flat."""
    for name in _AMOUNT:
        amount = row.get(name)
        if isinstance(amount, Mapping):
            return {
                **row,
                name: _first(amount, (*_AMOUNT, "数值")),
                "unit": _first(amount, _UNIT) or row.get("unit"),
            }
    return row


def _claim(document: Document, row: Mapping[str, Any]) -> Claim:
    row = _unfolded(row)
    amount, unit = _first(row, _AMOUNT), _first(row, _UNIT)
    if not unit and not row.get("amount") and (row.get("amount_yuan") or row.get("yuan")):
        unit = "元"
    item, quote = _first(row, _ITEM), _first(row, _QUOTE)
    if not amount and quote:
        amount, unit = _amount_in(quote)
    return Claim(item or quote[:30], _first(row, _KIND), amount, unit, quote, None, _cited(document, row))


def _amount_in(quote: str) -> tuple[str, str]:
    """Number and unit of the one amount of money in a quotation; empty when there are none or several."""
    money = [figure for figure in find_figures(quote) if figure.dimension == "money"]
    return (money[0].number, money[0].unit) if len(money) == 1 else ("", "")


def _activity(folded: Folded, row: Mapping[str, Any], number: int) -> Activity:
    name = _first(row, ("name", *_SUMMARY))
    evidence, status = quoted_evidence(folded, _first(row, _QUOTE) or name, _cited(folded.document, row))
    organizers = row.get("organizers")
    names = tuple(str(o) for o in organizers if isinstance(o, str)) if isinstance(organizers, list) else ()
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


@dataclass(frozen=True)
class Claim:
    """An amount as some tool states it, before it is held against the text."""

    item: str
    kind: str
    number: str
    unit: str
    quote: str
    within: Span | None = None
    cited: Span | None = None


def ground_claim(folded: Folded, figures: Sequence[Figure], claim: Claim, source: Source = "model") -> Budget:
    """Hold one claimed amount against the text.

    The place is the cited span, else the quotation's, else the chunk, else the whole text; a
    quotation that cannot be placed leaves the amount to be found by its value.
    """
    placement = folded.place(claim.quote, claim.within) if claim.quote else None
    quoted = placement.span if placement is not None else None
    ground = Ground(None, "not_found")
    places = [
        place for place in (claim.cited, quoted, _sentence(folded, quoted), claim.within) if place is not None
    ]
    for place in places:
        ground = ground_amount(claim.number, claim.unit, figures, place)
        if ground.figure is not None:
            break
    if ground.figure is None and not places:
        ground = ground_amount(claim.number, claim.unit, figures, None)
    return _claimed_budget(folded.document, claim, ground, quoted, source)


def _sentence(folded: Folded, span: Span | None) -> Span | None:
    """A quoted place with its row, when it lies in a table: the head alone is often quoted."""
    if span is None:
        return None
    table = folded.document.table_at(span.start)
    cell = table.cell_at(span.start) if table is not None else None
    if table is None or cell is None:
        return None
    row = table.row(cell.row)
    return Span(min(c.start for c in row), max(c.end for c in row))


def _claimed_budget(
    document: Document, claim: Claim, ground: Ground, quoted: Span | None, source: Source
) -> Budget:
    figure = ground.figure
    span = quoted or (Span(figure.full_start, figure.full_end) if figure is not None else None)
    evidence: tuple[Evidence, ...]
    if span is not None:
        evidence = (evidence_of(document, span),)
    else:
        evidence = (Evidence(claim.quote, -1, -1),) if claim.quote else ()
    stated = KIND_OF.get(claim.kind) or (claim.kind if claim.kind in KINDS else None)
    kind: Kind = stated or kind_of(claim.item) or "other"
    return Budget(
        id="",
        item=claim.item,
        kind=kind,
        number=claim.number,
        unit=claim.unit,
        yuan=figure.yuan if figure is not None else None,
        amount=figure,
        source=source,
        status=ground.status,
        evidence=evidence,
        stage=stage_of(claim.item),
        scope=scope_of(claim.item),
    )


def joined(budgets: Iterable[Budget]) -> list[Budget]:
    """Join repeats: the same figure under much the same name; other names for it stay beside it."""
    kept: list[Budget] = []
    by_figure: dict[int, list[int]] = {}
    for budget in budgets:
        if budget.amount is None:
            kept.append(budget)
            continue
        twins = by_figure.setdefault(budget.amount.start, [])
        for place in twins:
            ours, theirs = fold(kept[place].item), fold(budget.item)
            if ours in theirs or theirs in ours:
                longer = budget if len(theirs) > len(ours) else kept[place]
                evidence = tuple(dict.fromkeys(kept[place].evidence + budget.evidence))
                kept[place] = replace(longer, evidence=evidence)
                break
        else:
            twins.append(len(kept))
            kept.append(budget)
    return numbered(kept)


def _spread(
    budgets: Sequence[Budget], claims: Sequence[Claim], figures: Sequence[Figure]
) -> Iterator[Budget]:
    """Two claims that cite one row, in which their value is printed twice, stand on a figure each."""
    taken = {budget.amount.start for budget in budgets if budget.amount is not None}
    seen: set[int] = set()
    for budget, claim in zip(budgets, claims):
        figure = budget.amount
        if figure is not None and figure.start in seen and (place := _cited_place(budget, claim)):
            twins = (each for each in figures_inside(figures, place) if each == figure)
            figure = next((twin for twin in twins if twin.start not in taken), figure)
            taken.add(figure.start)
            budget = replace(budget, amount=figure)
        if figure is not None:
            seen.add(figure.start)
        yield budget


def _cited_place(budget: Budget, claim: Claim) -> Span | None:
    quoted = next((Span(each.start, each.end) for each in budget.evidence if each.start >= 0), None)
    return claim.cited or quoted


def quoted_evidence(
    folded: Folded, quote: str, within: Span | None
) -> tuple[tuple[Evidence, ...], Grounding]:
    """Where a quotation stands and how surely; without a place, the quotation alone."""
    placement = folded.place(quote, within)
    if placement.span is None:
        return ((Evidence(quote, -1, -1),) if quote else ()), "not_found"
    return (evidence_of(folded.document, placement.span),), placement.status
