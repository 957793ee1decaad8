"""Printed rates and the two amounts that each of them divides."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from gouji.checks.reading.rates.bases import (
    BUDGET,
    MAX_BASES,
    RateWords,
    after_additions,
    after_change,
    bases,
    is_of_another,
    is_over,
    own_base,
    quotient,
    reading,
)
from gouji.checks.reading.rates.stated_bases import stated_rates
from gouji.checks.reading.text.aims import is_aim, is_of_another_year
from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.checks.reading.text.quantities import is_sum_of_money, operand_of
from gouji.facts import Facts
from gouji.figures.interval import printed_interval
from gouji.findings import Operand, Ratio, Relation, Sum

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


_ADJUSTED = re.compile(r"调整|全年预算")
WHOLE_YEAR = re.compile(
    r"(?!项目支出$|基本支出$)(?:\d{4}年度?)?(?:截至.{0,12})?(?:全[省市县区州]|各级)?(?:全年|本年|年内|当年|年度|累计|实际|合计|总|项目|资金|已|共)*"
    r"(?:支出|支付|使用|执行|到位|拨付)(?:项目|财政|专项)?(?:资金|总额|合计|数|金额)?$"
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
                    made = named or [
                        _relation(node, segment, above, words),
                        *_slipped(node, segment, above, words),
                    ]
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
        relation = reading(Operand("rate", rate.label, rate.figure), part, whole, words)
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
        yield replace(reading(stated, parts[-1], bases[0], words), tentative=True)


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
    parts = [exactly(node, above, words) for node in reversed(segment) if words.is_part(node)]
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
            readings=tuple(replace(reading(stated, n, wholes[0], words), open_list=True) for n in spent),
        )
    own = own_base(rate)
    if own is not None:
        return reading(stated, parts[0], own, words)
    if wholes:
        kept, others = after_change(wholes[:3], rate)
        readings = [reading(stated, part, whole, words) for part in parts[:3] for whole in kept]
        if len(wholes) > 1:
            together = Sum(tuple(operand_of(words.role_whole, node) for node in reversed(wholes[:3])))
            readings.append(Relation(stated, Ratio(operand_of(words.role_part, parts[0]), together)))
        # What was spent is more than that, and the rate is below 100: it is of another, where there is one.
        readings.sort(key=is_over)
        if is_of_another(rate, parts):
            readings = [replace(each, open_list=True) for each in readings]
        readings += after_additions(stated, parts[0], kept, segment, words)
        named = tuple((f"{n.label}{n.figure.text}", quotient(parts[0], n, words)) for n in others)
        return replace(readings[0], readings=tuple(readings[1:]), alternatives=named)
    further, others = bases([node for node in above if words.is_whole(node)], rate)
    readings = [reading(stated, part, whole, words) for part in parts[:2] for whole in further]
    main = _by_far_base(stated, parts[0], above, further, words)
    named = tuple((f"{node.label}{node.figure.text}", quotient(parts[0], node, words)) for node in others)
    return replace(main, readings=tuple(replace(r, open_list=True) for r in readings), alternatives=named)


def exactly(part: Node, above: Sequence[Node], words: RateWords) -> Node:
    """The amount that a rough one speaks of, where it stands above: 支出5,904.18万元. 全年支出近6000万元."""
    rough = printed_interval(part.figure) if part.figure.modifiers else None
    if rough is None:
        return part
    plain = (node for node in above if words.is_part(node) and not node.figure.modifiers)
    of_all = (node for node in plain if WHOLE_YEAR.match(node.label))
    return next((node for node in of_all if node.figure.value in rough), part)


def _slipped(
    rate: Node, segment: Sequence[Node], above: Sequence[Node], words: RateWords
) -> Iterator[Relation]:
    """A rate of two decimals over a budget from further above, told where one slip parts the two."""
    parts = [exactly(node, above, words) for node in reversed(segment) if words.is_part(node)]
    if not parts or rate.figure.decimals < PRECISE or any(words.is_whole(node) for node in segment):
        return
    if own_base(rate) is None and WHOLE_YEAR.match(parts[0].label):
        stated = Operand("rate", rate.label, rate.figure)
        budgets = [node for node in above if words.is_whole(node) and BUDGET.search(node.label)]
        for base in {node.figure.value: node for node in budgets[:MAX_BARE]}.values():
            yield replace(reading(stated, parts[0], base, words), tentative=True)


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
        further, key=lambda node: (not _ADJUSTED.search(node.label), not BUDGET.search(node.label))
    )
    if words.far and bases and len(values) <= MAX_BASES and not carried and WHOLE_YEAR.match(part.label):
        return reading(stated, part, bases[0], words)
    missing = Operand(words.role_whole, words.name_whole, None)
    return Relation(stated, Ratio(operand_of(words.role_part, part), missing))
