"""Amounts by which something changed 增减额, rates of a printed base 完成预算60万元的85%: what they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.checks.reading.text.nodes import Node

_VERBS = "增长|增加|上升|提高|提升|下降|减少|降低|压减|压缩|增收|减收|增支|减支|增产|减产|净增加?|净减少?|多支出|少支出"
CHANGED_BY = re.compile(
    rf"(?:{_VERBS})(?!至|到|改造|整治|建设|工程|行动|项目|改建|培训)(?:了|额)?[^，。；]{{0,4}}$"
)
"""The end of a clause whose amount is a change and no value."""

# Without the words that lead to it: a search for those costs the square of a clause.
_CHANGED = re.compile(rf"(?P<word>{_VERBS})(?:了|额)?(?:约|近|为)?$")
_NET = re.compile(r"净[增减][^，。；、]{0,6}$")
_SHORT = re.compile(r"(?:^|、)(?:调|核|追)?(?P<way>[增减])$|净(?P<net>增|减)[^，。；、]{0,6}$")
_CHANGE = re.compile(rf"(?P<lead>[^，。；：]*?)(?P<word>{_VERBS})(?:了|额)?(?:约|近|为)?$")
_RATE = re.compile(
    r"[，、]?(?:同比|各|均)?(?P<word>增长|增加|上升|提高|提升|下降|减少|降低|压减|压缩|增幅|降幅)(?:了|率为|幅度为|为|约)?$"
)
_ALSO = re.compile(rf"[，、]?(?:同比|环比|[比较与]上年(?:同期)?|各|均)?(?:{_VERBS})(?:了|额)?(?:约|近|为)?")
_FALLS = re.compile(r"减|降|压|少")
_OTHER_BASE = re.compile(r"(?<!自然)口径|可比|剔除|扣除|不含|年均|平均|累计|拉动|其中|分别")
_GOES_ON = re.compile(
    r"(?:各|均|总量|总额)?(?:占|完成|为|达|同比|环比|较|比|与|同|增|减|下降|上升|提高|降低|净增|净减|压减|压缩|多|少"
    r"|(?:预算)?(?:执行|完成)率|(?:主要)?用于|[决预]算数|(?:主要)?原因|主要是)|$"
)
_COMPARED_AGAIN = re.compile(r"；(?:与|较|比|同比|环比)[^；。]*")
_COMPARED = re.compile(r"的?(?:相比|比较|比)，")
_PRINTED_BASE = re.compile(
    r"(?:与|较|比)[^，。；：]{0,6}?(?:上一?年度?|去年|同期|年初|预算|计划|目标|(?:19|20)\d\d年|(?:改造|实施|整治|项目|改革|治理|建设|开工|培训)前|原来|基期|以往)[^，。；：]{0,8}$"
)
_WHEN = r"(?:上一?年度?|去年|同期|年初|预算数?|(?:19|20)\d\d年度?|决算数?|同|的|相|比)*"
_NAMED_FIRST = re.compile(rf"(?P<subject>[^，。；：]{{3,24}}?)(?:与|较|比){_WHEN}(?:{_VERBS})")
_BASE = re.compile(r"(?P<verb>占|完成|为|达到?|实现)(?:了)?(?P<name>[^，。；：]{1,24})$")
_YEARS = re.compile(r"(?:19|20)\d\d年度?|本年|全年|总计|合计|决算|支出|[“”\"、为均各]")
AMOUNTS = ("money", "count", "area", "length", "mass", "volume", "energy")
REACH = 12
"""How many figures a change may stand behind the value that changed."""


class Change(NamedTuple):
    """A value, the amount by which it changed, and the rate that is printed beside that amount.

    ``wholes`` are what the words may be about instead: the amount that 其中 took apart before it. ``now``
    is ``None`` where the value before the change is printed (比上年的80万元增加12万元): it is then in ``wholes``.
    """

    now: Node | None
    change: Node
    rate: Node
    word: str
    falls: bool
    wholes: tuple[Node, ...] = ()


class Portion(NamedTuple):
    """A value, a base that stands behind a verb, and the printed rate of the one in the other.

    ``wholes`` are the amounts that 其中 took apart before the value: the words may be about them.
    """

    part: Node
    base: Node
    rate: Node
    verb: str
    name: str
    wholes: tuple[Node, ...] = ()


def direction(node: Node) -> int:
    """1 for an amount by which something grew, -1 for one by which it fell, 0 for a value."""
    told = _CHANGED.search(node.clause)
    if told is not None and told["word"] in ("提升", "提高", "上升", "压缩"):
        told = None  # 耕地质量提升 is a project
    short = _SHORT.search(node.clause) if told is None else None
    if short is not None:
        return -1 if "减" in (short["way"], short["net"]) else 1  # 净增34.5万元（增46.2万元、减11.7万元）
    return 0 if told is None else -1 if _FALLS.search(told["word"]) else 1


def rated_changes(sentence: Sequence[Node], previous: Sequence[Node]) -> Iterator[Change]:
    """比上年增加12万元，增长15%: the changes that stand beside their rate, with the value that changed.

    Args:
        sentence: The figures of the sentence.
        previous: Those of the sentence before: 与上年相比，增加… is about its one amount.
    """
    for at, node in enumerate(sentence):
        told = _CHANGED.search(node.clause) if node.figure.dimension in AMOUNTS else None
        if told is None or node.figure.per:
            continue
        for rate, first in ((at + 1, at), (at - 1, at - 1)):
            word = _word_of_rate(sentence, rate, at)
            falls = _FALLS.search(told["word"]) is not None
            if not word or falls != (_FALLS.search(word) is not None):
                continue
            now = _value_of(sentence, first, node, previous)
            base = sentence[first - 1] if first and _is_base(sentence[first - 1], node) else None
            if base is not None and ("，" not in sentence[first].gap or _COMPARED.match(sentence[first].gap)):
                yield Change(None, node, sentence[rate], word, falls, (base,))
            elif now is not None and base is None:
                yield Change(now, node, sentence[rate], word, falls, _wholes(sentence[:at], now))
            break


def _word_of_rate(sentence: Sequence[Node], rate: int, change: int) -> str:
    """The verb of the rate right before or behind a change; empty where there is no such rate."""
    if not 0 <= rate < len(sentence) or sentence[rate].figure.dimension != "percent":
        return ""
    node = sentence[rate]
    behind = sentence[max(rate, change)]
    listed = any(n.gap in "、和与及" for n in sentence[rate + 1 : rate + 2])
    found = _RATE.fullmatch(node.gap) if rate > change else _RATE.search(node.clause)
    joined = rate > change or _ALSO.fullmatch(behind.gap) is not None
    return found["word"] if found and joined and not listed and not node.figure.modifiers else ""


def _value_of(sentence: Sequence[Node], at: int, like: Node, previous: Sequence[Node]) -> Node | None:
    """The value that the words before a figure are about; ``None`` where another subject comes between.

    支出总计各减少 may say again what the amount before it is called.
    """
    again = ""
    for index in range(at, max(-1, at - REACH), -1):
        node = sentence[index]
        if _OTHER_BASE.search(node.gap) and (index or _OTHER_BASE.search(node.lead)):
            return None
        if index == 0:
            return _value_before(node, like, previous)
        pieces = re.split("[，：]", node.gap)
        before = sentence[index - 1]
        strange = [piece for piece in pieces[1:] if not _GOES_ON.match(piece)]
        if strange and (again or strange != pieces[-1:] or len(_subject(strange[0])) < 2):
            return None
        again = _subject(strange[0]) if strange else again
        if "；" in node.gap and not _COMPARED_AGAIN.fullmatch(node.gap):
            return None
        if len(pieces) == 1 and not _continues(node, before):
            return None
        if _same(before, like) and not CHANGED_BY.search(before.clause):
            if before.addable:
                return before if again in _YEARS.sub("", before.clause) else None
            if before.after != "的":
                return None
    return None


def _is_base(node: Node, like: Node) -> bool:
    """Whether an amount is what another one is compared with: 较年初预算80万元减少…."""
    return _same(node, like) and _PRINTED_BASE.search(node.clause) is not None and not direction(node)


def _wholes(before: Sequence[Node], now: Node) -> tuple[Node, ...]:
    """The amounts that 其中 takes apart on the way to a value."""
    near = [node for node in before[-REACH:] if node.figure.start <= now.figure.start]
    cues = [at for at, node in enumerate(near) if at and re.search("其中|包括", node.gap)]
    return tuple(near[at - 1] for at in cues if near[at - 1].addable and _same(near[at - 1], now))


def _continues(node: Node, before: Node) -> bool:
    """Whether a figure follows another one without a comma as its rate: 60万元的85%, 80万元增长5%."""
    return (
        node.gap == "的"
        or (_GOES_ON.match(node.gap.lstrip("；")) is not None and node.gap != "")
        or before.after == "的"
    )


def _value_before(first: Node, like: Node, previous: Sequence[Node]) -> Node | None:
    """The one amount of the sentence before, where a sentence begins with 与上年相比 or 比上年增加."""
    words = _CHANGE.fullmatch(first.lead) or _CHANGE.fullmatch(first.clause)
    opens = re.match(r"(?:与|较|比|同比|同|环比)", first.lead)
    named = _NAMED_FIRST.match(first.lead) if opens is None else None
    if words is None or (opens is None and named is None) or first.stops > 1:
        return None
    subject = _subject(first.lead) if named is None else _YEARS.sub("", named["subject"])
    values = [n for n in previous if _same(n, like) and n.addable and not CHANGED_BY.search(n.clause)]
    if subject:
        values = [n for n in values if subject in _YEARS.sub("", n.clause)]
    return values[0] if len(values) == 1 else None


def _subject(lead: str) -> str:
    """What 与上年相比，某项支出增加 says has changed; empty where it says nothing of its own."""
    bare = re.sub(rf"(?:{_VERBS})(?:了|额)?(?:约|近|为)?$", "", lead)
    bare = re.sub(rf"^(?:与|较|比|同比|同|环比){_WHEN}(?:相比|比较)?[，]?", "", bare)
    return _YEARS.sub("", bare)


def _same(node: Node, other: Node) -> bool:
    figure, like = node.figure, other.figure
    return (figure.dimension, figure.base_unit, figure.per) == (like.dimension, like.base_unit, like.per)


def portions(sentence: Sequence[Node], previous: Sequence[Node]) -> Iterator[Portion]:
    """完成年初预算60万元的85%, 占总支出90万元的12%: the rates of a base that is printed between."""
    for at in range(2, len(sentence)):
        base, rate = sentence[at - 1], sentence[at]
        plain = rate.figure.dimension == "percent" and not rate.figure.modifiers and rate.gap == "的"
        if not plain or base.figure.dimension not in AMOUNTS or base.figure.per:
            continue
        found = _BASE.match(base.clause)
        part = _value_of(sentence, at - 1, base, ()) if found is not None else None
        last = sentence[at - 2]
        if part is not None and _NET.search(last.clause) and "。" not in base.gap:
            part = last  # 盘盈3万元、盘亏5万元，净减2万元，占资产总额90万元的2.22%
        if found is not None and part is not None:
            wholes = _wholes(sentence[: at - 1], part)
            yield Portion(part, base, rate, found["verb"], found["name"], wholes)
