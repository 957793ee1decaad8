"""Instalments by name, pairs of units, areas, means of scores, flows and lists that leave an item out."""

from __future__ import annotations

import pytest

import gouji
from gouji.document import Document

BROKEN = (
    (
        "中央资金3,106.00万元，省级资金1,420.00万元。省级资金第一批900.00万元，第二批502.00万元于6月下达。",
        "SUM-RUN",
    ),
    ("脱贫户4,312户13,806人，监测户208户655人，两类对象共4,520户14,641人。", "SUM-RUN"),
    ("六个项目自评得分合计552.00分，算术平均得分90.20分。", "PROD-RUN"),
    ("硬化村道5.6公里，路面宽4.5米，硬化面积25.2万平方米。", "PROD-RUN"),
    ("年初在册对象212人，全年新接收86人，解除和终止94人，年末在册240人。", "DIFF-RUN"),
    ("发现问题14个，分类如下：预算方面4个，绩效方面3个，支付方面2个，档案方面4个。", "SUM-COUNT"),
    ("年初预算640.00万元，当年追加58.00万元，项目支出减少22.00万元，调整后预算698.00万元。", "FIN-ADJUST"),
)


def _contradicted(text: str) -> set[str]:
    whole = f"河西县农村公路养护部门绩效自评报告\n\n一、产出情况\n\n{text}\n"
    found = gouji.check(Document.from_text(whole)).findings
    return {each.check for each in found if each.status == "contradicted" and each.severity != "info"}


@pytest.mark.parametrize(("text", "check"), BROKEN)
def test_a_sum_that_does_not_close(text, check):
    """One slip in a sum, a product or a flow is told; the right wordings are in tests/truths/sums.txt."""
    assert check in _contradicted(text)
