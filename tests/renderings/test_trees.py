"""Sums as trees: every sum once, whatever the totals are parts of."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

import gouji
from gouji.document import Document
from gouji.findings import Operand
from gouji.renderings.trees import trees
from renderings import invented

WHOLE = invented.figure(invented.TEXT, "812.40万元")


def operand(role: str, place: int) -> Operand:
    return Operand(
        role, f"第{place}处", replace(WHOLE, start=place, end=place + 1, full_start=-1, full_end=-1)
    )


def a_sum(total: int, *parts: int):
    operands = [operand("total", total), *(operand("part", part) for part in parts)]
    return invented.finding("SUM-PART", "confirmed", operands, expected=(Decimal(1), Decimal(1)))


def shape(node):
    return node.operand.place[0], [[shape(part) for part in parts] for _, parts in node.sums]


def test_a_part_that_is_a_total_bears_its_own_parts():
    """100 = 60 + 40 and 60 = 50 + 10 are one tree."""
    (tree,) = trees([a_sum(60, 50, 10), a_sum(100, 60, 40)])

    assert shape(tree) == (100, [[(60, [[(50, []), (10, [])]]), (40, [])]])


def test_a_total_with_two_classifications_has_both():
    """By function and by economic class: two sums under one total."""
    (tree,) = trees([a_sum(100, 60, 40), a_sum(100, 70, 30)])

    assert [len(parts) for _, parts in tree.sums] == [2, 2]


def test_rates_and_single_parts_are_no_trees():
    """A rate is not added up, nor is a total with one part."""
    rate = invented.finding(
        "RATIO-EXEC", "confirmed", [operand("rate", 1), operand("spent", 2), operand("budget", 3)]
    )

    assert trees([rate, a_sum(5, 6)]) == []


@given(st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=5, unique=True), max_size=9))
def test_every_sum_stands_in_one_tree_once(drawn):
    """Also where totals are parts of one another in a circle."""
    findings = [a_sum(*places) for places in drawn]

    found = [id(finding) for tree in trees(findings) for finding in tree.findings]
    assert sorted(found) == sorted(map(id, findings))


def test_nested_parts_of_a_sentence_are_one_tree():
    """其中 within 其中, as the checks read it."""
    text = "全年支出100.00万元，其中：基本支出60.00万元（人员经费50.00万元、公用经费10.00万元）、项目支出40.00万元。"
    report = gouji.check(Document.from_text(text))

    labels = [
        [part.operand.label for part in parts] for tree in trees(report.findings) for _, parts in tree.sums
    ]
    assert ["基本支出", "项目支出"] in labels
