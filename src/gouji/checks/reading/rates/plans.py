"""The quantities of a report by unit, size and name: what a rate may be of that stands elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from gouji.checks.reading.text.changes import CHANGED_BY
from gouji.checks.reading.text.nodes import Node, passages
from gouji.checks.reading.text.quantities import MEASURED, value_of
from gouji.facts import Facts

MAX_NEAR = 40
"""How many figures of one name, or before a rate, are looked at."""

_DONE = re.compile(r"(?<=[一-龥]{4})(?:已|实际|全年|共|累计)*完成$")
NAME = 4
"""How many characters at their end two names must share to speak of one thing."""


class Plans:
    """The quantities of a report by unit and name, with the words that announce them; read when first asked."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[tuple[Node, str]]]:
        found: dict[tuple[str, str], list[tuple[Node, str]]] = {}
        for passage in passages(self._facts):
            for sentence in passage.sentences():
                for node, words in _with_words(sentence):
                    if counted(node) and len(node.label) >= NAME:
                        found.setdefault((node.figure.base_unit, tail_of(node)), []).append((node, words))
        return found

    def named_like(self, done: Node) -> list[tuple[Node, str]]:
        """The quantities of one unit whose names end as that of *done*."""
        found = self._by_name.get((done.figure.base_unit, tail_of(done)), [])
        return [(node, words) for node, words in found[:MAX_NEAR] if node is not done]

    def sized(self, like: Node, low: Decimal, high: Decimal) -> list[Node]:
        """The quantities in one unit between two values."""
        nodes = self._by_unit.get(like.figure.base_unit, [])
        return nodes[bisect_left(nodes, low, key=value_of) : bisect_right(nodes, high, key=value_of)]

    @cached_property
    def _by_unit(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for passage in passages(self._facts):
            for node in passage.nodes:
                if counted(node) and not node.figure.modifiers:
                    found.setdefault(node.figure.base_unit, []).append(node)
        return {unit: sorted(nodes, key=value_of) for unit, nodes in found.items()}


def tail_of(node: Node) -> str:
    """The end of its name, by which two mentions are found to be of one thing."""
    return _DONE.sub("", node.label.rstrip("数量"))[-NAME:]


def _with_words(sentence: Sequence[Node]) -> Iterator[tuple[Node, str]]:
    """Each figure of a sentence with all its words before it: a plan is announced once for a whole list."""
    words = ""
    for node in sentence:
        words = (words + node.lead)[-400:]
        yield node, words


def counted(node: Node) -> bool:
    """Whether it is a plain quantity that a rate can be of: no price, no range, no amount of a change."""
    figure = node.figure
    plain = figure.dimension in MEASURED and figure.high is None and bool(figure.value) and not figure.per
    return plain and not CHANGED_BY.search(node.clause)


def since_break(before: Sequence[Node], rate: Node) -> list[Node]:
    """The figures since the last semicolon or rate."""
    nodes = [*before, rate]
    for index in range(len(nodes) - 1, 0, -1):
        if "；" in nodes[index].gap or (
            index < len(nodes) - 1 and nodes[index].figure.dimension == "percent"
        ):
            return nodes[index if "；" in nodes[index].gap else index + 1 : -1]
    return nodes[:-1]
