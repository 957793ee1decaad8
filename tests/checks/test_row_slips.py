"""XREF-NEAR: numbers with two digits swapped between prose and the rows of a form, and between paragraphs."""

from __future__ import annotations

import pytest

HEAD = "某县水务局2024年度小型水库管护项目支出绩效自评报告\n\n一、项目实施情况\n\n"
FORM = (
    "\n\n二、绩效目标自评表\n\n| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因 |\n"
    "|---|---|---|---|---|---|---|---|\n"
    "| 产出指标 | 数量指标 | 巡查检查次数 | ≥2000次 | 2160次 | 10 | 10 | 无 |\n"
    "| 产出指标 | 数量指标 | 管护人员培训人次 | ≥300人次 | 346人次 | 10 | 10 | 无 |\n"
    "| 产出指标 | 数量指标 | 清淤渠道长度 | ≥120公里 | 128.6公里 | 10 | 10 | 无 |\n"
    "| 产出指标 | 质量指标 | 设施完好率 | ≥95% | 97.85% | 10 | 10 | 无 |\n"
    "| 满意度指标 | 满意度 | 受益群众满意度 | ≥90% | 96.3% | 10 | 10 | 无 |\n"
)

SLIPS = [
    ("全年开展巡查2610次，上报问题92个。", "2160 ≠ 2610"),
    ("完成各类巡查2610次。", "2160 ≠ 2610"),
    ("管护人员共培训364人次。", "346 ≠ 364"),
    ("培训管护人员364人次。", "346 ≠ 364"),
    ("渠道清淤共126.8公里，全部达到设计标准。", "128.6 ≠ 126.8"),
    ("问卷显示，群众满意度为93.6%。", "96.3 ≠ 93.6%"),
    ("93.6%的受访群众表示满意。", "96.3 ≠ 93.6%"),
    ("水库设施完好率保持在97.58%。", "97.85 ≠ 97.58%"),
    # one digit, under the name of the row
    ("设施完好率97.65%。", "97.85 ≠ 97.65%"),
    ("受益群众满意度95.3%。", "96.3 ≠ 95.3%"),
]

OTHERS = [
    "2023年开展巡查2610次。",
    "计划巡查2610次。",
    "其中防汛巡查2610次。",
    "上年群众满意度93.6%。",
    "企业职工满意度93.6%。",
    "全年发放宣传单2610份。",
    "巡查记录2610条。",
    "全年巡查2160次，满意度为96.3%。",
    "全年巡查2170次。",
]

LONG = "示范合作社全年实现销售收入{}万元，利润618.40万元。\n\n个别指标偏离较大，目标值为8,000万元，实际完成值为{}万元。"


@pytest.mark.parametrize(("text", "told"), SLIPS)
def test_prose_and_its_row_differ_by_one_slip(check, text, told):
    """Two digits swapped against the row that the words name, or one under the very name of the row."""
    (finding,) = check(HEAD + text + FORM, "XREF-NEAR").contradicted
    assert told in finding.expression


@pytest.mark.parametrize("text", OTHERS)
def test_other_numbers_of_prose_are_not_those_of_the_row(check, text):
    """Plans, other years, parts, other units and other people asked are not held against a row."""
    assert check(HEAD + text + FORM, "XREF-NEAR").contradicted == ()


def test_a_long_number_is_turned_by_no_accident(check):
    """Seven digits with two neighbours swapped need no words; those of another year are left alone."""
    assert len(check(HEAD + LONG.format("24,160.55", "21,460.55"), "XREF-NEAR").contradicted) == 1
    years = "2023年实现销售收入24,160.55万元。\n\n2024年实现销售收入21,460.55万元。"
    assert check(HEAD + years, "XREF-NEAR").contradicted == ()


def test_the_whole_fund_is_printed_once_with_its_digits_swapped(check):
    """An amount of the whole fund beside one that is printed again and again; what was asked for is another."""
    given = "省级实际下达资金3562万元。\n\n截至年末，下达的3562万元已支付3,187.46万元。\n\n"
    wrong = given + "全年投入的3652万元省级专项资金带动了村集体增收。"
    assert len(check(HEAD + wrong, "XREF-NEAR").contradicted) == 1
    asked = given + "各县计划申请3652万元省级专项资金。"
    assert check(HEAD + asked, "XREF-NEAR").contradicted == ()
