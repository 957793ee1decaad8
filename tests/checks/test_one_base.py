"""Columns of rates are judged together: one base for all rows, and only the row that stands out is told."""

from __future__ import annotations

import pytest

import gouji
from gouji.document import Document


def table(*rows: str, above: str = "单位：万元", below: str = "以上数据均已核对。") -> str:
    lines = [rows[0], "|".join("---" for _ in rows[0].split("|")), *rows[1:]]
    body = "\n".join("| " + " | ".join(cell.strip() for cell in line.split("|")) + " |" for line in lines)
    return f"# 2024年度绩效自评报告\n\n各地资金情况见下表。\n\n{above}\n\n{body}\n\n{below}\n"


SPENT = "县区|下达金额|到位金额|支出金额|支出率"
BY_RECEIVED = (
    "河西县|860.00|800.00|742.30|{}",
    "青坪县|520.00|520.00|511.60|98.38%",
    "双溪区|1,040.00|988.00|903.45|91.44%",
    "白塔区|333.00|333.00|300.00|90.09%",
    "合计|2,753.00|2,641.00|2,457.35|{}",
)
BY_GRANTED = (
    "河西县|860.00|800.00|742.30|{}",
    "青坪县|520.00|520.00|511.60|98.38%",
    "双溪区|1,040.00|988.00|903.45|86.87%",
    "白塔区|333.00|333.00|300.00|90.09%",
    "合计|2,753.00|2,641.00|2,457.35|{}",
)


def filled(rows, *rates):
    given = iter(rates)
    return [row.format(next(given)) if "{}" in row else row for row in rows]


@pytest.mark.parametrize(
    ("rows", "rates"), [(BY_RECEIVED, ("92.79%", "93.05%")), (BY_GRANTED, ("86.31%", "89.26%"))]
)
def test_the_base_that_all_rows_fit_is_that_of_the_column(check, rows, rates):
    """Whether the rows divide by what came in or by what was granted, every one of them is confirmed."""
    findings = check(table(SPENT, *filled(rows, *rates)), "RATIO-EXEC").findings
    assert [finding.status for finding in findings] == ["confirmed"] * 5


@pytest.mark.parametrize(
    ("rows", "rates", "named"),
    [(BY_RECEIVED, ("97.29%", "93.05%"), "到位"), (BY_GRANTED, ("86.13%", "89.26%"), "下达")],
)
def test_the_row_that_stands_out_is_told(check, rows, rates, named):
    """Four rows fit one base; the fifth, that fits none, is told on that base."""
    (finding,) = check(table(SPENT, *filled(rows, *rates)), "RATIO-EXEC").contradicted
    assert finding.operands[0].label.startswith("河西县")
    assert named in finding.operands[2].label


def test_a_row_on_another_base_is_told_and_named(check):
    """One row divides by what was granted where all others divide by what came in."""
    text = table(SPENT, *filled(BY_RECEIVED, "86.31%", "93.05%"))
    (finding,) = check(text, "RATIO-EXEC").contradicted
    assert "到位" in finding.operands[2].label
    assert "下达" in finding.alternatives[0]


def test_the_formula_of_a_note_names_the_base(check):
    """One row alone tells two bases apart: the note decides, and the row that does not follow it is told."""
    rows = (
        "甲水县|860.00|800.00|742.30|{}",
        "乙山县|520.00|520.00|511.60|98.38%",
        "丙川县|88.00|88.00|80.08|91.00%",
    )
    note = "注：支出率=支出金额÷到位金额。"
    assert not check(table(SPENT, *filled(rows, "92.79%"), below=note), "RATIO-EXEC").contradicted
    (finding,) = check(table(SPENT, *filled(rows, "86.31%"), below=note), "RATIO-EXEC").contradicted
    assert "到位" in finding.operands[2].label


def test_rates_of_a_base_that_the_table_does_not_print_are_left_open(check):
    """Budget and carried over money together are what was spent from: no column holds their sum."""
    head = "项目|上年结转|本年预算|支出数|执行率"
    rows = (
        "管网|30.00|270.00|285.00|95.00%",
        "分流|20.00|480.00|460.00|92.00%",
        "保洁|5.00|95.00|96.00|96.00%",
    )
    assert not check(table(head, *rows), "RATIO-EXEC").contradicted


PAID = "付款批次|付款金额（元）|占合同价比例"
BATCHES = (
    "预付款|1,104,000.00|{}",
    "进度款|1,472,000.00|40%",
    "验收款|920,000.00|25%",
    "合计|3,496,000.00|95%",
)


@pytest.mark.parametrize("head", [PAID, "付款批次|付款金额（元）|付款比例", "付款批次|付款金额（元）|占比"])
@pytest.mark.parametrize("above", ["施工合同价3,680,000.00元。", "本项目实行公开招标。"])
def test_shares_of_a_contract_are_none_of_what_was_paid(check, head, above):
    """30, 40 and 25 percent of the contract make 95: the total of the payments is not what they are of."""
    text = table(head, *filled(BATCHES, "30%"), above=above)
    assert not check(text, "RATIO-SHARE").contradicted


