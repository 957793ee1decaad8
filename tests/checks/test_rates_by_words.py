"""Rates whose target, base or sign must be read from words that stand in another clause or sentence."""

from __future__ import annotations

import pytest

import gouji
from gouji.checks.ratio_done import completion
from gouji.checks.ratio_exec import execution_rate
from gouji.checks.ratio_growth import growth
from gouji.checks.ratio_received import received_rate
from gouji.checks.ratio_unitcost import unit_cost
from gouji.document import Document
from gouji.findings import Check


def statuses(check: Check, text: str) -> list[str]:
    findings = gouji.check(Document.from_text(text, name="report"), checks=[check]).findings
    return [finding.status for finding in findings]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("改灶目标3,000户，实际完成3,150户，完成率105.00%。", ["confirmed"]),
        ("实际完成3,150户，目标3,000户，完成率105.00%。", ["confirmed"]),
        ("改灶目标3,000户，实际完成3,150户，完成率105%。", ["confirmed"]),
        ("改灶目标3,000户，实际完成3,150户，完成率115%。", ["contradicted"]),
        ("计划清淤300处，实际完成285处，完成率105.26%。", ["contradicted"]),
        ("任务数320场，开展352场，完成率112.00%。", ["contradicted"]),
        ("全年新开工渠道1,842米，为目标数1,800米的102.33%。", ["confirmed"]),
        ("全年新开工厂房1,842套，为目标数1,800套的103.33%。", ["contradicted"]),
        ("改灶目标3,000户，实际完成3,150户，超额完成5.00%。", ["confirmed"]),
        ("改灶目标3,000户，实际完成3,150户，超目标5.50%。", ["contradicted"]),
        ("抽查样品1,200批次，检出不合格18批次，合格率98.50%。", ["confirmed"]),
        ("发放问卷640份，收回628份，回收率98.13%，其中表示满意的601份，满意度95.70%。", ["confirmed", "confirmed"]),
        ("共有学员1,200人，参训1,150人，合格1,104人，合格率96.00%。", ["confirmed"]),
    ],
)  # fmt: skip
def test_the_target_is_read_from_its_words(text, status):
    """Also where it is the larger of the two, stands behind, or is exceeded."""
    assert statuses(completion, text) == status


def test_a_whole_further_off_confirms_only():
    """The inspected part of a count that another section prints."""
    text = "全旗共完成改灶3,150户。\n\n二、管理情况\n\n实际抽验1,103户，抽验率{}%。"
    assert statuses(completion, text.format("35.02")) == ["confirmed"]
    assert "contradicted" not in statuses(completion, text.format("38.44"))


LIST = (
    "全年实施项目3个，支出2,665.57万元，分别为：农村饮水工程1,124.60万元、中小河流治理工程812.35万元、"
    "小型水库维修养护728.62万元。其中，农村饮水工程全年预算1,180.00万元，执行率{}%；"
    "中小河流治理工程全年预算960.00万元，执行率{}%，主要是征地影响。"
)


def test_what_was_spent_stands_in_a_list_above():
    """The budget is beside the rate, the expenditure bears the same name in a list of money spent."""
    assert statuses(execution_rate, LIST.format("95.31", "84.62")) == ["confirmed", "confirmed"]
    assert statuses(execution_rate, LIST.format("95.31", "88.62")) == ["confirmed", "contradicted"]


def test_the_budget_of_an_item_stands_above():
    """1.某某项目 repeats the name under which a list of budgets prints its amount."""
    text = (
        "预算安排如下：\n\n1.农村改灶补助480.00万元；\n\n2.沼气池维护360.00万元。\n\n三、支出情况\n\n"
        "1.农村改灶补助项目。完成改灶3,150户，支出4,725,000.00元，执行率98.44%。"
    )
    assert "confirmed" in statuses(execution_rate, text)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("全年预算120.00万元；实际支出113.40万元；执行率94.50%。", ["confirmed"]),
        ("资金下达850万元，实际支付799.00万元，支付率为94.50%。", ["contradicted"]),
        ("年初预算120.00万元，全年支出113.40万元，预算完成率为95.40%。", ["contradicted"]),
        ("乙项目预算200.00万元，支出188.00万元，执行率94.00%；丙项目执行率为100%。", ["confirmed", "undetermined"]),
    ],
)  # fmt: skip
def test_an_execution_rate_over_semicolons(text, status):
    """A rate alone behind a semicolon is of the two amounts before it, not that of another project."""
    assert statuses(execution_rate, text) == status


@pytest.mark.parametrize(
    ("rate", "status"),
    [("97.81", "confirmed"), ("98.71", "contradicted")],
)
def test_the_base_of_received_funds_stands_in_another_section(rate, status):
    """全市资金合计到位 … is held against the one budget of that size."""
    text = (
        "2023年下达资金23,966万元，省级配套3,420万元，市县安排5,614万元，全市资金预算总额为33,000万元。\n\n"
        f"市县资金应到位5,614万元，实际到位4,890.5万元，到位率87.11%。全市资金合计到位32,276.5万元，总体到位率{rate}%。"
    )
    assert statuses(received_rate, text) == ["confirmed", status]


NAMED = (
    "全年平均在校学生11,837人，其中：小学生7,964人。\n\n受人口影响，2024年平均在校学生较2023年的12,304人{}%。"
)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (NAMED.format("下降3.80"), ["confirmed"]),
        (NAMED.format("增长3.80"), ["contradicted"]),
        (NAMED.format("增长9.80"), []),
        ("2022年全州改造泵站98个，2023年计划数较上年增加28个，增长28.57%。", ["confirmed"]),
        ("与2022年下达的21,450万元相比，增加2,516万元，增长11.37%，主要投向泵站改造。", ["contradicted"]),
        ("在校生由2022年的1,230人增加到2023年的1,180人，增长4.07%。", ["contradicted"]),
        ("全年接待游客12.6万人次，上年为11.2万人次，同比下降12.50%。", ["contradicted"]),
    ],
)
def test_the_sign_and_the_base_of_a_change(text, status):
    """This year's value under the same name further above; the amount of the change over what was before."""
    assert statuses(growth, text) == status


def test_an_average_of_an_amount_further_off():
    """户均 with four digits, of an amount in another section and a number in its own."""
    text = "老旧泵站16,580万元、渠系2,260万元。\n\n涉及居民21,480户。资金按户折算，户均补助{}元。"
    assert statuses(unit_cost, text.format("7,718.81")) == ["confirmed"]
    assert statuses(unit_cost, text.format("7,918.81")) == []


def test_an_average_of_the_one_amount_beside_it_is_medium():
    """With one amount and one number in the sentence its base is stated; with more it is low."""
    text = "投入35.2万元培训骨干440人，人均820元。"
    found = gouji.check(Document.from_text(text, name="report"), checks=[unit_cost]).findings
    assert [(finding.status, finding.severity) for finding in found] == [("contradicted", "medium")]
