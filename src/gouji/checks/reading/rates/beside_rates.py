"""Rates that stand right behind their two amounts: the part, and what it can be a part of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from gouji.checks.reading.rates.moves import CHANGE
from gouji.checks.reading.rates.near_amounts import alike
from gouji.checks.reading.text.nodes import Node
from gouji.checks.reading.text.quantities import value_of

WHOLES = 3
"""How many of the nearest larger amounts a part may be of that is named as its rate is."""

SPENT = re.compile(
    r"(?:执行|支付|支出|使用|兑付|到位|拨付|支用|完成)(?:率|进度|比例)(?:为|达|达到)?$|(?:占比|比重|占)(?:为|达|达到)?$"
)

_OWN = re.compile(r"(?P<stem>[一-龥]{2})[率度](?:为|达|达到|是)?$")
_LEADS = re.compile(r"^(?:[^，。；：]{0,10}[，、。])?[^，。；：]{0,14}$")
_BARE = re.compile(r"^(?:预算|资金|总体|综合)?(?:执行|支付|支出|使用|到位|完成)(?:率|进度)(?:为|达|达到)?$")
_GIVEN = re.compile(
    r"预算|控制数|限额|安排|下达|批复|拨款|计划|总投资|应|可用|指标|到位|合同|专项|资金|收入|任务|概算|总额|核定|共|全年"
)
_CHANGED = re.compile(r"追加|调增|调减|压减|核减|收回|结余|结转|未|差|欠|短|其中|扣|增加|减少")


def beside(rate: Node, near: Sequence[Node], further: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """The part right before a rate that is named as its rate is, and the nearest amounts that it can be a part of."""
    part = near[0]
    if part.sentence != rate.sentence and (part.sentence < rate.sentence - 1 or not _BARE.match(rate.lead)):
        return
    stem = _OWN.search(rate.clause)
    named = stem is not None and stem["stem"] in part.clause
    money = part.figure.dimension == "money" and (stem is not None or SPENT.search(rate.clause) is not None)
    own = named or (stem is not None and _is_close(rate, near))
    if not (money or own) or _LEADS.match(rate.gap) is None or (money and _CHANGED.search(part.clause)):
        return
    wholes = (whole for whole in further if alike(whole, part) and value_of(whole) > value_of(part))
    for whole in islice(wholes, WHOLES if named and not money else 1):
        if not money or (_GIVEN.search(whole.clause) and not _CHANGED.search(whole.clause)):
            yield part, whole


def _is_close(rate: Node, near: Sequence[Node]) -> bool:
    """Whether a rate stands right behind a part and its whole, in one sentence and of no change."""
    part, whole = near[0], near[1] if len(near) > 1 else None
    joined = whole is not None and whole.sentence == part.sentence == rate.sentence and alike(whole, part)
    return joined and part.figure.dimension != "money" and CHANGE.search(rate.clause) is None


_RIGHT_BEHIND = re.compile(r"[，,]?[一-龥]{0,8}(?:率|进度|比例)(?:为|是|达|达到)?")
_DONE = re.compile(
    r"实际|已|完成|支出|执行|使用|到位|拨付|支付|发放|兑付|竣工|入住|建成|开工|采购|整改|办结|验收"
)
_DONE_ALSO = re.compile(r"实际|完成|已")


def bound(rate: Node, near: Sequence[Node], above: Sequence[Node]) -> tuple[Node, Node] | None:
    """What was done right before a rate, and right before that what was to be done: 计划投资80亿元，完成72亿元，完成率90.00%.

    They are held together by where they stand, so a slip in any of the three says enough.
    """
    part = near[0]
    whole = next((node for node in [*near[1:], *above] if alike(node, part)), None)
    if whole is None or part.sentence != rate.sentence or not _RIGHT_BEHIND.fullmatch(rate.gap):
        return None
    clauses = (part.clause, whole.clause, rate.clause)
    if any(CHANGE.search(words) or _CHANGED.search(words) for words in clauses) or part.subordinate:
        return None
    told = _DONE.search(part.clause) is not None and _GIVEN.search(whole.clause) is not None
    told = told and _DONE_ALSO.search(whole.clause) is None
    return (part, whole) if told or _is_close(rate, near) else None
