"""One quantity, several places: XREF-EQUAL, XREF-SUBSET, XREF-SCOPE, XREF-NAME and SUM-CROSS."""

from __future__ import annotations

import pytest

import gouji
from gouji.document import Document
from gouji.findings import Finding

TITLE = "湖北省竹山县统计局\n2023年度部门整体支出绩效自评报告\n\n"
PROJECT = "重庆市城口县林业局\n2023年度森林防火项目绩效自评报告\n\n"


def findings(text: str, *ids: str, title: str = TITLE) -> list[Finding]:
    report = gouji.check(Document.from_text(title + text, name="report"))
    return [finding for finding in report.findings if finding.check in ids]


def said(text: str, *ids: str, title: str = TITLE) -> list[tuple[str, str]]:
    return [(finding.status, finding.expression) for finding in findings(text, *ids, title=title)]


TWICE = """一、部门整体收支情况
2023年本年收入合计{first}，其中：财政拨款收入300.00万元、其他收入112.36万元。
二、结转结余情况
2023年全年总收入{second}。
"""


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("412.36万元", "412.36万元", "confirmed"),
        ("412.36万元", "412.37万元", "tail"),
        ("412.36万元", "412.4万元", "tail"),
        ("412.36万元", "421.36万元", "contradicted"),
        ("412.36万元", "412.36元", "contradicted"),
    ],
)
def test_one_quantity_has_one_value(first, second, status):
    """The same account, purse, stage and year: equal, apart by a rounding tail, or in contradiction."""
    (found,) = findings(TWICE.format(first=first, second=second), "XREF-EQUAL")
    assert found.status == status
    assert found.severity == ("high" if status == "contradicted" else "info")
    assert (found.scope.account, found.scope.scope, found.scope.period) == ("合计", "部门整体", "2023")


@pytest.mark.parametrize(
    "text",
    [
        "一、预算情况\n年初部门预算500.00万元。\n二、支出情况\n调整后预算620.00万元，全年支出610.00万元。\n",
        "一、部门整体支出情况\n2023年部门整体支出90.00万元，2022年部门整体支出80.00万元。\n",
        "一、部门整体支出情况\n基本支出90.00万元。\n二、一般公共预算支出情况\n基本支出80.00万元。\n",
        "一、支出情况\n全年支出500.00万元。\n二、下属单位\n县统计调查队全年支出80.00万元。\n",
        "一、支出情况\n全年支出500.00万元。\n二、项目情况\n在三个镇开展抽样调查，支出30.00万元用于劳务。\n",
        "一、支出情况\n培训费12.00万元。\n二、项目情况\n经济普查项目培训费3.00万元。\n",
        "一、资金情况\n第一批下达资金50.00万元。\n全年下达资金80.00万元。\n",
        "一、支出情况\n人均补助标准300元，全年补助900元。\n",
    ],
)
def test_what_is_not_the_same_quantity(text):
    """Another stage, year, purse, body, project, batch, or a price: nothing is held against it."""
    assert not [status for status, _ in said(text, "XREF-EQUAL", "SUM-CROSS") if status == "contradicted"]


def test_the_value_most_often_printed_is_the_reference():
    """Two against one: the odd one is named, with the other places beside it."""
    text = """一、部门整体支出情况
2023年部门整体支出700.00万元。
二、支出总体情况
全年总支出705.00万元，按性质分类。
三、部门整体支出绩效情况
部门整体支出705.00万元。
"""
    wrong = [f for f in findings(text, "XREF-EQUAL") if f.status == "contradicted"]
    assert [f.expression for f in wrong] == ["705.00 ≠ 700.00"]
    assert [o.role for o in wrong[0].operands] == ["mention", "reference", "also"]


def test_a_damaged_account_is_known():
    """A wrong character in 对个人和家庭的补助 and a dropped one in 其他收入 do not hide the account."""
    text = """一、一般公共预算支出情况
一般公共预算支出按经济分类：工资福利支出80.10万元、对所人和家庭的补助15.20万元。
对个人和家庭的补助支出12.20万元，主要是抚恤金。
"""
    assert ("contradicted", "15.20 ≠ 12.20") in said(text, "XREF-EQUAL")


def test_a_project_named_again():
    """A project's expenditure in the list and in its own paragraph is one quantity, of medium weight."""
    text = """一、支出情况
项目支出260.00万元，其中：人口抽样调查160.00万元、名录库维护更新100.00万元。
二、主要工作
人口抽样调查项目支出106.00万元，覆盖全县。
"""
    wrong = [f for f in findings(text, "XREF-EQUAL") if f.status == "contradicted"]
    assert [(f.expression, f.severity) for f in wrong] == [("160.00 ≠ 106.00", "medium")]


FORM = """一、资金情况
2023年森林防火项目预算资金{budget}万元，全年支出80.00万元。
附件：项目支出绩效自评表
| 资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |
| --- | --- | --- | --- | --- |
| 年度资金总额 | 90.00 | 100.00 | 80.00 | 80.00% |
"""


