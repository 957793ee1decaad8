"""RATIO-RUN where the base of a rate stands elsewhere: with what is left, by the item's name, by its kind."""

from __future__ import annotations

import pytest

HEAD = "（一）安排。养老服务两项补助安排362.00万元，其中市级250.00万元、区级112.00万元。设备购置安排400.00万元。\n\n"


def broken(check, text: str) -> bool:
    counts = check(text, "RATIO-RUN").counts()
    return counts["contradicted"] > 0


@pytest.mark.parametrize(
    "text",
    [
        "（二）使用。养老服务两项补助支出353.60万元，执行率96.78%，结余8.40万元由区财政收回。",
        "（二）使用。该项支出353.60万元，执行率96.78%，剩余8.40万元结转下年。",
        "（二）使用。该项支出353.60万元，尚余8.40万元，支出进度96.78%。",
        "（二）使用。该项已支付353.60万元，支付率达96.78%，未支付8.40万元为质保金。",
        "（二）使用。该项实际使用353.60万元，资金使用率为96.78%，结转资金8.40万元。",
        "（二）使用。养老服务两项补助支出353.60万元，执行率96.78%，其余按规定收回。",
    ],
)
def test_a_digit_of_a_rate_beside_what_is_left(check, text):
    """353.60 and the 8.40 that are left make the 362.00 that stand further up: 97.68%."""
    assert broken(check, HEAD + text)
    assert not broken(check, HEAD + text.replace("96.78", "97.68"))
    assert check(HEAD + text.replace("96.78", "97.68"), "RATIO-RUN").counts()["confirmed"] == 1


@pytest.mark.parametrize(
    "text",
    [
        # what is left is of another purse, no amount of that size stands anywhere, or the rate is of another base
        "（二）使用。该项支出353.60万元，执行率96.78%，另有上年结余4.10万元。",
        "（二）使用。该项支出333.60万元，执行率98.67%，结余5.40万元。",
        "（二）使用。该项支出353.60万元，执行率91.20%，结余8.40万元。",
        "（二）使用。该项支出353.60万元，满意率96.78%，结余8.40万元。",
        "（二）使用。该项支出353.60万元，执行率96.78%，其中代建管理费8.40万元。",
    ],
)
def test_what_is_left_of_something_else(check, text):
    """Only an amount that the report prints, and only what is called left of it."""
    assert not broken(check, HEAD + text)


ITEM = (
    "4.河道清淤工程，年初安排60.00万元，年中调增15.00万元，调整后75.00万元，用于三条河道。\n\n"
    "（二）使用。当年支出中，堤防加固230.00万元，河道清淤工程69.30万元。"
)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("其中河道清淤工程按调整后预算计算，执行率{}。", True),
        ("其中河道清淤工程以调整后预算为基数，支出进度为{}。", True),
        ("河道清淤工程按照调整后的预算测算，执行率{}。", True),
        ("其中河道清淤工程按年初预算计算，执行率{}。", False),
        ("其中堤防加固工程按调整后预算计算，执行率{}。", False),
    ],
)
def test_the_kind_of_budget_of_an_item_further_up(check, words, told):
    """69.30 of 75.00 is 92.40%; 115.50% is of the 60.00 of the year's beginning."""
    assert broken(check, ITEM + words.format("115.50%")) == told
    assert not broken(check, ITEM + words.format("92.40%")) or not told
    assert not broken(check, ITEM + words.format("88.15%"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("发放问卷620份，收回有效问卷584份，其中满意的547份，占有效问卷的88.23%。", True),
        ("发放问卷620份，收回有效问卷584份。其中满意的547份，占有效问卷88.23%。", True),
        ("抽检样品1,360批次，合格样品1,318批次，其中优级品904批次，占合格样品的66.47%。", True),
        ("受理投诉730件，办结投诉698件，其中当日办结461件，占办结投诉总数的63.15%。", True),
        ("登记对象1,420人，实有保障对象1,356人，其中女性611人，仅占实有保障对象的43.03%。", True),
        ("发放问卷620份，收回有效问卷584份，其中满意的547份，占有效问卷的93.66%。", False),
        ("发放问卷620份，收回有效问卷584份，其中满意的547份，占发放问卷的88.23%。", False),
        ("发放问卷620份，收回有效问卷584份，其中满意的547份，占全部问卷的88.23%。", False),
        ("受理投诉730件，办结投诉698件，其中当日办结461件，占全部投诉的63.15%。", False),
        ("甲校有效问卷584份，乙校有效问卷620份，其中满意的547份，占有效问卷的88.23%。", False),
    ],
)
def test_a_share_of_the_count_that_is_named(check, text, told):
    """占有效问卷 is of those that came back: what was sent out makes the rate by mistake."""
    assert (check(text, "RATIO-RUN", "RATIO-SHARE").counts()["contradicted"] > 0) == told


SPENT = (
    "（一）收入。本年收入6,120.40万元，年初结转210.30万元，收入总计6,330.70万元。\n\n"
    "（二）支出。本年支出5,984.20万元，其中基本支出3,410.60万元、项目支出2,573.60万元。年末结转346.50万元。{}\n\n"
)


@pytest.mark.parametrize(
    "words",
    [
        "全年支出占可用资金总额6,330.70万元的比重，即预算执行率为{}。",
        "全年支出占收入总计6,330.70万元的{}。",
        "总体看，本年支出与收入总计6,330.70万元之比为{}。",
        "全年支出占可用资金6,330.70万元的比例达{}。",
        "全年实际支出占全部可用财力6,330.70万元的百分比，也就是总体支出进度为{}。",
    ],
)
def test_the_part_of_a_rate_that_is_only_named(check, words):
    """5,984.20 of 6,330.70 is 94.53%, and the 346.50 that are left are printed too."""
    assert broken(check, SPENT.format(words.format("91.53%")))
    assert not broken(check, SPENT.format(words.format("94.53%")))
    assert not broken(check, SPENT.format(words.format("63.20%")))
    unprinted = SPENT.replace("346.50", "300.00")
    assert not broken(check, unprinted.format(words.format("91.53%")))
