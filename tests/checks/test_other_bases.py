"""RATIO-RUN: rates whose words name one base and that another base makes, wherever the amounts stand."""

from __future__ import annotations

import pytest

GIVEN = "2024年省级下达专项资金4,860万元，各区县实际收到4,812万元，累计支出4,452.18万元。"
ROOM = (
    "2024年年初预算1,432.60万元，调整后预算1,588.40万元，可用资金1,702.55万元。"
    "全年支出1,493.62万元，年末结余208.93万元。\n\n"
)

NAMED = [
    "按下达资金计算支付率为{}。",
    "支付率按下达数计算为{}。",
    "支付率（以下达资金为基数）{}。",
    "支付率{}（按下达数计算）。",
    "支付率（支出÷下达数）为{}。",
    "以下达数为分母，支出率{}。",
    "与下达数相比，支出进度{}。",
    "占下达资金的{}。",
    "支出占下达资金的比重为{}。",
    "支出相当于下达资金的{}。",
    "下达资金的{}已形成支出。",
    "如以下达资金为口径，支付率应为{}。",
    "支付率达到{}（支出4,452.18万元÷下达4,860万元）。",
]

FAR = [
    "按可用资金1,702.55万元计算，预算执行率为{}。",
    "项目可用资金1,702.55万元，执行率{}。",
    "以可用资金为口径计算的执行率为{}。",
    "以可用资金1,702.55万元为分母，支出进度为{}。",
    "与可用资金1,702.55万元相比，执行率为{}。",
    "若以可用资金计算，则执行率为{}。",
]

YEARS = [
    (
        "2024年公务接待费支出6.85万元，其中国内接待5.20万元、外事接待1.65万元。上年公务接待费7.62万元，同比下降11.24%。",
        "(7.62 − 6.85) ÷ 7.62 = 10.1%",
    ),
    (
        "2024年末农机保有量1,860台，其中拖拉机960台、收割机900台；上年末为1,650台，增幅11.29%。",
        "(1860 − 1650) ÷ 1650",
    ),
    ("受理诉求2,140件，办结2,110件。上年受理1,860件，增长13.08%。", "(2140 − 1860) ÷ 1860"),
    (
        "本年度用水总量312.6万立方米，其中生活用水210.4万立方米，上年用水总量348.9万立方米，降低11.61%。",
        "(348.9 − 312.6) ÷ 348.9",
    ),
    ("门诊人次为2140人次，上年为1860人次，住院人次为562人次，门诊人次增长13.08%。", "(2140 − 1860) ÷ 1860"),
]

TURNED = [
    ("应发1,286户，实发1,203户，发放率106.90%。", "1203 ÷ 1286"),
    ("全年收入1,286.40万元（上年1,142.30万元），增长11.20%。", "(1286.40 − 1142.30) ÷ 1142.30"),
    ("送审价1,286.40万元，比上年1,142.30万元高，增长11.20%。", "(1286.40 − 1142.30) ÷ 1142.30"),
]

OVER = [
    ("全年支出1,493.62万元，完成年初预算的94.03%。", "1493.62 ÷ 1432.60"),
    ("全年支出1,493.62万元，完成调整后预算的104.26%。", "1493.62 ÷ 1588.40"),
    ("实际到位1,560.00万元，与调整后预算1,588.40万元相比，到位率为108.89%。", "1560.00 ÷ 1588.40"),
]

RIGHT = [
    GIVEN + "按实际收到的下达资金计算，支付率为92.52%。",
    GIVEN + "支付率为92.52%，若按下达资金计算则为91.61%。",
    GIVEN + "按到位资金计算的支付率为92.52%，按下达计算的支付率为91.61%。",
    GIVEN + "支付率92.52%（按实际收到资金计算）。",
    "2024年年初预算500万元，调整后预算520万元，支出486.20万元，完成年初预算的97.24%、调整后预算的93.50%。",
    "2023年下达资金620万元。2024年下达资金700万元，到位680万元，支出595.40万元，支出占到位资金的87.56%，占下达资金的85.06%。",
    "计划总投资3,000万元，到位2,860万元，支出2,612.40万元，占到位资金的91.34%，占计划总投资的87.08%。",
    "项目总投资3,000万元，其中省级下达1,200万元，支出1,103.40万元，占省级下达资金的91.95%。",
    "2024年接待6,850人次，其中团体2,100人次；上年7,620人次，下降10.10%。",
    "支付率92.52%（支出462.60万元÷下达500.00万元）。",
]


def _told(check, text):
    return [finding.expression for finding in check(text, "RATIO-RUN").contradicted]


@pytest.mark.parametrize("words", NAMED)
def test_a_rate_of_another_amount_than_is_named(check, expressions, words):
    """按下达数计算 with the rate of what was received is contradicted; with its own it is not."""
    (told,) = _told(check, GIVEN + words.format("92.52%"))
    assert "4452.18 ÷ 4860 = 91.61% ≠ 92.52%" in told
    assert _told(check, GIVEN + words.format("91.61%")) == []


@pytest.mark.parametrize("words", FAR)
def test_a_base_whose_part_stands_elsewhere(check, expressions, words):
    """What was spent of a printed base is the amount that leaves the printed rest of it."""
    (told,) = _told(check, ROOM + words.format("94.03%"))
    assert "1493.62 ÷ 1702.55 = 87.73% ≠ 94.03%" in told
    held = [shown for status, shown in expressions(ROOM + words.format("87.73%"), "RATIO-RUN")]
    assert held == ["1493.62 ÷ 1702.55 = 87.73%"]


@pytest.mark.parametrize(("text", "told"), [*YEARS, *TURNED])
def test_a_change_over_the_value_of_this_year(check, text, told):
    """Parts and other amounts may stand between the two years that a rate compares."""
    (found,) = _told(check, text)
    assert told in found


@pytest.mark.parametrize(("text", "told"), OVER)
def test_a_budget_that_is_named_after_its_verb(check, text, told):
    """完成年初预算的 x%: of the budget of that name, however much was spent."""
    (found,) = _told(check, "2024年年初预算1,432.60万元，调整后预算1,588.40万元。" + text)
    assert told in found


@pytest.mark.parametrize("text", RIGHT)
def test_a_rate_of_the_base_that_is_named_holds(check, text):
    """Two rates on two bases, a base of two kinds, and a part of a list raise no alarm."""
    assert _told(check, text) == []


@pytest.mark.parametrize("words", ["省级资金支付率为{}。", "上级补助中，省级资金支付率为{}。"])
def test_the_rate_of_a_purse_in_a_sentence_of_its_own(expressions, words):
    """省级资金支付率: what was spent of that purse over the one plan of it."""
    text = "省级资金下达640.00万元，市级资金下达260.00万元。省级资金支出602.40万元，市级资金支出251.30万元。"
    assert expressions(text + words.format("94.13%"), "RATIO-RUN")[0][0] == "confirmed"
