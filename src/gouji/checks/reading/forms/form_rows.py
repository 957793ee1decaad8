"""The rows of a 自评表 one by one: which is an indicator, a group, a row of funds, the total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.checks.reading.forms.columns import Header
from gouji.checks.reading.forms.form_line import (
    Line,
    as_points,
    bracketed_points,
    own_weight,
    title_of,
    total_of,
)
from gouji.checks.reading.forms.indicators import Entry, Form, Group, Money, figure_of
from gouji.checks.reading.tables.sheets import Sheet, Slot
from gouji.figures.figure import Figure

TOTAL = re.compile(
    r"^(?:(?:自评|评价|综合|最终)?(?:总得?分|总评分|得分合计|合计得分)|(?:自评|评价|综合|最终)得分|合计|总计|共计|总和)"
    r"(?:值|数)?(?:（[^（）]*）)?[:：]?$"
)
SUBTOTAL = re.compile(r"小计$")
_GROUP = re.compile(
    r"^(?:[一二三四五六七八九十\d]+[、.．])?[一-龥]{0,6}"
    r"(?:产出|效益|效果|满意度|投入|过程|决策|管理|成本)(?:类)?(?:指标)?(?:（|$)"
)


def fund_rows(sheet: Sheet, header: Header, rows: Sequence[int]) -> Iterator[Money]:
    """The rows under a header of funds."""
    kinds = ("initial", "budget", "received", "executed", "rate", "weight", "score")
    seen: set[int] = set()
    for row in rows:
        line = Line(sheet, header, row)
        slots = {kind: slot for kind in kinds if (slot := line.get(kind)) is not None}
        amounts = [slot for kind, slot in slots.items() if kind in kinds[:4]]
        first = min(amounts, key=lambda slot: slot.cell.start, default=None)
        head = line.left_of(first) if first is not None else None
        if (
            head is None
            or head.cell.row != row
            or len(head.text) > 30
            or any(_wordy(slot) for slot in amounts)
        ):
            continue
        for kind in ("weight", "score"):
            # One cell that reaches down over the parts belongs to the first row.
            if kind in slots and id(slots[kind]) in seen:
                del slots[kind]
        seen.update(id(slot) for slot in slots.values())
        yield Money(head.text, head, slots)


def _added_up(entries: Sequence[Entry], worth: Figure | None) -> tuple[Entry, ...]:
    """Which of the rows since the last 小计 one adds up: those whose weights make its own, else its group's."""
    weights = [figure.value for entry in entries if (figure := figure_of(entry.weight)) is not None]
    if worth is not None and len(weights) == len(entries):
        for first in range(len(entries)):
            if sum((weight for weight in weights[first:] if weight is not None), Decimal(0)) == worth.value:
                return tuple(entries[first:])
    group = entries[-1].level1
    others = [at for at, entry in enumerate(entries) if entry.level1 != group]
    return tuple(entries[others[-1] + 1 :] if others and group else entries)


def _wordy(slot: Slot) -> bool:
    return not slot.blank and slot.figure is None and len(re.findall(r"[一-龥]", slot.text)) > 2


def indicator_rows(form: Form, sheet: Sheet, header: Header, rows: Sequence[int]) -> None:
    """Read the rows under a header of points into entries, groups and totals."""
    reader = _Reader(form, header)
    for row in rows:
        if reader.open:
            reader.take(Line(sheet, header, row))
    reader.close()


