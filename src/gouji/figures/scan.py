"""Find every figure of a report 数据扫描: one pass over the untouched text, then the tables."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from gouji.document import Document
from gouji.errors import FigureError
from gouji.figures import chinese, token
from gouji.figures.broken import CUT_MARKS, UNREADABLE, Left, left_part
from gouji.figures.dates import read_hanzi_date
from gouji.figures.elided import read_elided
from gouji.figures.figure import Figure, figure_of
from gouji.figures.numeral import HANZI_DIGITS
from gouji.figures.plain import JOINER, JOINER_FIRST, JOINERS, PlainReader
from gouji.figures.rates import rate_around, rate_behind
from gouji.figures.ratio import read_ratio
from gouji.figures.reading import (
    Amount,
    factor_of,
    flags_of,
    inherit,
    read_across,
    read_digits,
    read_hanzi_amount,
    read_jiao,
    with_sign,
)
from gouji.figures.token import DIGITS, HANZI, JUNK, PLAIN
from gouji.figures.unit import CURRENCY_SIGNS, FIRST_CHARACTERS, NO_UNIT, YUAN

_DATE_FIRST = JOINERS | frozenset("年月日号学财./．")
_RATIO_FIRST = frozenset(":：∶/／")
_SIGN_BEFORE = frozenset("为率幅是达增减降升长额至数（(：:，,、；;|　 \t\n")
_MARKS_BEFORE = frozenset("×+＋xX*.")
_QUOTES = frozenset("“‘「『《\"'廿")
_GROWTH = ("提升", "增长", "增加", "提高", "扩大", "提升近", "增长近", "提升了", "增长了", "增加了", "提高了")
_DATE_OR_RATIO = _DATE_FIRST | _RATIO_FIRST
_UNIT_OR_RANGE = FIRST_CHARACTERS | JOINERS | frozenset("（(")
_POINTS = frozenset("./．")


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
    document = _document_of(source) if isinstance(source, str) else source
    with _no_collection():
        figures = _Scanner(document).scan()
        if document.tables:
            from gouji.figures.cells import figures_of_tables

            figures = figures_of_tables(document, figures)
        return tuple(figures)


def _document_of(text: str) -> Document:
    from gouji.document.layout import tables_of

    return tables_of(text)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector from walking the new figures again and again: none is in a cycle."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


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


class _Scanner(PlainReader):
    """One pass over one text; what one hit has read, the next ones leave alone (``done``)."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.next_noise = self.places.noise_behind(-1)

    def scan(self) -> list[Figure]:
        """All figures that carry their unit with them."""
        text, plain, digits = self.text, self.plain, token.digits_pattern()
        for match in token.pattern().finditer(text):
            kind = match.lastindex
            if kind == JUNK:
                continue
            start, end = match.span()
            if start < self.done:
                continue
            if kind == PLAIN:
                if not plain(match, start, end) and (again := digits.match(text, start)):
                    self._digits(again)
            elif kind == DIGITS:
                self._digits(match)
            elif kind == HANZI:
                self._hanzi(match)
            elif amount := chinese.read_fraction(text, match):
                self._keep(amount.start, amount)
        return self.figures

    # ── digits ──────────────────────────────────────────────────────────────────────────────

    def _digits(self, match: re.Match[str]) -> None:
        text, end = self.text, match.end()
        if match.end(token.NUMBER) - match.start() > token.LONGEST:
            return
        following = text[end : end + 1]
        if following in _DATE_OR_RATIO:
            if following in _DATE_FIRST and self._dated(match, following):
                return
            if following in _RATIO_FIRST and not match[token.DIGIT_MAGNITUDE]:
                self._ratio(match)
                return
        if following not in _UNIT_OR_RANGE:
            if end > self.next_noise - 84 and self._across_page(match):
                return
            if (
                not match[token.DIGIT_MAGNITUDE]
                and text[match.start() - 1 : match.start()] not in CURRENCY_SIGNS
            ):
                return
        elif following in JOINERS and not match[token.DIGIT_MAGNITUDE] and not self._opens_range(match):
            return
        amount = read_digits(text, match)
        if text[amount.end : amount.end + 1] in JOINER_FIRST and self._range(amount):
            return
        self._amount(amount)

    def _opens_range(self, match: re.Match[str]) -> bool:
        """Whether bare digits and what joins them to the next number open a range, or bear a sign."""
        text = self.text
        joiner = JOINER.match(text, match.end(token.NUMBER))
        right = token.digits_pattern().match(text, joiner.end()) if joiner else None
        if right is not None and self._may_have_unit(right):
            return True
        return text[match.start() - 1 : match.start()] in CURRENCY_SIGNS

    def _dated(self, match: re.Match[str], following: str) -> bool:
        """Keep the date that begins with *match*; behind a full stop only a long number can be one."""
        start, end = match.start(), match.end(token.NUMBER)
        if match[token.DIGIT_MAGNITUDE] or match[token.HEDGE] or (following in _POINTS and end - start < 4):
            return False
        return self.date(start, end, following)

    def _across_page(self, match: re.Match[str]) -> bool:
        """Read 1280 ⏎ page number ⏎ 万元."""
        position = match.end()
        self.next_noise = self.places.noise_behind(position - 4)
        position = self.places.across_page(position)
        amount = read_across(self.text, match, position) if position > 0 else None
        if amount is None:
            return False
        self._amount(amount)
        return True

    def _ratio(self, match: re.Match[str]) -> None:
        figure = read_ratio(self.text, match.start())
        if figure is not None:
            start, end, modifiers = self.modifiers_of(figure.start, figure.end, NO_UNIT, ())
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
        if before in CUT_MARKS and (left := self._left_part(start, amount.number)):
            if left is UNREADABLE or left.start < self.done or last.unit.base in ("年", "月", "日"):
                self.done = max(self.done, last.end)
                return
            amount.prepend(left.start, left.digits)
            start = left.start
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

    def _left_part(self, start: int, number: str) -> Left | None:
        return left_part(self.text, start, number, self.places.before_page(start))

    def _is_negative(self, start: int) -> bool:
        return start < 2 or self.text[start - 1] == "负" or self.text[start - 2] in _SIGN_BEFORE

    def _range(self, left: Amount) -> bool:
        """Join 2至3万元, 10万元-20万元, 5%~10%."""
        joiner = JOINER.match(self.text, left.end)
        match = token.digits_pattern().match(self.text, joiner.end()) if joiner else None
        if match is None or not self._may_have_unit(match):
            return False
        right = read_digits(self.text, match)
        if right.unit is NO_UNIT or (left.unit is not NO_UNIT and left.unit.base != right.unit.base):
            return False
        ambiguous = not inherit(left, right)
        if left.value > right.value and not ambiguous:
            return False
        self._amount(left, right, ambiguous)
        return True

    def _may_have_unit(self, match: re.Match[str]) -> bool:
        end = match.end()
        return bool(match[token.DIGIT_MAGNITUDE]) or self.text[end : end + 1] in FIRST_CHARACTERS

    def _ordinal(self, amount: Amount) -> None:
        start = self.text.rindex("第", 0, amount.start)
        raw, value = self.text[start : amount.end], amount.value
        flags = flags_of(raw, hanzi=False)
        place = (raw, start, amount.end, amount.number, value, amount.printed, amount.unit.base)
        self.figures.append(Figure(*place, "ordinal", flags=flags))
        self.done = amount.end

    # ── Chinese numerals ────────────────────────────────────────────────────────────────────

    def _hanzi(self, match: re.Match[str]) -> None:
        text, start, position = self.text, match.start(), match.end()
        following, before = text[position : position + 1], text[start - 1 : start]
        if before == "第":
            self._take(chinese.ordinal(text, match))
            return
        if following in "年月" and before not in ("上", "下") and (moment := read_hanzi_date(text, start)):
            self.keep_moment(start, moment)
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
            if amount.unit is YUAN and text[amount.end : amount.end + 1] in HANZI_DIGITS:
                read_jiao(text, amount)
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
            per, end = rate_behind(text, end, money=unit.dimension == "money")
            if per:
                printed, base = f"{printed}/{per}", f"{base}/{per}"
        full_start, full_end, modifiers = self.modifiers_of(
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
