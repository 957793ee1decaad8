"""PROD 单价×数量: a grant per head times their number is the amount granted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.checks import proposes
from gouji.checks.reading.quantities.price_lists import over_the_stop, price_lists
from gouji.checks.reading.quantities.prices import Priced, Term, named, priced
from gouji.checks.reading.tables.priced_rows import priced_rows
from gouji.checks.reading.text.nodes import Node, passages
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Expression, Operand, Product, Relation, Sum
from gouji.ledger.precision import NORM


@proposes("PROD", title="单价×数量", severity="high", version=2)
def products(facts: Facts) -> Iterator[Relation]:
    """A price or a grant per unit, times the number of units, is the amount that is said to come of it.

    Formula: 共计 = 数量 × 单价（× 天数、月数）
    Example: 3 家, 每家给予 50 万元, 共计 150 万元: 3 × 50 = 150.
    Undetermined: The number or the price is an estimate; the words tell of reasons (据实, 核减, 首付).
    Source: Tables most rows of which show that one column is the product of two others.
        Prose on subsidies and purchases, up to a semicolon. Where no 共计 or 计 states the product, it is
        told where it holds or where one slip keeps it from holding.
    """
    yield from priced_rows(facts)
    for passage in passages(facts):
        for each in named(passage.nodes):
            yield _relation(each)
        before: Sequence[Node] = ()
        for sentence in passage.sentences():
            for each in (*price_lists(sentence), *over_the_stop(before, sentence)):
                yield replace(_relation(each, laid_down=True), tentative=True, firm=each.bound)
            before = sentence
            readings: dict[int, list[Priced]] = {}
            for each in priced(sentence):
                readings.setdefault(each.total.figure.start, []).append(each)
            for group in readings.values():
                yield from _relations(group)


def _relations(group: Sequence[Priced]) -> Iterator[Relation]:
    """One relation where the words state the product; else a tentative one for every reading."""
    sure = [each for each in group if each.sure]
    if sure:
        others = tuple(_relation(each) for each in [*sure[1:], *(e for e in group if not e.sure)])
        yield replace(_relation(sure[0]), readings=others)
        return
    for each in group:
        yield replace(_relation(each), tentative=True, firm=each.bound)


def _relation(each: Priced, *, laid_down: bool = False) -> Relation:
    made = [_product(term, laid_down=laid_down) for term in each.terms]
    whole = made[0] if len(made) == 1 else Sum(tuple(made))
    return Relation(Operand("total", each.total.label, each.total.figure), whole, open_list=each.loose)


_GRANTED = re.compile(r"补|奖|标准|定额|发放|给予|资助|救助|慰问|每[人户家名]")
_COSTS = re.compile(r"造价|投资|成本|投入|费用")
_AVERAGE = re.compile(r"均(?!按|为|给|可|予|享|有|由)|约|左右|上下")
_STANDARD = re.compile("[，。；：、]")

NOUN = 6
"""How many characters behind a price may say that a rule lays it down: 500元的标准."""


def _norm(node: Node, *, laid_down: bool = False) -> Figure:
    """A grant in a whole number is one that a rule lays down: 每户2万元 is known exactly, a cost is rounded.

    So are the prices of a list, each for a class of its own.
    """
    price = node.figure
    whole = not price.decimals and not price.modifiers and price.high is None
    words = node.clause + "·" + _STANDARD.split(node.after, 1)[0][:NOUN]
    granted = _GRANTED.search(words) is not None and _COSTS.search(words) is None
    laid_down = laid_down or (granted and _AVERAGE.search(words) is None)
    return replace(price, flags=price.flags | {NORM}) if whole and laid_down else price


def _product(term: Term, *, laid_down: bool = False) -> Expression:
    made: Expression = Operand("price", term.price.label, _norm(term.price, laid_down=laid_down))
    for node in reversed(term.factors):
        made = Product(Operand("count", node.label, node.figure), made)
    return made
