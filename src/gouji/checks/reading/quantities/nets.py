"""Gross, deduction and net 原值、折旧、净值, in whatever order prose names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import value_of
from gouji.ledger.precision import factor, telling

NEAR = Decimal("0.15")
"""How far a net amount may be from what its gross one and the deduction leave, as a share of the gross one."""

REACH = 8
"""How many figures before and behind a deduction the other two may stand."""

_KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(r"(?P<of>[一-龥]*?)(?:账面)?(?:原值|原价)(?:合计|总额|为|是|达|共|总计)*$"),
        re.compile(r"折旧(?:额)?(?:为|是|达|共)*$"),
        re.compile(
            r"(?P<of>[一-龥]*?)(?:账面)?(?:净值|净额|账面价值|账面净额)(?:合计|总额|为|是|达|共|总计)*$"
        ),
    ),
    (
        re.compile(r"(?P<of>[一-龥]*?)(?:账面)?(?:原值|原价)(?:合计|总额|为|是|达|共|总计)*$"),
        re.compile(r"(?:累计|已)摊销(?:额)?(?:为|是|达|共)*$"),
        re.compile(r"(?P<of>[一-龥]*?)(?:账面)?(?:净值|净额|账面价值)(?:合计|总额|为|是|达|共|总计)*$"),
    ),
    (
        re.compile(r"(?P<of>[一-龥]*?)(?:账面余额|账面原值|原值|余额)(?:合计|总额|为|是|达|共|总计)*$"),
        re.compile(r"(?:坏账|跌价|减值|损失)准备(?:金)?(?:为|是|达|共)*$"),
        re.compile(r"(?P<of>[一-龥]*?)(?:账面价值|账面净值|净值|净额)(?:合计|总额|为|是|达|共|总计)*$"),
    ),
    (
        re.compile(r"(?P<of>[一-龥]*?)应发[一-龥]{0,6}$"),
        re.compile(r"(?:代扣|扣[除缴款发减回])[一-龥]{0,10}$"),
        re.compile(r"(?P<of>[一-龥]*?)实发[一-龥]{0,6}$"),
    ),
    (
        re.compile(r"(?P<of>)(?<!净)收入(?:合计|总额|为|是|达|共|总计)*$"),
        re.compile(r"(?:扣除|减除)[一-龥]{0,10}$"),
        re.compile(r"(?P<of>)净(?:收入|收益|额)(?:合计|总额|为|是|达|共|总计)*$"),
    ),
)
_ASSETS = re.compile(r"(?:(?<!净)资产(?:总额|总计|合计|总量|总值)|总资产(?:总?额)?)(?:为|是|达|共|计)*$")
_DEBTS = re.compile(r"(?<!流动)负债(?:总额|总计|合计|总量)?(?:为|是|达|共|计)*$")
_EQUITY = re.compile(r"(?:净资产|所有者权益)(?:总额|总计|合计|总量)?(?:为|是|达|共|计|即)*$")
_APART = re.compile(r"(?:固定|流动|无形|金融|经营性|国有|存量|闲置|非税|公共)[^，。；：]{0,4}$")
_ELSEWHEN = re.compile(r"[年月季]初|期初|上年|去年|较|比|同期|增[加长]|减少|分别")
_ANY = re.compile(r"折旧|摊销|准备|扣")
_PERIOD = re.compile(r"[年月季]初|期初|上年|去年|年末|期末|月末|截至")


class Net(NamedTuple):
    """A net amount, what it is left of, and what was taken off."""

    net: Node
    gross: Node
    taken: Node


def nets(passage: Passage) -> Iterator[Net]:
    """The deductions of a paragraph, each with the nearest gross and net amount that are of the same thing."""
    if "负债" in passage.text and len(passage.nodes) > 2:
        yield from _equity(passage)
    if _ANY.search(passage.text) is None:
        return
    every = [each for node in passage.nodes for each in (node, *node.inside)]
    nodes = [node for node in every if _is_plain(node)]
    for at, taken in enumerate(nodes):
        for whole, less, rest in _KINDS:
            if less.search(taken.clause) is None:
                continue
            near = sorted(
                [*nodes[max(0, at - REACH) : at], *nodes[at + 1 : at + 1 + REACH]],
                key=lambda node: abs(node.figure.start - taken.figure.start),
            )
            found = _pair(near, whole, rest, taken)
            if found is not None:
                yield Net(found[1], found[0], taken)


def _equity(passage: Passage) -> Iterator[Net]:
    """Assets without debts 净资产, where a paragraph prints each of the three once for its date."""
    gross, taken, net = (
        [n for n in passage.nodes if _is_plain(n) and kind.search(_words(n)) and not _is_of_some(n, kind)]
        for kind in (_ASSETS, _DEBTS, _EQUITY)
    )
    if len(gross) == len(taken) == len(net) == 1 and _may_be(gross[0], net[0], taken[0]):
        yield Net(net[0], gross[0], taken[0])


def _is_of_some(node: Node, kind: re.Pattern[str]) -> bool:
    """Whether an amount is only of some assets, or of another date: 流动资产合计, 年初资产总额."""
    front = kind.sub("", _words(node))
    return _APART.search(front) is not None or _ELSEWHEN.search(front) is not None


def _pair(
    near: Sequence[Node], whole: re.Pattern[str], rest: re.Pattern[str], taken: Node
) -> tuple[Node, Node] | None:
    """The nearest gross and net amount whose names say that they are of one thing."""
    gross = next((node for node in near if whole.search(_words(node))), None)
    if gross is None or abs(gross.sentence - taken.sentence) > 1:
        return None
    said = whole.search(_words(gross))
    thing = _thing(said["of"] if said else "")
    for net in near:
        told = rest.search(_words(net))
        if told is not None and net is not gross and _one_thing(thing, _thing(told["of"])):
            return (gross, net) if _may_be(gross, net, taken) else None
    return None


def _words(node: Node) -> str:
    return node.clause.rpartition("、")[2]


def _thing(words: str) -> str:
    """What a gross or a net amount is of, without the time: 年末固定资产 is 固定资产."""
    return re.split(_PERIOD, words.removeprefix("其中"))[-1][-4:]


def _one_thing(first: str, second: str) -> bool:
    return not first or not second or first == second


def _may_be(gross: Node, net: Node, taken: Node) -> bool:
    """Whether the three are of one order and one unit, and print digits enough."""
    values = [value_of(node) for node in (gross, net, taken)]
    whole, left, less = values
    alike = len({factor(node.figure) for node in (gross, net, taken)}) == 1
    digits = all(telling(node.figure) > 2 for node in (gross, net, taken))
    return alike and digits and max(left, less) < whole and abs(whole - less - left) <= NEAR * whole


def _is_plain(node: Node) -> bool:
    figure = node.figure
    return figure.dimension == "money" and bool(figure.value) and not figure.modifiers and not figure.per
