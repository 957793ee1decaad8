"""Printed rates and the two amounts that each of them divides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gouji.checks.reading.nodes import Node, Passage, passages
from gouji.facts import Facts
from gouji.findings import Operand, Ratio, Relation

NEAR = 12
"""How many paragraphs back a base is looked up where the rate's own sentence names none."""

FAR = 200
"""The same for a rate with two decimals or more, which an amount of another matter rarely fits."""


@dataclass(frozen=True)
class RateWords:
    """How a rate and its two amounts are called; ``role_*`` are the roles of the operands.

    ``part_only`` are words that make a label that of the part though ``whole`` fits it too (预算执行数);
    ``name_*`` stand for an amount that is not printed.
    """

    rate: re.Pattern[str]
    part: re.Pattern[str]
    whole: re.Pattern[str]
    part_only: re.Pattern[str]
    role_part: str
    role_whole: str
    name_part: str
    name_whole: str

    def is_part(self, node: Node) -> bool:
        return _money(node) and self.part.search(node.label) is not None and not self.is_whole(node)

    def is_whole(self, node: Node) -> bool:
        label = node.label
        return _money(node) and self.whole.search(label) is not None and self.part_only.search(label) is None


def _money(node: Node) -> bool:
    return node.addable and node.figure.dimension == "money"


def _is_rate(node: Node, words: RateWords) -> bool:
    figure = node.figure
    return figure.dimension == "percent" and not figure.modifiers and words.rate.search(node.label) is not None


def rates(facts: Facts, words: RateWords) -> Iterator[Relation]:
    """Every printed rate of one kind, with the amounts that its text gives for it."""
    read = passages(facts)
    for index, passage in enumerate(read):
        for sentence in passage.sentences():
            for at, node in enumerate(sentence):
                if _is_rate(node, words):
                    yield _relation(node, _segment(sentence[:at], node), _above(read, index, node), words)


def _segment(before: Sequence[Node], rate: Node) -> list[Node]:
    """The figures since the last semicolon or the rate before: what one rate can be about."""
    marks = [*before, rate]
    for index in range(len(marks) - 1, 0, -1):
        if "；" in marks[index].gap:
            return list(before[index:])
    return list(before)


def _above(read: Sequence[Passage], index: int, rate: Node) -> list[Node]:
    """The figures of the sentences and paragraphs before, nearest first, as far as they may matter."""
    reach = FAR if rate.figure.decimals >= 2 else NEAR
    own = [node for node in read[index].nodes if node.sentence < rate.sentence]
    above = [node for passage in read[max(0, index - reach) : index] for node in passage.nodes]
    return [*reversed(own), *reversed(above)]


def _relation(rate: Node, segment: Sequence[Node], above: Sequence[Node], words: RateWords) -> Relation:
    parts = [node for node in reversed(segment) if words.is_part(node)]
    wholes = [node for node in reversed(segment) if words.is_whole(node)]
    further = [node for node in above if words.is_whole(node)]
    stated = Operand("rate", rate.label, rate.figure)
    if not parts:
        part = Operand(words.role_part, words.name_part, None)
        return Relation(stated, Ratio(part, Operand(words.role_whole, words.name_whole, None)))
    if wholes:
        readings = [_reading(stated, part, whole, words) for part in parts[:3] for whole in wholes[:3]]
        return replace(readings[0], readings=tuple(readings[1:]))
    readings = [_reading(stated, part, whole, words) for part in parts[:2] for whole in further]
    missing = Ratio(_operand(words.role_part, parts[0]), Operand(words.role_whole, words.name_whole, None))
    return Relation(stated, missing, readings=tuple(replace(reading, open_list=True) for reading in readings))


def _reading(stated: Operand, part: Node, whole: Node, words: RateWords) -> Relation:
    return Relation(stated, Ratio(_operand(words.role_part, part), _operand(words.role_whole, whole)))


def _operand(role: str, node: Node) -> Operand:
    return Operand(role, node.label, node.figure)
