"""A report in the making: the style it is printed in, its figures, sentences and relations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Literal

from generator.tree import (
    Block,
    Cell,
    Dimension,
    Form,
    Listing,
    Paragraph,
    Relation,
    Report,
    Segment,
    Slot,
    Table,
    Word,
)

Mode = Literal["unrounded", "realistic"]
Value = str | Slot | Word | Listing
CellValue = Value | tuple[Segment, ...]
_HOLE = re.compile(r"\{(\w+)\}")
RESTATED = frozenset({"money", "count", "percent", "score"})
"""What must be the same wherever the report names it again."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a report prints: decimals of amounts and rates, separators, widths, line ends, tables."""

    mode: Mode
    decimals: int
    rate_decimals: int
    trim: bool
    commas: bool
    wide: bool
    blank: str
    wrap: int
    breaks: str
    page_lines: int
    indent: str
    layout: Literal["lines", "pipes", "tabs"]

    @classmethod
    def draw(cls, random: Random, mode: Mode) -> Style:
        """A style; unrounded reports print every amount to the last cent of the ledger."""
        rough = mode == "realistic"
        wrap = random.choice((0, 0, 34, 38))
        return cls(
            mode=mode,
            decimals=random.choice((2, 2, 2, 2, 1)) if rough else 2,
            rate_decimals=random.choice((2, 2, 1)) if rough else 2,
            trim=rough and random.random() < 0.4,
            commas=random.random() < 0.3,
            wide=rough and random.random() < 0.15,
            blank=" " if random.random() < 0.15 else "",
            wrap=wrap,
            breaks=random.choice(("\n", "\n\n")),
            page_lines=random.choice((0, 22)),
            indent=random.choice(("", "　　")),
            layout=random.choice(("lines", "pipes", "tabs")),
        )

    def number(self, value: Decimal, decimals: int, *, trim: bool = False) -> str:
        """A number as this style prints it, half up."""
        step = Decimal(1).scaleb(-decimals)
        text = f"{value.quantize(step, ROUND_HALF_UP):{',' if self.commas else ''}f}"
        if (self.trim or trim) and "." in text:
            text = text.rstrip("0").rstrip(".")
        return text


