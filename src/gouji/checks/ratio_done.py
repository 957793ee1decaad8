"""RATIO-DONE 完成率: the stated completion rate is what was done over what was to be done."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.checks import proposes
from gouji.checks.reading.forms.form import figure_of, forms
from gouji.checks.reading.forms.targets import Pair, pair_of
from gouji.checks.reading.rates.done_of import (
    DONE,
    HUNDRED,
    MAX_READINGS,
    PLAN,
    alike,
    bound,
    chosen,
    of_parts,
    of_target,
    over,
    parts,
    ratio,
)
from gouji.checks.reading.rates.own_plans import own_plan
from gouji.checks.reading.rates.plans import MAX_NEAR, NAME, Plans, counted, since_break
from gouji.checks.reading.text.aims import is_aim, is_of_another_year
from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.checks.reading.text.quantities import value_of
from gouji.facts import Facts
from gouji.findings import Constant, Difference, Operand, Ratio, Relation
from gouji.ledger.precision import telling

_OF_TARGET = re.compile(
    r"(?:完成|达到|实现|超额完成)?.{0,6}(?:计划|目标|任务)(?:数|值|任务|目标)?(?:的|比例|完成率|达成率)$|(?:计划|目标|任务)完成率$"
)
_RATE = re.compile(
    r"(?:^|[^执])(?:完成|成功|通过|合格|取证|完工|竣工|办结|开工|达标|兑现|验收|一次通过|优良|结题|结案|整改|毕业|回收|中标|录取|签约"
    r"|达成|销号|投产|投用|入住|就业|参保|参检|参训|到课|有效|抽验|抽检|抽查|化解|检出|及格|优秀|巩固|转化|采纳)率(?:为|达|达到)?$"
)
_CONTENT = re.compile(r"满意(?:度|率)(?:为|达|达到)?$")
_OF_NAMED = re.compile(
    r"^，?(?:为|是|占|达|达到|完成|完成了|相当于|实现)[^，。；：]{0,10}(?:目标|计划|任务|指标|应)[^，。；：]{0,8}$"
)


@proposes("RATIO-DONE", title="完成率", severity="medium", presumed=True)
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
    plans = Plans(facts)
    for passage in passages(facts):
        for sentence in passage.sentences():
            for at, node in enumerate(sentence):
                if node.figure.dimension == "percent" and not node.figure.modifiers and not is_aim(node):
                    yield from _in_prose(plans, passage, sentence[max(0, at - MAX_NEAR) : at], node)


def _from_afar(plans: Plans, counts: Sequence[Node], rate: Node) -> Iterator[Relation]:
    """A rate whose whole stands elsewhere in the report: told where a count of that unit gives it."""
    part, value, half = counts[-1], value_of(rate), rate.figure.quantum / 2
    alone = sum(node.figure.base_unit == part.figure.base_unit for node in counts) == 1
    if alone and rate.figure.decimals >= 2 and value > 1 and telling(part.figure) >= NAME - 1:
        low, high = (value_of(part) * HUNDRED / (value + half), value_of(part) * HUNDRED / (value - half))
        for whole in plans.sized(part, low, high)[:1]:
            if whole is not part:
                yield replace(ratio(Operand("rate", rate.label, rate.figure), part, whole), tentative=True)


def _in_table(pair: Pair) -> Iterator[Relation]:
    done = figure_of(pair.entry.done)
    if done is None or done.dimension != "percent" or not pair.comparable or pair.target.figure is None:
        return
    name = pair.entry.name
    stated = Operand("rate", f"{name}（完成率）", done)
    actual = Operand("actual", f"{name}（完成值）", pair.actual.figure)
    target = Operand("target", f"{name}（指标值）", pair.target.figure)
    limit = pair.operator in ("≤", "<") or pair.target.figure.high is not None
    relation = Relation(stated, Ratio(actual, bound(target)), open_list=limit)
    met = pair.completion is not None and pair.completion >= 100
    capped = (Relation(stated, Constant("封顶", Decimal(100), "%")),) if met else ()
    yield replace(relation, readings=capped)


def _in_prose(plans: Plans, passage: Passage, before: Sequence[Node], rate: Node) -> Iterator[Relation]:
    counts = [node for node in since_break(before, rate) if counted(node)]
    stated = Operand("rate", rate.label, rate.figure)
    if rate.label.endswith("得分率"):
        yield from _of_points(
            [node for node in since_break(before, rate) if node.figure.dimension == "score"], stated
        )
    if not counts or is_of_another_year(rate, counts):
        return
    if _OF_TARGET.search(rate.clause):
        yield from _against_plan(plans, counts, stated)
    elif rate.gap == "的" and len(counts) > 1 and _OF_NAMED.search(counts[-1].clause):
        yield from _of_named(counts, stated)
    elif _BEYOND.search(rate.clause):
        yield from _beyond(counts, stated)
    elif _OWN_PLAN.search(rate.gap) and (of_plan := _by_name(plans, counts, stated)) is not None:
        yield of_plan
    elif _RATE.search(rate.label) and (rate.figure.decimals or of_target(counts)):
        yield from parts(counts, _above(passage, counts[-1]), stated)
        yield from _from_afar(plans, counts, rate)
    elif _CONTENT.search(rate.label) and rate.figure.decimals and "满意" in counts[-1].label:
        above = _above(passage, counts[-1])
        returned = [
            n
            for n in above
            if _RETURNED.search(n.label) and n.figure.base_unit == counts[-1].figure.base_unit
        ]
        if returned and _SATISFIED.fullmatch(counts[-1].label):
            yield chosen(of_parts(stated, counts[-1], returned[-1]), sure=True)
        else:
            yield from parts(counts[-1:], above, stated)
    elif _is_named(rate, counts[-1]):
        yield from _of_two(counts, stated)


_SATISFIED = re.compile(
    r"(?:其中|表示|评价|回答|选择|认为|总体|非常|很|比较|较|基本|及|和|或|、|“|”|为|的|满意|人数|问卷)+"
)
"""Words of those who are satisfied, without whose name: 学生满意278份 is of the pupils' answers."""

