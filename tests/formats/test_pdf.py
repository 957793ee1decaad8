"""PDF reports, drawn with reportlab in a font that every PDF reader brings."""

from __future__ import annotations

import io
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from gouji.errors import BrokenFile, EmptyDocument, EncryptedFile, MissingExtra
from gouji.formats.pdf import _clean, load

WIDTH, HEIGHT = A4
COLUMNS = (72.0, 200.0, 300.0, 400.0)
PROSE = [
    "项目资金由市级财政统筹安排，主要用于河道清淤和堤防加固两个方面",
    "的支出，截至年底全部支付完毕，资金使用符合有关管理办法的规定。",
    "各项绩效指标完成情况较好，群众满意度达到预期目标，未发现违规。",
]


class Pages:
    """A PDF in the making."""

    def __init__(self, path: Path, **options) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        self.path = path
        self.canvas = Canvas(str(path), pagesize=A4, **options)
        self.canvas.setFont("STSong-Light", 12)

    def line(self, y: float, text: str, x: float = 72, size: float = 12) -> None:
        self.canvas.setFont("STSong-Light", size)
        self.canvas.drawString(x, y, text)

    def lines(self, y: float, texts: list[str]) -> None:
        for at, text in enumerate(texts):
            self.line(y - 18 * at, text)

    def table(self, top: float, rows: list[list[str]], columns=COLUMNS, height: float = 20) -> None:
        """A ruled table; ``None`` is a place that a cell to its left covers."""
        bottom = top - height * len(rows)
        for at in range(len(rows) + 1):
            self.canvas.line(columns[0], top - at * height, columns[-1], top - at * height)
        self.canvas.line(columns[0], top, columns[0], bottom)
        for at, row in enumerate(rows):
            for across, text in enumerate(row):
                y = top - at * height
                if across + 1 == len(row) or row[across + 1] is not None:
                    self.canvas.line(columns[across + 1], y, columns[across + 1], y - height)
                for number, part in enumerate((text or "").split("\n")):
                    self.line(y - 14 - 12 * number, part, columns[across] + 3, 10)

    def page(self) -> None:
        self.canvas.showPage()

    def picture(self) -> None:
        """A picture that fills the page."""
        from PIL import Image

        buffer = io.BytesIO()
        Image.new("L", (40, 56), 200).save(buffer, "PNG")
        buffer.seek(0)
        self.canvas.drawImage(ImageReader(buffer), 0, 0, WIDTH, HEIGHT)

    def load(self):
        self.canvas.save()
        return load(self.path)


@pytest.fixture
def pages(tmp_path):
    return Pages(tmp_path / "自评.pdf")


def test_the_text_layer_is_read_in_order(pages):
    """Lines stand one below the other as they are printed."""
    pages.lines(760, PROSE)

    loaded = pages.load()

    assert loaded.text == "\n".join(PROSE)
    assert loaded.format == "pdf"
    assert loaded.name == "自评.pdf"
    assert loaded.pages == (0,)


def test_pages_know_where_they_begin(pages):
    """Every page begins at its first character, an empty one where the next does."""
    for texts in (PROSE, [], ["第三页的内容在这里写明，共支出46.20万元。"]):
        pages.lines(760, texts)
        pages.page()

    loaded = pages.load()

    assert loaded.page_at(loaded.text.index("河道")) == 1
    assert loaded.page_at(loaded.text.index("46.20")) == 3
    assert len(loaded.pages) == 3


def test_a_ruled_table_stands_in_its_place_and_once(pages):
    """The words of a table are its cells; the text before and after stays outside."""
    pages.line(760, "资金使用情况见下表。单位：万元")
    pages.table(
        740, [["项目", "预算数", "执行数"], ["清淤工程", "36.80", "35.95"], ["宣传培训", "3.00", "2.90"]]
    )
    pages.line(640, "表后说明如下。")

    loaded = pages.load()

    assert loaded.text == (
        "资金使用情况见下表。单位：万元\n\n项目\t预算数\t执行数\n清淤工程\t36.80\t35.95\n宣传培训\t3.00\t2.90\n\n表后说明如下。"
    )
    (table,) = loaded.tables
    assert table.regular
    assert all(loaded.text[cell.start : cell.end] == cell.text for cell in table.cells)
    assert [block.kind for block in loaded.blocks][1:] == ["table", "paragraph"]
    assert loaded.text[table.caption.start : table.caption.end].endswith("单位：万元")


