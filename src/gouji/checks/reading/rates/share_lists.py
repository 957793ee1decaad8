"""Lists of shares that leave nothing out: whose parts make up a printed total between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import groupby, islice
from typing import NamedTuple

from gouji.checks.reading.rates.near_amounts import HUNDRED, amount, is_telling_rate, makes
from gouji.checks.reading.text.nodes import Node, passages
from gouji.checks.reading.text.quantities import value_of
from gouji.facts import Facts

LEAST = 2
"""How many shares make a list."""

NAMED = 4
"""How many shares make a list whose amounts stand elsewhere."""

MOST = 20
APART = 2
"""How many paragraphs further the next item of a list may stand."""

WHOLES = 400
"""How many amounts of a unit may be the total of a list; a hostile text must not cost more."""

LISTS = 20
"""How many lists are looked up elsewhere."""

OFF = 6
"""By how many points the shares of a closed list may miss a hundred."""

_SHARE = re.compile(r"^[，、]?(?:约|各)?(?:占(?:比|到)?[^，。；：]{0,10}?|比重|比例)(?:的|为|达|是)?$")
_ITEM = re.compile(r"^.*?[^，、。；：]{2,16}?(?:占比?|比重|的?比例)?(?:为|是)?$")


class Listed(NamedTuple):
    """A share of a closed list that is not that of its part in the total of the list."""

    share: Node
    part: Node
    whole: Node


class _Amounts:
    """The amounts of a text by unit, sorted; read when first asked."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def by_unit(self) -> Mapping[str, list[Node]]:
        found: dict[str, dict[Decimal, Node]] = {}
        for passage in passages(self._facts):
            for node in passage.nodes:
                if amount(node):
                    found.setdefault(node.figure.base_unit, {}).setdefault(value_of(node), node)
        return {unit: sorted(nodes.values(), key=value_of) for unit, nodes in found.items()}

    def at(self, unit: str, low: Decimal, high: Decimal) -> list[Node]:
        """The amounts of a unit between two values."""
        nodes = self.by_unit.get(unit, [])
        return nodes[bisect_left(nodes, low, key=value_of) : bisect_right(nodes, high, key=value_of)]


def listed_shares(facts: Facts) -> Iterator[Listed]:
    """The shares of closed lists that the others of their list belie."""
    amounts = _Amounts(facts)
    run: list[tuple[int, Node, Node]] = []
    missing: list[list[Node]] = []
    for index, passage in enumerate(passages(facts)):
        for part, share in zip(passage.nodes, passage.nodes[1:]):
            if not (is_telling_rate(share) and amount(part) and _SHARE.match(share.gap)):
                continue
            if run and not _goes_on(run[-1], (index, part, share)):
                yield from _beside(run, amounts)
                run = []
            run.append((index, part, share))
        for sentence in passage.sentences():
            missing += _without_amounts(sentence)
    yield from _beside(run, amounts)
    for shares in missing[:LISTS]:
        yield from islice(_of_total(shares, amounts), 1)


def _goes_on(last: tuple[int, Node, Node], item: tuple[int, Node, Node]) -> bool:
    """Whether a share is the next of a list: of the same unit, said in the same words, not far behind."""
    near = item[0] - last[0] <= APART and item[2].gap == last[2].gap
    return near and item[1].figure.base_unit == last[1].figure.base_unit


def _beside(run: Sequence[tuple[int, Node, Node]], amounts: _Amounts) -> Iterator[Listed]:
    """一是…80万元，占40.20%; 二是…: the parts make a printed total, of which all shares but one are."""
    if not LEAST <= len(run) <= MOST:
        return
    unit, total = run[0][1].figure.base_unit, sum((value_of(part) for _, part, _ in run), Decimal(0))
    wholes = amounts.at(unit, total, total)
    wrong = [(part, share) for _, part, share in run if not makes(value_of(part), total, share.figure)]
    if wholes and len(wrong) == 1:
        ((part, share),) = wrong
        yield Listed(share, part, wholes[0])


def _without_amounts(sentence: Sequence[Node]) -> Iterator[list[Node]]:
    """津贴 40.20%，服务 30.15%，…: shares that miss a hundred, of amounts that stand elsewhere."""
    for percent, nodes in groupby(sentence, key=is_telling_rate):
        shares = list(nodes)
        if not percent or not NAMED <= len(shares) <= MOST or not all(_ITEM.match(n.gap) for n in shares):
            continue
        made = sum((value_of(share) for share in shares), Decimal(0))
        slack = sum((share.figure.quantum for share in shares), Decimal(0)) / 2
        if slack < abs(made - HUNDRED) <= OFF:
            yield shares


def _of_total(shares: Sequence[Node], amounts: _Amounts) -> Iterator[Listed]:
    """The total of which all shares but one are those of printed amounts, and the last one is the rest of it."""
    for unit, nodes in amounts.by_unit.items():
        for whole in nodes[:WHOLES]:
            parts = [_part(share, whole, unit, amounts) for share in shares]
            if parts.count(None) == 1:
                rest = value_of(whole) - sum(
                    (value_of(part) for part in parts if part is not None), Decimal(0)
                )
                left = amounts.at(unit, rest, rest)
                if left:
                    yield Listed(shares[parts.index(None)], left[0], whole)


def _part(share: Node, whole: Node, unit: str, amounts: _Amounts) -> Node | None:
    half = share.figure.quantum / 2
    low, high = (value_of(whole) * (value_of(share) + each) / HUNDRED for each in (-half, half))
    found = amounts.at(unit, low, high)
    return found[0] if found else None
