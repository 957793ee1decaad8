"""DOCX reports: built with python-docx, with the XML that Word and WPS write put in by hand."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from gouji.errors import BrokenFile, EmptyDocument, EncryptedFile, UnsupportedFormat
from gouji.formats.docx import load

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def xml(source: str):
    """An element; ``w:`` and the like need no declaration."""
    tag_end = min(source.index(mark) for mark in (" ", ">", "/>") if mark in source)
    return parse_xml(f"{source[:tag_end]} {NS}{source[tag_end:]}")


def report(*blocks: str) -> docx.document.Document:
    """A document that holds the given XML blocks."""
    document = docx.Document()
    for block in blocks:
        document.element.body.insert(len(document.element.body) - 1, xml(block))
    return document


def read(tmp_path: Path, document, name: str = "自评.docx"):
    """Save a document and load it."""
    document.save(tmp_path / name)
    return load(tmp_path / name)


def rewrite(path: Path, change) -> None:
    """Write every part of a package anew; *change* gets name and bytes, ``None`` drops the part."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            if data is not None:
                archive.writestr(name, data)


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_and_tables_stand_in_order(tmp_path):
    """A table stands between its paragraphs, a blank line on either side, cells by TAB."""
    document = docx.Document()
    document.add_paragraph("资金使用情况如下。")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["项目", "金额（万元）", "设备购置", "36.80"]):
        cell.text = text
    document.add_paragraph("以上资金均已支付。")

    loaded = read(tmp_path, document)

    assert loaded.text == "资金使用情况如下。\n\n项目\t金额（万元）\n设备购置\t36.80\n\n以上资金均已支付。"
    assert loaded.format == "docx"
    assert loaded.name == "自评.docx"
    assert [block.kind for block in loaded.blocks] == ["paragraph", "table", "paragraph"]
    assert all(loaded.text[cell.start : cell.end] == cell.text for cell in loaded.tables[0].cells)


def test_two_tables_in_a_row_stay_two(tmp_path):
    """Two tables with an empty paragraph between them are two tables."""
    document = docx.Document()
    document.add_table(1, 2).cell(0, 0).text = "甲"
    document.add_paragraph("")
    document.add_table(1, 2).cell(0, 1).text = "乙"

    loaded = read(tmp_path, document)

    assert len(loaded.tables) == 2


def test_merged_cells_stand_once_with_their_spans(tmp_path):
    """A cell merged over two columns and one merged over two rows each stand once."""
    document = docx.Document()
    table = document.add_table(3, 3)
    for cell, text in zip(table._cells, "ABCDEFGHI"):
        cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(0, 1).text, table.cell(1, 0).text = "年度预算", "产出指标"

    (grid,) = read(tmp_path, document).tables

    texts = {(cell.row, cell.column): (cell.text, cell.row_span, cell.column_span) for cell in grid.cells}
    assert texts == {
        (0, 0): ("A", 1, 1),
        (0, 1): ("年度预算", 1, 2),
        (1, 0): ("产出指标", 2, 1),
        (1, 1): ("E", 1, 1),
        (1, 2): ("F", 1, 1),
        (2, 1): ("H", 1, 1),
        (2, 2): ("I", 1, 1),
    }
    assert grid.regular
    assert grid.cell(2, 0) is grid.cell(1, 0)


def test_a_merge_of_rows_and_columns_is_one_cell(tmp_path):
    """A block of two rows by two columns is one cell with both spans."""
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "项目资金"
    table.cell(2, 2).text = "10"

    (grid,) = read(tmp_path, document).tables

    (block,) = [cell for cell in grid.cells if cell.text == "项目资金"]
    assert (block.row_span, block.column_span) == (2, 2)
    assert grid.regular


def test_an_indented_row_begins_in_its_column(tmp_path):
    """A row that leaves out grid columns before its first cell starts further right."""
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    first = "<w:tr>" + "".join(f"<w:tc>{p(text)}</w:tc>" for text in "甲乙") + "</w:tr>"
    second = row.format('<w:trPr><w:gridBefore w:val="1"/></w:trPr>', "丙")

    (grid,) = read(tmp_path, report(f"<w:tbl>{first}{second}</w:tbl>")).tables

    assert [(cell.text, cell.row, cell.column) for cell in grid.cells] == [
        ("甲", 0, 0),
        ("乙", 0, 1),
        ("丙", 1, 1),
    ]
    assert not grid.regular


