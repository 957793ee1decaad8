"""RATIO-SHARE and RATIO-GROWTH: shares and changes in prose."""

from __future__ import annotations

import pytest

import gouji


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


def test_shares_far_off_in_a_list_that_adds_up():
    """Two shares that changed places are told though each is far from its own: one between them shows the base."""
    text = (
        "2023年项目预算资金1,639.1万元，其中：中央补助232.8万元，占52.20%；"
        "省级补助550.7万元，占33.60%；县级配套855.6万元，占14.20%。"
    )
    found = gouji.check(gouji.Document.from_text(text)).findings
    assert [(f.status, f.expression) for f in found if f.check == "RATIO-SHARE"] == [
        ("contradicted", "232.8 ÷ 1639.1 = 14.2% ≠ 52.20%"),
        ("confirmed", "550.7 ÷ 1639.1 = 33.60%"),
        ("contradicted", "855.6 ÷ 1639.1 = 52.2% ≠ 14.20%"),
    ]


def test_a_share_far_off_beside_none_that_holds_stays_open(check):
    """Where no share of the list shows the base, another base is as likely as an error."""
    text = "2023年项目预算资金1,639.1万元，其中：中央补助232.8万元，占52.20%；省级补助1,406.3万元。"
    assert check(text, "RATIO-SHARE").counts()["contradicted"] == 0