@pytest.mark.parametrize(
    ("budget", "status"), [("100.00", "confirmed"), ("90.00", "confirmed"), ("110.00", "contradicted")]
)
def test_a_budget_without_its_stage(budget, status):
    """The budget in prose is that of the table, as first approved or as adjusted."""
    found = [
        f
        for f in findings(FORM.format(budget=budget), "XREF-EQUAL", title=PROJECT)
        if f.operands[0].text == f"{budget}万元"
    ]
    assert [f.status for f in found] == [status]


@pytest.mark.parametrize(
    ("text", "status", "expression"),
    [
        ("共征集作品{a}部，遴选了60部作品展播。", "confirmed", "60 ≤ 107"),
        ("共征集作品{b}部，遴选了60部作品展播。", "contradicted", "60 > 50"),
        ("总参训人数为86人，参训人次达240人次。", "confirmed", "86人 ≤ 240人次"),
        ("总参训人数为860人，参训人次达240人次。", "contradicted", "860人 > 240人次"),
        ("全年巡查260场，其中夜间巡查206场。", "confirmed", "206 ≤ 260"),
        ("全年巡查206场，其中夜间巡查260场。", "contradicted", "260 > 206"),
    ],
)
def test_a_part_does_not_exceed_its_whole(text, status, expression):
    """What was chosen, persons of person-times, the one part behind 其中."""
    body = "一、主要工作\n" + text.format(a=107, b=50) + "\n"
    assert (status, expression) in said(body, "XREF-SUBSET")


def test_mainly_is_a_part():
    """主要为 proves no sum and still is a part: more than the whole cannot be."""
    kept = "一、其他资金收支情况\n其他支出14.46万元，主要为人才支持经费14.40万元。\n"
    assert ("confirmed", "14.40 ≤ 14.46") in said(kept, "XREF-SUBSET")
    assert ("contradicted", "15.40 > 14.46") in said(kept.replace("14.40", "15.40"), "XREF-SUBSET")


SECTIONS = """一、部门整体支出情况
2023年部门整体支出1,711.91万元。
二、一般公共预算支出情况
一般公共预算支出{general}万元。
三、其他资金收支情况
其他资金本年支出14.46万元。
"""


def test_purses_add_up_over_sections():
    """The purses of two sections make the whole department."""
    assert said(SECTIONS.format(general="1,697.45"), "SUM-CROSS") == [
        ("confirmed", "1697.45 + 14.46 = 1711.91")
    ]
    assert said(SECTIONS.format(general="1,679.45"), "SUM-CROSS")[0][0] == "contradicted"


def test_two_values_block_a_sum_over_sections():
    """Where an addend is printed with two values the contradiction is theirs, and the sum is left open."""
    text = SECTIONS.format(general="1,679.45") + "四、决算情况\n一般公共预算支出1,697.40万元。\n"
    assert [status for status, _ in said(text, "XREF-EQUAL")] == ["contradicted"]
    (blocked,) = findings(text, "SUM-CROSS")
    assert blocked.status == "undetermined"
    assert "前后不一致" in blocked.message_zh


def test_figures_that_move_to_another_purse():
    """Three accounts with all their amounts printed again under a purse that excludes the first."""
    text = """一、一般公共预算支出情况
工资福利支出103.25万元、商品和服务支出241.18万元、资本性支出115.72万元。
二、政府性基金预算支出情况
工资福利支出103.25万元、商品和服务支出241.18万元、资本性支出{other}万元。
"""
    (found,) = findings(text.format(other="115.72"), "XREF-SCOPE")
    assert (found.status, found.severity) == ("contradicted", "low")
    assert findings(text.format(other="118.72"), "XREF-SCOPE") == []


def test_the_project_of_the_table():
    """A table that names quite another project is told as information."""
    table = """一、概况
森林防火项目按期完成。
| 项目名称 | {name} |
| --- | --- |
| 主管部门 | 城口县林业局 |
"""
    own = findings(table.format(name="森林防火能力建设"), "XREF-NAME", title=PROJECT)
    other = findings(table.format(name="校车运营补贴"), "XREF-NAME", title=PROJECT)
    assert [f.status for f in own] == ["confirmed"]
    assert [(f.status, f.severity) for f in other] == [("contradicted", "info")]


ALIGNED = """一、支出情况
全年支出416.20万元，其中：城关林场160.10万元、北坡林场120.60万元、庙坝林场{first}万元。
二、拨付情况
单位：万元
| 承担单位 | 拨付金额 |
| --- | --- |
| 城关林场 | 160.10 |
| 北坡林场 | {north} |
| 庙坝林场 | 135.50 |
"""


def test_two_lists_of_the_same_items():
    """A list of what was paid and one of what was spent agree in all but one item: that one has two values."""
    differs = [
        f.expression
        for f in findings(ALIGNED.format(first="153.50", north="120.60"), "XREF-EQUAL")
        if f.status == "contradicted"
    ]
    assert differs == ["135.50 ≠ 153.50"] or differs == ["153.50 ≠ 135.50"]
    other = findings(ALIGNED.format(first="130.00", north="118.00"), "XREF-EQUAL")
    assert [f for f in other if f.status == "contradicted"] == []