@dataclass
class Draft:
    """Collects the blocks of a report; every figure that is printed twice becomes a relation."""

    random: Random
    style: Style
    fiscal_year: int
    blocks: list[Block] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    _key: int = 0
    _table: int = 0

    def key(self) -> int:
        """The next key."""
        self._key += 1
        return self._key

    # ---- figures

    def money(self, variable: str, cents: int, unit: str = "万元", *, label: str = "", cell: int = 0) -> Slot:
        """An amount given in hundredths of a 万元; in a table's *cell* the unit stands in the head."""
        value = Decimal(cents) / 100
        decimals = self.style.decimals
        if unit == "亿元":
            value, decimals = value / 10000, 6
        elif unit == "元":
            value, decimals = value * 10000, 0
        number = self.style.number(value, decimals, trim=unit == "亿元" or not cents)
        return self._slot(variable, "money", number, "" if cell else unit, unit, cell, label)

    def rate(self, variable: str, part: int, whole: int, *, cell: int = 0) -> Slot:
        """The rate of two integers in percent, half up."""
        value = Decimal(part) * 100 / Decimal(whole)
        return self._slot(
            variable, "percent", self.style.number(value, self.style.rate_decimals), "%", "%", cell
        )

    def count(self, variable: str, number: int, unit: str, *, cell: int = 0, label: str = "") -> Slot:
        """A number of things; always printed in full."""
        printed = f"{number:,}" if self.style.commas else str(number)
        return self._slot(variable, "count", printed, "" if cell else unit, unit, cell, label)

    def points(self, variable: str, hundredths: int, unit: str = "分", *, cell: int = 0) -> Slot:
        """Points of a score, in hundredths."""
        number = self.style.number(Decimal(hundredths) / 100, 2, trim=True)
        return self._slot(variable, "score", number, "" if cell else unit, "分", cell)

    def year(self, variable: str, year: int, unit: str = "年") -> Slot:
        """A calendar year."""
        return self._slot(variable, "year", str(year), unit, "年", 0)

    def serial(self, number: int, cell: int) -> Slot:
        """A row's number."""
        return self._slot("serial", "serial", str(number), "", "", cell)

    def about(self, slot: Slot, word: str, number: str, unit: str) -> Slot:
        """A rounded restatement of *slot* with a modifier."""
        after = "余" if word == "余" else ""
        before = "" if after else word
        rounded = Slot(
            self.key(), slot.variable, slot.dimension, number, unit, unit, before=before, after=after
        )
        self.relate("ROUND-APPROX", "hedged", rounded, [slot])
        return rounded

    def grade(self, text: str, other: str) -> Word:
        """A grade, and a wrong one."""
        return Word(self.key(), "grade", text, other)

    def scope(self, text: str, other: str, slot: Slot, variable: str) -> Word:
        """What a figure is called, and the name of another variable."""
        return Word(self.key(), "scope", text, other, slot.key, variable)

    def _slot(
        self,
        variable: str,
        dimension: Dimension,
        number: str,
        unit: str,
        measure: str,
        cell: int,
        label: str = "",
    ) -> Slot:
        blank = self.style.blank if unit and dimension == "money" else ""
        wide = self.style.wide and dimension == "percent"
        slot = Slot(
            self.key(), variable, dimension, number, unit, measure, blank=blank, wide=wide, table=cell
        )
        if label:
            self.labels[variable] = label
        return slot

    # ---- text

    def pick(self, options: Sequence[str]) -> str:
        """One of several wordings."""
        return self.random.choice(options)

    def fill(self, wording: str, **values: Value) -> tuple[Segment, ...]:
        """A wording with its holes filled."""
        pieces = _HOLE.split(wording)
        filled: list[Segment] = []
        for index, piece in enumerate(pieces):
            if index % 2:
                filled.append(values[piece])
            elif piece:
                filled.append(piece)
        return tuple(filled)

    def say(self, wordings: str | Sequence[str], **values: Value) -> None:
        """A paragraph in one of several wordings."""
        wording = wordings if isinstance(wordings, str) else self.pick(wordings)
        self.blocks.append(Paragraph(self.fill(wording, **values)))

    def head(self, text: str) -> None:
        """A heading."""
        self.blocks.append(Paragraph((text,), "head"))

    def title(self, text: str) -> None:
        """The title of the report."""
        self.blocks.append(Paragraph((text + "\n",), "title"))

    def listing(self, items: Iterable[tuple[Segment, ...]], separator: str = "、", last: str = "") -> Listing:
        """A list within a sentence."""
        return Listing(self.key(), tuple(items), separator, last)

    def table(
        self,
        rows: Iterable[Sequence[CellValue]],
        *,
        key: int,
        caption: str = "",
        body: tuple[int, int] = (0, 0),
        layout: Literal["lines", "pipes", "tabs"] | None = None,
    ) -> None:
        """A table, its caption above it."""
        if caption:
            self.blocks.append(Paragraph((caption,), "caption"))
        cells = tuple(tuple(_cell(value) for value in row) for row in rows)
        self.blocks.append(Table(key, cells, layout or self.style.layout, body))

    # ---- relations

    def relate(
        self,
        family: str,
        form: Form,
        stated: Slot | Word,
        terms: Iterable[Slot] = (),
        minus: Iterable[Slot] = (),
        *,
        constant: int = 0,
        listing: Listing | None = None,
    ) -> None:
        """Record a relation between printed figures."""
        self.relations.append(
            Relation(
                family,
                form,
                stated.key,
                tuple(term.key for term in terms),
                tuple(term.key for term in minus),
                Decimal(constant),
                listing.key if listing else 0,
            )
        )

    def consecutive(self, serials: Sequence[Slot]) -> None:
        """Record that rows are numbered through."""
        keys = tuple(serial.key for serial in serials)
        self.relations.append(Relation("TAB-SEQ", "sequence", 0, keys))

    def finish(self, seed: int, template: str) -> Report:
        """The report, with the relations whose figures are all printed."""
        report = Report(
            seed,
            template,
            self.style.mode,
            tuple(self.blocks),
            (),
            self.fiscal_year,
            self.style.wrap,
            self.style.breaks,
            self.style.page_lines,
            self.style.indent,
            self.labels,
        )
        printed = report.slots().keys() | report.words().keys() | report.listings().keys() | {0}
        kept = [r for r in self.relations if printed.issuperset((*r.keys, r.listing))]
        relations = tuple(dict.fromkeys([*kept, *_restated(report.slots())]))
        return Report(**{**vars(report), "relations": relations})


def _cell(value: CellValue) -> Cell:
    return value if isinstance(value, tuple) else (value,)


def _restated(slots: Mapping[int, Slot]) -> Iterable[Relation]:
    """Every later mention of a variable equals the first."""
    first: dict[str, Slot] = {}
    for slot in slots.values():
        if slot.dimension in RESTATED and not (slot.before or slot.after) and slot.variable:
            known = first.setdefault(slot.variable, slot)
            if known is not slot:
                yield Relation("XREF-EQUAL", "equal", slot.key, (known.key,))
