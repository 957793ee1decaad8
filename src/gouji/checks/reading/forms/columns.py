"""What the columns of a form hold, told by their heads: target, actual value, weight, score, funds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from gouji.checks.reading.tables.sheets import Sheet, Slot

MAX_HEAD = 24
"""A head with more characters than these is a sentence."""

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("serial", re.compile(r"^(?:序号|编号|行次|No\.?)$")),
    ("reason", re.compile(r"偏差|原因|改进")),
    ("note", re.compile(r"说明|备注|依据|佐证|标准$|评分(?:标准|细则|办法|规则)")),
    ("score", re.compile(r"得分(?!率)|自评分|实得|评价分|(?<!满)(?<!总)评分$|考核分|^自评$")),
    ("weight", re.compile(r"分值|权重|标准分|满分|应得|赋分|^分数$")),
    ("done", re.compile(r"完成(?:率|比例|程度|百分比|进度)|实现率")),
    ("executed", re.compile(r"执行数|实际支出|支出数|支出金额|决算数|实际使用|执行金额|实际执行|^执行$")),
    ("rate", re.compile(r"执行率|支付率|支出率|使用率|执行进度|预算完成率")),
    ("initial", re.compile(r"年初预算|年初(?:批复|安排)")),
    ("budget", re.compile(r"全年预算|调整后?预算|预算数|预算金额|预算安排|预算批复|^预算$")),
    ("received", re.compile(r"到位")),
    ("actual", re.compile(r"完成(?:值|数|情况|指标值|量|结果|指标)|^完成$|实际(?:值|数|完成|达到|执行值)|^实际$|实绩")),
    ("level1", re.compile(r"一级|^指标(?:类型|类别)$|^评价维度$|^维度$")),
    ("level2", re.compile(r"二级|^分类指标$")),
    ("name", re.compile(r"三级|指标名称|指标内容|具体指标|评价指标|考核指标|评价内容|考核内容|^绩效指标$|^指标$|^内容$|^名称$")),
    (
        "target",
        re.compile(r"指标值|目标值|预期(?:值|指标|目标)|计划(?:值|数|完成)|年度(?:指标|目标)$|^目标$|^计划$|任务(?:数|目标)|绩效目标$"),
    ),
    ("unit", re.compile(r"^(?:计量)?单位$")),
)  # fmt: skip
_BRACKET = re.compile(r"（[^（）]*）")


@lru_cache(maxsize=4096)
def kind_of(text: str) -> str:
    """What a head says its column holds; empty where it says nothing of the kind."""
    words = _BRACKET.sub("", text) or text
    if not words or len(words) > MAX_HEAD:
        return ""
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), "")


Columns = Mapping[int, str]
"""Which column holds what."""


class Header:
    """A header, of one row or more: the kind of each column, and how wide a row below it is.

    ``rows`` is how many rows it takes.
    """

    def __init__(self, kinds: Columns, width: int, rows: int) -> None:
        self.kinds = kinds
        self.width = width
        self.rows = rows
        self.by_kind: dict[str, list[int]] = {}
        for column in sorted(kinds):
            self.by_kind.setdefault(kinds[column], []).append(column)

    def has(self, *kinds: str) -> bool:
        """Whether it has a column of every kind."""
        return all(kind in self.by_kind for kind in kinds)

    def any_of(self, *kinds: str) -> bool:
        """Whether it has a column of some kind."""
        return any(kind in self.by_kind for kind in kinds)

    @property
    def scores(self) -> bool:
        """Whether it heads rows that are given points."""
        named = self.any_of("name", "level1", "level2", "target")
        return (
            self.has("weight", "score") or (self.has("target") and self.any_of("weight", "score"))
        ) and named

    @property
    def funds(self) -> bool:
        """Whether it heads rows of funds."""
        return self.has("executed") and self.any_of("initial", "budget", "received")

    @property
    def measures(self) -> bool:
        """Whether it heads rows with a target and what became of it."""
        named = self.any_of("done", "name", "level1", "level2", "unit")
        return self.has("target", "actual") and named


def header_at(sheet: Sheet, row: int) -> Header | None:
    """The header that begins at a row; ``None`` where the row holds values or names no columns."""
    first = _head_cells(sheet, row)
    if first is None or sum(bool(kind_of(slot.text)) for slot in first) < 2:
        return None
    second = _head_cells(sheet, row + 1) if row + 1 < len(sheet.rows) else None
    if sheet.table.regular:
        return _regular(sheet, row, first, second)
    return _irregular(first, second)


def _head_cells(sheet: Sheet, row: int) -> list[Slot] | None:
    slots = sheet.slots(row)
    filled = [slot for slot in slots if not slot.blank]
    if not filled or any(slot.figures and slot.figure is not None for slot in filled):
        return None
    return slots if all(len(slot.text) <= 2 * MAX_HEAD for slot in filled) else None


def _continues(second: Sequence[Slot] | None, row: int) -> list[Slot]:
    """The cells of the row below that are heads too: short, without figures, and most of them name columns."""
    own = [slot for slot in second or () if slot.cell.row == row and not slot.blank]
    named = [slot for slot in own if kind_of(slot.text)]
    return own if len(named) >= 2 and len(named) * 2 > len(own) else []


def _regular(sheet: Sheet, row: int, first: Sequence[Slot], second: Sequence[Slot] | None) -> Header:
    kinds: dict[int, str] = {}
    lower = _continues(second, row + 1)
    for slot in [*first, *lower]:
        kind = kind_of(slot.text)
        for column in range(slot.cell.column, slot.cell.column + slot.cell.column_span):
            if kind:
                kinds[column] = kind
    return Header(kinds, sheet.table.n_columns, 2 if lower else 1)


def _irregular(first: Sequence[Slot], second: Sequence[Slot] | None) -> Header:
    kinds = {at: kind for at, slot in enumerate(first) if (kind := kind_of(slot.text))}
    lower = [kind_of(slot.text) for slot in second or ()]
    if not second or sum(map(bool, lower)) < 2 or len(second) < len(first):
        return Header(kinds, len(first), 1)
    if sum(bool(slot.text) and not kind for slot, kind in zip(second, lower)) > 1:
        return Header(kinds, len(first), 1)
    joined = {at: kind for at, kind in enumerate(lower) if kind}
    lost = len(second) - len(first)
    for at, slot in enumerate(second):
        # A head that reaches down beside the lower ones leaves a blank there.
        if slot.blank and at - lost >= 0 and all(other.blank for other in second[at:]) and at - lost in kinds:
            joined[at] = kinds[at - lost]
        elif slot.blank and all(other.blank for other in second[: at + 1]) and at in kinds:
            joined[at] = kinds[at]
    return Header(joined, len(second), 2)
