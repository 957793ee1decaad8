"""The figures: each case says by hand what is right, and why."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest

from gouji.evaluation.entries import yuan
from gouji.evaluation.scores import Score, Share, compare, mean, pool


def budget(item, amount, unit="万元", kind="支出", quote="", **more):
    return {"item": item, "amount": amount, "unit": unit, "kind": kind, "quote": quote, **more}


def passage(text, quote="", field="name"):
    return {field: text, "quote": quote}


ROAD = budget("养护工程费", "128.50", quote="养护工程费128.50万元")
WORKSHOP = "三月在文化馆举办非遗刺绣培训班两期，培训绣娘四十六人次"
LAMPS = "更换老旧路灯一百二十盏，惠及沿街住户"


# predicted, gold, budgets, budgets_lenient, amounts: how many are right of how many predicted and gold
BUDGETS = [
    pytest.param([ROAD], [ROAD], 1, 1, 1, id="the same row"),
    pytest.param(
        [budget("养护 工程费。", "1,285,000", "元")], [ROAD], 1, 1, 1,
        id="blanks, punctuation and the unit make no difference",
    ),
    pytest.param(
        [budget("养护工程费", "１２８．５０万元", None)], [ROAD], 1, 1, 1, id="full width, the unit within the amount"
    ),
    pytest.param([budget("养护工程费", "128.51")], [ROAD], 0, 0, 0, id="one digit off is no match of any kind"),
    pytest.param([budget("养护工程费", "128.50", "元")], [ROAD], 0, 0, 0, id="the wrong unit is another amount"),
    # 人员经费 and 公用经费 share 经费: 2 of 4 characters, a ratio of 0.5, which is enough.
    pytest.param(
        [budget("人员经费", "30")], [budget("公用经费", "30")], 1, 1, 1, id="a ratio of exactly one half is enough"
    ),
    # 差旅费 and 办公费用 share 费: 2·1 of 3 + 4 characters, 0.286.
    pytest.param(
        [budget("差旅费", "30")], [budget("办公费用", "30")], 0, 0, 1, id="another name: only the amount is right"
    ),
    # 支出 within 全年项目支出合计: 2·2 of 2 + 8, a ratio of 0.4.
    pytest.param(
        [budget("支出", "30")], [budget("全年项目支出合计", "30")], 0, 1, 1, id="a name within the name is right leniently"
    ),
    pytest.param(
        [budget("二〇二三年", "8.4", quote="设备购置8.4万元")], [budget("设备购置", "8.4", quote="其中设备购置8.4万元")],
        0, 1, 1, id="another name out of the same place is right leniently",
    ),
    pytest.param([ROAD, ROAD], [ROAD], 1, 1, 1, id="said twice is right once"),
    pytest.param([ROAD], [ROAD, ROAD], 1, 1, 1, id="wanted twice is found once"),
    # The first prediction fits 绿化 (2·2 of 6) better than 养护费 (2·2 of 7), the second fits 绿化 alone.
    pytest.param(
        [budget("绿化养护", "5"), budget("绿化", "5")],
        [budget("绿化", "5"), budget("养护费", "5")],
        2, 2, 2, id="as many pairs as can be",
    ),
    pytest.param(
        [budget("绿化费", "若干")], [budget("绿化费", "12", amount_yuan_alt=["0"])], 0, 0, 0, id="no number, no amount"
    ),
    pytest.param(
        [budget("绿化费", "12.3")], [budget("绿化费", "12", amount_yuan_alt=["123000"])], 1, 1, 1,
        id="the gold may name another amount that is right too",
    ),
    pytest.param(
        [budget("绿化费", "12", amount_yuan_alt=["123000"])], [budget("绿化费", "12.3")], 0, 0, 0,
        id="a prediction may not",
    ),
    pytest.param([], [ROAD], 0, 0, 0, id="nothing predicted"),
    pytest.param([ROAD], [], 0, 0, 0, id="nothing to be found"),
]  # fmt: skip


@pytest.mark.parametrize(("predicted", "gold", "strict", "lenient", "amounts"), BUDGETS)
def test_budgets(predicted, gold, strict, lenient, amounts):
    """Amounts must be the same in yuan; names decide strictly, names, containment or quotations leniently."""
    scores = compare({"budgets": predicted}, {"budgets": gold}).scores

    for name, right in (("budgets", strict), ("budgets_lenient", lenient), ("amounts", amounts)):
        assert scores.by[name] == Score(right, len(predicted), len(gold)), name


PASSAGES = [
    pytest.param(passage("刺绣培训班", WORKSHOP), passage("刺绣培训班", ""), True, id="the same name"),
    # 2·5 of 5 + 8: 0.77.
    pytest.param(passage("刺绣培训班"), passage("举办刺绣培训班吧"), True, id="a name alike by 0.6 and more"),
    # 2·2 of 5 + 5: 0.4.
    pytest.param(passage("刺绣培训班"), passage("法律培训会"), False, id="a name alike by less"),
    pytest.param(passage("甲", WORKSHOP), passage("乙", WORKSHOP[:20]), True, id="a quotation within the other"),
    # 8 of 26 characters are 0.31 of the longer one, 7 are 0.27; the line is at 0.3.
    pytest.param(passage("甲", WORKSHOP[:8]), passage("乙", WORKSHOP), True, id="a third of the longer is enough"),
    pytest.param(passage("甲", WORKSHOP[:7]), passage("乙", WORKSHOP), False, id="a word out of it is not"),
    pytest.param(
        passage("甲", "更换老旧路灯一百二十盏，耗时两个季度完工"), passage("乙", LAMPS), True,
        id="more than half of the shorter in common",
    ),
    # In common: 老旧 and 路灯, runs of two.
    pytest.param(passage("甲", "老旧的路灯要多看顾"), passage("乙", LAMPS), False, id="runs of two do not count"),
    pytest.param(passage(None, ""), passage("乙", LAMPS), False, id="nothing is like nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("predicted", "gold", "right"), PASSAGES)
@pytest.mark.parametrize(("section", "field"), [("activities", "name"), ("problems", "summary")])
def test_activities_and_problems(predicted, gold, right, section, field):
    """Quotations that overlap by half, or names alike by 0.6."""
    rows = [{field: each["name"], "quote": each["quote"]} for each in (predicted, gold)]

    scores = compare({section: [rows[0]]}, {section: [rows[1]]}).scores

    assert scores.by[section].right == int(right)


META = [
    ("organization", "柳溪县水务局", "柳溪县水务局（本级）", True),
    ("organization", "柳溪县水务局", "柳溪县林业局", False),
    ("region", "湖北省柳溪县", "柳溪县", True),
    ("fiscal_year", 2023, "2023", True),
    ("fiscal_year", "2022", "2023", False),
    ("report_type", "部门整体支出", "部门 整体支出", True),
    ("report_type", "项目支出", "部门整体支出", False),
    ("self_score", "97.50分", "97.5", True),
    ("self_score", 97, "97.5", False),
    ("self_score", "优秀", "97.5", False),
    ("grade", "优秀", "优", True),
    ("grade", "良", "优", False),
    ("grade", None, None, True),
    ("grade", "", None, True),
    ("grade", "优", None, False),
    ("grade", None, "优", False),
]


@pytest.mark.parametrize(("field", "predicted", "gold", "right"), META)
def test_meta(field, predicted, gold, right):
    """Names by containment, the grade by its first character, the score by its value, nothing by nothing."""
    scores = compare({"meta": {field: predicted}}, {"meta": {field: gold}}).scores

    assert scores.meta == {field: Share(int(right), 1)}


def test_only_the_fields_of_the_gold_are_scored():
    """What the gold does not speak of is neither right nor wrong; what it has and nobody said is wrong."""
    scores = compare({"meta": {"grade": "优"}}, {"meta": {"region": "柳溪县", "note": "x"}}).scores

    assert scores.meta == {"region": Share(0, 1)}


def test_kinds_are_counted_among_the_matched_budgets():
    """Gouji's codes and the field's words are the same kind; a budget that was not matched has no say."""
    predicted = [
        budget("甲项目", "1", kind="expenditure"), budget("乙项目", "2", kind="预算"),
        budget("丙项目", "3", kind="income"), budget("丁", "4", kind="支出"),
    ]  # fmt: skip
    gold = [
        budget("甲项目", "1", kind="支出"), budget("乙项目", "2", kind="支出"),
        budget("丙项目", "3", kind="收入"), budget("别的事", "4", kind="支出"),
    ]  # fmt: skip

    assert compare({"budgets": predicted}, {"budgets": gold}).scores.kinds == Share(2, 3)


def test_among_equals_kind_and_quotation_decide():
    """Two rows of one name and amount, one planned and one spent: each is paired with its own."""
    planned = budget("技能补贴", "60", kind="预算", quote="年初安排技能补贴60万元")
    spent = budget("技能补贴", "60", kind="支出", quote="实际发放技能补贴60万元")

    compared = compare({"budgets": [spent, planned]}, {"budgets": [planned, spent]})

    assert sorted(compared.pairs["budgets"]) == [(0, 1), (1, 0)]
    assert compared.scores.kinds == Share(2, 2)


def test_a_report_by_hand():
    """Budgets 3 of 4 and 3: P 3/4, R 1, F1 6/7; activities 1 of 1 and 2: F1 2/3; no problems: left out."""
    gold = {
        "budgets": [budget("灌渠维修费", "80"), budget("管护人员工资", "21.6"), budget("监理费", "3")],
        "activities": [passage("举办节水宣传周"), passage("清理淤塞支渠")],
        "problems": [],
    }
    predicted = {
        "budgets": [
            budget("灌渠维修", "80"), budget("工资", "21.6"), budget("监理费", "3"), budget("监理费", "3.0"),
        ],
        "activities": [passage("节水宣传周")],
    }  # fmt: skip

    scores = compare(predicted, gold).scores

    # 工资 in 管护人员工资 is 2·2 of 2 + 6, a ratio of 0.5: it matches too; 监理费 was said twice.
    assert scores.budgets == Score(3, 4, 3)
    assert scores.activities == Score(1, 1, 2)
    assert scores.problems == Score(0, 0, 0)
    assert scores.budgets.f1 == pytest.approx(6 / 7)
    assert scores.macro_f1 == pytest.approx((6 / 7 + 2 / 3) / 2)


def test_rates_of_nothing():
    """Nothing predicted and nothing wanted is 0 throughout, and there is no mean of no sections."""
    scores = compare({}, {"budgets": []}).scores

    assert [scores.budgets.precision, scores.budgets.recall, scores.budgets.f1] == [0.0, 0.0, 0.0]
    assert scores.macro_f1 is None
    assert scores.kinds.accuracy is None
    assert mean([None, 0.5, 1.0]) == 0.75
    assert mean([None]) is None


def test_pooled_scores_add_counts():
    """1 of 1 and 1, and 0 of 3 and 1: together 1 of 4 and 2, not the mean of the two rates."""
    one = compare({"budgets": [ROAD], "meta": {"grade": "优"}}, {"budgets": [ROAD], "meta": {"grade": "优"}})
    two = compare(
        {"budgets": [budget("x", str(n)) for n in range(3)], "meta": {"grade": "良"}},
        {"budgets": [ROAD], "meta": {"grade": "优", "region": "柳溪县"}},
    )

    pooled = pool([one.scores, two.scores])

    assert pooled.budgets == Score(1, 4, 2)
    assert pooled.kinds == Share(1, 1)
    assert pooled.meta == {"region": Share(0, 1), "grade": Share(1, 2)}
    assert pooled.meta_all == Share(1, 3)


@pytest.mark.parametrize(
    ("amount", "unit", "worth"),
    [
        ("526.47", "万元", "5264700"), ("1.2", "亿元", "120000000"), ("35", "千元", "35000"), ("84", "元/人次", "84"),
        ("84", None, "84"), ("84", "", "84"), (" 1 284 ", "万 元", "12840000"), ("3亿", "万元", "300000000"),
        ("-0.56", "万元", "-5600"), (1806.5, "万元", "18065000"), ("00", "万元", "0"),
    ],
)  # fmt: skip
def test_amounts_in_yuan(amount, unit, worth):
    """Separators, width and blanks are read; a unit that ends the amount goes before the row's own."""
    assert yuan({"amount": amount, "unit": unit}) == {Decimal(worth)}


@pytest.mark.parametrize(
    ("amount", "unit"),
    [
        ("若干", "万元"), ("", "万元"), (None, "万元"), ("12", "美元"), ("12", "亩"), ("NaN", "元"), ("sNaN", "元"),
        ("Infinity", "元"), ("1e999999999", "万元"), ("1-2", "万元"), ([], "元"),
    ],
)  # fmt: skip
def test_amounts_that_are_none(amount, unit):
    """What is no finite number in a known unit of money is worth nothing that could match."""
    assert yuan({"amount": amount, "unit": unit}) == frozenset()


def test_the_callers_decimals_change_nothing():
    """A context of three digits does not round amounts into one another."""
    with localcontext() as context:
        context.prec = 3
        apart = compare({"budgets": [budget("甲", "1234.5")]}, {"budgets": [budget("甲", "1234.6")]})

    assert apart.scores.amounts.right == 0
