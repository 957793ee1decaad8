"""One row of a form under its heads, and the points that it prints."""

from __future__ import annotations

import re
from decimal import Decimal

from gouji.checks.reading.forms.columns import Header
from gouji.checks.reading.forms.indicators import Total
from gouji.checks.reading.tables.sheets import Sheet, Slot
from gouji.figures.figure import Figure

FEW = 3
_POINTS = ("score", "percent")
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)分?")
_AMOUNTS = frozenset({"executed", "budget", "initial", "received"})
_NUMERIC = _AMOUNTS | {"weight", "score", "rate", "done"}
# A number, or the bound that a target prints: ≥98%, 不低于90%, 6000批次.
_MEASURED = re.compile(
    r"[≥≤＞＜><=＝]|(?:不(?:低于|少于|高于|超过)|大于|小于|达到)?\d[\d,.]*+(?:$|[^\d年月日号、.．])"
)
_POINTED = re.compile(r"^[≥≤＞＜><]|[^\d.,，%％分万亿元\-+／/—－]")
_LEVEL = re.compile(r"(?:数量|质量|时效|成本|产出|效益|满意度|可持续影响)指标")


class Line:
    """A row with its cells under the heads; a row that lost merged cells is set against its right end."""

    def __init__(self, sheet: Sheet, header: Header, row: int) -> None:
        self.row = row
        self.slots = sheet.slots(row)
        self.own = [slot for slot in self.slots if slot.cell.row == row]
        self.filled = [slot for slot in self.slots if not slot.blank]
        self._sheet, self._header = sheet, header
        self.regular = sheet.table.regular
        self.shift = self._fitting() if not sheet.table.regular else 0

    def _fitting(self) -> int:
        """How far the cells stand left (below zero) or right of their heads; cells may be lost at both ends."""
        shift = len(self.slots) - self._header.width
        if shift > 0 or len(self.filled) <= FEW:
            # A row of few cells, as 总分, would suit many places.
            return max((shift, 0), key=self._fit) if shift < 0 else shift
        if shift < 0:
            return max(range(shift, 1), key=self._fit)
        # What a row lost at its left may be made up by blanks at its right.
        return max((0, -1), key=self._fit) if self.slots[-1].blank else 0

    def _fit(self, shift: int) -> int:
        """How many cells would hold what their heads say, less those that would not."""
        fit = 0
        for column, kind in self._header.kinds.items():
            slot = self._sheet.at(self.row, column + shift) if column + shift >= 0 else None
            if slot is not None and not slot.blank:
                fit += _suits(slot, kind)
        return fit

    def get(self, kind: str) -> Slot | None:
        """The first cell under heads of a kind."""
        found = self.all(kind)
        return found[0] if found else None

    def all(self, kind: str) -> list[Slot]:
        """The cells under heads of a kind, from left to right."""
        columns = self._header.by_kind.get(kind, [])
        slots = [
            self._sheet.at(self.row, column + self.shift) for column in columns if column + self.shift >= 0
        ]
        return [slot for slot in slots if slot is not None]

    def left_of(self, slot: Slot | None) -> Slot | None:
        """The last filled cell before a slot."""
        if slot is None:
            return None
        before = [other for other in self.filled if other.cell.start < slot.cell.start]
        words = [other for other in before if other.figure is None]
        return words[-1] if words else None

    @property
    def label(self) -> str:
        """Its first words, serial numbers left out."""
        return next((slot.text for slot in self.filled if not slot.text.isdecimal()), "")


def _suits(slot: Slot, kind: str) -> int:
    """Whether a cell holds what its head says (1), something else (-1), or whether nobody can say (0).

    A target or an actual value may be a number or words: 6180批次, 100%, 已完成.
    """
    if kind in ("target", "actual"):
        return -1 if _LEVEL.search(slot.text) else 0
    numeric = slot.figure is not None or _MEASURED.match(slot.text) is not None
    if kind in _AMOUNTS and slot.text.endswith(("%", "％")):
        return -1
    if kind in _NUMERIC:
        return 1 if numeric and _POINTED.search(slot.text) is None else -1
    return -1 if numeric else 1


def _numbers(line: Line) -> list[Slot]:
    """The points of a row, from left to right."""
    slots = [as_points(slot) for slot in line.own if slot.cell.start > line.filled[0].cell.start]
    return [slot for slot in slots if slot.figure is not None and slot.figure.dimension in _POINTS]


def as_points(slot: Slot) -> Slot:
    """A slot of points whose bare number is none for the text, because its head stands askew."""
    found = _NUMBER.fullmatch(slot.cell.text.strip())
    askew = slot.figure is not None and "bare" in slot.figure.flags and slot.figure.dimension != "score"
    if found is None or (slot.figures and not askew):
        return slot
    start = slot.cell.start + slot.cell.text.index(found[1])
    decimals = len(found[1].partition(".")[2])
    figure = Figure(
        found[1], start, start + len(found[1]), found[1], Decimal(found[1]), "分", "分", "score",
        decimals=decimals, quantum=Decimal(1).scaleb(-decimals), flags=frozenset({"bare", "in_table"}),
    )  # fmt: skip
    return Slot(slot.cell, figure, (figure,))


def own_weight(header: Header) -> int:
    """Which of several columns 分值 is that of the row itself: the last before the score."""
    weights, scores = header.by_kind.get("weight", []), header.by_kind.get("score", [])
    before = [at for at, column in enumerate(weights) if not scores or column < scores[0]]
    return before[-1] if before else len(weights) - 1


def title_of(slot: Slot | None) -> str:
    """A level without its points: 产出指标 of 产出指标（50分）."""
    return re.sub(r"（[^（）]*）", "", slot.text) if slot is not None else ""


def bracketed_points(slot: Slot) -> Figure | None:
    """The points that a head prints: 产出指标（50分）, 效益（30%）."""
    found = [figure for figure in slot.figures if figure.dimension in _POINTS and not figure.modifiers]
    return found[0] if len(found) == 1 else None


def total_of(line: Line, header: Header) -> Total:
    """The points of a row 总分: by their columns, or in their order where the row lost its merged cells."""
    weight = next((as_points(slot) for slot in line.all("weight")[-1:]), None)
    scores: list[Slot | None] = [as_points(slot) for slot in line.all("score")]
    if scores and scores[0] is not None and weight is not None and weight.cell is scores[0].cell:
        weight = None
    numbers = _numbers(line)
    placed = {id(slot.cell) for slot in (weight, *scores) if slot is not None and slot.figure is not None}
    if line.regular and placed:
        return Total(line.label, line.filled[0], weight, tuple(scores), line.row)
    if placed != {id(slot.cell) for slot in numbers}:
        wanted = len(header.by_kind.get("score", [])) + header.has("weight")
        if len(numbers) == wanted and header.has("weight"):
            weight, scores = numbers[0], list(numbers[1:])
        elif len(numbers) == wanted:
            weight, scores = None, list(numbers)
        else:
            weight, scores = (numbers[0] if numbers else None), [None]
    elif not header.has("score"):
        scores = []
    return Total(line.label, line.filled[0], weight, tuple(scores), line.row)
