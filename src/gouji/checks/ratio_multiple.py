"""RATIO-MULTIPLE 倍数增长: 增长n倍 and 增至n倍 of a base that is printed are two things."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from gouji.checks import proposes
from gouji.checks.reading.text.nodes import Node, passages
from gouji.checks.reading.text.prose import Line, lines
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Expression, Operand, Product, Relation, Sum

REACH = 40
"""How far behind the last amount its multiple stands."""

_GROWN = re.compile(r"(?:增长|增加|提高|提升|上升|扩大|翻)(?:了|近|约|超过?)?$")
_REACHED = re.compile(
    r"(?:(?:增长|增加|提高|提升|上升|扩大)(?:到了?|至|为)|(?:是|为|达到?|相当于)[^，。；\d]{0,14}?的)(?:近|约|超过?)?$"
)
_BASE = re.compile(r"上年|去年|同期|前一?年|(?:19|20)\d\d年|年初|之前|原来|从|由")


@proposes("RATIO-MULTIPLE", title="倍数增长", severity="info")
def multiples(facts: Facts) -> Iterator[Relation]:
    """Grown n-fold is the base and n times the base; grown to n-fold is n times the base.

    Formula: 增长n倍: 本期 = 基期 + n × 基期; 增至n倍: 本期 = n × 基期
    Example: 由10家增加到32家，增长3.2倍 is contradicted: it is 增至3.2倍, and grown by 2.2 times.
    Undetermined: The base is not printed in the sentence.
    Source: Prose; two amounts of one unit and a number with 倍.
    """
    figures = [figure for figure in facts.figures if figure.dimension == "multiple" and figure.value]
    figures.sort(key=lambda figure: figure.start)
    starts = [figure.start for figure in figures]
    by_block = {line.block.start: line for line in lines(facts)} if figures else {}
    for passage in passages(facts) if figures else ():
        line = by_block.get(passage.block.start)
        for sentence in passage.sentences() if line is not None else ():
            # The number with 倍 stands behind the last amount, in the same sentence.
            at = bisect_left(starts, sentence[-1].figure.end)
            if line is not None and at < len(figures) and starts[at] < passage.block.end:
                words = _words(line, sentence[-1].figure.end, starts[at])
                if words is not None:
                    yield from _relation(sentence, figures[at], words)


def _words(line: Line, start: int, end: int) -> str | None:
    """The clause before the multiple, where no sentence ends before it."""
    between = line.text[line.at(start) : line.at(end)]
    if len(between) > REACH or "。" in between:
        return None
    return re.split("[，；：]", line.text[max(0, line.at(end) - REACH) : line.at(end)])[-1]


def _relation(sentence: Sequence[Node], figure: Figure, words: str) -> Iterator[Relation]:
    pair = [node for node in sentence[-6:] if not node.figure.per and node.figure.value][-2:]
    if len(pair) != 2 or pair[0].figure.base_unit != pair[1].figure.base_unit:
        return
    base, now = pair if _BASE.search(pair[0].clause) or not _BASE.search(pair[1].clause) else pair[::-1]
    if not _BASE.search(base.clause):
        return
    last = Operand("base", base.label, base.figure)
    times: Expression = Product(Operand("multiple", words[-8:], figure), last)
    more: Expression = Sum((last, times))
    stated = Operand("this", now.label, now.figure)
    if _REACHED.search(words):
        yield Relation(stated, times, alternatives=(("增长倍数", more),))
    elif _GROWN.search(words):
        yield Relation(stated, more, alternatives=(("增至倍数", times),))
