"""Rates, growth, products, scores and dates in further wordings: what they are of, and what is no error."""

from __future__ import annotations

import time

import pytest

import gouji
from gouji.checks.date_fy import years
from gouji.document import Document


def test_growth_over_the_printed_base(expressions):
    """比上年20.15万元减少1.51万元: the rate is of the printed figure of last year, not of this one's."""
    text = "决算数比上年{base}万元减少{change}万元，下降{rate}%。"
    assert expressions(text.format(base="40.00", change="3.00", rate="7.50"), "RATIO-GROWTH") == [
        ("confirmed", "3.00 ÷ 40.00 = 7.50%")
    ]
    assert expressions(text.format(base="40.00", change="3.00", rate="8.11"), "RATIO-GROWTH") == [
        ("contradicted", "3.00 ÷ 40.00 = 7.5% ≠ 8.11%")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "与上年80.00万元相比增加4.00万元，增长{}%",
        "与上年80.00万元相比，增加4.00万元，增长{}%",
        "较2022年的80.00万元增加4.00万元，增幅{}%",
        "比上年80.00万元增加4.00万元，增长{}%",
    ],
)
def test_growth_against_a_year_whose_amount_is_printed(check, words):
    """With 相比 before or behind the comma, with the year in figures."""
    text = f"2023年全年经费支出84.00万元，{words}。"
    assert check(text.format("5.00"), "RATIO-GROWTH").counts()["confirmed"] == 1
    assert check(text.format("5.68"), "RATIO-GROWTH").counts()["contradicted"] == 1


GROWTH = (
    "各类支出与上年比较如下（单位：万元）：\n\n| 类别 | {this} | {last} | 增减额 | 增减率 |\n|---|---|---|---|---|\n"
    "| 供养经费 | 420.00 | 400.00 | 20.00 | {rate} |\n| 临时救助 | 90.00 | 100.00 | -10.00 | -10.00% |\n"
)


@pytest.mark.parametrize(("this", "last"), [("2023年", "2022年"), ("本年决算数", "上年决算数")])
def test_growth_in_a_table(check, this, last):
    """A column 增减率 beside this year and the last, by words or by years that stand alone in the head."""
    right = GROWTH.format(this=this, last=last, rate="5.00%")
    assert check(right, "RATIO-GROWTH").counts()["confirmed"] == 2
    (finding,) = check(right.replace("5.00%", "4.76%"), "RATIO-GROWTH").contradicted
    assert "(420.00 − 400.00) ÷ 400.00 = 5% ≠ 4.76%" in finding.expression


def test_growth_in_a_table_with_two_columns_of_last_year(check):
    """Of the budget and the accounts of last year either may be meant: nothing is contradicted."""
    text = (
        "| 类别 | 2023年预算数 | 2022年预算数 | 2022年执行数 | 增减率 |\n|---|---|---|---|---|\n"
        "| 水利 | 420.00万元 | 400.00万元 | 350.00万元 | {} |\n| 农业 | 110.00万元 | 100.00万元 | 90.00万元 | 10.00% |\n"
    )
    assert check(text.format("5.00%"), "RATIO-GROWTH").counts()["confirmed"] == 2
    assert check(text.format("7.00%"), "RATIO-GROWTH").counts()["contradicted"] == 0


THREE_COLUMNS = (
    "| 费用 | 2023年预算数 | 2023年决算数 | 2022年决算数 | {change} | 增减率 |\n|---|---|---|---|---|---|\n"
    "| 车辆运行 | 30.00万元 | 22.40万元 | 25.60万元 | {first} | -12.50% |\n"
    "| 接待 | 9.00万元 | 6.40万元 | 8.00万元 | {second} | {rate} |\n"
    "| 会议 | 12.00万元 | 11.55万元 | 10.50万元 | {third} | 10.00% |\n"
    "| 培训 | 8.00万元 | 0.00万元 | 4.00万元 | {fourth} | -100.00% |\n"
)


@pytest.mark.parametrize(
    ("change", "cells"),
    [
        ("比上年增减", ("-3.20万元", "-1.60万元", "1.05万元", "-4.00万元")),
        ("备注", ("车辆减少", "压减", "换届", "改为线上")),
    ],
)
@pytest.mark.parametrize(("rate", "status"), [("-20.00%", "confirmed"), ("-25.00%", "contradicted")])
def test_which_columns_a_rate_compares_is_shown_by_the_other_rows(check, change, cells, rate, status):
    """A budget of this year stands beside two accounts: the printed changes or rates tell which two are meant."""
    text = THREE_COLUMNS.format(
        change=change, rate=rate, **dict(zip(("first", "second", "third", "fourth"), cells))
    )
    counts = check(text, "RATIO-GROWTH").counts()
    assert counts["confirmed"] + counts["contradicted"] == 4
    assert counts["contradicted"] == (status == "contradicted")


