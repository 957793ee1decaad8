"""A bare number in a cell takes its unit from head, row, caption or lead-in, and says from which."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gouji.document import Cell, Document, Table
from gouji.figures import Figure, find_figures


def cell_lines(rows: list[list[str]]) -> str:
    """One cell a line behind a TAB, a blank line between rows."""
    return "\n\n".join("\n".join("\t" + cell for cell in row) for row in rows) + "\n\n"


def row_lines(rows: list[list[str]]) -> str:
    """One row a line, TABs between its cells."""
    return "\n".join("\t".join(row) for row in rows) + "\n\n"


def pipes(rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]]) + "\n\n"


LAYOUTS = [cell_lines, row_lines, pipes]
Layout = Callable[[list[list[str]]], str]


def table_of(text: str) -> list[list[str]]:
    """Rows written with ``|`` between cells."""
    return [line.strip().split("|") for line in text.strip().splitlines()]


def shown(figures: tuple[Figure, ...]) -> list[str]:
    """``text=value unit source`` of the figures that stand in cells."""
    return [f"{f.text}={f.to_dict()['value']}{f.base_unit} {f.unit_source}" for f in figures]


def bare(figures: tuple[Figure, ...]) -> list[str]:
    """The same, only of those whose unit is not printed with them."""
    return shown(tuple(figure for figure in figures if figure.unit_source != "inline"))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_caption_gives_the_unit_of_all_amounts(layout: Layout):
    """金额单位：万元 above a table makes 12.50 an amount of 125 000 元."""
    rows = table_of("""
        项目|上年决算数|本年预算数|本年决算数
        公务接待费|3.20|2.80|2.16
        公务用车运行费|12.50|11.00|-0.86
    """)
    figures = find_figures("三公经费支出情况\n金额单位：万元\n" + layout(rows) + "以上数据来自决算。\n")

    assert bare(figures) == [
        "3.20=32000元 caption", "2.80=28000元 caption", "2.16=21600元 caption",
        "12.50=125000元 caption", "11.00=110000元 caption", "-0.86=-8600元 caption",
    ]  # fmt: skip
    assert figures[-1].quantum == 100
    assert {"bare", "in_table"} <= figures[-1].flags


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_column_head_gives_its_own_unit(layout: Layout):
    """任务数（户）, 完成率 and 补助资金（万元） type their columns; 序号 is no figure."""
    rows = table_of("""
        序号|乡镇|任务数（户）|完成率（%）|补助资金（万元）
        1|河东镇|120|98.33|236
        2|山前乡|86|100|172.0
    """)
    figures = find_figures("完成情况表\n" + layout(rows) + "以上。\n")

    assert bare(figures) == [
        "120=120户 header", "98.33=98.33% header", "236=2360000元 header",
        "86=86户 header", "100=100% header", "172.0=1720000元 header",
    ]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_column_of_units_gives_the_unit_of_its_row(layout: Layout):
    """计量单位 says what 指标值 and 实际完成值 count; 分值 and 得分 are scores all the same."""
    rows = table_of("""
        三级指标|指标性质|指标值|计量单位|实际完成值|分值|得分
        新建渠道|≥|35|公里|36.2|15|15
        总投资|≤|860|万元|852.6|10|9.5
        满意度|≥|90|%|93.5|10|10
    """)
    figures = find_figures("绩效指标表\n" + layout(rows) + "以上。\n")

    assert bare(figures) == [
        "35=35公里 row", "36.2=36.2公里 row", "15=15分 header", "15=15分 header",
        "860=8600000元 row", "852.6=8526000元 row", "10=10分 header", "9.5=9.5分 header",
        "90=90% row", "93.5=93.5% row", "10=10分 header", "10=10分 header",
    ]  # fmt: skip


SELF_EVALUATION = table_of("""
    项目名称|村道养护
    主管部门|交通局|实施单位|养护中心
    项目资金（万元）||年初预算|调整后预算|全年执行数|分值|执行率|得分
    |年度资金总额|1,200.00|1186.50|1153.30|10|97.20%|9.72
    |上年结转资金|0|0|0|-||-
    绩效指标|一级指标|二级指标|三级指标|目标值|实际完成值|分值|得分|偏差原因
    |产出指标(50分)|数量指标|养护里程（公里）|≥320|326|10|10|
    ||成本指标|养护成本|≤1200万|1153.3万|10|10|
    |满意度指标|满意度|群众满意度|≥90%|92%|10|9|
    总分|100|97.52|
