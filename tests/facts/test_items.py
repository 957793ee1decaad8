"""Names of amounts in prose, cut by grammar from the words before them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.document import Document, Span
from gouji.facts.items import MAX_ITEM, Draft, draft_items
from gouji.figures import find_figures


def drafts(text: str, year: int | None = 2024) -> list[Draft]:
    document = Document.from_text(text)
    figures = find_figures(document)
    return list(draft_items(document, figures, year).values())


def names(text: str) -> list[str]:
    return [draft.item for draft in drafts(text)]


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        ("2024年部门整体支出812.4万元。", ["部门整体支出"]),
        ("其中：人员经费60万元、公用经费12万元。", ["人员经费", "公用经费"]),
        ("项目资金，共计30万元。", ["项目资金"]),
        ("年初预算数为45万元。", ["年初预算数"]),
        ("根据云财预〔2024〕15号文件下达资金26万元。", ["下达资金"]),
        ("（一）道路养护费：18.5万元。", ["道路养护费"]),
        ("截至2024年12月底累计支付进度款9万元。", ["支付进度款"]),
        ("主要用于水质监测（含采样）7万元。", ["水质监测（含采样）"]),
        ("每家合作社给予5万元补助。", ["每家合作社给予补助"]),
    ],
)
def test_the_name_is_cut_from_the_words_before(sentence, items):
    """Without marks, years, 其中 and fillers, and with the noun that stands behind the number."""
    assert names(sentence) == items


def test_the_reports_own_year_is_left_out_and_another_is_kept():
    """2023年支出 in a report on 2024 is another amount than 支出."""
    assert names("2023年支出10万元。2024年支出12万元。") == ["2023年支出", "支出"]


def test_a_comparison_is_about_the_same_money():
    """比上年的…减少… has the name of the amount it is compared with."""
    first, second, third = names("公务接待费9.8万元，比上年的10.5万元减少0.7万元。")

    assert first == "公务接待费"
    assert "公务接待费" in second and "上年" in second
    assert "公务接待费" in third and "减少" in third


def test_parts_point_to_their_whole():
    """其中 goes on over ； and ends with the sentence."""
    whole, part, other, alone = drafts("总支出100万元，其中：基本支出60万元；项目支出40万元。另外收回2万元。")

    assert whole.parent is None
    assert part.parent == other.parent == 0
    assert alone.parent is None


def test_a_sum_of_its_own_leaves_the_parts():
    """年末结余 after the parts of the spending is none of them."""
    *_, last = drafts("总支出100万元，其中基本支出60万元，年末结余5万元。")

    assert (last.item, last.parent) == ("年末结余", None)


def test_a_part_of_a_plan_is_a_plan():
    """年初预算…，其中基本支出…: the part bears the name and the kind of its whole."""
    _, part = drafts("年初预算540万元，其中基本支出490万元。")

    assert (part.item, part.kind, part.stage) == ("年初预算（基本支出）", "budget", "initial")


def test_this_project_is_the_heading_above():
    """该项目 stands for the title of its section."""
    (name,) = names("一、村级道路硬化\n该项目投入35万元。\n")

    assert name == "村级道路硬化投入"


def test_the_pieces_of_a_name_stand_in_the_text():
    """Each piece is a span of the document that holds words of the name."""
    document = Document.from_text("一般公共预算年初结转3万元，本年收入20万元，其中：培训费4万元。")
    figures = find_figures(document)

    for draft in draft_items(document, figures, 2024).values():
        assert draft.pieces
        for piece in draft.pieces:
            words = document.text[piece.start : piece.end].strip("：，")
            assert words and words[:2] in draft.item


def test_amounts_in_tables_are_no_business_of_prose():
    """A table's money is read by the tables' grammar."""
    assert drafts("项目\t预算数\n道路\t10万元\n桥梁\t20万元\n") == []


HOSTILE = [
    "其中", "（", "（）", "“", "1", "、", "，", " ", "为", "共计", "截至", "2024年", "如", "按", "该项目", "比上年的",
    "其中10万元", "，10万元", "（10万元", "其中预算10万元，", "，比上年的9万元", "预算8万元，其中支出7万元，", "》", "一、",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("tail", ["10万元。", ""])
def test_a_hostile_sentence_costs_no_more_than_its_length(piece, tail):
    """A sentence of 20 000 characters, with or without an amount at its end, is done in seconds."""
    document = Document.from_text("支出" + piece * (20_000 // len(piece)) + tail)
    figures = find_figures(document)
    begun = time.perf_counter()

    made = draft_items(document, figures, 2024)

    assert time.perf_counter() - begun < 3
    assert all(len(draft.item) <= 4 * MAX_ITEM for draft in made.values())


@given(st.lists(st.sampled_from(["其中", "（", "）", "“", "”", "，", "；", "。", "10万元", "3人", "支出", "年初预算", "该项目",
                                 "比上年", "2023年", "\n", "一、", " ", "合计", "、"]), max_size=40))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_drafts_keep_their_promises(pieces):
    """Each money figure of the prose has one draft; spans are in the text, a whole comes before its part."""
    document = Document.from_text("".join(pieces))
    figures = find_figures(document)

    made = draft_items(document, figures, 2024)

    prose = [
        n for n, f in enumerate(figures) if f.dimension == "money" and document.table_at(f.start) is None
    ]
    assert sorted(made) == prose
    for index, draft in made.items():
        assert draft.parent is None or draft.parent < index
        assert draft.clause.start <= figures[index].full_start
        for piece in draft.pieces:
            assert 0 <= piece.start < piece.end <= len(document.text)


def test_a_long_name_is_never_tried_in_every_way():
    """Whether a name is weak is told of a name of any length at once."""
    long = Draft("每" * 40 + "甲乙丙丁", (), Span(0, 1), None, None, None, None)

    began = time.process_time()
    assert not long.is_weak
    assert time.process_time() - began < 0.5
    assert Draft("每家给予", (), Span(0, 1), None, None, None, None).is_weak
