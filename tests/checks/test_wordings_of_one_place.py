"""Wordings that bind figures of one sentence, right and wrong: 仅, 中, 由…增加到…, items behind 其中：."""

from __future__ import annotations

import pytest

import gouji
from gouji.document import Document


def told(text: str, check: str) -> list[str]:
    findings = gouji.check(Document.from_text(text, name="report")).findings
    return [finding.status for finding in findings if finding.check == check]


@pytest.mark.parametrize(
    ("check", "text"),
    [
        ("RATIO-EXEC", "链主企业方向到位资金1,606.00万元，支出1,027.84万元，执行率仅62.29%，攻关周期较长。"),
        ("RATIO-EXEC", "链主企业方向预算1,606.00万元，支出1,027.84万元，执行率仅为62.29%。"),
        ("RATIO-GROWTH", "利润总额由上年的38.6亿元增加到43.1亿元，增长4.50%。"),
        ("XREF-SUBSET", "全县1,293张床位中护理型床位1,329张。"),
        (
            "PROD",
            "支持62个项目，其中：标杆22个，每个300万元，共计660万元；车间40个，每个145万元，共计5,800万元。",
        ),
        ("DATE-ORDER", "评价组于2025年3月10日进场，至2024年4月25日结束现场评价。"),
        ("UNIT-SLIP", "实际采购698.53万元。采购中，货物类213.46元，工程类352.07万元，服务类133.00万元。"),
        (
            "SUM-COUNT",
            "实施项目434个，分为三个方面：\n1.改造方向项目126个，其中贴息项目48个；\n2.培育方向项目188个；\n3.协同方向项目102个。\n",
        ),
    ],
)
def test_what_one_sentence_says_wrong(check, text):
    """Each is told by its own check."""
    assert "contradicted" in told(text, check)


@pytest.mark.parametrize(
    ("check", "text"),
    [
        ("RATIO-EXEC", "链主企业方向到位资金1,606.00万元，支出1,027.84万元，执行率仅64.00%，攻关周期较长。"),
        ("RATIO-GROWTH", "利润总额由上年的38.6亿元增加到43.1亿元，增长11.66%。"),
        ("XREF-SUBSET", "全县1,393张床位中护理型床位1,329张。"),
        ("XREF-SUBSET", "共320户中等收入家庭，新增412户；4所中心小学共有教师136名。"),
        (
            "PROD",
            "支持62个项目，其中：标杆22个，每个300万元，共计6,600万元；车间40个，每个145万元，共计5,800万元。",
        ),
        ("PROD", "培训300人，其中：线上100人，每人200元，共计6万元。"),
        ("DATE-ORDER", "评价组于2024年3月10日进场，至2025年4月25日结束现场评价。"),
        ("UNIT-SLIP", "实际采购485.09万元。办公用品213.46元，工程类352.07万元，服务类133.00万元。"),
        (
            "SUM-COUNT",
            "实施项目416个，分为三个方面：\n1.改造方向项目126个，其中贴息项目48个；\n2.培育方向项目188个；\n3.协同方向项目102个。\n",
        ),
    ],
)
def test_what_one_sentence_says_right(check, text):
    """The same with the arithmetic right, and with what only looks like it."""
    assert "contradicted" not in told(text, check)
