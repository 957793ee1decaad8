"""Printed rates and the two amounts that each of them divides."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from gouji.checks.reading.rates.stated_bases import stated_rates
from gouji.checks.reading.text.aims import is_aim, is_of_another_year
from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.checks.reading.text.quantities import is_sum_of_money, operand_of
from gouji.facts import Facts
from gouji.findings import Difference, Operand, Ratio, Relation, Sum

NEAR = 12
"""How many paragraphs back a base is looked up where the rate's own sentence names none."""

FAR = 200
"""The same for a rate with two decimals or more, which an amount of another matter rarely fits."""


# What a rate is about stands near it; a hostile paragraph must not cost more.
MAX_ABOVE = 80
MAX_BARE = 5
"""How long the words for a rate are that name no other subject: 预算执行率."""

PRECISE = 2
"""How many decimals a rate prints that an amount of another matter rarely fits."""

MAX_BASES = 3
"""With more amounts than these to choose from, a base outside of the clause is a guess."""

_BUDGET = re.compile(r"预算|年初|调整")
_ADJUSTED = re.compile(r"调整|全年预算")
_AFTER_CHANGE = re.compile(
    r"(?:调整|调减|调增|追加|变更|核减|压减|增减)后|(?:调整|调减|调增|变更)(?:为|至|到)$|全年预算(?:数|金额|额)?(?:为|是)?$"
)
_OPENING = re.compile(r"年初|期初|原预算|原批复|批复|预算[^，。；]{0,4}[由从]$")
WHOLE_YEAR = re.compile(
    r"(?!项目支出$|基本支出$)(?:\d{4}年度?)?(?:截至.{0,12})?(?:全[省市县区州]|各级)?(?:全年|本年|年内|当年|年度|累计|实际|合计|总|项目|资金|已|共)*"
    r"(?:支出|支付|使用|执行|到位|拨付)(?:项目|财政|专项)?(?:资金|总额|合计|数|金额)?$"
)


@dataclass(frozen=True)
class RateWords:
    """How a rate and its two amounts are called; ``role_*`` are the roles of the operands.

    ``part_only`` are words that make a label that of the part though ``whole`` fits it too (预算执行数);
    ``name_*`` stand for an amount that is not printed; ``far`` tells whether a base of another paragraph
    can contradict the rate.
    """

    rate: re.Pattern[str]
    part: re.Pattern[str]
    whole: re.Pattern[str]
    part_only: re.Pattern[str]
    role_part: str
    role_whole: str
    name_part: str
    name_whole: str
    far: bool

    def is_part(self, node: Node) -> bool:
        return is_sum_of_money(node) and self.part.search(node.label) is not None and not self.is_whole(node)

    def is_whole(self, node: Node) -> bool:
        label = node.label
        return (
            is_sum_of_money(node)
            and "率" not in label
            and self.whole.search(label) is not None
            and self.part_only.search(label) is None
        )


def _is_rate(node: Node, words: RateWords) -> bool:
    figure = node.figure
    plain = figure.dimension == "percent" and not figure.modifiers
    return plain and words.rate.search(node.label) is not None and not is_aim(node)


def rates(facts: Facts, words: RateWords) -> Iterator[Relation]:
    """Every printed rate of one kind, with the amounts that its text gives for it."""
    read = passages(facts)
    told = {stated.rate.figure.start for stated in stated_rates(facts) if stated.instead is not None}
    for index, passage in enumerate(read):
        for sentence in passage.sentences():
            for at, node in enumerate(sentence):
                if _is_rate(node, words) and node.figure.start not in told:
                    near = sentence[max(0, at - MAX_ABOVE) : at]
                    segment = _segment(near, node)
                    earlier = near[: len(near) - len(segment)]
                    above = [*reversed(earlier), *_above(read, index, node)]
                    named = [*_by_name(node, segment, above, words)]
                    made = named or [_relation(node, segment, above, words)]
                    if is_of_another_year(node, near, facts.meta.fiscal_year):
                        made = [_open(relation) for relation in made]
                    yield from made
                    yield from _by_topic(node, segment, above, passage, words)


