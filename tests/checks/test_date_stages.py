"""DATE-ORDER over the stages of one thing: work, call, evaluation, contract and batches of money."""

from __future__ import annotations

import pytest

import gouji
from gouji.checks.date_order import order
from gouji.document import Document


def statuses(text: str) -> set[str]:
    report = gouji.check(Document.from_text(text, name="report"), checks=[order])
    return {finding.status for finding in report.findings}


@pytest.mark.parametrize(
    "text",
    [
        "养护合同自2024年3月10日起，至2023年10月31日止，由两家队伍承担。",
        "租赁合同从2022年10月1日起，到2021年9月30日止。",
        "管护期由2024年4月1日开始，直到2023年12月31日。",
        "服务期始于2024年1月1日，止于2023年12月31日。",
        "保险合同2024年5月1日生效，2023年4月30日到期。",
        "房屋2024年3月1日起租，2024年2月28日到期。",
        "评审组自2025年4月7日进驻，至2025年3月16日撤离。",
    ],
)
def test_a_period_in_any_punctuation_begins_before_it_ends(text):
    """自…起，至…止 and the like are periods with both ends printed."""
    assert statuses(text) == {"contradicted"}


@pytest.mark.parametrize(
    "text",
    [
        "第二批改造90户，7月15日进场，7月2日验收。",
        "南片管网9月20日开工，9月3日完工。",
        "设备合同于2022年6月20日签订，7月5日进场施工，10月28日全部完工，2022年9月18日由水务局组织竣工验收。",
        "工程2024年9月2日竣工验收合格，2024年8月15日完成竣工结算审核。",
        "主体工程2023年12月18日完工，2023年11月30日通过竣工验收。",
        "2024年6月，市科技局发布《关于征集2024年度技改项目的通知》。经评审，于2024年5月公示评审结果。",
        "2024年5月8日印发申报指南，6月30日申报截止，6月12日公示拟支持名单。",
        "评价组自2025年5月6日进点，初稿已于2025年4月20日送被评价单位征求意见。",
        "省厅2024年5月10日下达补助资金，市局于2024年4月28日转拨县区。",
        "2024年5月8日发布采购公告，6月3日确定成交供应商，5月20日签订合同。",
        "项目2024年5月8日挂网招标，4月12日开标。",
        "2024年7月2日签订施工合同，县水务局6月15日组织验收。",
        "2024年4月15日签约，3月20日全部完工。",
        "单位于2024年6月10日提交申请报告，市财政局2024年5月28日批复。",
        "5月20日发放问卷，5月8日回收完毕。",
        "培训班10月12日开班，10月9日结业。",
        "设备8月10日进场安装，7月28日通过初验，12月转入试运行。",
        "设备3月10日进场安装，9月28日通过初验，9月8日通过竣工验收。",
        "补助资金2024年6月18日到账，6月5日发放到户。",
        "2025年3月20日启动自评工作，2025年3月5日形成自评报告。",
        "其余3200万元（第二批）文件落款为2024年8月12日。第二批资金文件收悉后，各地已于2024年7月20日之前转拨至乡镇。",
    ],
)
def test_a_later_stage_of_one_thing_is_not_dated_earlier(text):
    """Each date is bound to its own verb, and the year before it holds on."""
    assert "contradicted" in statuses(text)


@pytest.mark.parametrize(
    "text",
    [
        "次批120户，11月12日进场，次年3月3日验收。",
        "设备3月10日进场安装，9月28日通过初步验收，10月30日全部完工，12月20日竣工验收。",
        "东区11月12日进场，3月3日验收。",
        "甲村8月12日进场，乙村8月3日验收。",
        "首批8月12日进场，7月30日验收的是上年工程。",
        "2024年3月5日下达第二批，2024年2月转拨第一批。",
        "原合同2024年9月30日到期，新合同2024年10月1日生效。",
        "2024年8月开工的二期工程尚未完工，一期工程2024年6月验收。",
        "项目计划于2024年6月30日完工，2024年8月12日开工。",
        "该工程2024年8月12日开工，原定2024年6月30日完工。",
        "设备2024年5月进场，2024年4月通过进场验收。",
        "第二批2024年4月组织申报，第一批2024年3月公示入选名单。",
        "2024年6月1日印发评价方案并征求意见，2024年7月进点。",
        "文件于2024年5月6日印发，资金于2024年4月30日预拨至乡镇。",
        "供暖期从2023年11月15日起，至次年3月15日止。",
        "2024年5月8日发布采购公告，监理单位2024年4月12日签订合同。",
        "2024年7月2日签订补充协议，2024年6月15日完成验收。",
        "2024年6月10日收到中央资金，省级资金5月28日支付完毕。",
        "资金2024年5月10日拨付，2024年5月28日到位。",
        "一班10月12日开班，二班10月9日结业。",
        "2024年6月10日上报方案，上年方案2024年5月批复。",
        "2024年9月1日签订合同的项目，于2024年7月30日验收的项目。",
        "2024年10月12日开始现场评价，2024年9月20日形成自评报告初稿。",
        "县财政局8月12日到账，县水务局8月3日付清上年尾款。",
        "水库2024年8月30日前已进场，2024年8月20日验收。",
    ],
)
def test_other_things_and_other_years_are_let_pass(text):
    """Other works, plans, earlier batches and months that cross a new year contradict nothing."""
    assert "contradicted" not in statuses(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("智慧平台采购合同于2023年11月20日签订，平台于2023年9月15日通过终验并上线运行。", True),
        ("智慧平台采购合同于2023年3月20日签订，平台于2023年9月15日通过终验并上线运行。", False),
        ("智慧平台采购合同于2023年11月20日签订，机房于2023年9月15日通过终验。", False),
        ("档案加工合同于2024年3月11日签订，2023年11月22日加工完毕。", True),
        ("云港水务三期系统采购合同于2023年12月8日签订，系统于2023年8月20日通过终验。", True),
        ("云港水务三期系统采购合同于2023年12月8日签订，二期系统于2023年8月20日通过终验。", False),
        ("二期平台采购合同于2023年12月8日签订，2023年8月20日通过终验。", False),
    ],
)
def test_a_clause_that_names_the_same_thing_again(text, told):
    """平台采购合同 and 平台 are one thing, 机房 is another."""
    found = gouji.check(gouji.Document.from_text(text)).findings
    assert any(f.check == "DATE-ORDER" and f.status == "contradicted" for f in found) == told
