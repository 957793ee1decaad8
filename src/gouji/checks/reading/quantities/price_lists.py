"""Amounts that several prices make together 分档单价: 14个村每村27万元、3个社区每个30万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.checks.reading.quantities.prices import Priced, Term, counts, is_price, units_of
from gouji.checks.reading.text.nodes import Node
from gouji.checks.reading.text.quantities import MEASURED, value_of

MOST = 12
"""How many figures behind an amount are read for its prices."""

NEAR = Decimal("0.1")
"""How far several prices may be from the amount that they make, as a share of it."""

PAIR = 2
"""How many numbers a price per head and month is taken times."""

_TIMES = frozenset({"个月", "月", "天", "日"})
_APART = re.compile(r"其中|计划|目标|拟|预计|上年|去年|已|结余|收回|自筹|承担|分担")
_YEARLY = frozenset({"年", "年度"})
_OTHER = re.compile(
    r"最高|上限|不超过|以内|最多|[按据]实|折算|首付|分期|其余|剩余|部分|另|上年|结转|标准由|提高到|调整为|主要|平均|均价|例如|如：|不等"
)
_AND_MORE = re.compile(r"^[^，。；]{0,6}等")


def price_lists(sentence: Sequence[Node]) -> Iterator[Priced]:
    """The amounts of a sentence, each with the prices that follow it until the next amount."""
    for at, total in enumerate(sentence):
        if not _is_amount(total):
            continue
        behind = sentence[at + 1 : at + 1 + MOST]
        end = next((index for index, node in enumerate(behind) if _is_amount(node)), len(behind))
        yield from _of(total, [each for node in behind[:end] for each in (node, *node.inside)])
        # 468万元（14个村×27万元＋3个社区×30万元）: the bracket holds them all.
        yield from _of(total, total.inside)


def _of(total: Node, nodes: Sequence[Node]) -> Iterator[Priced]:
    terms = _terms(nodes)
    if terms is None or len(terms) < 2:
        return
    words = "".join(node.gap for node in nodes)
    if _OTHER.search(words) is None and not _AND_MORE.match(nodes[-1].after) and _is_near(total, terms):
        yield Priced(total, tuple(terms), sure=False, loose=False, bound=True)


def _terms(nodes: Sequence[Node]) -> list[Term] | None:
    """Each price with the number before it; ``None`` where one has none, or where two numbers could be it."""
    terms: list[Term] = []
    pool: list[Node] = []
    for node in nodes:
        if is_price(node):
            factors = _factors(pool, node)
            if factors is None:
                return None
            terms.append(Term(node, factors))
            pool = []
        elif node.figure.dimension in MEASURED and node.figure.value and not node.figure.modifiers:
            pool.append(node)
        elif node.figure.dimension in ("money", "percent", "score"):
            return None
    return terms if not pool else None


def _factors(pool: Sequence[Node], price: Node) -> tuple[Node, ...] | None:
    units = [unit for unit in units_of(price) if unit not in _YEARLY]
    if len(pool) == 1 and len(units) <= 1 and not pool[0].figure.per:
        return (pool[0],)
    found = [[node for node in pool if counts(node, unit)] for unit in units]
    if not found or any(len(nodes) != 1 for nodes in found):
        return None
    return tuple(dict.fromkeys(nodes[0] for nodes in found))


def _is_near(total: Node, terms: Sequence[Term]) -> bool:
    made = Decimal(0)
    for term in terms:
        value = value_of(term.price)
        for node in term.factors:
            value *= value_of(node)
        made += value
    whole = value_of(total)
    return abs(whole - made) <= NEAR * whole


def _is_amount(node: Node) -> bool:
    figure = node.figure
    plain = figure.dimension == "money" and bool(figure.value) and not figure.per and not figure.modifiers
    return plain and not is_price(node)


def _months(behind: Sequence[Node], units: Sequence[str]) -> list[Node]:
    """The months right behind a price per head and month."""
    first = behind[0] if behind and len(units) == PAIR else None
    months = first is not None and first.figure.base_unit in _TIMES and "；" not in first.gap
    return [first] if first is not None and months and first.figure.value else []


def _fills(pool: Sequence[Node], units: Sequence[str]) -> bool:
    """Whether a price per head and month has its one number of heads and its one of months, and nothing else stands there."""
    return len(units) == len(pool) == PAIR and all(
        sum(counts(node, unit) for node in pool) == 1 for unit in units
    )


def over_the_stop(before: Sequence[Node], sentence: Sequence[Node]) -> Iterator[Priced]:
    """An amount that ends one sentence, and its number and its price in the next: 项目1680万元。支持24家，每家补助70万元."""
    totals = [node for node in before if _is_amount(node)]
    prices = [at for at, node in enumerate(sentence) if is_price(node)]
    if len(totals) != 1 or len(prices) != 1 or any(map(_is_amount, sentence)):
        return
    pool = [node for node in sentence[: prices[0]] if node.figure.dimension in MEASURED and node.figure.value]
    price = sentence[prices[0]]
    units = [unit for unit in units_of(price) if unit not in _YEARLY]
    # 聘用75人，每人每月1200元，全年12个月: the months stand behind the price.
    pool += _months(sentence[prices[0] + 1 :], units)
    exact = not any(node.figure.modifiers for node in pool)
    factors = _factors(pool, price) if exact and (len(units) == 1 or _fills(pool, units)) else None
    terms = [Term(price, factors)] if factors else []
    words = "".join(node.gap for node in sentence[: prices[0] + 1])
    apart = _OTHER.search(words) is not None or _APART.search(words + totals[0].clause) is not None
    if terms and not apart and _is_near(totals[0], terms):
        yield Priced(totals[0], tuple(terms), sure=False, loose=False, bound=False)
