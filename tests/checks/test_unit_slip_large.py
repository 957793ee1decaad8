"""UNIT-SLIP on one amount in 万元 among amounts in 元."""

from __future__ import annotations

import pytest

import gouji
from gouji.checks.unit_slip import slips
from gouji.document import Document

_HEAD = "项目支出4,612,480.00元，包括：水泵购置2,267,000.00元；管道安装1,624,300.00元；"


def found(text: str) -> list[str]:
    report = gouji.check(Document.from_text(text, name="report"), checks=[slips])
    return [finding.status for finding in report.findings]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        (f"{_HEAD}电力增容512,180.00万元；监理148,000.00元；检测61,000.00元。", ["contradicted"]),
        (f"{_HEAD}电力增容512,180.00元；监理148,000.00元；检测61,000.00元。", []),
        (f"{_HEAD}电力增容51.22万元；监理148,000.00元；检测61,000.00元。", []),
        (
            "补助资金其中：高山镇96,400元、柳林镇88,200元、白沙镇91,500万元、青石镇72,300元。",
            ["contradicted"],
        ),
        ("全县投入91,500万元。高山镇发放96,400元、柳林镇88,200元、青石镇72,300元。", []),
        ("其中：高山镇96,400元、白沙镇91,500万元。", []),
        ("其中：高山镇96,400元、柳林镇88,200元、青石镇72,300元、白沙镇约91,500万元。", []),
        ("其中：高山镇9.64万元、柳林镇8.82万元、青石镇72,300元、白沙镇9.15万元。", []),
        ("其中：每户补助2,000元、每人500元、每亩300元、总投资1,500万元。", []),
    ],
)
def test_ten_thousands_among_amounts_in_yuan(text, statuses):
    """The number is of the others' size when it is read in 元, and far larger than all when not."""
    assert [status for status in found(text) if status == "contradicted"] == statuses
