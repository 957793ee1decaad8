"""Standards per head that a report gives again and again, and once otherwise: 每人每月80元, and 85元 in one place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gouji.checks.reading.text.nodes import Node, Passage, passages
from gouji.checks.reading.text.quantities import value_of
from gouji.facts import Facts
from gouji.ledger.precision import printed_number

LONG = 6
"""So many characters make a name that no other standard of the report bears."""

WORDS = 40
"""In how many characters before a price its name stands."""

USUAL = 2
"""So many places say what a standard is, against one that says otherwise."""

_EACH = re.compile(
    r"(?:由|从|的|为|按|按照|标准|执行|统一|，|、)*(?P<each>(?:每[一-龥]{1,2}){1,3})(?:标准)?(?:补助|补贴|发放|为|按)*$"
)
_HEAD = re.compile(r"^(?:其中|且|对|将|即|[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]|[一二三四五六]是)+")
_TOPIC = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]是)(?P<topic>[一-龥]{6,20}?)[，：。]"
)
_RAISED = re.compile(
    r"(?:提高|上调|调整|增加|提标|提升|下调|降低|调低)(?:到|至|为)(?:(?:每[一-龥]{1,2}){1,3})?"
)
_OTHER = re.compile(
    r"(?:19|20)\d\d年|上年|去年|明年|下年|次年|原|拟|计划|预计|建议|不低于|不超过|最高|最低|上限|以上|以下|平均|均|分别|[一二三四五甲乙丙A-D]档|另|再|首|差额|省级|中央|市级|县级|[省市县]标"
)


class Standard(NamedTuple):
    """A price with the name of what is paid, and for what; ``block`` tells paragraphs apart."""

    name: str
    each: str
    node: Node
    block: int


def standards_apart(facts: Facts) -> Iterator[tuple[Standard, Standard]]:
    """The standards that one place prints with another digit than all the others: the usual one first."""
    groups: dict[tuple[str, str], list[Standard]] = {}
    for number, passage in enumerate(passages(facts)):
        for standard in _in(passage, number):
            groups.setdefault((standard.name, standard.each), []).append(standard)
    for group in groups.values():
        values = [value_of(each.node) for each in group]
        once = [each for each in group if values.count(value_of(each.node)) == 1]
        if len(set(values)) != 2 or len(once) != 1 or len(group) <= USUAL:
            continue
        usual = next(each for each in group if each is not once[0])
        apart = usual.block != once[0].block and not _OTHER.search(once[0].node.clause)
        if apart and _one_digit(usual.node, once[0].node):
            yield usual, once[0]


def _in(passage: Passage, block: int) -> Iterator[Standard]:
    """The prices of a paragraph; of what a standard was raised from and to the second one counts."""
    nodes = passage.nodes
    topic = _TOPIC.match(passage.text)
    for at, node in enumerate(nodes):
        figure = node.figure
        words = node.clause.rpartition("、")[2][-WORDS:] if figure.dimension == "money" else ""
        said = _EACH.search(words) if "每" in words else None
        if said is None or not figure.value or figure.modifiers or figure.high is not None:
            continue
        raised = at + 1 < len(nodes) and _RAISED.fullmatch(nodes[at + 1].gap) is not None
        own = _HEAD.sub("", said.string[: said.start()])
        name = own or (topic["topic"] if topic is not None else "")
        if len(name) >= LONG:
            yield Standard(name, said["each"], nodes[at + 1] if raised else node, block)


def _one_digit(one: Node, other: Node) -> bool:
    left, right = printed_number(one.figure), printed_number(other.figure)
    return len(left) == len(right) > 1 and sum(a != b for a, b in zip(left, right)) == 1
