"""Lists that nearly make up their whole, lists in cells and over paragraphs, units that no list holds."""

from __future__ import annotations

import pytest

CONTRADICTED = [
    # three parts or more, so near their whole that they are all of it
    ("SUM-COUNT", "在校学生1,845人，其中七年级612人、八年级637人、九年级606人。", "612 + 637 + 606 = 1855 ≠ 1845"),
    ("SUM-COUNT", "全年举办活动86场，其中讲座24场、展览31场、演出16场、培训13场。", "24 + 31 + 16 + 13 = 84 ≠ 86"),
    ("SUM-COUNT", "实有人员214人，其中局机关51人、执法支队87人、服务中心46人、信息中心34人。", "51 + 87 + 46 + 34 = 218 ≠ 214"),
    ("SUM-COUNT", "购置设备87台（套），其中冷柜32台、蒸箱29台、净化器23套。", "32台 + 29台 + 23套 = 84台（套） ≠ 87台（套）"),
    ("SUM-COUNT", "为6,240名务工人员发放补助，其中省外4,115人、省内2,215人。", "4115人 + 2215人 = 6330名 ≠ 6240名"),
    # how far things are
    ("SUM-COUNT", "全年实施项目126个，截至年底已完工108个、在建21个。", "108 + 21 = 129 ≠ 126"),
    ("SUM-COUNT", "安排单项工程45个，截至年末38个已完工验收、4个在建、2个尚未开工。", "38 + 4 + 2 = 44 ≠ 45"),
    ("SUM-COUNT", "排查隐患64处，已整改51处，整改中9处，其余6处。", "51 + 9 + 6 = 66 ≠ 64"),
    # a total behind the full stop
    ("SUM-PART", "首次认定36家，共计360万元；重新认定54家，共计270万元。合计610万元，已拨付到企业。", "360 + 270 = 630 ≠ 610"),
    # an item whose amount was adjusted
    (
        "SUM-PART",
        "下达的860.00万元分为三个方向：\n\n1.造林补助，安排420.00万元。\n\n2.抚育补助，安排310.00万元。\n\n"
        "3.防火设施，年初安排120.00万元，年中调增14.00万元，调整后134.00万元。",
        "420.00 + 310.00 + 134.00 = 864.00 ≠ 860.00",
    ),
    # a list under the total of another paragraph, or behind a target
    (
        "SUM-RUN",
        "全年累计发放7,215.36万元，占可用资金的97.15%。\n\n按季度看，一季度发放1,768.21万元，二季度发放1,804.17万元，"
        "三季度发放1,795.44万元，四季度发放1,857.54万元。",
        "1768.21 + 1804.17 + 1795.44 + 1857.54 = 7225.36 ≠ 7215.36",
    ),
    (
        "SUM-RUN",
        "新增就业14,287人，完成任务13,000人的109.90%。分县看，东丘县4,812人、西河县5,263人、南坪县3,212人。",
        "4812 + 5263 + 3212 = 13287 ≠ 14287",
    ),
    # what changed, and what lies between two rates
    ("DIFF", "平均住院日7.2天，较上年7.8天缩短0.9天。", "7.8 − 7.2 = 0.6 ≠ 0.9"),
    ("DIFF-RUN", "巡查率98.46%，上年为91.23%，提高7.32个百分点。", "98.46% − 91.23% = 7.23个百分点 ≠ 7.32个百分点"),
    # more taken out of an amount than it has
    ("XREF-SUBSET", "项目结余118.26万元。项目结余资金中，已收回142.50万元，剩余部分继续使用。", "142.50 > 118.26"),
]  # fmt: skip

SILENT = [
    # examples of a whole, groups that overlap, steps that hold each other
    ("SUM-COUNT", "在校学生1,845人，其中七年级412人、八年级437人、九年级406人。"),
    ("SUM-COUNT", "会员126人，其中党员48人、女性51人、骨干33人。"),
    ("SUM-COUNT", "签约项目38个，其中亿元以上21个、5亿元以上12个、10亿元以上4个。"),
    ("SUM-COUNT", "实施项目126个，已完工62个、在建41个。"),
    # an item of each of several things, and one that was taken off
    ("SUM-PART", "共下达860万元，其中甲市285万元、乙市312万元、12个县各获得24万元。"),
    ("SUM-PART", "下达补助96.42万元，其中造林51.30万元、抚育调减4.20万元、管护49.32万元。"),
    # what was earned, beside the weights
    ("SUM-PART", "自评总分96.20分。其中：投入20分，得19.50分；过程30分，得28.40分；产出50分，得48.30分。"),
    # rates do not add up
    ("SUM-PART", "拨付占到位资金的92.3%。其中道路工程完成率100%，管网工程完成率100%。"),
    # parts of a year are not parts of each other
    ("XREF-SUBSET", "第四季度支付215.40万元，其中主要是质保金；前三季度共支付486.20万元。"),
    ("XREF-SUBSET", "卫技人员96人、工勤人员12人。卫技人员中，医师41人、护士55人。"),
    # what is left of one of several things
    ("DIFF", "二是平台建设。项目预算512.00万元，当年支出486.30万元。\n\n三是场所运转。因人数减少，结余43.10万元。"),
    ("DIFF-RUN", "二是平台建设。当年支出486.30万元，其余443.30万元。\n\n三是场所运转。因人数减少，结余34.00万元。"),
]  # fmt: skip