def test_the_share_that_stands_out_among_shares_of_a_contract_is_told(check):
    """The other rows agree on the contract price that the prose prints; 33% of it is another amount."""
    text = table(PAID, *filled(BATCHES, "33%"), above="经公开招标，施工合同价3,680,000.00元。")
    (finding,) = [each for each in check(text, "RATIO-SHARE").contradicted if "预付款" in each.message_zh]
    assert finding.operands[2].figure.text == "3,680,000.00元"


def test_two_rows_that_agree_on_another_whole(check):
    """Both shares are of 2,000 each; the table adds the amounts up for no other reason."""
    head = "项目|结算价|占概算比例"
    assert not check(
        table(head, "土建|1,860.00|62.00%", "设备|912.00|30.40%", "合计|2,772.00|92.40%")
    ).contradicted


SHARES = "投向|金额|占比"


@pytest.mark.parametrize(("share", "told"), [("27.23%", 0), ("27.32%", 1), ("72.23%", 1)])
def test_a_share_of_the_total_is_still_told(check, share, told):
    """Three rows of four fit the total of their column; the fourth is told where it does not."""
    rows = ("教育|1,246.00|" + share, "卫生|831.00|18.16%", "交通|1,572.00|34.35%", "水利|927.00|20.26%")
    found = check(table(SHARES, *rows, "合计|4,576.00|100.00%"), "RATIO-SHARE").contradicted
    assert len(found) == told


YIELDS = "作物|面积（亩）|亩产（公斤）|产量（吨）"


def test_a_yield_of_the_total_row_is_no_sum(check):
    """482.5公斤 a 亩 over all crops is an average; the harvest is a sum, and 15,092 is none."""
    rows = (
        "水稻|18600|540.0|10044.0",
        "玉米|9400|470.0|4418.0",
        "大豆|3150|180.0|567.0",
        "合计|31150|482.5|{}",
    )
    assert not check(table(YIELDS, *filled(rows, "15029.0")), "TAB-COL").contradicted
    (finding,) = check(table(YIELDS, *filled(rows, "15092.0")), "TAB-COL").contradicted
    assert "产量" in finding.message_zh


FORM = "一级指标|二级指标|分值|三级指标|指标值|完成值|得分"
LEVELS = (
    "产出指标|数量指标|40|新建公厕|≥6座|6座|20",
    "产出指标|数量指标||改造公厕|≥9座|8座|{}",
    "产出指标|时效指标|20|按期完成率|100%|100%|20",
    "效益指标|社会效益|30|群众如厕便利度|提升|提升|30",
    "满意度指标|群众满意度|10|居民满意度|≥90%|93%|10",
    "总分||100||||98",
)


def test_points_that_stand_on_the_second_level_are_not_missing(check):
    """Two indicators share the 40 points of their group, as long as their scores fit into them."""
    assert not check(table(FORM, *filled(LEVELS, "18")), "TAB-MISSING").contradicted
    (finding,) = check(table(FORM, *filled(LEVELS, "28")), "TAB-MISSING").contradicted
    assert "分值" in finding.message_zh


WIDE = "一级指标|二级指标|三级指标|指标值|完成值|分值|得分"


def test_a_column_of_values_that_most_rows_leave_blank_was_misread(check):
    """One blank among five is told; four of them are the layout."""
    rows = [f"产出指标|数量指标|任务{name}|≥{n}个|{{}}|20|20" for n, name in enumerate("甲乙丙丁戊", 11)]
    one = filled(rows, "", "12个", "13个", "14个", "15个")
    (finding,) = check(table(WIDE, *one, "总分|||||100|100"), "TAB-MISSING").contradicted
    assert "完成值" in finding.message_zh
    most = filled(rows, "", "", "", "", "15个")
    assert not check(table(WIDE, *most, "总分|||||100|100"), "TAB-MISSING").contradicted


def test_a_form_of_ninety_points_leaves_ten_to_the_execution_rate(check):
    """90 points in all without the funds are whole; 92 are not."""
    rows = [f"产出指标|数量指标|任务{name}|≥{n}个|{n}个|{{}}|15" for n, name in enumerate("甲乙丙丁戊己", 11)]
    whole = filled(rows, *["15"] * 6)
    assert not check(table(WIDE, *whole, "总分|||||90|90"), "SCORE-WEIGHT").contradicted
    more = filled(rows, "17", *["15"] * 5)
    assert check(table(WIDE, *more, "总分|||||92|90"), "SCORE-WEIGHT").contradicted


def test_the_sentence_below_a_table_opens_no_rate(check):
    """以上情况 in the line below is no word of the last rate: 90.87% is 90.87%."""
    rows = (
        "处室      预算数      支出数      执行率",
        "办公室    1200.00     1156.80     96.40%",
        "信息所    240.50      198.30      82.45%",
        "合计      1440.50     1355.10     {}",
    )
    text = "# 2024年度绩效自评报告\n\n单位：万元\n" + "\n".join(rows) + "\n\n以上情况特此说明。\n"
    assert not check(text.format("94.07%"), "RATIO-EXEC").contradicted
    assert check(text.format("94.70%"), "RATIO-EXEC").contradicted