def test_merged_cells_stand_once_with_their_spans(pages):
    """A cell without a rule inside is one cell over its columns."""
    pages.table(740, [["年度资金情况", None, "备注"], ["全年预算", "36.80", "无"]])

    (table,) = pages.load().tables

    assert (table.cell(0, 0).text, table.cell(0, 0).column_span) == ("年度资金情况", 2)
    assert table.cell(0, 1) is table.cell(0, 0)
    assert table.cell(0, 2).text == "备注"
    assert table.regular


def test_a_cell_merged_over_rows(pages):
    """A cell that no rule parts is one cell over its rows."""
    canvas = pages.canvas
    for left, right, y in [(72, 300, 740), (172, 300, 720), (72, 300, 700)]:
        canvas.line(left, y, right, y)
    for x in (72, 172, 300):
        canvas.line(x, 740, x, 700)
    pages.line(716, "产出指标", 76)
    pages.line(726, "清淤12公里", 176)
    pages.line(706, "培训3场", 176)

    (table,) = pages.load().tables

    assert [(cell.text, cell.row, cell.column, cell.row_span) for cell in table.cells] == [
        ("产出指标", 0, 0, 2),
        ("清淤12公里", 0, 1, 1),
        ("培训3场", 1, 1, 1),
    ]


def test_a_number_broken_by_a_narrow_cell_is_one_number(pages):
    """A number that ran to the edge of its cell is joined; two numbers one above the other stay two."""
    columns = (72.0, 110.0, 148.0, 186.0)
    pages.table(740, [["甲", "乙", "丙"], ["1,234,\n567.89", "12.50\n13.60", "合计\n3"]], columns, height=34)

    (table,) = pages.load().tables

    assert [cell.text for cell in table.row(1)] == ["1,234,567.89", "12.50\n13.60", "合计\n3"]


def test_a_table_that_goes_on_is_one_table(pages):
    """Rows on the next page belong to the table; a repeated head is left out, page numbers are noise."""
    head = ["项目", "预算数", "执行数"]
    pages.line(760, "资金明细如下。")
    pages.table(100, [head, ["清淤工程", "36.80", "35.95"]])
    pages.line(30, "— 1 —", 280)
    pages.page()
    pages.table(780, [head, ["宣传培训", "3.00", "2.90"]])
    pages.line(700, "以上资金均已支付，没有结转，也没有挪用或者滞留的情况。")
    pages.line(30, "— 2 —", 280)

    loaded = pages.load()

    (table,) = loaded.tables
    assert [[cell.text for cell in row] for row in table.rows()] == [
        head,
        ["清淤工程", "36.80", "35.95"],
        ["宣传培训", "3.00", "2.90"],
    ]
    assert loaded.page_at(table.cell(1, 0).start) == 1
    assert loaded.page_at(table.cell(2, 0).start) == 2
    assert loaded.text.count("项目") == 1
    assert loaded.is_noise(loaded.text.index("— 1 —") + 2)


def test_another_table_on_the_next_page_stays_another(pages):
    """A table with other columns at the head of the next page is its own."""
    pages.table(100, [["项目", "预算数", "执行数"], ["清淤工程", "36.80", "35.95"]])
    pages.page()
    pages.table(780, [["指标", "得分", "说明"], ["产出", "48", "无"]], (72.0, 150.0, 260.0, 420.0))

    assert len(pages.load().tables) == 2


def test_a_frame_round_prose_is_no_table(pages):
    """A box round a paragraph, a rule below a title: no table, no word lost."""
    pages.canvas.rect(60, 700, 400, 80)
    pages.canvas.line(60, 690, 460, 690)
    pages.lines(760, PROSE)

    loaded = pages.load()

    assert loaded.tables == ()
    assert loaded.text == "\n".join(PROSE)


def test_running_heads_and_page_numbers_are_noise(pages):
    """What every page repeats is noise, and so is the number that counts the pages."""
    bodies = [
        "第一年安排资金120万元用于堤防。",
        "第二年安排资金135万元用于清淤。",
        "第三年安排资金98万元用于绿化。",
    ]
    for at, body in enumerate(bodies, 5):
        pages.line(810, "某市河道整治项目自评报告")
        pages.line(760, body)
        pages.line(30, str(at), 290)
        pages.page()

    loaded = pages.load()

    kept = "".join(character for at, character in enumerate(loaded.text) if not loaded.is_noise(at))
    assert "自评报告" not in kept
    assert [line for line in kept.split("\n") if line] == bodies


def test_numbers_at_the_foot_that_do_not_count_are_text(pages):
    """Figures that end pages by chance are no page numbers, nor are units above tables running heads."""
    for amount in ("36.80", "12.50", "98.10"):
        pages.line(810, "单位：万元")
        pages.line(760, f"本页内容各不相同，金额也不相同{amount}，另见说明。")
        pages.line(30, amount)
        pages.page()

    loaded = pages.load()

    assert not any(loaded.is_noise(at) for at, character in enumerate(loaded.text) if character in "69单")


