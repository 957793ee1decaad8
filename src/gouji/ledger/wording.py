"""Findings in words: the arithmetic as a reader would write it, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gouji.figures.figure import Figure
from gouji.findings import (
    Constant,
    Difference,
    Expression,
    Grounded,
    Named,
    Operand,
    Product,
    Ratio,
    Relation,
    Status,
    Sum,
)
from gouji.ledger.evaluation import Outcome, Reason, operands
from gouji.ledger.precision import factor, printed_number
from gouji.ledger.predicates import formula, said

SIGNS: Mapping[Status, str] = {"confirmed": "=", "tail": "≈", "contradicted": "≠", "undetermined": "?"}

REASONS: Mapping[Reason, tuple[str, str]] = {
    "": ("", ""),
    "missing": ("缺少需要的数", "a figure that it needs is not printed"),
    "modifier": ("数带有约数或上下限，范围不定", "a figure is printed with a bound or as an estimate"),
    "zero": ("分母为零", "the divisor is zero"),
    "unit": ("单位不同", "the units differ"),
    "open_list": ("所列并非全部（等、主要为），不能判断", "the list does not claim to be complete"),
    "ambiguous": ("原文中有多处相同的数，无法确定是哪一处", "several places of the text have that value"),
    "far": (
        "两数相差太远，也不像笔误，可能不是同一事项",
        "they are too far apart, and by no slip: perhaps not of one thing",
    ),
    "blocked": ("其中有数在文中前后不一致", "the report prints one of the figures with two values"),
}


def plain(text: str) -> str:
    """A printed figure on one line."""
    return "".join(text.split())


@dataclass(frozen=True)
class _Scale:
    """The unit that a line of arithmetic is written in; units are printed where they differ."""

    stated: Figure
    decimals: int
    mixed: bool

    @classmethod
    def of(cls, stated: Figure, expression: Expression) -> _Scale:
        figures = [
            stated,
            *(operand.figure for operand in operands(expression) if operand.figure is not None),
        ]
        same = [figure for figure in figures if figure.unit == stated.unit]
        decimals = max(figure.decimals for figure in same)
        if isinstance(expression, Product):
            return cls(stated, decimals, mixed=True)
        others = figures[1:] if isinstance(expression, Ratio) else figures
        mixed = len({(figure.unit, factor(figure)) for figure in others}) > 1
        return cls(stated, max(decimals, 2) if isinstance(expression, Ratio) else decimals, mixed)

    def number(self, operand: Operand) -> str:
        """An operand as printed; in brackets the name of what is missing."""
        if operand.figure is None:
            return f"（{operand.label}）"
        return printed_number(operand.figure) + (operand.figure.unit if self.mixed else "")

    def result(self, value: Decimal) -> str:
        """A computed value in the stated unit, rounded half up."""
        number = (value / factor(self.stated)).quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        if self.stated.dimension == "percent":
            return f"{_trimmed(number)}%"
        return f"{number:f}" + (self.stated.unit if self.mixed else "")

    def printed(self) -> str:
        """The stated figure."""
        if self.stated.dimension == "percent":
            return f"{printed_number(self.stated)}%"
        return printed_number(self.stated) + (self.stated.unit if self.mixed else "")


def _trimmed(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _formula(expression: Expression, scale: _Scale, *, inner: bool = False) -> str:
    match expression:
        case Operand():
            return scale.number(expression)
        case Constant(value=value):
            return scale.result(value)
        case Sum(terms):
            text = " + ".join(_formula(term, scale) for term in terms)
            return f"({text})" if inner and len(terms) > 1 else text
        case Difference(left, right):
            text = f"{_formula(left, scale)} − {_formula(right, scale, inner=True)}"
            return f"({text})" if inner else text
        case Product(left, Constant(label="%")):
            # 10分 × 90.58%: what the percent sign says is not written a second time.
            return _formula(left, scale, inner=inner)
        case Product(left, right):
            return f"{_formula(left, scale, inner=True)} × {_formula(right, scale, inner=True)}"
        case Ratio(part, whole):
            return f"{_formula(part, scale, inner=True)} ÷ {_formula(whole, scale, inner=True)}"
    return ""


def written(outcome: Outcome) -> tuple[str, str, str]:
    """A finding in words: the arithmetic, and what it says in Chinese and in English, from the same fields.

    The arithmetic has the printed values filled in: ``334.93 + 91.53 = 426.46 ≠ 526.47``.
    """
    relation, expected = outcome.relation, outcome.relation.expected
    if expected is None:
        return _predicate_text(relation), *_noted(outcome, *_about_predicate(relation))
    stated = relation.stated.figure
    scale = _Scale.of(stated, expected) if stated is not None else None
    arithmetic = _arithmetic(outcome, expected, scale) if scale is not None else _predicate_text(relation)
    return arithmetic, *_noted(outcome, *_about_numbers(outcome, expected, scale))


def _arithmetic(outcome: Outcome, expected: Expression, scale: _Scale) -> str:
    left, right = _formula(expected, scale), scale.printed()
    if outcome.relation.bound and outcome.status in ("confirmed", "contradicted"):
        return f"{right} {'≤' if outcome.status == 'confirmed' else '>'} {left}"
    if outcome.computed is None:
        return f"{left} ? {right}"
    return f"{left}{_result(expected, outcome, scale)} {right}"


def _result(expected: Expression, outcome: Outcome, scale: _Scale) -> str:
    """The computed value between the formula and the sign, left out where it would say a thing twice."""
    computed = scale.result(outcome.computed) if outcome.computed is not None else ""
    sign = SIGNS[outcome.status]
    stated = scale.stated
    same = stated.value is not None and computed == scale.result(stated.value)
    if (
        isinstance(expected, Operand | Constant)
        or _is_single(expected)
        or (same and outcome.status == "confirmed")
    ):
        return f" {sign}"
    return f" = {computed} {'≈' if sign == '=' else sign}"


def _is_single(expected: Expression) -> bool:
    return isinstance(expected, Sum) and len(expected.terms) == 1


def _predicate_text(relation: Relation) -> str:
    match relation.predicate:
        case Grounded(claimed=claimed, holds=holds):
            return f"{claimed} {'∈' if holds else '∉'} text" if holds is not None else f"{claimed} ? text"
        case Named(holds=holds):
            text = (
                plain(relation.stated.figure.text)
                if relation.stated.figure is not None
                else relation.stated.label
            )
            return f"{text} {'∈' if holds else '∉'} facts"
    return formula(relation)


def _named(operand: Operand) -> str:
    if operand.place is None:
        return f"{operand.label}（未列）"
    return f"{operand.label}{plain(operand.text) or '（空白）'}"


def _spelled(expression: Expression) -> str:
    """The expression with names: what a reader looks up."""
    match expression:
        case Operand():
            return _named(expression)
        case Constant(label, value, unit):
            return f"{label}{_trimmed(value)}{unit}"
        case Sum(terms):
            return " + ".join(_spelled(term) for term in terms)
        case Difference(left, right):
            return f"{_spelled(left)} − {_spelled(right)}"
        case Product(left, Constant(label="%")):
            return _spelled(left)
        case Product(left, right):
            return f"{_bracketed(left)} × {_bracketed(right)}"
        case Ratio(part, whole):
            return f"{_bracketed(part)} ÷ {_bracketed(whole)}"
    return ""


def _bracketed(expression: Expression) -> str:
    text = _spelled(expression)
    return text if isinstance(expression, Operand | Constant) else f"（{text}）"


def _noted(outcome: Outcome, zh: str, en: str) -> tuple[str, str]:
    """A message in two languages with what the check has to add."""
    for name in outcome.fits:
        zh += f"按{name}计算则相符。"
        en += f" It would agree with {name}."
    return zh + outcome.relation.note_zh, f"{en} {outcome.relation.note_en}".rstrip()


def _about_numbers(outcome: Outcome, expected: Expression, scale: _Scale | None) -> tuple[str, str]:
    relation = outcome.relation
    stated, spelled = _named(relation.stated), _spelled(expected)
    if scale is None or outcome.computed is None or outcome.status == "undetermined":
        zh, en = REASONS[outcome.reason]
        return f"{stated}与{spelled}：{zh}，无法核对。", f"{stated} against {spelled}: {en}; undetermined."
    figure = scale.stated
    computed = scale.result(outcome.computed) + (
        "" if scale.mixed or figure.dimension == "percent" else figure.unit
    )
    result = "" if isinstance(expected, Operand | Constant) or _is_single(expected) else f" = {computed}"
    gap, gap_en = _gap(outcome, scale)
    if relation.bound:
        holds = outcome.status == "confirmed"
        return (
            f"{stated}未超过{spelled}{result}，相符。"
            if holds
            else f"{stated}超过{spelled}{result}，多{gap}。",
            f"{stated} does not exceed {spelled}{result}."
            if holds
            else f"{stated} exceeds {spelled}{result} by {gap_en}.",
        )
    match outcome.status:
        case "confirmed":
            return f"{stated}：{spelled}{result}，相符。", f"{stated}: {spelled}{result}; they agree."
        case "tail":
            return (
                f"{stated}：{spelled}{result}，相差{gap}，属尾差。",
                f"{stated}: {spelled}{result}; {gap_en} apart, a rounding tail.",
            )
        case _:
            return (
                f"{stated}，而{spelled}{result}，相差{gap}，不一致。",
                f"{stated} is stated, but {spelled}{result}; {gap_en} apart, they do not agree.",
            )


def _gap(outcome: Outcome, scale: _Scale) -> tuple[str, str]:
    gap = outcome.difference if outcome.difference is not None else Decimal(0)
    if scale.stated.dimension == "percent":
        points = scale.result(gap)[:-1]
        return f"{points}个百分点", f"{points} percentage points"
    text = scale.result(gap) + ("" if scale.mixed else scale.stated.unit)
    return text, text


def _about_predicate(relation: Relation) -> tuple[str, str]:
    label = relation.stated.label
    match relation.predicate:
        case Grounded(claimed=claimed, holds=True):
            return f"{label}：{claimed}见于原文。", f"{label}: {claimed} stands in the text."
        case Grounded(claimed=claimed, holds=None):
            zh, en = REASONS["ambiguous"]
            return f"{label}：{claimed}，{zh}。", f"{label}: {claimed}: {en}."
        case Grounded(claimed=claimed):
            return (
                f"{label}：{claimed}在原文所引之处没有，可能是模型误读。",
                f"{label}: {claimed} does not stand at the cited place; the model may have misread it.",
            )
        case Named(holds=True):
            return f"{_named(relation.stated)}：已有说明。", f"{_named(relation.stated)}: accounted for."
        case Named(added=True):
            return (
                f"{_named(relation.stated)}参与合计，却未被抽取，可能漏抽。",
                f"{_named(relation.stated)} is part of a sum and in no extraction; it may have been missed.",
            )
        case Named():
            return (
                f"{_named(relation.stated)}未被抽取，也不在任何勾稽关系中，可能漏抽。",
                f"{_named(relation.stated)} is in no extraction and in no relation; it may have been missed.",
            )
    return said(relation)


__all__ = ["plain", "written"]
