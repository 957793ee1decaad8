"""XREF-NEAR on dates: one event that two places of a report date differently."""

from __future__ import annotations

import pytest


def told(check, text: str) -> bool:
    return check(text, "XREF-NEAR").counts()["contradicted"] > 0


ROW = (
    "\n\n| 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 |\n|---|---|---|---|---|---|---|\n"
    "| 产出 | 时效 | 完工时间 | 2023年9月30日前 | 2023年8月21日 | 10 | 10 |\n"
    "| 产出 | 数量 | 改造管网 | 12公里 | 12公里 | 10 | 10 |\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "（一）组织。2023年9月12日，我局组织设计、监理、施工等单位进行了竣工验收。\n\n（二）质量。2023年8月12日竣工验收时全部合格。",
        "（一）组织。项目于2023年11月6日通过竣工验收。\n\n（二）时效。竣工验收时间为2022年11月6日，早于计划。",
        "（一）组织。2023年3月12日签订施工合同，工期90天。\n\n（二）管理。施工合同签订日期为2023年3月21日。",
        "（一）组织。本工程2023年5月18日正式开工。\n\n（二）进度。开工日期：2023年3月18日，按期推进。",
        "（一）组织。工程已于2023年7月21日全部完工。" + ROW,
    ],
)
def test_one_event_on_two_days(check, text):
    """The month or the year differs, or the digits of the day are swapped."""
    assert told(check, text)


@pytest.mark.parametrize(
    "text",
    [
        "（一）组织。一标段2023年9月12日竣工验收。\n\n（二）质量。2023年8月12日竣工验收时全部合格。",
        "（一）组织。东河泵站2023年9月12日通过竣工验收。\n\n（二）质量。西闸2023年8月12日通过竣工验收。",
        "（一）组织。2023年9月12日通过竣工验收。\n\n（二）质量。2023年8月25日竣工验收时全部合格。",
        "（一）组织。2023年9月12日通过竣工验收。\n\n（二）质量。计划2023年8月12日竣工验收。",
        "（一）组织。2023年9月12日竣工验收，2023年8月12日完工。",
        "（一）组织。2023年9月12日通过竣工验收。\n\n（二）质量。2023年8月12日通过消防验收。",
        "（一）组织。2023年9月12日通过竣工验收。\n\n（二）质量。2023年8月12日通过竣工验收，2023年7月12日通过验收。",
        "（一）组织。2023年9月12日，第二批项目完成竣工验收。\n\n（二）质量。2023年8月12日竣工验收合格。",
        "（一）组织。2023年5月12日签订监理合同。\n\n（二）管理。2023年3月12日签订施工合同。",
    ],
)
def test_events_of_other_works_and_other_days(check, text):
    """Lots, batches, other works, plans, other kinds of acceptance, days that no slip explains."""
    assert not told(check, text)
