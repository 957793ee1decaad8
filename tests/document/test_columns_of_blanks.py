"""Tables in columns of blanks whose rows have fewer cells than their head."""

from __future__ import annotations

import pytest

from gouji.document import Document

LEAD = "青澜市水库除险加固专项资金绩效自评报告\n\n一、自评情况\n各项指标完成情况见下表。\n\n"
END = "\n\n二、结论\n工程均已完工并通过验收，运行正常。\n"


def rows(table: str) -> list[list[str]]:
    """The one table of a report."""
    text = LEAD + table.strip("\n") + END
    (found,) = Document.from_text(text).tables
    for cell in found.cells:
        assert text[cell.start : cell.end].split() == cell.text.split()
    return [["".join(cell.text.split()) for cell in row] for row in found.rows()]


FORM = """
    三级指标             指标值      完成值     分值  得分  偏差原因
    加固水库(含小二型)数 ≥12座       12座       20    20    无
    大坝安全鉴定数       12座        11座       15    13.75 一座延期
    保护耕地面积         ≥3.6万亩    3.7万亩    30    30    无
    受益群众满意度       ≥90%        92.4%      10    10    无
"""
FULL = [
    ["三级指标", "指标值", "完成值", "分值", "得分", "偏差原因"],
    ["加固水库(含小二型)数", "≥12座", "12座", "20", "20", "无"],
    ["大坝安全鉴定数", "12座", "11座", "15", "13.75", "一座延期"],
    ["保护耕地面积", "≥3.6万亩", "3.7万亩", "30", "30", "无"],
    ["受益群众满意度", "≥90%", "92.4%", "10", "10", "无"],
]


def test_one_blank_parts_two_cells_where_the_others_say_so():
    """A long name and its target stand one blank apart, and so do a score and its reason."""
    assert rows(FORM) == FULL


@pytest.mark.parametrize(
    "total",
    [
        "    总分                                        75    73.75",
        "    总    分                                    75    73.75",
        "    合  计                                      75    73.75",
        "    合计                                        75    73.75",
        "    总分   75   73.75",
        "    合计 75 73.75",
        "    总计      75      73.75",
    ],
)
def test_the_total_has_its_points_below_theirs(total):
    """The row 总分 leaves the target, what was done and the reason empty."""
    word = "".join(total.split("7")[0].split())
    if total.count(" ") < 8:
        # Three words one blank apart are no row by themselves.
        assert rows(FORM) == FULL
        return
    assert rows(FORM + total) == [*FULL, [word, "", "", "75", "73.75", ""]]


def test_reasons_are_left_empty():
    """Only the row that deviates prints a reason; levels stand once."""
    table = """
    一级指标    三级指标           年度指标值   实际完成值   分值  得分   偏差原因
    产出指标    加固水库数量       ≥12座       12座         20    20
                大坝安全鉴定数     12座         11座         15    13.75  一座延期
    效益指标    保护耕地面积       ≥3.6万亩    3.7万亩      30    30
    合计                                                     65    63.75
    """
    found = rows(table)
    assert found[1][-1] == "" and found[2] == [
        "",
        "大坝安全鉴定数",
        "12座",
        "11座",
        "15",
        "13.75",
        "一座延期",
    ]
    assert found[-1] == ["合计", "", "", "", "65", "63.75", ""]


def test_an_amount_is_left_empty():
    """A source that had no budget at the beginning of the year."""
    table = """
    资金来源    年初预算   调整预算   支出数   执行率
    中央资金    600.00     600.00     588.00   98.00%
    省级资金               240.00     228.00   95.00%
    市级配套    180.00     180.00     171.00   95.00%
    合计        780.00     1,020.00   987.00   96.76%
    """
    assert rows(table)[2] == ["省级资金", "", "240.00", "228.00", "95.00%"]


def test_a_head_one_blank_apart():
    """The heads stand one blank apart, the rows below two."""
    table = """
    指标名称 目标值 完成值 分值 得分
    加固水库数量  ≥12座  12座  20  20
    大坝安全鉴定数  12座  11座  15  13.75
    保护耕地面积  ≥3.6万亩  3.7万亩  30  30
    合计  65  63.75
    """
    found = rows(table)
    assert found[0] == ["指标名称", "目标值", "完成值", "分值", "得分"]
    assert found[-1] == ["合计", "", "", "65", "63.75"]


def test_a_total_below_serials():
    """合计 below a serial number and a name."""
    table = """
    序号  项目名称         预算数      执行数
    1     渠道清淤         320.00      318.40
    2     泵站更新         180.00      176.25
    3     大坝监测         95.00       95.00
          合    计         595.00      589.65
    """
    assert rows(table)[-1] == ["", "合计", "595.00", "589.65"]


@pytest.mark.parametrize(
    "line",
    [
        "    注      表中金额为决算数",
        "    填报人  李明    日期  2025年3月",
        "    本表由规划科负责解释",
        "    水库  渠道  泵站",
    ],
)
def test_what_is_no_row(line):
    """A line below the table that does not stand in its columns is none of it."""
    assert rows(FORM + line) == FULL