""")


@pytest.mark.parametrize("layout", [cell_lines, row_lines])
def test_the_form_of_self_evaluation_is_read_through_its_merged_heads(layout: Layout):
    """项目资金（万元） governs the rows below it, the second head row governs the indicators."""
    figures = find_figures("项目支出绩效自评表\n\n" + layout(SELF_EVALUATION) + "以上。\n")

    assert shown(figures) == [
        "1,200.00=12000000元 header", "1186.50=11865000元 header", "1153.30=11533000元 header",
        "10=10分 header", "97.20%=97.2% inline", "9.72=9.72分 header",
        "0=0元 header", "0=0元 header", "0=0元 header",
        "50分=50分 inline", "320=320公里 row", "326=326公里 row", "10=10分 header", "10=10分 header",
        "1200万=12000000元 inline", "1153.3万=11533000元 inline", "10=10分 header", "10=10分 header",
        "90%=90% inline", "92%=92% inline", "10=10分 header", "9=9分 header",
        "100=100分 header", "97.52=97.52分 header",
    ]  # fmt: skip


def test_the_sentence_above_gives_the_unit_when_it_repeats_the_total():
    """A table without a caption takes 万元 from a lead-in that prints the same total."""
    rows = table_of("""
        序号|项目|年度决算数
        1|灌区维修|153.39
        2|水质监测|32.07
        合计||185.46
    """)
    figures = find_figures("本年项目支出185.46万元，明细如下：\n" + cell_lines(rows) + "以上。\n")

    assert bare(figures) == ["153.39=1533900元 lead_in", "32.07=320700元 lead_in", "185.46=1854600元 lead_in"]


def test_a_table_whose_unit_nobody_states_stays_silent():
    """Amounts without any unit are not guessed at."""
    rows = table_of("""
        项目|年度决算数
        灌区维修|153.39
        水质监测|32.07
    """)
    assert find_figures("明细如下：\n" + cell_lines(rows) + "以上。\n") == ()


def test_account_codes_and_column_numbers_are_no_amounts():
    """科目编码 and the row 栏次 carry numbers that are none."""
    rows = table_of("""
        科目编码|科目名称|合计|基本支出|项目支出
        栏次||1|2|3
        2010101|行政运行|486,235.60|486,235.60|0.00
    """)
    figures = find_figures("支出决算表\n单位：元\n" + row_lines(rows) + "以上。\n")

    assert [figure.text for figure in figures] == ["486,235.60", "486,235.60", "0.00"]


def test_a_row_of_people_in_a_table_of_money_counts_people():
    """在职人数（人） keeps its unit under the caption 万元."""
    rows = table_of("""
        项目|上年数|本年数
        公用经费|12.5|11.6
        在职人数（人）|56|58
    """)
    figures = find_figures("情况表\n单位：万元\n" + row_lines(rows) + "以上。\n")

    assert bare(figures) == ["12.5=125000元 caption", "11.6=116000元 caption", "56=56人 row", "58=58人 row"]


def merged_document() -> Document:
    """A table as a word processor gives it: a head over two columns, a first cell over two rows."""
    text = "资金\t预算（万元）\t分值\n\t年初\t全年\t\n总额\t120\t118.5\t10\n财政\t110\t108.5\t10\n"
    places = [
        (0, 0, "资金", 2, 1), (0, 1, "预算（万元）", 1, 2), (0, 3, "分值", 2, 1), (1, 1, "年初", 1, 1),
        (1, 2, "全年", 1, 1), (2, 0, "总额", 1, 1), (2, 1, "120", 1, 1), (2, 2, "118.5", 1, 1),
        (2, 3, "10", 1, 1), (3, 0, "财政", 1, 1), (3, 1, "110", 1, 1), (3, 2, "108.5", 1, 1),
        (3, 3, "10", 1, 1),
    ]  # fmt: skip
    cells, position = [], 0
    for row, column, content, row_span, column_span in places:
        start = text.index(content, position)
        position = start + len(content)
        cells.append(Cell(row, column, start, position, content, row_span, column_span))
    return Document(text, tables=(Table(0, len(text), tuple(cells)),))


def test_a_head_over_two_columns_gives_both_its_unit():
    """预算（万元） above 年初 and 全年 types both columns."""
    assert bare(find_figures(merged_document())) == [
        "120=1200000元 header", "118.5=1185000元 header", "10=10分 header",
        "110=1100000元 header", "108.5=1085000元 header", "10=10分 header",
    ]  # fmt: skip


def test_a_number_never_takes_its_unit_from_the_next_row():
    """100 at the end of one row and 个 at the start of the next stay apart."""
    text = "村\t数\n甲\t100\n个\t7\n"
    cells = [
        Cell(0, 0, 0, 1, "村"), Cell(0, 1, 2, 3, "数"), Cell(1, 0, 4, 5, "甲"), Cell(1, 1, 6, 9, "100"),
        Cell(2, 0, 10, 11, "个"), Cell(2, 1, 12, 13, "7"),
    ]  # fmt: skip
    assert find_figures(Document(text, tables=(Table(0, len(text), tuple(cells)),))) == ()


def test_a_malformed_zero_is_left_out():
    """A cell 00 is no number of the table."""
    rows = table_of("""
        项目|本年数
        结转|00
        支出|12.5
    """)
    figures = find_figures("情况表\n单位：万元\n" + row_lines(rows) + "以上。\n")

    assert [figure.text for figure in figures] == ["12.5"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_row_of_rates_is_no_second_head(layout: Layout):
    """1.9万元/公里 in two cells gives the rows below it no unit."""
    rows = table_of("""
        三级指标|指标值|完成值
        护岸加固（公里）|6.4|6.4
        单位造价|≤1.9万元/公里|1.86万元/公里
        受益人口（万人）|2.6|2.71
    """)
    figures = find_figures("绩效指标如下。\n" + layout(rows) + "以上。\n")

    assert bare(figures) == [
        "6.4=6.4公里 row", "6.4=6.4公里 row", "2.6=26000人 row", "2.71=27100人 row",
    ]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_row_of_words_is_no_second_head(layout: Layout):
    """验收合格率 | 达标 | 达标 leaves the columns what they are: 40 below it is no amount of money."""
    rows = table_of("""
        指标|目标值|完成值
        验收合格率|达标|达标
        新建驿站|40|41
    """)
    figures = find_figures("完成情况\n单位：万元\n" + layout(rows) + "以上。\n")

    assert bare(figures) == []


def test_a_column_of_heads_counted_has_not_the_unit_of_the_caption():
    """人次/辆 under 单位：万元 is no column of money; what it counts is not said."""
    rows = table_of("""
        项目|决算数|人次/辆
        公务接待费|4.86|372
        公务用车运行费|9.20|4
    """)
    figures = find_figures("有关支出\n单位：万元\n" + row_lines(rows) + "以上。\n")

    assert bare(figures) == ["4.86=48600元 caption", "9.20=92000元 caption"]


def test_a_column_of_money_without_a_unit_has_that_on_its_left():
    """总投资（万元） speaks for 中央 and 省级资金 beside it; a price speaks for itself alone."""
    rows = table_of("""
        项目|总投资（万元）|其中：中央|省级资金|受益人口
        灌渠|96.5|60|36.5|1,204
        泵站|40|0|40|388
    """)
    priced = table_of("""
        物资|数量（件）|单价（元）|金额
        围栏|60|185|11,100
        饮水槽|12|920|11,040
    """)

    assert bare(find_figures("项目表\n" + row_lines(rows) + "以上。\n")) == [
        "96.5=965000元 header", "60=600000元 header", "36.5=365000元 header", "1,204=1204人 header",
        "40=400000元 header", "0=0元 header", "40=400000元 header", "388=388人 header",
    ]  # fmt: skip
    assert bare(find_figures("采购表\n" + row_lines(priced) + "以上。\n")) == [
        "60=60件 header", "185=185元 header", "12=12件 header", "920=920元 header",
    ]  # fmt: skip


def test_part_of_a_person_is_a_cell_out_of_its_column():
    """18.64 under 人数 is not read; under 人数（万人） it is."""
    rows = table_of("""
        类别|人数|人数（万人）
        集中供养|18.64|18.64
        分散供养|97|0.97
    """)

    assert bare(find_figures("供养情况\n" + row_lines(rows) + "以上。\n")) == [
        "18.64=186400人 header", "97=97人 header", "0.97=9700人 header",
    ]  # fmt: skip


def test_a_score_and_the_next_row_make_no_year():
    """10 at the end of a row and 年度目标 at the start of the next one stay apart."""
    rows = table_of("""
        指标|完成值|得分
        义诊活动|36场|10
        年度目标2|完成|20
    """)
    figures = find_figures("自评表\n" + row_lines(rows) + "以上。\n")

    assert [figure.text for figure in figures] == ["36场", "10", "20"]


def test_behind_a_printed_percentage_a_bare_number_is_none():
    """满意度 | ≥92% | 95.6% | 10: the 10 of a column without a head is no 10%."""
    rows = table_of("""
        三级指标|目标|完成
        收视满意度|≥92%|95.6%|10
        节目合格率|98.2|99
    """)
    figures = find_figures("自评情况\n" + row_lines(rows) + "以上。\n")

    assert bare(figures) == ["98.2=98.2% row", "99=99% row"]
