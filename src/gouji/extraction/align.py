"""Placing quotations in the text, by characters, and reading the figures at the place.

White space, width and noise are ignored; digits are never fuzzy. Linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from gouji.document import Document, Span
from gouji.errors import FigureError
from gouji.facts import Grounding
from gouji.figures import Figure, read_figure

Placing = Literal["exact", "normalized", "ambiguous", "not_found"]
GRAM = 6
MAX_QUOTE = 2000
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"\d+(?:[.,]\d+)*+[万亿%]*|[〇零一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟]++(?=[万亿元])[万亿]*"
)
_DECIMALS = re.compile(r"\d(?!(?<=[12])(?:9|0)\d\d年)")
# How other tools call 元.
_YUAN = ("cny", "rmb", "yuan", "人民币", "元人民币", "人民币元")
# What is longer is no amount, whatever it is made of.
_MOST_CLAIMED = 500
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
_SEPARATOR = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a quotation stands: its first place in the text, how sure, and how often it occurs."""

    span: Span | None
    status: Placing
    occurrences: int = 0


class Folded:
    """A document's text without blanks and noise, full width as half width, with the way back.

    Built once for a document, then every look-up is a search in it.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        characters: list[str] = []
        places: list[int] = []
        noise = iter(document.noise)
        current = next(noise, None)
        for position, character in enumerate(document.text):
            while current is not None and position >= current.end:
                current = next(noise, None)
            if current is not None and position >= current.start:
                continue
            for folded in _fold(character):
                characters.append(folded)
                places.append(position)
        self.text = "".join(characters)
        self.places = places

    def place(self, quote: str, within: Span | None = None) -> Placement:
        """Find a quotation, first inside *within*, then anywhere.

        Returns:
            ``exact`` for a verbatim quotation that occurs once there, ``normalized`` when only
            width, blanks or a few characters that are no digits differ, ``ambiguous`` when it
            occurs more than once, ``not_found`` otherwise.
        """
        needle = "".join(_fold(character)[:1] for character in quote[:MAX_QUOTE] if _fold(character))
        if not needle:
            return Placement(None, "not_found")
        low, high = self._bounds(within)
        hits = self._occurrences(needle, low, high)
        if not hits and within is not None:
            hits = self._occurrences(needle, 0, len(self.text))
        if not hits:
            return self._near(needle, within)
        span = self._span(hits[0], hits[0] + len(needle))
        if len(hits) > 1:
            return Placement(span, "ambiguous", len(hits))
        verbatim = self.document.text[span.start : span.end] == quote
        return Placement(span, "exact" if verbatim else "normalized", 1)

    def _bounds(self, within: Span | None) -> tuple[int, int]:
        if within is None:
            return 0, len(self.text)
        return bisect_left(self.places, within.start), bisect_left(self.places, within.end)

    def _span(self, start: int, end: int) -> Span:
        return Span(self.places[start], self.places[end - 1] + 1)

    def _occurrences(self, needle: str, low: int, high: int, most: int = 50) -> list[int]:
        hits: list[int] = []
        at = self.text.find(needle, low, high)
        while at >= 0 and len(hits) < most:
            if self._whole_number(needle, at):
                hits.append(at)
            at = self.text.find(needle, self._next_start(needle, at), high)
        return hits

    def _next_start(self, needle: str, at: int) -> int:
        """Where a further place can begin: behind the number that this one begins with."""
        number = _DIGITS.match(self.text, at) if needle[0].isdigit() else None
        return number.end() if number is not None else at + 1

    def _whole_number(self, needle: str, at: int) -> bool:
        """Whether the place cuts no number: 28万元 does not stand in 128万元."""
        return not self._goes_on(at) and not self._goes_on(at + len(needle))

    def _goes_on(self, at: int) -> bool:
        """Whether a number stands on both sides of a place."""
        text = self.text
        if not 0 < at < len(text) or self._apart(at):
            return False
        if not text[at].isdigit():
            return text[at - 1].isdigit() and self._separates(at)
        return text[at - 1].isdigit() or (at > 1 and text[at - 2].isdigit() and self._separates(at - 1))

    def _apart(self, at: int) -> bool:
        """Whether a blank, a cell or a paragraph ends before a place: 1. 3月 is a mark and a month.

        A line end inside a paragraph may stand in the middle of a number.
        """
        before, here = self.places[at - 1], self.places[at]
        gap = self.document.text[before + 1 : here]
        if not gap or not gap.isspace():
            return False
        if "\n" not in gap or self.document.block_at(before) is not self.document.block_at(here):
            return True
        return bisect_left(self._cell_starts, before + 1) < bisect_left(self._cell_starts, here + 1)

    @cached_property
    def _cell_starts(self) -> list[int]:
        return sorted(cell.start for table in self.document.tables for cell in table.cells)

    def _separates(self, at: int) -> bool:
        """Whether a character behind a digit is a decimal point or a separator of thousands.

        A full-width comma is none, nor is the stop of a list mark before a year (1.2024年).
        """
        if self.text[at] == ".":
            return _DECIMALS.match(self.text, at + 1) is not None
        comma = self.document.text[self.places[at]] == ","
        return comma and _THOUSANDS.match(self.text, at + 1) is not None

    @cached_property
    def _grams(self) -> dict[str, list[int]]:
        grams: dict[str, list[int]] = {}
        for at in range(len(self.text) - GRAM + 1):
            places = grams.setdefault(self.text[at : at + GRAM], [])
            # A run that occurs everywhere tells nothing of the place.
            if len(places) < 32:
                places.append(at)
        return grams

    def _near(self, needle: str, within: Span | None) -> Placement:
        """Find a quotation that differs in some characters: the diagonal most of its runs lie on."""
        if len(needle) < 2 * GRAM:
            return Placement(None, "not_found")
        votes: Counter[int] = Counter()
        low, high = self._bounds(within)
        for at in range(len(needle) - GRAM + 1):
            for place in self._grams.get(needle[at : at + GRAM], ()):
                votes[place - at] += 2 if low <= place < high else 1
        if not votes:
            return Placement(None, "not_found")
        diagonal = min(votes, key=lambda d: (-sum(votes[d + shift] for shift in range(-4, 5)), d))
        runs = [
            (at, place)
            for at in range(len(needle) - GRAM + 1)
            for place in self._grams.get(needle[at : at + GRAM], ())
            if abs(place - at - diagonal) <= 4
        ]
        covered = {at + step for at, _ in runs for step in range(GRAM)}
        if len(covered) < 0.7 * len(needle):
            return Placement(None, "not_found")
        start = max(min(place - at for at, place in runs), 0)
        end = min(max(place - at for at, place in runs) + len(needle), len(self.text))
        start, end = self._whole(min(p for _, p in runs), max(p for _, p in runs) + GRAM, start, end)
        if not self._whole_number(self.text[start:end], start):
            return Placement(None, "not_found")
        if _numbers(needle) != _numbers(self.text[start:end]):
            return Placement(None, "not_found")
        return Placement(self._span(start, end), "normalized", 1)

    def _whole(self, first: int, last: int, start: int, end: int) -> tuple[int, int]:
        """The matched runs, grown to whole numbers but not beyond the quotation's own length."""
        while first > start and self.text[first - 1].isdigit():
            first -= 1
        while last < end and self.text[last].isdigit():
            last += 1
        return first, last


