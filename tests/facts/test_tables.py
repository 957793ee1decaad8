"""Amounts under their heads, indicators of the 自评表, rows of funds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.document import Document
from gouji.facts.tables import TableFacts, read_tables, squeeze
from gouji.figures import find_figures

SPENDING = """单位：万元
| 支出项目 | 年初预算数 | 全年执行数 |
| --- | --- | --- |
| 人员经费 | 120.50 | 118.20 |
| 公用经费 | 30.00 | 28.75 |
| 合计 | 150.50 | 146.95 |
"""
APPRAISAL = """| 一级指标 | 二级指标 | 三级指标 | 年度目标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析 |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 产出指标（50分） | 数量指标 | 巡查次数 | ≥48次 | 52次 | 20 | 20 |  |
|  | 质量指标 | 设施完好率 | ≥95% | 91% | 30 | 28 | 汛期损坏较多 |
| 总分 |  |  |  |  | 100 | 96 |  |
"""
FUNDS = """单位：万元
| 项目资金 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |
| --- | --- | --- | --- | --- |
| 年度资金总额 | 200.00 | 180.00 | 171.00 | 95.00% |
| 其中：省级补助 | 80.00 | 80.00 | 76.00 | 95.00% |
"""


def read(text: str) -> tuple[Document, TableFacts]:
    document = Document.from_text(text)
    return document, read_tables(document, find_figures(document))


def test_every_amount_has_the_names_of_its_row_and_column():
    """The row names the thing, the column the kind; the unit is the caption's."""
    _, tables = read(SPENDING)

    assert [(b.item, b.kind, b.number, b.unit) for b in tables.budgets] == [
        ("人员经费（年初预算数）", "budget", "120.50", "万元"),
        ("人员经费（全年执行数）", "expenditure", "118.20", "万元"),
        ("公用经费（年初预算数）", "budget", "30.00", "万元"),
        ("公用经费（全年执行数）", "expenditure", "28.75", "万元"),
        ("合计（年初预算数）", "budget", "150.50", "万元"),
        ("合计（全年执行数）", "expenditure", "146.95", "万元"),
    ]
    assert [b.stage for b in tables.budgets[:2]] == ["initial", "final"]


def test_with_one_column_of_money_the_row_alone_is_the_name():
    """人员经费, not 人员经费（金额）."""
    _, tables = read("| 项目 | 支出数（万元） |\n| --- | --- |\n| 人员经费 | 12.5 |\n| 办公费 | 3.1 |\n")

    assert [(b.item, b.kind) for b in tables.budgets] == [
        ("人员经费", "expenditure"),
        ("办公费", "expenditure"),
    ]


def test_the_evidence_is_the_row_up_to_the_amount():
    """Verbatim, from the row's head on."""
    document, tables = read(SPENDING)

    for budget in tables.budgets:
        (evidence,) = budget.evidence
        assert evidence.quote == document.text[evidence.start : evidence.end]
        assert evidence.quote.startswith(budget.item[:2])
        assert evidence.quote.endswith(budget.number)


def test_indicators_are_read_as_printed():
    """A blank level goes on from above, 总分 is no indicator, a blank cell is None."""
    _, tables = read(APPRAISAL)

    first, second = tables.indicators
    assert (first.level1, first.level2, first.name) == ("产出指标", "数量指标", "巡查次数")
    assert (first.target, first.actual, first.weight, first.score, first.reason) == (
        "≥48次",
        "52次",
        "20",
        "20",
        None,
    )
    assert (second.level1, second.score, second.reason) == ("产出指标", "28", "汛期损坏较多")


def test_funds_are_rows_of_figures():
    """The five numbers of a row of 项目资金, each as a figure."""
    _, tables = read(FUNDS)

    total, part = tables.funds
    assert (total.label, part.label) == ("年度资金总额", "其中：省级补助")
    assert total.budget is not None and total.budget.number == "180.00"
    assert total.executed is not None and total.executed.number == "171.00"
    assert total.execution_rate is not None and total.execution_rate.dimension == "percent"


def test_the_figures_that_were_read_are_named():
    """``read`` holds the index of each figure that stands in a budget, and no other."""
    document = Document.from_text(SPENDING)
    figures = find_figures(document)
    tables = read_tables(document, figures)

    assert {figures[index].start for index in tables.read} == {
        b.amount.start for b in tables.budgets if b.amount
    }


def test_words_inside_the_cell_are_the_name():
    """其中：中央补助 30 万元 in one cell names itself."""
    _, tables = read(
        "| 项目资金 | 金额 |\n| --- | --- |\n| 道路 | 其中：中央补助30万元 |\n| 桥梁 | 县级配套12万元 |\n"
    )

    assert [b.item for b in tables.budgets] == ["中央补助", "县级配套"]


def test_a_hidden_blank_in_a_head_is_nothing():
    """Line ends and blanks only lay out a head."""
    assert squeeze("年 初\n预 算　数") == "年初预算数"


@pytest.mark.parametrize(
    "text",
    [
        "| 项目 | 支出数 |\n| --- | --- |\n" + "| 甲 | 10万元 |\n" * 6000,
        "项目\t支出数\n" + "甲乙\t10万元\n" * 6000,
        "| " + "甲 | " * 1500 + "\n| " + "--- | " * 1500 + "\n| 甲 | " + "10万元 | " * 1499 + "\n",
        "| 甲 | 乙 |\n| --- | --- |\n| 丙 | " + "支出10万元、" * 3000 + " |\n| 丁 | 1 |\n",
        "| " + "甲" * 20_000 + " | 乙 |\n| --- | --- |\n| " + "（" * 20_000 + " | 10万元 |\n",
        "| 年度指标值 | 得分 | 执行数 |\n| --- | --- | --- |\n" + "| 年度指标值 | 得分 | 执行数 |\n| 1 | 2 | 3 |\n" * 1000,
    ],
    ids=["rows", "tabs", "columns", "one cell", "heads", "headers"],
)  # fmt: skip
def test_a_hostile_table_costs_no_more_than_its_length(text):
    """Thousands of rows, columns or amounts in one cell are read in seconds, with bounded quotations."""
    document = Document.from_text(text)
    figures = find_figures(document)
    begun = time.perf_counter()

    tables = read_tables(document, figures)

    assert time.perf_counter() - begun < 4
    assert sum(len(e.quote) for b in tables.budgets for e in b.evidence) < 450 * max(1, len(tables.budgets))


