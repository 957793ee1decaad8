"""Several documents: the index page and the summary workbook."""

from __future__ import annotations

import openpyxl
import pytest

from gouji.renderings.index import Entry, index_html, write_index, write_summary
from renderings import invented
from renderings.reading import Page

ENTRIES = (
    Entry("云岭县.txt", invented.report(), files={"html": "云岭 县.html", "json": "云岭县.json"}),
    Entry("空.txt", invented.empty()),
    Entry("坏.doc", error="坏.doc: 不支持 .doc"),
)


def test_every_document_has_a_row_and_its_files_are_linked():
    """Three documents, three rows; the links are relative addresses."""
    page = Page(index_html(ENTRIES))

    assert sum(tag == "tr" for tag, _ in page.elements) == 4
    assert "./%E4%BA%91%E5%B2%AD%20%E5%8E%BF.html" in page.links
    assert all(link.startswith("./") for link in page.links)


def test_a_document_that_failed_is_shown_with_its_error():
    """The error is in the row and failed documents are counted."""
    html = index_html(ENTRIES)

    assert "坏.doc: 不支持 .doc" in html
    assert "失败" in html
    assert "文件 3 份" in html


@pytest.mark.parametrize(
    "path",
    ["javascript:alert(1)", "//example.org/x", "http://example.org", 'a" onclick="b', "..\\x", "a\nb\udcff"],
)
def test_a_link_stays_inside_the_folder(path):
    """Whatever a file is called, its address is neither a scheme nor a host nor an attribute."""
    entry = Entry("x", invented.empty(), files={"html": path})
    page = Page(index_html([entry]))

    assert all(link.startswith("./") and ":" not in link for link in page.links)
    assert not any(name.startswith("on") for _, each in page.elements for name in each)


@pytest.mark.parametrize("words", ["<script>x</script>", "</table>", "\ud800"])
def test_names_and_errors_stay_words(words):
    """Hostile names and errors end up as text."""
    html = index_html([Entry(words, invented.hostile(words)), Entry(words, error=words)])

    html.encode("utf-8")
    assert not any(tag == "script" for tag, _ in Page(html).elements)


def test_no_document_at_all_is_a_page():
    """An empty run has an empty table."""
    assert "文件 0 份" in index_html([])


def test_the_summary_has_a_row_for_each_document_and_all_findings_on_one_sheet(tmp_path):
    """Counts are numbers; the findings of both reports are together; the failed one has its error."""
    path = write_summary([*ENTRIES, Entry("又.txt", invented.report())], tmp_path / "summary.xlsx")
    book = openpyxl.load_workbook(path)
    head, *body = book["概览"].iter_rows(values_only=True)
    overview = [dict(zip(head, row)) for row in body]

    assert [row["文件"] for row in overview] == ["云岭县.txt", "空.txt", "坏.doc", "又.txt"]
    assert (overview[0]["不符"], overview[0]["自评得分"], overview[0]["词元"]) == (2, 95.5, 2510)
    assert (overview[2]["结论"], overview[2]["错误"]) == ("失败", "坏.doc: 不支持 .doc")
    findings = list(book["全部核对结果"].iter_rows(values_only=True))
    assert [row[0] for row in findings[1:]] == ["云岭县.txt"] * 6 + ["又.txt"] * 6
    amounts = [row[3] for row in book["全部预算与支出"].iter_rows(min_row=2, values_only=True)]
    assert amounts[:2] == [812.4, 526.47]


def test_the_index_is_written_at_once(tmp_path):
    """The file holds the page and nothing else is left."""
    write_index(ENTRIES, tmp_path / "index.html")

    assert (tmp_path / "index.html").read_text(encoding="utf-8") == index_html(ENTRIES)
    assert [each.name for each in tmp_path.iterdir()] == ["index.html"]
