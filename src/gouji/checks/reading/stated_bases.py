"""Rates whose words name their base: 按实际下达资金计算，支付率为 x%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from gouji.checks.reading.near_amounts import alike, before, is_telling_rate, looks_like, makes, value
from gouji.checks.reading.nodes import CLAUSE_END, Node, Passage, passages
from gouji.checks.reading.once import once
from gouji.facts import Facts

_BY = re.compile(
    r"(?:按照?|以|对照|对比|依照|相对于?|比照)(?P<name>[^，。；：、]{3,24}?)"
    r"(?:(?:来|为|作为?|作)?(?:分母|基数|基准|底数|口径|标准))?(?:(?:来|进行)?(?:计算|测算|核算|折算|衡量|统计|推算|计))?[，：][^，。；：]{0,12}$"
)
_SAID = re.compile(
    r"(?:来|为|作为?|作)?(?:分母|基数|基准|底数|口径)|(?:来|进行)?(?:计算|测算|核算|折算|衡量|统计|推算|计)(?:，|$)|对照|相对|比照|对比"
)
_RATE = re.compile(r"(?:率|进度|比例|比重|占比)(?:为|是|达|达到|仅为|约)?$")
_FILLERS = re.compile(r"^(?:该|其|全部|上述|本|这一|同期)+|(?:数|金额|额|资金|总额)+$|^(?:资金)")
_END = re.compile(f"[{CLAUSE_END}、]")
LONGEST = 16
AMOUNTS = 600
"""Among how many amounts the one that is named is looked for; a hostile text must not cost more."""

NAMES = 60
"""How many names of bases are looked up."""

SHARED = 4
"""How many characters in a row two names must share to speak of one amount."""

CLEAR = 2
"""By how many more the name of the base must be shared than that of the amount that makes the rate."""


class Stated(NamedTuple):
    """A rate with its part and the base that its words name; ``instead`` is the amount that makes it in truth."""

    rate: Node
    part: Node
    whole: Node
    instead: Node | None


class _Amounts:
    """The amounts of money of a text with the words around them; read when first asked."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.asked = 0

    @cached_property
    def all(self) -> list[tuple[Node, str]]:
        found = []
        for passage in passages(self._facts):
            for node in passage.nodes:
                plain = node.figure.dimension == "money" and not node.figure.per and node.figure.value
                if plain and not node.figure.modifiers:
                    behind = _END.split(node.after, maxsplit=1)[0]
                    found.append((node, node.lead[-40:] + node.figure.text + behind))
        return found[:AMOUNTS]


@once
def stated_rates(facts: Facts) -> tuple[Stated, ...]:
    """The rates of a text that say what they are of, each with the amount before it."""
    return tuple(_read(facts))


def _read(facts: Facts) -> Iterator[Stated]:
    amounts = _Amounts(facts)
    previous: Passage | None = None
    for passage in passages(facts):
        for at, rate in enumerate(passage.nodes):
            if is_telling_rate(rate) and (_RATE.search(rate.clause) or rate.gap.endswith("的")):
                stated = _stated(passage.nodes, at, previous, amounts)
                if stated is not None:
                    yield stated
        previous = passage if passage.nodes else previous


def _stated(nodes: Sequence[Node], at: int, previous: Passage | None, amounts: _Amounts) -> Stated | None:
    rate, near = nodes[at], before(nodes, at, sentences=0)
    printed = _printed_base(rate, near)
    if printed is not None:
        around = [n for n in before(nodes, at, sentences=1) if n is not printed and alike(n, printed)]
        part = next((n for n in around if _KEPT.search(n.label)), around[0] if around else None)
        return _judged(rate, part, printed, around) if part is not None else None
    share = _OF.search(rate.clause)
    if share is not None:
        return _of_share(share["name"], rate, near, amounts)
    found = _BY.search(rate.lead)
    if found is None or not _SAID.search(found[0]):
        return None
    part = near[0] if near else _spent_before(nodes, at) or _last_of(previous, nodes, at)
    whole = _named(found["name"], part, amounts) if part is not None else None
    if part is None or whole is None:
        return None
    others = [node for node, words in amounts.all if _shared(_bare(found["name"]), words) < SHARED - 1]
    return _judged(rate, part, whole, others)


