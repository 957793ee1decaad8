"""What a figure tells of itself: value, interval, equality, shape in JSON and in a data frame."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

import pytest

from gouji.document import Span
from gouji.errors import FigureError
from gouji.figures import find_figures, read_figure, to_dataframe

INTERVALS = [
    ("2704万元", "27035000", "27045000", True, False),
    ("29.00%", "28.995", "29.005", True, False),
    ("255个", "255", "255", True, True),
    ("24.3万人次", "242500", "243500", True, False),
    ("约200万元", "1900000", "2100000", True, True),
    ("近25亿元", "2250000000", "2500000000", False, True),
    ("逾11亿元", "1100000000", "1650000000", True, False),
    ("10余次", "10", "20", True, False),
    ("360余个", "360", "370", True, False),
    ("2.1万余人", "21000", "22000", True, False),
    ("200多万次", "2000000", "3000000", True, False),
    ("95%以上", "95", "142.5", True, False),
    ("不低于50条", "50", "Infinity", True, False),
    ("不超过3%", "-Infinity", "3", False, True),
    ("数百套", "200", "900", True, True),
    ("2至3万元", "15000", "35000", True, False),
]


@pytest.mark.parametrize(("text", "low", "high", "closed_low", "closed_high"), INTERVALS)
def test_the_printed_interval_follows_the_last_digit_and_the_modifier(
    text, low, high, closed_low, closed_high
):
    """Half a unit of the last digit either side, half open; a modifier opens it."""
    interval = read_figure(text).printed_interval

    assert interval is not None
    assert (interval.low, interval.high) == (Decimal(low), Decimal(high))
    assert (interval.closed_low, interval.closed_high) == (closed_low, closed_high)


def test_a_date_has_no_interval():
    """A date stands for itself."""
    assert read_figure("2024年3月15日").printed_interval is None


def test_equality_is_by_value_and_unit():
    """248,150.9 and 248,150.90 万元 are one amount; 711.92 and 711.91 are not, nor 50% and 50分."""
    assert read_figure("248,150.9万元") == read_figure("248,150.90 万元") == read_figure("2481509000元")
    assert hash(read_figure("248,150.9万元")) == hash(read_figure("2481509000元"))
    assert read_figure("711.92万元") != read_figure("711.91万元")
    assert read_figure("50%") != read_figure("50分")
    assert read_figure("50%") != "50%"


def test_places_are_told_apart_by_their_span():
    """Two mentions are equal and stand in two places."""
    first, second = find_figures("收入12万元，支出12万元。")

    assert first == second
    assert (first.span, second.span) == (Span(2, 6), Span(9, 13))


def test_yuan_is_for_amounts_in_renminbi_only():
    """A rate, another currency and a count have no yuan."""
    assert read_figure("1.2亿元").yuan == Decimal(120000000)
    assert read_figure("0.5元/人次").yuan is None
    assert read_figure("30万美元").yuan is None
    assert read_figure("30人").yuan is None


def test_the_repr_says_what_was_read():
    """The repr shows the print, the value and the precision."""
    assert repr(read_figure("2704 万元")) == (
        "Figure('2704 万元', value=Decimal('27040000'), unit='元', quantum=Decimal('10000'))"
    )


def test_json_has_plain_decimal_strings():
    """to_dict is the object of the interface: strings, null, no exponent."""
    figure = read_figure("约2.0亿元")

    assert json.loads(json.dumps(figure.to_dict())) == {
        "text": "2.0亿元", "start": 1, "end": 6, "full_start": 0, "full_end": 6, "number": "2.0",
        "value": "200000000", "low": None, "high": None, "unit": "亿元", "base_unit": "元",
        "currency": "CNY",
        "dimension": "money", "modifiers": ["approx"], "per": "", "decimals": 1, "unit_source": "inline",
        "flags": [],
    }  # fmt: skip


def test_a_range_gives_both_ends_in_json():
    """A range is one figure with low and high."""
    found = read_figure("8-10%").to_dict()

    assert (found["value"], found["low"], found["high"]) == ("8/10", "8", "10")


def test_a_figure_can_be_replaced_and_is_frozen():
    """A figure is a value: fields cannot be set, a changed copy can be made."""
    figure = read_figure("12万元")

    assert replace(figure, unit_source="caption").unit_source == "caption"
    with pytest.raises(AttributeError):
        figure.value = Decimal(1)  # type: ignore[misc]


@pytest.mark.parametrize("text", ["", "没有数据", "3万元和5万元", "〔2020〕7号"])
def test_reading_one_figure_refuses_none_and_many(text):
    """read_figure wants exactly one figure."""
    with pytest.raises(FigureError):
        read_figure(text)


def test_a_data_frame_keeps_decimals():
    """One row a figure, amounts as Decimal."""
    pytest.importorskip("pandas")
    frame = to_dataframe(find_figures("约5000余名群众，投入 12.5万元。"))

    assert list(frame["value"]) == [Decimal(5000), Decimal("125000.0")]
    assert list(frame["modifiers"]) == ["approx+over", ""]


def test_the_import_is_light():
    """gouji.figures loads neither pydantic nor pandas nor numpy."""
    heavy = ("pydantic", "pandas", "numpy", "openai")
    code = f"import sys, gouji.figures; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
