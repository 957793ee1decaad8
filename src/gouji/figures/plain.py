"""The common cases read without detours 常见数据: digits with a unit on one line, years, dates."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from gouji.document import Document
from gouji.figures.broken import Left, left_of_date
from gouji.figures.dates import Moment, read_date
from gouji.figures.enumerated import MARKS, members_before
from gouji.figures.figure import Dimension, Figure, figure_of
from gouji.figures.lazy import Lazy
from gouji.figures.lexicon import STOP_EXCEPTIONS, STOPS
from gouji.figures.modifier import (
    ENDINGS,
    FIRST_OF_MODIFIERS,
    LAST_OF_MODIFIERS,
    SINGLE_MODIFIERS,
    modifier_after,
    modifier_before,
)
from gouji.figures.numeral import magnitude
from gouji.figures.place import DELICATE, Places
from gouji.figures.rates import rate_around
from gouji.figures.reading import NO_FLAGS, factor_of, flags_of
from gouji.figures.token import BLANK, GAP, LONGEST, PLAIN_MAGNITUDE, PLAIN_NUMBER
from gouji.figures.unit import LONGER, NO_UNIT, UNITS, Unit, unit_at

# Behind two blanks and more a minus sign is that of the number in the next column.
JOINER = Lazy(
    rf"(?![{BLANK}]{{2,}}+[-－−](?=[0-9]))"
    rf"(?:[（(]不?含[）)])?+{GAP}(?:——|--|[-—–─~～﹣－−至到]){GAP}(?=[0-9０-９])"
)
JOINERS = frozenset("-—–─~～﹣－−至到")
JOINER_FIRST = JOINERS | frozenset(" \u3000\n\r（(")
_RATE_OR_DIGITS = frozenset("/／每0123456789０１２３４５６７８９")
_LOOK_BEHIND = _RATE_OR_DIGITS | JOINER_FIRST
# Before a blank or a line break: 第⏎6家, 128.⏎5万元, 5 862户 are read the long way.
# Behind a dash or 页 the line above may hold a page number.
_DELICATE_WORD = frozenset("第.．,0123456789０１２３４５６７８９-–—－─·页")
_BLANKS = frozenset(" \u3000\xa0\n")
_LINE_START = frozenset(("", "\n", "\t"))
_YEARS = frozenset(("年", "学年"))
_DATE_HEADS = frozenset("日号月学财")
_FLAGS = {
    (comma, spaced): frozenset(name for name, holds in (("comma", comma), ("spaced", spaced)) if holds)
    for comma in (False, True)
    for spaced in (False, True)
}
_CENTURIES = ("20", "19")
_NOT_BEFORE_YEAR = _BLANKS | frozenset("第每\r") | frozenset(MARKS) | frozenset(("",))
_NOT_BEHIND_YEAR = (
    JOINERS | FIRST_OF_MODIFIERS | _BLANKS | frozenset("年初底末中度过假\r\t\u2002―") | frozenset(("",))
    | frozenset("0123456789０１２３４５６７８９")
)  # fmt: skip
_ONE = Decimal(1)
_BARE = frozenset({"bare"})
_QUANTA = tuple(factor_of(1, "1", decimals) for decimals in range(9))


class _Way(NamedTuple):
    """A unit that can be read the short way, with what may not follow it."""

    unit: Unit
    name: str
    base: str
    dimension: Dimension
    currency: str
    stops: tuple[str, ...]
    first_of_stops: frozenset[str]


def _way(unit: Unit) -> _Way:
    stops = STOPS.get(unit.name, ())
    first = frozenset(stop[:1] for stop in stops)
    return _Way(unit, unit.name, unit.base, unit.dimension, unit.currency, stops, first)


# Units that need a closer look are left out: 2024市 is a year, 提升3倍 ambiguous, 分钱 and 角 have a factor.
_WAYS = {
    name: _way(unit)
    for name, unit in UNITS.items()
    if unit.base not in DELICATE
    and unit.factor == "1"
    and name not in ("倍", "％")
    and "" not in STOPS.get(name, ())
}

# By its first two characters: the unit they are, or that the longest of several has to be asked for.
_ASK = _way(NO_UNIT)
_BY_PAIR = {
    pair: _WAYS[pair] if lengths == (2,) and pair in _WAYS else _ASK for pair, lengths in LONGER.items()
}


@lru_cache(maxsize=256)
def _decimal(number: str) -> Decimal:
    return Decimal(number)


def _stitched(text: str, left: Left, start: int, end: int, following: str) -> Moment | None:
    """The date whose first digits stand on the line above, read as if they did not."""
    whole = left.digits + text[start : start + 200]
    moment = read_date(whole, 0, len(left.digits) + end - start, following)
    return moment and moment._replace(end=moment.end + start - len(left.digits))


class PlainReader:
    """Reads common figures of one text, in order, and keeps them with what is kept already."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.places = Places(document)
        self.figures: list[Figure] = []
        self.done = 0
        self.next_title = self.places.title_behind(-1)
        self.next_rate = -1
        self._rates = {"每": -1, "均": -1, "亩产": -1}

    def plain(self, match: re.Match[str], start: int, position: int) -> bool:
        """Read digits, magnitude and unit on one line, the unit at *position*; whether that is done.

        Everything rare (hedges, line breaks, ranges, rates, signs, ordinals, titles) is left to the
        long way, which gives the same figure; this one is there for speed and long for the same reason.
        """
        text = self.text
        number_end, magnitudes = match.end(PLAIN_NUMBER), match[PLAIN_MAGNITUDE]
        if number_end - start > LONGEST:
            return True
        pair = text[position : position + 2]
        way = _BY_PAIR.get(pair)
        if way is None:
            way = _WAYS.get(pair[0])
        elif way is _ASK:
            unit_here = unit_at(text, position)
            way = None if unit_here is None else _WAYS.get(unit_here.name)
        if way is None:
            return not magnitudes and self._without_unit(start, number_end, position)
        unit, name, base, dimension, currency, stops, first_of_stops = way
        if name in _YEARS and not magnitudes:
            if position - start == 4 and self._bare_year(start, position):
                return True
            if self._may_be_year(start, number_end) and self.date(start, number_end, pair[0]):
                return True
            if number_end - start > 4 and text[start:number_end].isdigit():
                return True  # 附件1 2024年 run together: no report counts 12024 years
        end = position + len(name)
        behind = text[end : end + 1]
        if behind in first_of_stops and text.startswith(stops, end):
            return not magnitudes and not text.startswith(STOP_EXCEPTIONS, position)
        if behind in _LOOK_BEHIND and (behind in _RATE_OR_DIGITS or JOINER.match(text, end)):
            return False
        if start >= self.next_title:
            if self.places.in_title(start):
                return False
            self.next_title = self.places.title_behind(start)
        number, spaced = text[start:number_end], position > number_end
        if magnitudes:
            spaced = position - number_end > len(magnitudes)
        if spaced and dimension == "count" and "." in number:
            return False  # 860.25 本年合计: a cell and the next one
        modifiers: tuple[str, ...] = ()
        full_start, full_end, per, flags = start, end, "", NO_FLAGS
        if text[start - 1] in LAST_OF_MODIFIERS or behind in FIRST_OF_MODIFIERS:
            near = text[max(0, start - 12) : start]
            word = near.rstrip()[-2:]
            if word[-1:] in _DELICATE_WORD or (spaced and near.rstrip(BLANK)[-1:] in _LINE_START):
                return False
            if behind in FIRST_OF_MODIFIERS or word in ENDINGS or word[-1:] in SINGLE_MODIFIERS or not word:
                full_start, full_end, modifiers = self.modifiers_of(start, end, unit, ())
        if spaced or "," in number:
            flags = _FLAGS["," in number, spaced]
            number = number.replace(",", "")
        decimals = len(number) - number.find(".") - 1 if "." in number else 0
        if magnitudes:
            printed, scale = magnitudes + name, magnitude(magnitudes)
            value, quantum = Decimal(number) * factor_of(scale), factor_of(scale, "1", decimals)
        else:
            printed, value = name, Decimal(number)
            quantum = _QUANTA[decimals] if decimals < 9 else factor_of(1, "1", decimals)
        self.done = end
        if start > self.next_rate and self._is_near_rate(start):
            per, self.done = rate_around(text, start, end)
        self.figures.append(
            figure_of(
                text[start:end], start, end, number, value, printed, base, dimension, full_start, full_end,
                None, None, currency, modifiers, per, decimals, quantum, "inline", flags,
            )
        )  # fmt: skip
        return True

    def _bare_year(self, start: int, position: int) -> bool:
        """Keep 2024年 or 2024年度 with nothing round it that a date, a range or a modifier could begin with."""
        text, end, printed = self.text, position + 1, "年"
        number = text[start:position]
        if number[:2] not in _CENTURIES or text[start - 1 : start] in _NOT_BEFORE_YEAR:
            return False
        if text[end : end + 1] == "度":
            end, printed = end + 1, "年度"
        if text[position] != "年" or text[end : end + 1] in _NOT_BEHIND_YEAR:
            return False
        value = _decimal(number)
        self.figures.append(
            figure_of(
                text[start:end], start, end, number, value, printed, printed, "year", start, end,
                None, None, "", (), "", 0, _ONE, "inline", NO_FLAGS,
            )
        )  # fmt: skip
        self.done = end
        return True

    def _is_near_rate(self, start: int) -> bool:
        """Whether a word that announces a rate (每, 均) may stand in the ten characters before *start*."""
        floor = max(0, start - 10)
        for word, place in self._rates.items():
            if place < floor:
                place = self.text.find(word, floor)
                self._rates[word] = place if place >= 0 else len(self.text)
        self.next_rate = min(self._rates.values())
        return self.next_rate < start

    def _without_unit(self, start: int, end: int, position: int) -> bool:
        """Keep a date, drop a bare number; whether one of the two was to be done."""
        text = self.text
        head = text[position]
        if head in _DATE_HEADS and self.date(start, end, head):
            return True
        return unit_at(text, position) is None and "\n" not in text[position : position + 6]

    def _may_be_year(self, start: int, end: int) -> bool:
        """Four digits from 1800 to 2099, two from 10 to 29, or a number behind a list mark."""
        text, length = self.text, end - start
        if length == 4:
            return text[start : start + 2] in ("20", "19", "18") or "." in text[start:end]
        return (length == 2 and text[start] in "12") or (length > 4 and "." in text[start:end])

    def date(self, start: int, end: int, following: str) -> bool:
        """Keep the date whose first number is ``start:end``, *following* the character behind it."""
        text = self.text
        if following in "年月":
            point = text.find(".", start, end)
            start = point + 1 if point >= 0 else start  # 1.2024年: a list mark
        if text[start - 1 : start] in ("第", "每"):
            return False
        cut = text[start - 1 : start] in _BLANKS and text[max(0, start - 48) : start].rstrip()[-1:].isdigit()
        left = left_of_date(text, start, end - start) if cut else None
        if left is not None and left.start >= self.done:
            moment = _stitched(text, left, start, end, following)
            start = left.start
        else:
            moment = read_date(text, start, end, following)
        if moment is None or (following == "月" and text.startswith("均", moment.end)):
            return False
        if "\n" in text[start : moment.end]:
            # The score 10 that ends a row is not the year 10 of 年度目标 below it.
            stands_apart = end - start == 2 and text[start - 1 : start] in _BLANKS
            if stands_apart or self.places.leaves_cell(start, moment.end):
                return False
        if text[start - 1 : start] in MARKS:
            for begin, member in members_before(text, start, moment):
                if begin >= self.done:
                    self.keep_moment(begin, member, _BARE)
        self.keep_moment(start, moment)
        return True

    def keep_moment(self, start: int, moment: Moment, flags: frozenset[str] = NO_FLAGS) -> None:
        text, end = self.text, moment.end
        full_end, after = end, ""
        if text[end : end + 1] in FIRST_OF_MODIFIERS:
            full_end, after = modifier_after(text, end, date=True)
        modifiers = tuple(filter(None, (moment.modifier, after))) if moment.modifier or after else ()
        raw, low, high, value = text[start:end], None, None, None
        if moment.is_year:
            first, _, last = moment.number.partition("/")
            value = Decimal(first)
            low, high = (value, Decimal(last)) if last else (None, None)
        self.figures.append(
            figure_of(
                raw, start, end, moment.number, value, moment.unit, moment.unit,
                "year" if moment.is_year else "date", start, full_end, low, high, "", modifiers, "", 0,
                Decimal(1), "inline",
                flags or flags_of(raw, hanzi=not raw[0].isdigit()),
            )
        )  # fmt: skip
        self.done = end

    def modifiers_of(
        self, start: int, end: int, unit: Unit, modifiers: tuple[str, ...]
    ) -> tuple[int, int, tuple[str, ...]]:
        """The full span and all modifiers of a figure that holds *modifiers* already."""
        text, full_start, full_end = self.text, start, end
        if text[start - 1 : start] in LAST_OF_MODIFIERS:
            begin, name = modifier_before(text, start)
            if name and not (name == "near" and unit.dimension == "duration"):
                full_start = begin
                modifiers = (name, *modifiers) if name not in modifiers else modifiers
        if text[end : end + 1] in FIRST_OF_MODIFIERS:
            full_end, after = modifier_after(text, end, date=False)
            if after and after not in modifiers:
                modifiers = (*modifiers, after)
        return full_start, full_end, modifiers
