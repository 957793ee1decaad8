"""Tables that lost more than their lines: merged cells, groups, second heads, and bars at the edges."""

from __future__ import annotations

import pytest

from gouji.document import Document

FORM = """项目支出绩效自评表
项目资金
年初预算
调整后预算
支出金额
分值
执行率
得分
资金总额
86.00
80.00
76.40
10
95.50%
9.55
其中：当年财政拨款
80.00
74.00
70.40
-
-
-
一级指标
二级指标
三级指标
目标值
完成值
分值
得分
扣分原因
产出指标
数量指标
更换路灯
≥120盏
126盏
20
20
培训电工
≥40人次
36人次
10
9
疫情影响
质量指标
验收合格率
100%
100%
20
20
效益指标
居民满意度
≥90%
93.5%
40
39.5
无
总分
100
98.05
填报日期：2024年3月8日"""

GROUPS = """分标段情况如下：
标段
街道
户数（户）
金额（万元）
第一标段
东岭街道
310
62.4
西岭街道
260
51.8
小计
570
114.2
第二标段
南河街道
205
40.6
北河街道
188
37.9
小计
393
78.5
合计
963
192.7
以上均已结算。"""

UNITS_BELOW = """乡镇            受益户数    补助面积    应补助
                  （户）      （亩）    （万元）
白石镇             1,204       8,310      64.20
青崖镇             2,018      12,455      96.75
红土乡               986       7,140      55.10
合计               4,208      27,905     216.05"""

ANY_WORDS = """县（区）    人工造林    封山育林    补植补造
临川区    1,200    3,000    500
平湖区    1,450    2,800    640
石台县    980    4,100    720
云岭县    1,105    3,350    415
合  计    4,735    13,250    2,275"""

LOOSE = """项目资金 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率
年度资金总额 | 62.00 | 58.60 | 55.67 | 95.00%
其中：财政拨款 | 48.00 | 44.60 | 42.36 | 94.98%
 | 其他资金 | 14.00 | 14.00 | 13.31"""


def rows(text: str) -> list[list[list[str]]]:
    tables = Document.from_text(text).tables
    for table in tables:
        for cell in table.cells:
            assert text[cell.start : cell.end].split() == cell.text.split()
    return [[[cell.text for cell in row] for row in table.rows()] for table in tables]


def test_a_form_without_its_lines_keeps_the_columns():
    """A row ends with its weight and score; one that lost its group's name, or has a reason, stays in place."""
    funds, form = rows(FORM)
    assert funds[1] == ["资金总额", "86.00", "80.00", "76.40", "10", "95.50%", "9.55"]
    assert form[1] == ["产出指标", "数量指标", "更换路灯", "≥120盏", "126盏", "20", "20", ""]
    assert form[2] == ["", "", "培训电工", "≥40人次", "36人次", "10", "9", "疫情影响"]
    assert form[4][2:7] == ["居民满意度", "≥90%", "93.5%", "40", "39.5"]
    assert form[-1] == ["总分", "", "", "", "", "100", "98.05", ""]


def test_groups_below_one_head_are_one_table():
    """The name of a group stands between the rows; totals of groups and the last total follow."""
    (table,) = rows(GROUPS)
    assert table[0] == ["街道", "户数（户）", "金额（万元）"]
    assert [row for row in table if len(row) == 1] == [["第一标段"], ["第二标段"]]
    assert table[-1] == ["合计", "963", "192.7"]


def test_units_on_a_second_line_belong_to_the_last_columns():
    """（户）（亩）（万元） stand below their names; the first column has none."""
    (table,) = rows(UNITS_BELOW)
    assert table[0] == ["乡镇", "受益户数", "补助面积", "应补助"]
    assert table[1] == ["", "（户）", "（亩）", "（万元）"]
    assert table[-1][0] == "合计"


