"""Predicates that words and cells answer: whether they hold, and what is said of them."""

from __future__ import annotations

from itertools import pairwise

from gouji.findings import (
    Bears,
    Consecutive,
    Meets,
    Member,
    Operand,
    Ordered,
    Present,
    Quoted,
    Relation,
    Unprompted,
)
from gouji.ledger import claimed

_OPERATORS = {"≥": "不低于", ">": "高于", "≤": "不高于", "<": "低于", "=": "等于"}


def holds(relation: Relation) -> bool | None:
    """Whether a predicate holds; ``None`` where what it needs is not printed."""
    match relation.predicate:
        case Present():
            return bool(relation.stated.text.strip())
        case Member(value, allowed):
            return value in allowed if allowed else None
        case Consecutive(values):
            return all(second - first == 1 for first, second in pairwise(values))
        case Ordered(values):
            return all(first[: len(second)] <= second[: len(first)] for first, second in pairwise(values))
        case Meets():
            return _meets(relation)
    return claimed.decided(relation.predicate)


def _meets(relation: Relation) -> bool | None:
    """The printed value against the printed bound; the operator is the target's own."""
    actual = relation.stated.figure
    target = relation.beside[0].figure if relation.beside else None
    if actual is None or target is None or actual.value is None or target.value is None:
        return None
    if actual.base_unit != target.base_unit or not isinstance(relation.predicate, Meets):
        return None
    match relation.predicate.operator:
        case "≥":
            return actual.value >= target.value
        case ">":
            return actual.value > target.value
        case "≤":
            return actual.value <= target.value
        case "<":
            return actual.value < target.value
        case "=":
            return actual.value == target.value


def one_line(operand: Operand) -> str:
    """An operand as printed, on one line, under its name."""
    return f"{operand.label}{printed(operand)}"


def printed(operand: Operand) -> str:
    """What is printed, on one line; a mark where the place is blank or not there."""
    if operand.place is None:
        return "（未列）"
    return "".join(operand.text.split()) or "（空白）"


def formula(relation: Relation) -> str:
    """A predicate as a line of symbols."""
    right = holds(relation)
    match relation.predicate:
        case Present():
            return f"{relation.stated.label} {'∃' if right else '∄'}"
        case Member(value, allowed):
            return f"{value} {'∈' if right else '∉'} {{{', '.join(allowed)}}}"
        case Consecutive(values):
            return ", ".join(map(str, values))
        case Ordered(values):
            return " ≤ ".join(values) if right else " > ".join(values)
        case Meets(operator):
            target = printed(relation.beside[0]).lstrip("≥≤＞＜><=") if relation.beside else ""
            sign = operator if right else f"not {operator}"
            return f"{printed(relation.stated)} {sign} {target}"
    return claimed.formula(relation.predicate)


def said(relation: Relation) -> tuple[str, str]:
    """What a finding of a predicate says, in Chinese and in English."""
    if isinstance(relation.predicate, Quoted | Bears | Unprompted):
        return claimed.said(relation)
    stated = one_line(relation.stated)
    right = holds(relation)
    if right is None:
        return (
            f"{stated}：缺少需要的内容，无法核对。",
            f"{stated}: what it needs is not printed; undetermined.",
        )
    match relation.predicate:
        case Present():
            return (
                (f"{stated}：已填列。", f"{stated}: is there.")
                if right
                else (f"{relation.stated.label}未填列。", f"{relation.stated.label} is not filled in.")
            )
        case Member(allowed=allowed):
            return _member(stated, "、".join(allowed), right)
        case Consecutive(values):
            serials = "、".join(map(str, values))
            return (
                (
                    f"{relation.stated.label}{serials}连续。",
                    f"{relation.stated.label} {serials} is consecutive.",
                )
                if right
                else (
                    f"{relation.stated.label}{serials}不连续。",
                    f"{relation.stated.label} {serials} is not consecutive.",
                )
            )
        case Ordered():
            return _ordered(relation, right)
        case Meets(operator):
            return _met(relation, operator, right)
    return "", ""


def _member(stated: str, allowed: str, right: bool) -> tuple[str, str]:
    if right:
        return f"{stated}：应为{allowed}，相符。", f"{stated}: should be {allowed}; it is."
    return f"{stated}：应为{allowed}，不一致。", f"{stated}: should be {allowed}; it is not."


def _ordered(relation: Relation, right: bool) -> tuple[str, str]:
    names = [one_line(operand) for operand in (relation.stated, *relation.beside)]
    zh, en = "、".join(names), ", ".join(names)
    if right:
        return f"{zh}：先后相符。", f"{en}: in order."
    return f"{zh}：先后不一致。", f"{en}: not in order."


def _met(relation: Relation, operator: str, right: bool) -> tuple[str, str]:
    stated, target = one_line(relation.stated), one_line(relation.beside[0])
    words = _OPERATORS[operator]
    if right:
        return f"{stated}，{words}{target}，达到。", f"{stated} meets {operator} {target}."
    return f"{stated}，未达到“{words}”的{target}。", f"{stated} does not meet {operator} {target}."
