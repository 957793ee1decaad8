"""Number formats of a spreadsheet, as a cell shows them."""

from __future__ import annotations

import datetime

import pytest

from gouji.formats.number_format import is_date, shown_date, shown_duration, shown_number


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        (0.8612, "0.00%", "86.12%"),
        (0.985, "0%", "99%"),
        (0.0455, "0.0%", "4.6%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234567, "#,##0", "1,234,567"),
        (12, "#,##0", "12"),
        (0.5, "#.##", ".5"),
        (0.5, "0.##", "0.5"),
        (3, "0.00", "3.00"),
        (2.675, "0.00", "2.68"),
        (1.005, "0.00", "1.01"),
        (-1.5, "0.0", "-1.5"),
        (-0.001, "0.00", "0.00"),
        (0.1 + 0.2, "General", "0.3"),
        (251.89000000000001, "General", "251.89"),
        (1e20, "General", "100000000000000000000"),
        (0.000012, "General", "0.000012"),
        (-3.0, "General", "-3"),
        (36.8, '0.00"万元"', "36.80万元"),
        (36.8, "0.00万元", "36.80万元"),
        (123456, '0!.0,"万"', "12.3万"),
        (123456, '0\\.0,"万元"', "12.3万元"),
        (1234567, "#,##0.0,", "1,234.6"),
        (12345678, "0.0,,", "12.3"),
        (1500, '"¥"#,##0.00', "¥1,500.00"),
        (1500, "[$¥-804]#,##0.00", "¥1,500.00"),
        (-1234.5, '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', "(1,234.50)"),
        (0, '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', "-"),
        (1234.5, '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', "1,234.50"),
        (-8.2, "0.00_);[Red]\\(0.00\\)", "(8.20)"),
        (-8.2, "0.00;[Red]-0.00", "-8.20"),
        (-8.2, "0.00_ ", "-8.20"),
        (0, "0.00;-0.00;", ""),
        (5, '[>=1]0"项";0.0', "5项"),
        (0.5, '[>=1]0"项";0.0', "0.5"),
        (7, "000", "007"),
        (12345.678, "0.00E+00", "1.23E+04"),
        (42, "@", "42"),
        (0.25, "# ?/?", "0.25"),
        (15, '"共"General"个"', "共15个"),
        (2024, '0"年度"', "2024年度"),
    ],
)
def test_a_number_is_shown_as_its_format_says(number, code, shown):
    """Decimals, grouping, percent, scaling, signs, text round the digits."""
    assert shown_number(number, code) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('yyyy"年"m"月"d"日"', "2024年3月5日"),
        ("yyyy/m/d", "2024/3/5"),
        ("yyyy-mm-dd", "2024-03-05"),
        ("yyyy-mm-dd hh:mm:ss", "2024-03-05 14:07:09"),
        ('yyyy"年"m"月";@', "2024年3月"),
        ("[$-804]yyyy年m月d日", "2024年3月5日"),
        ("m/d/yy", "3/5/24"),
        ("d-mmm-yy", "5-Mar-24"),
        ("h:mm", "14:07"),
        ('上午/下午h"时"mm"分"', "下午2时07分"),
        ("h:mm AM/PM", "2:07 PM"),
        ("aaaa", "星期二"),
    ],
)
def test_a_date_is_shown_as_its_format_says(code, shown):
    """Years, months, minutes, half days and weekdays."""
    assert shown_date(datetime.datetime(2024, 3, 5, 14, 7, 9), code) == shown


def test_a_duration_counts_hours_above_a_day():
    """[h] goes on counting beyond 24."""
    assert shown_duration(datetime.timedelta(hours=49, minutes=5), "[h]:mm") == "49:05"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("yyyy-mm-dd", True),
        ('yyyy"年"', True),
        ("[h]:mm", True),
        ("General", False),
        ("0.00", False),
        ('#,##0.00"元/亩"', False),
        ('0.00"dm"', False),
        ("[Red]0.00", False),
        ("[$-804]0.00", False),
    ],
)
def test_dates_are_told_from_numbers(code, expected):
    """Letters in quotes, colours and languages make no date."""
    assert is_date(code) is expected


@pytest.mark.parametrize(
    "code", ["", ";", ";;;", '"', "\\", "[", "0" * 5000, "," * 300, "0.0.0", "%%", '[>=a]0;"x"', "E+", "0E+"]
)
def test_no_format_raises(code):
    """A format that makes no sense still shows something."""
    assert isinstance(shown_number(-12.5, code), str)
    assert isinstance(shown_date(datetime.datetime(2024, 1, 1), code), str)
