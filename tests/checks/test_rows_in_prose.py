"""Rates and counts of prose against the row of a table that bears the same name."""

from __future__ import annotations

import pytest

import gouji
from gouji.checks.xref_equal import equal
from gouji.checks.xref_subset import subsets
from gouji.document import Document
from gouji.findings import Check

AREAS = (
    "白川省2023年度水利专项资金绩效自评报告\n一、资金情况\n专项资金分地区情况表（单位：万元、%）\n地区 下达资金 项目数 累计支出 执行率\n"
    "东岭市 1,000.00 21 880.00 88.00\n南河市 2,000.00 46 1,634.20 81.71\n西坪市 1,500.00 32 1,401.00 93.40\n"
    "合计 4,500.00 99 3,915.20 87.00\n二、存在的问题\n"
)
FORM = (
    "平川县2023年度水利建设项目支出绩效自评报告\n一、项目产出\n{}\n附件：项目支出绩效自评表\n"
    "| 一级指标 | 二级指标 | 三级指标 | 目标值 | 实际完成值 | 分值 | 得分 |\n|---|---|---|---|---|---|---|\n"
    "| 产出指标 | 数量指标 | 泵站改造数量 | ≥6座 | 5座 | 50 | 46 |\n|  | 质量指标 | 验收合格率 | 100% | 100% | 50 | 50 |\n"
    "| 总分 |  |  |  |  | 100 | 96 |\n"
)


def wrong(text: str, check: Check = equal) -> list[str]:
    findings = gouji.check(Document.from_text(text, name="report"), checks=[check]).findings
    return [finding.expression for finding in findings if finding.status == "contradicted"]


@pytest.mark.parametrize(
    "sentence",
    [
        "南河市执行率最低，仅为{}，主要是项目招标流标。",
        "执行率最低的南河市仅为{}。",
        "执行率最低的是南河市，为{}。",
        "从各地看，南河市的资金执行率仅{}，进度偏慢。",
        "部分地区支出进度慢。如南河市，执行率为{}。",
        "执行率偏低，其中南河市{}。",
    ],
)
def test_a_rate_of_one_row(sentence):
    """The rate that prose gives a place is that of its row."""
    assert not wrong(AREAS + sentence.format("81.71%"))
    assert len(wrong(AREAS + sentence.format("81.17%"))) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "南河市2022年度执行率较上年提高，为79.20%。",
        "南河市中央资金执行率为79.20%。",
        "南河市执行率比全省平均低5.29%。",
        "南河市水库项目执行率为79.20%。",
        "南河市执行率目标为95%。",
        "截至9月底，南河市执行率仅为60.30%。",
        "南河市完成率为95.20%。",
        "2023年度申报项目218个，经评审入库161个，最终支持99个。",
    ],
)
def test_another_rate_of_the_place(sentence):
    """Another year, purse, part or kind of rate, and the projects that were only asked for."""
    assert not wrong(AREAS + sentence)


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("清淤河道3条，完成泵站改造5座。", 0),
        ("清淤河道3条，完成泵站改造6座。", 1),
        ("项目已完成清淤河道3条，已完成泵站改造6座。", 1),
        ("计划清淤河道3条，完成泵站改造6座。", 0),
        ("截至6月底，完成泵站改造3座。", 0),
        ("东镇完成泵站改造2座；西镇完成泵站改造3座。", 0),
        ("第一批完成泵站改造2座。", 0),
    ],
)
def test_what_was_done_is_what_the_row_prints(sentence, count):
    """完成泵站改造6座 against the actual value of the row 泵站改造数量; plans, batches and places are others."""
    assert len(wrong(FORM.format(sentence))) == count


def test_an_addition_is_no_whole_of_the_budget():
    """追加资金主要用于…，调整后全年预算…: the adjusted budget is no part of what was added."""
    text = (
        "临川县文化局2023年度部门整体支出绩效自评报告\n一、预算安排\n2023年年初预算862.40万元，年中追加415.86万元，"
        "追加资金主要用于场馆免费开放补助及人员增资等，调整后全年预算1,278.26万元。\n"
    )
    assert not wrong(text, subsets)
