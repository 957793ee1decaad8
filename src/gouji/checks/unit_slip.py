"""UNIT-SLIP 单位错误: one amount in 元 among amounts in 万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.checks import proposes
from gouji.checks.reading.keys import is_single
from gouji.checks.reading.nodes import Node, passages
from gouji.facts import Facts
from gouji.findings import Member, Operand, Relation
from gouji.ledger.precision import factor

_LISTING = re.compile(r"其中|包括|分别|分为|[、：]")
LIKE = Decimal(200)
"""How many times larger or smaller than its neighbours a slipped amount may be, once read in their unit."""


@proposes("UNIT-SLIP", title="单位错误", severity="high")
def slips(facts: Facts) -> Iterator[Relation]:
    """An amount printed in 元 among amounts in 万元 of one list, and of their size, has the wrong unit.

    Formula: 单位 ∈ 同列金额的单位
    Example: 工资福利支出350.78万元、商品和服务支出237.07元: the second is 237.07万元.
    Undetermined: The list has fewer than two other amounts, or no size to compare with.
    Source: Prose on classes and parts; 0元, prices, and amounts per head are left alone.
    """
    for passage in passages(facts):
        for sentence in passage.sentences():
            for run in _lists(sentence):
                yield from _slipped(run)


def _lists(sentence: Sequence[Node]) -> Iterator[list[Node]]:
    """The amounts of money of a sentence that stand in one list with its total."""
    run: list[Node] = []
    for node in sentence:
        if node.figure.dimension != "money" or node.figure.base_unit != "元" or not node.addable:
            continue
        if run and ("；" in node.gap or len(node.gap) > 40):
            yield run
            run = []
        run.append(node)
    yield run


def _slipped(run: Sequence[Node]) -> Iterator[Relation]:
    amounts = [node for node in run if node.figure.value and not is_single(node.clause)]
    small = [node for node in amounts if node.figure.unit == "元"]
    usual = [node for node in amounts if node.figure.unit == "万元"]
    if len(small) != 1 or len(usual) < 2:
        return
    node = small[0]
    listed = any(re.search("其中|包括|分别|分为", other.gap) for other in run[: run.index(node) + 1])
    if not listed and _LISTING.search(node.gap) is None and _LISTING.search(_next_gap(run, node)) is None:
        return
    if node.figure.modifiers or not _like(node, usual):
        return
    yield Relation(
        Operand("amount", node.label, node.figure),
        predicate=Member("元", ("万元",)),
        beside=tuple(Operand("sibling", other.label, other.figure) for other in usual[:4]),
        note_zh="同列其他金额均以万元为单位。",
        note_en="The other amounts of the list are in 万元.",
    )


def _next_gap(run: Sequence[Node], node: Node) -> str:
    at = run.index(node)
    return run[at + 1].gap if at + 1 < len(run) else ""


def _like(node: Node, usual: Sequence[Node]) -> bool:
    """Whether the number, read in the others' unit, is of their size, and printed as finely."""
    number = (node.figure.value or Decimal(0)) / factor(node.figure)
    others = [(other.figure.value or Decimal(0)) / factor(other.figure) for other in usual]
    near = any(other / LIKE <= number <= other * LIKE for other in others)
    return near and number < 100_000 and (node.figure.decimals > 0 or number <= 2 * max(others))
