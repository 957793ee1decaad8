"""RATIO-DONE 完成率: the stated completion rate is what was done over what was to be done."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from gouji.checks import proposes
from gouji.checks.reading.forms import figure_of, forms
from gouji.checks.reading.nodes import Node, Passage, passages
from gouji.checks.reading.targets import Pair, pair_of
from gouji.facts import Facts
from gouji.findings import Constant, Operand, Ratio, Relation

_OF_TARGET = re.compile(
    r"(?:完成|达到|实现|超额完成)?.{0,6}(?:计划|目标|任务)(?:数|值|任务|目标)?(?:的|比例|完成率|达成率)$|(?:计划|目标|任务)完成率$"
)
_RATE = re.compile(
    r"(?:^|[^执])(?:完成|成功|通过|合格|取证|完工|竣工|办结|开工|达标|兑现|验收|一次通过|优良|结题|结案|整改|毕业|回收|中标|录取|签约)率(?:为|达|达到)?$"
)
_PLAN = re.compile(r"计划|目标|任务|预期|拟|不少于|不低于|以上|力争|纳入|应")
_DONE = re.compile(r"完成|实际|已|比(?:目标|计划)|超过|均|全部")
_COUNTED = frozenset({"count", "area", "length", "mass", "volume", "energy"})
MAX_READINGS = 12
MAX_NEAR = 40
NAME = 4
"""How many characters at their end two names must share to speak of one thing."""


@proposes("RATIO-DONE", title="完成率", severity="medium")
def completion(facts: Facts) -> Iterator[Relation]:
    """The stated completion rate is the actual value over the target; 合格率 and its like, a part over its whole.

    Formula: 完成率 = 完成值 ÷ 指标值, in tables also capped at 100 %
    Example: 342 of 300人次 is 114.00%, so a printed 141.00% is contradicted.
    Undetermined: Targets in words, limits (≤), more than two counts of one unit in the sentence, a plan
        elsewhere in the text under another name.
    Source: 完成率 of tables of indicators; 完成计划的 x%, 通过率 x% in prose.
    """
    for form in forms(facts):
        for entry in form.entries:
            pair = pair_of(entry, facts.document)
            if pair is not None and entry.done is not None:
                yield from _in_table(pair)
    plans = _Plans(facts)
    for passage in passages(facts):
        for sentence in passage.sentences():
            for at, node in enumerate(sentence):
                if node.figure.dimension == "percent" and not node.figure.modifiers:
                    yield from _in_prose(plans, passage, sentence[max(0, at - MAX_NEAR) : at], node)


class _Plans:
    """The quantities of a report by unit and name, with the words that announce them; read when first asked."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[tuple[Node, str]]]:
        found: dict[tuple[str, str], list[tuple[Node, str]]] = {}
        for passage in passages(self._facts):
            for sentence in passage.sentences():
                for node, words in _with_words(sentence):
                    if _counted(node) and len(node.label) >= NAME:
                        found.setdefault((node.figure.base_unit, _tail(node)), []).append((node, words))
        return found

    def named_like(self, done: Node) -> list[tuple[Node, str]]:
        """The quantities of one unit whose names end as that of *done*."""
        found = self._by_name.get((done.figure.base_unit, _tail(done)), [])
        return [(node, words) for node, words in found[:MAX_NEAR] if node is not done]


def _tail(node: Node) -> str:
    return node.label.rstrip("数量")[-NAME:]


def _in_table(pair: Pair) -> Iterator[Relation]:
    done = figure_of(pair.entry.done)
    if done is None or done.dimension != "percent" or not pair.comparable or pair.target.figure is None:
        return
    name = pair.entry.name
    stated = Operand("rate", f"{name}（完成率）", done)
    actual = Operand("actual", f"{name}（完成值）", pair.actual.figure)
    target = Operand("target", f"{name}（指标值）", pair.target.figure)
    limit = pair.operator in ("≤", "<") or pair.target.figure.high is not None
    relation = Relation(stated, Ratio(actual, _bound(target)), open_list=limit)
    met = pair.completion is not None and pair.completion >= 100
    capped = (Relation(stated, Constant("封顶", Decimal(100), "%")),) if met else ()
    yield replace(relation, readings=capped)