CONFIRMED = [
    ("SUM-CLASS", "全局支出918.40万元，占可用资金的96%。按性质分，基本支出506.20万元，项目支出412.20万元。按经济分类分，"
     "工资福利支出401.35万元、商品和服务支出517.05万元。", "401.35 + 517.05 = 918.40"),
    ("SUM-RUN", "全年新增图书12,684册。\n\n服务有序。新增图书中，少儿类4,215册、文学类5,348册、其他3,121册。",
     "4215 + 5348 + 3121 = 12684"),
    ("SUM-RUN", "全年支出1,286.47万元。\n\n1.道路养护。支出518.23万元。\n\n2.桥梁加固。支出402.16万元。\n\n3.应急抢险。支出366.08万元。",
     "518.23 + 402.16 + 366.08 = 1286.47"),
    ("SUM-COUNT", "抽查卫生院18家、卫生室47家，共65家机构。", "18 + 47 = 65"),
    ("DIFF-RUN", "失业率3.18%，较控制目标4.55%低1.37个百分点。", "4.55% − 3.18% = 1.37个百分点"),
]  # fmt: skip


@pytest.mark.parametrize(("check_id", "text", "expression"), CONTRADICTED)
def test_what_does_not_close_is_told(check, check_id, text, expression):
    """A list that is all of its whole, or nearly, contradicts it; once."""
    wrong = check(text, check_id).contradicted
    assert [finding.expression for finding in wrong] == [expression]


@pytest.mark.parametrize(("check_id", "text"), SILENT)
def test_what_need_not_close_is_not_told(check, check_id, text):
    """Examples, groups that overlap, rates, and amounts of other things contradict nothing."""
    assert not check(text, check_id).contradicted


@pytest.mark.parametrize(("check_id", "text", "expression"), CONFIRMED)
def test_what_closes_far_apart_is_confirmed(expressions, check_id, text, expression):
    """A list and its total need not stand beside each other."""
    assert ("confirmed", expression) in expressions(text, check_id)


SLIPPED = [
    # all the amounts beside it are in 万元
    "支出918.40万元，其中工资401.35万元、商品412.20万元。需说明的是，传承人补助36.25元在项目支出中列支。",
    # the same number in 万元 further on
    "临时救助支出286.47元，人均1,925.03元。\n\n项目\t支出（万元）\n临时救助\t286.47\n低保\t512.30",
]  # fmt: skip

OF_A_FEW_YUAN = [
    "支出918.40万元，其中工资401.35万元、商品412.20万元、人均费用38.15元。",
    "支出918.40万元，其中工资401.35万元、商品412.20万元。账户利息结余36.25元已上缴。",
    "支出918.40万元，其中工资401.35万元、商品412.20万元，门诊次均费用286.40元。",
    "每亩补助110.00元，安排资金918.40万元，其中中央401.35万元、省级412.20万元。",
]  # fmt: skip


@pytest.mark.parametrize("text", SLIPPED)
def test_one_amount_in_yuan_is_a_slip(check, text):
    """An amount with cents that stands among 万元, or in 万元 elsewhere, has the wrong unit."""
    assert len(check(text, "UNIT-SLIP").contradicted) == 1


@pytest.mark.parametrize("text", OF_A_FEW_YUAN)
def test_a_few_yuan_may_be_meant(check, text):
    """Prices, amounts per head, interest and what is left are a few yuan."""
    assert not check(text, "UNIT-SLIP").findings


def test_sentences_of_cells_are_read(check):
    """A cell that tells what was done is read line by line."""
    text = (
        "| 年度目标 | 完成情况 |\n| --- | --- |\n"
        "| 造林4.20万亩 | 完成造林4.15万亩，其中乔木1.10万亩、灌木2.95万亩；聘用护林员480人 |\n"
    )
    wrong = check(text, "SUM-PART").contradicted
    assert [finding.expression for finding in wrong] == ["1.10 + 2.95 = 4.05 ≠ 4.15"]