CELL = st.sampled_from(
    [
        "",
        "甲",
        "合计",
        "10",
        "3.5万元",
        "年初预算数",
        "全年执行数",
        "执行率",
        "得分",
        "年度指标值",
        "98%",
        "/",
    ]
)


@given(st.lists(st.lists(CELL, min_size=2, max_size=5), min_size=2, max_size=8))
@settings(max_examples=100, deadline=None)
def test_tables_of_any_shape_are_read_without_error(rows):
    """Ragged rows, blank cells, numbers for heads: quotations stay verbatim, indexes stay in range."""
    document, tables = read("".join("\t".join(row) + "\n" for row in rows))

    for budget in tables.budgets:
        assert budget.amount is not None
        for evidence in budget.evidence:
            assert evidence.quote == document.text[evidence.start : evidence.end]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(budget.item, budget.kind) for budget in read(text)[1].budgets]


def test_a_head_over_two_rows_without_merged_cells():
    """A blank beside an upper head belongs to it, one below a head to none; the upper word tells the kind."""
    text = """单位：万元

| 镇 | 下达资金 |  | 支出资金 |  | 执行率 |
| --- | --- | --- | --- | --- | --- |
|  | 省级 | 县级 | 省级 | 县级 |  |
| 柳河镇 | 80 | 20 | 76 | 19 | 95.00% |
| 合计 | 80 | 20 | 76 | 19 | 95.00% |
"""

    assert kinds(text) == [
        (f"{row}（{money}-{purse}）", kind)
        for row in ("柳河镇", "合计")
        for money, kind in (("下达资金", "budget"), ("支出资金", "expenditure"))
        for purse in ("省级", "县级")
    ]


def test_a_year_in_a_head_makes_no_value_of_it():
    """2023年决算数 is a head."""
    text = """单位：万元

| 项目 | 2022年决算数 | 2023年预算数 | 2023年决算数 | 单价 |
| --- | --- | --- | --- | --- |
| 会议费 | 3.2 | 4.0 | 3.8 | 0.2 |
"""

    assert kinds(text) == [
        ("会议费（2022年决算数）", "expenditure"),
        ("会议费（2023年预算数）", "budget"),
        ("会议费（2023年决算数）", "expenditure"),
        ("会议费（单价）", "other"),
    ]


def test_a_row_that_adds_up_lines_up_at_its_end():
    """合计 over two merged cells, one cell per line: the amounts still stand under their heads."""
    rows = [
        ("序号", "项目", "预算数", "执行数"),
        ("1", "路灯", "12.0", "11.5"),
        ("2", "井盖", "3.0", "2.5"),
        ("合计", "15.0", "14.0"),
    ]
    text = "单位：万元\n" + "\n\n".join("\n".join("\t" + cell for cell in row) for row in rows) + "\n"

    assert kinds(text)[-2:] == [("合计（预算数）", "budget"), ("合计（执行数）", "expenditure")]


def test_the_lines_above_tell_what_the_heads_do_not():
    """金额 under 发放情况如下 is spending, a sum is of the kind of its column."""
    text = """各镇补贴发放情况如下：（单位：元）

| 镇 | 人数 | 金额 |
| --- | --- | --- |
| 柳河镇 | 120 | 36,000 |
| 合计 | 120 | 36,000 |
"""

    assert [kind for _, kind in kinds(text)] == ["expenditure", "expenditure"]


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("分配金额", "budget"),
        ("拨付金额", "expenditure"),
        ("单位成本", "other"),
        ("计划投入", "budget"),
        ("已支付", "expenditure"),
    ],
)
def test_the_head_of_a_column_decides(column, kind):
    """Over what the row is for."""
    text = f"单位：万元\n\n| 用途 | {column} |\n| --- | --- |\n| 维护费 | 6.5 |\n"

    assert [kind for _, kind in kinds(text)] == [kind]


def test_earnings_of_people_are_no_budget_in_any_column():
    """户均增收 in the 自评表."""
    text = """| 三级指标 | 指标值 | 完成值 | 分值 | 得分 |
| --- | --- | --- | --- | --- |
| 农户户均增收 | ≥800元 | 850元 | 10 | 10 |
"""

    assert {kind for _, kind in kinds(text)} == {"other"}


def test_a_head_of_two_rows_tells_what_was_planned_spent_and_left():
    """调整后 is a budget and 结转 what is left, whatever the row is called."""
    _, tables = read(
        "单位：万元\n"
        "| 资金来源 | 预算安排 |  | 到位与支出 |  | 结转 |\n| --- | --- | --- | --- | --- | --- |\n"
        "|  | 年初 | 调整后 | 到位 | 支出 |  |\n"
        "| 省级资金 | 60.00 | 70.00 | 70.00 | 66.00 | 4.00 |\n"
        "| 县级资金 | 30.00 | 25.00 | 20.00 | 18.00 | 2.00 |\n"
    )

    assert [budget.kind for budget in tables.budgets] == [
        *("budget", "budget", "received", "expenditure", "carryover"),
    ] * 2
