"""Numerals and amounts are read as cn2an and jionlp read them, but where those are known to be wrong.

Both are used here only, where they are installed: cn2an comes with the group ``test``, jionlp with
``oracles``. A disagreement that no longer exists fails its test, so that the lists stay true.
"""

from __future__ import annotations

from decimal import Decimal
from types import ModuleType
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.figures import find_figures
from gouji.figures.numeral import read_hanzi


class Disagreement(NamedTuple):
    """What the two read, ``None`` for nothing; who is right, and why."""

    text: str
    gouji: str | None
    other: str | None
    right: str
    why: str


NUMERALS = [
    Disagreement("百", "100", None, "gouji", "百名, 百家: a bare magnitude counts one of it"),
    Disagreement("千", "1000", None, "gouji", "近千人 is near 1000"),
    Disagreement("万", "10000", None, "gouji", "万名 is 10000"),
    Disagreement("百五", "150", None, "gouji", "everyday for 一百五"),
    Disagreement("千二", "1200", None, "gouji", "everyday for 一千二"),
    Disagreement("一亿三", "130000000", None, "gouji", "as 一万三 is 13000, which cn2an reads"),
    Disagreement("二〇二四", None, "2024", "both", "a year, read by the grammar of dates; never a count"),
    Disagreement("一九九八", None, "1998", "both", "a year, as above"),
    Disagreement("贰零贰肆", None, "2024", "both", "a year, as above"),
    Disagreement("二二", None, "22", "gouji", "digits in a row are a code or a pair, no quantity"),
    Disagreement("一零五", None, "105", "gouji", "a room or a road is called so, a quantity is 一百零五"),
    Disagreement("负十二", None, "-12", "both", "the sign is read by the scanner, not in the numeral"),
    Disagreement("廿", None, "20", "cn2an", "廿 stands in no report but in dates of the old calendar"),
    Disagreement("幺", None, "1", "gouji", "spoken, for digits of a telephone number"),
    Disagreement("一点", None, "1", "gouji", "a point without a digit behind it is the word 一点"),
]
MONEY = [
    Disagreement("0.0076元", "0.0076", "0.01", "gouji", "jionlp rounds to the 分"),
    Disagreement("12.345元", "12.345", "12.35", "gouji", "jionlp rounds to the 分"),
    Disagreement(
        "1亿2000万元", "120000000", "220020000", "gouji", "jionlp multiplies the 亿 by the 万 as well"
    ),
    Disagreement("3万5千元", "35000", "65000", "gouji", "as above"),
    Disagreement(
        "０．５万元", "5000", "50000", "gouji", "jionlp loses what stands before a full-width point"
    ),
    Disagreement(
        "24.83\n亿元", "2483000000", "100000000", "gouji", "jionlp reads no number over a line break"
    ),
    Disagreement("1280万\n元", "12800000", None, "gouji", "as above"),
    Disagreement("128.\n5万元", "1285000", "50000", "gouji", "as above"),
    Disagreement("￥3.5万", "35000", None, "gouji", "the sign in front names the currency"),
    Disagreement(
        "2至3万元", "20000/30000", "30000", "gouji", "至 joins a range as - does, which jionlp reads"
    ),
    Disagreement("500余万元", "5000000", "5000000/6000000", "both", "gouji keeps 余 as a modifier"),
    Disagreement("12万多元", "120000", "120000/130000", "both", "gouji keeps 多 as a modifier"),
    Disagreement("几十万元", "100000", "100000/1000000", "both", "gouji keeps 几 as a modifier"),
    Disagreement("5 862元", None, "5862", "jionlp", "on a line of its own gouji fears two cells of a row"),
]
AGREED = [
    "1,208.5万元",
    "1,000,000元",
    "82，225.00元",
    "3.5亿美元",
    "500元人民币",
    "123元1角1分",
    "一百二十元五角",
    "壹佰万元整",
    "叁拾伍万陆仟元",
    "三万五千元",
    "两千零五十元",
    "1.2千万元",
    "3百万元",
    "8000-9000元",
    "50万港元",
    "1000日元",
    "二十五万元",
    "0.5元",
    "0元",
    "5块钱",
    "6000万英镑",
    "1200.00元",
    "五六万元",
    "10亿元",
    "2.5亿欧元",
]


