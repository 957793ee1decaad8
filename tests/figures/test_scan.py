"""Every case of the tables is read exactly: no figure missed, none made up, each value right."""

from __future__ import annotations

import gc

import pytest

from figures.cases import Case, cases, described
from gouji.document import Document, Span
from gouji.figures import find_figures

NAMES = (
    "money", "percent", "counts", "measures", "dates", "scores", "none", "sectors", "genres", "broken",
)  # fmt: skip


@pytest.mark.parametrize("case", [case for name in NAMES for case in cases(name)], ids=lambda case: case.text)
def test_a_sentence_holds_exactly_the_figures_marked_in_it(case: Case):
    """The finder reads place, value, unit, dimension, modifiers and denominator of each figure."""
    assert [described(figure) for figure in find_figures(case.text)] == case.figures


PAGE = "全市持续推进农村饮水安全巩固提升工程建设管理工作，本年度共安排省级以上补助资金"


@pytest.mark.parametrize(("left", "right", "value"), [("1280", "万元", 12800000), ("36.5万", "元", 365000)])
def test_a_page_number_between_the_halves_is_read_over(left: str, right: str, value: int):
    """A number at the foot of a page goes on with its unit on the next one."""
    text = f"{PAGE}{left}\n\n\n\n12\n\n{right}，用于管网改造和水源地保护，其余部分由县级财政统筹解决落实。\n"
    document = Document(text, noise=(Span(text.index("12\n\n" + right), text.index("\n\n" + right)),))

    (figure,) = find_figures(document)

    assert figure.value == value
    assert "wrapped" in figure.flags
    assert text[figure.start : figure.end].startswith(left)


def test_a_page_number_is_no_count_of_what_follows_it():
    """12 at the foot of a page and 个 on the next one make no figure."""
    text = f"{PAGE}若干\n\n12\n\n个项目"
    start = text.index("12")

    assert find_figures(Document(text, noise=(Span(start, start + 2),))) == ()


@pytest.mark.parametrize(
    ("format", "found"), [("docx", []), ("html", []), ("text", ["0万\n元"]), ("pdf", ["0万\n元"])]
)
def test_a_line_break_that_ends_a_paragraph_cuts_no_figure(format: str, found: list[str]):
    """Where the format knows paragraphs, an amount does not go on in the next one."""
    document = Document("结转资金0万\n元", format=format)

    assert [figure.text for figure in find_figures(document)] == found


def test_reading_leaves_the_garbage_collector_as_it_was():
    """The collector rests while figures are made, and works again afterwards."""
    assert gc.isenabled()
    find_figures("投入5万元")

    assert gc.isenabled()


def test_a_listed_year_is_marked_as_printed_without_its_unit():
    """2021 of 2021、2022年 has the flag bare and the unit of the last one."""
    first, second = find_figures("2021、2022年")

    assert (first.flags, second.flags) == (frozenset({"bare"}), frozenset())
    assert first.unit == second.unit == "年"


@pytest.mark.parametrize("digits", ["1" * 999_999, "1." + "1" * 99_999, "１" * 99_999])
def test_a_number_without_end_is_no_figure(digits):
    """No report prints a million digits, and nothing is computed with them."""
    assert find_figures(f"支出{digits}万元，结余{digits}余万元。") == ()
