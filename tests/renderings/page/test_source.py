"""The source text on the page: complete, in order, cut where records begin and end."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.document import Block, Cell, Document, Table
from gouji.facts import Budget, Evidence, Facts, Problem
from gouji.findings import Audit
from gouji.renderings.page.anchors import Anchors
from gouji.renderings.page.markup import legal
from gouji.renderings.page.source import source_article
from gouji.report import Report
from renderings import invented
from renderings.reading import Page


def article(report: Report) -> str:
    return str(source_article(Anchors(report), "zh"))


def bare(document: Document, *spans: tuple[int, int]) -> Report:
    budgets = tuple(
        Budget(f"b{n}", "项", "other", "1", "元", None, None, "model", "exact", (Evidence("", *span),))
        for n, span in enumerate(spans)
    )
    return Report(Facts(document, (), budgets=budgets), Audit())


def test_every_character_is_there_once_and_in_order():
    """The text content of the article is the text of the document, table and bookmark mark included."""
    assert Page(article(invented.report())).text == invented.TEXT


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(alphabet="支出12.5万元，。\n\t 　\r\x0bAb<&'\"〔[bookmark:x]", max_size=80),
    spans=st.lists(st.tuples(st.integers(-3, 90), st.integers(-3, 90)), max_size=8),
)
def test_no_layout_and_no_overlap_loses_a_character(text, spans):
    """Whatever the reader made of a text and whatever records stand on it, the text is complete."""
    report = bare(Document.from_text(text), *spans)

    page = Page(article(report))

    assert page.text == legal(text)
    assert len(page.ids) == len(set(page.ids))


def test_overlapping_records_are_cut_at_their_ends():
    """Two records that overlap give three pieces; the middle one has the class of both and names both."""
    report = invented.report(failed_chunks=())
    text = report.document.text
    start = text.index("应急演练2场")

    (piece,) = re.findall(r'<a id="i0-0"[^>]*>(?:[^<]*)</a>', article(report))
    attributes = Page(piece).elements[0][1]

    assert piece.endswith(">应急演练</a>")
    assert {"a", "i"} <= set((attributes["class"] or "").split())
    assert (attributes["href"], attributes["data-r"]) == ("#i0", "a0")
    assert text[start : start + 4] == "应急演练"


def test_marks_that_end_leave_nothing_behind():
    """After the end of every record the text is plain again."""
    html = article(bare(Document("甲乙丙丁戊"), (0, 3), (1, 2)))

    assert html.count("</a>") == 3
    assert "</a>丁戊" in html


RANGES = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: (min(ends), max(ends)))


@settings(max_examples=200, deadline=None)
@given(budgets=st.lists(RANGES, max_size=6), problems=st.lists(RANGES, max_size=6))
def test_each_character_bears_the_records_that_stand_on_it(budgets, problems):
    """The classes of a character are the kinds that cover it, its links lead to records that do."""
    spans = {f"b{n}": span for n, span in enumerate(budgets)} | {
        f"p{n}": span for n, span in enumerate(problems)
    }
    quoted = [(Evidence("", *span),) for span in spans.values()]
    facts = Facts(
        Document("项" * 30),
        (),
        budgets=tuple(
            Budget(f"b{n}", "", "other", "", "", None, None, "model", "exact", places)
            for n, places in enumerate(quoted[: len(budgets)])
        ),
        problems=tuple(
            Problem(f"p{n}", "", "model", "exact", places) for n, places in enumerate(quoted[len(budgets) :])
        ),
    )

    page = Page(article(Report(facts, Audit())))

    for place, attributes in enumerate(page.around):
        covering = {name for name, (start, end) in spans.items() if start <= place < end}
        named = {
            (attributes.get("href") or "").removeprefix("#"),
            *(attributes.get("data-r") or "").split(),
        } - {""}
        assert set((attributes.get("class") or "").split()) & {"b", "p"} == {name[0] for name in covering}
        assert named <= covering
        assert bool(named) == bool(covering)
    assert {f"{name}-0" for name, (start, end) in spans.items() if start < end} == set(page.ids)


def test_a_figure_across_a_hard_wrap_is_one_link_and_shows_no_break():
    """The line end inside 526.47万 / 元 is kept in the text but hidden."""
    html = article(invented.report())

    assert re.search(r"<a[^>]*>526\.47万<i class=\"w\">\n</i>元</a>", html)


def test_a_wrap_between_latin_words_stays_a_blank():
    """A line end between two words of Latin letters is what parts them."""
    html = article(bare(Document("Deep\nLearning平\n台", blocks=(Block("paragraph", 0, 17),))))

    assert "Deep\nLearning" in html
    assert '平<i class="w">\n</i>台' in html


def test_section_headings_are_headings_and_automatic_numbers_are_shown_beside():
    """A section of the first level is the third heading level; a number not in the text is an attribute."""
    page = Page(article(invented.report()))
    assert [tag for tag, _ in page.elements if re.fullmatch(r"h\d", tag)] == ["h3", "h4", "h3", "h3", "h3"]

    document = invented.document()
    numbered = replace(
        document, sections=(replace(document.sections[0], label="第一章"), *document.sections[1:])
    )
    report = invented.report(document=numbered)
    assert 'data-label="第一章"' in article(report)
    assert Page(article(report)).text == invented.TEXT


def test_bookmark_marks_are_set_apart():
    """Noise is in the text, under a class of its own."""
    html = article(invented.report())

    assert '<span class="n">[bookmark: _Toc551]</span>' in html


def test_pages_are_marked_where_they_begin():
    """The second page begins before its first heading; the first page needs no mark."""
    html = article(invented.report())

    assert html.count('class="pg"') == 1
    assert re.search(r'<i class="pg" data-p="第2页"></i><h3[^>]*>二、主要工作', html)


def test_a_page_that_begins_within_a_paragraph_is_marked_there():
    """The mark stands between the two halves of the sentence."""
    document = Document("上半句下半句", blocks=(Block("paragraph", 0, 6),), pages=(0, 3))

    assert 'class="s' not in article(bare(document))
    assert '上半句<i class="pg" data-p="第2页"></i>下半句' in article(bare(document))


def test_tables_are_tables_with_their_merged_cells():
    """A cell over two columns and one over two rows span them; blanks between cells stay in the text."""
    text = "项目\t预算\n甲\t1.00\t2.00\n3.00\t4.00\n"
    cells = (
        Cell(0, 0, 0, 2, "项目"),
        Cell(0, 1, 3, 5, "预算", column_span=2),
        Cell(1, 0, 6, 7, "甲", row_span=2),
        Cell(1, 1, 8, 12, "1.00"),
        Cell(1, 2, 13, 17, "2.00"),
        Cell(2, 1, 18, 22, "3.00"),
        Cell(2, 2, 23, 27, "4.00"),
    )
    document = Document(text, blocks=(Block("table", 0, 27, table=0),), tables=(Table(0, 27, cells),))
    html = article(bare(document))
    page = Page(html)

    spans = [
        (tag, each.get("rowspan"), each.get("colspan")) for tag, each in page.elements if tag in ("td", "th")
    ]
    assert spans[:3] == [("th", None, None), ("th", None, "2"), ("td", "2", None)]
    assert [tag for tag, _ in page.elements].count("tr") == 3
    assert page.text == text
    assert "</td>\t<td" in html


def test_a_cell_stands_in_its_column_beside_what_reaches_down_from_above():
    """Where a row lacks a cell, an empty one takes its place; the place of a merged cell takes none."""
    text = "甲\t乙\t丙\t丁"
    cells = (
        Cell(0, 0, 0, 1, "甲"),
        Cell(0, 1, 2, 3, "乙", row_span=2),
        Cell(0, 3, 4, 5, "丙"),
        Cell(1, 3, 6, 7, "丁"),
    )
    document = Document(
        text, blocks=(Block("table", 0, 7, table=0),), tables=(Table(0, 7, cells, regular=False),)
    )

    rows = re.sub(r"<(td)[^>]*?( rowspan=\"2\")?>", r"<\1\2>", article(bare(document))).split("<tr>")[1:]

    assert rows[0].startswith('<td>甲</td>\t<td rowspan="2">乙</td><td></td>\t<td>丙</td>')
    assert rows[1].replace("\t", "").startswith("<td></td><td></td><td>丁</td>")


def test_a_sheet_with_a_far_cell_does_not_grow_with_the_distance():
    """Empty rows are left out and a gap of columns is one cell."""
    cells = (
        Cell(0, 0, 0, 1, "甲"),
        Cell(900_000, 12, 2, 3, "乙", row_span=50_000),
        Cell(900_001, 13, 4, 5, "丙"),
    )
    document = Document("甲\t乙\t丙", blocks=(Block("table", 0, 5, table=0),), tables=(Table(0, 5, cells),))
    html = article(bare(document))

    assert html.count("<tr") == 3
    assert 'rowspan="2"' in html
    assert len(html) < 1_000


def test_hidden_rows_are_said_to_be_hidden():
    """A row that the sheet hides is shown, with a word about it."""
    document = invented.document()
    table = replace(document.tables[0], hidden_rows=frozenset({1}))
    page = Page(article(invented.report(document=replace(document, tables=(table,)))))

    assert [each["title"] for each in page.classed("hid")] == ["隐藏行"]


@pytest.mark.parametrize("starts", [(4, 0), (0, 0)])
def test_cells_that_do_not_follow_the_text_are_shown_as_text(starts):
    """Where the grid's order is not the text's, the lines are shown as they are."""
    cells = tuple(Cell(0, column, start, start + 2, "甲乙") for column, start in enumerate(starts))
    document = Document("甲乙\t\t甲乙", blocks=(Block("table", 0, 6, table=0),), tables=(Table(0, 6, cells),))
    html = article(bare(document))

    assert "<pre>" in html
    assert Page(html).text == document.text
