"""RATIO-SHARE 占比: a printed share is its part over the whole that the text names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from gouji.checks import proposes
from gouji.checks.reading.nodes import Node, Passage, passages
from gouji.checks.reading.shares import table_shares
from gouji.facts import Facts
from gouji.findings import Operand, Ratio, Relation

_SHARE = re.compile(
    r"(?P<part>[^，。；：]{0,40}?)占(?:到|了)?(?P<whole>[^，。；：]{0,16}?)(?:的比例为|的比重为|比重?为?|比例为|的|)$"
)
_AMONG = re.compile(r"其中|包括")
_TOTAL = re.compile(r"(?:合计|共计|总计)(?:为|达)?$")
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
        previous: Sequence[Node] = read[index - 1].sentences()[-1] if index and read[index - 1].nodes else ()
        for sentence in passage.sentences():
            stated = [share for at in range(len(sentence)) for share in _shares(sentence, at)]
            for each in stated:
                wholes = [*_before(read, index, each.node), *_closing(sentence, each.node)]
                relation = _relation(each, wholes, _Around(previous, sentence, stated))
                if relation is not None:
                    yield relation
            previous = sentence


class _Share(NamedTuple):
    """A printed share, the words that say of what, its part, and the figures before it."""

    node: Node
    whole: str
    part: Node
    left: Sequence[Node]


class _Around(NamedTuple):
    """What stands around a share: the sentence before, its own, and the shares of that."""

    previous: Sequence[Node]
    sentence: Sequence[Node]
    shares: Sequence[_Share]


def _shares(sentence: Sequence[Node], at: int) -> Iterator[_Share]:
    """The share that a figure is, and the one in the bracket behind it: 80万元（占25%）."""
    node, left = sentence[at], sentence[:at]
    found = _SHARE.search(node.gap) if _is_share(node) else None
    if found is not None and at:
        part = next((n for n in reversed(left) if n.figure.dimension in ("money", "count")), None)
        # A share with a subject of its own (项目支出占总支出的 …) need not be that of the figure before it.
        subject = re.sub(r"^.*[，。；：]", "", found["part"])
        if part is not None and not part.figure.per and (not subject or part.label.endswith(subject)):
            yield _Share(node, found["whole"], part, left)
    for inner in node.inside[:1]:
        bracketed = _SHARE.match(inner.gap) if _is_share(inner) else None
        if bracketed is not None and node.figure.dimension in ("money", "count") and not node.figure.per:
            yield _Share(inner, bracketed["whole"], node, sentence[: at + 1])


def _is_share(node: Node) -> bool:
    return node.figure.dimension == "percent" and not node.figure.modifiers


def _closing(sentence: Sequence[Node], node: Node) -> list[Node]:
    """The total that follows a list of shares: …，四类合计 100 万元."""
    later = [n for n in sentence if n.figure.start > node.figure.start]
    return [n for n in later if _TOTAL.search(n.clause) and not n.figure.per]


def _before(read: Sequence[Passage], index: int, node: Node) -> list[Node]:
    nodes = [other for passage in read[max(0, index - REACH) : index + 1] for other in passage.nodes]
    return [
        other for other in reversed(nodes) if other.figure.start < node.figure.start and not other.figure.per
    ]


def _relation(share: _Share, before: Sequence[Node], around: _Around) -> Relation | None:
    part, name = share.part, share.whole.removeprefix("全年").removeprefix("本年")
    wholes = [other for other in before if other is not part and _same(other, part) and other.addable]
    named = [other for other in wholes if len(name) >= 2 and other.label.endswith(name)]
    named = named or ([] if name else _taken_apart(share.left, part, wholes))
    named = named or ([] if name else _shared(share, wholes, around)[:1])
    stated = Operand("share", f"{part.label}占{share.whole}", share.node.figure)
    operand = Operand("part", part.label, part.figure)
    readings = [
        Relation(
            stated, Ratio(operand, Operand("whole", whole.label, whole.figure)), open_list=whole not in named
        )
        for whole in [*named, *(other for other in wholes if other not in named)]
    ]
    return replace(readings[0], readings=tuple(readings[1:])) if readings else None


def _shared(share: _Share, wholes: Sequence[Node], around: _Around) -> list[Node]:
    """The whole that the other shares of a list are of: two of them, or one and 其中 behind a full stop."""
    others = [s for s in around.shares if s is not share and not s.whole]
    opens = _AMONG.match(around.sentence[0].lead.strip("-* ")) is not None
    plain = [node for node in around.previous if node.addable and _same(node, share.part)] if opens else []
    found = []
    for whole in wholes:
        fits = sum(_fits(other, whole) for other in others)
        least = 1 if len(plain) == 1 and plain[0] is whole else 2
        if fits >= least and 2 * fits >= len(others):
            found.append(whole)
    return found


def _fits(share: _Share, whole: Node) -> bool:
    part, total, value = share.part.figure.value, whole.figure.value, share.node.figure.value
    alike = share.part.figure.base_unit == whole.figure.base_unit
    if part is None or not total or value is None or not alike:
        return False
    return abs(part * 100 / total - value) <= share.node.figure.quantum


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
