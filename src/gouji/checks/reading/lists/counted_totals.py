"""Totals that say of how many amounts they are 上述四项合计: the amounts stand in the sentences right before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gouji.checks.reading.lists.runs import outside_inner
from gouji.checks.reading.names.keys import is_single
from gouji.checks.reading.text.nodes import Node, Passage
from gouji.checks.reading.text.quantities import ADDED, sum_of, value_of
from gouji.ledger.precision import factor, telling

MOST = 10
"""How many amounts are counted in words."""

SENTENCES = 3
"""In how many sentences before their total they stand."""

NEAR = Decimal("0.3")
"""How far what they make may be from the total, as a share of it: beyond, it is of something else."""

_THINGS = "项|笔|份|类|个|种|批次?|块|部分|家|宗|期|处|方面|者|标段|合同|科目|渠道|口子|镇|村|县|标"
_IN_ALL = "合计|共计|总计|总共|合共|共|累计|之和|加总|相加|加起来|汇总|总(?:额|价|量|数|和|金额|投资|经费|支出|造价|价款|费用)"
_BEHIND = "[^，。；：、]{0,8}$"
_HANZI = re.compile(
    rf"^(?:上述|以上|前述|这)?(?P<count>[两二三四五六七八九十])(?:{_THINGS})(?P<what>[^，。；：、]{{0,14}}?)[，]?(?:{_IN_ALL}){_BEHIND}"
)
_DIGITS = re.compile(rf"^(?P<what>[^，。；：、]{{0,14}}?)[，]?(?:{_IN_ALL}){_BEHIND}")
_POINTS_BACK = re.compile(r"^(?:上述|以上|前述|这)?$")
_COUNTED = re.compile(rf"(?:{_THINGS})$")
_VALUES = {word: value for value, word in enumerate("二三四五六七八九十", start=2)} | {"两": 2}
_STAGES: tuple[re.Pattern[str], ...] = tuple(
    re.compile(words)
    for words in (
        "预算|概算|估算|计划|控制价|限价",
        "安排|下达|分配",
        "到位|收到|拨入",
        "支出|支付|使用|执行|发放|花|拨付|兑付|付款",
        "合同|签约",
        "中标|成交",
        "审定|结算|决算|审核",
        "节约|节省|结余|剩余|核减|审减|收回|退回|调减|扣减",
        "追加|调增|增加",
        "收入|收缴|征收",
        "送审|申报|报审",
    )
)
"""What an amount is at: those of one stage add up to a total of the same."""


class Counted(NamedTuple):
    """A total and as many amounts as it says; ``certain`` where it is of their own stage, or leaves just one out."""

    total: Node
    parts: tuple[Node, ...]
    certain: bool


def counted_totals(passage: Passage) -> Iterator[Counted]:
    """The totals of a paragraph that say of how many amounts before them they are."""
    for at, node in enumerate(passage.nodes):
        said = _said(passage.nodes, at) if at > 1 and _is_plain(node) else None
        if said is None:
            continue
        count, first = said
        parts = _parts(passage.nodes[:first], node, count)
        if parts and _is_near(node, parts):
            yield Counted(node, parts, _of_one_stage(node, parts) or _leaves_one_out(node, parts))


def said_count(words: str) -> int:
    """How many amounts the words before a total say that it is of: 以上四项合计; 0 where they say nothing."""
    found = _HANZI.match(words)
    return _VALUES[found["count"]] if found is not None else 0


def _said(nodes: Sequence[Node], at: int) -> tuple[int, int] | None:
    """How many amounts a total says that it is of, and where its sentence begins."""
    node, before = nodes[at], nodes[at - 1]
    if node.stops:
        count = said_count(node.lead)
        return (count, at) if count else None
    figure = before.figure
    small = figure.dimension == "count" and 2 <= (figure.value or 0) <= MOST and before.stops
    told = small and _COUNTED.search(figure.text) and _POINTS_BACK.match(before.lead)
    return (int(figure.value or 0), at - 1) if told and _DIGITS.match(node.gap) else None


def _is_plain(node: Node) -> bool:
    figure = node.figure
    plain = node.addable and bool(figure.value) and not figure.modifiers and figure.dimension in ADDED
    return plain and telling(figure) > 1


def _parts(before: Sequence[Node], total: Node, count: int) -> tuple[Node, ...]:
    """So many amounts as are said, where the sentences right before hold just these."""
    found: list[Node] = []
    last = before[-1].sentence if before else 0
    for sentence in range(last, last - SENTENCES, -1):
        own = outside_inner([node for node in before if node.sentence == sentence])
        found = [*(node for node in own if _is_item(node, total)), *found]
        if len(found) >= count:
            break
    return tuple(found) if len(found) == count else ()


def _is_item(node: Node, total: Node) -> bool:
    alike = node.figure.base_unit == total.figure.base_unit and factor(node.figure) == factor(total.figure)
    return alike and node.addable and bool(node.figure.value) and not is_single(node.clause)


def _is_near(total: Node, parts: Sequence[Node]) -> bool:
    whole = value_of(total)
    open_ended = any(part.figure.modifiers for part in parts)
    return not open_ended and abs(sum_of(parts) - whole) <= NEAR * whole


def _leaves_one_out(total: Node, parts: Sequence[Node]) -> bool:
    """Whether a total is all of them but one, to the digit, or has one of them twice."""
    gap = abs(sum_of(parts) - value_of(total))
    return any(value_of(part) == gap and telling(part.figure) > 2 for part in parts) and len(parts) > 2


def _of_one_stage(total: Node, parts: Sequence[Node]) -> bool:
    """Whether a total is not of another stage than its amounts: 预算40万元、35万元。上述两项共支出71万元."""
    own = _stages(total.clause)
    theirs = set().union(*(_stages(part.clause) for part in parts))
    return len(theirs) < 2 if not own else theirs == own


def _stages(words: str) -> set[int]:
    return {at for at, stage in enumerate(_STAGES) if stage.search(words) is not None}
