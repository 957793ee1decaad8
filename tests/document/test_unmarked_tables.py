"""Tables in plain text that carry no marks: columns of blanks, and one cell a line."""

import pytest

from gouji.document import Document

ALIGNED = """某县林业局各项目支出情况如下（单位：万元）：
项目名称            预算数      执行数      执行率
退耕还林补助        320.00      318.40      99.50%
古树名木保护        46.00       41.40       90.00%
合    计            366.00      359.80      98.31%
结余资金已按规定上交财政。"""

BARE = """某市文化馆专项资金情况如下。

金额单位：万元

支出方向
安排数
支付数
支付率
免费开放
210
205.8
98.00%
非遗展演
64.5
64.5
100.00%
合计
274.5
270.3
98.47%

以上资金已全部核对。"""

SERIAL = """单位：元
序号
乡镇
项目名称
补助资金
1
白塔镇
村道硬化
12,000
2
石桥乡
水渠修缮
8,600
合计
20,600
验收均已完成。"""


def grids(text):
    tables = Document.from_text(text).tables
    for table in tables:
        for cell in table.cells:
            assert text[cell.start : cell.end].split() == cell.text.split()
            assert table.start <= cell.start <= cell.end <= table.end
    return [[[cell.text for cell in row] for row in table.rows()] for table in tables]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("blank", ["  ", "\u3000"])
def test_columns_of_blanks(blank, ends):
    """Lines with as many cells as their head are a table; the sentence above names the unit."""
    text = ALIGNED.replace("  ", blank).replace("\n", ends)
    (grid,) = grids(text)

    assert [row[0].replace(" ", "").replace("\u3000", "") for row in grid] == [
        "项目名称",
        "退耕还林补助",
        "古树名木保护",
        "合计",
    ]
    assert grid[2][1:] == ["46.00", "41.40", "90.00%"]
    caption = Document.from_text(text).tables[0].caption
    assert caption is not None and "万元" in text[caption.start : caption.end]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\n\n"])
def test_one_cell_a_line_without_tabs(ends):
    """Rows of a name and the same count of numbers below as many column names are a table."""
    text = BARE.replace("\n\n", "\n").replace("\n", ends)
    (grid,) = grids(text)

    assert grid[0] == ["支出方向", "安排数", "支付数", "支付率"]
    assert grid[2] == ["非遗展演", "64.5", "64.5", "100.00%"]
    assert grid[3] == ["合计", "274.5", "270.3", "98.47%"]


def test_rows_that_begin_with_a_serial():
    """Serials that count up begin the rows; the numbers of a total without names stand on the right."""
    document = Document.from_text(SERIAL)
    (table,) = document.tables

    assert [cell.text for cell in list(table.rows())[2]] == ["2", "石桥乡", "水渠修缮", "8,600"]
    assert [(cell.column, cell.text) for cell in table.cells if cell.row == 3] == [(0, "合计"), (3, "20,600")]


@pytest.mark.parametrize(
    "text",
    [
        # headings, a signature, a table of contents, short counts without a head
        "一、基本情况\n二、主要成效\n三、存在问题\n四、下一步打算\n五、附件\n六、其他\n七、说明\n八、联系人",
        "第一部分  部门概况\n第二部分  收支情况\n第三部分  绩效自评\n第四部分  问题建议",
        "目  录\n一、项目概况  1\n二、资金情况  3\n三、绩效情况  5\n四、问题建议  9",
        "甲村\n12\n乙村\n15\n丙村\n18\n丁村\n20\n戊村\n30",
        "负责人  张三\n联系人  李四\n填报日期  2024年3月1日",
        "项目支出120万元。\n完成率98%。\n项目支出130万元。\n完成率99%。\n项目支出9万元。\n完成率90%。",
        "项目名称  预算数\n本项目预算为  120万元，全部到位。\n另有项目预算  30万元，未到位。",
        "项目名称\n预算数\n执行数\n甲项目\n120\n100\n以上为全部项目\n其余略\n不再列示",
        # empty cells are lost: the columns cannot be told; a row of an indicator is no head
        "牧场\n户数\n人数\n补助资金\n备注\n东滩牧场\n36\n118\n54.00\n北坡牧场\n28\n97\n42.00",
        "质量指标\n资金合规率\n合规\n合规\n时效指标\n演出成本\n1.2万元\n10\n社会效益\n受益观众\n3万人\n20",
    ],
)
def test_what_is_no_table(text):
    """Prose, headings, contents and signatures are never taken for one."""
    assert grids(text) == []


@pytest.mark.parametrize(("opening", "closing"), ["()", "（）"])
def test_heads_that_only_name_a_unit(opening, closing):
    """A head with the unit of its column in brackets names a column, whatever word stands before it."""
    text = ALIGNED.replace("预算数", f"管护林地{opening}亩{closing}").replace(
        "执行数", f"护林员{opening}人{closing}"
    )
    text = text.replace("执行率", f"投工{opening}次{closing}").replace("项目名称", "林场").replace("%", "")
    (grid,) = grids(text)

    assert grid[0][1] == f"管护林地{opening}亩{closing}"
    assert grid[2][1:] == ["46.00", "41.40", "90.00"]
