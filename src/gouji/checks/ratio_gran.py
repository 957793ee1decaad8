"""RATIO-GRAN 颗粒度: a percentage of a printed number of cases is that of a whole number of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal

from gouji.checks import proposes
from gouji.checks.reading.text.nodes import Node, passages
from gouji.facts import Facts
from gouji.findings import Constant, Operand, Ratio, Relation

_RATE = re.compile(
    r"(?:合格|通过|取证|持证|获证|回收|有效回收|问卷有效|及格|到会|参训|签到|出勤|及时办结|抽检合格|检测合格|达标|结业)率"
    r"(?:为|达到?了?|是|仅为?|均为)?$"
)
_WEIGHTED = re.compile(r"满意|得分|指数|综合|加权|平均|测评|均分|总体")
_TAKEN = re.compile(
    r"抽检|抽查|检测|检验|抽样|送检|受检|监测|问卷|调查|参加|参考|考核|考试|培训|回收|发放|应到|测试|检查|验收"
)
_PASSED = re.compile(r"合格|通过|达标|优秀|满意|成功")
"""What a number of cases is called that passed already: the rate is not of them."""

FEWEST = 10
"""With fewer cases (3批次) the rate is of what they hold."""

MOST = 40
"""A sentence with more figures states no such base; a hostile one must not cost more."""

_UNITS = frozenset(["人", "名", "人次", "份", "批次", "批", "件", "户", "例", "组", "个", "台", "项"])


@proposes("RATIO-GRAN", title="百分比颗粒度", severity="low")
def granularity(facts: Facts) -> Iterator[Relation]:
    """A pass rate printed with the number of cases can be had from a whole number of cases.

    Formula: 百分比 = k ÷ n for a whole k
    Example: 抽检50批次，合格率91.3% is contradicted: 45 of 50 is 90%, 46 is 92%.
    Undetermined: Scores and weighted rates (满意度), rates cut off and not rounded, and rates with another base.
    Source: Prose: 抽检, 考核, 问卷 with one number of cases and the rate in the next clause.
    """
    for passage in passages(facts):
        for sentence in passage.sentences():
            for at, node in enumerate(sentence[:MOST]):
                base = _base(sentence[:at]) if _is_rate(node) else None
                if base is not None and not _parted(sentence, at):
                    yield from _relation(node, base)


def _is_rate(node: Node) -> bool:
    figure = node.figure
    plain = figure.dimension == "percent" and not figure.modifiers and figure.low is None
    return plain and _RATE.search(node.clause) is not None and not _WEIGHTED.search(node.clause)


def _parted(sentence: Sequence[Node], at: int) -> bool:
    """Whether a later clause names other bases, or another number that the rate may be of."""
    later = [node for node in sentence[at + 1 :] if node.figure.base_unit in _UNITS]
    return bool(later) and "；" not in later[0].gap


def _base(before: Sequence[Node]) -> Node | None:
    """The one number of cases of the sentence, in the clause before the rate."""
    counts = [node for node in before if node.figure.dimension == "count"]
    if len(counts) != 1 or not before or before[-1] is not counts[0]:
        return None
    node = counts[0]
    figure = node.figure
    whole = figure.value is not None and figure.value == figure.value.to_integral_value()
    fine = not figure.modifiers and figure.quantum <= 1 and whole and figure.low is None
    taken = _TAKEN.search(node.clause) is not None or _TAKEN.match(node.after) is not None
    taken = taken and _PASSED.search(node.clause) is None
    return node if fine and taken and figure.base_unit in _UNITS and (figure.value or 0) >= FEWEST else None


def _truncated(share: Decimal, cases: Decimal, decimals: int) -> bool:
    """Whether it is had by cutting digits off where rounding does not give it: 49 of 60 is 81.67%, not 81%."""
    above = (cases * share / 100).to_integral_value(ROUND_CEILING)
    exact = 100 * above / cases
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return rounded != share and exact.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN) == share


def _relation(rate: Node, base: Node) -> Iterator[Relation]:
    cases, share = base.figure.value, rate.figure.value
    if cases is None or share is None or not 0 < share < 100 or cases >= 100 * 10**rate.figure.decimals:
        return
    if _truncated(share, cases, rate.figure.decimals):
        return
    nearest = (cases * share / 100).to_integral_value(ROUND_HALF_UP)
    stated = Operand("rate", rate.label, rate.figure)
    whole = Operand("cases", base.label, base.figure)
    unit = base.figure.unit
    near = [Relation(stated, Ratio(Constant("最接近的", nearest + step, unit), whole)) for step in (0, 1, -1)]
    yield replace(near[0], readings=tuple(near[1:]))