def _numbers(folded: str) -> list[str]:
    """The numbers of a folded text, with 万, 亿 and % as part of them, without thousands separators."""
    return _NUMBER.findall(_SEPARATOR.sub("", folded))


def _fold(character: str) -> str:
    if character.isspace():
        return ""
    if "\u2e80" <= character <= "\uff00" and not "\u3000" <= character <= "\u303f":
        return character
    return "".join(unicodedata.normalize("NFKC", character).split())


@dataclass(frozen=True, slots=True)
class Ground:
    """What a claimed amount stands on: a figure and how it agrees; ``None`` when there is none."""

    figure: Figure | None
    status: Grounding


def ground_amount(number: str, unit: str, figures: Sequence[Figure], within: Span | None) -> Ground:
    """Find the figure that a claimed amount of money stands on.

    Args:
        number: The number as claimed, e.g. ``1,238.93``.
        unit: Its unit, e.g. ``万元``; empty means 元, unless *number* holds a unit.
        figures: The document's figures, in text order.
        within: The place cited; ``None`` when none was, then the whole text is searched.

    Returns:
        ``exact`` when number and unit stand there as claimed, ``normalized`` when they differ in
        separators, width or trailing zeros, ``scaled`` when the value is the same in another
        unit, ``ambiguous`` when no place was cited and several figures have the value,
        ``not_found`` otherwise.
    """
    claimed = _read(number, unit)
    if claimed is None or claimed.yuan is None:
        return Ground(None, "not_found")
    inside = [figure for figure in figures if figure.dimension == "money" and _within(figure, within)]
    same = [figure for figure in inside if figure.yuan == claimed.yuan and figure.low == claimed.low]
    # A price per head or per kilometre is often told without what it is counted per.
    same = same or [figure for figure in inside if _per(figure) and figure.value == claimed.yuan]
    if not same:
        # A table may leave the unit of a column open, or its caption name several: the number is there.
        cited = figures_inside(figures, within) if within is not None else []
        bare = [figure for figure in cited if _unsettled(figure, claimed)]
        return Ground(bare[0], "ambiguous") if bare else Ground(None, "not_found")
    if within is None and len(same) > 1:
        return Ground(same[0], "ambiguous")
    return Ground(same[0], _agreement(number, unit, same[0]))


