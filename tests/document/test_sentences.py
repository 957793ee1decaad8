"""Sentences of blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.document import Block, Document
from gouji.document.layout import lay_out
from gouji.document.sentences import sentences


def split(text):
    document = Document(text, blocks=(Block("paragraph", 0, len(text)),))
    return [text[span.start : span.end] for span in sentences(document, document.blocks[0])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收入30万元。支出28万元。", ["收入30万元。", "支出28万元。"]),
        ("收入30万元；支出28万元！结余呢？没有", ["收入30万元；", "支出28万元！", "结余呢？", "没有"]),
        ("增长1.5%;完成2,320.11万元!继续", ["增长1.5%;", "完成2,320.11万元!", "继续"]),
        ("他说：“抓紧。”随后开工。", ["他说：“抓紧。”随后开工。"]),
        ("落实“严管。厚爱。”的要求。完成。", ["落实“严管。厚爱。”的要求。", "完成。"]),
        (
            "依据《办法。试行；》执行（含结转；不含追加）。支出3万元。",
            ["依据《办法。试行；》执行（含结转；不含追加）。", "支出3万元。"],
        ),
        ("进度偏慢。）其余正常。", ["进度偏慢。）", "其余正常。"]),
        ("已完成！！！继续", ["已完成！！！", "继续"]),
        ("1. 负责养护。2.负责路政。", ["1. 负责养护。", "2.负责路政。"]),
        ("reach 95%. 其余", ["reach 95%.", "其余"]),
        ("  \u3000收入。\u3000 支出。 ", ["收入。", "支出。"]),
        ("未闭合（一处。第二句。", ["未闭合（一处。", "第二句。"]),
        ("多余”的引号。第二句》。", ["多余”的引号。", "第二句》。"]),
        ("", []),
        ("。", ["。"]),
        ("   ", []),
    ],
)
def test_where_sentences_end(text, expected):
    """Stops, quotes, brackets, decimals, list numbers, damage."""
    assert split(text) == expected


def test_long_quotations_are_split():
    """A pair of brackets that holds more than 200 characters does not hold its sentences together."""
    inner = "完成造林任务一千亩。" * 25

    assert len(split(f"情况（{inner}）如上。")) == 26


def test_hard_wraps_and_noise_are_no_ends():
    """Line breaks and page numbers stay inside the sentence; noise at its edge is left out."""
    text = "全年安排专项资金三十万元，用于改善基层医疗卫生机构\n服务条件，提升能力。\n[bookmark: a]第二句。"
    document = lay_out(text + "\n" * 3)
    block = Block("paragraph", 0, len(text))

    assert [text[s.start : s.end] for s in sentences(document, block)] == [
        text[: text.index("\n[")],
        "第二句。",
    ]


def test_headings_and_tables():
    """A heading is one sentence; the cells of a table are split one by one."""
    text = (
        "一、完成情况。\n全年培训12期，共600人次，群众反映良好，满意度稳步提升。\n"
        "项目\t情况\n造林\t已完成。已验收。\n抚育\t\n"
    )
    document = lay_out(text)
    heading, table = document.blocks[0], document.blocks[-1]

    assert [text[s.start : s.end] for s in sentences(document, heading)] == ["一、完成情况。"]
    shown = [text[s.start : s.end] for s in sentences(document, table)]
    assert shown == ["项目", "情况", "造林", "已完成。", "已验收。", "抚育"]


@given(st.text("。！？；.;12,，（）“”《》 \n一万元a", max_size=80))
def test_every_character_is_in_one_sentence(text):
    """Sentences follow one another and leave out nothing but blanks."""
    document = Document(text, blocks=(Block("paragraph", 0, len(text)),))
    spans = sentences(document, document.blocks[0])

    position = 0
    for span in spans:
        assert position <= span.start < span.end
        assert not text[position : span.start].strip()
        position = span.end
    assert not text[position:].strip()


@given(st.integers(0, 99999), st.integers(0, 999))
def test_numbers_are_never_cut(whole, part):
    """A decimal number with or without thousands separators stays in one sentence."""
    number = f"{whole:,}.{part}"

    assert split(f"支出{number}万元。") == [f"支出{number}万元。"]


@pytest.mark.parametrize("unit", ["（", "“”", "。", "（。", "《“", "）", ".", "1.", "”"])
def test_time_is_linear(unit):
    """A hundred thousand characters of brackets takes well under the time that a quadratic search would."""
    from time import process_time

    begun = process_time()
    split(unit * (100_000 // len(unit)))
    assert process_time() - begun < 3