def _bound(target: Operand) -> Operand:
    """A target without its sign: 93.6% of ≥90% is 93.6 ÷ 90."""
    figure = target.figure
    return target if figure is None else replace(target, figure=replace(figure, modifiers=()))


def _in_prose(plans: _Plans, passage: Passage, before: Sequence[Node], rate: Node) -> Iterator[Relation]:
    counts = [node for node in _clauses(before, rate) if _counted(node)]
    if not counts:
        return
    stated = Operand("rate", rate.label, rate.figure)
    if _OF_TARGET.search(rate.clause):
        yield from _against_plan(plans, counts, stated)
    elif _RATE.search(rate.label) and rate.figure.decimals:
        yield from _parts(counts, _above(passage, counts[-1]), stated)


def _clauses(before: Sequence[Node], rate: Node) -> list[Node]:
    """The figures since the last semicolon or rate."""
    nodes = [*before, rate]
    for index in range(len(nodes) - 1, 0, -1):
        if "；" in nodes[index].gap or (
            index < len(nodes) - 1 and nodes[index].figure.dimension == "percent"
        ):
            return nodes[index if "；" in nodes[index].gap else index + 1 : -1]
    return nodes[:-1]


def _counted(node: Node) -> bool:
    figure = node.figure
    return figure.dimension in _COUNTED and figure.high is None and bool(figure.value) and not figure.per


def _parts(counts: Sequence[Node], paragraph: Sequence[Node], stated: Operand) -> Iterator[Relation]:
    """A part and its whole, counted in one unit: the smaller over the larger.

    A whole from further above in the paragraph can only confirm.
    """
    unit = counts[-1].figure.base_unit
    alike = [node for node in counts if node.figure.base_unit == unit and not node.figure.modifiers]
    sure = len(alike) == 2
    if len(alike) == 1:
        alike = [*(node for node in paragraph if node.figure.base_unit == unit), *alike]
    pairs = [
        (part, whole)
        for part in reversed(alike)
        for whole in alike
        if part is not whole and (part.figure.value or 0) <= (whole.figure.value or 0)
    ]
    if pairs:
        yield _chosen([_ratio(stated, *pair) for pair in pairs[:MAX_READINGS]], sure=sure)


def _above(passage: Passage, node: Node) -> list[Node]:
    """The counts of the paragraph before a figure, the nearest of them."""
    at = bisect_left(passage.nodes, node.figure.start, key=lambda other: other.figure.start)
    return [other for other in passage.nodes[max(0, at - MAX_NEAR) : at] if _counted(other)]


def _against_plan(plans: _Plans, counts: Sequence[Node], stated: Operand) -> Iterator[Relation]:
    """What was done, against a plan of the same sentence or one that bears the same name."""
    done = counts[-1]
    found = [node for node in counts[:-1] if _alike(node, done) and _PLAN.search(node.clause)]
    sure = bool(found)
    if not found:
        named = plans.named_like(done)
        planned = [
            node
            for node, words in named
            if {"at_least", "over"} & set(node.figure.modifiers)
            or (_PLAN.search(words) and not _DONE.search(words))
        ]
        sure = len({node.figure.value for node in planned}) == 1
        found = planned or [node for node, _ in named]
    if found and not done.figure.modifiers:
        yield _chosen([_ratio(stated, done, plan) for plan in found[:MAX_READINGS]], sure=sure)


def _with_words(sentence: Sequence[Node]) -> Iterator[tuple[Node, str]]:
    """Each figure of a sentence with all its words before it: a plan is announced once for a whole list."""
    words = ""
    for node in sentence:
        words = (words + node.lead)[-400:]
        yield node, words


def _alike(node: Node, done: Node) -> bool:
    return node.figure.base_unit == done.figure.base_unit and node.figure.dimension == done.figure.dimension


def _ratio(stated: Operand, part: Node, whole: Node) -> Relation:
    target = _bound(Operand("target", whole.label, whole.figure))
    return Relation(stated, Ratio(Operand("actual", part.label, part.figure), target))


def _chosen(readings: Sequence[Relation], *, sure: bool) -> Relation:
    graded = [replace(reading, open_list=not sure) for reading in readings]
    return replace(graded[0], readings=tuple(graded[1:]))