GROWN = "项目|本年|上年|增减率"


@pytest.mark.parametrize(
    ("rates", "told"),
    [
        (("10.00%", "5.00%", "20.00%", "-4.00%"), 0),
        (("10.00%", "5.00%", "20.00%", "-6.00%"), 1),
        (("31.00%", "17.00%", "42.00%", "9.00%"), 0),
    ],
)
def test_growth_that_no_row_has_of_the_column_beside_it_is_of_another_year(check, rates, told):
    """One row that does not grow as it says is told; where none does, the rates are of another year."""
    rows = ("门诊|132.00|120.00|{}", "住院|210.00|200.00|{}", "体检|36.00|30.00|{}", "康复|48.00|50.00|{}")
    assert len(check(table(GROWN, *filled(rows, *rates)), "RATIO-GROWTH").contradicted) == told


TREE = (
    "一|基础工作|30|29",
    "1|制度健全|10|10",
    "2|档案规范|20|19",
    "二|任务完成|50|48.5",
    "1|数量|30|30",
    "2|质量|20|18.5",
    "三|群众评价|20|20",
)


@pytest.mark.parametrize(("total", "told"), [("97.5", 0), ("95.7", 1)])
def test_points_of_groups_and_of_what_they_are_made_of_count_once(check, total, told):
    """The groups alone make the total, and another total than theirs is told."""
    text = table("序号|评价内容|分值|自评分", *TREE, f"|总分|100|{total}")
    assert not check(text, "SCORE-WEIGHT").contradicted
    assert len(check(text, "SCORE-SUM").contradicted) == told


@pytest.mark.parametrize(("days", "told"), [("150", 0), ("360", 0), ("330", 1)])
def test_works_side_by_side_take_as_long_as_the_longest(check, days, told):
    """150 days over all are the longest of three works, 360 their sum; 330 are neither."""
    rows = ("红石线|12.6|120", "高桥线|8.4|90", "下湾线|15.2|150", f"合计|36.2|{days}")
    assert len(check(table("路线|里程（公里）|工期（天）", *rows), "TAB-COL").contradicted) == told


def due(*rows: str) -> list[str]:
    """How gravely the dates of a table of 2024 are told."""
    found = gouji.check(Document.from_text(table(*rows), name="report")).findings
    return [each.severity for each in found if each.check == "DATE-FY" and each.status == "contradicted"]


@pytest.mark.parametrize(("day", "told"), [("2025年2月28日", ["info"]), ("2023年2月28日", ["high"])])
def test_a_plan_of_tasks_may_run_on_into_the_next_year(day, told):
    """A task without points may be due in 2025, but not in the year before its own."""
    head = "任务|计划完成时间|实际完成时间|完成率"
    rows = ("主体封顶|2024年9月30日|2024年10月15日|100%", f"设备安装|{day}|—|30%", "装修|2024年3月31日|—|80%")
    assert due(head, *rows) == told


def test_an_indicator_may_not_be_due_in_the_next_year():
    """What is given points in 2024 is due in 2024."""
    head = "一级指标|三级指标|指标值|完成值|分值|得分"
    rows = (
        "产出|设备安装|2025年2月28日|2024年12月8日|50|50",
        "效益|满意度|≥90%|92%|50|50",
        "总分||||100|100",
    )
    assert due(head, *rows) == ["high"]


@pytest.mark.parametrize(("serials", "told"), [("123456", 0), ("122456", 1)])
def test_a_row_that_lost_cells_goes_on_counting(check, serials, told):
    """Rows of bars that leave out a blank remark at their end are counted too."""
    marks = ("|缺2份", "|", "|已补", "", "|见附件", "|")
    rows = [f"{n}|任务{name}|{n}0{mark}" for n, name, mark in zip(serials, "甲乙丙丁戊己", marks)]
    text = (
        "# 2024年度绩效自评报告\n\n任务见下表。\n\n序号|内容|分值|备注\n" + "\n".join(rows) + "\n\n以上。\n"
    )
    assert len(check(text, "TAB-SEQ").contradicted) == told


@pytest.mark.parametrize(("change", "told"), [("-83.00", False), ("-38.00", True)])
def test_a_fall_and_its_rate_side_by_side_are_no_range(change, told):
    """-83.00 in one column of blanks and -2.00% in the next are two numbers, and the first is an amount."""
    rows = (
        "科目        预算        决算        差异额    差异率",
        "税收返还    620.00      638.60      18.60     3.00%",
        f"一般转移    4,150.00    4,067.00    {change}    -2.00%",
        "专项转移    1,980.00    2,217.60    237.60    12.00%",
        "合计        6,750.00    6,923.20    173.20    2.57%",
    )
    text = "# 2024年度绩效自评报告\n\n单位：万元\n\n" + "\n".join(rows) + "\n\n特此说明。\n"
    found = gouji.check(Document.from_text(text, name="report")).findings
    assert any(each.status == "contradicted" for each in found) is told