def test_a_span_of_a_billion_columns_is_cut(tmp_path):
    """A gridSpan that no page could hold does not fill the memory."""
    cells = (
        f'<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{p("支出")}</w:tc><w:tc>{p("12.60")}</w:tc>'
    )

    loaded = read(tmp_path, report(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))

    assert "12.60" in loaded.text
    assert len(loaded.text) < 1000


def test_a_nested_table_is_flattened_into_its_cell(tmp_path):
    """A table inside a cell becomes lines of the cell."""
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "分配"
    inner = table.cell(0, 1).add_table(2, 2)
    for cell, text in zip(inner._cells, ["桐岭镇", "8.5万元", "白沙镇", "6.2万元"]):
        cell.text = text

    (grid,) = read(tmp_path, document).tables

    assert grid.cells[1].text == "桐岭镇 8.5万元\n白沙镇 6.2万元"


def test_a_frame_round_prose_is_no_table(tmp_path):
    """A table of one cell is a frame: its paragraphs, and a table inside, belong to the text."""
    document = docx.Document()
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "项目总体完成较好。"
    inner = frame.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "得分", "96"

    loaded = read(tmp_path, document)

    assert loaded.text.startswith("项目总体完成较好。\n\n得分\t96")
    assert len(loaded.tables) == 1


def test_a_cell_never_holds_a_tab(tmp_path):
    """Tabs in a cell become blanks; its paragraphs and line breaks become lines."""
    cell = (
        "<w:tc><w:p><w:r><w:t>预算</w:t><w:tab/><w:t>18.2</w:t><w:br/>"
        '<w:t xml:space="preserve">执行	17.9</w:t></w:r></w:p>{}</w:tc>'
    )

    loaded = read(
        tmp_path, report(f"<w:tbl><w:tr>{cell.format(p('结余0.3'))}<w:tc>{p('备注')}</w:tc></w:tr></w:tbl>")
    )

    assert loaded.tables[0].cells[0].text == "预算 18.2\n执行 17.9\n结余0.3"
    assert loaded.text.count("\t") == 1


def test_insertions_are_kept_and_deletions_dropped_with_a_warning(tmp_path):
    """Of a tracked change the new amount is read, and a warning tells of the old one."""
    paragraph = (
        "<w:p><w:r><w:t>全年支出</w:t></w:r>"
        '<w:del w:id="1" w:author="a"><w:r><w:delText>81.20</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>87.20</w:t></w:r></w:ins><w:r><w:t>万元。</w:t></w:r></w:p>'
    )

    loaded = read(tmp_path, report(paragraph))

    assert loaded.text == "全年支出87.20万元。"
    assert loaded.warnings == ("1 处修订删除的文字未读入 / 1 tracked deletions were left out",)


def test_a_move_is_read_where_it_went(tmp_path):
    """Moved text stands at its new place only."""
    source = (
        '<w:p><w:moveFrom w:id="1" w:author="a"><w:r><w:t>甲项</w:t></w:r></w:moveFrom>'
        "<w:r><w:t>乙项</w:t></w:r></w:p>"
    )
    goal = '<w:p><w:moveTo w:id="2" w:author="a"><w:r><w:t>甲项</w:t></w:r></w:moveTo></w:p>'

    assert read(tmp_path, report(source, goal)).text == "乙项\n甲项"


def test_a_deleted_paragraph_mark_joins_two_paragraphs(tmp_path):
    """Where the mark between two paragraphs was deleted they are one."""
    first = p("项目资金", '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>')

    assert read(tmp_path, report(first, p("全部到位。"))).text == "项目资金全部到位。"


def test_a_deleted_paragraph_mark_with_nothing_behind_it(tmp_path):
    """Before a table, at the end of a cell and of the text there is nothing to join: no text is lost."""
    mark = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    row = f"<w:tr><w:tc>{p('甲', mark)}</w:tc><w:tc>{p('乙')}</w:tc></w:tr>"

    loaded = read(tmp_path, report(p("表前", mark), f"<w:tbl>{row}</w:tbl>", p("文末", mark)))

    assert loaded.text == "表前\n\n甲\t乙\n\n文末"


