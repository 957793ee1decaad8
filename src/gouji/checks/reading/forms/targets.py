"""Targets and actual values of indicators: the operator, the number, the words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from gouji.checks.reading.forms.form import Entry
from gouji.checks.reading.tables.sheets import Slot
from gouji.document import Document
from gouji.figures.figure import Figure

Operator = Literal["≥", ">", "≤", "<", "="]

_OPERATORS: dict[str, Operator] = {"at_least": "≥", "over": ">", "at_most": "≤", "under": "<"}
_BARE = re.compile(r"[=＝]?([-－−]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|[-－−]?\d+(?:\.\d+)?)")
_SIGNS: tuple[tuple[str, Operator], ...] = (
    ("≥", "≥"), (">=", "≥"), ("＞=", "≥"), ("不低于", "≥"), ("不少于", "≥"), ("≤", "≤"), ("<=", "≤"),
    ("不超过", "≤"), ("不高于", "≤"), ("＞", ">"), (">", ">"), ("＜", "<"), ("<", "<"),
)  # fmt: skip
_LOWER = re.compile(
    r"成本|经费|费用|支出|造价|单价|标准|预算|资金|投诉|事故|案件|失业|死亡|发病|逾期|能耗|耗|差错|误差|时间|时限|时长|天数"
    r"|差异|缺勤|辍学|流失|违规|违纪|信访|舆情|下降至|降至|控制"
)
_EXACT = re.compile(r"[=＝]")
_QUANTITIES = frozenset(
    {
        "money",
        "percent",
        "count",
        "score",
        "duration",
        "area",
        "length",
        "mass",
        "volume",
        "energy",
        "permille",
        "point",
        "multiple",
    }
)
_NEGATIVE = re.compile(
    r"未(?:能)?(?:完成|达|实现|开展|落实|实施|按|及时)|没有|不达标|滞后|尚未|延期|推迟|逾期|超期|不到位"
)
_POSITIVE = re.compile(
    r"完成|达标|达成|达到|实现|全部|合格|按时|按期|及时|已|优|良好|明显|显著|有效|提升|提高|改善|全覆盖|无$|是$"
)


@dataclass(frozen=True)
class Value:
    """What a cell of a target or an actual value says.

    ``operator`` is empty for an actual value and for a target that prints none. ``figure`` is ``None``
    for words, and for cells with several numbers.
    """

    slot: Slot
    figure: Figure | None
    operator: Operator | Literal[""] = ""

    @property
    def words(self) -> bool:
        """Whether it is said in words, without a number."""
        return self.figure is None and not self.slot.figures and not re.search(r"\d", self.slot.text)

    @property
    def dimension(self) -> str:
        """What its number measures; ``bare`` without a unit, empty without a number."""
        if self.figure is None:
            return ""
        return self.figure.dimension if self.figure.base_unit or self.figure.dimension == "date" else "bare"


@dataclass(frozen=True)
class Pair:
    """The target and the actual value of an indicator."""

    entry: Entry
    target: Value
    actual: Value

    @property
    def operator(self) -> Operator:
        """The target's operator; without one, the value itself or the better side of it."""
        if self.target.operator:
            return self.target.operator
        wanted, got = self.target.figure, self.actual.figure
        if wanted is None or got is None or wanted.value == got.value or _EXACT.search(self.target.slot.text):
            return "="
        return "≤" if self.lower else "≥"

    @property
    def lower(self) -> bool:
        """Whether less is better: costs, delays, complaints."""
        text = f"{self.entry.level2}{self.entry.name}"
        return _LOWER.search(text) is not None and not re.search(r"率$|覆盖|及时率|到位", self.entry.name)

    @property
    def comparable(self) -> bool:
        """Whether both are numbers of one unit."""
        wanted, got = self.target.figure, self.actual.figure
        if wanted is None or got is None or wanted.value is None or got.value is None:
            return False
        return wanted.base_unit == got.base_unit and wanted.dimension == got.dimension

    @property
    def completion(self) -> Decimal | None:
        """The actual value in percent of the target, where more is better."""
        wanted, got = self.target.figure, self.actual.figure
        if not self.comparable or wanted is None or got is None or not wanted.value or got.value is None:
            return None
        if wanted.high is not None or self.operator in ("≤", "<") or wanted.value < 0:
            return None
        return got.value * 100 / wanted.value