def test_four_rows_of_numbers_make_a_head_of_any_words():
    """No word of the head is a known column; what stands below it says that it is one."""
    (table,) = rows(ANY_WORDS)
    assert table[0] == ["县（区）", "人工造林", "封山育林", "补植补造"]
    assert table[-1] == ["合  计", "4,735", "13,250", "2,275"]


def test_a_table_set_apart_by_blanks_goes_on_behind_a_page_and_over_blank_lines():
    """The number of a page between two rows, and a file that has a blank line between all lines."""
    first, rest = ANY_WORDS.split("\n石台县")
    (paged,) = rows(f"{first}\n                      - 3 -\n\n石台县{rest}")
    (spaced,) = rows(ANY_WORDS.replace("\n", "\n\n"))
    assert [row[0] for row in paged] == [row[0] for row in spaced] == [row[0] for row in rows(ANY_WORDS)[0]]


def test_one_blank_between_short_cells_is_enough():
    """Four words a line and more, numbers in the same columns, under as many names."""
    text = "地区 下达资金 实际支出 执行率\n甲州 3,310.00 2,874.52 86.84%\n乙州 3,400.00 3,267.97 96.12%\n合计 6,710.00 6,142.49 91.54%"
    (table,) = rows(text)
    assert table[0] == ["地区", "下达资金", "实际支出", "执行率"]
    assert table[-1] == ["合计", "6,710.00", "6,142.49", "91.54%"]


def test_bars_between_cells_only_part_rows():
    """No bar at the edges, and as many cells as a row happens to have."""
    (table,) = rows(LOOSE)
    assert table[1] == ["年度资金总额", "62.00", "58.60", "55.67", "95.00%"]


@pytest.mark.parametrize(
    "text",
    [
        "首页 | 新闻中心 | 政策法规\n机构 | 公开 | 服务\n联系我们 | 网站地图 | 帮助",
        "来源：县财政局 | 时间：2024年3月8日\n一、基本情况。项目支出12万元。",
        "一级指标\n年度工作\n分值\n得分\n本年度完成较好。",
    ],
)
def test_what_only_looks_like_a_table_is_none(text):
    """A page's navigation, its source and date, heads without rows."""
    assert rows(text) == []


def test_lines_that_break_after_so_many_characters_are_joined():
    """Whatever room the characters take: full-width text and digits in one paragraph."""
    paragraph = (
        "本年收入11,286.54万元，其中一般公共预算财政拨款收入10,912.20万元、政府性基金预算财政拨款收入35.00万元、"
        "其他收入339.34万元，与上年10,842.17万元相比增加444.37万元，主要是新增了养护工人的岗位补贴；"
        "全年支出11,320.75万元，比上年10,735.28万元增加585.47万元，人员和公用8,463.27万元、专项工作2,857.48万元。"
    ) * 3  # fmt: skip
    text = "\n".join(paragraph[at : at + 40] for at in range(0, len(paragraph), 40))
    assert [block.kind for block in Document.from_text(text).blocks] == ["paragraph"]


def test_a_head_without_a_name_for_its_first_column():
    """项目资金 stands above a blank line, or is lost: six heads over rows of a name and six numbers."""
    head = "项目资金（万元）\n\n年初预算数\n全年预算额\n全年执行数\n分值\n执行率\n得分\n"
    body = "年度资金总额\n486.00\n486.00\n476.88\n10\n98.12%\n9.81\n其中：中央资金\n275.00\n275.00\n271.24\n—\n98.63%\n—\n"
    (table,) = rows(f"绩效自评表\n专项名称\n卫生服务提升\n{head}{body}绩效目标\n")
    assert table[0] == ["", "年初预算数", "全年预算额", "全年执行数", "分值", "执行率", "得分"]
    assert table[1] == ["年度资金总额", "486.00", "486.00", "476.88", "10", "98.12%", "9.81"]
    assert table[2][0] == "其中：中央资金" and len(table) == 3
    assert not rows(f"绩效自评表\n{head.replace('分值', '张三')}{body}")
