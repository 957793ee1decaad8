"""Numbers in table cells 表格数据: the unit comes from the inline print, head, row, caption or lead-in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from operator import attrgetter

from gouji.document import Cell, Document, Table
from gouji.figures.figure import Figure, UnitSource, figure_of
from gouji.figures.heads import (
    COUNTS,
    MONEY_ROW,
    NO_MONEY,
    NOTHING,
    PRICE,
    SCORE_ROW,
    SERIAL_ROW,
    TOTAL_ROW,
    Head,
    printed_unit,
    read_caption,
    read_head,
)
from gouji.figures.modifier import modifier_before
from gouji.figures.numeral import fold, magnitude
from gouji.figures.reading import factor_of
from gouji.figures.unit import SCORE

_BARE = re.compile(
    r"((?:[≥≤＞＜><=＝≧≦约近逾超]|不低于|不少于|不超过|至少|超过|大于|小于){0,2}+)[ 　]*+"
    r"([-－−+]?(?:[0-9０-９]{1,3}(?:,[0-9０-９]{3})++|[0-9０-９]{1,3}(?:，[0-9０-９]{3})++|[0-9０-９]++)(?:[.．][0-9０-９]++)?+)"
    r"[ 　]*+([万亿]?)"
)
_NUMERIC = re.compile(
    r"(?!(?:19|20)[0-9]{2}\s*年|[0-9]{1,2}\s*月|[0-9]{1,2}[-—][0-9]{1,2}月)"
    r"[≥≤＞＜><=约不低于少超过至]{0,4}[-－−+]?[0-9０-９][0-9０-９,，.．]*+\s*+"
    r"(?:[^\s\d]{0,4}|[万亿]?[^\s\d]{1,3}(?:以上|以内|左右)|[^\s\d/／]{1,6}[/／][^\s\d]{1,8})"
)
_BEGINS_WITH_NUMBER = re.compile(r"[≥≤＞＜><=约]?[ 　]*+[-－−+]?[0-9０-９]")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}")
# No part of one is counted: a cell that holds one has slipped out of its column.
_WHOLE = frozenset(("人", "户", "名", "个", "家", "所", "次", "人次", "户次", "场次", "头", "只"))
_LEAD_IN = 320
_START = attrgetter("start")


def figures_of_tables(document: Document, figures: list[Figure]) -> list[Figure]:
    """Add the bare numbers of all tables to the *figures* found inline; both in text order."""
    starts = list(map(_START, figures))
    changed: dict[int, Figure] = {}
    added: list[Figure] = []
    previous_end = 0
    for table in document.tables:
        reader = _TableReader(document, table, figures, starts, previous_end)
        for index, figure in reader.read():
            if index is None:
                added.append(figure)
            else:
                changed[index] = figure
        previous_end = table.end
    kept = figures + added
    for index, figure in changed.items():
        kept[index] = figure
    kept.sort(key=_START)
    return kept


class _TableReader:
    """Reads one table from top to bottom, remembering what governs each column."""

    def __init__(
        self, document: Document, table: Table, figures: list[Figure], starts: list[int], floor: int
    ) -> None:
        self.text = document.text
        self.table = table
        self.figures = figures
        self.starts = starts
        self.floor = max(floor, table.start - _LEAD_IN)
        self.columns: dict[int, Head] = {}
        self.words: dict[int, str] = {}
        self.left: dict[int, Head] = {}
        self.width = 0
        self.scope = NOTHING
        self.scope_end = 0
        self.corner = NOTHING
        self.has_scores = False
        self.captions = self._captions()
        self.lead_in: Head | None = None

    def _captions(self) -> list[Head]:
        caption = self.table.caption
        if caption is not None:
            heads = read_caption(self.text[caption.start : caption.end])
            if heads:
                return heads
        above = self.text[max(self.floor, self.table.start - 120) : self.table.start]
        heads = read_caption(above)
        if heads:
            # Of several captions the last one is the table's own, with all its units (万元、座、人).
            return read_caption(above[above.rfind("单") :]) or heads[-1:]
        for cell in self.table.cells[:12]:
            if "单" in cell.text and "位" in cell.text and (heads := read_caption(cell.text)):
                return heads
        return []

    def read(self) -> Iterator[tuple[int | None, Figure]]:
        """New figures with ``None``, changed ones with their index."""
        for row in self.table.rows():
            filled = [cell for cell in row if cell.text.strip()]
            if not filled:
                continue
            numbers = {id(cell): match for cell in filled if (match := _BARE.fullmatch(cell.text.strip()))}
            self._take_scope(row, filled)
            if self._is_head(filled, numbers):
                self._take_heads(row, filled)
                continue
            yield from self._read_row(row, filled, numbers)

    def _is_head(self, filled: list[Cell], numbers: dict[int, re.Match[str]]) -> bool:
        """Whether a row holds heads: no number in it, or nothing but years (2023, 2024)."""
        if numbers:
            years = all(_YEARS.fullmatch(match.group()) for match in numbers.values())
            return years and not self.columns and len(numbers) > 1
        return not any(_NUMERIC.fullmatch(cell.text.strip()) for cell in filled)

    def _take_scope(self, row: list[Cell], filled: list[Cell]) -> None:
        """A first cell like 项目资金（万元） governs its rows until the next first cell."""
        first = filled[0]
        if first.column != 0:
            if self.scope_end and first.row >= self.scope_end:
                self.scope, self.scope_end = NOTHING, 0
            return
        head = read_head(first.text)
        self.scope = head if head.kind == "unit" else NOTHING
        self.scope_end = first.row + first.row_span if first.row_span > 1 else 0

    def _take_heads(self, row: list[Cell], filled: list[Cell]) -> None:
        heads = [read_head(cell.text) for cell in filled]
        known = sum(1 for head in heads if head.kind != "none")
        below = self._just_below(filled[0]) and filled[0].column > 0
        # 合规率 | 达标 | 达标 is a row whose values are words, no second head.
        if not known or (known == 1 and self.columns and not below):
            return
        self.left = {}
        self.width = max(self.width, len(row)) if self.columns else len(row)
        if len(filled) > 3:
            self.width = len(row)
        for cell, head in zip(filled, heads):
            for column in range(cell.column, cell.column + cell.column_span):
                above = self.columns.get(column)
                inherits = above is not None and above.kind == "unit" and head.kind in ("none", "money")
                if not (inherits and self._just_below(cell)):
                    self.columns[column] = head
                    self.words[column] = "".join(cell.text.split())
        corner = heads[0]
        if filled[0].column == 0 and corner.kind == "unit" and corner.unit.dimension == "money":
            # 资金情况（万元） in the corner speaks for the columns of money beside it.
            self.corner = corner
        self.last_head_row = row[0].row
        self.has_scores = any(head.kind == "score" for head in self.columns.values())

    last_head_row = -9

    def _just_below(self, cell: Cell) -> bool:
        return cell.row - self.last_head_row <= 1

    def _read_row(
        self, row: list[Cell], filled: list[Cell], numbers: dict[int, re.Match[str]]
    ) -> Iterator[tuple[int | None, Figure]]:
        names = [
            text
            for cell in filled
            if id(cell) not in numbers and not _NUMERIC.fullmatch(text := cell.text.strip())
        ]
        label = "".join(names[0].split()) if names else ""
        if SERIAL_ROW.match(label):
            return
        # Where merged cells are known, a total row stands under its heads as it is.
        lost = max(0, self.width - 1 - row[-1].column) if not self.table.regular else 0
        shift = lost if TOTAL_ROW.match(label) else 0
        measure = self._measure(filled)
        head = NOTHING
        for cell in filled:
            match = numbers.get(id(cell))
            if match is None:
                # 1.20万元/公里 is a value of its own, no head for the cells to its right.
                printed = _BEGINS_WITH_NUMBER.match(cell.text.strip()) is not None
                own = NOTHING if printed else read_head(cell.text)
                if printed and head.kind == "percent" and cell.text.strip()[-1:] in "%％上内下":
                    head = NOTHING  # 满意度 | ≥90% | 95% | 10: the last one is a score
                head = own if own.kind in ("unit", "percent", "score", "money") else head
                yield from self._correct_elided(cell, names)
                continue
            if cell.column == 0 and self._is_serial(cell, match):
                continue
            found = self._unit_of(cell, match, label, head, measure, shift)
            if found is not None:
                yield from self._figure(cell, match, *found)
            elif match[3]:
                yield from self._correct_elided(cell, names)

    def _measure(self, filled: list[Cell]) -> Head:
        """What the row's cell under 计量单位 says."""
        for cell in filled:
            if self.columns.get(cell.column, NOTHING).kind == "measure":
                return printed_unit("".join(cell.text.split()))
        return NOTHING

    def _is_serial(self, cell: Cell, match: re.Match[str]) -> bool:
        head = self.columns.get(0, NOTHING)
        return head.kind in ("skip", "none") and match[2].isdigit() and len(match[2]) < 4

    def _unit_of(
        self, cell: Cell, match: re.Match[str], label: str, row: Head, measure: Head, shift: int
    ) -> tuple[Head, UnitSource] | None:
        column = self.columns.get(cell.column + shift, NOTHING)
        if column.kind == "skip" or (column.kind == "measure"):
            return None
        if column.kind in ("score", "unit"):
            halved = column.unit.base in _WHOLE and column.scale == 1 and "." in match[2] and not match[3]
            return None if halved else (column, "header")
        if SCORE_ROW.match(label) or (self.has_scores and TOTAL_ROW.match(label) and shift):
            return Head("score", SCORE, 1, "分"), "row"
        if column.kind == "percent":
            return (column, "header") if self._is_percent(match) else None
        if measure is not NOTHING:
            return measure, "row"
        if row.kind == "unit" or (row.kind == "percent" and self._is_percent(match)):
            return row, "row"
        if column.kind == "value":
            return None
        words = self.words.get(cell.column + shift, "")
        found = self._counted(column, words)
        moneyed = all(head.unit.dimension == "money" for head in self.captions)
        if found or (column.kind == "none" and moneyed and NO_MONEY.search(words)):
            return found
        return self._money(column, row) or self._beside(column, cell.column + shift)

    def _is_percent(self, match: re.Match[str]) -> bool:
        value = abs(Decimal(fold(match[2])))
        return value == 0 or value > 1

    def _counted(self, column: Head, words: str) -> tuple[Head, UnitSource] | None:
        """Of several units above the table (万元、座、人) that of a column of counts, by its words."""
        counts = [head for head in self.captions if head.unit.dimension == "count"]
        if not counts or len(self.captions) < 2 or column.kind == "money" or not COUNTS.search(words):
            return None
        people = "人" in words
        named = [head for head in counts if head.unit.name.startswith("人") == people]
        return (named or counts)[0], "caption"

    def _money(self, column: Head, row: Head) -> tuple[Head, UnitSource] | None:
        if self.scope is not NOTHING:
            return self.scope, "header"
        if self.corner is not NOTHING and column.kind == "money":
            return self.corner, "header"
        money = [head for head in self.captions if head.unit.dimension == "money"]
        if money:
            return money[0], "caption"
        if len(self.captions) == 1:
            return self.captions[0], "caption"
        if column.kind == "money" or row.kind == "money":
            lead_in = self._from_lead_in()
            if lead_in is not NOTHING:
                return lead_in, "lead_in"
        return None

    def _beside(self, column: Head, at: int) -> tuple[Head, UnitSource] | None:
        """For 其中：省级 without a unit that of the nearest head with one on its left (总投资（万元）).

        A price (单价（元）, 人均标准（元）) says nothing of the sums beside it.
        """
        if column.kind != "money":
            return None
        if at not in self.left:
            units = (place for place in range(at - 1, -1, -1) if self._head(place).kind == "unit")
            place = next(units, -1)
            price = self._head(place).unit.dimension != "money" or PRICE.search(self.words.get(place, ""))
            self.left[at] = NOTHING if price else self._head(place)
        found = self.left[at]
        return None if found is NOTHING else (found, "header")

    def _head(self, place: int) -> Head:
        return self.columns.get(place, NOTHING)

    def _from_lead_in(self) -> Head:
        """The unit of an amount just above the table that one of the table's numbers repeats."""
        if self.lead_in is None:
            self.lead_in = self._search_lead_in()
        return self.lead_in

    def _search_lead_in(self) -> Head:
        first, last = bisect_left(self.starts, self.floor), bisect_left(self.starts, self.table.start)
        amounts = {
            Decimal(figure.number): figure.unit
            for figure in self.figures[first:last]
            if figure.dimension == "money" and not figure.per and figure.high is None
        }
        for cell in self.table.cells if amounts else ():
            match = _BARE.fullmatch(cell.text.strip())
            if match and (unit := amounts.get(Decimal(fold(match[2])))) and Decimal(fold(match[2])):
                return printed_unit(unit)
        return NOTHING

    def _correct_elided(self, cell: Cell, names: list[str]) -> Iterator[tuple[int | None, Figure]]:
        """``28万`` in a row of costs is money; the inline pass cannot see the row."""
        first = bisect_left(self.starts, cell.start)
        last = bisect_right(self.starts, cell.end - 1)
        for index in range(first, last):
            figure = self.figures[index]
            if figure.base_unit == "" and figure.dimension == "count" and any(map(MONEY_ROW.search, names)):
                yield index, replace(figure, dimension="money", base_unit="元", currency="CNY")

    def _figure(
        self, cell: Cell, match: re.Match[str], head: Head, source: UnitSource
    ) -> Iterator[tuple[int | None, Figure]]:
        leading = len(cell.text) - len(cell.text.lstrip())
        start = cell.start + leading + match.start(2)
        end = cell.start + leading + match.end()
        number = fold(match[2])
        if len(number) > 1 and number[0] == "0" and number[1] != ".":
            return  # 00: malformed
        index = bisect_left(self.starts, start)
        known = self.figures[index] if index < len(self.figures) and self.starts[index] < end else None
        # 2024.05 looks like a month; in a column of money it is an amount.
        if known is not None and known.base_unit and known.dimension != "date":
            return
        yield (index if known is not None else None), self._build(start, end, number, match, head, source)

    def _build(
        self, start: int, end: int, number: str, match: re.Match[str], head: Head, source: UnitSource
    ) -> Figure:
        own = match[3]
        money_elided = own and head.unit.dimension == "money"
        scale = magnitude(own) if own else head.scale
        factor = factor_of(scale, head.unit.factor)
        unit = own if money_elided else own + head.unit.name if own else head.printed
        full_start, name = modifier_before(self.text, start)
        decimals = len(number.partition(".")[2])
        flags = {"bare", "in_table"} | ({"comma"} if "," in match[2] or "，" in match[2] else set())
        return figure_of(
            self.text[start:end], start, end, number, Decimal(number) * factor, unit, head.unit.base,
            head.unit.dimension, full_start, end, None, None, head.unit.currency, (name,) if name else (), "",
            decimals, factor_of(scale, head.unit.factor, decimals), source, frozenset(flags),
        )  # fmt: skip
