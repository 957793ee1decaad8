"""PROD-RUN 连列乘积: a number, a price and an amount that stand together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from gouji.checks import proposes
from gouji.checks.reading.quantities.averages import averages
from gouji.checks.reading.quantities.means import means
from gouji.checks.reading.quantities.surfaces import surfaces
from gouji.checks.reading.text.aims import is_of_another_year
from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.checks.reading.text.quantities import MEASURED, operand_of
from gouji.facts import Facts
from gouji.findings import Constant, Expression, Operand, Product, Relation
from gouji.ledger.precision import telling

REACH = 9
"""How many figures before an amount may be its number, its price and its months."""

CONTRACTS = 4
"""How many contracts of the paragraphs above are remembered for what is paid on them."""

_CONTRACT = re.compile(r"(?:合同|中标|成交)(?:总)?(?:价|金额|额|款|总价|价款)(?:为|是)?$")
_PRICE = re.compile(r"每|单价|人均|户均|亩均|均价|次均|平均|标准|月补|定额|均[^，。；]{0,4}$")
_LAST_YEAR = re.compile(r"较?(?:上年|去年|上一年|前年)(?!度?结转)")
_SHARE = re.compile(r"支付|拨付|付款|预付|质保金|进度款|尾款|按|计提|承担|负担")
_MONTHLY = re.compile(r"每人每月|每[一-龥]?每月|每月|/月|月(?:补|报酬|工资|薪|均)")
_OF_YEAR = re.compile(r"全年|本年|年度|当年|一年|年内")
MONTHS = Decimal(12)
_TIMES = frozenset({"月", "个月", "天", "日", "周", "学期", "年", "季度", "次", "期"})


@proposes("PROD-RUN", title="连列乘积", severity="medium")
def products(facts: Facts) -> Iterator[Relation]:
    """A number and a price that stand before an amount make it, and so do an amount and its percentage.

    Formula: 金额 = 数量 × 单价 (× 月数) ; 金额 = 合同额 × 比例
    Example: 购置检测车12辆，单价18.50万元，计222.00万元; 中标价468.00万元，首付30%即140.40万元。
    Undetermined: Never: it is told where it closes, or where one changed or swapped digit keeps it from closing.
    Source: Prose on purchases, grants and contracts, within a sentence.
    """
    for amount, number, price in averages(passages(facts)):
        yield _relation(amount, Product(operand_of("count", number), operand_of("price", price)))
    contracts: list[Node] = []
    for passage in passages(facts):
        yield from _measured(passage)
        for at, node in enumerate(passage.nodes):
            if _is_amount(node):
                before = _before(passage.nodes, at)
                yield from _priced(node, before, _averages(passage.nodes, at))
                yield from _shared(
                    node, before, list({n.figure.value: n for n in contracts[-CONTRACTS:]}.values())
                )
        contracts += [node for node in passage.nodes if _is_amount(node) and _CONTRACT.search(node.clause)]


def _measured(passage: Passage) -> Iterator[Relation]:
    """Areas as lengths times widths, and totals of scores as their number times their mean."""
    for area, length, width, rate in surfaces(passage):
        made: Expression = Product(operand_of("length", length), operand_of("width", width))
        made = made if rate == 1 else Product(made, Constant("公里折米", rate))
        yield replace(_relation(area, made), firm=True)
    for mean, total, count in means(passage):
        times = Product(Constant("个数", Decimal(count)), operand_of("mean", mean))
        yield replace(_relation(total, times), firm=True)


def _is_amount(node: Node) -> bool:
    figure = node.figure
    plain = bool(figure.value) and not figure.modifiers and not figure.per
    plain = plain and figure.dimension == "money" and telling(figure) >= 2
    plain = plain and not node.clause.startswith("占")
    return plain and not _PRICE.search(node.clause) and not _LAST_YEAR.match(node.clause)


def _before(nodes: Sequence[Node], at: int) -> Sequence[Node]:
    """The figures before an amount in its sentence and the two before."""
    own = nodes[at].sentence
    return [
        node
        for node in nodes[max(0, at - REACH) : at]
        if node.sentence >= own - 2 and node.figure.value and not node.figure.modifiers
    ]


def _averages(nodes: Sequence[Node], at: int) -> list[Node]:
    """A price that an amount comes to, behind it: 支出…万元，人均…元."""
    behind = nodes[at + 1 : at + 3]
    return [node for node in behind if node.sentence == nodes[at].sentence and _is_price(node)]


def _priced(amount: Node, before: Sequence[Node], averages: Sequence[Node]) -> Iterator[Relation]:
    prices = [*averages, *(node for node in before if _is_price(node))]
    counts = [node for node in before if node.figure.dimension in MEASURED and not node.figure.per]
    months = [
        node for node in before if node.figure.unit in _TIMES and str(node.figure.value) == node.figure.number
    ]
    for price in prices[-3:]:
        if not months:
            yield from _by_month(amount, price, counts)
        for count in counts[-3:]:
            if max(telling(each.figure) for each in (amount, price, count)) >= 3:
                product = Product(operand_of("count", count), operand_of("price", price))
                yield _relation(amount, product)
                for time in islice(reversed(months), 1):
                    if time is not count:
                        yield _relation(amount, Product(product, operand_of("months", time)))


def _by_month(amount: Node, price: Node, counts: Sequence[Node]) -> Iterator[Relation]:
    """聘用22人，每人每月800元，全年发放21.12万元: twelve months, where the amount is that of a year."""
    before = [node for node in counts if node.figure.start < price.figure.start]
    monthly = _MONTHLY.search(price.clause) is not None and _OF_YEAR.search(amount.clause) is not None
    if monthly and before and before[-1].sentence == price.sentence and price.figure.unit == "元":
        product = Product(operand_of("count", before[-1]), operand_of("price", price))
        yield replace(_relation(amount, Product(product, Constant("", MONTHS, "个月"))), firm=True)


def _is_price(node: Node) -> bool:
    money = node.figure.dimension == "money"
    return money and (bool(node.figure.per) or _PRICE.search(node.clause) is not None)


def _shared(amount: Node, before: Sequence[Node], contracts: Sequence[Node]) -> Iterator[Relation]:
    """支付40%即…万元: an amount before, or a contract further up, times the percentage just before."""
    rate = before[-1] if before else None
    if rate is None or rate.figure.dimension != "percent" or not _SHARE.search(rate.clause):
        return
    if is_of_another_year(rate, [amount]):
        return
    said = amount.gap.lstrip("，").startswith("即")
    if "。" in amount.gap or (amount.subordinate and not said) or not _LEADS.search(amount.gap):
        return
    own = (node for node in before if node.figure.dimension == "money" and not _is_price(node))
    for base in (*contracts, *own):
        if telling(base.figure) >= 3:
            share = Product(operand_of("base", base), operand_of("rate", rate))
            yield _relation(amount, Product(share, Constant("%", Decimal("0.01"))))


_LEADS = re.compile(r"^[，,]?(?:即|计|共|为|合计|共计|支付|金额|拨付)?[^，。；]{0,6}$")


def _relation(amount: Node, expected: Expression) -> Relation:
    return Relation(Operand("total", amount.label, amount.figure), expected, tentative=True)
