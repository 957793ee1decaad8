"""Problems and measures that stand in lists under headings of their own."""

from __future__ import annotations

import time

import pytest

from gouji.document import Document, Span
from gouji.facts.model import Problem, Recommendation
from gouji.facts.problems import (
    admits,
    category_of,
    evidence_of,
    explains,
    linked,
    proposes_change,
    read_lists,
)

REPORT = """白水县2023年农村饮水管护项目绩效自评报告
一、项目概况
项目在6个乡镇实施。
二、存在的主要问题
经自评，主要存在以下问题：
（一）预算编制不够精细。部分站点按上年数列报，主要原因是台账未更新。
（二）水质检测人员不足。全县仅有2名检测员。
三、改进措施
（一）细化预算编制。按站点逐项测算。
（二）充实检测力量。
无。
"""


def test_each_item_of_the_lists_is_read_once():
    """Two problems and two measures; the sentence that announces the list and 无 are no items."""
    lists = read_lists(Document.from_text(REPORT))

    assert [problem.summary for problem in lists.problems] == ["预算编制不够精细", "水质检测人员不足"]
    assert [measure.summary for measure in lists.recommendations] == ["细化预算编制", "充实检测力量"]
    assert [problem.id for problem in lists.problems] == ["p1", "p2"]


def test_a_problem_has_its_cause_its_class_and_its_words():
    """The sentence with 主要原因是 is the cause; the evidence is verbatim."""
    document = Document.from_text(REPORT)
    first, second = read_lists(document).problems

    assert first.cause == "部分站点按上年数列报，主要原因是台账未更新"
    assert second.cause is None
    assert (first.category, second.category) == ("预算与资金", "人员与能力")
    for problem in (first, second):
        (evidence,) = problem.evidence
        assert evidence.quote == document.text[evidence.start : evidence.end]
        assert problem.summary in evidence.quote


def test_what_is_covered_is_the_lists_alone():
    """The covered spans hold the items, and nothing from before the heading."""
    document = Document.from_text(REPORT)
    covered = read_lists(document).covered

    assert min(span.start for span in covered) > document.text.index("二、存在的主要问题")
    assert all(document.text[span.start : span.end].strip() for span in covered)


def test_a_report_without_such_headings_has_no_lists():
    """A sentence that admits something in the prose is left to the model."""
    lists = read_lists(Document.from_text("一、项目概况\n部分路段养护不到位，进度偏慢。\n"))

    assert (lists.problems, lists.recommendations, lists.covered) == ((), (), ())


def test_a_measure_inside_a_list_of_problems_is_a_measure():
    """针对…, under 存在的问题, proposes something."""
    text = "一、存在的问题及改进措施\n1.设备老化，故障率偏高。\n2.针对设备老化，下一年更新水泵三台。\n"
    lists = read_lists(Document.from_text(text))

    assert len(lists.problems) == 1
    assert len(lists.recommendations) == 1
    assert "更新水泵" in lists.recommendations[0].evidence[0].quote


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("绩效指标设置不够量化", "绩效管理"),
        ("资金拨付偏慢", "预算与资金"),
        ("施工进度滞后", "项目实施"),
        ("档案不齐", "制度与监管"),
        ("缺少专业人才", "人员与能力"),
        ("天气多变", ""),
    ],
)
def test_the_class_of_a_problem(text, category):
    """A word of the field decides; without one the class is empty."""
    assert category_of(text) == category


def test_sentences_that_admit_explain_and_propose():
    """The three kinds of sentence are told by words, plain description is none of them."""
    assert admits("支出进度偏慢") and not admits("全年开展巡查12次")
    assert explains("由于汛期延长，工期推迟") and not explains("工期推迟")
    assert proposes_change("建议提高补助标准") and not proposes_change("已发放补助")


def test_evidence_in_a_table_names_the_cell():
    """A quotation is the text from start to end; outside tables it has no cell."""
    document = Document.from_text("全年支出8万元。")

    evidence = evidence_of(document, Span(2, 7))

    assert (evidence.quote, evidence.start, evidence.end, evidence.cell) == ("支出8万元", 2, 7, "")


def test_a_measure_is_linked_to_the_problem_it_shares_most_words_with():
    """And to none where it shares hardly any."""
    text = (
        "一、存在的问题\n1.管护资金拨付偏慢，影响进度。\n2.水质检测人员不足，轮班困难。\n"
        "二、改进措施\n1.充实水质检测人员，合理轮班。\n2.开展节水宣传，营造氛围。\n"
    )
    lists = read_lists(Document.from_text(text))
    problems, measures = linked(list(lists.problems), list(lists.recommendations))

    assert [measure.problems for measure in measures] == [("p2",), ()]
    assert [problem.recommendations for problem in problems] == [(), ("r1",)]


def test_linking_thousands_of_problems_takes_seconds():
    """Two thousand problems and as many measures, nearly all of the same words."""
    problems = [
        Problem(f"p{n}", f"第{n}项目管理不足，进度偏慢，支付滞后", "model", "exact") for n in range(2000)
    ]
    measures = [Recommendation(f"r{n}", f"加强第{n}项目管理，加快支付进度", "model") for n in range(2000)]
    begun = time.perf_counter()

    linked(problems, measures)

    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize("piece", ["（", "“", "受影", "、", " ", "1", "。", "（一）不足。\n", "由于", "；"])
def test_hostile_lists_cost_no_more_than_their_length(piece):
    """Thirty thousand characters under 存在的问题 take seconds at most, not minutes."""
    document = Document.from_text("一、存在的问题\n" + piece * (30_000 // len(piece)))
    begun = time.perf_counter()

    read_lists(document)

    assert time.perf_counter() - begun < 5