_OF = re.compile(r"^(?:仅|约|只)?(?:占|为)(?:到|了)?(?P<name>[^，。；：、]{4,20}?)的(?:比重|比例)?(?:为)?$")


def _of_share(name: str, rate: Node, near: Sequence[Node], amounts: _Amounts) -> Stated | None:
    """占全年支出的 x%: the amount before it, of the one that bears the name."""
    part = near[0] if near and near[0].figure.dimension == "money" else None
    whole = _named(name, part, amounts) if part is not None else None
    return _judged(rate, part, whole, []) if part is not None and whole is not None else None


_KEPT = re.compile(r"支出|支付|执行|使用|完成|到位|列支")


_TOLD = re.compile(
    r"^(?:（[^（）]*+）)?(?:的)?(?=[来为作分基口进计测核折衡统推])(?:(?:来|为|作为?)?(?:分母|基数|基准|口径))?(?:(?:来|进行)?(?:计算|测算|核算|折算|衡量|统计|推算))?，[^，。；]{0,12}$"
)
_AS_BASE = re.compile(r"(?:^|，)(?:按照?|以|对照|对比)[^，。；：]{2,24}$")


def _printed_base(rate: Node, near: Sequence[Node]) -> Node | None:
    """按全年可用资金1,200万元计算，执行率为 x%: the base stands right before the rate."""
    if near and _TOLD.match(rate.gap) and _AS_BASE.search(near[0].gap.rpartition("。")[2]):
        return near[0]
    return None


def _spent_before(nodes: Sequence[Node], at: int) -> Node | None:
    """What was spent, as the sentence before a rate ends with it: 支出310万元。按调整后预算计算，执行率 x%."""
    near = before(nodes, at, sentences=1)
    return near[0] if near and _KEPT.search(near[0].label) else None


def _last_of(previous: Passage | None, nodes: Sequence[Node], at: int) -> Node | None:
    """The last amount of the paragraph before, where it ends in the middle of a sentence."""
    if at or previous is None or not previous.nodes or nodes[at].stops:
        return None
    last = previous.nodes[-1]
    return last if previous.text.endswith(("，", "；")) and last.figure.dimension == "money" else None


def _bare(name: str) -> str:
    return _FILLERS.sub("", name)[-LONGEST:]


def _shared(name: str, words: str) -> int:
    """How many characters in a row two texts have in common."""
    for length in range(len(name), 1, -1):
        if any(name[at : at + length] in words for at in range(len(name) - length + 1)):
            return length
    return 0


def _named(name: str, part: Node, amounts: _Amounts) -> Node | None:
    """The one amount that bears a name; ``None`` where several do, or where none does clearly."""
    bare = _bare(name)
    amounts.asked += 1
    if amounts.asked > NAMES:
        return None
    found = [
        (_shared(bare, words), node)
        for node, words in amounts.all
        if node is not part and value(node) >= value(part)
    ]
    best = max((score for score, _ in found), default=0)
    if best < min(SHARED, len(bare)) or best < SHARED - 1:
        return None
    nodes = [node for score, node in found if score == best]
    return nodes[0] if len({value(node) for node in nodes}) == 1 else None


def _judged(rate: Node, part: Node, whole: Node, others: Sequence[Node]) -> Stated | None:
    """The rate with its base: where that makes it, where a digit is wrong, or where another amount makes it."""
    if makes(value(part), value(whole), rate.figure) or looks_like(rate.figure, value(part), value(whole)):
        return Stated(rate, part, whole, None)
    for other in others:
        if (
            other is not part
            and value(other) != value(whole)
            and makes(value(part), value(other), rate.figure)
        ):
            return Stated(rate, part, whole, other)
    return None
