"""SUM-RUN 连列合计: amounts that stand in a row make up the total beside them, whatever leads over to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.checks import proposes
from gouji.checks.reading.nodes import Node, Passage, passages
from gouji.facts import Facts
from gouji.findings import Operand, Relation, Sum
from gouji.ledger.precision import telling

MOST = 14
"""How many parts a run may have."""

PARAGRAPHS = 8
"""How many paragraphs a list may take whose items are one paragraph each."""

_TOTAL = re.compile(r"合计|共计|总计|小计|总额|总数|累计|全部|总(?:投资|预算|收入|支出|人数|面积|资金)|共")
_ADDED = frozenset({"money", "count", "area", "length", "mass", "volume", "energy"})


@proposes("SUM-RUN", title="连列合计", severity="medium")
def runs(facts: Facts) -> Iterator[Relation]:
    """Amounts of one unit that stand in a row add up to the one before or behind them.

    Formula: 总数 = Σ 连列各数
    Example: 共安排640万元。A镇安排215.5万元，B镇安排424.5万元。
    Undetermined: Never: it is told where it closes, or where one changed or swapped digit keeps it from closing.
    Source: Prose and lists in which no word (其中, 分别为) says what is part of what.
    """
    before: list[Passage] = []
    for passage in passages(facts):
        for strand in _strands(passage.nodes):
            yield from _within(strand)
        before = [*before[-PARAGRAPHS:], passage]
    yield from _over_paragraphs(passages(facts))


def _strands(nodes: Sequence[Node]) -> list[list[Node]]:
    """The nodes that can be added, unit by unit, each in text order."""
    strands: dict[str, list[Node]] = {}
    for node in nodes:
        if node.addable and not node.figure.modifiers and node.figure.dimension in _ADDED:
            strands.setdefault(node.figure.base_unit, []).append(node)
    return [strand for strand in strands.values() if len(strand) > 2]


def _within(strand: Sequence[Node]) -> Iterator[Relation]:
    """Totals of a paragraph: one that begins it or says that it is one."""
    for at, node in enumerate(strand):
        named = _TOTAL.search(node.clause) is not None
        if not telling(node.figure) >= 3:
            continue
        if named or at == 0 or node.stops:
            yield from _relations(node, _behind(strand, at))
        if named and at > 1:
            yield from _relations(node, _before(strand, at))


def _behind(strand: Sequence[Node], at: int) -> Iterator[Sequence[Node]]:
    """The runs behind a node, each up to the end of a sentence or a clause."""
    for end in range(at + 3, min(len(strand), at + 1 + MOST) + 1):
        if end == len(strand) or _parts(strand[end]):
            yield strand[at + 1 : end]


def _before(strand: Sequence[Node], at: int) -> Iterator[Sequence[Node]]:
    for start in range(at - 2, max(-1, at - 1 - MOST), -1):
        if start == 0 or _parts(strand[start]):
            yield strand[start:at]


def _parts(node: Node) -> bool:
    """Whether a new sentence or a new clause begins before a node."""
    return bool(node.stops) or "；" in node.gap or _TOTAL.search(node.clause) is not None


def _over_paragraphs(passages: Sequence[Passage]) -> Iterator[Relation]:
    """Lists of one paragraph for each item: the first amount of each, under a total before or behind them."""
    heads = [_strands_of_any(passage.nodes) for passage in passages]
    for at, totals in enumerate(heads):
        for unit, strand in totals.items():
            for total in {id(node): node for node in (strand[0], strand[-1])}.values():
                if telling(total.figure) >= 3:
                    yield from _relations(total, _items(heads, unit, range(at + 1, at + 1 + PARAGRAPHS)))
                    if _TOTAL.search(total.clause):
                        own = strand[:-1] if total is strand[-1] else []
                        below = range(at - 1, at - 1 - PARAGRAPHS, -1)
                        yield from _relations(total, _items(heads, unit, below, own))


def _strands_of_any(nodes: Sequence[Node]) -> dict[str, list[Node]]:
    strands: dict[str, list[Node]] = {}
    for node in nodes:
        if node.addable and not node.figure.modifiers and node.figure.dimension in _ADDED:
            strands.setdefault(node.figure.base_unit, []).append(node)
    return strands


def _items(
    heads: Sequence[dict[str, list[Node]]], unit: str, indexes: range, own: Sequence[Node] = ()
) -> Iterator[Sequence[Node]]:
    """One amount of each paragraph that follows, as long as every paragraph has one: its first, or its last."""
    first, last = list(own[:1]), list(own[-1:])
    for index in indexes:
        strand = heads[index].get(unit) if 0 <= index < len(heads) else None
        if strand is None:
            return
        first.append(strand[0])
        last.append(strand[-1])
        if len(first) > 1:
            yield tuple(first)
            if [id(node) for node in first] != [id(node) for node in last]:
                yield tuple(last)


def _relations(total: Node, runs: Iterator[Sequence[Node]]) -> Iterator[Relation]:
    named = _TOTAL.search(total.clause) is not None
    for parts in runs:
        if all(part.figure.value for part in parts) and _is_telling([total, *parts], named=named):
            yield Relation(
                Operand("total", total.label, total.figure),
                Sum(tuple(Operand("part", part.label, part.figure) for part in parts)),
                tentative=True,
            )


def _is_telling(nodes: Sequence[Node], *, named: bool) -> bool:
    """Whether the numbers have digits enough for a sum, or nearly one, to be no accident.

    Round numbers come near each other by chance: where no word names the total all of them must be exact.
    """
    exact = sum(telling(node.figure) >= (3 if named else 4) for node in nodes)
    return exact >= 3 if named else exact == len(nodes)
