"""Rules of finance: FIN-ADJUST, FIN-BALANCE, FIN-BOUND, FIN-SANGONG, FIN-STAFF, UNIT-SLIP, ROUND-APPROX."""

from __future__ import annotations

import pytest

import gouji
from gouji.document import Document
from gouji.findings import Finding

TITLE = "山西省沁县审计局\n2024年度部门整体支出绩效自评报告\n\n"
FUND = "河南省水利厅\n2024年度小型水库管护专项资金绩效自评报告\n\n"


def findings(text: str, *ids: str, title: str = TITLE) -> list[Finding]:
    report = gouji.check(Document.from_text(title + text, name="report"))
    return [finding for finding in report.findings if finding.check in ids]


def said(text: str, *ids: str, title: str = TITLE) -> list[tuple[str, str]]:
    return [(finding.status, finding.expression) for finding in findings(text, *ids, title=title)]


def test_adjustment_of_every_class():
    """年初 + 追加 = 调整后 holds for 基本支出 and 项目支出 as for the total."""
    text = """一、预算调整情况
年初批复预算{total}万元，其中：基本支出120.50万元、项目支出79.50万元。
年中追加预算50.00万元，其中：基本支出10.00万元、项目支出40.00万元。
调整后预算250.00万元，其中：基本支出130.50万元、项目支出{project}万元。
"""
    assert said(text.format(total="200.00", project="119.50"), "FIN-ADJUST") == [
        ("confirmed", "200.00 + 50.00 = 250.00"),
        ("confirmed", "120.50 + 10.00 = 130.50"),
        ("confirmed", "79.50 + 40.00 = 119.50"),
    ]
    assert ("contradicted", "79.50 + 40.00 = 119.50 ≠ 191.50") in said(
        text.format(total="200.00", project="191.50"), "FIN-ADJUST"
    )


def test_adjustment_in_the_rows_of_a_table():
    """Columns 年初预算, 调减 and 调整后预算 are read row by row."""
    text = """一、预算调整情况
单位：万元
| 项目 | 年初预算 | 追加 | 调减 | 调整后预算 |
| --- | --- | --- | --- | --- |
| 经济责任审计 | 60.00 | 12.00 | 5.00 | 67.00 |
| 投资审计 | 40.00 | 8.00 | 2.00 | 64.00 |
"""
    assert said(text, "FIN-ADJUST") == [
        ("confirmed", "60.00 + 12.00 − 5.00 = 67.00"),
        ("contradicted", "40.00 + 8.00 − 2.00 = 46.00 ≠ 64.00"),
    ]


def test_balance_over_sections():
    """Opening, income, expenditure and closing of one purse in four sections."""
    text = """一、部门整体收入情况
2024年部门收入合计{income}万元。
二、部门整体支出情况
2024年部门整体支出380.00万元。
三、部门整体结转结余情况
年初结转和结余20.00万元。年末结转和结余40.00万元。
"""
    assert said(text.format(income="400.00"), "FIN-BALANCE") == [
        ("confirmed", "20.00 + 400.00 − 380.00 = 40.00")
    ]
    (wrong,) = findings(text.format(income="404.00"), "FIN-BALANCE")
    assert (wrong.status, wrong.impact) == ("contradicted", ("结转结余",))


def test_balance_with_what_was_distributed():
    """结余分配 that is printed is a term of the balance."""
    text = (
        "一、收支情况\n年初结转和结余30.00万元，本年收入500.00万元，本年支出470.00万元，"
        "结余分配15.00万元，年末结转和结余{closing}万元。\n"
    )
    assert said(text.format(closing="45.00"), "FIN-BALANCE")[0][0] == "confirmed"
    assert said(text.format(closing="60.00"), "FIN-BALANCE")[0][0] == "contradicted"


@pytest.mark.parametrize(
    ("spent", "status"), [("14.20", "confirmed"), ("15.00", "confirmed"), ("15.80", "contradicted")]
)
def test_no_more_than_the_budget(spent, status):
    """三公经费 spent on a budget; more than it is over the budget."""
    text = f"一、“三公”经费情况\n“三公”经费预算15.00万元，实际支出{spent}万元。\n"
    (found,) = findings(text, "FIN-BOUND")
    assert found.status == status
    assert found.impact == (("超预算",) if status == "contradicted" else ())


