"""Lists that count twice 户与人: where the households add up, so must the persons beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import MEASURED, sum_of, value_of
from gouji.ledger.precision import telling

FEWEST = 3
"""How many pairs a list and its total are."""

MOST = 14
"""How many pairs they may be."""

DIGITS = 2
"""How many digits of the total or of a part must tell."""

EXACT = 3
"""The same where the pairs stand in two sentences."""

NEAR = Decimal("0.2")
"""How far the second list may be from its total, as a share of it."""

_BESIDE = re.compile(r"^[、，]?$")
_ADDED = MEASURED | {"money"}


class Pair(NamedTuple):
    """Two figures of one thing: 48户126人."""

    first: Node
    second: Node


class Twin(NamedTuple):
    """A total and its parts in the second unit of a list that closes in the first."""

    total: Node
    parts: tuple[Node, ...]


def twin_sums(passage: Passage) -> Iterator[Twin]:
    """The second sums of the lists of a paragraph that bear two units, total first or last."""
    sentences = passage.sentences()
    for sentence in sentences:
        yield from _twins(sentence, DIGITS)
    for first, second in pairwise(sentences):
        # 核定48户126人。减少2户5人，实有46户121人: only numbers that say enough go on over the full stop.
        joined = [*first[-2:], *second]
        if len(first) > 1 and _is_pair(*first[-2:]):
            yield from _twins(joined, EXACT)


def _twins(nodes: Sequence[Node], digits: int) -> Iterator[Twin]:
    """The second sums of the pairs that follow one another."""
    if len(nodes) < 2 * FEWEST:
        return
    for run in _runs(nodes):
        if _is_broken(run, nodes):
            continue
        for total, parts in ((run[0], run[1:]), (run[-1], run[:-1])):
            if _closes(total.first, [pair.first for pair in parts], digits):
                second = tuple(pair.second for pair in parts)
                gap = abs(sum_of(second) - value_of(total.second))
                if gap <= NEAR * value_of(total.second):
                    yield Twin(total.second, second)


def _is_broken(run: Sequence[Pair], nodes: Sequence[Node]) -> bool:
    """Whether one of the two units stands alone between the pairs: 新增14户41人、自然增加6人."""
    paired = {node.figure.start for pair in run for node in pair}
    first, last, units = run[0].first.figure.start, run[-1].second.figure.start, _units(run[0])
    between = (node for node in nodes if first < node.figure.start < last)
    return any(node.figure.base_unit in units and node.figure.start not in paired for node in between)


def _runs(sentence: Sequence[Node]) -> Iterator[list[Pair]]:
    """Pairs of the same two units that follow one another."""
    run: list[Pair] = []
    last: Node | None = None
    for first, second in pairwise(sentence):
        if first is last or not _is_pair(first, second):
            continue
        pair = Pair(first, second)
        if run and (_units(pair) != _units(run[0]) or "；" in first.gap):
            yield from [run] if FEWEST <= len(run) <= MOST else []
            run = []
        run.append(pair)
        last = second
    yield from [run] if FEWEST <= len(run) <= MOST else []


def _units(pair: Pair) -> tuple[str, str]:
    return pair.first.figure.base_unit, pair.second.figure.base_unit


def _is_pair(first: Node, second: Node) -> bool:
    plain = all(
        bool(node.figure.value)
        and node.addable
        and not node.figure.modifiers
        and node.figure.dimension in _ADDED
        for node in (first, second)
    )
    apart = first.figure.base_unit != second.figure.base_unit
    return plain and apart and _BESIDE.match(second.gap) is not None


def _closes(total: Node, parts: Sequence[Node], digits: int) -> bool:
    tells = max(telling(node.figure) for node in (total, *parts)) >= digits
    return tells and value_of(total) == sum_of(parts)
