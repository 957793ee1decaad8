"""Which kind of money, which stage and which purse a name speaks of."""

from __future__ import annotations

import time

import pytest

from gouji.facts.wording import kind_of, says_purse, scope_of, stage_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("部门整体支出", "expenditure"),
        ("培训费", "expenditure"),
        ("人员经费", "expenditure"),
        ("年初预算", "budget"),
        ("项目支出预算", "budget"),
        ("预算支出", "expenditure"),
        ("年初预算批复", "budget"),
        ("追加预算", "addition"),
        ("年中追加", "addition"),
        ("追加调整后的部门预算", "budget"),
        ("经追加后预算数", "budget"),
        ("本年收入", "income"),
        ("取得事业收入", "income"),
        ("资金到位", "received"),
        ("省级下达资金", "budget"),
        ("已拨付资金支出数", "expenditure"),
        ("年末结转和结余", "carryover"),
        ("支出结余", "carryover"),
        ("盘活存量资金", "carryover"),
        ("财政收回", "recovered"),
        ("社会资本投入", "investment"),
        ("一般公共预算支出", "expenditure"),
        ("政府性基金预算", None),
        ("带动农民收入", "other"),
        ("企业销售额", "other"),
        ("转移支付资金", "budget"),
        ("防汛专项资金", "budget"),
        ("使用防汛专项资金", "expenditure"),
        ("县级资金支出", "expenditure"),
        ("专项经费", "budget"),
        ("下达第一批资金", "received"),
        ("拨付各村补助资金", "expenditure"),
        ("核减金额", "recovered"),
        ("未支付工程款", "carryover"),
        ("剩余", "carryover"),
        ("资金缺口", "other"),
        ("质保金尾款", "other"),
        ("结余分配", "other"),
        ("固定资产净值", "other"),
        ("景区旅游总收入", "other"),
        ("节省燃油费用", "other"),
        ("学员人均支出", "other"),
        ("门诊次均费用", "other"),
        ("人均补助标准", "budget"),
        ("控制标准", "other"),
        ("设备单价", "other"),
        ("采购成交", "expenditure"),
        ("最高限价", "budget"),
        ("合同总价", "budget"),
        ("撬动社会资本", "investment"),
        ("企业出资", "investment"),
        ("支出资金", "expenditure"),
        ("支出决算", "expenditure"),
        ("收入决算", "income"),
        ("设备购置", "expenditure"),
        ("（追加）培训支出", "expenditure"),
        ("办公楼", None),
        ("", None),
    ],
)
def test_the_kind_of_a_name(name, kind):
    """The word that stands last decides, a word of a stronger claim wins, a purse says nothing."""
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("name", "stage"),
    [
        ("年初预算数", "initial"),
        ("年初部门预算", "initial"),
        ("调整后预算", "adjusted"),
        ("全年预算数", "adjusted"),
        ("决算支出", "final"),
        ("全年执行数", "final"),
        ("实际支出", "final"),
        ("公用经费", None),
        ("年初结转", None),
    ],
)
def test_the_stage_of_a_name(name, stage):
    """年初, 调整后 and 决算 are the three stages; a carry-over at the year's start is none."""
    assert stage_of(name) == stage


@pytest.mark.parametrize(
    ("name", "scope"),
    [
        ("一般公共预算财政拨款收入", "一般公共预算财政拨款"),
        ("政府性基金预算支出", "政府性基金预算"),
        ("财政拨款收入", "财政拨款"),
        ("公用经费", None),
    ],
)
def test_the_purse_of_a_name(name, scope):
    """The purse is given as it is written."""
    assert scope_of(name) == scope


@pytest.mark.parametrize(
    ("name", "only_a_purse"),
    [
        ("中央补助", True),
        ("县级配套", True),
        ("市财政拨款", True),
        ("道路养护", False),
        ("中央厨房建设", False),
    ],
)
def test_a_name_that_only_says_whose_money_it_is(name, only_a_purse):
    """中央补助 says whose money it is, 道路养护 what becomes of it."""
    assert says_purse(name) is only_a_purse


@pytest.mark.parametrize("piece", ["（", "（）", "安排", "中央补", "支出", "预算资", "(", "县市"])
def test_a_hostile_name_costs_no_more_than_its_length(piece):
    """A name of 30 000 characters is read in well under two seconds, whatever it repeats."""
    name = piece * (30_000 // len(piece))
    begun = time.perf_counter()

    kind_of(name)
    stage_of(name)
    scope_of(name)
    says_purse(name)

    assert time.perf_counter() - begun < 2