def _open(relation: Relation) -> Relation:
    """The same, that can only be confirmed: none of its amounts is of the year of the rate."""
    readings = tuple(replace(reading, open_list=True) for reading in relation.readings)
    return replace(relation, open_list=True, readings=readings)


_STEM = re.compile(
    r"(?:(?:全年|年初|年度|本年|当年|调整后?|实际|累计|批复|安排|项目)*(?:预算|支出|执行|安排|使用|投入|资金|经费)"
    r"(?:数|金额|额|总额|资金)?|项目)$"
)
_TOPIC = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．](?P<topic>[^，。：；、\d]{4,24})[。：]")
NAME = 4
"""How many characters a name has at least that tells one item from the others."""


def stem(label: str) -> str:
    """The name of an item, without 支出 or 预算数 behind it."""
    return _STEM.sub("", label)


def _by_name(
    rate: Node, segment: Sequence[Node], above: Sequence[Node], words: RateWords
) -> Iterator[Relation]:
    """某工程全年预算960万元，执行率84.62%: what was spent on it stands in a list above, under its name."""
    wholes = [node for node in segment if words.is_whole(node)]
    if len(wholes) != 1 or any(is_sum_of_money(node) for node in segment if node is not wholes[0]):
        return
    whole, name = wholes[0], stem(wholes[0].label)
    found = [
        n
        for n in above
        if is_sum_of_money(n) and not words.is_whole(n) and len(name) >= NAME and stem(n.label) == name
    ]
    if len({node.figure.value for node in found}) == 1:
        part = found[0]
        near = (part.figure.value or 0) <= 2 * (whole.figure.value or 0)
        told = words.part.search(part.label) is not None or _list_of(part, above, words)
        relation = _reading(Operand("rate", rate.label, rate.figure), part, whole, words)
        yield relation if near and told else replace(relation, tentative=True)


def _list_of(part: Node, above: Sequence[Node], words: RateWords) -> bool:
    """Whether the list that a part stands in is one of money spent: 支出 …万元，分别为：…."""
    at = next(index for index, node in enumerate(above) if node is part)
    for before, node in zip(above[at + 1 :], above[at:]):
        if re.search("其中|分别|包括", node.gap) or node.stops:
            return not node.stops and words.is_part(before)
    return False


def _by_topic(
    rate: Node, segment: Sequence[Node], above: Sequence[Node], passage: Passage, words: RateWords
) -> Iterator[Relation]:
    """1.某某项目。……支出61.8万元，执行率98.10%: the budget of the item stands above, under its name."""
    found = _TOPIC.match(passage.text)
    parts = [node for node in segment if words.is_part(node)]
    if found is None or not parts or any(words.is_whole(node) for node in segment):
        return
    name = stem(found["topic"])
    bases = [
        n
        for n in above
        if is_sum_of_money(n) and n not in parts and len(name) >= NAME and stem(n.label) == name
    ]
    if len({node.figure.value for node in bases}) == 1:
        stated = Operand("rate", rate.label, rate.figure)
        yield replace(_reading(stated, parts[-1], bases[0], words), tentative=True)


def _segment(before: Sequence[Node], rate: Node) -> list[Node]:
    """The figures since the last semicolon or the rate before: what one rate can be about."""
    marks = [*before, rate]
    for index in range(len(marks) - 1, 0, -1):
        if "；" in marks[index].gap:
            return list(before[index:]) if before[index:] or not _is_pair(before, rate) else list(before)
    return list(before)


def _is_pair(before: Sequence[Node], rate: Node) -> bool:
    """Whether a rate behind a semicolon is of the two amounts before it: 预算120万元；支出113万元；执行率94%."""
    return len(before) == 2 and all(is_sum_of_money(node) for node in before) and len(rate.label) <= MAX_BARE


