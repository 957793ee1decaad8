"""DATE-ORDER, DATE-REPORT, DATE-DOCNO: dates that contradict each other."""

from __future__ import annotations

import pytest

import gouji
from gouji.checks.date_docno import numbers
from gouji.checks.date_fy import years
from gouji.checks.date_order import order
from gouji.checks.date_report import signed
from gouji.document import Document
from gouji.findings import Check, Finding


def findings(check: Check, text: str) -> tuple[Finding, ...]:
    return gouji.check(Document.from_text(text, name="report"), checks=[check]).findings


def statuses(check: Check, text: str) -> list[str]:
    return [finding.status for finding in findings(check, text)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("实施期为2023年6月1日至2024年3月31日。", ["confirmed"]),
        ("实施期为2023年6月1日至2023年3月31日。", ["contradicted"]),
        ("规划期为2025—2021年。", ["contradicted"]),
        ("活动于5月18日至12日举行。", ["contradicted"]),
        ("供暖期为11月至3月。", []),
        ("2023年11月至3月开展清查。", []),
        ("工程于2023年6月20日开工、9月15日验收。", ["confirmed"]),
        ("工程于2023年9月1日开工，2023年6月20日竣工。", ["contradicted"]),
        ("工程于2023年9月1日开工，次年6月20日竣工。", ["confirmed"]),
        ("甲工程2023年9月1日开工；乙工程2023年6月20日竣工。", []),
        ("合同期自2023年5月1日起至2024年4月30日止。", ["confirmed"]),
        ("开工日期：2023年9月1日，竣工日期：2023年6月20日。", ["contradicted"]),
        ("一期工程2023年4月28日通过验收，二期工程于2023年9月12日开工。", []),
        ("项目于2023年5月10日发布招标公告，2023年4月1日签订施工合同。", ["contradicted"]),
        ("2023年5月8日发布中标公告，2023年4月18日与供应商签订合同。", ["contradicted"]),
        ("2023年5月8日发出中标通知书，2023年5月18日与供应商签订合同。", ["confirmed"]),
        ("2023年5月8日公示成交结果，2023年4月18日签订采购合同。", ["contradicted"]),
        ("2023年5月8日发布第二标段中标公告，2023年4月18日签订第一标段合同。", []),
        ("2023年5月8日发布第二标段中标公告，2023年4月18日签订第二标段合同。", ["contradicted"]),
        ("2023年5月8日发布设备中标公告，2023年4月18日签订监理合同。", []),
        ("2023年5月8日确定中标单位，2023年5月18日签订施工合同。", ["confirmed"]),
        (
            "合同于2023年6月2日签订，2023年5月8日完成到货验收，2023年7月投入使用。",
            ["contradicted", "confirmed"],
        ),
        ("设备于2023年9月1日投入使用，2023年6月2日签订采购合同。", ["confirmed"]),
        ("仪器于2023年5月10日发布采购公告，办公楼维修2023年4月1日签订施工合同。", []),
    ],
)
def test_what_begins_ends_later(text, status):
    """Periods, and the start and completion of works; months without a year can cross a new year."""
    assert statuses(order, text) == status


def report(year: str, signature: str) -> str:
    return (
        f"白石县水务局{year}农村供水维修养护项目绩效自评报告\n\n一、项目概况\n\n本项目维修供水工程12处，全年支出86.40万元。\n\n"
        f"二、自评结论\n\n自评得分95分，等次为优。\n\n白石县水务局\n\n{signature}\n"
    )


@pytest.mark.parametrize(
    ("year", "signature", "status"),
    [
        ("2023年度", "2024年3月18日", ["confirmed"]),
        ("2023年度", "2023年3月18日", ["contradicted"]),
        ("2023年度", "2023年12月28日", []),
        ("2023年度", "", []),
        ("", "2023年3月18日", []),
        ("2023年度", "填报日期：2023年4月2日", ["contradicted"]),
        ("2023年度", "二〇二四年三月十八日", ["confirmed"]),
    ],
)
def test_a_report_is_signed_after_its_year(year, signature, status):
    """The date below the text; December of the year is early and let pass."""
    found = findings(signed, report(year, signature))
    assert [finding.status for finding in found] == status
    assert all(finding.severity == "low" for finding in found if finding.status == "contradicted")


@pytest.mark.parametrize(
    ("told", "severity"),
    [
        ("实施期为2023年1月1日至2023年12月31日", "medium"),
        ("截至2023年12月底支出86.40万元", "medium"),
        ("截至2023年底支出86.40万元", "medium"),
        ("余下工程2023年底前完成", "low"),
        ("截至2023年12月31日，预计全年支出90万元", "low"),
        ("2023年1—9月支出86.40万元，2023年12月31日结束", "low"),
    ],
)
def test_a_whole_year_is_not_evaluated_inside_it(told, severity):
    """A report on a whole year that was signed in its spring is told; one on a part of it is low."""
    text = report("2023年度", "2023年4月18日").replace("本项目维修", f"{told}。本项目维修")
    assert [finding.severity for finding in findings(signed, text)] == [severity]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("截至2024年6月30日，累计支付86.40万元。", "contradicted"),
        ("截至2024年2月29日，已支付86.40万元。", None),
        ("许可证有效期截至2026年6月30日。", None),
        ("截至2024年6月30日，预计支付90万元。", None),
        ("截至2024年6月30日，质保金需支付4万元。", None),
        ("2024年8月5日下达第三批30万元（某财〔2023〕64号）。", "contradicted"),
        ("资金于2024年5月12日拨付到位。", "contradicted"),
        ("2024年2月5日下达第三批30万元。", None),
        ("质保金将于2024年8月5日支付。", None),
        ("计划2024年8月5日下达第三批30万元。", None),
        ("尾款2024年8月5日前支付完毕。", None),
    ],
)
def test_what_is_told_as_done_was_done_by_the_signature(told, status):
    """A day that came after the signature cannot be the end of what the report tells."""
    text = report("2023年度", "2024年3月18日").replace("本项目维修", f"{told}本项目维修")
    found = [finding.status for finding in findings(signed, text)]
    assert ("contradicted" in found) is (status == "contradicted")


