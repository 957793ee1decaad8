"""A part of a count is not more than its whole; a group of people has one number."""

from __future__ import annotations

import pytest

from gouji import Document, check

TOO_MANY = (
    "全年组织见习4,820人，其中离校2年内未就业毕业生5,180人；发放补贴21,500人月。",
    "全年组织培训4,820人，其中60岁以上老人5,180人。",
    "全年组织见习4,820人。其中，高校毕业生5,180人，占比较高。",
    "全年组织见习4,820人（含高校毕业生5,180人）。",
    "全年购置设备36台，其中单价80万元以上的48台。",
)

FEWER = (
    "全年组织见习4,820人，其中离校2年内未就业毕业生3,180人；发放补贴21,500人月。",
    "全年组织见习4,820人、培训7,860人。其中高校毕业生5,180人。",
    "全年组织见习4,820人（不含高校毕业生5,180人）。",
    "全年组织见习4,820人；培训中，其中2期参训5,180人次。",
    "全年购置设备36台，其中单价80万元以上的8台。",
    "全年服务企业620家，其中新增25个园区的用工1,280人。",
)

TWICE = (
    "发放农村计划生育家庭奖励扶助{}，每人每年960元。\n\n三、效益情况\n\n{}农村奖励扶助对象得到实惠。",
    "救助农村困难供养对象{}，发放救助金。\n\n三、效益情况\n\n{}农村困难供养对象生活得到保障。",
)


def stated(sentence: str) -> list[str]:
    report = check(Document.from_text(f"云岭县惠民补助资金绩效自评报告\n\n二、产出情况\n\n{sentence}\n"))
    return [f.check for f in report.contradicted if f.severity in ("high", "medium", "low")]


@pytest.mark.parametrize("sentence", TOO_MANY)
def test_a_part_is_not_more_than_its_whole(sentence: str) -> None:
    """Figures in the name of a part, a new sentence and brackets do not hide it."""
    assert "XREF-SUBSET" in stated(sentence)


@pytest.mark.parametrize("sentence", FEWER)
def test_other_counts_may_be_larger(sentence: str) -> None:
    """Of two counts before nobody can say which is meant; 不含 is no part; other units are other things."""
    assert stated(sentence) == []


@pytest.mark.parametrize("text", TWICE)
def test_a_group_is_counted_once(text: str) -> None:
    """5,842人 in one place are 5,824名 in another; 计划生育 plans nothing."""
    assert "XREF-NEAR" in stated(text.format("5,842人", "5,824名"))
    assert stated(text.format("5,842人", "5,842名")) == []


def test_a_planned_number_may_differ() -> None:
    """计划扶助 and what was reached are two numbers."""
    text = "计划扶助农村独生子女家庭5,842人。\n\n三、效益情况\n\n实际完成扶助5,824名农村独生子女家庭成员。"
    assert stated(text) == []