def test_a_bound_that_is_left_open():
    """Money carried in or added without saying how much leaves the bound open."""
    text = "一、资金情况\n预算资金100.00万元，部分使用上年结转。全年支出108.00万元。\n"
    assert "contradicted" not in [status for status, _ in said(text, "FIN-BOUND")]


SANGONG = """一、“三公”经费情况
| 项目 | 2023年决算数（万元） | 2024年决算数（万元） |
| --- | --- | --- |
| “三公”经费 | 9.50 | {total} |
| 因公出国（境）费 | 0 | 0 |
| 公务用车购置及运行维护费 | 6.00 | 5.40 |
| 公务接待费 | 3.50 | 3.10 |
"""


def test_sangong_in_a_table():
    """The parts of 三公经费 are added up year by year."""
    assert said(SANGONG.format(total="8.50"), "FIN-SANGONG") == [
        ("confirmed", "0 + 6.00 + 3.50 = 9.50"),
        ("confirmed", "0 + 5.40 + 3.10 = 8.50"),
    ]
    assert ("contradicted", "0 + 5.40 + 3.10 = 8.50 ≠ 8.80") in said(
        SANGONG.format(total="8.80"), "FIN-SANGONG"
    )


def test_sangong_with_its_halves():
    """公务用车购置 and 公务用车运行 stand for the cost of cars; a part that is missing leaves the sum open."""
    text = (
        "一、“三公”经费情况\n“三公”经费支出12.00万元。因公出国（境）费0万元，公务用车购置费5.00万元，"
        "公务用车运行维护费4.00万元{rest}。\n"
    )
    assert said(text.format(rest="，公务接待费3.00万元"), "FIN-SANGONG")[0][0] == "confirmed"
    assert said(text.format(rest="，公务接待费2.00万元"), "FIN-SANGONG")[0][0] == "contradicted"
    assert said(text.format(rest=""), "FIN-SANGONG")[0][0] == "undetermined"


@pytest.mark.parametrize(
    ("text", "said_of"),
    [
        ("核定编制19名，年末在职在编人员21人。", [("contradicted", "21人 > 19名")]),
        ("核定编制19名，年末在职在编人员18人，另聘用人员6人。", [("confirmed", "18人 ≤ 19名")]),
        ("行政编制12名、事业编制9名，实有在职人员20人。", [("confirmed", "20人 ≤ 12名 + 9名")]),
        ("核定编制19名，聘用人员25人。", []),
        ("年末在职人员21人。", []),
    ],
)
def test_staff_and_posts(text, said_of):
    """In post against posts; hired staff are not counted, and without posts nothing is said."""
    assert said(f"一、机构人员\n{text}\n", "FIN-STAFF") == said_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("商品和服务支出350.78万元、工资福利支出237.07元、资本性支出24.00万元。", True),
        ("商品和服务支出350.78万元、工资福利支出237.07万元、资本性支出24.00万元。", False),
        ("商品和服务支出350.78万元、工资福利支出237.07万元、资本性支出0元。", False),
        ("补助农户350.78万元、村集体237.07万元，每户补助500元。", False),
        ("补助农户350.78万元、村集体237.07万元，人均标准860元。", False),
        ("工资福利支出350780元、商品和服务支出237070元、资本性支出24.00万元。", False),
        ("补助农户350.78万元、村集体237.07万元，另发放慰问金36000元。", False),
    ],
)
def test_a_unit_among_others(text, found):
    """元 among 万元 is a slip where the number is of the others' size; nil, prices and full amounts are not."""
    wrong = findings(f"一、支出情况\n按经济分类：{text}\n", "UNIT-SLIP")
    assert [(f.status, f.severity) for f in wrong] == ([("contradicted", "high")] if found else [])


@pytest.mark.parametrize(
    ("rough", "status", "severity"),
    [
        ("近25亿元", "confirmed", "info"),
        ("超过20亿元", "confirmed", "info"),
        ("逾26亿元", "contradicted", "low"),
        ("约15亿元", "contradicted", "low"),
        ("2.48亿元", None, None),
        ("24.7亿元", "contradicted", "info"),
    ],
)
def test_said_roughly(rough, status, severity):
    """A rounded amount covers the exact one of the same name; one that is cut off is told as information."""
    text = (
        "一、效益情况\n水库灌区新增农业产值248,150.90万元。\n"
        f"二、自评结论\n全年水库灌区新增农业产值{rough}，效益明显。\n"
    )
    found = findings(text, "ROUND-APPROX", title=FUND)
    assert [(f.status, f.severity) for f in found] == ([(status, severity)] if status else [])
