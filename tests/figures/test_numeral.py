"""Numerals, digits and Chinese, are read exactly or refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.errors import FigureError
from gouji.figures.numeral import fold, magnitude, read_hanzi, read_number

READ = [
    ("零", "0"), ("〇", "0"), ("七", "7"), ("两", "2"), ("十", "10"), ("十二", "12"), ("二十", "20"),
    ("一百零三", "103"),
    ("一百一十", "110"), ("二百五", "250"), ("一千零一", "1001"), ("两千三百万", "23000000"),
    ("两万五", "25000"),
    ("三千四", "3400"), ("一亿零三十万", "100300000"), ("壹佰贰拾叁", "123"), ("叁拾伍万", "350000"),
    ("一万二千亿", "1200000000000"), ("一万零一亿一千", "1000100001000"),
    ("八十六点一二", "86.12"),
    ("三十万亿", "30000000000000"), ("万", "10000"), ("百", "100"), ("一万零五百", "10500"),
    ("九千九百九十九", "9999"),
]  # fmt: skip


@pytest.mark.parametrize(("numeral", "value"), READ)
def test_a_chinese_numeral_is_read(numeral, value):
    """Everyday and capital numerals, short forms and decimals."""
    assert read_hanzi(numeral) == Decimal(value)


@pytest.mark.parametrize(
    "numeral", ["", "一二三", "十十", "百千", "十百", "点五点", "二七二", "万万", "一点"]
)
def test_what_is_no_numeral_is_refused(numeral):
    """A run of digits, a rising magnitude or a loose point is no numeral."""
    assert read_hanzi(numeral) is None


def spell(number: int) -> str:
    """The everyday Chinese numeral of a number below 10^8, written independently of the reader."""
    if number >= 10000:
        high, low = divmod(number, 10000)
        gap = "零" if 0 < low < 1000 else ""
        return spell(high) + "万" + gap + (spell(low) if low else "")
    digits, text, zero = "零一二三四五六七八九", "", False
    for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if zero and text else "") + digits[digit] + word
        zero = digit == 0
    return text or "零"


@given(st.integers(0, 99_999_999))
def test_every_spelled_number_reads_back(number):
    """What is spelled is read as the same number."""
    assert read_hanzi(spell(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2,320.11", "2320.11"),
        ("２，３２０．１１", "2320.11"),
        ("-3.5", "-3.5"),
        ("八点五", "8.5"),
        (" 12 ", "12"),
    ],
)
def test_a_number_is_read_in_either_width(text, value):
    """Separators are dropped, width is folded."""
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "abc", "1.2.3", "--1", "十十"])
def test_what_is_no_number_raises(text):
    """The error names what could not be read."""
    with pytest.raises(FigureError):
        read_number(text)


def test_magnitudes_multiply():
    """千万 is ten million, an empty run is one."""
    assert (magnitude("千万"), magnitude("万亿"), magnitude("")) == (10**7, 10**12, 1)
    assert fold("１，２３４") == "1234"
