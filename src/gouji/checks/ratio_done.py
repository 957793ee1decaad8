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
from gouji.checks.reading.rates.own_plans import own_plan
from gouji.checks.reading.rates.plans import MAX_NEAR, NAME, Plans, counted, since_break
from gouji.checks.reading.rates.under_way import is_finished, under_way
from gouji.checks.reading.text.aims import is_aim, is_of_another_year
from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.checks.reading.text.quantities import value_of
from gouji.facts import Facts
from gouji.findings import Constant, Difference, Operand, Ratio, Relation, Sum
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
_PLAN = re.compile(r"计划|目标|任务|预期|拟|不少于|不低于|以上|力争|纳入|应")
_DONE = re.compile(r"完成|实际|已|比(?:目标|计划)|超过|均|全部")
HUNDRED = 100
MAX_READINGS = 12


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
                yield replace(_ratio(Operand("rate", rate.label, rate.figure), part, whole), tentative=True)


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
    elif _RATE.search(rate.label) and (rate.figure.decimals or _of_target(counts)):
        yield from _parts(counts, _above(passage, counts[-1]), stated)
        yield from _from_afar(plans, counts, rate)
    elif _CONTENT.search(rate.label) and rate.figure.decimals and "满意" in counts[-1].label:
        above = _above(passage, counts[-1])
        returned = [
            n
            for n in above
            if _RETURNED.search(n.label) and n.figure.base_unit == counts[-1].figure.base_unit
        ]
        if returned and _SATISFIED.fullmatch(counts[-1].label):
            yield _chosen(_of_parts(stated, counts[-1], returned[-1]), sure=True)
        else:
            yield from _parts(counts[-1:], above, stated)
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
    relation = _ratio(stated, found.done, found.planned)
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
    if len(others) == 1 and _over(others[0], part):
        yield _ratio(stated, part, others[0])


def _of_points(points: Sequence[Node], stated: Operand) -> Iterator[Relation]:
    """满分20分，得19分，得分率95%: the two points of the clause, the smaller over the larger."""
    if len(points) == 2 and all(
        node.figure.value is not None and not node.figure.modifiers for node in points
    ):
        part, whole = sorted(points, key=lambda node: node.figure.value or 0)
        yield _ratio(stated, part, whole)


def _parts(counts: Sequence[Node], paragraph: Sequence[Node], stated: Operand) -> Iterator[Relation]:
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
    pairs.sort(key=lambda pair: (not _aims(*pair), _over(*pair) != above))
    if pairs:
        still = under_way(alike)
        readings = (
            _of_under_way(stated, *still)
            if still is not None
            else [each for pair in pairs[:MAX_READINGS] for each in _of_parts(stated, *pair)]
        )
        yield _chosen([*readings, *_of_list(stated, alike)], sure=sure)


def _of_under_way(stated: Operand, done: Node, rest: Node) -> list[Relation]:
    """已整改9个、正在整改5个，整改完成率64.29%: what is done, and what is still to be done, make the whole.

    Where the other one is the whole, what is done is the rest of it: 受理14件，正在办理5件，办结率64.29%.
    """
    one, other = Operand("actual", done.label, done.figure), Operand("rest", rest.label, rest.figure)
    both = Relation(stated, Ratio(one, Sum((one, other))))
    base = _bound(replace(one, role="target"))
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


_BEYOND = re.compile(
    r"^，?(?:超额完成|超(?:出|过)?(?:目标|计划|任务)|超)(?:任务|目标|计划)?(?:数|值|比例)?(?:的)?$"
)
_FAILED = re.compile(r"不|未|失败|超标")
_NOUNS = re.compile(r"(?:的|产品|样品|样本|批次|人数|人员|项目|数量|数)+$")


def _of_parts(stated: Operand, part: Node, whole: Node) -> list[Relation]:
    """The rate of a part; that of all the others, where the part is what failed: 不合格18批次, 合格率98.50%.

    合格4,182批次，不合格18批次: what passed and what failed are the whole between them.
    """
    if not _FAILED.search(part.label) or _FAILED.search(stated.label):
        return [_ratio(stated, part, whole)]
    base = _bound(Operand("target", whole.label, whole.figure))
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
    planned = [
        _PLAN.search(node.label) is not None and not _DONE.search(node.label) for node in (part, whole)
    ]
    return planned == [False, True]


_LAST_YEAR = re.compile(r"上年|去年|上一年|同期")


def _are_of_two_years(one: Node, other: Node) -> bool:
    """Whether a count is of last year and the other is not: 上年126件，今年107件，办结率98%."""
    return (_LAST_YEAR.search(one.clause) is None) != (_LAST_YEAR.search(other.clause) is None)


def _of_target(counts: Sequence[Node]) -> bool:
    """Whether the two last counts are a target and what was done, by their words."""
    return len(counts) > 1 and _alike(*counts[-2:]) and _aims(counts[-1], counts[-2])


def _beyond(counts: Sequence[Node], stated: Operand) -> Iterator[Relation]:
    """目标4000户，实际完成4120户，超额完成3%: what was done beyond the target, over the target."""
    if _of_target(counts) and not counts[-1].figure.modifiers:
        target = _bound(Operand("target", counts[-2].label, counts[-2].figure))
        actual = Operand("actual", counts[-1].label, counts[-1].figure)
        yield Relation(stated, Ratio(Difference(actual, target), target))


def _over(part: Node, whole: Node) -> bool:
    return (part.figure.value or 0) > (whole.figure.value or 0)


def _of_named(counts: Sequence[Node], stated: Operand) -> Iterator[Relation]:
    """完成92处，为目标80处的115%: the count before, over the one that stands right before the rate.

    Behind 其中 it may be the last part or what was taken apart: 1.26万亩，其中…、…0.84万亩，为计划1.2万亩的105%.
    """
    done, target = counts[-2:]
    if _alike(done, target) and not (done.figure.modifiers or target.figure.modifiers):
        readings = [_ratio(stated, each, target) for each in (*_wholes_of(counts[:-1]), done)]
        yield replace(readings[0], readings=tuple(readings[1:]))


def _wholes_of(counts: Sequence[Node]) -> list[Node]:
    """The count that a list before a rate takes apart; none where the last count is no part of a list."""
    for at in range(len(counts) - 1, 0, -1):
        if re.search("其中|包括|分别|含", counts[at].gap):
            return [counts[at - 1]] if _alike(counts[at - 1], counts[-1]) else []
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
    if len(counts) > 1 and _PLAN.search(done.clause) and not _PLAN.search(counts[-2].clause):
        counts = [*counts[:-2], done, counts[-2]]  # 完成46件，较计划45件多1件: what was done stands first
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


def _alike(node: Node, done: Node) -> bool:
    return node.figure.base_unit == done.figure.base_unit and node.figure.dimension == done.figure.dimension


def _ratio(stated: Operand, part: Node, whole: Node) -> Relation:
    target = _bound(Operand("target", whole.label, whole.figure))
    return Relation(stated, Ratio(Operand("actual", part.label, part.figure), target))


def _chosen(readings: Sequence[Relation], *, sure: bool) -> Relation:
    graded = [replace(reading, open_list=not sure) for reading in readings]
    return replace(graded[0], readings=tuple(graded[1:]))
