"""TAB-COL, TAB-ROW, TAB-SEQ, TAB-FORMAT, TAB-MISSING and the shares of tables."""

from __future__ import annotations

import pytest

from forms_of_every_kind import FORMS, right
from gouji.checks import own_checks
from gouji.document import Document
from gouji.findings import Finding
from gouji.pipeline import check


def findings(table: str, *ids: str) -> list[Finding]:
    chosen = [each for each in own_checks() if each.id in ids]
    text = "# 2024年度绩效自评报告\n\n资金使用情况见下表。\n\n单位：万元\n\n" + table
    return list(check(Document.from_text(text, name="a.md"), checks=chosen).findings)


def wrong(table: str, *ids: str) -> list[str]:
    return [f.expression for f in findings(table, *ids) if f.status == "contradicted"]


LEVELS = """| 项目 | 预算数 | 支出数 |
| --- | --- | --- |
| 一、水利建设 | 300.00 | {water} |
| （一）渠道 | 180.00 | 176.50 |
| （二）泵站 | 120.00 | 115.20 |
| 二、农村供水 | 200.00 | 196.30 |
| （一）管网 | 150.00 | {pipes} |
| （二）水源 | 50.00 | 48.80 |
| 三、防汛 | 60.00 | 60.00 |
| 合计 | 560.00 | {total} |
"""


def test_levels_of_numbers():
    """一、 adds up its （一） and （二）, and the total only the first level."""
    good = findings(LEVELS.format(water="291.70", pipes="147.50", total="548.00"), "TAB-COL")
    assert {f.status for f in good} == {"confirmed"}
    assert len(good) == 6


@pytest.mark.parametrize(
    ("water", "pipes", "total", "expected"),
    [
        ("297.10", "147.50", "548.00", ["176.50 + 115.20 = 291.70 ≠ 297.10", "297.10 + 196.30 + 60.00 = 553.40 ≠ 548.00"]),
        ("291.70", "174.50", "548.00", ["174.50 + 48.80 = 223.30 ≠ 196.30"]),
        ("291.70", "147.50", "584.00", ["291.70 + 196.30 + 60.00 = 548.00 ≠ 584.00"]),
    ],
)  # fmt: skip
def test_a_broken_level(water, pipes, total, expected):
    """The broken cell is in every relation that fails, and in no other."""
    assert wrong(LEVELS.format(water=water, pipes=pipes, total=total), "TAB-COL") == expected


LEADING = """| 序号 | 单位 | 金额 |
| --- | --- | --- |
| 一 | 城区小计 | {first} |
| 1 | 东湖街道 | 42.00 |
| 2 | 西园街道 | 28.60 |
| 二 | 乡镇小计 | 60.00 |
| 3 | 石桥镇 | 35.10 |
| 4 | 马岭乡 | 24.90 |
|  | 合计 | 130.60 |
"""


def test_subtotals_above_their_rows():
    """A 小计 that opens its group adds up the rows below it."""
    assert wrong(LEADING.format(first="70.60"), "TAB-COL", "TAB-SEQ") == []
    assert wrong(LEADING.format(first="76.60"), "TAB-COL") == [
        "42.00 + 28.60 = 70.60 ≠ 76.60",
        "76.60 + 60.00 = 136.60 ≠ 130.60",
    ]


def test_a_total_that_opens_the_table():
    """合计 in the first row stands for the rows below."""
    table = (
        "| 项目 | 金额 |\n| --- | --- |\n| 合计 | {} |\n| 宣传 | 12.50 |\n| 培训 | 20.30 |\n| 督导 | 7.20 |\n"
    )
    assert wrong(table.format("40.00"), "TAB-COL") == []
    assert wrong(table.format("41.00"), "TAB-COL") == ["12.50 + 20.30 + 7.20 = 40.00 ≠ 41.00"]


def test_income_and_what_is_carried_in():
    """总计 below 合计 adds what stands between the two."""
    table = (
        "| 收入项目 | 决算数 |\n| --- | --- |\n| 财政拨款收入 | 300.00 |\n| 事业收入 | 50.00 |\n| 本年收入合计 | 350.00 |\n"
        "| 年初结转结余 | 20.00 |\n| 使用专用结余 | 5.00 |\n| 收入总计 | {} |\n"
    )
    assert wrong(table.format("375.00"), "TAB-COL") == []
    assert wrong(table.format("357.00"), "TAB-COL") == ["350.00 + 20.00 + 5.00 = 375.00 ≠ 357.00"]