def _above(read: Sequence[Passage], index: int, rate: Node) -> list[Node]:
    """The figures of the sentences and paragraphs before, nearest first, as far as they may matter."""
    reach = FAR if rate.figure.decimals >= 2 else NEAR
    nodes = read[index].nodes
    own = nodes[: bisect_left(nodes, rate.sentence, key=lambda node: node.sentence)][-MAX_ABOVE:]
    above = [node for passage in read[max(0, index - reach) : index] for node in passage.nodes[-MAX_ABOVE:]]
    return [*reversed(own), *reversed(above)]


def _relation(rate: Node, segment: Sequence[Node], above: Sequence[Node], words: RateWords) -> Relation:
    parts = [node for node in reversed(segment) if words.is_part(node)]
    wholes = [node for node in reversed(segment) if words.is_whole(node)]
    stated = Operand("rate", rate.label, rate.figure)
    if not parts:
        part = Operand(words.role_part, words.name_part, None)
        none = Relation(stated, Ratio(part, Operand(words.role_whole, words.name_whole, None)))
        if len(wholes) != 1 or rate.figure.decimals < PRECISE:
            return none
        # 全年预算960万元，执行率84.62%: what was spent stands further up, and can only confirm.
        spent = islice((n for n in above if words.is_part(n) and WHOLE_YEAR.search(n.label)), MAX_BARE)
        return replace(
            none,
            readings=tuple(replace(_reading(stated, n, wholes[0], words), open_list=True) for n in spent),
        )
    own = _own_base(rate)
    if own is not None:
        return _reading(stated, parts[0], own, words)
    if wholes:
        kept, others = _after_change(wholes[:3], rate)
        readings = [_reading(stated, part, whole, words) for part in parts[:3] for whole in kept]
        if len(wholes) > 1:
            together = Sum(tuple(operand_of(words.role_whole, node) for node in reversed(wholes[:3])))
            readings.append(Relation(stated, Ratio(operand_of(words.role_part, parts[0]), together)))
        # What was spent is more than that, and the rate is below 100: it is of another, where there is one.
        readings.sort(key=_is_over)
        if _is_of_another(rate, parts):
            readings = [replace(each, open_list=True) for each in readings]
        readings += _after_additions(stated, parts[0], kept, segment, words)
        named = tuple((f"{n.label}{n.figure.text}", _quotient(parts[0], n, words)) for n in others)
        return replace(readings[0], readings=tuple(readings[1:]), alternatives=named)
    further, others = _bases([node for node in above if words.is_whole(node)], rate)
    readings = [_reading(stated, part, whole, words) for part in parts[:2] for whole in further]
    main = _by_far_base(stated, parts[0], above, further, words)
    named = tuple((f"{node.label}{node.figure.text}", _quotient(parts[0], node, words)) for node in others)
    return replace(main, readings=tuple(replace(r, open_list=True) for r in readings), alternatives=named)


_OWN_BASE = re.compile(r"^(?:按照?|以|分母|基数|占|与|相对)")


def _own_base(rate: Node) -> Node | None:
    """执行率95.26%（按可用资金972.54万元计算）: the base that the bracket behind a rate prints."""
    first = rate.inside[0] if rate.inside else None
    own = first is not None and first.figure.dimension == "money" and _OWN_BASE.match(first.gap)
    return first if own else None


def _after_change(wholes: Sequence[Node], rate: Node) -> tuple[list[Node], list[Node]]:
    """What a rate is of: the budget after its adjustment, where the sentence prints it beside the opening one."""
    adjusted = [node for node in wholes if _AFTER_CHANGE.search(node.clause)]
    opening = [node for node in wholes if node not in adjusted and _OPENING.search(node.clause)]
    if not adjusted or "率" not in rate.label or _OPENING.search(rate.gap.rpartition("。")[2]):
        return list(wholes), []
    return [node for node in wholes if node not in opening], opening


