"""完成年初预算的 x%: what was spent or received over the budget that the sentence prints for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.checks.reading.lists.parts import stage_of
from gouji.checks.reading.text.changes import portions
from gouji.checks.reading.text.nodes import Node, passages
from gouji.facts import Facts
from gouji.findings import Operand, Ratio, Relation

_OF_BUDGET = re.compile(
    r"(?:完成|为)(?:了)?(?:当年|本年|全年|年初|调整后?的?|年)?预算(?:数)?的?(?:比例为|比重为)?$"
)
_PLANNED = re.compile(r"预算|计划|任务|目标")
_ADJUSTED = re.compile(r"调整")
REACH = 40
"""How many figures before a rate are looked at for the two that it is of."""


def completions(facts: Facts) -> Iterator[Relation]:
    """Every 完成预算 B 的 x%, and every 预算为 B，决算为 A，完成预算的 x%, of the prose."""
    for passage in passages(facts):
        for sentence in passage.sentences():
            for portion in portions(sentence, ()):
                if portion.verb != "占" and _PLANNED.search(portion.name):
                    parts = (portion.part, *portion.wholes)
                    read = [_relation(portion.rate, part, portion.base) for part in parts]
                    yield replace(read[0], readings=tuple(read[1:]))
            for at, node in enumerate(sentence):
                if node.figure.dimension == "percent" and not node.figure.modifiers:
                    yield from _staged(node, _clauses(sentence[max(0, at - REACH) : at]))


def _clauses(before: Sequence[Node]) -> list[Node]:
    """The amounts of money since the last semicolon."""
    for index in range(len(before) - 1, 0, -1):
        if "；" in before[index].gap or re.search("其中|包括", before[index].gap):
            return [node for node in before[index:] if node.addable and node.figure.dimension == "money"]
    return [node for node in before if node.addable and node.figure.dimension == "money"]


def _staged(rate: Node, amounts: Sequence[Node]) -> Iterator[Relation]:
    """A budget and a final account, the last two amounts before their rate."""
    if _OF_BUDGET.search(rate.clause) is None or "；" in rate.gap or len(amounts) < 2:
        return
    base, part = amounts[-2:]
    told = stage_of(base) == "budget" and stage_of(part) == "final"
    wanted = _ADJUSTED.search(rate.clause) is not None
    if told and wanted == (_ADJUSTED.search(base.clause) is not None):
        yield _relation(rate, part, base)


def _relation(rate: Node, part: Node, base: Node) -> Relation:
    stated = Operand("rate", rate.label, rate.figure)
    executed = Operand("executed", part.label, part.figure)
    return Relation(stated, Ratio(executed, Operand("budget", base.label, base.figure)))