def pair_of(entry: Entry, document: Document) -> Pair | None:
    """The target and the actual value of an indicator; ``None`` where one of them is blank."""
    if entry.target is None or entry.actual is None or entry.target.blank or entry.actual.blank:
        return None
    if entry.target is entry.actual:
        return None
    target, actual = _value(entry.target, document), _value(entry.actual, document)
    target = replace(target, operator=_operator(target))
    return Pair(entry, *_same_unit(target, actual))


def negative(text: str) -> bool:
    """Whether words say that something was not done."""
    return _NEGATIVE.search(text) is not None


def positive(text: str) -> bool:
    """Whether words say that something was done."""
    return (
        _POSITIVE.search(text) is not None and not negative(text) and not re.search(r"基本|部分|大部", text)
    )


def _value(slot: Slot, document: Document) -> Value:
    figures = [figure for figure in slot.figures if figure.dimension in _QUANTITIES]
    dates = [figure for figure in slot.figures if figure.dimension == "date"]
    if len(figures) > 1 and re.search(r"[（(]", document.text[figures[0].end : figures[1].start]):
        figures = figures[:1]
    if len(figures) == 1 and (not dates or dates[0].start != slot.cell.start):
        return Value(slot, figures[0])
    if not figures and len(dates) == 1:
        return Value(slot, dates[0])
    return Value(slot, _bare(slot) if not slot.figures else None)


def _bare(slot: Slot) -> Figure | None:
    """A number without a unit, in a column of values."""
    text = slot.cell.text
    stripped = text.strip()
    sign = next((sign for sign, _ in _SIGNS if stripped.startswith(sign)), "")
    found = _BARE.fullmatch(stripped[len(sign) :].strip())
    if found is None or slot.cell.end - slot.cell.start != len(text):
        return None
    number = found[1].replace(",", "").replace("，", "").replace("－", "-").replace("−", "-")
    start = slot.cell.start + text.rindex(found[1])
    decimals = len(number.partition(".")[2])
    return Figure(
        found[1], start, start + len(found[1]), number, Decimal(number), "", "", "count",
        decimals=decimals, quantum=Decimal(1).scaleb(-decimals), flags=frozenset({"bare", "in_table"}),
    )  # fmt: skip


def _operator(value: Value) -> Operator | Literal[""]:
    figure = value.figure
    if figure is None:
        return ""
    if figure.dimension == "date":
        return "≤" if not {"after", "start"} & set(figure.modifiers) else ""
    said = operator_of(figure)
    if said:
        return said
    sign = next((operator for sign, operator in _SIGNS if value.slot.text.startswith(sign)), None)
    return sign if sign is not None else ("≤" if "控制在" in value.slot.text else "")


def operator_of(figure: Figure) -> Operator | Literal[""]:
    """The operator that a figure's own words say: 不超过2秒, 95%以上; empty where they say none."""
    for modifier in figure.modifiers:
        if modifier in _OPERATORS:
            # 95%以上 takes 95% in; 超过95% does not.
            behind = figure.full_end > figure.end
            return "≥" if modifier == "over" and behind else _OPERATORS[modifier]
    return ""


def _same_unit(target: Value, actual: Value) -> tuple[Value, Value]:
    """A number without a unit is in the unit of the other."""
    wanted, got = target.figure, actual.figure
    if wanted is None or got is None or "date" in (wanted.dimension, got.dimension):
        return target, actual
    if target.dimension == "bare" and actual.dimension not in ("bare", ""):
        return replace(target, figure=_in_unit(wanted, got)), actual
    if actual.dimension == "bare" and target.dimension not in ("bare", ""):
        return target, replace(actual, figure=_in_unit(got, wanted))
    return target, actual


def _in_unit(bare: Figure, other: Figure) -> Figure:
    scale = other.quantum.scaleb(other.decimals)
    value = bare.value * scale if bare.value is not None else None
    return replace(
        bare,
        value=value,
        unit=other.unit,
        base_unit=other.base_unit,
        dimension=other.dimension,
        currency=other.currency,
        quantum=bare.quantum * scale,
    )
