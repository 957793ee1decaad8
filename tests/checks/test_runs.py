"""Relations that the words only suggest: told where they hold, or where one slip of the pen breaks them."""

from __future__ import annotations

import pytest

CONFIRMED = [
    # SUM-RUN
    ("SUM-RUN", "全年共安排资金639.74万元。河西镇安排215.52万元，河东镇安排424.22万元。", "215.52 + 424.22 = 639.74"),
    ("SUM-RUN", "河西镇安排215.52万元；河东镇安排424.22万元。两镇合计639.74万元。", "215.52 + 424.22 = 639.74"),
    ("SUM-RUN", "补助面积12,465亩。\n\n1.马铃薯3,261亩。\n\n2.中药材9,204亩。", "3261 + 9204 = 12465"),
    # DIFF-RUN
    ("DIFF-RUN", "工程中标价1,012.36万元，审定986.44万元，审减25.92万元。", "1012.36 − 986.44 = 25.92"),
    ("DIFF-RUN", "预算总额486.5万元。\n\n全年支付421.3万元，结余65.2万元。", "486.5 − 421.3 = 65.2"),
    ("DIFF-RUN", "门诊量较上年增加3,215人次，由41,020人次增至44,235人次。", "44235 − 41020 = 3215"),
    # PROD-RUN
    ("PROD-RUN", "购置检测车12辆，单价18.5万元，计222万元。", "12辆 × 18.5万元 = 222万元"),
    ("PROD-RUN", "聘用护林员345人，每人每月800元，发放11个月，支出303.6万元。", "345人 × 800元 × 11个月 = 303.6万元"),
    ("PROD-RUN", "合同价468.25万元，首付款按30%支付140.475万元。", "468.25万元 × 30% = 140.475"),
    ("PROD-RUN", "救助1,862人次，支出358.44万元，人均1,925.03元。", "1862人次 × 1925.03元 = 358.44万元"),
]  # fmt: skip

BROKEN = [
    # two neighbouring digits swapped
    ("SUM-RUN", "全年共安排资金639.74万元。河西镇安排251.52万元，河东镇安排424.22万元。", "215.52万元"),
    # one digit changed, in the total
    ("SUM-RUN", "河西镇安排215.52万元；河东镇安排424.22万元。两镇合计638.74万元。", "639.74万元"),
    # 元 for 万元
    ("SUM-RUN", "中央补助350.25万元、县级配套262.15元，地方资金合计612.40万元。", "262.15万元"),
    ("DIFF-RUN", "工程中标价1,012.36万元，审定968.44万元，审减25.92万元。", "986.44万元"),
    ("DIFF-RUN", "年初预算486.57万元，全年支付421.32万元，结余65.52万元。", "65.25万元"),
    ("PROD-RUN", "购置检测车12辆，单价18.6万元，计232.2万元。", "223.2万元"),
    ("PROD-RUN", "全年累计134,700人次，人均补差362元，发放49,738,800元。", "137,400人次"),
    ("PROD-RUN", "培训64人次，每人次318元，支出20,352万元。", "20,352元"),
    # two digits that are no neighbours
    ("PROD-RUN", "聘用保洁员32人，每人每月1,215元，全年12个月，发放66.654万元。", "46.656万元"),
    ("XREF-NEAR", "改造楼栋648栋。\n\n区县\t楼栋数（栋）\n东区\t312\n西区\t372\n合计\t684", "684栋"),
    ("XREF-NEAR", "年末结转和结余376.95万元。\n\n至此，年末结转和结余367.95万元。", "367.95万元"),
    ("XREF-NEAR", "1.品牌宣传推广。全年支出785.63万元。\n\n项目\t执行数（万元）\n品牌宣传推广\t758.63\n人才培养\t91.20", "758.63万元"),
]  # fmt: skip

SILENT = [
    # not one slip apart
    ("SUM-RUN", "全年共安排资金639.74万元。河西镇安排215.52万元，河东镇安排400.11万元。"),
    # round numbers come near each other by chance
    ("SUM-RUN", "第一批下达4,500万元，第二批下达2,880万元，第三批下达1,260万元。"),
    ("DIFF-RUN", "收到上级补助86.42万元，较上年增加7.15万元，支出51.38万元。"),
    ("PROD-RUN", "培训学员312人，人均费用465元，场地租金8.27万元。"),
    # last year's number, a plan and its result, a difference that is told
    ("XREF-NEAR", "上年接待读者68,420人次。\n\n今年接待读者64,820人次。"),
    ("XREF-NEAR", "计划新建便民桥梁延米1,268米。\n\n完成新建便民桥梁延米1,286米。"),
    ("XREF-NEAR", "项目预算为486.12万元。\n\n项目中标价468.12万元，节约18.00万元。"),
    # two entries of one table are two things
    ("XREF-NEAR", "乡镇\t户数（户）\n东岭乡\t1,268\n西岭乡\t1,286"),
]  # fmt: skip


@pytest.mark.parametrize(("check_id", "text", "expression"), CONFIRMED)
def test_what_closes_is_told(expressions, check_id, text, expression):
    """Numbers that stand together and close are a relation, whatever leads over to them."""
    found = expressions(text, check_id)
    assert any(status == "confirmed" and expression in shown for status, shown in found), found


@pytest.mark.parametrize(("check_id", "text", "repair"), BROKEN)
def test_one_slip_is_a_contradiction(check, check_id, text, repair):
    """One changed or swapped digit, or one unit, is all that keeps the numbers from closing."""
    wrong = check(text, check_id).contradicted
    assert len(wrong) == 1
    assert repair in [each.text for each in wrong[0].repairs]


@pytest.mark.parametrize(("check_id", "text"), SILENT)
def test_other_numbers_are_no_relation(expressions, check_id, text):
    """What neither closes nor nearly closes says nothing."""
    assert expressions(text, check_id) == []


def test_a_total_that_words_settle_needs_no_suggestion(check):
    """Where 其中 says what the parts are, no other run is held against the total."""
    text = "共安排资金640.74万元，其中：河西镇215.52万元、河东镇424.22万元。"
    wrong = check(text, "SUM-PART", "SUM-RUN").contradicted
    assert [finding.check for finding in wrong] == ["SUM-PART"]