def _is_over(reading: Relation) -> bool:
    """Whether a part is more than its whole though the printed rate is no more than 100."""
    rate, ratio = reading.stated.figure, reading.expected
    if (
        not isinstance(ratio, Ratio)
        or not isinstance(ratio.part, Operand)
        or not isinstance(ratio.whole, Operand)
    ):
        return False
    values = [
        figure.value if figure is not None else None
        for figure in (rate, ratio.part.figure, ratio.whole.figure)
    ]
    if None in values:
        return False
    stated, part, whole = (value or 0 for value in values)
    return part > whole and stated <= 100


_RATE_WORDS = re.compile(
    r"(?:预算|资金|经费|总体|总|整体|综合|全年|年度|平均|实际|当年|本年|累计|财政|拨款|专项|项目|绩效|的|率|为|达到?|仅|约|即"
    r"|执行|支出|支付|使用|到位|拨付|完成|进度|按时|及时|此项|该项|其)+"
)


def _is_of_another(rate: Node, parts: Sequence[Node]) -> bool:
    """其中基本支出执行率99.12%: whether a rate names a subject of its own that no amount spent or received bears."""
    if not re.search("其中|分别", rate.gap) and not rate.gap.startswith(("、", "；")):
        return False
    name = _RATE_WORDS.sub("", rate.label) or rate.label[:4]
    return len(name) > 1 and not any(name in part.label for part in parts)


_ADDED = re.compile(r"(?:追加|调增|增加)(?:安排|下达|预算|资金|指标|了|为|数|金额)*$")
_CUT = re.compile(r"(?:调减|核减|压减|收回)(?:预算|资金|指标|了|为|数|金额)*$")


def _after_additions(
    stated: Operand, part: Node, wholes: Sequence[Node], segment: Sequence[Node], words: RateWords
) -> list[Relation]:
    """预算300万元，追加20万元，支出310万元，执行率96.88%: the budget with what was added, which nobody prints."""
    made: list[Relation] = []
    money = [
        n for n in segment if n.figure.dimension == "money" and not n.figure.modifiers and n not in wholes
    ]
    for change in money[-MAX_BASES:]:
        added, cut = _ADDED.search(change.clause), _CUT.search(change.clause)
        for whole in wholes if added or cut else ():
            base, other = operand_of(words.role_whole, whole), operand_of("change", change)
            total = Sum((base, other)) if added else Difference(base, other)
            made.append(Relation(stated, Ratio(operand_of(words.role_part, part), total)))
    return made


def _bases(wholes: Sequence[Node], rate: Node) -> tuple[list[Node], list[Node]]:
    """What a rate may divide by, and what it should not: 预算执行率 wants a budget where one is printed."""
    budgets = [node for node in wholes if _BUDGET.search(node.label)]
    if "预算" not in rate.label or not budgets:
        return list(wholes), []
    return budgets, [node for node in wholes if node not in budgets]


def _by_far_base(
    stated: Operand, part: Node, above: Sequence[Node], further: Sequence[Node], words: RateWords
) -> Relation:
    """The relation with a base from further above: certain where the report names only a few in all.

    The amount must be that of the whole year or project, and nothing carried in may swell its base.
    """
    spent = part.figure.value or 0
    further = [node for node in further if (node.figure.value or 0) >= spent]
    values = {node.figure.value for node in further}
    carried = any("结转" in node.label and node.figure.value for node in above)
    bases = sorted(
        further, key=lambda node: (not _ADJUSTED.search(node.label), not _BUDGET.search(node.label))
    )
    if words.far and bases and len(values) <= MAX_BASES and not carried and WHOLE_YEAR.match(part.label):
        return _reading(stated, part, bases[0], words)
    missing = Operand(words.role_whole, words.name_whole, None)
    return Relation(stated, Ratio(operand_of(words.role_part, part), missing))


def _reading(stated: Operand, part: Node, whole: Node, words: RateWords) -> Relation:
    return Relation(stated, _quotient(part, whole, words))


def _quotient(part: Node, whole: Node, words: RateWords) -> Ratio:
    return Ratio(operand_of(words.role_part, part), operand_of(words.role_whole, whole))
