"""What a 自评表 consists of: indicators, groups of them, rows of funds, the row 总分."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from gouji.checks.reading.forms.columns import Header
from gouji.checks.reading.tables.sheets import Sheet, Slot
from gouji.figures.figure import Figure

SATISFACTION = re.compile(r"满意")
EXECUTION = re.compile(r"预算执行|资金执行|执行率|支出进度|支付进度")
_FUNDS_TOTAL = re.compile(r"资金总额|^合计$|^总额$|^总计$|^预算资金$|^项目资金$")


@dataclass(frozen=True, eq=False)
class Entry:
    """A row that is given points 指标: what is blank is a slot too, what has no column is ``None``."""

    name: str
    level1: str
    level2: str
    row: int
    head: Slot
    weight: Slot | None = None
    scores: tuple[Slot, ...] = ()
    target: Slot | None = None
    actual: Slot | None = None
    done: Slot | None = None
    reason: Slot | None = None

    @property
    def score(self) -> Slot | None:
        """The first of its scores: that of the body itself."""
        return self.scores[0] if self.scores else None

    @property
    def full(self) -> bool:
        """Whether it is given all the points that it is worth."""
        given, worth = figure_of(self.score), figure_of(self.weight)
        return given is not None and worth is not None and given == worth

    @property
    def short(self) -> bool:
        """Whether it is given fewer points than it is worth."""
        given, worth = figure_of(self.score), figure_of(self.weight)
        if given is None or worth is None or given.value is None or worth.value is None:
            return False
        return given.base_unit == worth.base_unit and given.value < worth.value


@dataclass(frozen=True, eq=False)
class Money:
    """A row of funds 项目资金: its slots by kind (initial, budget, executed, rate, weight, score)."""

    label: str
    head: Slot
    slots: Mapping[str, Slot]

    @property
    def is_total(self) -> bool:
        return _FUNDS_TOTAL.search(self.label) is not None

    def figure(self, kind: str) -> Figure | None:
        """The figure of a column."""
        return figure_of(self.slots.get(kind))


@dataclass(frozen=True, eq=False)
class Group:
    """Indicators under one head that prints points: 产出指标（50分）, or a row 小计."""

    label: str
    entries: tuple[Entry, ...]
    weight: Slot | None
    weight_figure: Figure | None
    score: Slot | None = None
    level: int = 1


@dataclass(frozen=True, eq=False)
class Total:
    """The row 总分: its points, with the blank slot where the score should stand."""

    label: str
    head: Slot
    weight: Slot | None
    scores: tuple[Slot | None, ...]
    row: int


@dataclass
class Form:
    """A 自评表, or a plain table of points."""

    sheet: Sheet
    header: Header | None = None
    entries: list[Entry] = field(default_factory=list)
    funds: list[Money] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)

    @property
    def execution(self) -> Money | None:
        """The row of funds that is given points for its execution rate."""
        scored = [row for row in self.funds if row.figure("weight") is not None]
        return next((row for row in scored if row.is_total), scored[0] if scored else None)

    @property
    def is_appraisal(self) -> bool:
        """Whether it has targets and funds or several indicators: more than a table of points."""
        targets = sum(entry.target is not None and not entry.target.blank for entry in self.entries)
        return targets >= 2

    @property
    def pointed(self) -> list[Entry]:
        """The indicators with a weight."""
        return [entry for entry in self.entries if figure_of(entry.weight) is not None]


def figure_of(slot: Slot | None) -> Figure | None:
    """The figure of a slot, if it has one."""
    return slot.figure if slot is not None else None
