"""HTML pages."""

import pytest

from gouji.document.layout import readable
from gouji.errors import BrokenFile
from gouji.formats import read
from gouji.formats.html import load

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>标题不算</title>
<style>p {{color: red}}</style></head>
<body><!-- 注释 --><h1>海南省某市海洋局<br>2023年度绩效自评报告</h1>
<p>根据通知
要求，现将情况报告如下：</p>
<h2>一、资金情况</h2><p>全年支出<b>1,260</b>万元&nbsp;，执行率&gt;95%。</p>
<p align=right>单位：万元</p>
<table><thead><tr><th rowspan="2">项目</th><th colspan="2">资金</th></tr>
<tr><td>预算</td><td><p>实际</p><p>支出</p></td></tr></thead>
<tr><td>增殖放流</td><td>800</td><td>760</td></tr></table>
表后的文字。<script>document.write("脚本3")</script><p style="display: none">隐藏4</p>
<h2>二、存在的问题</h2><ul><li>进度偏慢；</li><li>指标偏粗。</li></ul></body></html>"""


def stored(tmp_path, content, name="a.html"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("none", "gb18030")]
)
def test_a_page(tmp_path, charset, encoding):
    """The text is what a reader of the page sees, whatever its encoding."""
    document = load(stored(tmp_path, PAGE.format(charset=charset).encode(encoding)))

    assert document.text == (
        "海南省某市海洋局\n2023年度绩效自评报告\n根据通知要求，现将情况报告如下：\n一、资金情况\n"
        "全年支出1,260万元 ，执行率>95%。\n单位：万元\n\n项目\t资金\n预算\t实际支出\n增殖放流\t800\t760\n\n"
        "表后的文字。\n二、存在的问题\n进度偏慢；\n指标偏粗。"
    )
    assert [(s.label, s.title) for s in document.sections] == [("一、", "资金情况"), ("二、", "存在的问题")]


def test_merged_cells_stand_once(tmp_path):
    """Row and column spans are in the grid; every cell is its text in the document."""
    document = load(stored(tmp_path, PAGE.format(charset="utf-8")))
    (table,) = document.tables

    assert table.regular
    assert (table.n_rows, table.n_columns) == (3, 3)
    assert table.cell(1, 0).text == "项目"
    assert table.cell(0, 2).text == "资金"
    assert table.cell(2, 2).text == "760"
    assert document.text[table.caption.start : table.caption.end] == "单位：万元"
    for cell in table.cells:
        assert document.text[cell.start : cell.end] == cell.text


def test_a_table_inside_a_table_is_flattened(tmp_path):
    """The text of an inner table is part of the outer cell."""
    page = (
        "<table><tr><td>甲</td><td>1</td><td>2</td></tr><tr><td>乙<table>"
        "<tr><td>丙</td><td>3</td></tr></table></td><td>4</td><td>5</td>"
        "</tr></table>"
    )
    (table,) = load(stored(tmp_path, page)).tables

    assert [[cell.text for cell in row] for row in table.rows()] == [["甲", "1", "2"], ["乙丙 3", "4", "5"]]


def test_spans_end_with_the_table(tmp_path):
    """A row span that reaches beyond the last row ends there."""
    page = "<table><tr><td rowspan=9>甲</td><td>1</td></tr><tr><td>2</td></tr></table>"
    (table,) = load(stored(tmp_path, page)).tables

    assert table.n_rows == 2
    assert table.regular


def test_tables_that_lay_out_the_page_are_no_tables(tmp_path):
    """A page inside a table of one cell is read as a page."""
    page = f"<table><tr><td>{PAGE.format(charset='utf-8')}</td></tr></table>"
    document = load(stored(tmp_path, page))

    assert len(document.tables) == 1
    assert document.sections[0].title == "资金情况"


def test_headings_without_numbers(tmp_path):
    """h2 and h3 make sections whatever they say."""
    page = (
        "<h1>绩效自评报告</h1><h2>项目由来</h2><p>支出3万元。</p><h3>分配</h3>"
        "<p>按人头。</p><h2>结果</h2><p>好。</p>"
    )

    sections = load(stored(tmp_path, page)).sections

    assert [(s.level, s.title) for s in sections] == [(1, "项目由来"), (2, "分配"), (1, "结果")]


def test_line_breaks_make_lines(tmp_path):
    """Pages that use br for paragraphs."""
    document = load(
        stored(tmp_path, "<body>绩效自评报告<br>一、概况<br/>支出3万元。<br><br>二、问题<br>无</body>")
    )

    assert [section.title for section in document.sections] == ["概况", "问题"]


@pytest.mark.parametrize(
    "page",
    [
        "<" * 200_000 + "全年1",
        "<p " + "a=1 " * 100_000 + ">全年1</p>",
        "<p>全年1" + "&amp;" * 200_000,
        "<table>" + "<tr><td>一1</td><td>2</td></tr>" * 20_000 + "</table>",
        "<table><tr>"
        + '<td colspan="1000" rowspan="65534">一1</td>' * 5_000
        + "</tr>"
        + "<tr><td>1</td></tr>" * 500,
        "<p>全年1" + "<b>" * 150,
        "</td></tr></table><td>全年1</td><tr><td>2</table></p>",
        "<table><td>全年1<td>2<tr><td>3",
        (
            "<table><tr><td colspan=-1 rowspan=x>全年1</td><td colspan='99999999'>"
            "2</td></tr><tr><td>3</td></tr></table>"
        ),
    ],
)
def test_hostile_pages(tmp_path, page):
    """Damaged and oversized pages are read in time."""
    from time import process_time

    begun = process_time()
    document = load(stored(tmp_path, page))

    assert "全年1" in document.text or "一1" in document.text
    assert process_time() - begun < 20


def test_depth_is_bounded(tmp_path):
    """A page nested a hundred thousand deep is refused, not half read."""
    with pytest.raises(BrokenFile, match="嵌套过深"):
        load(stored(tmp_path, "<div>" * 100_000 + "全年支出3万元"))


def test_entities_are_not_expanded(tmp_path):
    """Entities that a page declares itself, and files it names, are not looked at."""
    secret = stored(tmp_path, "秘密9", "secret.txt")
    page = (
        f'<!DOCTYPE html [<!ENTITY a "泄露"><!ENTITY b SYSTEM "{secret.as_uri()}">'
        "]><p>全年&a;&b;支出3万元</p>"
    )

    text = load(stored(tmp_path, page)).text

    assert "秘密" not in text
    assert "全年" in text


def test_xhtml_with_an_encoding_declaration(tmp_path):
    """A page that declares its encoding twice over."""
    page = '<?xml version="1.0" encoding="gb2312"?><html><body><p>某县绩效自评，支出3万元。</p></body></html>'

    assert read(stored(tmp_path, page.encode("gb18030"), "a.xhtml")).text == "某县绩效自评，支出3万元。"


def test_wraps_in_the_source_vanish(tmp_path):
    """A line end in the source is a blank only between latin words."""
    document = load(stored(tmp_path, "<p>采用 Office\nAutomation 系统，全年\n支出3万元。</p>"))

    assert readable(document, 0, 99) == "采用 Office Automation 系统，全年支出3万元。"