def _read(number: str, unit: str) -> Figure | None:
    number, unit = number.strip(), unit.strip()
    if len(number) + len(unit) > _MOST_CLAIMED:
        return None
    if unit.lower() in _YUAN:
        unit = "元"
    for text in (number + unit, number, f"{number}{unit}元"):
        try:
            figure = read_figure(text)
        except FigureError:
            continue
        if figure.dimension == "money":
            return figure
    return None


def _within(figure: Figure, within: Span | None) -> bool:
    return within is None or (within.start <= figure.start and figure.end <= within.end)


def _unsettled(figure: Figure, claimed: Figure) -> bool:
    """Whether a printed number is the claimed one and only a head or a caption calls it no money."""
    other = figure.dimension != "money" and figure.unit_source != "inline"
    return other and figure.number.replace(",", "") == claimed.number.replace(",", "")


def _per(figure: Figure) -> bool:
    """Whether an amount is a rate: per head, per kilometre."""
    return bool(figure.per) or figure.base_unit.startswith("元/")


def _agreement(number: str, unit: str, figure: Figure) -> Grounding:
    printed_unit = figure.unit.partition("/")[0] if _per(figure) else figure.unit
    if number.strip() == figure.number and unit.strip() in (printed_unit, ""):
        return "exact"
    folded = unicodedata.normalize("NFKC", number).replace(",", "").replace(" ", "")
    try:
        same_number = Decimal(folded.removesuffix(unit)) == Decimal(figure.number.replace(",", ""))
    except ArithmeticError:
        same_number = False
    if same_number and _unit(unit) in (_unit(printed_unit), ""):
        return "normalized"
    return "normalized" if folded == figure.text else "scaled"


def _unit(unit: str) -> str:
    return unicodedata.normalize("NFKC", unit).replace(" ", "").removesuffix("元")


def figures_inside(figures: Sequence[Figure], span: Span) -> list[Figure]:
    """The figures that stand wholly in a span; by bisection."""
    low = bisect_left(figures, span.start, key=lambda figure: figure.start)
    found = []
    while low < len(figures) and figures[low].start < span.end:
        if figures[low].end <= span.end:
            found.append(figures[low])
        low += 1
    return found
