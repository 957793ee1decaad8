"""Quotations are placed by characters, amounts by value; digits are never fuzzy."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from gouji.document import Document, Span
from gouji.extraction.align import MAX_QUOTE, Folded, ground_amount
from gouji.figures import find_figures

TEXT = (
    "2024年，清溪县共安排农村公路养护资金526.47万元，其中省级补助334.93万元、县级配套191.54万元；"
    "全年完成修补路面3200平方米，惠及12个行政村。省级补助已全部到位。"
)


def folded(text: str, **options) -> Folded:
    return Folded(Document.from_text(text, **options))


# ---- places


@pytest.mark.parametrize(
    ("quote", "status"),
    [
        ("农村公路养护资金526.47万元", "exact"),
        ("2024年，清溪县", "exact"),
        ("省级补助已全部到位。", "exact"),
        ("农村公路养护资金 526.47 万元", "normalized"),
        ("农村公路养护资金５２６．４７万元", "normalized"),
        ("2024年,清溪县", "normalized"),
        ("安排农村公路的养护资金526.47万元", "normalized"),
        ("省级补助", "ambiguous"),
        ("乡镇公路养护资金", "not_found"),
        ("", "not_found"),
        (" \n　", "not_found"),
    ],
)
def test_how_sure_a_place_is(quote, status):
    """Blanks, width and a few letters may differ; what occurs twice is ambiguous."""
    placement = folded(TEXT).place(quote)

    assert placement.status == status
    assert (placement.span is None) == (status == "not_found")


def test_the_span_is_the_raw_text():
    """The span of a quotation with blanks in it covers the text as it stands."""
    text = "支出\n合计 28 万元。"
    span = folded(text).place("合计28万元").span

    assert span is not None
    assert text[span.start : span.end] == "合计 28 万元"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("支出128万元。", "28万元"),
        ("支出28万元。", "支出2"),
        ("支出3.28万元。", "28万元"),
        ("支出28.5万元。", "支出28"),
        ("支出1,280万元。", "280万元"),
        ("支出12,800元。", "支出12"),
        ("共投入128万元用于农村公路养护和水毁修复", "28万元用于农村公路养护与水毁修复"),
        ("农村公路养护和水毁修复投入共计128万元", "农村公路养护与水毁修复投入共计12"),
    ],
)
def test_a_number_is_never_cut(text, quote):
    """28万元 does not stand in 128万元, nor 28 in 28.5, also where the words differ a little."""
    assert folded(text).place(quote).status == "not_found"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("28万元已支付。", "28万元"),
        ("支出，28万元", "28万元"),
        ("得分97，2024年良好", "得分97"),
        ("共3项，128人", "128人"),
        ("第1.2024年完成情况", "2024年完成情况"),
        ("截至2024", "2024"),
    ],
)
def test_a_number_beside_a_comma_is_whole(text, quote):
    """The text's own beginning, a full-width comma and a list mark cut no number."""
    assert folded(text).place(quote).status == "exact"


def test_occurrences_are_counted():
    """The first place is given, and how often the quotation occurs."""
    placement = folded("拨付8万元。拨付8万元。拨付18万元。").place("8万元")

    assert (placement.status, placement.occurrences, placement.span) == ("ambiguous", 2, Span(2, 5))


def test_the_place_cited_comes_first():
    """Inside the chunk it was said of, a quotation that occurs elsewhere too is not ambiguous."""
    text = "甲镇拨付8万元。乙镇拨付8万元。"
    placement = folded(text).place("拨付8万元", Span(8, len(text)))

    assert (placement.status, placement.span) == ("exact", Span(10, 15))


def test_a_quotation_from_elsewhere_is_still_found():
    """A chunk's answer may quote the section before it."""
    text = "甲镇拨付8万元。乙镇拨付9万元。"

    assert folded(text).place("拨付8万元", Span(8, len(text))).span == Span(2, 7)


def test_noise_and_hard_wraps_are_passed_over():
    """A bookmark mark and a line break inside a quotation are nobody's characters."""
    text = "项目全年共支出[bookmark: _Toc1]经费45万\n元用于水质监测。"
    placement = folded(text).place("共支出经费45万元用于")

    assert placement.status == "normalized"
    assert placement.span is not None
    assert text[placement.span.start : placement.span.end].endswith("45万\n元用于")


def _near(text: str) -> str:
    """The text with one word changed, so that only the search by runs can place it."""
    return text.replace("修补", "修复")


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_one_changed_digit_is_not_found(data):
    """Whatever digit of a quotation is changed, it has no place, be the rest verbatim or nearly so."""
    digits = [at for at, character in enumerate(TEXT) if character.isdigit()]
    at = data.draw(st.sampled_from(digits))
    new = data.draw(st.sampled_from([d for d in "0123456789" if d != TEXT[at]]))
    quote = TEXT[:at] + new + TEXT[at + 1 :]
    if data.draw(st.booleans()):
        quote = _near(quote)

    assert folded(TEXT).place(quote).status == "not_found"