def test_monitoring_is_reported_on_within_the_year():
    """绩效运行监控 and the like are signed before the year ends."""
    text = report("2023年度", "2023年8月18日").replace("绩效自评报告", "绩效运行监控报告", 1)
    assert statuses(signed, text) == []


def test_a_date_in_a_sentence_is_no_signature():
    """What happened in the year is told in the text."""
    text = report("2023年度", "2024年3月18日").replace(
        "一、项目概况", "2023年3月1日，县财政局批复预算。\n\n一、项目概况"
    )
    assert statuses(signed, text) == ["confirmed"]


def test_the_date_of_filling_in_a_form():
    """填报日期 in a table, in its own cell or in the next."""
    text = "# 2023年度项目支出绩效自评表\n\n| 填报单位 | 白石县水务局 |\n|---|---|\n| 填报日期 | 2023年4月2日 |\n| 得分 | 95 |\n"
    assert statuses(signed, text) == ["contradicted"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("2023年12月6日，提前下达第一批资金120万元（桂财农〔2023〕84号）。", ["confirmed"]),
        ("2024年11月，县政府印发《白石县水价改革方案》（白政发〔2023〕18号）。", ["contradicted"]),
        ("2024年11月，根据《白石县水价改革方案》（白政发〔2023〕18号）下达资金80万元。", []),
        ("2024年1月，县财政局印发管理办法（白财〔2023〕66号）。", []),
        ("2024年3月，县财政局下达资金80万元（白财〔2023〕66号）。", []),
        ("2024年3月，县财政局下达资金80万元（白财〔2025〕66号）。", ["contradicted"]),
        ("2024年3月完成采购。县财政局印发办法（白财〔2022〕6号）。", []),
        ("印发《关于2024年5月集中采购的通知》（白财〔2023〕6号）。", []),
    ],
)
def test_the_year_of_a_number_is_that_of_its_date(text, status):
    """Only where the clause says that it was issued on that date."""
    assert statuses(numbers, text) == status


def test_the_message_names_both_years():
    """A reader sees the number, its year and the year of the date."""
    (finding,) = findings(numbers, "2024年11月，县政府印发《白石县水价改革方案》（白政发〔2023〕18号）。")
    assert "文号年份2023，日期年份2024" in finding.message_zh
    assert [operand.text for operand in finding.operands] == ["白政发〔2023〕18号", "2024年11月"]


def test_the_stages_of_one_work_are_medium():
    """Where both are named, and where a period ends in its month before it begins."""
    both, period = (
        findings(order, text)[0].severity
        for text in ("泵站于2023年9月1日开工，2023年6月20日竣工。", "培训于2023年6月20日至6月12日举办。")
    )
    assert (both, period) == ("medium", "medium")


@pytest.mark.parametrize(
    "text", ["实施期限为2024年3月1日至2023年11月30日。", "补贴期为2024年1月1日—2023年12月31日。"]
)
def test_a_period_with_both_its_years_is_medium(text):
    """Where both years are printed nothing is left to guess."""
    assert [(f.status, f.severity) for f in findings(order, text)] == [("contradicted", "medium")]


HEAD = "某县交通局2022年度公路养护专项资金绩效自评报告\n\n"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("截至2021年12月31日，累计支付专项资金312.40万元，占资金总额的96.50%。", ["contradicted"]),
        ("截至2022年12月31日，累计支付专项资金312.40万元，占资金总额的96.50%。", ["confirmed"]),
        ("截至2021年12月31日，上年项目累计支付312.40万元，结转40万元。", []),
        ("截至2021年12月31日，2022年度专项资金累计支出312.40万元，结转结余9.20万元。", ["contradicted"]),
        ("截至2021年12月31日，2022年提前下达资金已拨付312.40万元。", []),
        ("截至2021年12月31日，2022年度预算已编制。", []),
        ("截至2021年底，全县共有农村公路1,260公里。", []),
        ("截至2021年12月31日到位100万元，2022年到位200万元。", []),
        ("养护完成时限\n\n2021年12月31日前\n\n已完成", ["contradicted"]),
        ("养护完成时限\n\n2022年11月30日前\n\n已完成", ["confirmed"]),
        ("改进时限\n\n2023年6月30日前\n\n继续", []),
    ],
)
def test_a_cut_off_and_a_lone_deadline_lie_in_the_year(text, status):
    """截至 the end of the year before, what was paid; a date in a line of its own as a target."""
    assert statuses(years, HEAD + text) == status
