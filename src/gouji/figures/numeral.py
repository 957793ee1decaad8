"""Digits and Chinese numerals as exact numbers 数字."""

from __future__ import annotations

from decimal import Decimal

from gouji.errors import FigureError

_FOLD = str.maketrans("０１２３４５６７８９．－＋", "0123456789.-+", ",，")
_DIGITS = {
    **dict(zip("〇零一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9))),
    **dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10))),
    **dict(zip("貳參陸兩两弍", (2, 3, 6, 2, 2, 2))),
}
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
MAGNITUDES = {**_TENS, **_MYRIADS}
_KNOWN = frozenset({*_DIGITS, *MAGNITUDES})
HANZI_DIGITS = "".join(_DIGITS)
HANZI_NUMERALS = HANZI_DIGITS + "".join(MAGNITUDES)


def fold(digits: str) -> str:
    """Digits of either width, separators dropped, as ASCII: ``２，３２０．１１`` → ``2320.11``."""
    return digits.translate(_FOLD)


def magnitude(run: str) -> int:
    """The factor of a run of magnitude words: ``千万`` is 10 000 000; an empty run is 1."""
    known = MAGNITUDES.get(run)
    if known is not None:
        return known
    product = 1
    for character in run:
        product *= MAGNITUDES[character]
    return product


def read_hanzi(numeral: str) -> Decimal | None:
    """Read a Chinese numeral, everyday or capital (二百零三, 两万五, 壹佰万, 八点五).

    Returns:
        The number, or ``None`` where the characters are no numeral (一二三, 十十).
    """
    whole, point, fraction = numeral.partition("点")
    number = _read_whole(whole)
    if number is None or not point:
        return None if number is None else Decimal(number)
    if not fraction or any(character not in _DIGITS for character in fraction):
        return None
    return Decimal(f"{number}." + "".join(str(_DIGITS[character]) for character in fraction))


def _read_whole(numeral: str) -> int | None:
    """The value of a whole numeral; magnitudes must fall from left to right within each myriad."""
    if not numeral or len(numeral) > 32 or any(character not in _KNOWN for character in numeral):
        return None
    total = section = 0
    digit: int | None = None
    last_ten, last_myriad, zero, shorthand, before = 10**4, 10**17, False, 0, ""
    for character in numeral:
        if character in _DIGITS:
            if digit is not None and not zero:
                return None
            digit, zero = _DIGITS[character], _DIGITS[character] == 0
        elif character in _TENS:
            ten = _TENS[character]
            if ten >= last_ten or zero:
                return None
            section += (1 if digit is None else digit) * ten
            digit, last_ten, shorthand = None, ten, ten
        else:
            myriad = _MYRIADS[character]
            section += digit or 0
            if before in _MYRIADS and myriad > last_myriad:  # 三十万亿: the two multiply
                total *= myriad
            elif myriad > last_myriad:  # 一万二千亿: 亿 counts all that stands before it
                total = (total + section) * myriad
            elif myriad == last_myriad:
                return None
            else:
                total += (1 if not before else section) * myriad
            section, digit, last_ten, last_myriad, shorthand, zero = 0, None, 10**4, myriad, myriad, False
        zero = zero and character in _DIGITS
        before = character
    return total + section + _last_digit(numeral, digit, shorthand)


def _last_digit(numeral: str, digit: int | None, shorthand: int) -> int:
    """What a closing digit counts: units, or the next lower power after 万, 千, 百 (两万五 = 25 000)."""
    if digit is None:
        return 0
    before = numeral[-2] if len(numeral) > 1 else ""
    short = before in MAGNITUDES and before not in "十拾"
    return digit * shorthand // 10 if short else digit


def read_number(text: str) -> Decimal:
    """Read one number as printed, digits or Chinese, without a unit.

    Raises:
        FigureError: *text* is not one number.

    Example:
        >>> read_number("２，３２０．１１")
        Decimal('2320.11')
    """
    stripped = text.strip()
    folded = fold(stripped)
    body = folded[1:] if folded[:1] in "+-" else folded
    if body.replace(".", "", 1).isascii() and body.replace(".", "", 1).isdigit() and body[0] != ".":
        return Decimal(folded)
    value = read_hanzi(stripped)
    if value is None:
        raise FigureError(f"不是一个数 / cannot read {text!r} as a number")
    return value
