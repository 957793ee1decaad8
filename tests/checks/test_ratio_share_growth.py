"""RATIO-SHARE and RATIO-GROWTH: shares and changes in prose."""

from __future__ import annotations

import pytest


def test_a_share_of_a_named_total(expressions):
    """占总支出的 is held against the amount of that name."""
    text = "全年总支出800万元，其中设备购置费200万元，占总支出的{share}%。"
    assert expressions(text.format(share="25"), "RATIO-SHARE") == [("confirmed", "200 ÷ 800 = 25%")]
    assert expressions(text.format(share="28"), "RATIO-SHARE") == [("contradicted", "200 ÷ 800 = 25% ≠ 28%")]


def test_a_share_of_something_unnamed_is_not_contradicted(check):
    """Another base than the totals before leaves the share open."""
    text = "全年支出800万元，设备购置费200万元，占县本级财力的3%。"
    assert check(text, "RATIO-SHARE").counts()["contradicted"] == 0


def test_a_share_with_a_subject_of_its_own(expressions):
    """The subject before 占 must be the figure that is divided."""
    text = "本年支出合计500万元。其中：基本支出200万元，项目支出300万元，项目支出占本年支出的58%。"
    assert expressions(text, "RATIO-SHARE") == [("contradicted", "300 ÷ 500 = 60% ≠ 58%")]


def test_growth_is_recomputed_from_both_years(check):
    """A stated growth of 12.5% from 80 to 92 is reported: it is 15%."""
    (finding,) = check("2022年培训80人次，2023年培训92人次，增长12.5%。").contradicted
    assert finding.check == "RATIO-GROWTH"
    assert "15%" in finding.message_zh


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年支出110万元，与2023年支出100万元相比，增长10%。", ("confirmed", "(110 − 100) ÷ 100 = 10%")),
        ("全年支出90万元，比上年100万元减少10万元，下降10%。", ("confirmed", "(100 − 90) ÷ 100 = 10%")),
    ],
)
def test_the_earlier_year_is_the_base(expressions, text, expected):
    """The base is the earlier year, wherever it stands; a fall is counted downwards."""
    assert expressions(text, "RATIO-GROWTH") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "全年支出110万元，比上年增长10%。",
        "收入120万元，支出110万元，同比增长8%。",
        "合格率提高到95%，比上年80%提高15个百分点。",
    ],
)
def test_a_change_without_its_base_is_left_alone(check, text):
    """One amount, two of one year, and percentage points are no growth to recompute."""
    assert check(text, "RATIO-GROWTH").findings == ()
