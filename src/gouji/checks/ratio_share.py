"""RATIO-SHARE 占比: a printed share is its part over the whole that the text names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.checks import proposes
from gouji.checks.reading.nodes import Node, Passage, passages
from gouji.checks.reading.shares import table_shares
from gouji.facts import Facts
from gouji.findings import Operand, Ratio, Relation

_SHARE = re.compile(
    r"(?P<part>[^，。；：]*?)占(?:到|了)?(?P<whole>[^，。；：]{0,16}?)(?:的比例为|的比重为|比重?为?|比例为|的|)$"
)
_AMONG = re.compile(r"其中|包括")
REACH = 3
"""How many paragraphs back the whole of a share is looked for."""


@proposes("RATIO-SHARE", title="占比", severity="medium")
def share(facts: Facts) -> Iterator[Relation]:
    """The stated share is the part over its whole.

    Formula: 占比 = 部分 ÷ 整体
    Example: 356.00 of 596.90 is 59.64%, so a printed 61.64% is contradicted.
    Undetermined: The words behind 占 name no amount that is printed before.
    Source: Columns 占比 of tables with a row 合计. Prose: A 万元，占总支出的 x%; every total before is tried,
        the one that is named, or that 其中 takes apart, can contradict.
    """
    yield from table_shares(facts)
    read = passages(facts)
    for index, passage in enumerate(read):
        for sentence in passage.sentences():
            for at, node in enumerate(sentence):
                found = _SHARE.search(node.gap) if node.figure.dimension == "percent" else None
                if found is not None and at and not node.figure.modifiers:
                    relation = _relation(node, found, sentence[:at], _before(read, index, node))
                    if relation is not None:
                        yield relation


def _before(read: Sequence[Passage], index: int, node: Node) -> list[Node]:
    nodes = [other for passage in read[max(0, index - REACH) : index + 1] for other in passage.nodes]
    return [
        other for other in reversed(nodes) if other.figure.start < node.figure.start and not other.figure.per
    ]


def _relation(
    node: Node, found: re.Match[str], left: Sequence[Node], before: Sequence[Node]
) -> Relation | None:
    part = next((other for other in reversed(left) if other.figure.dimension in ("money", "count")), None)
    if part is None or part.figure.per:
        return None
    # A share with a subject of its own (项目支出占总支出的 …) need not be that of the figure before it.
    subject = re.sub(r"^.*[，。；：]", "", found["part"])
    if subject and not part.label.endswith(subject):
        return None
    wholes = [other for other in before if other is not part and _same(other, part) and other.addable]
    name = found["whole"].removeprefix("全年").removeprefix("本年")
    named = [other for other in wholes if len(name) >= 2 and other.label.endswith(name)]
    named = named or ([] if name else _taken_apart(left, part, wholes))
    stated = Operand("share", f"{part.label}占{found['whole']}", node.figure)
    operand = Operand("part", part.label, part.figure)
    readings = [
        Relation(
            stated, Ratio(operand, Operand("whole", whole.label, whole.figure)), open_list=whole not in named
        )
        for whole in [*named, *(other for other in wholes if other not in named)]
    ]
    return replace(readings[0], readings=tuple(readings[1:])) if readings else None


def _taken_apart(left: Sequence[Node], part: Node, wholes: Sequence[Node]) -> list[Node]:
    """The figure of the sentence that 其中 takes apart: 收入合计 A 万元，其中：B 万元，占 x%."""
    for at in range(1, len(left)):
        if _AMONG.search(left[at].gap) and left[at].figure.start <= part.figure.start:
            return [left[at - 1]] if left[at - 1] in wholes else []
    return []


def _same(node: Node, other: Node) -> bool:
    return node.figure.base_unit == other.figure.base_unit and (node.figure.value or 0) >= (
        other.figure.value or 0
    )