class _Reader:
    """Goes down the indicators and remembers the levels."""

    def __init__(self, form: Form, header: Header) -> None:
        self.form, self.header = form, header
        self.levels: dict[int, Slot | None] = {1: None, 2: None}
        self.weights: dict[int, Slot | None] = {1: None, 2: None}
        self.members: dict[int, list[Entry]] = {1: [], 2: []}
        self.heading: tuple[str, Slot, Slot | None, Slot | None] | None = None
        self.under: list[Entry] = []
        self.last: list[Entry] = []
        self.seen: set[int] = set()
        self.own_weight = own_weight(header)
        self.open = True

    def take(self, line: Line) -> None:
        if not line.filled:
            return
        if TOTAL.match(line.label) and line.filled[0].cell.row == line.row:
            self._end_heading()
            self.form.totals.append(total_of(line, self.header))
            # What follows the total is no indicator, unless the total opens the table.
            self.open = not self.form.entries
            return
        if SUBTOTAL.search(line.label):
            self._subtotal(line)
            return
        if self._is_heading(line):
            self._end_heading()
            weight, scores = self._points(line)
            self.heading = (line.label, line.filled[0], weight, scores[0] if scores else None)
            return
        if self._is_torn(line):
            self._begin_level1(line.filled[0])
            return
        self._levels(line)
        self._entry(line)

    def _is_torn(self, line: Line) -> bool:
        """Whether a line break in a cell tore the first level off its row: 效益指标（30分） alone in two cells."""
        alone = not line.regular and len(line.filled) == 1 and len(line.slots) * 2 < self.header.width
        return alone and self.header.has("level1", "level2") and _GROUP.match(line.label) is not None

    def _begin_level1(self, slot: Slot) -> None:
        for level in (1, 2):
            self._end_group(level)
            self.levels[level], self.weights[level] = None, None
        self.levels[1] = slot

    def _points(self, line: Line) -> tuple[Slot | None, list[Slot]]:
        weights = line.all("weight")
        weight = weights[self.own_weight] if len(weights) > self.own_weight >= 0 else None
        scores = [as_points(slot) for slot in line.all("score")]
        return (as_points(weight) if weight is not None else None), scores

    def _is_heading(self, line: Line) -> bool:
        """A row that only names a group, with its points: 一、产出指标 | 50 | 48."""
        words = [
            slot for slot in line.own if not slot.blank and slot.figure is None and not slot.text.isdecimal()
        ]
        weight, _ = self._points(line)
        if len(words) != 1 or not self.header.has("target") or figure_of(weight) is None:
            return False
        target, actual = line.get("target"), line.get("actual")
        bare = (target is None or target.blank) and (actual is None or actual.blank)
        return bare and _GROUP.match(words[0].text) is not None

    def _end_heading(self) -> None:
        if self.heading is not None and self.under:
            label, _, weight, score = self.heading
            self.form.groups.append(Group(label, tuple(self.under), weight, figure_of(weight), score))
        self.heading, self.under = None, []

    def _subtotal(self, line: Line) -> None:
        weight, scores = self._points(line)
        numbers = [
            slot for slot in line.filled if slot.figure is not None and slot.figure.dimension == "score"
        ]
        if figure_of(weight) is None and len(numbers) == 2:
            weight, scores = numbers[0], [numbers[1]]
        weights = [figure_of(entry.weight) is not None for entry in self.last]
        # Where rows share the weight of one above, nobody can say which of them a 小计 adds up.
        if self.last and (all(weights) or not any(weights)):
            score = scores[0] if scores else None
            members = _added_up(self.last, figure_of(weight))
            self.form.groups.append(Group(line.label, members, weight, figure_of(weight), score))
        self.last = []

    def _levels(self, line: Line) -> None:
        for level in (1, 2):
            slot = line.get(f"level{level}")
            known = self.levels[level]
            if slot is None or slot.blank or (known is not None and slot.text == known.text):
                continue
            self._end_group(level)
            if level == 1:
                self._end_group(2)
                self.levels[2] = None
            self.levels[level] = slot
            self.weights[level] = self._level_weight(line, slot)

    def _level_weight(self, line: Line, level: Slot) -> Slot | None:
        """The weight in a column of its own behind the level: 一级指标 | 分值 | 二级指标 | …."""
        others = [slot for at, slot in enumerate(line.all("weight")) if at != self.own_weight]
        behind = [slot for slot in others if slot.cell.start >= level.cell.end and slot.figure is not None]
        between = [
            slot for slot in line.slots if behind and level.cell.end <= slot.cell.start < behind[0].cell.start
        ]
        return behind[0] if behind and not between else None

    def _end_group(self, level: int) -> None:
        slot, entries = self.levels[level], self.members[level]
        if slot is not None and entries:
            column = self.weights[level]
            figure = figure_of(column) or bracketed_points(slot)
            self.form.groups.append(
                Group(title_of(slot), tuple(entries), column or slot, figure, level=level)
            )
        self.members[level] = []

    def _entry(self, line: Line) -> None:
        weight, scores = self._points(line)
        target, actual = line.get("target"), line.get("actual")
        head = self._head(line, target, weight)
        if head is None or not any(slot is not None and not slot.blank for slot in (weight, target, *scores)):
            return
        entry = Entry(
            name=head.text,
            level1=title_of(self.levels[1]),
            level2=title_of(self.levels[2]),
            row=line.row,
            head=head,
            weight=self._once(weight),
            scores=tuple(slot for slot in scores if self._once(slot) is not None),
            target=target,
            actual=actual,
            done=line.get("done"),
            reason=line.get("reason"),
        )
        self.seen.update(id(slot.cell) for slot in (weight, *scores) if slot is not None)
        self.form.entries.append(entry)
        self.last.append(entry)
        self.under.append(entry)
        for level in (1, 2):
            if self.levels[level] is not None:
                self.members[level].append(entry)

    def _head(self, line: Line, target: Slot | None, weight: Slot | None) -> Slot | None:
        names = [slot for slot in line.all("name") if not slot.blank and not slot.text.isdecimal()]
        # Of 绩效指标 over several columns the last is the indicator itself.
        named = names[-1] if names else None
        if named is None or named.cell.row != line.row:
            named = line.left_of(target or weight) if named is None else None
        return named

    def _once(self, slot: Slot | None) -> Slot | None:
        """A cell that reaches down over several rows counts for the first of them."""
        return slot if slot is None or id(slot.cell) not in self.seen else None

    def close(self) -> None:
        self._end_heading()
        for level in (2, 1):
            self._end_group(level)
