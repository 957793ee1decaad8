"""Numbers whose digits a hard wrap cuts."""

import pytest

from gouji.figures.scan import find_figures

FILL = "各乡镇按照实施方案组织施工并加强质量监督管理确保工程按期完工投入使用发挥效益"


def wrapped(number: str, cut: int, width: int = 60) -> str:
    """A text wrapped at *width* columns so that the first *cut* characters of the number end a line."""
    lines: list[str] = []
    line, used = "", 0
    head = (FILL * 8)[: (width * 5 - cut) // 2] + ("" if cut % 2 == 0 else ")")
    for character in head + number + "，" + FILL * 3:
        step = 2 if character > "\u00ff" else 1
        if used + step > width:
            lines.append(line)
            line, used = "", 0
        line, used = line + character, used + step
    text = "\n".join([*lines, line])
    assert number[:cut] + "\n" + number[cut:] in text
    return text


@pytest.mark.parametrize(
    ("number", "value"),
    [("4,518.60万元", "4518.60"), ("37.9万元", "37.9"), ("256.80万元", "256.80"), ("6.25%", "6.25")],
)
def test_a_number_cut_anywhere_is_read_whole(number: str, value: str):
    """Wherever the edge of the page cuts it, the number is the one that was printed."""
    digits = len(number.rstrip("万元%"))
    for cut in range(1, digits):
        text = wrapped(number, cut)
        assert [figure.number for figure in find_figures(text)] == [value], (number, cut)


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_year_that_is_cut_is_a_year(cut: int):
    """20 at the end of a full line and 23年 below it are the year 2023."""
    assert [figure.number for figure in find_figures(wrapped("2023年11月", cut))] == ["2023-11"]


def test_a_page_number_between_the_halves():
    """The number of a page between the two halves of a number is read over."""
    (figure,) = find_figures(FILL + "增长8.\n\n        — 3 —\n\n15%，" + FILL)

    assert figure.number == "8.15"


def test_a_torn_group_of_three_is_never_half_a_number():
    """3,71 is no number of its own: what stands below belongs to it, or nothing is read."""
    assert [figure.number for figure in find_figures("收入3,71\n6.80万元。")] == ["3716.80"]
    assert find_figures("收入3,71\n26.80万元。") == ()


def test_lines_that_are_not_full_cut_nothing():
    """A serial or a count at the end of a short line stays apart from the number below."""
    assert [figure.number for figure in find_figures("序号 2\n1.7万元")] == ["1.7"]
    assert [figure.number for figure in find_figures("附件 3\n15人参加")] == ["15"]
