"""Rates whose words name their base: 按实际下达资金计算，支付率为 x%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.checks.reading.rates.base_kinds import misbased
from gouji.checks.reading.rates.money_said import GRANTED, KEPT, MoneySaid
from gouji.checks.reading.rates.near_amounts import (
    alike,
    before,
    digits,
    is_telling_rate,
    looks_like,
    makes,
)
from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.checks.reading.text.once import once
from gouji.checks.reading.text.quantities import value_of
from gouji.facts import Facts

_BY = re.compile(
    r"(?:按照?|以|对照|对比|依照|相对于?|比照)(?P<name>[^，。；：、]{3,24}?)"
    r"(?:(?:来|为|作为?|作)?(?:分母|基数|基准|底数|口径|标准))?(?:(?:来|进行)?(?:计算|测算|核算|折算|衡量|统计|推算|计))?(?:[，：]|(?<=[算计])的)[^，。；：]{0,12}$"
)
_SAID = re.compile(
    r"(?:来|为|作为?|作)?(?:分母|基数|基准|底数|口径)|(?:来|进行)?(?:计算|测算|核算|折算|衡量|统计|推算|计)(?:，|的|$)|对照|相对|比照|对比"
)
_RATE = re.compile(r"(?:率|进度|比例|比重|占比)(?:为|是|达|达到|仅为|约)?$")
_ANY_RATE = re.compile(r"之比|率|进度(?:应|为|是|达|约|$)|比例|比重|占比")
_FILLERS = re.compile(r"^(?:该|其|全部|上述|本|这一|同期)+|(?:总数|总量|数|金额|额|资金|总额)+$|^(?:资金)")
LONGEST = 16
NAMES = 60
"""How many names of bases are looked up."""

FAR_DIGITS = 4
"""How many digits a rate prints that two amounts from different places do not make by chance."""

PARTS = 8
"""How many amounts that leave the printed rest of a base are tried as its part."""

SHARED = 4
"""How many characters in a row two names must share to speak of one amount."""

CLEAR = 2
"""By how many more the name of the base must be shared than that of the amount that makes the rate."""


class Stated(NamedTuple):
    """A rate with its part and the base that its words name; ``instead`` is the amount that makes it in truth."""

    rate: Node
    part: Node
    whole: Node
    instead: Node | None


@once
def stated_rates(facts: Facts) -> tuple[Stated, ...]:
    """The rates of a text that say what they are of, each with the amount before it."""
    return tuple(_read(facts))


def _read(facts: Facts) -> Iterator[Stated]:
    amounts = MoneySaid(facts)
    previous: Passage | None = None
    for passage in passages(facts):
        for at, rate in enumerate(passage.nodes):
            if is_telling_rate(rate) and _tells_base(rate):
                stated = _stated(passage.nodes, at, previous, amounts)
                if stated is not None:
                    yield stated
        previous = passage if passage.nodes else previous


def _tells_base(rate: Node) -> bool:
    """Whether the words before a rate may say what it is of: 支出率, 占有效问卷."""
    return (
        rate.gap.endswith("的") or rate.clause.startswith("占") or _ANY_RATE.search(rate.clause) is not None
    )


def _stated(nodes: Sequence[Node], at: int, previous: Passage | None, amounts: MoneySaid) -> Stated | None:
    rate, near = nodes[at], before(nodes, at, sentences=0)
    wrong = misbased(nodes, at, previous.nodes if previous is not None else ())
    if wrong is not None:
        return Stated(rate, wrong.part, wrong.whole, wrong.instead)
    printed = _printed_base(rate, near)
    if printed is not None:
        around = [n for n in before(nodes, at, sentences=1) if n is not printed and alike(n, printed)]
        part = next((n for n in around if KEPT.search(n.label)), around[0] if around else None)
        told = _judged(rate, part, printed, around) if part is not None else None
        return told or _of_far(rate, part, printed, amounts)
    if _is_weight(rate, near):
        return _of_far(rate, None, near[0], amounts)
    of_count = _OF_COUNT.search(rate.clause)
    if of_count is not None and near and near[0].figure.dimension != "money":
        return _of_counted(_bare(of_count["name"]), rate, before(nodes, at, sentences=1))
    share = _OF.search(rate.clause)
    if share is not None:
        return _of_share(share["name"], rate, near, amounts)
    found = _BY.search(rate.lead)
    if found is None or not _SAID.search(found[0]):
        return _of_far(rate, None, near[0], amounts) if _stands_by_base(rate, near) else None
    if near and _bare(found["name"]) in near[0].clause and GRANTED.search(near[0].label):
        return _of_far(rate, None, near[0], amounts)
    part = near[0] if near else _spent_before(nodes, at) or _last_of(previous, nodes, at)
    if part is None:
        base = _called(found["name"], amounts)
        return _of_far(rate, None, base, amounts) if base is not None else None
    whole = _named(found["name"], part, amounts)
    if whole is None:
        return None
    others = [node for node, words in amounts.all if _shared(_bare(found["name"]), words) < SHARED - 1]
    return _judged(rate, part, whole, others)


_OF = re.compile(
    r"^(?:仅|约|只)?(?:占|为|完成|相当于|达到?)(?:到|了)?(?P<name>[^，。；：、]{4,20}?)的(?:比重|比例)?(?:为)?$"
)


def _of_share(name: str, rate: Node, near: Sequence[Node], amounts: MoneySaid) -> Stated | None:
    """占全年支出的 x%: the amount before it, of the one that bears the name."""
    part = near[0] if near and near[0].figure.dimension == "money" else None
    whole = _named(name, part, amounts, over="预算" in name) if part is not None else None
    if part is None or whole is None:
        return None
    others = amounts.granted if digits(rate.figure) >= FAR_DIGITS else []
    told = _judged(rate, part, whole, others)
    if told is not None and told.instead is not None:
        # 年初预算 is said of 年初批复的部门预算 as well.
        words = next((words for node, words in amounts.all if node is told.instead), "")
        return told._replace(whole=told.instead, instead=None) if _abbreviates(_bare(name), words) else told
    return told


def _abbreviates(name: str, words: str) -> bool:
    """Whether the characters of a name stand in some words in their order."""
    rest = iter(words)
    return all(character in rest for character in name)


_OF_COUNT = re.compile(
    r"^(?:仅|约|只)?占(?:到|了)?(?P<name>[^，。；：、]{4,20}?)的?(?:比重|比例|比率)?(?:为|达)?$"
)


def _of_counted(name: str, rate: Node, near: Sequence[Node]) -> Stated | None:
    """收回有效问卷480份，满意456份，占有效问卷的 x%: of the one count before it that bears the name."""
    part, others = near[0], [node for node in near[1:] if alike(node, near[0])]
    wholes = [node for node in others if name in node.label]
    if len({value_of(node) for node in wholes}) != 1 or value_of(wholes[0]) < value_of(part):
        return None
    return _judged(rate, part, wholes[0], [node for node in others if node is not wholes[0]])


_BARE_RATE = re.compile(
    r"^，(?:其|相应|对应)?(?:预算|资金|总体|整体|综合|预算资金)?(?:执行|支付|支出|使用|到位)(?:率|进度)(?:为|是|达|达到|仅为)?$"
)


def _stands_by_base(rate: Node, near: Sequence[Node]) -> bool:
    """项目支出可用资金3,822.38万元，执行率91.85%: the base right before the rate, and no part in its sentence."""
    base = near[0] if near else None
    if base is None or base.figure.dimension != "money" or not _BARE_RATE.match(rate.gap):
        return False
    segment = [node for node in near if node.sentence == rate.sentence]
    alone = len(segment) == 1 or "；" in base.gap or "、" in base.gap
    return alone and GRANTED.search(base.label) is not None


def _of_far(rate: Node, part: Node | None, base: Node, amounts: MoneySaid) -> Stated | None:
    """The rate of a printed base whose part stands elsewhere: what is left of the base beside it is printed too.

    Told where it holds, or where the same part over another budget makes the rate to the last of four digits.
    """
    amounts.asked += 1
    if base.figure.dimension != "money" or digits(rate.figure) < FAR_DIGITS or amounts.asked > NAMES:
        return None
    kept = [node for node in amounts.kept if alike(node, base) and node is not base]
    if any(makes(value_of(node), value_of(base), rate.figure) for node in kept):
        fits = [node for node in kept if makes(value_of(node), value_of(base), rate.figure)]
        return Stated(rate, fits[0], base, None)
    if part is not None and KEPT.search(part.label):
        parts = [part]
    else:
        parts = [
            n
            for n in kept
            if 0 < value_of(n) < value_of(base) and value_of(base) - value_of(n) in amounts.values
        ]
    for node in parts[:PARTS]:
        namesakes = [each for each in amounts.kept if each.label == node.label]
        for other in (*amounts.granted, *namesakes):
            differs = value_of(other) not in (value_of(base), value_of(node))
            if differs and makes(value_of(node), value_of(other), rate.figure):
                return Stated(rate, node, base, other)
    # With what is left of the base printed too, one digit of the rate is wrong.
    near = [node for node in parts if looks_like(rate.figure, value_of(node), value_of(base))]
    return Stated(rate, near[0], base, None) if part is None and near else None


_TOLD = re.compile(
    r"^(?:（[^（）]*+）)?(?:的)?(?=[来为作分基口进计测核折衡统推相]|，)(?:[^，。；：]{0,10}(?=[测计核折衡推][算量]))?(?:相比较?|比较)?(?:(?:来|为|作为?)?(?:分母|基数|基准|口径))?(?:(?:来|进行)?(?:计算|测算|核算|折算|衡量|统计|推算))?，[^，。；]{0,12}$"
)
_AS_BASE = re.compile(r"(?:^|，)(?:按照?|以(?![上下内外])|对照|对比|比照|[与同])[^，。；：]{0,24}$")


_WEIGHT = re.compile(
    r"^(?:的|之比(?:为|是)?|的(?:比重|比例|百分比)(?:为|是|达|达到)?|的?(?:比重|比例|百分比)?，(?:即|也就是|亦即)?[^，。；]{0,14}[率度](?:为|是|达|达到)?)$"
)
_SHARE_OF = re.compile(r"(?:支出|支付|执行|使用)[^，。；\d]{0,8}(?:占|与)[^，。；\d]{2,16}$")


def _printed_base(rate: Node, near: Sequence[Node]) -> Node | None:
    """按全年可用资金1,200万元计算，执行率为 x%: the base stands right before the rate."""
    if near and _TOLD.match(rate.gap) and _AS_BASE.search(near[0].gap.rpartition("。")[2]):
        return near[0]
    return None


def _is_weight(rate: Node, near: Sequence[Node]) -> bool:
    """全年支出占可用资金1,200万元的比重，即执行率为 x%: what was spent is not printed in the sentence."""
    words = near[0].gap.rpartition("。")[2] if len(near) == 1 else ""
    return _WEIGHT.match(rate.gap) is not None and _SHARE_OF.search(words) is not None


def _spent_before(nodes: Sequence[Node], at: int) -> Node | None:
    """What was spent, as the sentence before a rate ends with it: 支出310万元。按调整后预算计算，执行率 x%."""
    near = before(nodes, at, sentences=1)
    return near[0] if near and KEPT.search(near[0].label) else None


def _last_of(previous: Passage | None, nodes: Sequence[Node], at: int) -> Node | None:
    """The last amount of the paragraph before, where it ends in the middle of a sentence."""
    if at or previous is None or not previous.nodes or nodes[at].stops:
        return None
    last = previous.nodes[-1]
    return last if previous.text.endswith(("，", "；")) and last.figure.dimension == "money" else None


def _bare(name: str) -> str:
    return _FILLERS.sub("", name)[-LONGEST:]


def _shared(name: str, words: str) -> int:
    """How many characters in a row two texts have in common."""
    for length in range(len(name), 1, -1):
        if any(name[at : at + length] in words for at in range(len(name) - length + 1)):
            return length
    return 0


def _named(name: str, part: Node, amounts: MoneySaid, *, over: bool = False) -> Node | None:
    """The one amount that bears a name; ``None`` where several do, or where none does clearly.

    ``over`` where more than all of it may have been spent: of the budget of the year's beginning.
    """
    bare = _bare(name)
    amounts.asked += 1
    if amounts.asked > NAMES:
        return None
    found = [
        (_shared(bare, words), node)
        for node, words in amounts.all
        if node is not part and value_of(node) * (2 if over else 1) >= value_of(part)
    ]
    best = max((score for score, _ in found), default=0)
    if best < min(SHARED, len(bare)) or best < SHARED - 1:
        return None
    nodes = [node for score, node in found if score == best]
    return nodes[0] if len({value_of(node) for node in nodes}) == 1 else None


def _called(name: str, amounts: MoneySaid) -> Node | None:
    """The one budget that is called by a name; ``None`` where two amounts are."""
    bare = _bare(name)
    found = [node for node in amounts.granted if bare in node.label] if len(bare) > 1 else []
    return found[0] if len({value_of(node) for node in found}) == 1 else None


def _judged(rate: Node, part: Node, whole: Node, others: Sequence[Node]) -> Stated | None:
    """The rate with its base: where that makes it, where a digit is wrong, or where another amount makes it."""
    if makes(value_of(part), value_of(whole), rate.figure) or looks_like(
        rate.figure, value_of(part), value_of(whole)
    ):
        return Stated(rate, part, whole, None)
    for other in others:
        if (
            other is not part
            and value_of(other) != value_of(whole)
            and makes(value_of(part), value_of(other), rate.figure)
        ):
            return Stated(rate, part, whole, other)
    return None
