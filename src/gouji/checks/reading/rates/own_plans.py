"""What a report planned of the thing that it then says was done, found by its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from gouji.checks.reading.rates.plans import NAME, Plans
from gouji.checks.reading.text.nodes import Node
from gouji.checks.reading.text.quantities import value_of
from gouji.figures.figure import Figure

_DONE = re.compile(r"完成|实际|已|比(?:目标|计划)|超过|均|全部")
_CARRIED = re.compile(r"结转|上年|去年|以前年度|续建")
_SAID = re.compile(
    r"^(?:(?:19|20)\d\d年度?|全年|本年|年度|计划|目标|任务|实际|共|累计|完成)+|(?:已|实际|全年|共|累计)*完成$"
)
_COMPLETED = re.compile(r"[一-龥]{4}(?:已|实际|全年|共|累计)*完成$")
HUNDRED = 100


class OwnPlan(NamedTuple):
    """What was done and what was planned; ``sure`` where the words leave no doubt that they belong together."""

    done: Node
    planned: Node
    sure: bool


def own_plan(plans: Plans, counts: Sequence[Node], rate: Figure | None) -> OwnPlan | None:
    """退化林修复完成40,375亩，完成率95%: the plan of that name, where the report prints one value for it."""
    # 完成23,520亩，折合1,568公顷: the same again in another unit.
    done = counts[-2] if len(counts) > 1 and counts[-1].label.startswith("折合") else counts[-1]
    if len(_bare(done)) < NAME or done.figure.modifiers:
        return None
    said = _COMPLETED.search(done.label) is not None
    planned = [
        node
        for node, words in plans.named_like(done)
        if _is_plan(node, words, done) and (said or _same(node, done))
    ]
    if len({node.figure.value for node in planned}) != 1:
        return None
    return OwnPlan(done, planned[0], sure=said or _turned(rate, done, planned[0]))


def _is_plan(node: Node, words: str, done: Node) -> bool:
    alike = (node.figure.base_unit, node.figure.dimension) == (done.figure.base_unit, done.figure.dimension)
    return alike and not _DONE.search(node.label) and not _CARRIED.search(words)


def _same(node: Node, done: Node) -> bool:
    """Whether two quantities bear the same name but for the words that say when, and that it was done."""
    return _bare(node) == _bare(done)


def _bare(node: Node) -> str:
    return _SAID.sub("", node.label)


def _turned(rate: Figure | None, done: Node, planned: Node) -> bool:
    """Whether a rate is that of the two the other way round: 5,200 over 5,148, where 5,148 were done."""
    least, most = value_of(done), value_of(planned)
    if rate is None or rate.value is None or not least or least == most:
        return False
    return abs(most * HUNDRED / least - rate.value) <= rate.quantum / 2
