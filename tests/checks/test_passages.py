"""What hostile prose may cost the reading of its figures."""

from __future__ import annotations

import time

import pytest

import gouji
from gouji.checks.reading.text.nodes import DEEPEST, LONGEST, Node, passages
from gouji.checks.reading.text.prose import lines, masked
from gouji.document import Document
from gouji.facts import Facts
from gouji.figures import find_figures


def facts(text: str) -> Facts:
    document = Document.from_text(text, name="long")
    return Facts(document, tuple(find_figures(document)))


def depth(node: Node) -> int:
    return 1 + max(map(depth, node.inside), default=0)


def test_brackets_within_brackets_end_somewhere():
    """A thousand open brackets are read, some levels deep, and break nothing."""
    text = "投入1万元（" * 1000 + "）" * 1000
    (passage,) = passages(facts(text))
    assert depth(passage.nodes[0]) == DEEPEST + 1
    assert gouji.check(Document.from_text(text, name="deep")).findings is not None


@pytest.mark.parametrize(
    "unit", ["投入3万元（其中2万元）、", "培训5人（", "2023年5月印发（某财〔2023〕5号）3万元，"]
)
def test_time_grows_with_length(unit):
    """One endless paragraph of brackets costs no more than in proportion."""

    def seconds(times: int) -> float:
        read = facts(unit * times)
        began = time.perf_counter()
        passages(read)
        return time.perf_counter() - began

    seconds(200)
    short, long = seconds(500), seconds(4_000)
    assert long < 8 * 4 * short + 0.2


@pytest.mark.parametrize("mark", ["。", "，", ""])
def test_a_paragraph_without_end_is_read_in_pieces(mark):
    """Nothing is lost at a cut, no number is torn, and no piece is longer than is read together."""
    text = f"支出12.5万元{mark}" * (4 * LONGEST // 9)
    read = facts(text)
    pieces = passages(read)

    assert len(pieces) >= 4
    assert all(piece.block.end - piece.block.start <= LONGEST for piece in pieces)
    assert [node.figure.start for piece in pieces for node in piece.nodes] == [f.start for f in read.figures]
    assert pieces[0].block.start == 0 and pieces[-1].block.end == len(text)


def test_a_line_is_traced_back_to_the_text():
    """Blanks and wraps are gone, digits and marks are plain; a quotation is printed as it stands."""
    read = facts("一、概况\n\n全年 支出８６．４０万元(含税),\n其中购书“一、二”册。\n")
    line = lines(read)[1]
    start = line.text.index("支出")
    quote = line.quote(start, start + 4)
    assert read.document.text[quote.start : quote.end] == quote.quote == "支出８６"
    assert line.text.startswith("全年支出86") and "（含税）" in line.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲（乙、丙）丁", "甲（···）丁"),
        ("《甲〈乙〉丙》、丁", "《·····》、丁"),
        ("甲（乙、丙", "甲（乙、丙"),
        ("甲（乙“丙）丁”", "甲（···）丁”"),
    ],
)
def test_what_stands_in_brackets_is_masked(text, expected):
    """Only pairs that are closed hide their inside; the length stays."""
    assert masked(text) == expected
