"""DIFF-RUN 连列差额: two amounts and what lies between them, in neighbouring clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from gouji.checks import proposes
from gouji.checks.reading.lists.items import is_one_of_several
from gouji.checks.reading.quantities.flows import flows
from gouji.checks.reading.quantities.nets import nets
from gouji.checks.reading.quantities.remainders import remainders
from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.checks.reading.text.quantities import operand_of
from gouji.facts import Facts
from gouji.findings import Difference, Operand, Relation, Sum
from gouji.ledger.precision import telling

LEAST = 8
"""How many digits the three must tell together for a difference to be no accident."""

FAR = 8
"""How many amounts of the paragraphs before a balance may be that of."""

WINDOW = 60
"""Among how many figures before a difference its two amounts stand."""

REACH = 5
"""How many figures of the same kind before a difference may be one of its two amounts."""

_BETWEEN = re.compile(
    r"(?:结余|结转|剩余|节余|余额|余款|尚余|余|节约|节支|节省|节资|增加|减少|压减|增长|下降|高出|高于|低于|少|多|相差|差额|差|尚有|还有|仍有"
    r"|未[^，。；：]{1,6}|缺口|超支|超出|超|[审核调]减|[调追]加|调增|盈余|亏损|净[增减]|缩短|延长|提高|提升|上升|降低|收回|上缴|退回|净增)"
    r"[^，。；：、]{0,10}$"
)

_LEFT = re.compile(
    r"(?:结余|结转|剩余|节余|余额|未(?:支付|使用|支出|执行|兑付|拨付|到位|发放)|缺口|差额)[^，。；：、]{0,6}$"
)
_FUND = re.compile(
    r"(?:总额|总量|预算|到位|下达|支出|支付|收入|合计|投入|安排|拨付|资金|金额|可用|总计|发放)[^，。；：、]{0,6}$"
)


@proposes("DIFF-RUN", title="连列差额", severity="medium")
def differences(facts: Facts) -> Iterator[Relation]:
    """What is said to be left, saved, added or missing is the difference of two amounts beside it.

    Formula: 差额 = 较大数 − 较小数
    Example: 中标价1,012.00万元，审定986.44万元，审减25.56万元。
    Undetermined: Never: it is told where it closes, or where one changed or swapped digit keeps it from closing.
    Source: Prose, a sentence and the one before it, for 结余 the funds and expenditure of paragraphs before;
        which amount is the base is tried, not read.
    """
    funds: list[Node] = []
    for passage in passages(facts):
        yield from _bound(passage)
        # What is left of one of several things is left of its own funds.
        funds = [] if is_one_of_several(passage.text) else funds
        for at, node in enumerate(passage.nodes):
            if _is_plain(node) and _BETWEEN.search(node.clause):
                near = _near(passage.nodes, at)
                far = [each for each in funds if _alike(each, node)] if _LEFT.search(node.clause) else []
                yield from _relations(node, [*far[-FAR:], *near])
            elif node.figure.dimension == "point" and node.figure.value and not node.figure.modifiers:
                yield from _relations(node, _rates_before(passage.nodes, at))
        funds += [node for node in passage.nodes if _is_fund(node)]


def _bound(passage: Passage) -> Iterator[Relation]:
    """Differences that numbers state without a word, or that words and order bind to their two amounts."""
    for left, large, small, firm in remainders(passage):
        yield Relation(
            operand_of("difference", left),
            Difference(operand_of("larger", large), operand_of("smaller", small)),
            tentative=True,
            firm=firm,
        )
    for net, gross, taken in nets(passage):
        less = Difference(operand_of("gross", gross), operand_of("deduction", taken))
        yield Relation(operand_of("net", net), less, tentative=True, firm=True)
    for closing, plus, minus, firm in flows(passage):
        came = Sum(tuple(operand_of("plus", node) for node in plus))
        went = Sum(tuple(operand_of("minus", node) for node in minus))
        made = Difference(came, went) if minus else came
        # What went was not taken off: the opening and what came make the closing to the last digit.
        others = (("不减去减少数", came),) if minus and firm else ()
        yield Relation(operand_of("closing", closing), made, alternatives=others, tentative=True, firm=firm)


def _is_plain(node: Node) -> bool:
    figure = node.figure
    return (
        bool(figure.value)
        and not figure.modifiers
        and not figure.per
        and figure.low is None
        and figure.dimension not in ("percent", "point", "score")
    )


def _is_fund(node: Node) -> bool:
    """Whether a balance may be that of an amount: funds or expenditure."""
    plain = node.figure.dimension == "money" and node.addable and _is_plain(node)
    return plain and telling(node.figure) >= 2 and _FUND.search(node.clause) is not None


def _near(nodes: Sequence[Node], at: int) -> Sequence[Node]:
    """The amounts that it may lie between: those just before it, and those that follow (增加3台，由12台达到15台)."""
    own = nodes[at]
    before = [
        node
        for node in nodes[max(0, at - WINDOW) : at]
        if node.sentence >= own.sentence - 1 and _is_plain(node) and _alike(node, own)
    ]
    behind = [
        node
        for node in nodes[at + 1 : at + 3]
        if node.sentence == own.sentence and _is_plain(node) and _alike(node, own)
    ]
    return [*before[-REACH:], *behind]


def _rates_before(nodes: Sequence[Node], at: int) -> Sequence[Node]:
    """The rates between which a number of 百分点 may lie."""
    rates = [n for n in nodes[max(0, at - 2 * REACH) : at] if n.figure.dimension == "percent"]
    plain = [n for n in rates if n.figure.value and not n.figure.modifiers and n.figure.low is None]
    return [n for n in plain if n.sentence >= nodes[at].sentence - 1][-REACH:]


def _alike(node: Node, own: Node) -> bool:
    return node.figure.base_unit == own.figure.base_unit


def _relations(node: Node, near: Sequence[Node]) -> Iterator[Relation]:
    for pair in combinations(near, 2):
        small, large = sorted(pair, key=lambda each: each.figure.value or 0)
        if sum(telling(each.figure) for each in (node, small, large)) >= LEAST:
            yield Relation(
                Operand("difference", node.label, node.figure),
                Difference(
                    Operand("larger", large.label, large.figure),
                    Operand("smaller", small.label, small.figure),
                ),
                tentative=True,
            )