def test_rates_that_no_row_tells_the_columns_of(check):
    """Where every row's rate is of another pair, nothing is contradicted."""
    text = THREE_COLUMNS.format(
        change="备注", first="无", second="无", third="无", fourth="无", rate="-25.00%"
    )
    mixed = text.replace("-12.50%", "-4.00%").replace("10.00%", "7.00%").replace("-100.00%", "-50.00%")
    assert check(mixed, "RATIO-GROWTH").counts()["contradicted"] == 0


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("全年可用资金800.00万元，其中上年结转30.00万元。累计发放760.00万元，占全年可用资金的95.00%。", "confirmed"),
        ("全年可用资金800.00万元，其中当年安排770.00万元。累计发放760.00万元，占全年可用资金的98.70%。", "contradicted"),
        ("三批合计900.00万元。产业安排500.00万元，占资金总额的60.00%；道路安排300.00万元；培训安排100.00万元。", "contradicted"),
        ("三批合计900.00万元。产业安排500.00万元，占资金总额的60.00%；道路安排300.00万元。", "undetermined"),
    ],
)  # fmt: skip
def test_the_whole_of_a_share(check, text, status):
    """The very name behind 占 decides; 资金总额 is what the amounts of the sentence make up."""
    assert [finding.status for finding in check(text, "RATIO-SHARE").findings] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "2023年预算300.00万元，年中追加20.00万元，全年支出310.00万元，预算执行率96.88%。",
        "2023年预算300.00万元，年中调减20.00万元，全年支出266.00万元，预算执行率95.00%。",
        "支出15.60亿元，比上年15.00亿元增加0.60亿元，扣除一次性因素增长3.10%。",
        "资助学生350名，每人每年2,000元，分两学期发放，共计68.00万元（中途转学10名）。",
        "响应时间要求不超过2小时，平均实际2.5小时，达到目标的80%。",
        "常住人口12,000人，其中老年人健康管理2,968人，健康管理率70.20%。",
        "采购合同于2023年9月12日签订，样品于2023年7月28日验收。",
        "公务接待费6.28万元，比年初预算8.00万元减少1.72万元，下降21.50%。",
    ],
)
def test_what_is_no_error(check, text):
    """Budgets with an addition, adjusted growth, reasons in brackets, another base, another object."""
    assert check(text).counts()["contradicted"] == 0


def test_a_threshold_is_no_part(check):
    """10万元以上的村占68%: the villages are counted, not their income."""
    text = "受益村集体收入平均11.5万元，其中10万元以上的村占68.00%，即17个村。"
    assert check(text, "RATIO-SHARE").findings == ()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("2.低产林改造4.20万亩，安排资金126.00万元。\n\n低产林改造完成39,900亩，完成率95.00%。", "confirmed"),
        ("2.低产林改造4.20万亩，安排资金126.00万元。\n\n低产林改造完成39,900亩，完成率97.00%。", "contradicted"),
        ("全年接诊产妇3,000人，产后规范访视2,850人，规范访视率97.00%。", "contradicted"),
        ("全年接诊产妇3,000人，高危312人，产后规范访视2,850人，规范访视率97.00%。", "none"),
        ("共发放问卷400份，回收有效问卷380份，回收率95.00%。其中表示满意的361份，满意度为59.00%。", "contradicted"),
        ("收回问卷472份，其中有效问卷460份。学生满意278份，满意度92.4%。", "none"),
    ],
)  # fmt: skip
def test_rates_of_counts_by_name(check, text, status):
    """Of a plan, a part or the answers that bear the name; not where a group of its own is meant."""
    counts = check(text, "RATIO-DONE").counts()
    assert counts["contradicted"] == (status == "contradicted")
    assert status != "confirmed" or counts["confirmed"] == 1


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("发放310名协管员工资，并为310名协管员投保，每人每年300元，共计9.30万元。", "confirmed"),
        ("发放310名协管员工资，并为310名协管员投保，每人每年300元，共计13.90万元。", "contradicted"),
        ("首次上规的奖励10万元/家，升级的奖励5万元/家。当年兑现50家，其中首次上规20家，共计200万元。", "confirmed"),
        ("首次上规的奖励10万元/家，升级的奖励5万元/家。当年兑现50家，其中首次上规20家，共计230万元。", "contradicted"),
        ("1.草场围栏3.60万亩，每亩补助110元，安排资金360.00万元。", "contradicted"),
        ("1.草场围栏3.60万亩，每亩补助100元，安排资金360.00万元。", "confirmed"),
        ("对125户每户补贴2万元，共计226万元。", "contradicted"),
        ("修建便道46.52公里，每公里造价40万元，共计1,860.40万元。", "confirmed"),
        ("其中重大课题8项，每项180万元；一般课题6项，每项110万元，合计2,100.00万元。", "confirmed"),
    ],
)  # fmt: skip
def test_products_by_name_and_by_plan(check, text, status):
    """One number said twice, a price under the number's name, a plan of number and price, a rule's round sum."""
    assert {finding.status for finding in check(text, "PROD").findings} == {status}


