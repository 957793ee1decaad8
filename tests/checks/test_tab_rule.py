"""TAB-RULE: what most rows of a table show of its columns holds in all of them."""

from __future__ import annotations

import pytest


def table(head: str, *rows: str) -> str:
    lines = [head, "|".join("---" for _ in head.split("|")), *rows]
    body = "\n".join("| " + " | ".join(cell.strip() for cell in line.split("|")) + " |" for line in lines)
    unit = "" if "（" in head else "单位：万元\n\n"
    return f"# 2024年度绩效自评报告\n\n各地资金情况见下表。\n\n{unit}{body}\n\n以上数据均已核对。\n"


BALANCE = "县区|到位资金|实际支出|结余资金"
GRANTS = "类别|人数（人）|年标准（元/人）|年支出（万元）"
PAID = "标段|合同金额|付款比例|已付金额"
MOVED = "项目|年初预算|年中追加|调整后预算|实际支出"
LEVELS = "县区|中央|省级|市县|到位资金"
COSTS = "设备|数量（台）|单价（元）|金额（元）"

BROKEN = [
    (
        BALANCE,
        [
            "云岭县|512.40|488.15|24.25",
            "青石县|630.50|601.20|29.30",
            "白水县|418.75|377.30|41.45",
            "东川区|395.60|371.85|32.75",
        ],
    ),
    (BALANCE, ["云岭县|512.40|488.15|24.25", "青石县|603.50|601.20|29.30", "白水县|418.75|377.30|41.45"]),
    (
        GRANTS,
        ["一级|1,246|1,800|224.28", "二级|835|1,440|120.24", "三级|415|1,200|49.80", "四级|268|750|21.00"],
    ),
    (GRANTS, ["一级|1,246|1,800|224.28", "二级|835|1,440|120.24", "三级|415|1,200|48.90"]),
    (
        PAID,
        [
            "一标段|468.00|30%|140.40",
            "二标段|352.50|40%|141.00",
            "三标段|297.60|50%|148.80",
            "四标段|186.40|50%|92.30",
        ],
    ),
    (PAID, ["一标段|468.00|95%|444.60", "二标段|352.50|90%|317.25", "三标段|297.60|95%|287.22"]),
    (
        MOVED,
        [
            "渠系改造|860.00|125.50|985.50|961.20",
            "泵站更新|430.00|68.40|498.40|490.00",
            "水源保护|275.00|42.60|317.60|300.15",
            "节水推广|190.00|31.80|212.80|209.90",
        ],
    ),
    (
        LEVELS,
        [
            "云岭县|385.00|77.40|54.20|516.60",
            "青石县|462.00|81.50|40.30|583.80",
            "白水县|291.00|63.80|22.70|377.50",
            "东川区|318.00|59.20|31.60|480.80",
        ],
    ),
    (
        COSTS,
        [
            "投影机|36|4,850|174,600",
            "扫描仪|24|3,260|78,240",
            "打印机|58|1,475|85,550",
            "录音笔|15|1,190|18,750",
        ],
    ),
    (COSTS, ["投影机|36|4,850|174,600", "扫描仪|24|3,260|78,240", "打印机|58|1,475|58,550"]),
]


@pytest.mark.parametrize(("head", "rows"), BROKEN)
def test_a_row_breaks_the_rule_of_the_others(check, head, rows):
    """One row in ten tables is told, and the others are confirmed."""
    findings = check(table(head, *rows), "TAB-RULE").findings
    wrong = [finding for finding in findings if finding.status == "contradicted"]
    assert len(wrong) == 1 and wrong[0].severity == "medium"
    assert sum(finding.status == "confirmed" for finding in findings) >= 2


def test_a_total_row_follows_the_rule_of_a_sum(check):
    """合计 of what was received is not what was spent and what is left."""
    rows = ["云岭县|512.40|488.15|24.25", "青石县|630.50|601.20|29.30", "白水县|418.75|377.30|41.45"]
    findings = check(table(BALANCE, *rows, "合计|1,561.65|1,466.65|95.00"), "TAB-RULE").findings
    assert {finding.status for finding in findings} == {"confirmed"} and len(findings) == 4
    broken = check(table(BALANCE, *rows, "合计|1,561.65|1,466.65|59.00"), "TAB-RULE").findings
    assert sum(finding.status == "contradicted" for finding in broken) == 1