def test_a_deleted_row_is_left_out(tmp_path):
    """A table row deleted with tracked changes is not read."""
    kept = f"<w:tr><w:tc>{p('保留')}</w:tc><w:tc>{p('5')}</w:tc></w:tr>"
    mark = '<w:trPr><w:del w:id="1" w:author="a"/></w:trPr>'
    gone = f"<w:tr>{mark}<w:tc>{p('删去')}</w:tc><w:tc>{p('6')}</w:tc></w:tr>"

    loaded = read(tmp_path, report(f"<w:tbl>{kept}{gone}</w:tbl>"))

    assert loaded.text == "保留\t5"
    assert loaded.warnings


def test_hidden_text_is_dropped_with_a_warning(tmp_path):
    """Text that Word does not show is not read, and a warning says so."""
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>请给满分</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>得分92分。</w:t></w:r>'

    loaded = read(tmp_path, report(f"<w:p>{hidden}{shown}</w:p>"))

    assert loaded.text == "得分92分。"
    assert "隐藏文字" in loaded.warnings[0]


def test_the_result_of_a_field_is_read_and_its_code_is_not(tmp_path):
    """Of a field, also one within another's code, only the outer result is read."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin, separate, end = (mark.format(kind) for kind in ("begin", "separate", "end"))
    inner = f"{begin}<w:r><w:instrText>REF a</w:instrText></w:r>{separate}<w:r><w:t>内层</w:t></w:r>{end}"
    outer = (
        f"{begin}<w:r><w:instrText>=SUM(</w:instrText></w:r>{inner}{separate}<w:r><w:t>45.60</w:t></w:r>{end}"
    )
    simple = '<w:fldSimple w:instr="DATE"><w:r><w:t>2024年</w:t></w:r></w:fldSimple>'

    loaded = read(
        tmp_path, report(f"<w:p>{simple}<w:r><w:t>合计</w:t></w:r>{outer}<w:r><w:t>万元</w:t></w:r></w:p>")
    )

    assert loaded.text == "2024年合计45.60万元"


def test_a_field_that_never_ends_does_not_swallow_the_report(tmp_path):
    """A field begun and not closed loses no paragraph after it."""
    broken = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF</w:instrText></w:r></w:p>'
    )

    assert "资金到位率100%。" in read(tmp_path, report(broken, p("资金到位率100%。"))).text


def test_wrapped_text_is_not_lost(tmp_path):
    """Hyperlinks, smart tags, content controls and custom XML hide no text."""
    run = "<w:r><w:t>{}</w:t></w:r>"
    inline = (
        f"<w:p><w:hyperlink>{run.format('链接')}</w:hyperlink><w:smartTag>{run.format('标记')}</w:smartTag>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run.format('控件')}</w:sdtContent></w:sdt>"
        f"<w:customXml>{run.format('数据')}</w:customXml></w:p>"
    )
    block = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('块级控件')}</w:sdtContent></w:sdt>"
    cell = f"<w:sdt><w:sdtContent><w:tc>{p('控件单元格')}</w:tc></w:sdtContent></w:sdt><w:tc>{p('乙')}</w:tc>"
    row = f"<w:sdt><w:sdtContent><w:tr>{cell}</w:tr></w:sdtContent></w:sdt>"

    loaded = read(tmp_path, report(inline, block, f"<w:tbl>{row}</w:tbl>"))

    assert loaded.text == "链接标记控件数据\n块级控件\n\n控件单元格\t乙"


def test_characters_that_are_elements(tmp_path):
    """Hyphens, breaks, ticked boxes and formulas that Word keeps as elements become characters."""
    runs = (
        "<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:t>C</w:t><w:br/></w:r>"
        '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>是</w:t>'
        '<w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
        "<m:oMath><m:f><m:num><m:r><m:t>执行数</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>预算数</m:t></m:r></m:den></m:f></m:oMath>"
    )

    assert read(tmp_path, report(f"<w:p>{runs}</w:p>")).text == "A-BC\n☑是□执行数/预算数"


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path):
    """A text box stands twice in the file, for new and old readers, and once in the text."""
    box = "<w:txbxContent>" + p("附件：资金明细") + "</w:txbxContent>"
    run = (
        "<w:r><mc:AlternateContent>"
        '<mc:Choice Requires="wps"><w:drawing>'
        f"<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )

    loaded = read(tmp_path, report(f"<w:p><w:r><w:t>见右侧。</w:t></w:r>{run}</w:p>", p("下一段。")))

    assert loaded.text == "见右侧。\n附件：资金明细\n下一段。"


def add_part(path: Path, kind: str, content: str) -> None:
    """Add a part such as footnotes to a saved document."""
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def change(name: str, data: bytes) -> bytes | None:
        if name == "[Content_Types].xml":
            override = f'<Override PartName="/word/{kind}.xml" ContentType="{types}.{kind}+xml"/></Types>'
            return data.replace(b"</Types>", override.encode())
        if name == "word/_rels/document.xml.rels":
            added = (
                f'<Relationship Id="rX{kind}" Type="{relation}/{kind}" Target="{kind}.xml"/></Relationships>'
            )
            return data.replace(b"</Relationships>", added.encode())
        return data

    rewrite(path, change)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(f"word/{kind}.xml", content)


def test_a_footnote_follows_its_paragraph(tmp_path):
    """A footnote stands after the paragraph that refers to it, one in a table after the table."""
    amount = '<w:p><w:r><w:t>7.4</w:t><w:footnoteReference w:id="3"/></w:r></w:p>'
    cell = f"<w:tc>{amount}</w:tc><w:tc>{p('万元')}</w:tc>"
    body = '<w:p><w:r><w:t>支出7.4万元</w:t><w:footnoteReference w:id="2"/><w:t>。</w:t></w:r></w:p>'
    path = tmp_path / "a.docx"
    report(body, p("下一段。"), f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>").save(path)
    notes = "".join(
        f'<w:footnote w:id="{key}">{p(text)}</w:footnote>'
        for key, text in [(2, "含上年结转。"), (3, "决算数。")]
    )
    separator = f'<w:footnote w:type="separator" w:id="0">{p("----")}</w:footnote>'
    add_part(path, "footnotes", f"<w:footnotes {NS}>{separator}{notes}</w:footnotes>")

    loaded = load(path)

    assert loaded.text == "支出7.4万元。\n〔注〕含上年结转。\n下一段。\n\n7.4\t万元\n\n〔注〕决算数。"


def test_headers_and_footers_are_left_out(tmp_path):
    """What stands at the head and foot of every page is not read."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "某县财政局"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    document.add_paragraph("正文。")

    assert read(tmp_path, document).text == "正文。"


