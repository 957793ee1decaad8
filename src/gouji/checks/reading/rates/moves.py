"""From what to what something changed: the amounts before and after, and the printed rate of the change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.checks.reading.rates.near_amounts import alike, amount, before, is_telling_rate, makes, priced_by
from gouji.checks.reading.text.aims import is_aim
from gouji.checks.reading.text.nodes import Node
from gouji.checks.reading.text.quantities import value_of

_UP = (
    r"增长|增加|上升|提高|提升|上调|调高|提标|增幅|涨幅|升幅|上涨|扩大|多出|增|多了?|高出|增速|增长率|增加率"
)
_DOWN = (
    r"下降|减少|降低|下调|调低|压减|压缩|降幅|减幅|跌幅|下滑|缩减|缩小|缩短|少支|少了?|节约率|节支率|节省率|核减率|审减率|压减率"
    r"|下降率|降低率|降|减|回落|下浮率|让利率|让利幅度|下浮幅度|下浮"
)
CHANGE = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|率|比例|幅度|约)?(?:为|达到?|是|有)?(?:了)?$")
_OTHER = re.compile(
    r"口径调整|可比|剔除|扣除|不含|年均|人均|平均|累计|拉动|环比|目标|计划|不低于|不超过|应|要求"
)
_EARLIER = re.compile(
    r"上年|去年|上一年|前一年|同期|[比较与同](?:19|20)\d\d年|年初|期初|改造前|实施前|整治前|项目前|调整前|原来?(?:的|有|为)|[由从][^，。；]{0,14}$"
)
_LATER = re.compile(
    r"今年|本年|当年|年末|期末|年底|[改整]造后|实施后|现为|现有|(?:降|升|增|减|压)(?:至|到|为)"
)
_YEAR = re.compile(r"((?:19|20)\d\d)年(?![底末初])")
_UNCERTAIN = re.compile(r"其中|占")
ROUND = 2
"""How many digits a rate must print that stands right behind two amounts of two years."""


class Move(NamedTuple):
    """A printed rate of change with the two values it is of; ``change`` where the text prints their difference.

    ``falls`` is what the words say. ``earlier`` is the value before, where the words or the word for the rate
    tell it; ``timed`` where it is told by its year; ``beside`` where the rate stands right behind the difference;
    ``bound`` where it stands right behind what was asked for and what that was cut to.
    """

    rate: Node
    word: str
    falls: bool
    earlier: Node
    later: Node
    change: Node | None
    timed: bool
    beside: bool = False
    bound: bool = False


class Rated(NamedTuple):
    """A printed change with its rate right behind it, and the value that stands before the change.

    ``earlier`` tells whether that value is the one before the change or the one after; ``None`` where no word does.
    """

    rate: Node
    word: str
    falls: bool
    change: Node
    value: Node
    earlier: bool | None


_DELTA = re.compile(
    r"(?:增长|增加|上升|提高|多|少|增|减|降|下降|减少|降低|压减|压缩|节约|节省|省下|核减|高出|扩大|缩减|缩小|新增)"
    r"(?!至|到|为)[一-龥]{0,3}$"
)
_BEHIND = re.compile(r"^[，、]?(?:同比|比上年|较上年|年)?[一-龥]{1,6}$")


def rated_amounts(nodes: Sequence[Node]) -> Iterator[Rated]:
    """减少26万元，节约率2.02%: the changes with their rate, where a value of that unit stands before them."""
    for at, rate in enumerate(nodes):
        if at < 2 or not is_telling_rate(rate) or _BEHIND.match(rate.gap) is None:
            continue
        found, change = CHANGE.search(rate.clause), nodes[at - 1]
        if found is None or _DELTA.search(change.clause) is None or _OTHER.search(rate.clause):
            continue
        near = before(nodes, at - 1, sentences=1)
        if amount(change) and near and alike(near[0], change) and value_of(near[0]) > value_of(change):
            yield Rated(
                rate, found[0], found["down"] is not None, change, near[0], _is_before(near[0], change)
            )


_AGAINST = re.compile(r"(?:比|较|与|同)(?:上年|去年|上一年|同期|(?:19|20)\d\d年)")


def _is_before(node: Node, change: Node) -> bool | None:
    """Whether a value is that of the earlier year: 2022年98处，2023年较上年增加28处."""
    own, years = _YEAR.findall(node.clause), _YEAR.findall(_AGAINST.sub("", change.clause))
    if own and years:
        return own[-1] < years[-1] if own[-1] != years[-1] else False
    if own or _EARLIER.search(node.clause) is not None:
        return None
    return False if _AGAINST.search(change.clause) is not None and not years else None


def moves(nodes: Sequence[Node]) -> Iterator[Move]:
    """Every rate of change of a paragraph that stands beside two values and their difference.

    Without a printed difference the two last amounts before the rate, where their years tell which is which.
    """
    for at, rate in enumerate(nodes):
        if not _is_rate(rate):
            continue
        words = _undefined(rate.clause)
        found = CHANGE.search(words) if not _OTHER.search(words) else None
        if found is not None:
            move = _with_change(nodes, at, found)
            if move is None and is_telling_rate(rate, ROUND):
                move = _timed_pair(nodes, at, found) or _from_to(nodes, at, found)
            move = move or _cut_down(nodes, at, words)
            if move is not None and _is_defined_by(move):
                continue
            if move is not None:
                yield move


_DEFINED = re.compile(r"（(?P<formula>[^（）\d]{2,40})）(?=(?:为|达到?|是|约为)?$)")
_CUT = re.compile(
    r"(?:(?:净?[审核]减|节[约支省]|下浮|让利|压减)率|(?:中标|成交|报价|审[减定]|造价|下浮|让利|核减|压减)(?:价格?)?(?:下浮)?(?:降幅|降低率|下降率|幅度|率))"
    r"(?:为|达到?|是)?$"
)
_MEAN = re.compile(r"(?:平均|综合|总体|整体)(?=净?[审核]减率|节[约支省]率|下浮率|让利率)")
_ASKED = re.compile(r"送审|报审|申报|上报|预算|限价|控制价|概算|估算|标底|拦标|原合?同?价|合同|市场价|指导价")
_SETTLED = re.compile(r"审定|核定|审核|中标|成交|定案|结算|决算|实际|采购|签约|合同|最终")


def _undefined(clause: str) -> str:
    """The words before a rate without the formula in brackets behind its name: 审减率（审减额占送审金额的比例）为."""
    return _MEAN.sub("", _DEFINED.sub("", clause))


def _is_defined_by(move: Move) -> bool:
    """Whether the formula behind the name of a rate says that it is of the value after the change."""
    said = _DEFINED.search(move.rate.clause)
    if said is None:
        return False
    base = re.split(r"[÷/／占与除]", said["formula"])[-1]
    return _SETTLED.search(base) is not None and _ASKED.search(base) is None


def _cut_down(nodes: Sequence[Node], at: int, words: str) -> Move | None:
    """送审968.15万元，审定918.47万元，审减率5.13%: what was asked for and what it was cut to, without the difference."""
    said, rate = _CUT.search(words), nodes[at]
    if at < 2 or said is None or not is_telling_rate(rate):
        return None
    earlier, later = sorted(nodes[at - 2 : at], key=value_of, reverse=True)
    plain = all(amount(node) and node.sentence == rate.sentence for node in (earlier, later))
    named = plain and _ASKED.search(earlier.clause) is not None and _SETTLED.search(later.clause) is not None
    if not named or not alike(earlier, later) or value_of(earlier) == value_of(later):
        return None
    return Move(rate, said[0], True, earlier, later, None, timed=True, bound=True)


_TO = re.compile(
    r"(?:标准|已|均|统一|逐步|分别)?(?:提高|提升|上调|上涨|增加|增长|上升|扩大|调整|调高|提标|下降|降低|减少|下调|压减|压缩|缩短|缩减|调低|降|提|升|增|减|压)"
    r"(?:到|至|为)(?:了|(?:目前|现在|现行|全市统一)?的)?(?:每[人户亩吨件台名户座年月天日次生处，]{0,2}){0,3}"
)
_DATED = re.compile(r"第|季度|月份|批")
_BARE = re.compile(
    r"[，、]?(?:标准|水平|待遇|补助|单价|价格|同比|整体|总体|实际|年|共|比|较|相比|上年|去年|原来|原标准|调整前|提标前|调标前|[提降增减涨跌]标?幅度?)*"
)


def _from_to(nodes: Sequence[Node], at: int, found: re.Match[str]) -> Move | None:
    """由每人每月640元提高到680元，增长6.25%: two prices or amounts, the one changed to the other right before the rate.

    By how much may stand between; any other figure there may be what the rate is of.
    """
    rate = nodes[at]
    behind = at - 1 if at and _TO.fullmatch(nodes[at - 1].gap) else at - 2
    own = rate.gap.removesuffix(found[0])
    if behind < 1 or nodes[behind - 1].sentence != rate.sentence or not _BARE.fullmatch(own):
        return None  # 标准由…提高到…，支出增长…: the rate of another thing
    earlier, later = nodes[behind - 1], nodes[behind]
    change = nodes[behind + 1] if behind == at - 2 else None
    if not _TO.fullmatch(later.gap) or not _is_one_price(earlier, later) or _DATED.search(earlier.clause):
        return None
    gap = abs(value_of(later) - value_of(earlier))
    if change is not None and (
        value_of(change) != gap or _unit(change) != _unit(later) or "；" in change.gap
    ):
        return None
    beside = change is not None and _is_delta(change, rate)
    return Move(rate, found[0], found["down"] is not None, earlier, later, change, timed=True, beside=beside)


def _unit(node: Node) -> str:
    """The unit of an amount or of a price, without what it is a price of."""
    return node.figure.base_unit.partition("/")[0]


def _is_one_price(earlier: Node, later: Node) -> bool:
    """Whether two figures are plain and of one unit; of two prices the second need not say again what for."""
    one, other = earlier.figure, later.figure
    plain = all(each.value and not each.modifiers and each.high is None for each in (one, other))
    kind = one.dimension == other.dimension not in ("percent", "point", "date", "year")
    return plain and kind and _unit(earlier) == _unit(later) and priced_by(later) in (priced_by(earlier), "")


def _is_rate(node: Node) -> bool:
    """Whether it is a plain percentage; beside an exact difference a round one says enough."""
    figure = node.figure
    plain = figure.dimension == "percent" and not figure.modifiers and figure.high is None
    return plain and (figure.value or 0) >= 1 and not is_aim(node)


def _with_change(nodes: Sequence[Node], at: int, found: re.Match[str]) -> Move | None:
    """The two values whose exact difference stands right before a rate, or right behind it."""
    rate = nodes[at]
    near = before(nodes, at, sentences=8)
    behind = [n for n in nodes[at + 1 : at + 2] if n.sentence == rate.sentence and n.figure.value]
    for change in [*near[:1], *behind]:
        if _UNCERTAIN.search(change.clause) is not None:
            continue
        others = {value_of(n): n for n in reversed(near) if n is not change and alike(n, change)}
        for small in near:
            large = others.get(value_of(small) + value_of(change))
            if large is None or small is change or not alike(small, change):
                continue
            if min(rate.sentence - small.sentence, rate.sentence - large.sentence) <= 1:
                return _move(rate, found, small, large, change)
    return None


def _move(rate: Node, found: re.Match[str], small: Node, large: Node, change: Node | None) -> Move:
    falls = found["down"] is not None
    first = _first(small, large)
    earlier = first or (large if falls else small)
    later = small if earlier is large else large
    beside = change is not None and change.figure.start < rate.figure.start and _is_delta(change, rate)
    return Move(rate, found[0], falls, earlier, later, change, first is not None, beside)


def _is_delta(change: Node, rate: Node) -> bool:
    """Whether the words call an amount a change, and the rate right behind it its rate."""
    return _BEHIND.match(rate.gap) is not None and _DELTA.search(change.clause) is not None


def _timed_pair(nodes: Sequence[Node], at: int, found: re.Match[str]) -> Move | None:
    """The two amounts right before a rate, where the words say which of them is the earlier."""
    near = [node for node in before(nodes, at, sentences=1)[:2] if not node.subordinate or _dated(node)]
    if len(near) != 2 or not alike(*near) or value_of(near[0]) == value_of(near[1]):
        return None
    if any(_DELTA.search(node.clause) for node in near):
        return None
    small, large = sorted(near, key=value_of)
    move = _move(nodes[at], found, small, large, None)
    return move if move.timed else None


def _dated(node: Node) -> bool:
    return _YEAR.search(node.clause) is not None or _EARLIER.search(node.clause) is not None


def _first(one: Node, other: Node) -> Node | None:
    """The earlier of two values, by the years or the words that stand before them; ``None`` where nothing says."""
    years = [_YEAR.findall(node.clause) or _YEAR.findall(node.lead) for node in (one, other)]
    if all(len(set(each)) == 1 for each in years) and years[0][0] != years[1][0]:
        return one if years[0][0] < years[1][0] else other
    old = [_EARLIER.search(node.clause) is not None for node in (one, other)]
    if old[0] == old[1]:
        return None
    first, second = (one, other) if old[0] else (other, one)
    return first if not _EARLIER.search(second.lead) or _LATER.search(second.clause) else None


def is_made(move: Move) -> bool:
    """Whether the two values make the rate, on the right base or on the wrong one."""
    gap = abs(value_of(move.later) - value_of(move.earlier))
    return any(makes(gap, value_of(base), move.rate.figure) for base in (move.earlier, move.later))


def is_earlier(one: Node, other: Node) -> bool:
    """Whether the words beside two values say that the first is of the earlier time."""
    return _first(one, other) is one


def goes_the_other_way(move: Move) -> bool:
    """Whether the rate is that of the two values to the last digit, and the word for it says the contrary."""
    gap = abs(value_of(move.later) - value_of(move.earlier))
    moved_down = value_of(move.later) < value_of(move.earlier)
    return move.timed and moved_down != move.falls and makes(gap, value_of(move.earlier), move.rate.figure)


def is_of_the_later(move: Move) -> bool:
    """Whether the rate is of the value after the change instead of the value before, to the last digit."""
    gap, rate = abs(value_of(move.later) - value_of(move.earlier)), move.rate.figure
    return makes(gap, value_of(move.later), rate) and not makes(gap, value_of(move.earlier), rate)
