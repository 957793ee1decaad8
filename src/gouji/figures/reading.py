"""From a hit of the token pattern to an amount: number, magnitude, unit 读数."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from gouji.figures import token
from gouji.figures.lazy import Lazy
from gouji.figures.lexicon import STOP_EXCEPTIONS, STOPS, WRAP_STOPS
from gouji.figures.numeral import HANZI_DIGITS, fold, magnitude, read_hanzi
from gouji.figures.token import BLANK, GAP
from gouji.figures.unit import FIRST_CHARACTERS, NO_UNIT, UNITS, Unit, unit_at

_COMPOUND = Lazy(
    rf"([0-9０-９]++(?:[.．][0-9０-９]++)?+){GAP}([千百万]++|)(?![{HANZI_DIGITS}]){GAP}(?=[元人美个亩户吨公平])"
)
_JIAO_DIGIT = rf"[0-9０-９]{{1,2}}|[{HANZI_DIGITS}]"
_JIAO = Lazy(rf"({_JIAO_DIGIT})角(?:({_JIAO_DIGIT})分)?(?![钟])")
_TAIL = Lazy(rf"([余])?+{GAP}([十百千万亿]++)?+{GAP}([余多])?+{GAP}")
_FULL_WIDTH = Lazy("[０-９％．]")
NO_FLAGS: frozenset[str] = frozenset()
_MODIFIED_BY_HEDGE = {"余": "over", "多": "over", "几": "over", "来": "approx"}


class Amount:
    """A number with what stands behind it, before its surroundings are looked at."""

    __slots__ = (
        "decimals", "end", "hanzi", "high", "modifiers", "number", "number_end", "printed", "scale", "start",
        "unit", "value",
    )  # fmt: skip

    def __init__(self, start: int, number_end: int, number: str, value: Decimal, scale: int) -> None:
        self.start = start
        self.number_end = number_end
        self.end = number_end
        self.number = number
        self.value = value
        self.scale = scale
        self.unit: Unit = NO_UNIT
        self.printed = ""
        self.modifiers: tuple[str, ...] = ()
        self.hanzi = False
        self.high: Decimal | None = None
        self.decimals = 0

    def prepend(self, start: int, digits: str) -> None:
        """Take in the left part of a number that a line break or a blank cuts."""
        factor = self.value / Decimal(self.number) if Decimal(self.number) else factor_of(self.scale)
        self.start = start
        if digits.endswith("."):
            self.decimals = len(self.number)
        self.number = digits + self.number
        self.value = Decimal(self.number) * factor

    def negate(self) -> None:
        """Take in the minus sign in front."""
        self.value = -self.value
        self.number = "-" + self.number


def unit_behind(text: str, position: int, wrapped: bool) -> tuple[Unit, int] | None:
    """The unit at *position* and where it ends, also when a line break cuts it; compounds refused."""
    unit = unit_at(text, position)
    if unit is None:
        return _wrapped_unit(text, position, None)
    end = position + len(unit.name)
    if text[end : end + 1] == "\n":
        longer = _wrapped_unit(text, position, unit)
        if longer is not None:
            return longer
    stops = STOPS.get(unit.name)
    if stops and text.startswith(stops, end) and not text.startswith(STOP_EXCEPTIONS, position):
        return None
    if wrapped and text.startswith(WRAP_STOPS.get(unit.name, ()), end):
        return None
    return unit, end


# 20人\n次 is read as 人次: only these may take in the next line's first characters.
_BROKEN_WORDS = (
    "人次 户次 场次 批次 台次 架次 车次 班次 剂次 家次 亩次 分钟 个月 个百分点 个工作日 个小时 "
    "平方米 平方公里 立方米 千瓦时 兆瓦时 元人民币"
)
_BROKEN_UNITS = frozenset(_BROKEN_WORDS.split())
_BROKEN = Lazy(rf"([^\s,，。；;、:：]{{1,4}}){GAP}([^\s,，。；;、:：]{{1,6}})")


def _wrapped_unit(text: str, position: int, shorter: Unit | None) -> tuple[Unit, int] | None:
    """A unit whose characters stand on two lines (平方\\n米)."""
    line_end = text.find("\n", position + 1, position + 5)
    if line_end < 0 or text[position] not in FIRST_CHARACTERS:
        return None
    match = _BROKEN.match(text, position)
    if match is None or match.end(1) > line_end or match.start(2) <= line_end:
        return None
    head, tail = match.groups()
    for length in range(len(tail), 0, -1):
        unit = UNITS.get(head + tail[:length])
        if unit is not None:
            end = match.start(2) + length
            if shorter is not None and unit.name not in _BROKEN_UNITS:
                continue
            if text.startswith(STOPS.get(unit.name, ()), end) or text.startswith(("数", "员", "年"), end):
                return None
            return unit, end
    return None


def read_digits(text: str, match: re.Match[str]) -> Amount:
    """The amount whose digits *match* found; ``unit`` is ``NO_UNIT`` where none follows."""
    start = match.start()
    _, number_end = match.span(token.NUMBER)
    number = text[start:number_end]
    if not number.isascii() or "," in number:
        number = fold(number)
    amount = Amount(start, number_end, number, Decimal(number), 1)
    point = number.find(".")
    if point >= 0:
        amount.decimals = len(number) - point - 1
    hedge, magnitudes, second = match.group(token.HEDGE, token.DIGIT_MAGNITUDE, token.SECOND_HEDGE)
    if magnitudes:
        scale = amount.scale = magnitude(magnitudes)
        amount.value *= factor_of(scale)
        amount.printed = magnitudes
        amount.end = match.end(token.DIGIT_MAGNITUDE)
        if text[amount.end : amount.end + 1].isdigit():
            return _compound(text, amount)
    _finish(text, amount, match.end(), hedge, second)
    return amount


@lru_cache(maxsize=256)
def factor_of(scale: int, factor: str = "1", decimals: int = 0) -> Decimal:
    """``scale · factor`` divided by ten to the *decimals*: a unit's factor, or a print's quantum."""
    return (scale * Decimal(factor)).scaleb(-decimals)


def _finish(text: str, amount: Amount, position: int, hedge: str | None, second: str | None) -> None:
    """Read the unit and the hedges behind a number."""
    wrapped = False
    if position > amount.end:
        gap = text[amount.number_end : position]
        blank = " " in gap and ("  " in gap or amount.decimals or _begins_cell(text, amount.start))
        wrapped = "\n" in gap or bool(blank)
    found = unit_behind(text, position, wrapped)
    if found is not None and not (found[0].base == "年" and amount.printed and position > amount.end):
        unit, amount.end = found
        amount.unit = unit
        amount.printed += unit.name
        if unit.factor != "1":
            amount.value *= factor_of(1, unit.factor)
    elif second and amount.printed:
        amount.end = text.index(second, amount.end) + 1
    if hedge or second:
        amount.modifiers = (_MODIFIED_BY_HEDGE[hedge or second or ""],)


def _begins_cell(text: str, start: int) -> bool:
    """Whether a number begins its line, or stands behind another one (the cells 86.5 92.40 of a row)."""
    line = start
    while line and text[line - 1] in BLANK:
        line -= 1
    return line == 0 or text[line - 1] in "\n\t" or (line < start and text[line - 1].isdigit())


def _compound(text: str, amount: Amount) -> Amount:
    """1亿2000万元, 3万5千元: a second number below the first one's magnitude."""
    match = _COMPOUND.match(text, amount.end)
    if match is None:
        return amount
    low_number, low_magnitude = fold(match[1]), match[2]
    scale = magnitude(low_magnitude) if low_magnitude else 1
    low = Decimal(low_number) * scale
    found = unit_behind(text, match.end(), "\n" in match[0])
    if low >= amount.scale or found is None:
        return amount
    unit, end = found
    amount.value = (amount.value + low) * Decimal(unit.factor)
    amount.number = f"{amount.value.normalize():f}"
    amount.decimals = len(low_number.partition(".")[2])
    amount.scale = scale
    amount.unit, amount.end, amount.printed = unit, end, (low_magnitude or "") + unit.name
    return amount


