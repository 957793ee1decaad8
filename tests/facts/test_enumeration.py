"""Problems and measures told one after the other in one paragraph."""

from __future__ import annotations

import pytest

from gouji.document import Document
from gouji.facts.enumeration import bare_item, enumerated
from gouji.facts.problems import read_lists

HEAD = "青石县2023年蔬菜大棚项目绩效自评报告\n一、项目概况\n项目建大棚30座。\n"


def lists(problems: str, measures: str = "加强管理，按季调度。"):
    document = Document.from_text(f"{HEAD}二、存在的问题\n{problems}\n三、改进措施\n{measures}\n")
    return document, read_lists(document)


@pytest.mark.parametrize(
    "text",
    [
        "一是棚膜更换不及时。二是技术员数量不足。三是销路单一。",
        "一是棚膜更换不及时；二是技术员数量不足；三是销路单一。",
        "经自评，主要存在以下问题：一是棚膜更换不及时；二是技术员数量不足；三是销路单一。",
        "项目虽按期完工，仍有一些不足。一是棚膜更换不及时。二是技术员数量不足。三是销路单一。",
        "首先，棚膜更换不及时。其次，技术员数量不足。最后，销路单一。",
        "（1）棚膜更换不及时。（2）技术员数量不足。（3）销路单一。",
        "①棚膜更换不及时；②技术员数量不足；③销路单一。",
        "1.棚膜更换不及时；2.技术员数量不足；3.销路单一。",
        "第一，棚膜更换不及时。第二，技术员数量不足。第三，销路单一。",
    ],
)
def test_each_item_of_a_paragraph_is_a_problem_of_its_own(text):
    """However the items are counted, each has its words and its own place in the text."""
    document, found = lists(text)

    assert [problem.summary for problem in found.problems] == [
        "棚膜更换不及时",
        "技术员数量不足",
        "销路单一",
    ]
    spans = [(problem.evidence[0].start, problem.evidence[0].end) for problem in found.problems]
    assert all(before[1] <= after[0] for before, after in zip(spans, spans[1:], strict=False))
    for problem, (start, end) in zip(found.problems, spans, strict=True):
        assert problem.summary in document.text[start:end]
        assert problem.evidence[0].quote == document.text[start:end]


def test_a_cause_stays_with_its_item():
    """二是 is never the cause of 一是, and a cause is what the item itself gives."""
    _, found = lists(
        "一是棚膜更换偏慢。二是灌溉设施老化，受连续阴雨影响，检修推迟。三是台账不全，原因是专人未定。"
    )

    assert [problem.cause for problem in found.problems] == [None, "受连续阴雨影响", "原因是专人未定"]


@pytest.mark.parametrize(
    "text",
    [
        "一要统一采购棚膜。二要聘请技术员。",
        "一是统一采购棚膜；二是聘请技术员。",
        "下一步重点做好以下工作：（1）统一采购棚膜；（2）聘请技术员。",
        "首先统一采购棚膜。其次聘请技术员。",
    ],
)
def test_each_item_of_a_paragraph_is_a_measure_of_its_own(text):
    """A recommendation for each item, in order."""
    _, found = lists("棚膜更换不及时，影响产量。", text)

    assert [measure.summary for measure in found.recommendations] == ["统一采购棚膜", "聘请技术员"]


@pytest.mark.parametrize(
    "text",
    [
        "资金拨付进度偏慢，主要原因：一是合同签订晚；二是验收资料不全。",
        "棚膜更换不及时，影响1.5万亩菜地。",
        "二是技术员数量不足。三是销路单一。",
        "一是棚膜更换不及时。",
    ],
)
def test_reasons_numbers_and_half_a_list_are_no_items(text):
    """What counts the reasons of one problem, or counts nothing, leaves the paragraph whole."""
    document = Document.from_text(text)

    assert enumerated(document, document.blocks[0]) == []
    assert len(lists(text)[1].problems) == 1


def test_inner_marks_stay_inside_their_item():
    """（1）（2） within 一是 do not divide it."""
    _, found = lists("一是设施老化：（1）棚膜破损；（2）水管漏水。二是销路单一。")

    assert [problem.summary for problem in found.problems][-1] == "销路单一"
    assert len(found.problems) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**（2）台账不全。**", "台账不全。"),
        ("- 补齐台账", "补齐台账"),
        ("5.1 项目进度慢", "项目进度慢"),
        ("二是台账不全", "台账不全"),
        ("一般项目偏多", "一般项目偏多"),
        ("3.5万元未支付", "3.5万元未支付"),
    ],
)
def test_the_words_without_mark_and_emphasis(text, words):
    """Marks, dashes and asterisks go; numbers that say something stay."""
    assert bare_item(text) == words