def test_a_scan_needs_ocr(pages):
    """Pages that are pictures hold no text: the message tells how to get it."""
    for _ in range(2):
        pages.picture()
        pages.page()

    with pytest.raises(EmptyDocument, match=r"扫描件(?s:.*)ocrmypdf -l chi_sim in\.pdf out\.pdf"):
        pages.load()


def test_pages_without_anything_are_empty(pages):
    """A PDF of blank pages holds no text."""
    pages.page()

    with pytest.raises(EmptyDocument, match="没有文字层"):
        pages.load()


def test_single_scanned_pages_are_named(pages):
    """Where some pages are pictures the others are read, and a warning names the missing ones."""
    pages.lines(760, PROSE)
    pages.page()
    pages.picture()
    pages.page()

    loaded = pages.load()

    assert PROSE[0] in loaded.text
    assert loaded.warnings == (
        "第 2 页是扫描页，未读入（需要 OCR） / pages 2: scanned, not read (OCR needed)",
    )


def test_a_password_is_asked_for(tmp_path):
    """A PDF that opens only with a password says so."""
    pages = Pages(tmp_path / "a.pdf", encrypt="geheim")
    pages.lines(760, PROSE)

    with pytest.raises(EncryptedFile, match="密码"):
        pages.load()


def test_a_pdf_locked_only_against_changes_is_read(tmp_path):
    """A PDF that opens without a password is read, whatever it forbids; its tables too."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    pages = Pages(tmp_path / "a.pdf", encrypt=StandardEncryption("", "owner", canCopy=0))
    pages.table(740, [["项目", "预算数", "执行数"], ["清淤工程", "36.80", "35.95"]])

    assert len(pages.load().tables) == 1


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"not a pdf", b"%PDF-1.4\n" + bytes(2000)])
def test_what_is_no_pdf_is_broken(tmp_path, data):
    """A file that only begins like a PDF, or not even that, is broken."""
    path = tmp_path / "a.pdf"
    path.write_bytes(data)

    with pytest.raises(BrokenFile):
        load(path)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_file_cut_off_is_broken_or_read(pages, share):
    """A PDF cut in half is read as far as it goes, or refused with an error of its own."""
    pages.lines(760, PROSE)
    pages.canvas.save()
    data = pages.path.read_bytes()
    pages.path.write_bytes(data[: int(len(data) * share)])

    try:
        text = load(pages.path).text
    except (BrokenFile, EmptyDocument) as error:
        text = str(error)

    assert any(mark in text for mark in (PROSE[0], "PDF", "没有文字层", "没有一页"))


def test_a_landscape_page_turned_by_the_viewer(pages):
    """A wide table on a page with a rotation is read like any other."""
    pages.canvas.setPageRotation(90)
    pages.canvas.translate(WIDTH, 0)
    pages.canvas.rotate(90)
    pages.table(500, [["项目", "预算数", "执行数"], ["清淤工程", "36.80", "35.95"]])

    loaded = pages.load()

    assert loaded.text == "项目\t预算数\t执行数\n清淤工程\t36.80\t35.95"


def test_threads_may_read_at_once(pages):
    """PDFium is not made for threads; readers wait for each other."""
    pages.lines(760, PROSE)
    expected = pages.load().text

    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda _: load(pages.path).text, range(12)))

    assert texts == [expected] * 12


def test_radicals_become_the_characters_they_look_like():
    """Some fonts map 二 to a radical; hyphens and control characters are put right too."""
    assert _clean("⼆、资⾦使用\r\n2023\ufffe2024\x00\t年") == "二、资金使用\n2023-2024 年"


def test_letters_printed_twice_to_look_bold_are_read_once(pages):
    """A cell printed twice, a hair apart, holds its text once."""
    pages.table(740, [["项目", "预算数", "执行数"], ["清淤工程", "36.80", "35.95"]])
    pages.line(740 - 34, "36.80", COLUMNS[1] + 3.2, 10)

    assert pages.load().tables[0].cell(1, 1).text == "36.80"


@pytest.mark.parametrize("missing", ["pypdfium2", "pdfplumber"])
def test_without_the_libraries_the_extra_is_named(tmp_path, monkeypatch, missing):
    """Where a library is not installed the message says what to install."""
    monkeypatch.setitem(sys.modules, missing, None)

    with pytest.raises(MissingExtra, match=r"gouji\[pdf\]"):
        load(tmp_path / "a.pdf")
