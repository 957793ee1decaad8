"""Rates of another year, what is still to be done, purses, titles counted twice and units that close an account."""

from __future__ import annotations

import pytest

import gouji
from gouji.document import Document

TITLE = "河西县{}年文旅发展专项资金绩效自评报告\n\n一、项目概况\n\n"


def told(text: str, year: str = "2024") -> set[str]:
    """The checks that tell of a contradiction of medium or above."""
    report = gouji.check(Document.from_text(TITLE.format(year) + text + "\n", name="report"))
    return {
        finding.check
        for finding in report.findings
        if finding.status == "contradicted" and finding.severity in ("high", "medium")
    }


@pytest.mark.parametrize(
    ("check", "text"),
    [
        ("RATIO-DONE", "已整改到位9个，正在整改5个，整改完成率69.24%。"),
        ("RATIO-DONE", "已办结信访件27件，尚有3件正在办理，办结率92.00%。"),
        ("DATE-ORDER", "第二批资金项目公示，2023年6月12日至6月2日。"),
        (
            "RATIO-RUN",
            "全年到位省级资金2,315.00万元、市级资金468.00万元。\n\n省级资金支付2,166.82万元，支付率96.30%。",
        ),
        (
            "XREF-EQUAL",
            "市场主体培育奖励方向53个项目，下达1,540.00万元。\n\n二、产出\n\n市场主体培育奖励方向35个项目，已全部签订任务书。",
        ),
        (
            "UNIT-SLIP",
            "固定资产原值8,632,600.00元。固定资产原值年初为8,412,300.00元，本年新增256,800.00元，处置36,500.00万元。",
        ),
    ],
)
def test_what_is_wrong(check, text):
    """Each is told by its check."""
    assert check in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "全年预算38.00万元，支出37.24万元，执行率98.00%，2023年执行率为95.20%。",
        "年初拟支持项目171个。\n\n二、产出\n\n专项资金共支持165个项目。",
        "市场主体培育奖励方向53个项目。\n\n二、产出\n\n市场主体培育奖励方向35个项目完成验收。",
        "固定资产原值8,632,600.00元。年初为8,412,300.00元，本年新增256,800.00元，处置36,500.00元，项目预算36.50万元。",
        "已整改到位9个，正在整改5个，整改完成率64.29%。",
    ],
)
def test_what_is_right(text):
    """Rates of last year, plans, parts, and accounts that close."""
    assert not told(text)


def test_the_year_of_a_title_in_full_width():
    """The year in which others asked for the report is not the one that it is on."""
    text = "云溪市水务局２０２３年度部门整体支出绩效自评报告\n\n根据关于开展2024年部门整体支出绩效自评工作的通知要求，报告如下。\n"
    assert gouji.check(Document.from_text(text, name="report")).facts.meta.fiscal_year == 2023
    asked = "水务局整体支出绩效自评报告\n\n根据关于开展2024年部门整体支出绩效自评工作的通知要求，对2023年度支出进行评价。\n"
    assert gouji.check(Document.from_text(asked, name="report")).facts.meta.fiscal_year == 2023
