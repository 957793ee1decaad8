"""Rates and their bases: who passed and who failed, this year's and another's, formulas, items, plans."""

from __future__ import annotations

import pytest

import gouji
from gouji.checks.prod import products
from gouji.checks.ratio_done import completion
from gouji.checks.ratio_exec import execution_rate
from gouji.checks.ratio_growth import growth
from gouji.checks.ratio_share import share
from gouji.document import Document
from gouji.findings import Check

HEAD = "白石县商务局2024年度项目支出绩效自评报告\n\n"


def statuses(check: Check, text: str) -> list[str]:
    findings = gouji.check(Document.from_text(HEAD + text, name="report"), checks=[check]).findings
    return [finding.status for finding in findings]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("检验后合格3,120批次，不合格80批次，合格率97.50%。", ["confirmed"]),
        ("抽检合格3,120批次，不合格80批次，合格率96.50%。", ["contradicted"]),
        ("合格产品3,120批次，不合格产品80批次，合格率97.50%。", ["confirmed"]),
        ("通过考试585人，未通过15人，通过率97.50%。", ["confirmed"]),
        ("送检3,200批次，不合格80批次，合格率97.50%。", ["confirmed"]),
        ("参加就业培训800人，未就业20人，就业率97.50%。", ["confirmed"]),
        ("送检3,200批次，不合格80批次，合格率95.70%。", ["contradicted"]),
    ],
)
def test_those_who_passed_are_no_whole(text, status):
    """What passed and what failed make the whole between them; what was tested is the whole by itself."""
    assert statuses(completion, text) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("2022年服务400人，2023年扩大到600人，2024年较上年增加150人，增长25.00%。", ["confirmed"]),
        ("2022年接待400批次，2023年接待600批次，2024年增长12.00%。", []),
        ("2022年接待400批次，2023年接待600批次，增长50.00%。", ["confirmed"]),
        ("2023年接待400批次，2024年接待600批次，2024年增长40.00%。", ["contradicted"]),
        ("2023年接待400批次，2024年接待600批次，较2023年增长40.00%。", ["contradicted"]),
    ],
)
def test_a_rate_of_a_later_year_is_of_neither(text, status):
    """A year that is named behind both amounts is compared with the year before it."""
    assert statuses(growth, text) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("2022年首批服务对象为500人，2024年扩面。\n\n全年抽查200人，占服务对象的20.00%。", {"undetermined"}),
        ("2024年服务对象为1,000人。\n\n全年抽查200人，占服务对象的25.00%。", {"contradicted"}),
        ("2024年服务对象为1,000人。\n\n全年抽查200人，占服务对象的20.00%。", {"confirmed"}),
        ("全县服务对象为1,000人。\n\n全年抽查200人，占服务对象的25.00%。", {"contradicted"}),
    ],
)
def test_an_amount_of_another_year_is_no_base(text, status):
    """A whole that names another year than the report does not contradict a share."""
    assert set(statuses(share, text)) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("年初预算数640.00万元，预算调整数32.00万元，预算调整率（预算调整数÷年初预算数）为5.00%。", ["confirmed"]),
        ("年初预算640.00万元，预算调整数32.00万元，预算调整率（预算调整数/年初预算数×100%）为5.40%。", ["contradicted"]),
        ("2024年年初部门预算640.00万元。预算调整额32.00万元，预算调整率（即预算调整数÷年初预算数）为5.40%。", ["contradicted"]),
        ("补贴率（补贴额÷购机款）为31.00%，补贴额90.00万元，购机款300.00万元。", ["contradicted"]),
        ("年初预算数640.00万元，预算调整率（预算调整数÷年初预算数）为5.40%。", []),
        ("年初预算数640.00万元，年初预算数650.00万元，预算调整数32.00万元，预算调整率（预算调整数÷年初预算数）为5.40%。", []),
        ("年初预算数640.00万元，预算调整数32.00万元，预算调整率（见附表）为5.40%。", []),
    ],
)  # fmt: skip
def test_a_formula_in_brackets_names_both_amounts(text, status):
    """Each term must be printed with one value; a bracket without a formula says nothing."""
    assert statuses(share, text) == status


ITEMS = "资金安排：古井修缮工程240.00万元，步道建设工程160.00万元。\n\n"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (ITEMS + "其中古井修缮工程支出180.00万元，占调整后预算的75.00%。", ["confirmed"]),
        (ITEMS + "其中古井修缮工程支出180.00万元，占全年预算的85.00%。", ["contradicted"]),
        (ITEMS + "其中古井修缮工程支出180.00万元，占计划的85.00%。", ["contradicted"]),
        (ITEMS + "其中道路养护工程支出180.00万元，占计划的85.00%。", ["undetermined"]),
        (ITEMS + "其中古井修缮工程支出180.00万元，占年初预算的85.00%。", []),
    ],
)
def test_the_budget_of_an_item_bears_its_name(text, status):
    """占调整后预算 is of what the item was given; the opening budget may be another amount."""
    assert statuses(share, text) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("计划购置教学仪器及设备4,000台。\n\n全年购置教学仪器及设备3,900台，完成率102.56%。", ["contradicted"]),
        ("计划购置教学仪器及设备4,000台。\n\n全年购置教学仪器及设备3,900台，完成率97.50%。", ["confirmed"]),
        ("计划购置教学仪器及设备4,000台（套）。\n\n全年购置教学仪器及设备3,900台（套），完成率97.50%。", ["confirmed"]),
        ("计划购置教学仪器及设备4,000台。\n\n全年购置教学仪器及设备3,900台，完成率90%。", []),
    ],
)  # fmt: skip
def test_a_completion_turned_round_is_told(text, status):
    """The plan over what was done is no completion rate; any other gap is left alone."""
    assert statuses(completion, text) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("计划改造20个，实际完成23个，每个定额补助16万元，共计补助358万元。", ["contradicted"]),
        ("计划改造20个，实际完成23个，每个定额补助16万元，共计补助368万元。", ["confirmed"]),
        ("目标任务20个，完成23个，每个补助16万元，共计补助368万元。", ["confirmed"]),
        ("计划改造20个，每个补助16万元，共计补助320万元。", ["confirmed"]),
    ],
)
def test_what_was_done_is_paid_for(text, status):
    """Where the number planned and the number done are printed, the price is taken times the latter."""
    assert statuses(products, text) == status


def test_a_fund_row_is_held_against_what_came_in():
    """A table of 计划, 到位 and 执行 has no budget: the rate is of what was received."""
    rows = (
        "| 级次 | 计划数（万元） | 到位数（万元） | 执行数（万元） | 执行率 |",
        "| --- | --- | --- | --- | --- |",
    )
    text = "\n".join(
        (
            *rows,
            "| 省级资金 | 800.00 | 640.00 | 480.00 | 75.00% |",
            "| 市级资金 | 500.00 | 400.00 | 300.00 | 78.00% |",
        )
    )
    assert statuses(execution_rate, text) == ["confirmed", "contradicted"]


def test_the_last_semicolon_opens_another_list():
    """A share is of the whole that its own 其中 takes apart, not of that of an earlier list."""
    text = "养老机构20家，其中公办8家，民办12家；床位3,000张，其中护理型床位1,800张，占{}。"
    assert statuses(share, text.format("60.00%")) == ["confirmed"]
    assert statuses(share, text.format("62.00%")) == ["contradicted"]
