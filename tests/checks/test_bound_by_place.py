"""Figures that their place binds together: a slip in any of them is told, whatever words lead over to it."""

from __future__ import annotations

import pytest

import gouji
from gouji.document import Document

CHANGES = (
    "| 项目 | 2023年 | 2022年 | {head} |\n|---|---|---|---|\n"
    "| 床位收入（万元） | 412.60 | 398.20 | {first} |\n| 检验收入（万元） | 288.15 | 301.05 | -12.90 |\n"
    "| 住院人次（人次） | 5162 | 4870 | 292 |\n| 床位使用率 | 84.20% | 81.00% | 3.2个百分点 |\n"
)


def contradicted(text: str, *, low: str = "medium") -> list[str]:
    """The checks that tell a reviewer of something in a report with these lines."""
    report = gouji.check(Document.from_text(text, name="report"))
    told = ("high", "medium") if low == "medium" else ("high", "medium", "low")
    return [f.check for f in report.findings if f.status == "contradicted" and f.severity in told]


@pytest.mark.parametrize("head", ["增长额", "增加额", "增减额", "净增额", "同比增长额"])
def test_a_named_difference_column(head):
    """412.60 − 398.20 is 14.40; a cell that is far from it is told, though no single digit explains it."""
    assert contradicted(CHANGES.format(head=head, first="14.40")) == []
    assert contradicted(CHANGES.format(head=head, first="36.75")) == ["TAB-ROW"]


@pytest.mark.parametrize("head", ["增长", "变化情况", "增减（+、-）", "比上年增加"])
def test_a_difference_column_that_two_rows_show(head):
    """Under a head that only hints at a difference two exact rows show it, and the third is held to it."""
    assert contradicted(CHANGES.format(head=head, first="17.40")) == ["TAB-ROW"]


@pytest.mark.parametrize("head", ["增长率（%）", "增长（%）", "备注", "2021年"])
def test_a_column_of_something_else(head):
    """Rates and other years are no differences of the two columns before them."""
    table = CHANGES.replace("-12.90", "-4.29").replace("292", "6.00")
    assert contradicted(table.format(head=head, first="3.62")) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("车辆控制数36万元，实际支出27.84万元，控制率77.33%。", "车辆控制数39万元，实际支出27.84万元，控制率77.33%。"),
        ("计划投资48.20亿元，完成投资51.37亿元，投资完成率106.6%。", "计划投资48.20亿元，完成投资54.37亿元，投资完成率106.6%。"),
        ("开工634户，竣工612户，竣工率96.53%。", "开工634户，竣工642户，竣工率96.53%。"),
        ("任务数86公里，已完成81.5公里，完成率94.77%。", "任务数86公里，已完成87.5公里，完成率94.77%。"),
        ("采购预算460万元，实际采购428.35万元，节约率6.88%。", "采购预算480万元，实际采购428.35万元，节约率6.88%。"),
    ],
)  # fmt: skip
def test_a_rate_right_behind_its_two_amounts(right, wrong):
    """One changed digit in the part or in the whole is told like one in the rate."""
    assert contradicted(f"一、执行情况\n\n{right}\n") == []
    assert contradicted(f"一、执行情况\n\n{wrong}\n") != []


@pytest.mark.parametrize(
    ("base", "change", "rate"),
    [
        ("较2022年决算{}万元，", "增加{}万元，", "增长了{}%"),
        ("比上年的{}万元", "增加{}万元，", "增长{}%"),
        ("与2022年{}万元相比，", "增加{}万元，", "增幅为{}%"),
    ],
)
def test_a_change_with_its_base_and_its_rate(base, change, rate):
    """The rate right behind the change and its base can be of nothing else, however few digits they have."""
    text = "一、支出情况\n\n住房公积金支出用于在职人员缴存，" + base + change + rate + "。\n"
    assert contradicted(text.format("5.20", "0.65", "12.50")) == []
    assert contradicted(text.format("5.20", "0.85", "12.50")) == ["RATIO-GROWTH"]


def test_a_rate_against_the_budget_is_not_of_last_year():
    """较年初预算增长 x% is of another base than the amount of last year before it."""
    text = "一、支出情况\n\n接送车辆支出52.40万元，较上年决算48.10万元增加4.30万元，较年初预算增长6.94%。\n"
    assert contradicted(text) == []


