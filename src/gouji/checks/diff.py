"""DIFF 差额: what is left or released is what there was, less what was spent or recovered."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.checks import proposes
from gouji.checks.ratio_exec import WORDS
from gouji.checks.ratio_growth import DOWN, compared, compared_pair
from gouji.checks.reading.lists.items import is_one_of_several
from gouji.checks.reading.rates.bases import MAX_BASES
from gouji.checks.reading.rates.pairs import MAX_ABOVE, NEAR, WHOLE_YEAR
from gouji.checks.reading.text.changes import AMOUNTS
from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.checks.reading.text.quantities import is_sum_of_money, value_of
from gouji.facts import Facts
from gouji.findings import Difference, Operand, Relation

_LEFT = re.compile(r"^(?!.*(?:年初|上年|期初|结转)).*(?:结余|剩余|余额)(?:资金|金额|数)?$")
_TAKEN = re.compile(r"收回|终止|核减|调减|扣减|压减")
_PLANNED = re.compile(r"计划|预算|控制价|限价|概算")
_COST = re.compile(r"实际|中标|成交|合同")
_OFFERED = re.compile(r"(?:中标|合同|送审|报审|申报)(?:价款?|金额|总?额|造价)?$")
_REVIEWED = re.compile(r"审定|审核|结算|核定")
_SAVED = re.compile(r"^(?:共|累计|合计)?(?:节约|节省|核减|审减)")
_CHANGED = re.compile(
    r"^(?:.*的)?(?:同比|环比|比上年|较上年)?(?P<word>增加|减少|下降|降低|提高|提升|上升|缩短|延长|压缩|缩减|压减|节省|提速|提前|下调|上调)(?:了)?$"
)
_PAST = re.compile(r"同比|环比|上年|去年|同期|(?:19|20)\d\d年")
_LESS = ("缩短", "压缩", "缩减", "节省", "提速", "提前", "下调")
_PASSED_ON = re.compile(r"(?:已|共|累计|实际)拨付(?:资金|金额|数)?$|^拨付(?:资金|金额|数)?$")
_RECEIVED = re.compile(r"收到|到位|下达|安排|筹集")
_REST = re.compile(r"^(?:其余|剩余|余下)的?$")
_NOT = re.compile(r"(?:不|未)(?P<done>合格|达标|通过|完成|整改|办结|销号|到位|开工|完工|验收)的?$")
_VALID, _VOID = re.compile(r"有效(?!期|率)"), re.compile(r"无效|作废|废")
_DONE = re.compile(r"整改|完成|完工|办结|通过|已|化解|销号")
_NET = re.compile(r"^实际|净")
_OF_FUNDS = re.compile(r"占|执行|支付|支出|使用")
_NET_CUT = re.compile(r"净(?:调|核|压|削)?减")
NEAR_BASE = 40
"""How many characters before what was spent its base stands, whatever their sizes."""


@proposes("DIFF", title="差额", severity="high", version=2, presumed=True)
def differences(facts: Facts) -> Iterator[Relation]:
    """The balance is the funds less the expenditure; what was released is the grant less what was recovered.

    Formula: 结余 = 到位资金 − 支出 ; 实际下达 = 共计 − 收回 ; 节约资金 = 采购计划 − 实际采购
    Example: 86 − 81.7 = 4.3; 2704 − 10 = 2694.
    Undetermined: Several amounts could be the funds and none fits, or something was carried in.
    Source: Prose on 结余, 收回, 终止; every base of the paragraphs before is tried.
    """
    read = passages(facts)
    for index, passage in enumerate(read):
        for node in passage.nodes:
            if is_sum_of_money(node) and _LEFT.search(node.label):
                beside = _up_to(passage.nodes, node)
                yield from _left_over(node, _before(read, index, node), beside, apart=_apart(read, index))
        for sentence in passage.sentences():
            money = [node for node in sentence if is_sum_of_money(node)]
            yield from _recovered(money)
            yield from _saved(money)
            yield from _others(sentence)
            for at, each in enumerate(sentence):
                yield from _changed(each, sentence[:at], passage)


def _before(read: Sequence[Passage], index: int, node: Node) -> list[Node]:
    """Amounts before a node, the nearest first."""
    own = _up_to(read[index].nodes, node)
    above = [n for passage in read[max(0, index - NEAR) : index] for n in passage.nodes[-MAX_ABOVE:]]
    return [n for n in reversed([*above, *own]) if is_sum_of_money(n)]


def _up_to(nodes: Sequence[Node], node: Node) -> Sequence[Node]:
    """The nodes of a passage right before one of them; of a hostile passage the nearest."""
    at = bisect_left(nodes, node.figure.start, key=lambda other: other.figure.start)
    return nodes[max(0, at - MAX_ABOVE) : at]


def _apart(read: Sequence[Passage], index: int) -> bool:
    """Whether a paragraph is one of several things told one after the other (五是…): what is left is left of it."""
    return is_one_of_several(read[index].text)


def _left_over(
    node: Node, before: Sequence[Node], beside: Sequence[Node], *, apart: bool
) -> Iterator[Relation]:
    pairs = _passed_on(before) or [
        (base, spent) for spent in _spent(before) for base in before if _covers(base, spent)
    ]
    if not pairs:
        return
    rates = [n for n in beside if _of_funds(n)][-NEAR:]
    told = [pair for pair in pairs if _told_by_rate(*pair, rates)]
    carried = any("结转" in n.label and n.figure.value for n in before)
    certain = len({base.figure.value for base, _ in pairs}) <= MAX_BASES and not carried
    certain = certain and not apart
    if told and len({base.figure.value for base, _ in told}) == 1:
        pairs, certain = [*told, *(pair for pair in pairs if pair not in told)], True
    stated = Operand("balance", node.label, node.figure)
    readings = [Relation(stated, _rest(base, spent), open_list=not certain) for base, spent in pairs]
    yield replace(readings[0], readings=tuple(readings[1:]))


def _of_funds(rate: Node) -> bool:
    """Whether a rate with decimals says how much of the funds was spent."""
    figure = rate.figure
    return figure.dimension == "percent" and figure.decimals > 0 and _OF_FUNDS.search(rate.clause) is not None


def _told_by_rate(base: Node, spent: Node, rates: Sequence[Node]) -> bool:
    """Whether a rate behind what was spent says that this is what it was spent of."""
    exact = Decimal(100) * (spent.figure.value or 0) / (base.figure.value or 1)
    later = (rate.figure for rate in rates if rate.figure.start >= spent.figure.end)
    return any(abs(exact - (figure.value or 0)) <= figure.quantum / 2 for figure in later)


def _passed_on(before: Sequence[Node]) -> list[tuple[Node, Node]]:
    """Funds that were received and passed on right before: 收到80万元，已拨付75万元，结余5万元."""
    spent = before[0] if before and _PASSED_ON.search(before[0].label) else None
    if spent is None:
        return []
    value = spent.figure.value or 0
    near = [n for n in before[1:8] if spent.sentence - n.sentence in (0, 1)]
    bases = [n for n in near if _RECEIVED.search(n.label) and (n.figure.value or 0) >= value]
    return [(base, spent) for base in bases]


def _spent(before: Sequence[Node]) -> list[Node]:
    """The latest amounts that were spent in all."""
    return [n for n in before if WORDS.is_part(n) and WHOLE_YEAR.match(n.label)][:2]


def _covers(base: Node, spent: Node) -> bool:
    near = base.sentence == spent.sentence and 0 < spent.figure.start - base.figure.end < NEAR_BASE
    return WORDS.is_whole(base) and (near or (base.figure.value or 0) >= (spent.figure.value or 0))


def _rest(base: Node, spent: Node) -> Difference:
    return Difference(Operand("funds", base.label, base.figure), Operand("spent", spent.label, spent.figure))


def _saved(money: Sequence[Node]) -> Iterator[Relation]:
    """Three amounts in a row: what was planned, what it cost, what was saved."""
    for plan, cost, saved in zip(money, money[1:], money[2:]):
        planned = _PLANNED.search(plan.label) and _COST.search(cost.label) and not _COST.match(plan.label)
        offered = _OFFERED.search(plan.label) and _REVIEWED.search(cost.label)
        if (planned or offered) and _SAVED.search(saved.label):
            less = Operand("spent", cost.label, cost.figure)
            rest = Difference(Operand("budget", plan.label, plan.figure), less)
            yield Relation(Operand("saved", saved.label, saved.figure), rest)


def _changed(node: Node, before: Sequence[Node], passage: Passage) -> Iterator[Relation]:
    """比上年的80万元增加12万元, 比上年的95%提高1.5个百分点: the difference of the two that are compared."""
    found = _CHANGED.search(node.clause)
    kind = "percent" if node.figure.dimension == "point" else node.figure.dimension
    if found is None or node.figure.modifiers or kind not in ("percent", "duration", *AMOUNTS):
        return
    if kind == "percent" and node.figure.dimension != "point":
        return
    alike = [n for n in compared(before, points=kind == "percent") if n.figure.dimension == kind]
    pair = compared_pair(alike, passage.nodes)
    if pair is None or (kind != "percent" and pair[0].figure.base_unit != node.figure.base_unit):
        return
    last, this = (Operand(role, n.label, n.figure) for role, n in zip(("last", "this"), pair))
    rest = Difference(last, this) if found["word"] in (*DOWN, *_LESS) else Difference(this, last)
    # 由45分钟缩短至28分钟，较上年缩短9分钟: of the two no one says that the first was of last year.
    other = _PAST.search(node.clause) is not None and not any(_PAST.search(n.clause) for n in pair)
    relation = Relation(Operand("change", found["word"], node.figure), rest, severity="medium")
    yield replace(relation, tentative=True, severity=None) if other else relation


def _others(sentence: Sequence[Node]) -> Iterator[Relation]:
    """Three counts of a unit in a row: all, those that are done, and the others (其余2处)."""
    counts = [node for node in sentence if node.figure.dimension == "count"]
    for whole, done, rest in zip(counts, counts[1:], counts[2:]):
        figures = (whole.figure, done.figure, rest.figure)
        alike = len({f.base_unit for f in figures}) == 1 and all(f.dimension == "count" for f in figures)
        alike = alike and not any(f.modifiers or f.per for f in figures)
        opposite = _NOT.search(rest.clause)
        told = _REST.search(rest.clause) is not None and _DONE.search(done.clause) is not None
        told = told or (opposite is not None and done.label.endswith(opposite["done"]))
        told = told or (_VALID.match(done.label) is not None and _VOID.match(rest.label) is not None)
        if alike and told and not re.search("[；、]", done.gap + rest.gap):
            less = Operand("done", done.label, done.figure)
            left = Difference(Operand("whole", whole.label, whole.figure), less)
            relation = Relation(Operand("rest", rest.label, rest.figure), left, severity="medium")
            # 满意度指标1个；完成18个，未完成1个: what was done is hardly of less than itself.
            more = value_of(done) > value_of(whole)
            yield replace(relation, tentative=True, severity=None) if more else relation


def _recovered(money: Sequence[Node]) -> Iterator[Relation]:
    """Three amounts in a row: a grant, what was taken back, what remained."""
    for grant, taken, net in zip(money, money[1:], money[2:]):
        if _TAKEN.search(taken.label) and _NET.search(net.label) and not _TAKEN.search(grant.label):
            less = Operand("recovered", taken.label, taken.figure)
            more = Operand("grant", grant.label, grant.figure)
            # 调增120万元，调减260万元，净调减140万元
            rest = Difference(less, more) if _NET_CUT.search(net.label) else Difference(more, less)
            yield Relation(Operand("released", net.label, net.figure), rest)