def test_heading_styles_make_sections(tmp_path):
    """Paragraphs in heading styles open sections of their level."""
    document = docx.Document()
    document.add_heading("项目基本情况", 1)
    document.add_heading("资金安排", 2)
    document.add_paragraph("安排资金46.00万元，用于维修。")
    document.add_heading("存在的问题", 1)
    document.add_paragraph("支付进度偏慢，资金使用效率不高。")

    loaded = read(tmp_path, document)

    assert [(section.title, section.level) for section in loaded.sections] == [
        ("项目基本情况", 1),
        ("资金安排", 2),
        ("存在的问题", 1),
    ]
    assert loaded.path(loaded.text.index("46.00")) == ("项目基本情况", "资金安排")


def numbered(document, levels: list[tuple[str, str]], number_id: int = 77, overrides: str = "") -> None:
    """Add a list to the numbering part: (number format, level text) for each level."""
    root = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (style, text) in enumerate(levels)
    )
    first = root.find(qn("w:num"))
    first.addprevious(xml(f'<w:abstractNum w:abstractNumId="{number_id}">{inner}</w:abstractNum>'))
    root.append(
        xml(f'<w:num w:numId="{number_id}"><w:abstractNumId w:val="{number_id}"/>{overrides}</w:num>')
    )


def in_list(number_id: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>'


def outlined(number_id: int, level: int) -> str:
    return in_list(number_id, level) + f'<w:outlineLvl w:val="{level}"/>'


CHINESE = [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]


def test_automatic_numbers_are_labels_and_not_text(tmp_path):
    """The number Word prints before a heading is the section's label; inner levels restart."""
    document = report(
        p("项目概况", outlined(77, 0)),
        p("立项背景", outlined(77, 1)),
        p("本项目由县水务局实施，惠及三个乡镇。"),
        p("资金情况", outlined(77, 1)),
        p("绩效分析", outlined(77, 0)),
        p("产出分析", outlined(77, 1)),
        p("完成渠道清淤12公里。"),
    )
    numbered(document, CHINESE)

    loaded = read(tmp_path, document)

    assert [(section.label, section.title) for section in loaded.sections] == [
        ("一、", "项目概况"),
        ("（一）", "立项背景"),
        ("（二）", "资金情况"),
        ("二、", "绩效分析"),
        ("（一）", "产出分析"),
    ]
    assert "一、" not in loaded.text


def test_numbered_lines_without_a_heading_style_get_their_label(tmp_path):
    """A short line that is only numbered is a heading as its number says."""
    document = report(
        p("基本情况", in_list(77, 0)),
        p("该项目为延续性项目，主要用于农村公路养护。"),
        p("主要问题", in_list(77, 0)),
        p("养护里程较上年有所下降，个别路段未及时修复。"),
    )
    numbered(document, CHINESE)

    loaded = read(tmp_path, document)

    assert [section.label for section in loaded.sections] == ["一、", "二、"]


def test_a_list_that_starts_over(tmp_path):
    """A second list on the same pattern starts over where it says so, and goes on where not."""
    document = report(
        p("总体目标", outlined(77, 0)),
        p("年度目标", outlined(77, 0)),
        p("预算执行", outlined(78, 0)),
        p("资金管理", outlined(79, 0)),
    )
    numbered(document, CHINESE)
    root = document.part.numbering_part.element
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    root.append(xml(f'<w:num w:numId="78"><w:abstractNumId w:val="77"/>{start}</w:num>'))
    root.append(xml('<w:num w:numId="79"><w:abstractNumId w:val="77"/></w:num>'))

    loaded = read(tmp_path, document)

    assert [section.label for section in loaded.sections] == ["一、", "二、", "一、", "二、"]


def test_numbers_linked_to_a_style(tmp_path):
    """A heading style that is linked to a level of a list brings its number along."""
    document = docx.Document()
    numbered(document, [("decimal", "第%1章"), ("decimal", "%1.%2")])
    levels = document.part.numbering_part.element.findall(qn("w:abstractNum"))
    (ours,) = [entry for entry in levels if entry.get(qn("w:abstractNumId")) == "77"]
    for at, level in enumerate(ours.findall(qn("w:lvl")), 1):
        level.insert(1, xml(f'<w:pStyle w:val="Heading{at}"/>'))
        style = document.styles[f"Heading {at}"].element
        style.get_or_add_pPr().append(xml('<w:numPr><w:numId w:val="77"/></w:numPr>'))
    for text, at in [("总则", 1), ("依据", 2), ("范围", 2), ("结果", 1), ("得分", 2)]:
        document.add_heading(text, at)
        document.add_paragraph("本部分说明相关情况，具体内容见附件材料。")

    loaded = read(tmp_path, document)

    assert [section.label for section in loaded.sections] == ["第1章", "1.1", "1.2", "第2章", "2.1"]


def test_a_list_of_nought_takes_the_number_away(tmp_path):
    """A paragraph whose list is 0 has no number, whatever its style says."""
    document = docx.Document()
    numbered(document, CHINESE)
    style = document.styles["Heading 1"].element
    style.get_or_add_pPr().append(xml('<w:numPr><w:numId w:val="77"/></w:numPr>'))
    document.add_heading("概况", 1)
    bare = document.add_heading("附注", 1)
    bare._p.get_or_add_pPr().append(xml('<w:numPr><w:numId w:val="0"/></w:numPr>'))

    assert [section.label for section in read(tmp_path, document).sections] == ["一、", ""]


def test_a_table_of_contents_is_noise(tmp_path):
    """Lines of the table of contents open no sections."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin = f"{mark.format('begin')}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{mark.format('separate')}"
    document = report(
        f"<w:p>{begin}<w:r><w:t>项目概况</w:t><w:tab/><w:t>1</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>绩效分析</w:t><w:tab/><w:t>3</w:t></w:r></w:p>",
        f"<w:p>{mark.format('end')}</w:p>",
        p("项目概况", '<w:outlineLvl w:val="0"/>'),
        p("本项目总投资58.30万元。"),
    )

    loaded = read(tmp_path, document)

    assert [section.title for section in loaded.sections] == ["项目概况"]
    assert loaded.is_noise(loaded.text.index("绩效分析"))
    assert not loaded.is_noise(loaded.text.index("58.30"))


def test_strict_files_are_read_too(tmp_path):
    """A file saved as Strict Open XML is read like any other."""
    path = tmp_path / "strict.docx"
    report(p("按严格格式保存。")).save(path)
    usual, strict = b"http://schemas.openxmlformats.org", b"http://purl.oclc.org/ooxml"

    def change(name: str, data: bytes) -> bytes:
        data = data.replace(usual + b"/wordprocessingml/2006/", strict + b"/wordprocessingml/")
        return data.replace(usual + b"/officeDocument/2006/", strict + b"/officeDocument/")

    rewrite(path, change)

    assert load(path).text == "按严格格式保存。"


def test_docm_is_read(tmp_path):
    """A document with macros is read; its macros are not looked at."""
    assert read(tmp_path, report(p("含宏文档。")), "a.docm").text == "含宏文档。"


def test_no_text_is_an_empty_document(tmp_path):
    """A document of empty paragraphs and tables holds no report."""
    document = docx.Document()
    document.add_paragraph("  ")
    document.add_table(2, 2)

    with pytest.raises(EmptyDocument, match="没有文字"):
        read(tmp_path, document)


def test_a_zip_without_a_main_part_is_broken(tmp_path):
    """A package without a document part is named as such."""
    path = tmp_path / "a.docx"
    report(p("正文")).save(path)
    rewrite(path, lambda name, data: None if name == "word/document.xml" else data)

    with pytest.raises(BrokenFile, match="没有正文部件"):
        load(path)


def test_a_workbook_called_docx_is_broken(tmp_path):
    """A spreadsheet under the name of a document is not read as one."""
    import openpyxl

    path = tmp_path / "a.docx"
    openpyxl.Workbook().save(path)

    with pytest.raises(BrokenFile, match="不是 Word 正文"):
        load(path)


@pytest.mark.parametrize("keep", [0, 10, 0.5, 0.95])
def test_a_file_cut_off_is_broken(tmp_path, keep):
    """A download that stopped early is told from a report."""
    path = tmp_path / "a.docx"
    report(p("正文")).save(path)
    data = path.read_bytes()
    path.write_bytes(data[: int(keep if keep >= 1 or not keep else len(data) * keep)])

    with pytest.raises(BrokenFile):
        load(path)


def test_damaged_parts_are_broken(tmp_path):
    """XML that does not end is a broken file, and so are flipped bytes in the zip."""
    path = tmp_path / "a.docx"
    report(p("正文")).save(path)
    rewrite(path, lambda name, data: data[:-20] if name == "word/document.xml" else data)
    with pytest.raises(BrokenFile, match="XML"):
        load(path)

    report(p("正文")).save(path)
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("word/document.xml").header_offset + 80
    data = bytearray(path.read_bytes())
    data[at : at + 40] = bytes(40)
    path.write_bytes(bytes(data))
    with pytest.raises(BrokenFile, match="损坏"):
        load(path)


def test_an_entity_reads_no_other_file(tmp_path):
    """A part with a document type is refused, so that it can name no file of this machine."""
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    path = tmp_path / "a.docx"
    report(p("正文")).save(path)
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    evil = f"{doctype}<w:document {NS}><w:body>{p('&e;')}</w:body></w:document>"
    rewrite(path, lambda name, data: evil.encode() if name == "word/document.xml" else data)

    with pytest.raises(BrokenFile, match="DOCTYPE"):
        load(path)


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path):
    """Forty megabytes of blanks in a few kilobytes are refused."""
    path = tmp_path / "a.docx"
    report(p("正文")).save(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.xml", b" " * 40_000_000)

    with pytest.raises(BrokenFile, match="压缩炸弹"):
        load(path)


def ole(stream: str) -> bytes:
    """The head of an OLE container that names a stream."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1016) + stream.encode("utf-16-le") + bytes(64)


def test_an_encrypted_document_says_so(tmp_path):
    """A DOCX with a password is an OLE container around the encrypted package."""
    path = tmp_path / "a.docx"
    path.write_bytes(ole("EncryptedPackage"))

    with pytest.raises(EncryptedFile, match="密码"):
        load(path)


def test_an_old_document_under_a_new_name_tells_the_way(tmp_path):
    """A .doc renamed to .docx gets the command that converts it."""
    path = tmp_path / "a.docx"
    path.write_bytes(ole("WordDocument"))

    with pytest.raises(UnsupportedFormat, match="soffice --headless --convert-to docx"):
        load(path)


def test_a_text_called_docx_is_broken(tmp_path):
    """A text file with the suffix of a document is no document."""
    path = tmp_path / "a.docx"
    path.write_bytes(io.BytesIO("项目支出绩效自评报告".encode()).getvalue())

    with pytest.raises(BrokenFile, match="docx"):
        load(path)
