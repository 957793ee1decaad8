"""What was done, and what it was to be: the counts of a sentence that a completion rate can be of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.checks.reading.rates.under_way import is_finished, under_way
from gouji.checks.reading.text.nodes import Node
from gouji.findings import Difference, Operand, Ratio, Relation, Sum

PLAN = re.compile(r"计划|目标|任务|预期|拟|不少于|不低于|以上|力争|纳入|应")

DONE = re.compile(r"完成|实际|已|比(?:目标|计划)|超过|均|全部")

HUNDRED = 100

MAX_READINGS = 12


def bound(target: Operand) -> Operand:
    """A target without its sign: 93.6% of ≥90% is 93.6 ÷ 90."""
    figure = target.figure
    return target if figure is None else replace(target, figure=replace(figure, modifiers=()))


def parts(counts: Sequence[Node], paragraph: Sequence[Node], stated: Operand) -> Iterator[Relation]:
    """A part and its whole, counted in one unit: what was done over what was to be done.

    Without words for a target the smaller over the larger, or the other way for more than 100 %. A whole
    from further above in the paragraph can only confirm.
    """
    unit = counts[-1].figure.base_unit
    alike = [node for node in counts if node.figure.base_unit == unit and not node.figure.modifiers]
    sure = len(alike) == 2
    if len(alike) == 1:
        alike = [*(node for node in paragraph if node.figure.base_unit == unit), *alike]
    above = stated.figure is not None and (stated.figure.value or 0) > HUNDRED
    pairs = [(part, whole) for part in reversed(alike) for whole in alike if part is not whole]
    pairs = [pair for pair in pairs if not _aims(pair[1], pair[0]) and not _are_of_two_years(*pair)]
    pairs.sort(key=lambda pair: (not _aims(*pair), over(*pair) != above))
    if pairs:
        still = under_way(alike)
        readings = (
            _of_under_way(stated, *still)
            if still is not None
            else [each for pair in pairs[:MAX_READINGS] for each in of_parts(stated, *pair)]
        )
        yield chosen([*readings, *_of_list(stated, alike)], sure=sure)


def _of_under_way(stated: Operand, done: Node, rest: Node) -> list[Relation]:
    """已整改9个、正在整改5个，整改完成率64.29%: what is done, and what is still to be done, make the whole.

    Where the other one is the whole, what is done is the rest of it: 受理14件，正在办理5件，办结率64.29%.
    """
    one, other = Operand("actual", done.label, done.figure), Operand("rest", rest.label, rest.figure)
    both = Relation(stated, Ratio(one, Sum((one, other))))
    base = bound(replace(one, role="target"))
    others = Relation(stated, Ratio(Difference(base, other), base))
    return [both, others] if is_finished(done) else [others, both]


def _of_list(stated: Operand, counts: Sequence[Node]) -> list[Relation]:
    """新建96个、改造52个，完工141个，完工率95.27%: the last count over those that one list names."""
    last = len(counts) - 2
    first = last
    while first > 0 and counts[first].gap.startswith(("、", "和", "及", "与")):
        first -= 1
    if first == last or last < 1:
        return []
    whole = Sum(tuple(Operand("target", node.label, node.figure) for node in counts[first : last + 1]))
    return [Relation(stated, Ratio(Operand("actual", counts[-1].label, counts[-1].figure), whole))]


_FAILED = re.compile(r"不|未|失败|超标")

_NOUNS = re.compile(r"(?:的|产品|样品|样本|批次|人数|人员|项目|数量|数)+$")


def of_parts(stated: Operand, part: Node, whole: Node) -> list[Relation]:
    """The rate of a part; that of all the others, where the part is what failed: 不合格18批次, 合格率98.50%.

    合格4,182批次，不合格18批次: what passed and what failed are the whole between them.
    """
    if not _FAILED.search(part.label) or _FAILED.search(stated.label):
        return [ratio(stated, part, whole)]
    base = bound(Operand("target", whole.label, whole.figure))
    failed = Operand("failed", part.label, part.figure)
    others = Relation(stated, Ratio(Difference(base, failed), base))
    both = Relation(stated, Ratio(replace(base, role="actual"), Sum((base, failed))))
    stem = re.sub("率(?:为|达|达到)?$", "", stated.label)[-2:]
    words = _NOUNS.sub("", whole.label)
    if _FAILED.search(words) or stem not in words:
        return [others]
    # 通过考试585人: who passed, or all that came?
    return [both] if words.endswith(stem) else [others, both]


def _aims(part: Node, whole: Node) -> bool:
    """Whether the words make one count the target of the other: 目标 …, 实际完成 …."""
    planned = [PLAN.search(node.label) is not None and not DONE.search(node.label) for node in (part, whole)]
    return planned == [False, True]


_LAST_YEAR = re.compile(r"上年|去年|上一年|同期")


def _are_of_two_years(one: Node, other: Node) -> bool:
    """Whether a count is of last year and the other is not: 上年126件，今年107件，办结率98%."""
    return (_LAST_YEAR.search(one.clause) is None) != (_LAST_YEAR.search(other.clause) is None)


def of_target(counts: Sequence[Node]) -> bool:
    """Whether the two last counts are a target and what was done, by their words."""
    return len(counts) > 1 and alike(*counts[-2:]) and _aims(counts[-1], counts[-2])


def over(part: Node, whole: Node) -> bool:
    """Whether a part is more than its whole."""
    return (part.figure.value or 0) > (whole.figure.value or 0)


def alike(node: Node, done: Node) -> bool:
    """Whether two counts are of one unit."""
    return node.figure.base_unit == done.figure.base_unit and node.figure.dimension == done.figure.dimension


def ratio(stated: Operand, part: Node, whole: Node) -> Relation:
    """A completion rate as a part over its whole."""
    target = bound(Operand("target", whole.label, whole.figure))
    return Relation(stated, Ratio(Operand("actual", part.label, part.figure), target))


def chosen(readings: Sequence[Relation], *, sure: bool) -> Relation:
    """Several readings as one relation; where they are not sure they can only confirm."""
    graded = [replace(reading, open_list=not sure) for reading in readings]
    return replace(graded[0], readings=tuple(graded[1:]))