def read_jiao(text: str, amount: Amount) -> None:
    """Take in what follows the 元 of 123元1角1分."""
    match = _JIAO.match(text, amount.end)
    if match is None:
        return
    jiao, fen = _small(match[1]), _small(match[2] or "0")
    amount.value += jiao / 10 + fen / 100
    amount.number = f"{amount.value:f}"
    amount.decimals = 2 if match[2] else 1
    amount.end = match.end()


def read_across(text: str, match: re.Match[str], position: int) -> Amount | None:
    """An amount whose magnitude and unit stand at *position*, behind a page number."""
    tail = _TAIL.match(text, position)
    if tail is None:
        return None
    number = fold(text[match.start() : match.end(token.NUMBER)])
    magnitudes = (match[token.DIGIT_MAGNITUDE] or "") + (tail[2] or "")
    scale = magnitude(magnitudes) if magnitudes else 1
    amount = Amount(match.start(), match.end(token.NUMBER), number, Decimal(number) * scale, scale)
    amount.decimals, amount.printed = len(number.partition(".")[2]), magnitudes
    _finish(text, amount, tail.end(), match[token.HEDGE] or tail[1], tail[3])
    return amount if amount.unit is not NO_UNIT else None


def _small(digits: str) -> Decimal:
    """A digit or two, of either kind, as a number."""
    value = read_hanzi(digits)
    return Decimal(fold(digits)) if value is None else value


