"""RATIO-RUN 连列比率: the amounts that stand beside a printed rate make it, whatever words lead over to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.checks import proposes
from gouji.checks.reading.rates.beside_rates import SPENT, beside, bound
from gouji.checks.reading.rates.far_bases import FarBase, by_kind, of_item, with_rest
from gouji.checks.reading.rates.formulas import quotients
from gouji.checks.reading.rates.items_named import ItemsNamed
from gouji.checks.reading.rates.moves import (
    CHANGE,
    Move,
    Rated,
    goes_the_other_way,
    is_earlier,
    is_made,
    is_of_the_later,
    moves,
    rated_amounts,
)
from gouji.checks.reading.rates.near_amounts import (
    REACH,
    SENTENCES,
    amount,
    before,
    digits,
    hides,
    is_telling_rate,
    is_turned,
    looks_like,
    makes,
    pairs,
)
from gouji.checks.reading.rates.purse_rates import PurseRate, purse_rates
from gouji.checks.reading.rates.rate_columns import rate_columns
from gouji.checks.reading.rates.share_lists import listed_shares
from gouji.checks.reading.rates.stated_bases import Stated, stated_rates
from gouji.checks.reading.text.nodes import Node, passages
from gouji.checks.reading.text.quantities import value_of
from gouji.facts import Facts
from gouji.findings import Difference, Expression, Operand, Ratio, Relation, Severity, Sum

NEAREST = 5
"""How many amounts before a rate may make it where it prints three digits."""

FURTHER = 12
"""How many where it prints more."""

ABOVE = 24
"""How many amounts of the paragraphs above one may be what a rate of spending is of."""

LONG = 4
"""How many digits a rate must print for one digit of it to be wrong."""


@proposes("RATIO-RUN", title="连列比率", severity="medium")
def rates(facts: Facts) -> Iterator[Relation]:
    """A printed rate is that of the two amounts that stand beside it, on the base that its words tell.

    Formula: 比率 = 部分 ÷ 整体 ; 增减率 = 增减额 ÷ 变动前的数
    Example: 26.40万元，比上年的30.00万元少3.60万元，降幅12.00%; 13.64% would be 3.60 ÷ 26.40.
    Undetermined: Never: it is told where it holds, where one digit of the rate keeps it from holding, and
        where the rate is exactly that of another base than the words tell, or of a move the other way.
    Source: Prose beside every rate of three digits or more; columns of rates that two other columns make.
    """
    told: dict[int, Relation] = {}
    for listed in listed_shares(facts):
        relation = _ratio(listed.share, listed.part, listed.whole)
        told[listed.share.figure.start] = replace(relation, severity="medium")
    told |= {purse.rate.figure.start: _of_purse(purse) for purse in purse_rates(facts)}
    for rate, part, whole in quotients(facts):
        told[rate.figure.start] = replace(_ratio(rate, part, whole), tentative=False, severity="medium")
    told |= {stated.rate.figure.start: _of_stated(stated) for stated in stated_rates(facts)}
    items = ItemsNamed(facts)
    told |= {rate.figure.start: _of_far(rate, far) for rate, far in by_kind(facts, items)}
    yield from told.values()
    above: list[Node] = []
    for passage in passages(facts):
        nodes = passage.nodes
        known = set(told)
        for move in moves(nodes):
            if move.change is not None or digits(move.rate.figure) < LONG or is_made(move):
                known.add(move.rate.figure.start)
            yield _of_move(move)
        for rated in rated_amounts(nodes):
            relation_of = _of_change(rated) if rated.rate.figure.start not in known else None
            if relation_of is not None:
                known.add(rated.rate.figure.start)
                yield relation_of
        for at, rate in enumerate(nodes):
            if rate.figure.start not in known and is_telling_rate(rate):
                yield from _of_pair(nodes, at, above, items)
        above = [*above, *(node for node in nodes if amount(node))][-ABOVE:]
    yield from _of_columns(facts)


def _of_move(move: Move) -> Relation:
    """What a rate of change is of: the value before. Of the value after it is only by mistake."""
    base = Operand("last", move.earlier.label, move.earlier.figure)
    now = Operand("this", move.later.label, move.later.figure)
    stated = Operand("growth", move.word, move.rate.figure)
    other = (now, base) if not move.falls else (base, now)
    if goes_the_other_way(move):
        return Relation(stated, Ratio(Difference(*other), base), tentative=True, severity="high")
    by_amount = move.change is not None and not move.timed
    part = Operand("change", move.change.label, move.change.figure) if move.change is not None else None
    expected = Ratio(part, base) if by_amount and part is not None else Ratio(Difference(*other), base)
    if is_of_the_later(move) and (move.change is not None or digits(move.rate.figure) >= LONG - 1):
        named = f"{move.later.label}{move.later.figure.text}"
        difference = part if part is not None else Difference(*other)
        return Relation(stated, expected, tentative=True, alternatives=((named, Ratio(difference, now)),))
    sure = move.beside and not makes(
        abs(value_of(move.later) - value_of(move.earlier)), value_of(move.earlier), move.rate.figure
    )
    severity: Severity | None = "medium" if sure else None
    return Relation(stated, expected, tentative=True, severity=severity, firm=move.bound)


def _of_change(move: Rated) -> Relation | None:
    """The rate of a printed change beside the one value that is printed: what was before, or what is now."""
    rate, change, printed = move.rate, move.change, move.value
    part, known = (
        Operand("change", change.label, change.figure),
        Operand("base", printed.label, printed.figure),
    )
    stated, size = Operand("growth", move.word, rate.figure), value_of(change)
    # The value at the other end of the change: more than the printed one if that is what a fall led to.
    more = move.falls != (move.earlier is True)
    other: Expression = Sum((known, part)) if more else Difference(known, part)
    ends = [(known, value_of(printed)), (other, value_of(printed) + (size if more else -size))]
    bases = [end for end in ends if end[1] > 0]
    if move.earlier is not None and len(bases) > 1:
        right, wrong = bases if move.earlier else bases[::-1]
        if makes(size, wrong[1], rate.figure) and not makes(size, right[1], rate.figure):
            named = "变动后的数" if move.earlier else f"{printed.label}{printed.figure.text}"
            used = ((named, Ratio(part, wrong[0])),)
            return Relation(stated, Ratio(part, right[0]), tentative=True, alternatives=used)
        bases = [right]
    for base, amount_of in bases:
        if makes(size, amount_of, rate.figure):
            return Relation(stated, Ratio(part, base), tentative=True)
    for base, amount_of in bases:
        if looks_like(rate.figure, size, amount_of):
            return Relation(stated, Ratio(part, base), tentative=True, severity="medium")
    return None


def _of_pair(nodes: Sequence[Node], at: int, above: Sequence[Node], items: ItemsNamed) -> Iterator[Relation]:
    """The two amounts before a rate that make it; else the two that it stands beside, one digit away."""
    rate, long = nodes[at], digits(nodes[at].figure) >= LONG
    near = before(nodes, at, sentences=REACH if long else SENTENCES)
    close, around = (near[:2], near[:FURTHER]) if long else (near[:1], near[:NEAREST])
    for part, whole in pairs(close, around):
        if makes(value_of(part), value_of(whole), rate.figure):
            turned = is_turned(rate, part, whole)
            yield (
                replace(_ratio(rate, whole, part), severity="medium") if turned else _ratio(rate, part, whole)
            )
            return
    if not long or not near:
        return
    with_brackets = [each for node in around for each in (node, *filter(amount, node.inside))]
    yield from _of_two_years(rate, pairs(with_brackets, with_brackets))
    money = SPENT.search(rate.clause) is not None
    for part, whole in pairs(close, above[::-1]) if money else ():
        if makes(value_of(part), value_of(whole), rate.figure):
            yield _ratio(rate, part, whole)
            return
    for part, whole in beside(rate, near, [*near[1:], *above[::-1]]):
        if looks_like(rate.figure, value_of(part), value_of(whole)):
            yield replace(_ratio(rate, part, whole), severity="medium")
            return
    pair = bound(rate, near, above[::-1])
    if pair is not None and hides(rate.figure, pair[0].figure, pair[1].figure):
        yield replace(_ratio(rate, *pair), severity="medium")
    if money and near[0].sentence == rate.sentence:
        far = with_rest(nodes, at, near, items) or of_item(nodes, rate, near[0], items)
        if far is not None:
            yield _of_far(rate, far)


def _of_far(rate: Node, far: FarBase) -> Relation:
    """A rate of what was spent, of an amount that stands elsewhere."""
    part = Operand("part", far.part.label, far.part.figure)
    relation = Relation(Operand("rate", rate.label, rate.figure), Ratio(part, far.whole), tentative=True)
    if far.instead is not None and far.instead.figure is not None:
        named = f"{far.instead.label}{far.instead.figure.text}"
        return replace(relation, alternatives=((named, Ratio(part, far.instead)),))
    return relation if far.exact else replace(relation, severity="medium")


def _of_two_years(rate: Node, found: Iterator[tuple[Node, Node]]) -> Iterator[Relation]:
    """A rate of change of two amounts between which others stand."""
    word = CHANGE.search(rate.clause)
    for base, now in found if word is not None else ():
        if makes(abs(value_of(now) - value_of(base)), value_of(base), rate.figure):
            falls = value_of(now) < value_of(base)
            if word is not None and falls == (word["down"] is not None):
                yield _of_years(rate, word, base, now)
                return
            if word is not None and is_earlier(now, base):
                # The rate of the fall from now to base, divided by what it fell to.
                used = Ratio(_change(now, base), _last(base))
                named = f"{base.label}{base.figure.text}"
                yield replace(_of_years(rate, word, now, base), alternatives=((named, used),))
                return


def _last(node: Node) -> Operand:
    return Operand("last", node.label, node.figure)


def _change(base: Node, now: Node) -> Difference:
    last, this = _last(base), Operand("this", now.label, now.figure)
    return Difference(last, this) if value_of(now) < value_of(base) else Difference(this, last)


def _of_years(rate: Node, word: re.Match[str], base: Node, now: Node) -> Relation:
    stated = Operand("growth", word[0], rate.figure)
    return Relation(stated, Ratio(_change(base, now), _last(base)), tentative=True)


def _ratio(rate: Node, part: Node, whole: Node) -> Relation:
    stated = Operand("rate", rate.label, rate.figure)
    quotient = Ratio(Operand("part", part.label, part.figure), Operand("whole", whole.label, whole.figure))
    return Relation(stated, quotient, tentative=True)


def _of_stated(stated: Stated) -> Relation:
    """A rate whose base the words name: told where it holds, one digit away, or where another base makes it."""
    relation = _ratio(stated.rate, stated.part, stated.whole)
    if stated.instead is None:
        return relation
    part = Operand("part", stated.part.label, stated.part.figure)
    other = Operand("whole", stated.instead.label, stated.instead.figure)
    named = f"{stated.instead.label}{stated.instead.figure.text}"
    return replace(relation, tentative=False, alternatives=((named, Ratio(part, other)),))


def _of_purse(purse: PurseRate) -> Relation:
    """A rate of one purse: told where it holds, or where another amount of that purse makes it."""
    relation = _ratio(purse.rate, purse.part, purse.whole)
    if purse.instead is None:
        return relation if purse.exact else replace(relation, severity="medium")
    other = Operand("part", purse.instead.label, purse.instead.figure)
    whole = Operand("whole", purse.whole.label, purse.whole.figure)
    named = f"{purse.instead.label}{purse.instead.figure.text}"
    return replace(relation, alternatives=((named, Ratio(other, whole)),))


def _of_columns(facts: Facts) -> Iterator[Relation]:
    """The rows of a table whose rates two columns make."""
    for grid, column in rate_columns(facts):
        for row in column.wrong:
            part, whole = (
                row.operand(c, role, grid.heads)
                for c, role in ((column.part, "part"), (column.whole, "whole"))
            )
            rate = row.operand(column.rate, "rate", grid.heads)
            yield Relation(rate, Ratio(part, whole), tentative=True, severity="medium")