@pytest.mark.parametrize(
    "rows",
    [
        "| 基本支出 | 80.00 |\n| 其中：人员经费 | 60.00 |\n| 公用经费 | 20.00 |\n| 项目支出 | 20.00 |",
        "| 一般公共服务支出 | 40.00 |\n| 教育支出 | 60.00 |\n| 其中：工资福利支出 | 55.00 |\n| 商品和服务支出 | 45.00 |",
        "| 办公费 | 30.00 |\n| 会议费 | 见附表 |\n| 培训费 | 20.00 |",
    ],
)
def test_rows_that_are_no_partition(rows):
    """Parts among their wholes, a second classification, words in a cell: nothing is contradicted."""
    assert wrong(f"| 项目 | 支出 |\n| --- | --- |\n{rows}\n| 合计 | 100.00 |\n", "TAB-COL") == []


def test_prices_rates_and_averages_are_not_added():
    """A row 合计 prints the average of prices and rates, or of points."""
    table = (
        "| 项目 | 数量（套） | 单价（元） | 金额 | 完成率 | 自评得分 |\n| --- | --- | --- | --- | --- | --- |\n"
        "| 甲类设备 | 10 | 200 | 0.20 | 98% | 95 |\n| 乙类设备 | 30 | 400 | 1.20 | 100% | 97 |\n"
        "| 合计 | 40 | 350 | 1.40 | 99.5% | 96 |\n"
    )
    assert wrong(table, "TAB-COL", "SCORE-SUM") == []


HEADS = """| 县区 | 下达资金 |  |  | 支出资金 |  |  | 执行率 |
| --- | --- | --- | --- | --- | --- | --- | --- |
|  | 中央 | 省级 | 小计 | 中央 | 省级 | 小计 |  |
| 清河县 | 80.00 | 20.00 | 100.00 | 76.00 | 19.00 | {spent} | 95.00% |
| 南塘县 | 60.00 | 40.00 | 100.00 | 60.00 | 38.50 | 98.50 | 98.50% |
| 合计 | 140.00 | 60.00 | 200.00 | 136.00 | 57.50 | 193.50 | 96.75% |
"""


def test_heads_over_several_columns():
    """小计 under a common head adds up the columns of that head only."""
    assert wrong(HEADS.format(spent="95.00"), "TAB-ROW", "TAB-COL") == []
    assert wrong(HEADS.format(spent="59.00"), "TAB-ROW") == ["76.00 + 19.00 = 95.00 ≠ 59.00"]


def test_a_change_against_last_year():
    """增减 is this year less last year, or what it fell by."""
    table = "| 项目 | 2023年决算数 | 2024年预算数 | 2024年决算数 | 比上年增减 |\n| --- | --- | --- | --- | --- |\n"
    table += "| 公务接待费 | 7.60 | 7.00 | 5.48 | {} |\n| 车辆运行费 | 30.00 | 32.00 | 31.50 | 1.50 |\n"
    assert wrong(table.format("-2.12"), "TAB-ROW") == []
    assert wrong(table.format("2.12"), "TAB-ROW") == []
    assert wrong(table.format("-2.21"), "TAB-ROW") == ["5.48 − 7.60 = -2.12 ≠ -2.21"]


def test_stages_are_not_added_across():
    """预算 and 决算 side by side are no parts of a column 合计."""
    table = (
        "| 项目 | 年初预算 | 调整预算 | 合计 |\n| --- | --- | --- | --- |\n| 甲 | 10.00 | 12.00 | 12.00 |\n"
    )
    assert wrong(table + "| 乙 | 20.00 | 25.00 | 25.00 |\n", "TAB-ROW") == []


SHARES = """| 支出方向 | 金额 | 占比 |
| --- | --- | --- |
| 除险加固 | 231.00 | {} |
| 监测设施 | 42.00 | 14.05% |
| 维修养护 | 26.00 | 8.70% |
| 合计 | 299.00 | 100.00% |
"""


def test_shares_in_a_column():
    """Each is its row over the total; that three rounded shares make 100.01 is no error."""
    assert wrong(SHARES.format("77.26%"), "RATIO-SHARE") == []
    assert wrong(SHARES.format("72.76%"), "RATIO-SHARE") == ["231.00 ÷ 299.00 = 77.26% ≠ 72.76%"]


def test_shares_without_amounts_make_a_hundred():
    """A closed list of shares, each rounded by itself."""
    table = (
        "| 来源 | 比例 |\n| --- | --- |\n| 中央 | 60.3% |\n| 省级 | {} |\n| 市级 | 12.4% |\n| 合计 | 100% |\n"
    )
    assert wrong(table.format("27.4%"), "RATIO-SHARE") == []
    assert wrong(table.format("24.7%"), "RATIO-SHARE") != []