def as_text(value: Decimal) -> str:
    """A decimal without an exponent and without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@pytest.fixture(scope="module")
def cn2an() -> ModuleType:
    return pytest.importorskip("cn2an")


@pytest.fixture(scope="module")
def jionlp() -> ModuleType:
    return pytest.importorskip("jionlp")


def by_cn2an(module: ModuleType, numeral: str) -> str | None:
    """A numeral as cn2an reads it."""
    try:
        return as_text(Decimal(str(module.cn2an(numeral, "smart"))))
    except (ValueError, KeyError):
        return None


def by_jionlp(module: ModuleType, text: str) -> str | None:
    """The one amount of a text as jionlp reads it; a vague one is a range."""
    items = module.ner.extract_money(text, with_parsing=True)
    number = items[0]["detail"]["num"] if items else None
    ends = number if isinstance(number, list) else [number]
    return None if number is None else "/".join(as_text(Decimal(end)) for end in ends)


def by_gouji(text: str) -> str | None:
    """The one amount of a text as the finder reads it."""
    return next((f.to_dict()["value"] for f in find_figures(text) if f.dimension == "money"), None)


@given(number=st.integers(min_value=1, max_value=10**16 - 1))
@settings(max_examples=300, deadline=None)
def test_a_whole_numeral_that_cn2an_writes_is_read(number):
    """Every number up to 9999万亿 in everyday and in capital numerals."""
    cn2an = pytest.importorskip("cn2an")
    for mode in ("low", "up"):
        numeral = cn2an.an2cn(str(number), mode)

        assert read_hanzi(numeral) == number


@given(number=st.decimals(min_value=1, max_value=10**8, places=3, allow_nan=False))
@settings(max_examples=200, deadline=None)
def test_a_broken_numeral_that_cn2an_writes_is_read(number):
    """Decimals behind 点, digit by digit."""
    cn2an = pytest.importorskip("cn2an")

    assert read_hanzi(cn2an.an2cn(f"{number:f}", "low")) == number


@pytest.mark.parametrize("case", NUMERALS, ids=lambda case: case.text)
def test_a_disagreement_with_cn2an_is_as_listed(case: Disagreement, cn2an: ModuleType):
    """Neither reading has changed, and they still differ."""
    value = read_hanzi(case.text)
    own = None if value is None else as_text(value)

    assert (own, by_cn2an(cn2an, case.text)) == (case.gouji, case.other)
    assert case.gouji != case.other and case.why


@pytest.mark.parametrize("text", AGREED)
def test_an_amount_is_read_as_jionlp_reads_it(text: str, jionlp: ModuleType):
    """Currencies, separators, magnitudes, capital numerals and ranges."""
    assert by_gouji(text) == by_jionlp(jionlp, text)


@given(
    value=st.decimals(min_value=1, max_value=999999, places=2, allow_nan=False),
    unit=st.sampled_from(["元", "万元", "亿元", "万美元", "万欧元", "千元"]),
    separators=st.booleans(),
)
@settings(max_examples=100, deadline=None)
def test_a_rendered_amount_is_read_as_jionlp_reads_it(value, unit, separators):
    """Two decimals at most, so that jionlp has nothing to round away."""
    jionlp = pytest.importorskip("jionlp")
    text = f"支出{value:,f}{unit}，" if separators else f"支出{value:f}{unit}，"

    assert by_gouji(text) == by_jionlp(jionlp, text)


@pytest.mark.parametrize("case", MONEY, ids=lambda case: case.text)
def test_a_disagreement_with_jionlp_is_as_listed(case: Disagreement, jionlp: ModuleType):
    """Neither reading has changed, and they still differ."""
    assert (by_gouji(case.text), by_jionlp(jionlp, case.text)) == (case.gouji, case.other)
    assert case.gouji != case.other and case.why
