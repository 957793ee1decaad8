"""Find every figure of a report 数据扫描: one pass over the untouched text, then the tables."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from gouji.document import Document
from gouji.errors import FigureError
from gouji.figures import chinese, token
from gouji.figures.dates import Moment, read_date, read_day, read_hanzi_date, read_short_year
from gouji.figures.figure import Figure, figure_of
from gouji.figures.lexicon import STOPS
from gouji.figures.modifier import FIRST_OF_MODIFIERS, LAST_OF_MODIFIERS, modifier_after, modifier_before
from gouji.figures.numeral import fold, magnitude
from gouji.figures.place import DELICATE, Places
from gouji.figures.rates import rate_around, rate_behind
from gouji.figures.ratio import read_ratio
from gouji.figures.reading import (
    NO_FLAGS,
    Amount,
    factor_of,
    flags_of,
    inherit,
    read_across,
    read_digits,
    read_elided,
    read_hanzi_amount,
    read_jiao,
    with_sign,
)
from gouji.figures.token import GAP, pattern
from gouji.figures.unit import CURRENCY_SIGNS, FIRST_CHARACTERS, NO_UNIT, YUAN, Unit, unit_at

_JOINER = re.compile(rf"{GAP}(?:——|--|[-—–─~～﹣－−至到]){GAP}(?=[0-9０-９])")
_JOINERS = frozenset("-—–─~～﹣－−至到")
_JOINER_FIRST = _JOINERS | frozenset(" \u3000\n\r")
_DATE_FIRST = _JOINERS | frozenset("年月日号学财./．")
_RATIO_FIRST = frozenset(":：∶/／")
_DATED = re.compile("[年月日号]")
_SIGN_BEFORE = frozenset("为率幅是达增减降升长额至数（(：:，,、；;|　 \t\n")
_MARKS_BEFORE = frozenset("×+＋xX*.")
_QUOTES = frozenset("“‘「『《\"'廿")
_GROWTH = ("提升", "增长", "增加", "提高", "扩大", "提升近", "增长近", "提升了", "增长了", "增加了", "提高了")
# What makes a figure need a closer look: a character before it, a character behind it.
_LONG_WAY = DELICATE | {"倍"}
_LOOK_BEFORE = frozenset("第×+＋xX*.-－−负￥¥$＄€£时点:： \u3000\n")
_LOOK_BEHIND = frozenset("/／每0123456789０１２３４５６７８９")


def find_figures(source: str | Document) -> tuple[Figure, ...]:
    """Every figure of a text or document, in text order, none overlapping another.

    Args:
        source: A report's text (never a path), or a document as read.

    Returns:
        The figures; ``text[figure.start:figure.end]`` is each one as printed.

    Example:
        >>> find_figures("拨付 1,208.50万元，到位率 93.4%。")[1]
        Figure('93.4%', value=Decimal('93.4'), unit='%', quantum=Decimal('0.1'))
    """
    document = Document.from_text(source) if isinstance(source, str) else source
    figures = _Scanner(document).scan()
    if document.tables:
        from gouji.figures.cells import figures_of_tables

        figures = figures_of_tables(document, figures)
    return tuple(figures)


def read_figure(text: str) -> Figure:
    """Read the one figure of a quoted string (``"2704 万元"``, ``"三分之二"``).

    Raises:
        FigureError: There is no figure in *text*, or more than one.
    """
    figures = _Scanner(Document(text, sha256="-")).scan()
    if len(figures) != 1:
        found = "、".join(figure.text for figure in figures) or "无 / none"
        raise FigureError(f"应为一个数据 / expected one figure in {text!r}: {found}")
    return figures[0]


class _Scanner:
    """One pass over one text; what one hit has read, the next ones leave alone (``done``)."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.places = Places(document)
        self.figures: list[Figure] = []
        self.done = 0

    def scan(self) -> list[Figure]:
        """All figures that carry their unit with them."""
        for match in pattern().finditer(self.text):
            if match.start() < self.done:
                continue
            kind = match.lastindex
            if kind == token.DIGITS:
                self._digits(match)
            elif kind == token.HANZI:
                self._hanzi(match)
            elif kind == token.JUNK:
                self.done = match.end()
            elif amount := chinese.read_fraction(self.text, match):
                self._keep(amount.start, amount)
        return self.figures

    # ── digits ──────────────────────────────────────────────────────────────────────────────

    def _digits(self, match: re.Match[str]) -> None:
        text, end = self.text, match.end()
        following = text[end : end + 1]
        if following in _DATE_FIRST and self._date(match, following):
            return
        if following in FIRST_CHARACTERS:
            if self._plain(match, end):
                return
        elif following in _RATIO_FIRST:
            self._ratio(match)
            return
        elif following not in _JOINERS:
            if self.places.noise and self._across_page(match):
                return
            bare = not match[token.DIGIT_MAGNITUDE]
            if bare and text[match.start() - 1 : match.start()] not in CURRENCY_SIGNS:
                return
        amount = read_digits(text, match)
        if text[amount.end : amount.end + 1] in _JOINER_FIRST and self._range(amount):
            return
        self._amount(amount)

    def _plain(self, match: re.Match[str], position: int) -> bool:
        """Read the common case without detours: digits, magnitude and unit on one line.

        Everything rare (hedges, line breaks, ranges, rates, signs, ordinals, titles) is left to the
        long way, which gives the same figure; this one is there for speed and long for the same reason.
        """
        text = self.text
        start, number_end = match.start(), match.end(token.NUMBER)
        hedge, magnitudes, second = match.group(token.HEDGE, token.DIGIT_MAGNITUDE, token.SECOND_HEDGE)
        unit = unit_at(text, position)
        if unit is None or hedge or second or start < 2 or unit.base in _LONG_WAY:
            return False
        end = position + len(unit.name)
        near, behind = text[max(0, start - 10) : start], text[end : end + 1]
        before = near[-2] if near[-1] == " " else near[-1]
        if before in _LOOK_BEFORE or behind in _LOOK_BEHIND:
            return False
        stops = STOPS.get(unit.name)
        if stops and text.startswith(stops, end):
            return False
        if behind in _JOINER_FIRST and _JOINER.match(text, end):
            return False
        raw, number, flags = text[start:end], text[start:number_end], NO_FLAGS
        tight = position - number_end == (len(magnitudes) if magnitudes else 0)
        if not tight or not number.isascii() or "," in number or unit.name == "％":
            if "\n" in raw:
                return False
            flags, number = flags_of(raw, hanzi=False), fold(number)
        if self.places.titles and self.places.in_title(start):
            return False
        point = number.find(".")
        decimals = len(number) - point - 1 if point >= 0 else 0
        value, scale = Decimal(number), 1
        if magnitudes:
            scale = magnitude(magnitudes)
            value *= factor_of(scale, unit.factor)
        elif unit.factor != "1":
            value *= factor_of(1, unit.factor)
        modifiers: tuple[str, ...] = ()
        full_start, full_end, per, self.done = start, end, "", end
        if near[-1] in LAST_OF_MODIFIERS or behind in FIRST_OF_MODIFIERS:
            full_start, full_end, modifiers = self._modifiers(start, end, unit, ())
        if "每" in near or "均" in near or "亩产" in near:
            per, self.done = rate_around(text, start, end)
        self.figures.append(
            figure_of(
                raw, start, end, number, value, (magnitudes or "") + unit.name, unit.base, unit.dimension,
                full_start, full_end, None, None, unit.currency, modifiers, per, decimals,
                factor_of(scale, unit.factor, decimals), "inline", flags,
            )
        )  # fmt: skip
        return True

    def _across_page(self, match: re.Match[str]) -> bool:
        """Read 1280 ⏎ page number ⏎ 万元."""
        position = self.places.across_page(match.end())
        amount = read_across(self.text, match, position) if position > 0 else None
        if amount is None:
            return False
        self._amount(amount)
        return True

    def _ratio(self, match: re.Match[str]) -> None:
        figure = read_ratio(self.text, match.start())
        if figure is not None:
            start, end, modifiers = self._modifiers(figure.start, figure.end, NO_UNIT, ())
            self._take(replace(figure, full_start=start, full_end=end, modifiers=modifiers))

    def _amount(self, amount: Amount, right: Amount | None = None, ambiguous: bool = False) -> None:
        """Look round an amount and keep it, if it is a figure."""
        text, start, last = self.text, amount.start, right or amount
        before = text[start - 1 : start]
        sign = CURRENCY_SIGNS.get(before)
        if last.unit is NO_UNIT and sign is None and not last.printed:
            return
        if before == "第" or (
            before in (" ", "\u3000", "\n") and text[max(0, start - 4) : start].rstrip()[-1:] == "第"
        ):
            self._ordinal(amount)
            return
        if before in _MARKS_BEFORE and last.unit.dimension == "count":
            return
        if last.unit is YUAN and right is None and text[last.end : last.end + 1].isdigit():
            read_jiao(text, amount)
        if sign is not None:
            with_sign(amount, sign)
            start -= 1
        elif last.unit is NO_UNIT and not read_elided(text, last):
            return
        elif before in ("-", "－", "−", "负") and self._is_negative(start):
            start -= 1
            amount.negate()
        if not self.places.refuses(start, last.end, last.number, last.unit):
            self._keep(start, amount, right, ambiguous)

    def _is_negative(self, start: int) -> bool:
        return start < 2 or self.text[start - 1] == "负" or self.text[start - 2] in _SIGN_BEFORE

    def _range(self, left: Amount) -> bool:
        """Join 2至3万元, 10万元-20万元, 5%~10%."""
        joiner = _JOINER.match(self.text, left.end)
        match = pattern().match(self.text, joiner.end()) if joiner else None
        if match is None or match.lastindex != token.DIGITS:
            return False
        right = read_digits(self.text, match)
        if right.unit is NO_UNIT or (left.unit is not NO_UNIT and left.unit.base != right.unit.base):
            return False
        ambiguous = not inherit(left, right)
        if left.value > right.value and not ambiguous:
            return False
        self._amount(left, right, ambiguous)
        return True

    def _ordinal(self, amount: Amount) -> None:
        start = self.text.rindex("第", 0, amount.start)
        raw, value = self.text[start : amount.end], amount.value
        flags = flags_of(raw, hanzi=False)
        place = (raw, start, amount.end, amount.number, value, amount.printed, amount.unit.base)
        self.figures.append(Figure(*place, "ordinal", flags=flags))
        self.done = amount.end

    # ── dates ───────────────────────────────────────────────────────────────────────────────

    def _date(self, match: re.Match[str], following: str) -> bool:
        text, start, end = self.text, match.start(), match.end(token.NUMBER)
        if match[token.DIGIT_MAGNITUDE] or match[token.HEDGE]:
            return False
        point = text.find(".", start, end)
        if point >= 0 and following in "年月":  # 1.2024年: a list mark
            start = point + 1
        if text[start - 1 : start] in ("第", "每"):
            return False
        if following not in "年月" and end - start not in (4, 7) and not _DATED.search(text, end, end + 30):
            return False
        moment = read_date(text, start)
        if moment is None and following == "年" and end - start == 2:
            moment = read_short_year(text, start)
        elif moment is None and following == "日":
            moment = read_day(text, start, end)
        if moment is None or (following == "月" and text.startswith("均", moment.end)):
            return False
        self._moment(start, moment)
        return True

    def _moment(self, start: int, moment: Moment) -> None:
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
                Decimal(1), "inline", flags_of(raw, hanzi=not raw[0].isdigit()),
            )
        )  # fmt: skip
        self.done = end

    # ── Chinese numerals ────────────────────────────────────────────────────────────────────

    def _hanzi(self, match: re.Match[str]) -> None:
        text, start, position = self.text, match.start(), match.end()
        following, before = text[position : position + 1], text[start - 1 : start]
        if before == "第":
            self._take(chinese.ordinal(text, match))
            return
        if following not in chinese.FOLLOWING:
            return
        if following in "年月" and before not in ("上", "下") and (moment := read_hanzi_date(text, start)):
            self._moment(start, moment)
            return
        if before.isdigit() or before in _QUOTES or chinese.is_set_phrase(text, start):
            return
        chain = chinese.offices(text, start)
        if chain:
            self._take(*chain)
        elif chinese.may_count(text, position):
            amount = read_hanzi_amount(text, match)
            if amount is None or amount.unit is NO_UNIT or not chinese.counts(text, amount):
                return
            if not self.places.refuses(start, amount.end, amount.number, amount.unit):
                self._keep(start, amount)

    def _take(self, *figures: Figure | None) -> None:
        for figure in figures:
            if figure is not None:
                self.figures.append(figure)
                self.done = figure.end

    # ── building ────────────────────────────────────────────────────────────────────────────

    def _keep(self, start: int, amount: Amount, right: Amount | None = None, ambiguous: bool = False) -> None:
        text, last = self.text, right or amount
        unit, end = last.unit, last.end
        printed, base, per = last.printed, unit.base, ""
        if text[end : end + 1] in ("/", "／", "每") and unit.dimension not in ("percent", "score"):
            per, end = rate_behind(text, end)
            if per:
                printed, base = f"{printed}/{per}", f"{base}/{per}"
        full_start, full_end, modifiers = self._modifiers(
            start, end, unit, amount.modifiers or last.modifiers
        )
        if unit.dimension == "multiple" and text[max(0, full_start - 3) : full_start].endswith(_GROWTH):
            ambiguous = True  # 提升3倍 may mean to three or to four times
        number, low, high = amount.number, None, None
        if right is not None:
            number, low, high = f"{amount.number}/{right.number}", amount.value, right.value
        elif amount.high is not None:
            number, low, high = f"{amount.number}/{amount.high:f}", amount.value, amount.high
        raw, self.done = text[start:end], end
        if not per:
            per, self.done = rate_around(text, start, end)
        self.figures.append(
            figure_of(
                raw, start, end, number, amount.value, printed, base, unit.dimension, full_start, full_end,
                low, high, unit.currency, modifiers, per, last.decimals,
                factor_of(last.scale, unit.factor, last.decimals), "inline",
                flags_of(raw, hanzi=amount.hanzi, ambiguous=ambiguous),
            )
        )  # fmt: skip

    def _modifiers(
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