@pytest.mark.parametrize(
    ("serials", "expected"),
    [
        ("1 2 3 4", []),
        ("1 2 2 3", ["1, 2, 2, 3"]),
        ("1 2 4 5", ["1, 2, 4, 5"]),
        ("一 二 三 五", ["1, 2, 3, 5"]),
        ("1 2 1 2", []),
        ("1 1.1 1.2 2", []),
        ("一 1 2 二", []),
    ],
)
def test_serials(serials, expected):
    """One by one; 1 begins anew; numbers of several levels and 一、二 go their own way."""
    rows = "".join(f"| {serial} | 项目{at} | {at}.50 |\n" for at, serial in enumerate(serials.split(), 1))
    table = "| 序号 | 项目名称 | 金额 |\n| --- | --- | --- |\n" + rows
    assert wrong(table, "TAB-SEQ") == expected


@pytest.mark.parametrize("cell", ["00", "7 7%", "12..5", "1,23", "#REF!"])
def test_malformed_cells(cell):
    """A cell of numbers that holds none is info."""
    table = f"| 项目 | 金额 | 比例 |\n| --- | --- | --- |\n| 培训 | {cell} | 50% |\n| 宣传 | 10.00 | 50% |\n"
    (finding,) = findings(table, "TAB-FORMAT")
    assert (finding.status, finding.severity) == ("contradicted", "info")


def test_numbers_that_are_written_otherwise():
    """Telephone numbers, codes, serials and dates are no amounts."""
    table = (
        "| 序号 | 项目 | 联系电话 | 科目编码 | 金额 |\n| --- | --- | --- | --- | --- |\n"
        "| 01 | 培训 | 010 | 0201 | 1,250.00 |\n| 02 | 宣传 | 0873 | 0203 | 0.50 |\n"
    )
    assert findings(table, "TAB-FORMAT") == []


def test_blank_cells_of_a_form():
    """A score without an actual value, a weight without a score: medium; half a row of funds: low."""
    form = right(FORMS["standard"])
    actual = form.replace("| ≥1,200户 | 1,236户 |", "| ≥1,200户 |  |")
    score = form.replace("| 98.6% | 10 | 10 |", "| 98.6% | 10 |  |")
    funds = form.replace("| 其中：当年财政拨款 | 300.00 |", "| 其中：当年财政拨款 |  |")
    for text, severity, said in (
        (actual, "medium", "完成值"),
        (score, "medium", "得分"),
        (funds, "low", "年初预算数"),
    ):
        chosen = [each for each in own_checks() if each.id == "TAB-MISSING"]
        (finding,) = check(Document.from_text(text, name="a.md"), checks=chosen).findings
        assert (finding.status, finding.severity) == ("contradicted", severity)
        assert said in finding.message_zh
    assert findings(form, "TAB-MISSING") == []


CODES = """| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| --- | --- | --- | --- | --- |
| 205 | 教育支出 | 120.00 | 100.00 | 20.00 |
| 20502 | 普通教育 | 120.00 | 100.00 | 20.00 |
| 2050202 | 小学教育 | 80.00 | 70.00 | {small} |
| 2050203 | 初中教育 | 40.00 | 30.00 | 10.00 |
| 221 | 住房保障支出 | 15.00 | 15.00 | 0.00 |
| 22102 | 住房改革支出 | 15.00 | 15.00 | 0.00 |
| 合计 |  | 135.00 | 115.00 | {total} |
"""


def test_classes_by_code():
    """205, 20502 and 2050202 are levels; the total adds the first only."""
    assert wrong(CODES.format(small="10.00", total="20.00"), "TAB-COL") == []
    assert wrong(CODES.format(small="10.00", total="25.00"), "TAB-COL") == ["20.00 + 0.00 = 20.00 ≠ 25.00"]


def test_classes_without_a_mark():
    """类, 款 and 项 below one another without code or number: their amounts tell, and nothing is contradicted."""
    lines = [line.split("|") for line in CODES.format(small="10.00", total="20.00").strip().split("\n")]
    table = (
        "\n".join("|".join([line[0], *line[2:]]) for line in lines[:-1])
        + "\n| 合计 | 135.00 | 115.00 | 20.00 |\n"
    )
    found = findings(table, "TAB-COL")
    assert found
    assert {finding.status for finding in found} == {"confirmed"}
