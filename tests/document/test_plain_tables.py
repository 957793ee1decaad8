"""Tables in plain text, in the three ways they are written."""

import pytest

from gouji.document import Document
from gouji.document.layout import readable

CELLS = """某市残疾人联合会康复救助项目情况如下：
                    单位：万元
\t项 目
\t预算数
\t决算数

\t康复救助
\t120.50
\t118.20

\t合  计
\t120.50
\t118.20


以上资金均已支付。"""


def grid(table):
    return [[cell.text for cell in row] for row in table.rows()]


def only_table(text):
    (table,) = Document.from_text(text).tables
    for cell in table.cells:
        assert text[cell.start : cell.end] == text[cell.start : cell.end].strip()
        assert table.start <= cell.start <= cell.end <= table.end
    return table


def test_one_cell_a_line():
    """A TAB opens a cell, an even number of line breaks before it a row; the unit line is the caption."""
    table = only_table(CELLS)

    assert grid(table) == [
        ["项 目", "预算数", "决算数"],
        ["康复救助", "120.50", "118.20"],
        ["合  计", "120.50", "118.20"],
    ]
    assert table.regular
    assert CELLS[table.caption.start : table.caption.end] == "单位：万元"
    assert Document.from_text(CELLS).blocks[-1].kind == "paragraph"


def test_one_cell_a_line_with_carriage_returns():
    """The same with Windows line ends."""
    assert grid(only_table(CELLS.replace("\n", "\r\n"))) == grid(only_table(CELLS))


def test_paragraphs_in_a_cell_do_not_end_it():
    """Paragraphs of a cell are joined by two line breaks, empty ones at its end too."""
    text = (
        "自评表如下\n\n\t项目资金\n（万元）\n\t年初\n\n预算数\n\t全年\n\n"
        "执行数\n\n\n\t得分\n\n\t\n\t30\n\t28\n\t\u3000\n\n\t合计\n\t30\n\t28\n\t9"
    )
    table = only_table(text)

    assert grid(table) == [
        ["项目资金（万元）", "年初预算数", "全年执行数", "得分"],
        ["", "30", "28", ""],
        ["合计", "30", "28", "9"],
    ]
    assert table.regular


def test_rows_that_lost_their_merges_are_short():
    """Short rows are kept as they are and the grid says that it cannot be trusted."""
    text = "\n\t序号\n\t项目\n\t金额\n\n\t1\n\t救助\n\t30\n\n\t合计\n\t30\n"
    table = only_table(text)

    assert [len(row) for row in table.rows()] == [3, 3, 2]
    assert not table.regular


def test_two_tables_of_cells_with_text_between():
    """The sentence and the caption between two tables belong to neither."""
    text = (
        f"{CELLS}\n各县情况如下：\n单位：元\n\t县\n\t金额\n\n\t甲县\n\t300\n\n\t乙县\n\t500\n\n\n二、问题\n无"
    )
    document = Document.from_text(text)

    assert [grid(table)[0] for table in document.tables] == [["项 目", "预算数", "决算数"], ["县", "金额"]]
    assert text[document.tables[1].caption.start : document.tables[1].caption.end] == "单位：元"
    assert [section.title for section in document.sections] == ["问题"]


def test_one_row_a_line():
    """Cells between TABs, empty cells included."""
    text = "预算执行情况\n项目\t年初数\t执行数\n\t万元\t万元\n救助\t30\t28.6\n补贴\t\t5\n\n以上。"
    table = only_table(text)

    assert grid(table) == [
        ["项目", "年初数", "执行数"],
        ["", "万元", "万元"],
        ["救助", "30", "28.6"],
        ["补贴", "", "5"],
    ]
    assert table.regular
    assert text[table.start : table.end].endswith("补贴\t\t5")


def test_a_merged_row_between_rows_of_cells():
    """A short line without TAB between two rows is a row of one cell."""
    text = "项目\t预算\n一般公共预算\n人员经费\t30\n公用经费\t5\n"

    assert grid(only_table(text))[1] == ["一般公共预算"]


def test_pipes():
    """Markdown tables, with and without outer bars, with escaped bars."""
    text = "| 项目 | 金额（万元） |\n|:---|---:|\n| 甲\\|乙 | 12.5 |\n| 合计 | **12.5** |\n\n正文"
    table = only_table(text)

    assert grid(table) == [["项目", "金额（万元）"], ["甲|乙", "12.5"], ["合计", "**12.5**"]]
    assert only_table("项目 | 金额\n--- | ---\n甲 | 3").regular


def test_piped_rows_without_a_rule():
    """Lines framed by bars are a table also without the rule of dashes."""
    assert grid(only_table("如下\n| 甲 | 3 |\n| 乙 | 4 |\n")) == [["甲", "3"], ["乙", "4"]]