_RETURNED = re.compile(r"(?:有效|收回|回收|受访|回访)[一-龥]{0,6}$")
_OWN_PLAN = re.compile(r"^(?:（[^（）]*）)?，(?:任务|计划|目标)?完成率(?:为|达|达到)?$")


def _by_name(plans: Plans, counts: Sequence[Node], stated: Operand) -> Relation | None:
    """The completion of what the report plans under that name."""
    found = own_plan(plans, counts, stated.figure)
    if found is None:
        return None
    relation = ratio(stated, found.done, found.planned)
    return relation if found.sure else replace(relation, tentative=True)


def _is_named(rate: Node, part: Node) -> bool:
    """Whether a part bears the name of its rate: 孕产妇系统管理2,968人，系统管理率95%."""
    stem = rate.label.removesuffix("率")
    named = stem != rate.label and len(stem) > 1 and _OF_NAME.fullmatch(rate.gap) is not None
    return named and part.label.endswith(stem) and not part.figure.modifiers


_OF_NAME = re.compile(r"，[^，。；]{2,12}率(?:为|达|达到)?")


def _of_two(counts: Sequence[Node], stated: Operand) -> Iterator[Relation]:
    """A part over the one other count of its unit, which is the larger."""
    part = counts[-1]
    others = [
        n for n in counts[:-1] if n.figure.base_unit == part.figure.base_unit and not n.figure.modifiers
    ]
    if len(others) == 1 and over(others[0], part):
        yield ratio(stated, part, others[0])


def _of_points(points: Sequence[Node], stated: Operand) -> Iterator[Relation]:
    """满分20分，得19分，得分率95%: the two points of the clause, the smaller over the larger."""
    if len(points) == 2 and all(
        node.figure.value is not None and not node.figure.modifiers for node in points
    ):
        part, whole = sorted(points, key=lambda node: node.figure.value or 0)
        yield ratio(stated, part, whole)


_BEYOND = re.compile(
    r"^，?(?:超额完成|超(?:出|过)?(?:目标|计划|任务)|超)(?:任务|目标|计划)?(?:数|值|比例)?(?:的)?$"
)


def _beyond(counts: Sequence[Node], stated: Operand) -> Iterator[Relation]:
    """目标4000户，实际完成4120户，超额完成3%: what was done beyond the target, over the target."""
    if of_target(counts) and not counts[-1].figure.modifiers:
        target = bound(Operand("target", counts[-2].label, counts[-2].figure))
        actual = Operand("actual", counts[-1].label, counts[-1].figure)
        yield Relation(stated, Ratio(Difference(actual, target), target))


def _of_named(counts: Sequence[Node], stated: Operand) -> Iterator[Relation]:
    """完成92处，为目标80处的115%: the count before, over the one that stands right before the rate.

    Behind 其中 it may be the last part or what was taken apart: 1.26万亩，其中…、…0.84万亩，为计划1.2万亩的105%.
    """
    done, target = counts[-2:]
    if alike(done, target) and not (done.figure.modifiers or target.figure.modifiers):
        readings = [ratio(stated, each, target) for each in (*_wholes_of(counts[:-1]), done)]
        yield replace(readings[0], readings=tuple(readings[1:]))


def _wholes_of(counts: Sequence[Node]) -> list[Node]:
    """The count that a list before a rate takes apart; none where the last count is no part of a list."""
    for at in range(len(counts) - 1, 0, -1):
        if re.search("其中|包括|分别|含", counts[at].gap):
            return [counts[at - 1]] if alike(counts[at - 1], counts[-1]) else []
        if not counts[at].gap.startswith(("、", "和", "及")):
            return []
    return []


def _above(passage: Passage, node: Node) -> list[Node]:
    """The counts of the paragraph before a figure, the nearest of them."""
    at = bisect_left(passage.nodes, node.figure.start, key=lambda other: other.figure.start)
    return [other for other in passage.nodes[max(0, at - MAX_NEAR) : at] if counted(other)]


def _against_plan(plans: Plans, counts: Sequence[Node], stated: Operand) -> Iterator[Relation]:
    """What was done, against a plan of the same sentence or one that bears the same name."""
    done = counts[-1]
    if len(counts) > 1 and PLAN.search(done.clause) and not PLAN.search(counts[-2].clause):
        counts = [*counts[:-2], done, counts[-2]]  # 完成46件，较计划45件多1件: what was done stands first
        done = counts[-1]
    found = [node for node in counts[:-1] if alike(node, done) and PLAN.search(node.clause)]
    sure = bool(found)
    if not found:
        named = plans.named_like(done)
        planned = [
            node
            for node, words in named
            if {"at_least", "over"} & set(node.figure.modifiers)
            or (PLAN.search(words) and not DONE.search(words))
        ]
        sure = len({node.figure.value for node in planned}) == 1
        found = planned or [node for node, _ in named]
    if found and not done.figure.modifiers:
        yield chosen([ratio(stated, done, plan) for plan in found[:MAX_READINGS]], sure=sure)
