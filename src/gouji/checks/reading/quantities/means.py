"""Means of points 平均得分: the total of some scores and how many they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import value_of

_MEAN = re.compile(r"平均|均分|均值")
_OTHER = re.compile(r"加权|去掉|剔除|去除|除去|扣除|不含|上年|去年|全[市省县区国]|最[高低]")
_TOTAL = re.compile(r"合计|总分|累计|之和|共计|总计|相加|总得分")
_NUMBERED = re.compile(
    r"(?P<count>[两三四五六七八九十])(?:个|家|项|所|户|类|名|位)[^，。；：、]{0,8}(?:得分|评分|分数|成绩|总分|合计)"
)
_VALUES = {word: value for value, word in enumerate("三四五六七八九十", start=3)} | {"两": 2}


class Mean(NamedTuple):
    """A mean, the total of the scores, and how many they are."""

    mean: Node
    total: Node
    number: int


def means(passage: Passage) -> Iterator[Mean]:
    """The means of a paragraph whose total and number stand in the same sentence."""
    for sentence in passage.sentences():
        for at, node in enumerate(sentence):
            if not _is_score(node) or not _MEAN.search(node.clause) or _OTHER.search(node.gap):
                continue
            scores = [n for n in sentence[:at] if _is_score(n) and not _OTHER.search(n.clause)]
            if scores and _TOTAL.search(scores[-1].clause):
                count = _count(sentence[:at], scores[-1])
                if count > 1:
                    yield Mean(node, scores[-1], count)


def _is_score(node: Node) -> bool:
    figure = node.figure
    return figure.dimension == "score" and bool(figure.value) and not figure.modifiers and figure.low is None


def _count(before: Sequence[Node], total: Node) -> int:
    """How many scores a total is of: the one count before it, in digits or in words."""
    counts = [n for n in before if n.figure.dimension == "count" and n.figure.start < total.figure.start]
    found = _NUMBERED.findall(total.gap)
    if len(counts) == 1 and not found:
        return int(value_of(counts[0]))
    return _VALUES[found[0]] if len(found) == 1 and not counts else 0