def test_rows_that_end_each_cell_with_a_bar():
    """As web pages come out: no bar at the beginning, empty cells at the end, a row cut inside a cell."""
    text = (
        "救助资金发放表 | |||\n类别 | 标准 | 户数 | 金额（万元） |\n"
        "城市 |\n810元/人·月 | 96 | 38.4 |\n农村 | 520元/人·月 | 240 | 61.2 |\n"
    )

    assert grid(only_table(text)) == [
        ["救助资金发放表", "", "", ""],
        ["类别", "标准", "户数", "金额（万元）"],
        ["城市", "810元/人·月", "96", "38.4"],
        ["农村", "520元/人·月", "240", "61.2"],
    ]


def test_pieces_that_do_not_add_up_to_rows():
    """Lines of one cell each that end with a bar tell nothing of rows; others stay as they are."""
    assert not Document.from_text("序号 |\n乡镇 |\n金额 |\n1 |\n河口乡 |\n20 |\n").tables
    assert grid(only_table("甲 | 3 |\n乙 | 4 |\n丙 |\n丁 | 6 |\n")) == [
        ["甲", "3"], ["乙", "4"], ["丙"], ["丁", "6"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        (
            "\t为做好绩效自评工作，我单位成立了领导小组。\n\t现将有关情况报告如下。\n\n\t一、概况\n\t全年支"
            "出30万元。\n"
        ),
        "1、\t项目概况\n2、\t资金情况\n3、\t存在问题\n",
        "目录\n一、项目概况\t1\n二、资金情况\t3\n三、存在问题\t7\n",
        "支出\t30万元。\n\n收入40万元。",
        "甲|乙两个单位共同实施，\n丙|丁两个单位配合。",
        "\n\t\n\t\n\n\t\n\t\n",
    ],
)
def test_what_is_no_table(text):
    """Indented paragraphs, numbered lines, a table of contents, a stray TAB or bar."""
    assert Document.from_text(text).tables == ()


@pytest.mark.parametrize(
    "caption",
    [
        "单位：万元",
        "金额单位：元",
        "（单位：亿元）",
        "计量单位：万元",
        "单位:人民币万元",
        "单位：万元、个",
        "表1 资金使用情况  单位：万元",
    ],
)
def test_captions(caption):
    """The line that names the unit, with blanks before it or behind the table's title."""
    text = f"资金使用情况如下：\n{' ' * 30}{caption}\n项目\t金额\n救助\t30\n补贴\t5\n"
    table = only_table(text)

    assert text[table.caption.start : table.caption.end] == caption


def test_a_caption_above_the_title():
    """The unit may stand one line higher, above the title of the table."""
    text = "单位：万元\n救助资金明细表\n项目\t金额\n救助\t30\n补贴\t5\n"

    assert only_table(text).caption is not None


def test_a_sentence_is_no_caption():
    """A paragraph above the table is no caption, whatever words are in it."""
    text = "本单位：万元以上项目均已验收。\n项目\t金额\n救助\t30\n补贴\t5\n"

    assert only_table(text).caption is None


def test_readable_tables():
    """Cells are separated by bars, rows by line breaks, hard wraps in cells are joined."""
    text = "\n\t项目\n\t年初\n\n预算数\n\n\t救助\n\t30\n\n\t补贴\n\t5\n"
    document = Document.from_text(text)

    assert readable(document, 0, len(text)) == "项目 | 年初预算数\n救助 | 30\n补贴 | 5"


def test_bookmarks_in_cells_are_left_out():
    """A mark inside a cell is not part of its text."""
    text = "项目\t金额\n[bookmark: _a]救助\t30\n补贴\t5\n"

    assert grid(only_table(text))[1] == ["救助", "30"]


def test_tables_written_as_html():
    """Tools that make Markdown of a PDF write tables as HTML in one line; merged cells stand once."""
    text = (
        '资金情况：\n单位：万元\n<table><tr><td rowspan="2">项目</td><td colspan=2>'
        "资金</td></tr><tr><td>预算</td><td>支出</td>"
        "</tr><TR><TD>救<br>助</TD><TD>30</TD><TD> 28 </TD></TR></table>\n\n完。"
    )
    table = only_table(text)

    assert grid(table) == [["项目", "资金"], ["预算", "支出"], ["救助", "30", "28"]]
    assert table.regular
    assert table.cell(1, 0).text == "项目"
    assert text[table.caption.start : table.caption.end] == "单位：万元"


def test_a_table_in_the_middle_of_a_line():
    """What stands before and after a table on its line are paragraphs."""
    text = "收支如下：<table><tr><td>救助</td><td>30</td></tr></table>以上已支付3万元。"
    document = Document.from_text(text)

    assert [block.kind for block in document.blocks] == ["paragraph", "table", "paragraph"]
    assert readable(document, 0, len(text)) == "收支如下：\n救助 | 30\n以上已支付3万元。"


@pytest.mark.parametrize(
    "text", ["<table><tr><td>支出3万元", "</table></td>支出3", "<table></table>支出3万元", "<td>3</td>" * 9]
)
def test_html_tables_that_are_not_closed(text):
    """Half a table is no table."""
    assert Document.from_text(text).tables == ()