def test_months_are_counted(check):
    """12个月 are twelve, not between eleven and a half and twelve and a half."""
    text = "分散供养1,420人。分散供养每人每月870元，全年12个月发放{}元。"
    assert check(text.format("14,824,800"), "PROD-RUN").counts()["confirmed"] > 0
    assert check(text.format("14,284,800"), "PROD-RUN").counts()["contradicted"] == 1


ROWS = (
    "| 建设内容 | 任务量 | 补助标准 | 预算数（万元） |\n|---|---|---|---|\n| 补播 | 24,000亩 | 320元/亩 | 768.00 |\n"
    "| 围栏 | 56,000亩 | 60元/亩 | 336.00 |\n| 造林 | 11,000亩 | 850元/亩 | {} |\n"
)


def test_products_in_the_rows_of_a_table(check):
    """Where most rows are number × price, the one that is not is an error; where most are not, none is."""
    assert check(ROWS.format("935.00"), "PROD").counts()["confirmed"] == 3
    (finding,) = check(ROWS.format("953.00"), "PROD").contradicted
    assert "935.00" in finding.message_zh
    other = ROWS.format("953.00").replace("336.00", "310.00")
    assert check(other, "PROD").findings == ()


def test_an_instalment_of_a_contract_further_up(check):
    """支付40%即…: of the contract that a paragraph above names."""
    text = "平台建设合同总价468.00万元。\n\n分期支付：初验后支付40%即{}万元，终验后支付25%即117.00万元。"
    assert check(text.format("187.20"), "PROD-RUN").counts()["confirmed"] == 2
    assert check(text.format("178.20"), "PROD-RUN").counts()["contradicted"] == 1


def test_scores_above_what_they_are_out_of(check):
    """In prose behind a bracket, and in the rest of a form whose head stands on the page before."""
    prose = "评价指标分为两类。产出类（30分）得{}分；效益类（25分）得23.80分。"
    assert check(prose.format("28.20"), "SCORE-CAP").counts()["confirmed"] == 2
    assert check(prose.format("33.20"), "SCORE-CAP").counts()["contradicted"] == 1
    assert (
        check("过程指标权重20分，实得21.5分；产出指标权重40分，实得38分。", "SCORE-CAP").counts()[
            "contradicted"
        ]
        == 1
    )
    rest = (
        "续表如下\n\n| 满意度 | 游客满意度 | ≥90% | 92% | 5 | 5.00 |\n|---|---|---|---|---|---|\n"
        "| 满意度 | 商户满意度 | ≥90% | 89% | 5 | {} |\n| 总分 |  |  |  | 100 | 95.90 |\n"
    )
    assert check(rest.format("5.93"), "SCORE-CAP").counts()["contradicted"] == 1
    assert check(rest.format("4.93"), "SCORE-CAP").counts()["contradicted"] == 0


