"""Results as lines for a terminal; the text of a report cannot steer it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gouji
from gouji.document import Document
from gouji.terminal import (
    counts_line,
    figure_rows,
    finding_lines,
    plain,
    summary_lines,
    table,
    usage_line,
    width,
)

BAD = "全年支出100.00万元，其中：巡河经费60.00万元、清淤经费50.00万元。2022年培训80人次，2023年培训92人次，增长12.5%。"


def report(text: str = BAD, name: str = "a.txt"):
    return gouji.check(Document.from_text(text, name=name))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("支出 8 万元", "支出 8 万元"),
        ("两\n行\t字", "两 行 字"),
        ("\x1b[31m红", "�[31m红"),
        ("\x9b31m", "�31m"),
        ("好\u202e坏", "好�坏"),
        ("\u2066隔离\u2069", "�隔离�"),
        ("\x00\x07\x7f", "���"),
        ("", ""),
    ],
)
def test_control_characters_are_shown_and_not_obeyed(text, shown):
    """One line, no escape, no bell, no turned direction."""
    assert plain(text) == shown


@given(st.text())
def test_plain_text_is_one_line_that_steers_nothing(text):
    """Whatever comes in, nothing below a blank comes out."""
    shown = plain(text)

    assert "\n" not in shown and "\x1b" not in shown
    assert all(ord(character) >= 32 for character in shown)


def test_columns_are_aligned_by_the_width_on_the_screen():
    """A Chinese character takes two columns."""
    lines = table([["名称", "数"], ["a", "10"], ["全角", "7"]], right=(1,)).split("\n")

    assert lines == ["名称  数", "a     10", "全角   7"]
    assert (width("名a"), width("")) == (3, 0)
    assert table([]) == ""


def test_the_counts_are_said_in_both_languages():
    """How many relations hold, how many not, and how much money they cover."""
    zh, en = counts_line(report(), "zh"), counts_line(report(), "en")

    assert "不符 " in zh and "金额 3 处" in zh
    assert "contradicted " in en and "of 3 amounts" in en


def test_findings_that_do_not_hold_come_first():
    """Contradicted before confirmed, graver before lighter."""
    lines = finding_lines(report().findings, "zh")

    assert len(lines) == len(report().findings)
    assert lines[0].startswith("[不符·高")
    ranks = [("不符" in line.split("·")[0]) for line in lines]
    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_summary_is_a_few_lines_without_control_characters(lang):
    """Name, what was read, counts, contradictions; from a hostile text and a hostile name too."""
    lines = summary_lines(report(BAD.replace("清淤", "清\x1b[2J淤"), name="a\x1b]0;x\x07.txt"), lang)

    assert len(lines) >= 4
    assert "SUM-PART" in "\n".join(lines)
    assert all("\x1b" not in line and "\x07" not in line and "\n" not in line for line in lines)


@pytest.mark.parametrize(("lang", "words"), [("zh", "提问 0 次"), ("en", "0 requests")])
def test_the_cost_of_a_run(lang, words):
    """A check costs nothing."""
    assert words in usage_line(report(), lang)


def test_figures_are_rows_under_a_head():
    """Place, print, value, unit."""
    head, first, *_ = figure_rows(report().figures)

    assert len(head) == len(first)
    assert first[1:4] == ["100.00万元", "1000000", "元"]


@pytest.mark.parametrize(
    ("lang", "told"), [("zh", "（另有 1 种改法同样可使之相符）"), ("en", " (1 other edit would do as much)")]
)
def test_an_edit_that_is_not_the_only_one_says_so(lang, told):
    """37.8 for 38.7 closes the sum, and so does 22.3 for 23.2: neither is shown as the only one."""
    text = "全年支出81.7万元，其中：购书支出37.8万元、运行支出22.3万元、活动支出12.8万元、设备支出7.9万元。"
    lines = summary_lines(gouji.check(gouji.Document.from_text(text)), lang)
    assert [line for line in lines if line.endswith(told)]
