"""What the words before an amount are about: 年初预算 of one account is not that of the whole department."""

from __future__ import annotations

import pytest

from gouji import Document, check
from gouji.checks.reading.mentions.topics import Topic, topic_of

REPORT = (
    "清潭市林业局2024年度部门整体支出绩效自评报告\n\n一、预算收支情况\n\n"
    "2024年年初预算2186.40万元，年中追加212.60万元，调整后预算2399.00万元。全年支出2362.18万元。\n\n{}\n"
)

OTHERS = (
    "“三公”经费方面，年初预算38.60万元，全年支出29.85万元，为预算的77.33%。",
    "关于政府采购，年初预算320.00万元，全年支出288.60万元。",
    "培训费方面，年初预算26.40万元，全年支出21.30万元。",
    "在“三公”经费管理上，年初预算38.60万元，全年支出29.85万元。",
    "局属检测中心方面，年初预算486.00万元，全年支出452.10万元。",
    "信息化运维经费上，年初预算86.00万元，全年支出82.10万元。",
    "“三公”经费使用情况：年初预算38.60万元，全年支出29.85万元。",
    "（二）“三公”经费情况。年初预算38.60万元，全年支出29.85万元。",
    "（二）政府采购情况\n\n年初预算320.00万元，全年支出288.60万元。",
    "培训费方面，年初预算26.40万元。全年支出21.30万元。",
)

OWN = (
    "预算执行方面，年初预算2168.40万元。",
    "从预算执行情况看，年初预算2168.40万元。",
    "按照“收支两条线”要求，年初预算2168.40万元。",
    "经核实，2024年年初预算2168.40万元。",
    "收支方面，年初预算2168.40万元。",
)


def alarms(sentence: str) -> list[str]:
    report = check(Document.from_text(REPORT.format(sentence)))
    return [f.check for f in report.contradicted if f.severity in ("high", "medium", "low")]


@pytest.mark.parametrize("sentence", OTHERS)
def test_the_budget_of_one_account_is_not_that_of_all(sentence: str) -> None:
    """An owner in the clause or the heading before keeps 年初预算 and 全年支出 from the department's."""
    assert alarms(sentence) == []


@pytest.mark.parametrize("sentence", OWN)
def test_clauses_of_all_the_money_name_no_other(sentence: str) -> None:
    """2186.40 and 2168.40 are both the department's 年初预算."""
    assert "XREF-EQUAL" in alarms(sentence)


def test_a_topic_is_an_account_a_purse_or_something_else() -> None:
    """The account where one is named, the purse where one is, else nothing that can be compared."""
    assert topic_of("“三公”经费方面，年初预算") == Topic("三公经费")
    assert topic_of("一般公共预算方面，年初预算") == Topic(purse="一般公共预算")
    assert topic_of("局属检测中心方面，年初预算") == Topic()
    assert topic_of("截至2024年底，全年支出") is None
