"""UNIT-TARGET 指标单位: target and actual value of an indicator measure the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gouji.checks import proposes
from gouji.checks.reading.forms.form import forms
from gouji.checks.reading.forms.targets import Pair, Value, pair_of
from gouji.document import Document
from gouji.facts import Facts
from gouji.findings import Member, Operand, Relation

_NAMES: Mapping[str, str] = {
    "money": "金额",
    "percent": "百分比",
    "count": "数量",
    "score": "分数",
    "date": "日期",
    "duration": "时长",
    "area": "面积",
    "length": "长度",
    "mass": "重量",
    "volume": "体积",
    "energy": "能量",
}
_WORDS = "文字"


@proposes("UNIT-TARGET", title="指标单位", severity="low")
def units(facts: Facts) -> Iterator[Relation]:
    """Target and actual value of an indicator share a dimension.

    Formula: 完成值's kind = 指标值's kind (金额, 百分比, 数量, 日期 …)
    Example: A target of 28万元 answered with 100%: money against a percentage.
    Undetermined: A number without a unit, several numbers in a cell, multiples and fractions: no relation.
        A target in words answered with a percentage is info.
    Source: 年度指标值 and 实际完成值 of the 自评表.
    """
    for form in forms(facts):
        for entry in form.entries:
            pair = pair_of(entry, facts.document)
            relation = _relation(pair, facts.document) if pair is not None else None
            if relation is not None:
                yield relation


def _relation(pair: Pair, document: Document) -> Relation | None:
    got = _NAMES.get(pair.actual.dimension)
    wanted = _WORDS if pair.target.words else _NAMES.get(pair.target.dimension)
    if got is None or wanted is None or len(pair.target.slot.text) > 40:
        return None
    if wanted == _WORDS and got != _NAMES["percent"]:
        return None
    return Relation(
        _operand(pair.actual, "actual", "完成值", pair, document),
        predicate=Member(got, (wanted,)),
        beside=(_operand(pair.target, "target", "指标值", pair, document),),
        severity="info" if wanted == _WORDS else None,
        note_zh="" if got == wanted else f"指标值为{pair.target.slot.text}。",
        note_en="" if got == wanted else f"The target is {pair.target.slot.text}.",
    )


def _operand(value: Value, role: str, name: str, pair: Pair, document: Document) -> Operand:
    label = f"{pair.entry.name}（{name}）"
    if value.figure is not None:
        return Operand(role, label, value.figure)
    return value.slot.operand(role, label, document)
