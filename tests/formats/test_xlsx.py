"""XLSX reports: workbooks made with openpyxl, with the parts that Excel alone writes put in by hand."""

from __future__ import annotations

import datetime
import re
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from gouji.errors import BrokenFile, EmptyDocument, EncryptedFile, MissingExtra, UnsupportedFormat
from gouji.formats.xlsx import load


def book(rows, title: str = "自评表"):
    """A workbook with one sheet; ``None`` leaves a cell out."""
    workbook = openpyxl.Workbook()
    workbook.active.title = title
    for at, row in enumerate(rows, 1):
        for across, value in enumerate(row, 1):
            if value is not None:
                workbook.active.cell(at, across, value)
    return workbook


def read(tmp_path: Path, workbook):
    """Save a workbook and load it."""
    workbook.save(tmp_path / "自评.xlsx")
    return load(tmp_path / "自评.xlsx")


def rewrite(path: Path, change) -> None:
    """Write every part anew; *change* gets name and bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_a_sheet_is_its_name_and_a_table(tmp_path):
    """The sheet's name is a heading, a blank line and the table follow."""
    loaded = read(tmp_path, book([["项目", "金额"], ["培训费", 12.5]]))

    assert loaded.text == "自评表\n\n项目\t金额\n培训费\t12.5"
    assert loaded.format == "xlsx"
    assert [section.title for section in loaded.sections] == ["自评表"]
    assert all(loaded.text[cell.start : cell.end] == cell.text for cell in loaded.tables[0].cells)


