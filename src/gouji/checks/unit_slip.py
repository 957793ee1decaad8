"""UNIT-SLIP 单位错误: one amount in 元 among amounts in 万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations

from gouji.checks import proposes
from gouji.checks.reading.lists.cell_words import cell_passages
from gouji.checks.reading.lists.listings import listings
from gouji.checks.reading.lists.unit_twins import beyond, printed, slipped
from gouji.checks.reading.names.keys import is_single
from gouji.checks.reading.text.nodes import Node, passages
from gouji.checks.reading.text.quantities import sum_of, value_of
from gouji.facts import Facts
from gouji.figures.figure import Figure
from gouji.findings import Member, Operand, Relation
from gouji.ledger.precision import factor, telling

_LISTING = re.compile(r"其中|包括|分别|分为|[、：]")
_FUNDS = re.compile(r"支出|补助|资金|投入|经费|收入|资产|拨款|采购|支付|下达|安排|拨付|发放")
_SMALL = re.compile(
    r"均|[每单户亩]|价|标准|利息|结余|余额|剩余|手续费|罚|工资|薪|尾差|误差|差额|以[上下内]|人次|客|餐|票|百元|千元|费率|月|日|天|成本|/|／"
)
"""Words of amounts that may be a few yuan: prices, amounts per head, interest, what is left."""

CENTS = 2
TOP = 10_000
TWIN = 4
"""How many digits must tell for a number to be the same one in another unit."""

NEAR = 40
"""How many amounts of a paragraph are looked at for their size."""

BESIDE = 3
"""How many amounts in 万元 beside one in 元 say that all of them are."""

FAR = 20
"""How many times its largest neighbour an amount in 万元 must be among amounts in 元."""

_AMONG = re.compile(r"其中|包括|分别|分为|含|构成|如下")

LIKE = Decimal(200)
"""How many times larger or smaller than its neighbours a slipped amount may be, once read in their unit."""


@proposes("UNIT-SLIP", title="单位错误", severity="high")
def slips(facts: Facts) -> Iterator[Relation]:
    """An amount printed in 元 among amounts in 万元 of one list, and of their size, has the wrong unit.

    Formula: 单位 ∈ 同列金额的单位
    Example: 工资福利支出350.78万元、商品和服务支出237.07元: the second is 237.07万元; 512,180.00万元 among
        amounts in 元 is 512,180.00元.
    Undetermined: The list has fewer than two other amounts, or no size to compare with.
    Source: Prose on classes and parts, an amount that a table prints in 万元; 0元, prices, and amounts per head are left alone.
    """
    twins = _in_ten_thousands(facts)
    for passage in (*passages(facts), *cell_passages(facts)):
        money = [node for node in passage.nodes if node.figure.dimension == "money"]
        usual = [n for n in money if n.figure.unit == "万元" and n.figure.decimals == CENTS][:NEAR]
        single = sum(node.figure.unit == "元" for node in money) == 1
        for sentence in passage.sentences():
            told = [relation for run in _lists(sentence) for relation in _slipped(run)]
            told += _oversized(sentence)
            told = told or _unbalanced(sentence, money) or _closing(sentence, money)
            yield from told or _alone(sentence, usual if single else [], twins)
    yield from _of_lists(facts)


def _of_lists(facts: Facts) -> Iterator[Relation]:
    """Items of lists over paragraphs whose number the report prints in the unit of their list as well."""
    for readings in listings(facts):
        first = readings[0]
        money = first.total.figure.dimension == "money"
        odd = (slipped(first, printed(facts)) or beyond(first)) if money else None
        if odd is not None and first.cue in ("如下", "以上"):
            others = [part for part in first.parts if part is not odd][:4]
            beside = tuple(Operand("sibling", part.label, part.figure) for part in others)
            yield _relation(odd, beside, odd.figure.unit, first.total.figure.unit)


def _in_ten_thousands(facts: Facts) -> Mapping[Decimal, Figure]:
    """Every amount in 万元 that tells enough digits to be known by them, in 元."""
    found: dict[Decimal, Figure] = {}
    for figure in facts.figures:
        if figure.unit == "万元" and figure.value and not figure.modifiers and telling(figure) >= TWIN:
            found.setdefault(figure.value, figure)
    return found


def _alone(
    sentence: Sequence[Node], usual: Sequence[Node], twins: Mapping[Decimal, Figure]
) -> Iterator[Relation]:
    """An amount like 38.15元 that no list holds: it stands in 万元 elsewhere, or all beside it do."""
    for node in sentence:
        figure = node.figure
        if figure.unit != "元" or figure.decimals != CENTS or figure.modifiers or figure.per:
            continue
        words = node.clause + "·" + node.after[:1]
        if not 1 <= (figure.value or 0) < TOP or not _FUNDS.search(words) or _SMALL.search(words):
            continue
        twin = twins.get((figure.value or Decimal(0)) * 10_000)
        if twin is not None:
            yield _relation(node, (Operand("sibling", node.label, twin),))
        elif len(usual) >= BESIDE and _like(node, usual):
            yield _relation(node, tuple(Operand("sibling", n.label, n.figure) for n in usual[:4]))


def _lists(sentence: Sequence[Node]) -> Iterator[list[Node]]:
    """The amounts of money of a sentence that stand in one list with its total."""
    run: list[Node] = []
    for node in sentence:
        if node.figure.dimension != "money" or node.figure.base_unit != "元" or not node.addable:
            continue
        if run and ("；" in node.gap or len(node.gap) > 40):
            yield run
            run = []
        run.append(node)
    yield run


def _slipped(run: Sequence[Node]) -> Iterator[Relation]:
    amounts = [node for node in run if node.figure.value and not is_single(node.clause)]
    small = [node for node in amounts if node.figure.unit == "元"]
    usual = [node for node in amounts if node.figure.unit == "万元"]
    if len(small) != 1 or len(usual) < 2:
        return
    node = small[0]
    listed = any(re.search("其中|包括|分别|分为", other.gap) for other in run[: run.index(node) + 1])
    if not listed and _LISTING.search(node.gap) is None and _LISTING.search(_next_gap(run, node)) is None:
        return
    if node.figure.modifiers or not _like(node, usual):
        return
    yield _relation(node, tuple(Operand("sibling", other.label, other.figure) for other in usual[:4]))


def _oversized(sentence: Sequence[Node]) -> Iterator[Relation]:
    """One amount in 万元 in a list of amounts in 元 that is of their size if read in 元: 512,180.00万元."""
    run = [n for n in sentence if n.figure.dimension == "money" and n.figure.base_unit == "元" and n.addable]
    amounts = [node for node in run if node.figure.value and not is_single(node.clause)]
    large = [node for node in amounts if node.figure.unit == "万元"]
    usual = [node for node in amounts if node.figure.unit == "元"]
    if len(large) != 1 or len(usual) < BESIDE or len(amounts) != len(usual) + 1:
        return
    node, most = large[0], max(value_of(other) for other in usual)
    listed = any(_AMONG.search(other.gap) for other in run[: run.index(node) + 1])
    far = (value_of(node)) > FAR * most
    if listed and far and not node.figure.modifiers and _like_yuan(node, usual):
        beside = tuple(Operand("sibling", other.label, other.figure) for other in usual[:4])
        yield _relation(node, beside, "万元", "元")


def _unbalanced(sentence: Sequence[Node], around: Sequence[Node]) -> list[Relation]:
    """年初…元, 新增…元, 处置…万元, 年末…元: the amount in 万元 that closes the account once read in 元."""
    money = [node for node in sentence if node.figure.dimension == "money" and node.figure.base_unit == "元"]
    large = [node for node in money if node.figure.unit == "万元" and node.figure.decimals == CENTS]
    usual = [node for node in money if node.figure.unit == "元" and telling(node.figure) >= TWIN][:BESIDE]
    if len(large) != 1 or len(usual) < 2 or large[0].figure.modifiers:
        return []
    node = large[0]
    number = value_of(node) / factor(node.figure)
    if telling(node.figure) < BESIDE or value_of(node) <= max(value_of(other) for other in usual):
        return []
    closing = {value_of(other): other for other in around[:NEAR] if other.figure.unit == "元"}
    for one, other in permutations(usual, 2):
        start = value_of(one)
        for end in (start + value_of(other) - number, start - value_of(other) + number, start + number):
            if end in closing and closing[end] not in (one, other, node) and start >= number:
                beside = (one, other, closing[end])
                return [
                    _relation(
                        node, tuple(Operand("sibling", n.label, n.figure) for n in beside), "万元", "元"
                    )
                ]
    return []


def _closing(sentence: Sequence[Node], around: Sequence[Node]) -> list[Relation]:
    """货物类213.46元，工程类352.07万元，服务类133.00万元: read in 万元 the list makes a total that stands above it."""
    money = [
        n for n in sentence if n.figure.dimension == "money" and n.figure.base_unit == "元" and n.addable
    ]
    small = [node for node in money if node.figure.unit == "元"]
    usual = [node for node in money if node.figure.unit == "万元"]
    if len(small) != 1 or len(usual) < 2 or len(money) > NEAR or small[0].figure.modifiers:
        return []
    node, at = small[0], next(index for index, each in enumerate(money) if each is small[0])
    if telling(node.figure) < BESIDE or node.figure.per or is_single(node.clause):
        return []
    gap = value_of(node) * (TOP - 1)
    totals = {value_of(n): n for n in around if n.figure.unit == "万元" and n not in money[at:]}
    for first in range(at + 1):
        for last in range(max(at + 1, first + 2), len(money)):
            run = money[first : last + 1]
            total = totals.get(sum_of(run) + gap)
            if total is not None and total not in run:
                beside = tuple(Operand("sibling", n.label, n.figure) for n in (total, *run) if n is not node)
                return [_relation(node, beside[:4])]
    return []


def _like_yuan(node: Node, usual: Sequence[Node]) -> bool:
    """Whether the number, read in 元, is of the others' size and no more than the largest of them."""
    number = (value_of(node)) / factor(node.figure)
    values = [value_of(other) for other in usual]
    return min(values) / BESIDE**2 <= number <= max(values) and number >= TOP // 10


def _relation(node: Node, beside: tuple[Operand, ...], printed: str = "元", meant: str = "万元") -> Relation:
    return Relation(
        Operand("amount", node.label, node.figure),
        predicate=Member(printed, (meant,)),
        beside=beside,
        note_zh=f"同列其他金额均以{meant}为单位。",
        note_en=f"The other amounts of the list are in {meant}.",
    )


def _next_gap(run: Sequence[Node], node: Node) -> str:
    at = run.index(node)
    return run[at + 1].gap if at + 1 < len(run) else ""


def _like(node: Node, usual: Sequence[Node]) -> bool:
    """Whether the number, read in the others' unit, is of their size, and printed as finely."""
    number = (value_of(node)) / factor(node.figure)
    others = [(value_of(other)) / factor(other.figure) for other in usual]
    near = any(other / LIKE <= number <= other * LIKE for other in others)
    return near and number < 100_000 and (node.figure.decimals > 0 or number <= 2 * max(others))