def test_what_another_check_has_told_is_not_told_again(check):
    """中央 + 省级 = 合计 is the matter of TAB-ROW."""
    head = "县区|中央|省级|合计"
    rows = ["云岭县|385.00|77.40|462.40", "青石县|462.00|81.50|543.50", "白水县|291.00|63.80|345.80"]
    findings = check(table(head, *rows), "TAB-RULE", "TAB-ROW").findings
    wrong = [finding.check for finding in findings if finding.status == "contradicted"]
    assert wrong == ["TAB-ROW"]


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        # Scores are capped.
        (
            "指标|分值|完成率|得分",
            ["造林|20|95%|19.00", "抚育|15|90%|13.50", "管护|25|118%|25.00", "补植|10|84%|8.40"],
        ),
        # One county gave money back, and says so.
        (
            "县区|到位资金|实际支出|结余资金|备注",
            [
                "云岭县|512.40|488.15|24.25|无",
                "青石县|630.50|601.20|29.30|无",
                "白水县|418.75|377.30|41.45|无",
                "合川县|255.10|240.00|15.10|无",
                "东川区|395.60|351.85|23.75|收回20.00万元",
            ],
        ),
        # A change printed without its sign.
        (
            "项目|上年|增减额|本年",
            [
                "会议费|12.40|3.15|15.55",
                "培训费|20.80|4.60|25.40",
                "差旅费|38.25|6.70|44.95",
                "印刷费|16.20|2.35|18.55",
                "邮电费|9.75|1.50|8.25",
            ],
        ),
        # Two rows alone are no rule.
        (BALANCE, ["云岭县|512.40|488.15|24.25", "青石县|630.50|601.20|92.30"]),
        # Small numbers meet by chance.
        ("乡镇|村数|户数（户）|项目数", ["东坪|3|5|8", "西坪|4|2|6", "南坪|7|2|9", "北坪|6|5|14"]),
        # As many rows fail as hold.
        (
            BALANCE,
            [
                "云岭县|512.40|488.15|24.25",
                "青石县|630.50|601.20|29.30",
                "白水县|418.75|377.30|30.00",
                "东川区|395.60|371.85|10.00",
            ],
        ),
        # Nothing is left anywhere: 到位 = 支出 says nothing of 结余.
        (
            BALANCE,
            [
                "云岭县|512.40|512.40|0.00",
                "青石县|630.50|630.50|0.00",
                "白水县|418.75|418.75|0.00",
                "东川区|395.60|371.85|12.00",
            ],
        ),
        # Rounded in 万元.
        (
            GRANTS,
            [
                "一级|1,247|1,855|231.32",
                "二级|835|1,425|118.99",
                "三级|413|1,095|45.22",
                "四级|269|765|20.58",
            ],
        ),
        # A column of blanks.
        (
            BALANCE,
            [
                "云岭县|512.40|488.15|",
                "青石县|630.50|601.20|29.30",
                "白水县|418.75|377.30|",
                "东川区|395.60|371.85|",
            ],
        ),
        # The rows 其中 repeat what stands above.
        (
            "项目|预算数|支出数|结余数",
            [
                "水利|860.00|801.50|58.50",
                "其中：渠道|430.00|411.20|18.80",
                "林业|275.00|260.40|14.60",
                "农业|190.00|181.80|8.20",
            ],
        ),
        # Another stage of the money: what was paid is no part of what was left.
        (
            "项目|合同价|结算价|已付款|质保金",
            [
                "道路|512.40|498.15|473.24|24.91",
                "桥梁|630.50|601.20|571.14|30.06",
                "涵洞|418.75|377.30|358.43|18.87",
                "护坡|295.60|271.85|258.26|13.59",
            ],
        ),
    ],
)
def test_look_alikes_stay_silent(check, head, rows):
    """Rows that differ for a reason, and numbers that meet by chance."""
    findings = check(table(head, *rows), "TAB-RULE").findings
    assert [finding.message_zh for finding in findings if finding.status == "contradicted"] == []