def test_groups_of_points_each_in_its_paragraph(check):
    """The points of the groups make the total, though each paragraph goes on to its own parts."""
    text = (
        "我单位自评总得分{}分。\n\n1.预算执行40分，按执行率计算得38.5分。\n\n"
        "2.管理效率25分，得23分。制度建设10分得9分，采购管理10分得9分，资产管理5分得5分。\n\n"
        "3.履职效能35分，得33分。其中产出数量20分得19分，产出质量15分得14分。\n"
    )
    assert check(text.format("94.5"), "SCORE-SUM").counts()["contradicted"] == 0
    assert check(text.format("95.5"), "SCORE-SUM").counts()["contradicted"] == 1


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("采购合同于2024年8月20日签订，全部设备于2024年5月31日到货并完成安装验收。", 1),
        ("采购合同于2024年5月20日签订，全部设备于2024年8月31日到货并完成安装验收。", 0),
        ("一期采购合同于2024年8月20日签订，二期仪器于2024年5月31日到货。", 0),
        ("平台于2023年2月20日发布招标公告，3月28日签订合同。项目于4月3日进场，2022年11月30日通过竣工验收。", 1),
        ("平台于2023年2月20日发布招标公告。一期平台已于2022年11月30日通过竣工验收。", 0),
        ("2023年12月8日根据《关于提前下达2023年资金的通知》提前下达第一批90万元；2023年4月18日下达第二批60万元。", 1),
        ("2022年12月8日提前下达第一批90万元；2023年4月18日下达第二批60万元。", 0),
        ("| 项目名称 | 阅读推广 |\n|---|---|\n| 起止时间 | 2024年1月至2023年12月 |\n", 1),
        ("| 项目名称 | 阅读推广 |\n|---|---|\n| 起止时间 | 2024年1月至2024年12月 |\n", 0),
    ],
)  # fmt: skip
def test_stages_in_order(check, text, broken):
    """Contracts before deliveries, tenders before acceptance in a paragraph, batches one after the other, cells."""
    assert check(text, "DATE-ORDER").counts()["contradicted"] == broken


HEAD = "白石县2023年度补贴资金绩效自评报告\n\n一、资金情况\n\n"


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("截至2022年12月31日，全局2023年累计支出90.24万元。", 1),
        ("截至2023年12月31日，全局2023年累计支出90.24万元。", 0),
        ("所有补贴资金于2022年12月20日前通过代发银行发放至个人。", 1),
        ("所有上年结转补贴资金于2022年12月20日前发放至个人。", 0),
        ("提前下达的全部资金于2022年12月20日前下达至各乡镇。", 0),
    ],
)
def test_spending_of_a_year_before_it_began(text, broken):
    """What is said to be of the year cannot have been paid by the end of the year before."""
    document = Document.from_text(HEAD + text, name="report")
    found = [f for f in gouji.check(document, checks=[years]).findings if f.status == "contradicted"]
    assert sum(finding.severity == "medium" for finding in found) == broken


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("系统响应时间目标值为不超过2秒，实测3.5秒，达到目标要求。", ["contradicted"]),
        ("系统响应时间目标值为不超过2秒，实测1.5秒，达到目标要求。", ["confirmed"]),
        ("巡查目标不少于500次，实际完成460次，完成年度目标。", ["contradicted"]),
        ("系统响应时间目标值为不超过2秒，实测3.5秒，未达到目标要求。", []),
        ("系统响应时间不超过2秒，平均处理3.5秒。", []),
    ],
)
def test_targets_met_in_prose(check, text, statuses):
    """达到目标 behind a target with its operator and a value that misses it."""
    assert [finding.status for finding in check(text, "TARGET-MET").findings] == statuses


def test_a_form_that_breaks_off_has_no_weights_to_add(check):
    """Without a total and without the last groups the points cannot make 100; with too many they are wrong."""
    head = (
        "项目支出绩效自评表\n\n| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |\n|---|---|---|---|---|---|\n"
        "| 预算执行率 | 预算执行率 | 100% | 100% | 10 | 10 |\n"
    )
    rows = (
        "| 产出指标 | 修缮面积 | ≥900平方米 | 910平方米 | {} | 20 |\n"
        "| 产出指标 | 新增床位 | ≥90张 | 92张 | 20 | 20 |\n"
    )
    assert check(head + rows.format("20"), "SCORE-WEIGHT").counts()["contradicted"] == 0
    assert check(head + rows.format("90"), "SCORE-WEIGHT").counts()["contradicted"] == 1


@pytest.mark.parametrize("unit", ["9", "5%", "完成预算的5%，", "预算5万元，支出3万元，执行率60%，"])
def test_time_grows_with_the_length(unit):
    """A run of digits, and a passage of nothing but rates, cost in proportion to their length."""

    def seconds(times: int) -> float:
        document = Document.from_text("支出1万元，" + unit * times, name="report")
        start = time.perf_counter()
        gouji.check(document)
        return time.perf_counter() - start

    seconds(300)
    short, long = min(seconds(500) for _ in range(2)), min(seconds(2000) for _ in range(2))
    assert long < 12 * short + 0.2


@pytest.mark.parametrize(("received", "status"), [("86", "confirmed"), ("80", "undetermined")])
def test_one_source_that_gave_the_whole_grant(check, received, status):
    """What the county paid in is held against the whole budget only where it is all of it."""
    text = f"县财政批复本项目预算86万元。\n\n截至6月底，县财政实际拨付{received}万元，到位率100%。"
    assert [finding.status for finding in check(text, "RATIO-RECEIVED").findings] == [status]
