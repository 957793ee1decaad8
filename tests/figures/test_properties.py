"""What holds for any figure however it is printed, and for any text however hostile."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.document import Document
from gouji.figures import Figure, find_figures

UNITS = {
    "元": ("money", 1), "万元": ("money", 10**4), "亿元": ("money", 10**8), "千元": ("money", 1000),
    "%": ("percent", 1), "人次": ("count", 1), "万人次": ("count", 10**4), "个": ("count", 1),
    "户": ("count", 1),
    "分钟": ("duration", 1), "亩": ("area", 1), "万亩": ("area", 10**4), "公里": ("length", 1),
    "吨": ("mass", 1),
}  # fmt: skip
WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
GAPS = st.sampled_from(["", " ", "　", "\n", "\n\n", " \n ", "\xa0"])


def printed(value: Decimal, separators: bool, wide: bool) -> str:
    """A number as a report may print it."""
    text = f"{value:,f}" if separators else f"{value:f}"
    return text.translate(WIDE) if wide else text


@given(
    value=st.decimals(min_value=0, max_value=999999, places=2, allow_nan=False),
    unit=st.sampled_from(sorted(UNITS)),
    separators=st.booleans(),
    wide=st.booleans(),
    gap=GAPS,
    inner=st.sampled_from(["", "\n", " "]),
)
@settings(max_examples=400, deadline=None)
def test_a_rendered_value_is_found_again(value, unit, separators, wide, gap, inner):
    """Width, separators, blanks and line breaks change nothing in value, unit and dimension."""
    dimension, factor = UNITS[unit]
    if unit[0] in "万亿千":
        unit = unit[0] + inner + unit[1:]
    figure_text = printed(value, separators, wide) + gap + unit
    text = f"全年完成{figure_text}，好于往年。"

    (figure,) = find_figures(text)

    assert figure.text == figure_text == text[figure.start : figure.end]
    assert figure.value == value * factor
    assert figure.dimension == dimension


SENTENCES = st.sampled_from(
    [
        "投入1836 万元，到位率93.42%", "建成高标准农田5.2万亩", "覆盖642所学校、3.6万名学生",
        "近\n\n6120次人受益",
        "2022至 2024年度安排3批", "设三部一室", "自评得分97.5分", "根据〔2020〕7号文件", "未发现问题",
        "约 3000 余名",
        "完成三分之二", "10月21日—23日举办", "下降3.5个百分点", "0.5元/人次", "达数百套", "内设一办五科",
    ]
)  # fmt: skip


@given(first=st.lists(SENTENCES, max_size=4), second=st.lists(SENTENCES, max_size=4))
@settings(max_examples=100, deadline=None)
def test_two_texts_give_the_union_of_their_figures(first, second):
    """A text is read the same whatever stands before it."""
    left, right = "。".join(first) + "。\n\n", "二、绩效情况\n\n" + "，".join(second) + "。"
    separate = [shifted(figure, 0) for figure in find_figures(left)]
    separate += [shifted(figure, len(left)) for figure in find_figures(right)]

    assert [shifted(figure, 0) for figure in find_figures(left + right)] == separate


def shifted(figure: Figure, offset: int) -> tuple[int, int, Decimal | None]:
    """Where a figure stands when *offset* characters come before its text."""
    return (figure.start + offset, figure.end + offset, figure.value)


ALPHABET = (
    "0１29.，,、。%％万亿千百十一二三两几数近约余多元分人个年月日第至-—/"
    "每均《》〔〕（）()[]“” \n\t\u3000A:之点度级号角担负￥$x×"
)


@given(st.text(alphabet=ALPHABET, max_size=60))
@settings(max_examples=1500, deadline=None)
def test_any_text_is_read_without_error_and_within_itself(text):
    """Figures lie in the text, in order, apart; the full span holds the core."""
    figures = find_figures(text)

    end = 0
    for figure in figures:
        assert end <= figure.start < figure.end <= len(text)
        assert figure.text == text[figure.start : figure.end]
        assert 0 <= figure.full_start <= figure.start
        assert figure.end <= figure.full_end <= len(text)
        assert figure.value is None or isinstance(figure.value, Decimal)
        assert figure.to_dict()["value"] is not None
        repr(figure), figure.printed_interval
        end = figure.end


@given(st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_text_of_any_script_is_read_without_error(text):
    """Digits of other scripts, surrogates and control characters raise nothing."""
    find_figures(text)


def test_the_text_and_its_document_give_the_same():
    """A str is laid out like Document.from_text."""
    text = "情况表\n单位：万元\n项目\t数额\n甲\t12.5\n乙\t7\n"

    assert [f.to_dict() for f in find_figures(text)] == [
        f.to_dict() for f in find_figures(Document.from_text(text))
    ]
