"""XREF-NEAR on rates: one rate that two chapters print with two digits crossed."""

from __future__ import annotations

import pytest

import gouji
from gouji.checks.xref_near import near
from gouji.document import Document

TEXT = "全年可用资金4,014.39万元，实际支出3,948.57万元，预算执行率98.36%。\n\n{}\n\n三、存在问题\n"


def statuses(line: str) -> list[str]:
    text = TEXT.format(line)
    return [f.status for f in gouji.check(Document.from_text(text, name="report"), checks=[near]).findings]


@pytest.mark.parametrize(
    "line",
    ["全年预算执行率96.38%，资金使用总体规范。", "2024年预算执行率为93.86%。", "本年预算执行率仅89.36%。"],
)
def test_one_rate_with_two_digits_crossed(line):
    """The name of the one is the end of the other's, and nothing confirms the second."""
    assert statuses(line) == ["contradicted"]


@pytest.mark.parametrize(
    "line",
    [
        "预算执行率高于96.38%的考核要求。",
        "预算执行率比全市平均执行率96.38%高1.98个百分点。",
        "上年预算执行率96.38%。",
        "目标完成率96.38%。",
        "预算执行率97.36%。",
    ],
)
def test_rates_that_are_two(line):
    """An aim, an average, last year's, another rate, and one that differs by one digit alone."""
    assert statuses(line) == []
