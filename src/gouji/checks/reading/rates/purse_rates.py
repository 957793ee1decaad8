"""Rates of one purse: 配套资金到位 x 万元，到位率 y%, where the plan of that purse stands elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.checks.reading.rates.near_amounts import alike, amount, digits, is_telling_rate, looks_like, makes
from gouji.checks.reading.text.nodes import CLAUSE_END, Node, passages
from gouji.checks.reading.text.quantities import value_of
from gouji.facts import Facts

_RATE = re.compile(r"^，(?:资金)?(?:到位|执行|支付|支出|拨付|使用)率(?:为|达|达到|是|仅为|只有)?$")
_PURSE = re.compile(
    r"配套|自筹|中央|省级|市级|县级|区级|州级|乡镇|社会资本|债券|贷款|村集体|企业|受益群众|福彩|体彩|援助|帮扶"
)
_NO_PLAN = re.compile(r"到位|支出|支付|花|使用|执行|结余|结转|缺|欠|短|未|拨付|收到|到账|减|收回|列支")
_OWN = re.compile(
    rf"(?:^|[，、])(?P<purse>{_PURSE.pattern})(?:财政|专项|配套)?资金(?:到位|执行|支付|支出|使用)"
    r"(?:率|进度)(?:为|达|达到|是)?$"
)
_SPENT = re.compile(r"支出|支付|执行|使用")
_ARRIVED = re.compile(r"到位|到账|拨付|拨入|收到")
_OF_ARRIVAL = re.compile(r"到位[率进][^，]{0,4}$")
LONG = 4
"""How many digits a rate prints whose amounts stand in other sentences."""

MOST = 80
"""How many amounts of one purse are looked at; a hostile text must not cost more."""

_END = re.compile(f"[{CLAUSE_END}、]")


class PurseRate(NamedTuple):
    """A rate of one purse with its part and the plan; ``instead`` is the part that makes it in truth.

    ``exact`` tells that the part makes it; without it and ``instead`` one digit keeps it from that.
    """

    rate: Node
    part: Node
    whole: Node
    instead: Node | None
    exact: bool = True


def purse_rates(facts: Facts) -> Iterator[PurseRate]:
    """Every rate that stands behind an amount of a named purse, held against the one plan of that purse."""
    named: dict[str, list[Node]] = {}
    of_purse: list[tuple[str, Node]] = []
    asked: list[tuple[str, Node, Node]] = []
    begins: dict[int, int] = {}
    for passage in passages(facts):
        previous: Node | None = None
        for node in passage.nodes:
            begins[node.figure.start] = passage.block.start
            if amount(node) and node.figure.dimension == "money":
                for purse in set(_PURSE.findall(node.clause + _END.split(node.after, 1)[0])):
                    named.setdefault(purse, []).append(node)
            if previous is not None and is_telling_rate(node) and _RATE.match(node.gap):
                found = _PURSE.findall(previous.clause)
                if len(set(found)) == 1 and amount(previous):
                    asked.append((found[0], previous, node))
            elif (own := _OWN.search(node.clause)) is not None and is_telling_rate(node, LONG):
                beside = previous is not None and previous.sentence == node.sentence
                if previous is not None and beside and _is_arrived(previous, own["purse"], node):
                    asked.append((own["purse"], previous, node))
                else:
                    of_purse.append((own["purse"], node))
            previous = node
    for purse, rate in of_purse:
        said = _ARRIVED if _OF_ARRIVAL.search(rate.clause) else _SPENT
        spent = [n for n in named.get(purse, [])[:MOST] if said.search(n.clause)]
        if len({value_of(node) for node in spent}) == 1:
            asked.append((purse, spent[0], rate))
    for purse, part, rate in asked:
        told = _told(rate, part, named.get(purse, [])[:MOST], begins[rate.figure.start])
        if told is not None:
            yield told


def _is_arrived(part: Node, purse: str, rate: Node) -> bool:
    """Whether an amount right before the rate of a purse is what arrived of it: 县级配套到位81万元，县级资金到位率90%."""
    told = _OF_ARRIVAL.search(rate.clause) is not None and _ARRIVED.search(part.clause) is not None
    return told and amount(part) and set(_PURSE.findall(part.clause)) - {"配套"} in ({purse}, set())


def _told(rate: Node, part: Node, nodes: Sequence[Node], begin: int) -> PurseRate | None:
    """The rate held against the one plan of its purse, of several (all years, this year) the one its paragraph names."""
    same = [node for node in nodes if node is not part and alike(node, part)]
    plans = [n for n in same if value_of(n) >= value_of(part) and not _NO_PLAN.search(n.clause)]
    if len({value_of(node) for node in plans}) > 1:
        if digits(rate.figure) < LONG or any(makes(value_of(part), value_of(n), rate.figure) for n in plans):
            return None
        plans = [node for node in plans if begin <= node.figure.start < rate.figure.start]
    if len({value_of(node) for node in plans}) != 1:
        return None
    whole = plans[0]
    if makes(value_of(part), value_of(whole), rate.figure):
        return PurseRate(rate, part, whole, None)
    spent = [
        n for n in same if value_of(n) != value_of(part) and makes(value_of(n), value_of(whole), rate.figure)
    ]
    if spent:
        return PurseRate(rate, part, whole, spent[0])
    near = digits(rate.figure) >= LONG and looks_like(rate.figure, value_of(part), value_of(whole))
    return PurseRate(rate, part, whole, None, exact=False) if near else None