@given(st.integers(0, len(TEXT) - 1), st.integers(12, 60))
@settings(max_examples=150, deadline=None)
def test_every_stretch_that_cuts_no_number_is_found_at_its_place(start, length):
    """A verbatim stretch of the text is placed where it stands."""
    quote = TEXT[start : start + length].strip()
    end = start + len(quote)
    assume(
        not any(n.start() < at < n.end() for n in re.finditer(r"\d+(?:\.\d+)?", TEXT) for at in (start, end))
    )
    assume(TEXT.count(quote) == 1)

    placement = folded(TEXT).place(quote)

    assert (placement.status, placement.span) == ("exact", Span(start, end))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("全年支出三十万元用于河道清淤和堤岸加固", "全年支出五十万元用于河道清淤和堤岸加固"),
        ("全年支出28万元用于河道清淤和堤岸加固", "全年支出28亿元用于河道清淤和堤岸加固"),
        ("全年支出1,280元用于河道清淤和堤岸加固", "全年支出1.280元用于河道清淤和堤岸加固"),
        (
            "全年用于河道清淤和堤岸加固工程12项，用于渠道衬砌和泵站更新改造工程34项",
            "全年用于河道清淤和堤岸加固工程34项，用于渠道衬砌和泵站更新改造工程12项",
        ),
    ],
)
def test_numerals_and_their_scale_are_digits_too(text, quote):
    """三十 is not 五十, 万 is not 亿, a comma is not a point, and two numbers do not change places."""
    assert folded(text).place(quote).status == "not_found"


def test_separators_of_thousands_are_layout():
    """1234567元 is 1,234,567元, with words that differ a little."""
    text = "全年用于河道清淤和堤岸加固的支出共计1,234,567元，已经全部拨付到各个施工单位。"
    quote = text.replace(",", "").replace("和", "与")

    assert folded(text).place(quote).status == "normalized"


@pytest.mark.parametrize("piece", ["1", "元1", "（", "其中", " ", "，", "万元28", "汉", "ab"])
def test_placing_costs_no_more_than_the_length(piece):
    """Two hundred thousand repeated characters: a quotation that fits, one that nearly does, one that does not."""
    text = piece * (200_000 // len(piece))
    place = Folded(Document(text)).place
    begun = time.perf_counter()

    for quote in (text[:MAX_QUOTE], "木" + text[:1000] + "本", text[:90] + "木", "木" * 40):
        place(quote)

    assert time.perf_counter() - begun < 4


@given(st.text("1２3，,. 　（）元万ｋ㎡\n﷽", max_size=40), st.text("1２3，,. （）元万㎡", max_size=20))
@example("", "")
@example("1", "1")
def test_any_text_takes_any_quotation(text, quote):
    """Characters that fold to several or to none keep spans inside the text."""
    span = Folded(Document(text)).place(quote).span

    assert span is None or 0 <= span.start < span.end <= len(text)


# ---- amounts


@pytest.mark.parametrize(
    ("number", "unit", "status"),
    [
        ("526.47", "万元", "exact"),
        ("526.470", "万元", "normalized"),
        ("５２６．４７", "万元", "normalized"),
        ("526.47万元", "", "normalized"),
        ("526.47万元", "万元", "normalized"),
        ("526.47", "万", "normalized"),
        ("5264700", "元", "scaled"),
        ("5264700", "CNY", "scaled"),
        ("5,264,700", "元", "scaled"),
        ("0.052647", "亿元", "scaled"),
        ("526.48", "万元", "not_found"),
        ("526.47", "元", "not_found"),
        ("526.47", "亿元", "not_found"),
        ("562.47", "万元", "not_found"),
        ("3200", "平方米", "not_found"),
        ("", "万元", "not_found"),
        ("约", "万元", "not_found"),
    ],
)
def test_what_an_amount_stands_on(number, unit, status):
    """The same print, another print of it, another unit, or nothing at all."""
    ground = ground_amount(number, unit, find_figures(TEXT), None)

    assert ground.status == status
    assert (ground.figure is None) == (status == "not_found")


def test_a_value_printed_twice_is_ambiguous_without_a_place():
    """With the place cited it is exact."""
    text = "甲镇8万元。乙镇8万元。"
    figures = find_figures(text)

    assert ground_amount("8", "万元", figures, None).status == "ambiguous"
    ground = ground_amount("8", "万元", figures, Span(7, len(text)))
    assert ground.status == "exact"
    assert ground.figure is not None
    assert ground.figure.start > 7


def test_an_amount_outside_the_place_cited_does_not_count():
    """A value that stands elsewhere does not ground a claim about this place."""
    text = "甲镇8万元。乙镇9万元。"

    assert ground_amount("8", "万元", find_figures(text), Span(7, len(text))).status == "not_found"


@given(st.decimals("0.01", "99999", places=2), st.integers(0, 6), st.sampled_from("0123456789"))
@settings(max_examples=100, deadline=None)
def test_an_amount_with_one_other_digit_stands_on_nothing(value, place, digit):
    """A printed amount is found as printed, and never with a digit changed."""
    printed = f"{value:.2f}"
    figures = find_figures(f"支出{printed}万元。")
    assert ground_amount(printed, "万元", figures, None).status == "exact"

    place = min(place, len(printed) - 1)
    assume(printed[place] not in (".", digit))
    changed = printed[:place] + digit + printed[place + 1 :]

    assert ground_amount(changed, "万元", figures, None).status == "not_found"