NAMED = "粮食局绩效自评报告\n\n一、项目概况\n\n{first}。\n\n二、资金情况\n\n{second}，已全部列入预算。\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2023年市级财政安排沙河监测站租赁项目经费18.6万元", "截至2023年底，沙河监测站租赁项目经费16.6万元"),
        ("安排东岭灌区信息化改造项目资金152万元", "东岭灌区信息化改造项目资金125万元"),
        ("2023年预算安排陈列馆消防设备购置费34.5万元", "2023年陈列馆消防设备购置费37.5万元"),
    ],
)
def test_one_project_under_one_long_name(first, second):
    """The same long name in two chapters, and two amounts one slip apart."""
    assert "XREF-EQUAL" in contradicted(NAMED.format(first=first, second=second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("石桥镇安排中小学校舍维修改造项目资金152万元", "柳溪镇安排中小学校舍维修改造项目资金132万元"),
        ("2023年安排东岭灌区信息化改造项目资金152万元", "2022年安排东岭灌区信息化改造项目资金132万元"),
        ("申请东岭灌区信息化改造项目资金152万元", "批复东岭灌区信息化改造项目资金132万元"),
        ("安排东岭灌区信息化改造项目资金152万元", "实际支付东岭灌区信息化改造项目资金132万元，结余20万元"),
        ("安排东岭灌区信息化改造项目资金152万元，两年共284万元", "上年东岭灌区信息化改造项目资金132万元"),
    ],
)
def test_two_amounts_of_one_long_name(first, second):
    """Other places, years, stages: two amounts of one project that need not agree."""
    assert contradicted(NAMED.format(first=first, second=second)) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("今年承担43项任务，年底前完成25项，占58.1%；正在推进18项，占41.9%。",
         "今年承担43项任务，年底前完成25项，占51.8%；正在推进18项，占41.9%。"),
        ("全系统实现财务收入862.40万元。\n\n公益服务收入512.36万元，占总收入的59.41%。",
         "全系统实现财务收入862.40万元。\n\n公益服务收入572.36万元，占总收入的59.41%。"),
        ("全市一般公共预算收入46.8亿元。\n\n税收收入31.5亿元，占财政收入比重为67.3%。",
         "全市一般公共预算收入46.8亿元。\n\n税收收入31.5亿元，占财政收入比重为61.3%。"),
    ],
)  # fmt: skip
def test_a_share_of_the_one_whole_before_it(right, wrong):
    """Where no amount makes a share, the one that it can be of is held to it if one digit parts them."""
    assert contradicted(f"一、总体情况\n\n{right}\n") == []
    assert contradicted(f"一、总体情况\n\n{wrong}\n") == ["RATIO-SHARE"]


@pytest.mark.parametrize("head", ["其中：", "具体为：", "其中包括：", "具体情况如下：", "收入分类情况如下："])
def test_a_list_below_its_head(head):
    """A list that begins on the next line makes the amount that its head is about."""
    text = "一、收入情况\n\n本年度捐赠收入41.30万元，占全部收入的14.79%。{}\n\n"
    text += "助困捐款1.40万元，助学捐款3.68万元，定向捐款{}万元，网络募捐23万元。\n"
    assert contradicted(text.format(head, "13.22")) == []
    assert contradicted(text.format(head, "17.22")) == ["SUM-RUN"]


@pytest.mark.parametrize(
    "text",
    [
        "全年支出1,286.40万元，主要用于以下方面，其中：\n\n办公费115.10万元，印刷费16.30万元。",
        "总投资980.50万元，到位资金860.20万元，其中：\n\n中央资金500.00万元，省级资金260.20万元，市县配套100.00万元。",
        "全年发放补贴860.20万元，重点保障项目如下：\n\n水利项目500.00万元，农技项目260.20万元。",
        "全年发放补贴860.20万元，具体如下：\n\n上年结转400.20万元，比上年增加60.00万元。",
        "共培训1,286人，其中：\n\n党员312人，女性454人，高级职称50人等。",
    ],
)
def test_a_list_below_that_is_of_less_or_of_more(text):
    """What leaves something out, or is of another amount of the head, says nothing against it."""
    assert contradicted(f"一、总体情况\n\n{text}\n") == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("收缴入库48.6亿元，加上2022年度结转收入3.99亿元，共{}亿元。", "52.59", "52.89"),
        ("完成收入15.42亿元，比上年决算数14.90亿元增长3.5%，加上上级补助收入13.36亿元、调入资金0.05亿元、上年结余0.67亿元，收入合计{}亿元。",
         "29.50", "29.80"),
        ("拨款120.50万元，连同上年结转18.20万元，可用资金共计{}万元。", "138.70", "183.70"),
        ("修建道路12.4公里，另加续建道路3.65公里，累计建成{}公里。", "16.05", "56.05"),
    ],
)  # fmt: skip
def test_amounts_that_are_added_on(text, right, wrong):
    """加上 leads from one amount to the others, 共 to what they come to."""
    assert contradicted(f"一、资金情况\n\n{text.format(right)}\n") == []
    assert contradicted(f"一、资金情况\n\n{text.format(wrong)}\n") != []


TWICE = "一、对象情况\n\n年初在册1120户2694人。{}，年末在册{}人。\n"


@pytest.mark.parametrize(
    ("moved", "right", "wrong"),
    [
        ("当年新增14户41人", "1134户2735", "1134户2753"),
        ("因死亡等减少14户41人", "1106户2653", "1106户2635"),
    ],
)
def test_households_that_close_bind_their_persons(moved, right, wrong):
    """Over a full stop too: where the households come to the last one, the persons beside them must."""
    assert contradicted(TWICE.format(moved, right)) == []
    assert contradicted(TWICE.format(moved, wrong)) == ["SUM-RUN"]


@pytest.mark.parametrize(
    ("moved", "left"),
    [("当年新增14户41人、自然增加6人", "1134户2741"), ("迁出14户41人，自然死亡21人", "1106户2632")],
)
def test_persons_that_also_change_alone(moved, left):
    """Persons who come and go without their household keep the second sum from closing."""
    assert contradicted(TWICE.format(moved, left)) == []