def test_cells_know_their_address(tmp_path):
    """A cell's address is the sheet's, whatever was left out round it."""
    loaded = read(tmp_path, book([[], [None, "指标", "分值"], [], [None, "数量指标", 10]]))

    assert [cell.address for cell in loaded.tables[0].cells] == [
        "自评表!B2",
        "自评表!C2",
        "自评表!B4",
        "自评表!C4",
    ]
    assert [(cell.row, cell.column) for cell in loaded.tables[0].cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_cells_read_as_they_are_shown(tmp_path):
    """Number formats are applied: the text holds what a person sees."""
    workbook = book(
        [
            ["执行率", "金额", "占比", "日期", "合计", "得分", "达标"],
            [0.8612, 1234.5, 0.125, datetime.date(2024, 3, 5), 36.8, 0.1 + 0.2, True],
        ]
    )
    for cell, code in zip(
        workbook.active[2],
        ["0.00%", "#,##0.00", "0%", 'yyyy"年"m"月"d"日"', '0.00"万元"', "General", "General"],
    ):
        cell.number_format = code

    (table,) = read(tmp_path, workbook).tables

    assert [cell.text for cell in table.row(1)] == [
        "86.12%",
        "1,234.50",
        "13%",
        "2024年3月5日",
        "36.80万元",
        "0.3",
        "TRUE",
    ]


def test_the_chinese_date_formats_that_have_only_a_number(tmp_path):
    """Format 31 is 年月日 in a Chinese Excel, though the file does not say so."""
    path = tmp_path / "a.xlsx"
    workbook = book([["日期", "金额"], [45356, 3]])
    workbook.active["A2"].number_format = "0.0000"
    workbook.save(path)
    rewrite(
        path,
        lambda name, data: (
            re.sub(rb'(<xf [^>]*?)numFmtId="164"', rb'\1numFmtId="31"', data)
            if name == "xl/styles.xml"
            else data
        ),
    )

    assert load(path).tables[0].cell(1, 0).text == "2024年3月5日"


def test_merged_cells_stand_once_with_their_spans(tmp_path):
    """A cell merged over rows or columns stands once; the grid stays regular."""
    workbook = book(
        [
            ["一级指标", "二级指标", "目标", None],
            ["产出", "数量", "培训", "12场"],
            [None, "质量", "合格率", "98%"],
        ]
    )
    workbook.active.merge_cells("C1:D1")
    workbook.active.merge_cells("A2:A3")

    (table,) = read(tmp_path, workbook).tables

    assert (table.cell(0, 2).text, table.cell(0, 2).column_span) == ("目标", 2)
    assert (table.cell(1, 0).text, table.cell(1, 0).row_span) == ("产出", 2)
    assert table.cell(2, 0) is table.cell(1, 0)
    assert table.regular
    assert sum(cell.text == "产出" for cell in table.cells) == 1


def test_titles_above_the_table_are_paragraphs(tmp_path):
    """A merged title and a unit line above the table are lines of text; the unit is the caption."""
    workbook = book(
        [
            ["某镇农村饮水项目资金表", None, None],
            ["单位：万元"],
            ["项目", "预算数", "执行数"],
            ["管网改造", 52.3, 51.8],
        ]
    )
    workbook.active.merge_cells("A1:C1")
    workbook.active.merge_cells("A2:C2")

    loaded = read(tmp_path, workbook)

    assert loaded.text.startswith("自评表\n\n某镇农村饮水项目资金表\n单位：万元\n\n项目\t预算数\t执行数")
    (table,) = loaded.tables
    assert loaded.path(table.start) == ("自评表", "某镇农村饮水项目资金表")
    assert loaded.text[table.caption.start : table.caption.end] == "单位：万元"
    assert table.n_rows == 2


def test_a_unit_beside_other_cells_stays_in_the_table(tmp_path):
    """A row that holds the office and the unit is a row of the table."""
    loaded = read(tmp_path, book([["编制单位：某县林业局", "单位：万元"], ["造林", 8.4]]))

    assert [cell.text for cell in loaded.tables[0].row(0)] == ["编制单位：某县林业局", "单位：万元"]


def test_a_second_titled_table_on_the_sheet(tmp_path):
    """An empty row and a title merged across begin another table; an empty row alone does not."""
    workbook = book(
        [["项目", "数"], ["甲", 1], [], ["乙", 2], [], ["附表二", None], ["指标", "值"], ["丙", 3]]
    )
    workbook.active.merge_cells("A6:B6")

    loaded = read(tmp_path, workbook)

    assert [table.n_rows for table in loaded.tables] == [3, 2]
    assert "乙\t2\n\n附表二\n\n指标\t值" in loaded.text


def test_formulas_read_as_their_stored_result(tmp_path):
    """Where Excel stored a result it is read; where not, a warning names the cell."""
    path = tmp_path / "a.xlsx"
    workbook = book([["甲", "乙"], ["=1+2", "=3+4"]])
    workbook.save(path)
    rewrite(
        path,
        lambda name, data: (
            data.replace(b"<f>1+2</f><v></v>", b"<f>1+2</f><v>3</v>").replace(
                b"<f>1+2</f><v/>", b"<f>1+2</f><v>3</v>"
            )
            if "sheet1" in name
            else data
        ),
    )

    loaded = load(path)

    assert loaded.text.endswith("甲\t乙\n3\t")
    (warning,) = loaded.warnings
    assert "公式没有保存结果" in warning
    assert "B2" in warning
    assert "A2" not in warning


def test_error_values_are_named(tmp_path):
    """A division by zero is read as shown, and a warning says where."""
    loaded = read(tmp_path, book([["执行率", "备注"], ["#DIV/0!", "无"]]))

    assert "#DIV/0!" in loaded.text
    assert "A2" in loaded.warnings[0]


def test_hidden_rows_and_columns_are_read_and_named(tmp_path):
    """Hidden rows are read, listed in the table and named in a warning, hidden columns too."""
    workbook = book([["项目", "数", "备注"], ["甲", 1, "无"], ["乙", 2, "无"]])
    workbook.active.row_dimensions[2].hidden = True
    workbook.active.column_dimensions["C"].hidden = True

    loaded = read(tmp_path, workbook)

    assert loaded.tables[0].hidden_rows == {1}
    assert "甲\t1\t无" in loaded.text
    assert any("隐藏的行" in warning and "：2 /" in warning for warning in loaded.warnings)
    assert any("隐藏的列" in warning and "：C /" in warning for warning in loaded.warnings)


def test_hidden_sheets_are_skipped_and_named(tmp_path):
    """A hidden sheet is not read, and a warning names it."""
    workbook = book([["项目", "数"], ["甲", 1]])
    other = workbook.create_sheet("底稿")
    other["A1"] = "旧数据"
    other.sheet_state = "veryHidden"
    workbook.create_sheet("空表")

    loaded = read(tmp_path, workbook)

    assert "旧数据" not in loaded.text
    assert "空表" not in loaded.text
    assert "底稿" in loaded.warnings[0]


def test_several_sheets_stand_one_after_the_other(tmp_path):
    """Every sheet is a section with its own table."""
    workbook = book([["项目", "数"], ["甲", 1]], "收入")
    workbook.create_sheet("支出").append(["乙", 2])

    loaded = read(tmp_path, workbook)

    assert [section.title for section in loaded.sections] == ["收入", "支出"]
    assert [loaded.path(table.start) for table in loaded.tables] == [("收入",), ("支出",)]


def test_line_breaks_stay_and_tabs_do_not(tmp_path):
    """A line break in a cell is kept, a tab becomes a blank, Excel's own mark of a return is dropped."""
    loaded = read(tmp_path, book([["一、进展\n二、问题", "甲\t乙"], ["丙_x000D_\n丁", "戊"]]))

    assert [cell.text for cell in loaded.tables[0].cells] == ["一、进展\n二、问题", "甲 乙", "丙\n丁", "戊"]


def test_a_sheet_formatted_to_the_last_row_is_read_at_once(tmp_path):
    """Formatting far below and right of the data costs neither rows nor columns."""
    workbook = book([["项目", "数"], ["甲", 1]])
    workbook.active.cell(1_048_576, 16_384).number_format = "0.00"
    workbook.active.row_dimensions[1_000_000].height = 30

    loaded = read(tmp_path, workbook)

    assert loaded.text == "自评表\n\n项目\t数\n甲\t1"


def test_a_value_far_away_does_not_fill_the_text(tmp_path):
    """Rows and columns that hold nothing are left out, so a stray value costs one place."""
    workbook = book([["项目", "数"], ["甲", 1]])
    workbook.active.cell(1_048_576, 16_384, "x")

    loaded = read(tmp_path, workbook)

    assert len(loaded.text) < 40
    assert loaded.tables[0].cells[-1].address == "自评表!XFD1048576"


def patch_sheet(path: Path, old: bytes, new: bytes) -> None:
    rewrite(path, lambda name, data: data.replace(old, new) if "sheet1" in name else data)


def test_a_merge_of_the_whole_sheet_is_refused(tmp_path):
    """A merge of seventeen thousand million places is refused before it is built."""
    path = tmp_path / "a.xlsx"
    book([["项目", "数"]]).save(path)
    patch_sheet(
        path,
        b"</sheetData>",
        b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )

    with pytest.raises(UnsupportedFormat, match="合并单元格"):
        load(path)


def test_more_cells_than_a_report_has_are_refused(tmp_path, monkeypatch):
    """A data dump is refused with a message that says how large it is."""
    monkeypatch.setattr("gouji.formats.xlsx.MAX_CELLS", 5)

    with pytest.raises(UnsupportedFormat, match="有 6 个单元格"):
        read(tmp_path, book([["甲", 1]] * 3))


def test_a_zip_bomb_is_refused(tmp_path):
    """Forty megabytes of blanks in a few kilobytes are refused."""
    path = tmp_path / "a.xlsx"
    book([["甲", 1]]).save(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.xml", b" " * 40_000_000)

    with pytest.raises(BrokenFile, match="压缩炸弹"):
        load(path)


def test_an_entity_is_refused(tmp_path):
    """A part with a document type is refused before a parser sees it."""
    path = tmp_path / "a.xlsx"
    book([["甲", 1]]).save(path)
    patch_sheet(path, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet')

    with pytest.raises(BrokenFile, match="DOCTYPE"):
        load(path)


def test_an_empty_workbook_is_an_empty_document(tmp_path):
    """Sheets without values hold no report; hidden values are hinted at."""
    with pytest.raises(EmptyDocument):
        read(tmp_path, openpyxl.Workbook())

    workbook = openpyxl.Workbook()
    hidden = workbook.create_sheet("底稿")
    hidden["A1"] = 1
    hidden.sheet_state = "hidden"
    with pytest.raises(EmptyDocument, match="隐藏"):
        read(tmp_path, workbook)


def test_broken_workbooks_are_told(tmp_path):
    """A cut-off file, a text and damaged XML are broken files."""
    path = tmp_path / "a.xlsx"
    book([["甲", 1]]).save(path)
    whole = path.read_bytes()

    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BrokenFile):
        load(path)
    path.write_text("项目,金额\n甲,1", encoding="utf-8")
    with pytest.raises(BrokenFile):
        load(path)
    path.write_bytes(whole)
    rewrite(path, lambda name, data: data[:-30] if name == "xl/workbook.xml" else data)
    with pytest.raises(BrokenFile, match="读不出来"):
        load(path)


def test_a_document_called_xlsx_is_broken(tmp_path):
    """A Word file under the name of a workbook has no workbook part."""
    import docx

    path = tmp_path / "a.xlsx"
    docx.Document().save(path)

    with pytest.raises(BrokenFile):
        load(path)


def test_a_workbook_under_another_suffix_is_read(tmp_path):
    """The content decides: a workbook whose suffix is wrong or old is read all the same."""
    path = tmp_path / "a.xls"
    book([["甲", 1]]).save(path)

    assert load(path).text.endswith("甲\t1")


def test_a_strict_workbook_is_named(tmp_path):
    """A Strict Open XML workbook gets an error that says what to save it as."""
    path = tmp_path / "a.xlsx"
    book([["甲", 1]]).save(path)
    usual, strict = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    rewrite(path, lambda name, data: data.replace(usual, strict))

    with pytest.raises(UnsupportedFormat, match="Excel 工作簿"):
        load(path)


def test_an_encrypted_workbook_says_so(tmp_path):
    """A workbook with a password is an OLE container around the encrypted package."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1016) + "EncryptedPackage".encode("utf-16-le"))

    with pytest.raises(EncryptedFile):
        load(path)


def test_without_openpyxl_the_extra_is_named(tmp_path, monkeypatch):
    """Where openpyxl is not installed the message says what to install."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    with pytest.raises(MissingExtra, match=r"gouji\[excel\]"):
        load(tmp_path / "a.xlsx")