def with_sign(amount: Amount, sign: tuple[str, str]) -> None:
    """Read the currency sign in front of an amount (￥3.5万, $1,000)."""
    base, currency = sign
    amount.unit = Unit(base, "money", base, "1", currency)
    if not amount.printed.endswith(base):
        amount.printed += base


def inherit(left: Amount, right: Amount) -> bool:
    """Give the left half of a range the right one's unit; whether there is only one reading.

    2至3万元 is 2万 to 3万; in 500至1万元 the first half may be 500 元 or nothing sensible.
    """
    if left.unit is not NO_UNIT:
        return True
    left.unit = right.unit
    left.value *= factor_of(1, right.unit.factor)
    if left.scale != 1 or right.scale == 1:
        return True
    if Decimal(left.number) >= Decimal(right.number):
        return False
    left.value *= right.scale
    return True


def flags_of(raw: str, *, hanzi: bool, ambiguous: bool = False) -> frozenset[str]:
    """How a figure is printed: wrapped, spaced, comma, hanzi, fullwidth; and whether it is ambiguous."""
    if not hanzi and not ambiguous and raw.isalnum() and raw[0].isascii():
        return NO_FLAGS
    found = (
        ("wrapped", "\n" in raw),
        ("spaced", " " in raw or "\u3000" in raw or "\xa0" in raw),
        ("comma", "," in raw or "，" in raw),
        ("hanzi", hanzi),
        ("fullwidth", not hanzi and _FULL_WIDTH.search(raw) is not None),
        ("ambiguous", ambiguous),
    )
    return frozenset(name for name, holds in found if holds) or NO_FLAGS


def read_hanzi_amount(text: str, match: re.Match[str]) -> Amount | None:
    """The amount whose Chinese numeral *match* found; ``None`` where the run is no numeral."""
    start, run_end = match.start(), match.end(token.RUN)
    run, magnitudes = text[start:run_end], match[token.HANZI_MAGNITUDE]
    hedge, second = match[token.HANZI_HEDGE], match[token.HANZI_SECOND]
    high: Decimal | None = None
    if run[0] in "数几":
        value, several = _several(run[1:], magnitudes), True
    else:
        value, several = read_hanzi(run), False
        if value is None and (pair := _pair(run)):
            value, high = pair
        if value is not None and magnitudes:
            value *= magnitude(magnitudes)
            high = high and high * magnitude(magnitudes)
    if value is None:
        return None
    amount = Amount(start, run_end, f"{value:f}", value, 1)
    amount.hanzi = True
    amount.high = high
    if magnitudes:
        amount.end = match.end(token.HANZI_MAGNITUDE)
    _finish(text, amount, match.end(), hedge, second)
    if several:
        amount.modifiers = ("several",)
    elif high is not None:
        amount.modifiers = ("approx",)
    elif run[-1:] in "百千万亿" and len(run) == 1:
        amount.scale = int(value)
    return amount


def _several(run: str, magnitudes: str) -> Decimal | None:
    """数百, 几十, 数十万: the lower magnitude, several times."""
    whole = run + magnitudes
    return Decimal(magnitude(whole)) if whole and not set(whole) - set("十百千万亿") else None


def _pair(run: str) -> tuple[Decimal, Decimal] | None:
    """七八, 三四十, 两三百: two neighbouring digits, from the one to the other."""
    if len(run) < 2 or run[0] not in HANZI_DIGITS or run[1] not in HANZI_DIGITS:
        return None
    first, second = read_hanzi(run[0]), read_hanzi(run[1])
    if first is None or second is None or not 0 < second - first <= 2:
        return None
    rest = run[2:]
    if set(rest) - set("十百千万亿"):
        return None
    factor = magnitude(rest) if rest else 1
    return first * factor, second * factor
