"""XREF-EQUAL between prose and tables: totals that a sentence announces, counts and rates of a 自评表."""

from __future__ import annotations

import gouji
from gouji.document import Document

FUND = (
    "海西省渔业厅\n2023年度省级渔港维护补助专项资金绩效自评报告\n一、资金使用情况\n"
    "实际下达资金1,240.00万元，累计支付1,020.60万元，支付率82.31%。\n分地区资金下达和支出情况见下表。\n单位：{unit}\n"
    "| 序号 | 地区 | 下达资金 | 支出金额 |\n|---|---|---|---|\n| 1 | 北港县 | 640.00 | 530.20 |\n"
    "| 2 | 南湾县 | 600.00 | 490.40 |\n| 合计 |  | 1,240.00 | 1,020.60 |\n"
)
FORM = (
    "临浦县渔业局\n2023年度渔港维护补助项目绩效自评报告\n一、项目资金情况\n"
    "2023年项目全年预算300.00万元，实际支出279.00万元，预算执行率93.00%。\n二、项目产出\n全年完成航标更新126座，服务渔民{prose}人次。\n"
    "附件：项目支出绩效自评表\n| 一级指标 | 二级指标 | 三级指标 | 目标值 | 实际完成值 | 分值 | 得分 |\n|---|---|---|---|---|---|---|\n"
    "| 预算执行 |  | 预算执行率 | 100% | {rate} | 10 | 9.3 |\n| 产出指标 | 数量指标 | 完成航标更新 | ≥120座 | 126座 | 50 | 50 |\n"
    "|  | 数量指标 | 服务渔民 | ≥900人次 | 940人次 | 40 | 40 |\n| 总分 |  |  |  |  | 100 | 99.3 |\n"
)


def said(text: str, status: str) -> set[str]:
    """What the findings of one status hold against each other."""
    findings = gouji.check(Document.from_text(text, name="report")).findings
    return {f.expression for f in findings if f.check == "XREF-EQUAL" and f.status == status}


def test_the_total_of_a_table_that_a_sentence_announces():
    """A table of 分地区资金 under 单位：元 repeats the totals of the prose in the wrong unit."""
    assert not said(FUND.format(unit="万元"), "contradicted")
    assert len(said(FUND.format(unit="元"), "contradicted")) == 2


def test_what_a_form_counts_and_rates():
    """The counts and the execution rate of a 自评表 are those of the prose."""
    assert not said(FORM.format(prose="940", rate="93.00%"), "contradicted")
    assert any("9400" in each for each in said(FORM.format(prose="9400", rate="93.00%"), "contradicted"))
    assert any(
        each.startswith("39") for each in said(FORM.format(prose="940", rate="39.00%"), "contradicted")
    )
