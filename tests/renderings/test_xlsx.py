"""The workbook for review, read again with another library."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from gouji.renderings.sheets import MOST_CHARACTERS, as_number, safe_text
from gouji.renderings.xlsx import write_workbook
from renderings import invented


def sheets(report, tmp_path, **options):
    return openpyxl.load_workbook(write_workbook(report, tmp_path / "a.xlsx", **options))


def rows(sheet):
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row)) for row in body]


def test_there_is_a_sheet_for_each_kind_of_record(tmp_path):
    """Eight sheets, the overview first."""
    book = sheets(invented.report(), tmp_path)

    assert book.sheetnames == [
        "概览",
        "预算与支出",
        "活动",
        "问题与建议",
        "指标",
        "核对结果",
        "勾稽关系",
        "数据",
    ]


def test_operands_are_rows_of_a_tree(tmp_path):
    """The parts of 基本支出 stand two levels below 支出, each with its value, its place and its finding."""
    listed = rows(sheets(invented.report(), tmp_path)["勾稽关系"])
    found = {(row["层次"], row["核对编号"]): row for row in listed}

    assert [row["层次"] for row in listed[:6]] == [
        "支出", "　基本支出", "　基本支出", "　　人员经费", "　　公用经费", "　项目支出",
    ]  # fmt: skip
    staff = found["　　人员经费", "SUM-PART-3-contradicted"]
    assert (staff["结论"], staff["角色"], staff["值"]) == ("不符", "分项", 4_349_300)
    assert invented.TEXT[staff["起"] : staff["止"]] == staff["原文"] == "434.93万元"


def test_a_decision_stands_beside_its_finding(tmp_path):
    """Kind, reason, by whom and when, and an apostrophe before what looks like a formula."""
    entry = {"id": "SUM-PART-3-contradicted", "reason": "=口径不同", "by": "复核人", "date": "2024-05-06"}
    report = invented.report().with_decisions([entry])
    row = rows(sheets(report, tmp_path)["核对结果"])[0]

    assert (row["复核意见"], row["理由"]) == ("已说明", "'=口径不同")
    assert (row["复核人"], row["复核日期"], row["结论"]) == ("复核人", "2024-05-06", "不符")


def test_amounts_are_numbers_as_printed_and_in_yuan(tmp_path):
    """812.40 万元 can be added up, and so can 8,124,000 yuan; the quotation and its place stand beside."""
    book = sheets(invented.report(), tmp_path)
    row = rows(book["预算与支出"])[0]

    assert (row["金额"], row["计量单位"], row["折合元"]) == (812.4, "万元", 8_124_000)
    assert invented.TEXT[row["起"] : row["止"]] == row["原文依据"] == "2023年部门决算支出812.40万元"
    assert (row["性质"], row["阶段"], row["依据"], row["页"]) == ("支出", "决算", "原样", 1)


def test_findings_have_their_arithmetic_and_their_operands(tmp_path):
    """Expression, interval ends as numbers, operands with their places, the offered repair."""
    row = rows(sheets(invented.report(), tmp_path)["核对结果"])[0]

    assert (row["结论"], row["算式"]) == ("不符", "434.93 + 91.45 = 526.38 ≠ 526.47")
    assert (row["应为（下限）"], row["相差"]) == (5_263_700, 900)
    assert "part: 人员经费 434.93万元 [" in row["数据"]
    assert row["可能的更正"].startswith("91.45万元 → 91.54万元")


def test_heads_are_frozen_and_filtered(tmp_path):
    """Every sheet of records keeps its head in view and can be filtered."""
    book = sheets(invented.report(), tmp_path)

    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_statuses_are_coloured_by_rule(tmp_path):
    """The status column of the findings has a rule for each of the four."""
    book = sheets(invented.report(), tmp_path)

    rules = [rule.formula for area in book["核对结果"].conditional_formatting for rule in area.rules]
    assert sorted(rules) == sorted([['"不符"'], ['"尾差"'], ['"无法核对"'], ['"相符"']])


@pytest.mark.parametrize(
    "words", ["=1+1", "+SUM(A1)", "-2+3|cmd", "@SUM(A1)", "\t=1", "\r=1", "＝1＋1", "  =HYPERLINK(1)"]
)
def test_cells_that_look_like_formulas_are_disarmed(tmp_path, words):
    """No cell is a formula, and none would become one after an export to CSV."""
    book = sheets(invented.hostile(words), tmp_path)

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not any(text.lstrip().startswith(tuple("=+-@＝＋－＠\t\r")) for text in texts)
    assert any(text.startswith("'") for text in texts)


@pytest.mark.parametrize("words", ["-3.5%", "-12.30", "+5", "甲=乙"])
def test_plain_numbers_and_words_are_left_as_they_are(words):
    """A minus before a number is no formula."""
    assert safe_text(words) == words


@pytest.mark.parametrize("words", ["a\x00b\x1bc", "a\ud800bc", "ab\uffffc", "a\x0bbc"])
def test_characters_that_xml_forbids_are_dropped(tmp_path, words):
    """The file opens and the rest of the text is there."""
    row = rows(sheets(invented.hostile(words), tmp_path)["活动"])[0]

    assert row["名称"] == "abc"


def test_an_address_is_no_link(tmp_path):
    """Text that looks like an address or a mailbox stays text."""
    write_workbook(invented.hostile("https://example.org/a"), tmp_path / "a.xlsx")

    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/")]
        assert not any("hyperlink" in archive.read(name).decode().lower() for name in parts)


@pytest.mark.parametrize("letter", ["字", "\U00020bb7", "="])
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(letter):
    """The limit counts UTF-16 units, as Excel does; the mark fits within it."""
    text = safe_text(letter * 40_000)

    assert len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    assert text.endswith("〔已截断〕")
    assert safe_text("字" * MOST_CHARACTERS) == "字" * MOST_CHARACTERS


def test_numbers_that_excel_would_round_are_text(tmp_path):
    """Sixteen significant digits are kept as text, fifteen are a number."""
    report = invented.report()
    budgets = tuple(
        replace(report.budgets[0], yuan=Decimal(yuan)) for yuan in ("1234567890123456", "123456789012345")
    )
    book = sheets(replace(report, facts=replace(report.facts, budgets=budgets)), tmp_path)

    assert [row["折合元"] for row in rows(book["预算与支出"])] == ["1234567890123456", 123456789012345]
    assert as_number(Decimal("12340000000000000000")) == Decimal("12340000000000000000")


def test_quotients_are_numbers_with_six_decimals():
    """A rate of 28 digits is a number in the sheet, and JSON keeps its digits."""
    assert as_number(Decimal(28) / Decimal(43) * 100) == Decimal("65.116279")
    assert as_number(Decimal("1" + "0" * 40 + ".123456789")) is None


def test_english_headings(tmp_path):
    """With lang="en" sheets, headings and codes are English."""
    book = sheets(invented.report(), tmp_path, lang="en")

    assert book.sheetnames[1] == "Budgets and spending"
    assert rows(book["Findings"])[0]["Status"] == "Contradicted"


def test_an_empty_report_is_a_workbook(tmp_path):
    """Sheets without rows still have their heads."""
    book = sheets(invented.empty(), tmp_path)

    assert [sheet.max_row for sheet in book.worksheets[1:]] == [1] * 7


def test_the_same_report_gives_the_same_bytes(tmp_path):
    """No time of writing gets into the file."""
    one, two = (write_workbook(invented.report(), tmp_path / name) for name in ("a.xlsx", "b.xlsx"))

    assert one.read_bytes() == two.read_bytes()


def test_a_workbook_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    """An error while writing neither harms what was there nor leaves a temporary file."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    broken = invented.report(provenance={"model": Unprintable()})

    with pytest.raises(RuntimeError, match="unprintable"):
        write_workbook(broken, path)

    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]


class Unprintable:
    def __str__(self) -> str:
        raise RuntimeError("unprintable")
