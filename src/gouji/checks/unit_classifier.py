"""UNIT-CLASSIFIER 量词: 人数 is counted in 人, 人次 in 人次."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks import proposes
from gouji.checks.reading.text.nodes import Node, passages
from gouji.facts import Facts
from gouji.findings import Member, Operand, Relation

_NAMES: tuple[tuple[re.Pattern[str], tuple[str, ...], frozenset[str]], ...] = (
    (re.compile(r"(?:人次|人次数)$"), ("人次", "次"), frozenset({"人", "名", "户", "户次"})),
    (re.compile(r"(?:人数|人员数)$"), ("人", "名"), frozenset({"人次", "次", "场次", "户", "户次"})),
    (re.compile(r"户数$"), ("户",), frozenset({"户次", "人", "名", "人次"})),
    (re.compile(r"(?:场次|场数)$"), ("场", "场次", "次"), frozenset({"人", "名", "人次", "户"})),
)
_VERBS = re.compile(
    r"(?:合计|共计|累计|达到?了?|超过?|约|为|是|共|近|逾|突破|不少于|不低于|增加到|增至|：)+$"
)


@proposes("UNIT-CLASSIFIER", title="量词", severity="info")
def classifiers(facts: Facts) -> Iterator[Relation]:
    """A number bears the unit of its name: persons for 人数, attendances for 人次, households for 户数.

    Formula: 名称的量词 = 数的单位
    Example: 参与人数2879人次 names persons and counts attendances.
    Undetermined: Names of other things are not looked at, nor heads of columns.
    Source: Prose.
    """
    for passage in passages(facts):
        for node in passage.nodes:
            if node.figure.dimension == "count":
                yield from _relation(node)


def _relation(node: Node) -> Iterator[Relation]:
    name = _VERBS.sub("", node.clause.rpartition("、")[2])
    for pattern, own, others in _NAMES:
        if pattern.search(name):
            unit = node.figure.base_unit
            if unit in own or unit in others:
                yield Relation(
                    Operand("count", name[-12:], node.figure),
                    predicate=Member(unit, own),
                    note_zh="" if unit in own else f"所用单位是{unit}。",
                    note_en="" if unit in own else f"It is counted in {unit}.",
                )
            return
