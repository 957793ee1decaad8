"""TARGET-MET 指标完成: what was done meets the target, by the target's own operator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gouji.checks import proposes
from gouji.checks.reading.forms.form import forms
from gouji.checks.reading.forms.targets import Pair, Value, negative, operator_of, pair_of, positive
from gouji.checks.reading.text.nodes import passages
from gouji.document import Document
from gouji.facts import Facts
from gouji.findings import Meets, Member, Operand, Ordered, Relation, Severity

_WHOLE = re.compile(
    r"达标|全部|完成|合格|按时|按期|及时|达到|实现|健全|完善|提升|提高|改善|增强|有效|良好|显著|明显"
)


@proposes("TARGET-MET", title="指标完成", severity="medium")
def targets(facts: Facts) -> Iterator[Relation]:
    """An indicator with full marks meets its target.

    Formula: 完成值 ≥ 指标值, or ≤, by the printed sign or word (不低于, 以内, 之前); without one, by the indicator
    Example: 70.8% done of ≥71.5% with full marks is contradicted.
    Undetermined: Several numbers in a cell, an estimate, other units: no relation. A target that was missed
        and marked down, or marked down without points to compare, is info: the report says so itself.
    Source: Rule R4; 年度指标值 and 实际完成值 of the 自评表; prose that prints both and says 达到目标.
    """
    for form in forms(facts):
        for entry in form.entries:
            pair = pair_of(entry, facts.document)
            relation = _relation(pair, facts) if pair is not None else None
            if relation is not None:
                yield relation
    yield from _in_prose(facts)


_AIM = re.compile(r"目标|指标值|标准|要求|任务|计划")
_AIMED = re.compile(r"的?(?:目标|指标|标准|要求|任务|计划)(?:值|数)?[^，。；]{0,6}$")
_ACTUAL = re.compile(r"，[^，。；]{0,10}?(?:实测|实际|实为|完成|达到?|为|平均)[^，。；]{0,6}")
_SAID = re.compile(
    r"[，（]?(?:已|均|全面|圆满|可)?(?:达到|完成|符合|满足|实现)(?:了)?[^，。；未不]{0,6}?(?:目标|要求|标准|指标|任务)(?:要求|值)?(?=[，。；）]|$)|[，（]?(?:已|均|全部)?达标"
)


def _in_prose(facts: Facts) -> Iterator[Relation]:
    """响应时间目标为不超过2秒，实测1.8秒，达到目标: a sentence that says its target was met."""
    for passage in passages(facts):
        for wanted, got in pairwise(passage.nodes):
            operator = operator_of(wanted.figure)
            alike = wanted.figure.base_unit == got.figure.base_unit and wanted.figure.per == got.figure.per
            plain = (
                alike and not got.figure.modifiers and got.figure.high is None and wanted.figure.high is None
            )
            told = _ACTUAL.fullmatch(got.gap) is not None and _SAID.match(got.after) is not None
            if operator and plain and told and _AIM.search(wanted.gap.rpartition("。")[2]):
                name = _AIMED.sub("", wanted.label) or wanted.label
                target = Operand("target", f"{name}（指标值）", wanted.figure)
                actual = Operand("actual", f"{name}（完成值）", got.figure)
                yield Relation(actual, predicate=Meets(operator), beside=(target,))


def _relation(pair: Pair, facts: Facts) -> Relation | None:
    if pair.target.dimension == "date" and pair.actual.dimension == "date":
        return _dates(pair, facts)
    if pair.comparable:
        return _numbers(pair, facts.document)
    return _words(pair, facts.document) if pair.actual.words else None


def _operand(value: Value, role: str, name: str, pair: Pair, document: Document) -> Operand:
    label = f"{pair.entry.name}（{name}）"
    if value.figure is not None:
        return Operand(role, label, value.figure)
    return value.slot.operand(role, label, document)


def _severity(pair: Pair) -> Severity:
    """Grave only where the row has full marks: a target that was missed and marked down is told."""
    sure = pair.target.operator or not pair.lower
    return ("medium" if sure else "low") if pair.entry.full else "info"


def _numbers(pair: Pair, document: Document) -> Relation | None:
    wanted, got = pair.target.figure, pair.actual.figure
    if (
        wanted is None
        or got is None
        or (wanted.per and got.per and wanted.per != got.per)
        or {"approx", "near", "several"} & set(got.modifiers)
    ):
        return None
    if got.high is not None or (wanted.high is not None and (got.value or 0) > wanted.high):
        return None
    return Relation(
        _operand(pair.actual, "actual", "完成值", pair, document),
        predicate=Meets(pair.operator),
        beside=(_operand(pair.target, "target", "指标值", pair, document),),
        severity=_severity(pair),
    )


def _dates(pair: Pair, facts: Facts) -> Relation | None:
    """A date as target is a term: the actual date is not behind it."""
    wanted, got = pair.target.figure, pair.actual.figure
    if (
        wanted is None
        or got is None
        or pair.target.operator != "≤"
        or {"start", "after"} & set(got.modifiers)
    ):
        return None
    year = facts.meta.fiscal_year
    first, second = _iso(got.number.rpartition("/")[2], year), _iso(wanted.number.rpartition("/")[2], year)
    # A target outside the fiscal year is the matter of DATE-FY.
    if first[:1] == "-" or second[:1] == "-" or (year is not None and second[:4] != str(year)):
        return None
    return Relation(
        _operand(pair.actual, "actual", "完成值", pair, facts.document),
        predicate=Ordered((first, second)),
        beside=(_operand(pair.target, "target", "指标值", pair, facts.document),),
        severity=_severity(pair),
    )


def _iso(number: str, year: int | None) -> str:
    return f"{year}-{number[2:]}" if number.startswith("--") and year is not None else number


def _words(pair: Pair, document: Document) -> Relation | None:
    """未完成 beside any target is not met; 已完成 beside 全部完成 is."""
    text = pair.actual.slot.text
    if len(text) > 20:
        return None
    met = positive(text) and pair.target.words and _WHOLE.search(pair.target.slot.text) is not None
    if not met and not negative(text):
        return None
    return Relation(
        _operand(pair.actual, "actual", "完成值", pair, document),
        predicate=Member("已完成" if met else "未完成", ("已完成",)),
        beside=(_operand(pair.target, "target", "指标值", pair, document),),
        severity="medium" if pair.entry.full else "info",
    )
