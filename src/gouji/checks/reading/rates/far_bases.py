"""What a rate of spending is of where its base stands elsewhere: with what is left, under its item's name, by its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.checks.reading.rates.base_kinds import LONG, kind_of, kind_wanted
from gouji.checks.reading.rates.items_named import ItemsNamed, full_label, name_of, place_of
from gouji.checks.reading.rates.near_amounts import (
    REACH,
    alike,
    amount,
    before,
    digits,
    is_telling_rate,
    looks_like,
    makes,
)
from gouji.checks.reading.text.nodes import Node, passages
from gouji.checks.reading.text.quantities import value_of
from gouji.facts import Facts
from gouji.findings import Operand

_REST = re.compile(
    r"(?:结余|节余|结转|剩余|尚余|余额|余|未(?:支出|支付|使用|执行|拨付|兑付|发放|完成|形成支出)|待支付|待拨付)"
    r"(?:资金|金额|额|数|部分|指标|下年|下年度|为|共|有|的)*$"
)
_BY_KIND = re.compile(
    r"^(?:其中|但|，|。|；)*(?P<name>[一-龥]{4,20}?)(?:支出)?，?(?:按照?|以|对照|比照)[^，。；]{2,16}，[^，。；]{0,8}[率度](?:为|是|达|达到|仅为)?$"
)


class FarBase(NamedTuple):
    """A part and the whole of its rate; ``instead`` is the amount that makes it in truth, if another one does.

    ``exact`` tells that the whole makes the rate; without it and ``instead`` one digit keeps it from that.
    """

    part: Node
    whole: Operand
    instead: Operand | None
    exact: bool


def with_rest(nodes: Sequence[Node], at: int, near: Sequence[Node], items: ItemsNamed) -> FarBase | None:
    """A rate beside what was spent and what is left, of the amount that both make and that the report prints.

    支出486.38万元，执行率99.67%，结余1.62万元: 488.00万元 stands anywhere.
    """
    rate, behind = nodes[at], nodes[at + 1] if at + 1 < len(nodes) else None
    beside = [(near[0], behind)] if behind is not None and behind.sentence == rate.sentence else []
    beside += [(near[1], near[0])] if len(near) > 1 and near[1].sentence == rate.sentence else []
    for part, rest in beside:
        whole = items.sized(value_of(part) + value_of(rest), part.figure) if _is_rest(part, rest) else None
        told = _judged(rate, part, [whole]) if whole is not None else None
        if told is not None:
            return told
    return None


def _is_rest(part: Node, rest: Node) -> bool:
    """Whether the second of two amounts is what is left beside the first."""
    told = _REST.search(rest.clause) is not None and _REST.search(part.clause) is None
    return told and amount(rest) and alike(part, rest) and not rest.subordinate


def of_item(nodes: Sequence[Node], rate: Node, part: Node, items: ItemsNamed) -> FarBase | None:
    """A rate of what was spent on an item, of what that item was given elsewhere under its name."""
    return _judged(rate, part, items.of(full_label(nodes, place_of(nodes, part)), part.figure))


def _judged(rate: Node, part: Node, wholes: Sequence[Operand]) -> FarBase | None:
    """The whole that makes a rate, else the one that would but for one digit of the rate."""
    sizes = [(each, each.figure.value) for each in wholes if each.figure and each.figure.value]
    for whole, size in sizes:
        if makes(value_of(part), size, rate.figure):
            return FarBase(part, whole, None, exact=True)
    for whole, size in sizes:
        if looks_like(rate.figure, value_of(part), size):
            return FarBase(part, whole, None, exact=False)
    return None


def by_kind(facts: Facts, items: ItemsNamed) -> Iterator[tuple[Node, FarBase]]:
    """某设施建设按调整后预算计算，执行率x%: of the amount of that kind in the paragraph that is about the item."""
    for passage in passages(facts):
        for at, rate in enumerate(passage.nodes):
            if at and digits(rate.figure) >= LONG and is_telling_rate(rate):
                found = _by_kind(passage.nodes, at, items)
                if found is not None:
                    yield rate, found


def _by_kind(nodes: Sequence[Node], at: int, items: ItemsNamed) -> FarBase | None:
    rate = nodes[at]
    said = _BY_KIND.match(rate.lead)
    wanted = kind_wanted(rate) if said is not None else None
    if said is None or wanted is None:
        return None
    name = name_of(said["name"])
    part = next((n for n in before(nodes, at, sentences=REACH) if name_of(n.label) == name), None)
    under = [n for n in items.under(name) if part is not None and alike(n, part)]
    bases = [n for n in under if kind_of(n.label) == wanted]
    if part is None or len({value_of(n) for n in bases}) != 1:
        return None
    whole = Operand("whole", f"{said['name']}{bases[0].label}", bases[0].figure)
    told = _judged(rate, part, [whole])
    if told is not None and told.exact:
        return told
    for other in under:
        if value_of(other) not in (value_of(part), value_of(bases[0])) and makes(
            value_of(part), value_of(other), rate.figure
        ):
            return FarBase(part, whole, Operand("whole", other.label, other.figure), exact=False)
    return told
