"""RATIO-SHARE 占比: a printed share is its part over the whole that the text names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from gouji.checks import proposes
from gouji.checks.reading.changes import CHANGED_BY, portions
from gouji.checks.reading.nodes import Node, Passage, passages
from gouji.checks.reading.shares import table_shares
from gouji.facts import Facts
from gouji.findings import Operand, Ratio, Relation

_SHARE = re.compile(
    r"(?P<part>[^，。；：]{0,40}?)占(?:到|了)?(?P<whole>[^，。；：]{0,16}?)(?:的?(?:比例|比重)(?:分别)?(?:为|达到?|约为)?|比为?|的|)$"
)
_AMONG = re.compile(r"其中|包括")
_JOINED = re.compile(r"[、和与及]|以及")
_TAIL = re.compile(
    r"(?:累计|共|已|全年|本年|当年|年度)*(?:完成|实现|达到?|安排|总额|总量|总数|总计|合计|共计|金额|数额|规模|数|预算|决算|情况)+$"
)
_TOTAL_HEAD = re.compile(r"(?:.{0,20}(?:19|20)\d\d年度?)?(?:全年|本年度?|当年|年度|总|全部|部门|单位)*")
_TOTAL = re.compile(r"(?:合计|共计|总计)(?:为|达)?$")
REACH = 3
"""How many paragraphs back the whole of a share is looked for."""

NAMED = 5
"""How many characters of a whole's name tell that no other amount is meant."""

FAR = 24
"""The same for a whole that the words behind 占 name, 本年支出合计."""


@proposes("RATIO-SHARE", title="占比", severity="medium", presumed=True)
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
            yield from _of_printed(sentence, previous)
            for each in stated:
                wholes = [*_before(read, index, each.node), *_closing(sentence, each.node)]
                if not any(_named(whole.label, _whole_name(each)) for whole in wholes):
                    wholes += _named_above(read[max(0, index - FAR) : max(0, index - REACH)], each)
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
    if found is not None and at and _in_row(sentence, at + 1, "percent"):
        yield from _row_of_shares(sentence, at, found["whole"])
        return
    if found is not None and at:
        part = next((n for n in reversed(left) if _may_be_part(n)), None)
        # A share with a subject of its own (项目支出占总支出的 …) need not be that of the figure before it.
        subject = re.sub(r"^(?:.*[，。；：])?(?:约|大约)?", "", found["part"])
        own = not subject or part is None or _has_subject(part, subject, found["whole"])
        if part is not None and not part.figure.per and own:
            yield _Share(node, found["whole"], part, left)
    for inner in node.inside[:1]:
        bracketed = _SHARE.match(inner.gap) if _is_share(inner) else None
        if bracketed is not None and node.figure.dimension in ("money", "count") and not node.figure.per:
            yield _Share(inner, bracketed["whole"], node, sentence[: at + 1])


def _has_subject(part: Node, subject: str, whole: str) -> bool:
    """Whether a share's own subject is the amount before it: 税收占比 behind 税收收入累计完成80万元."""
    if part.label.endswith(subject) or _TAIL.sub("", part.label).endswith(subject):
        return True
    return len(subject) > 1 and (part.label.startswith(subject) if not whole else subject in part.label)


def _may_be_part(node: Node) -> bool:
    """Whether an amount can be a part; one by which something changed stands beside it."""
    return node.figure.dimension in ("money", "count") and not (
        node.subordinate and CHANGED_BY.search(node.clause)
    )


def _in_row(sentence: Sequence[Node], at: int, dimension: str) -> bool:
    """Whether a figure follows another one of a row: 10%、20%和70%."""
    if at >= len(sentence) or sentence[at].figure.dimension != dimension:
        return False
    return _JOINED.fullmatch(sentence[at].gap) is not None


def _row_of_shares(sentence: Sequence[Node], at: int, whole: str) -> Iterator[_Share]:
    """Shares in a row, of as many amounts in a row before them: 分别为3万元和7万元，占总额的30%和70%."""
    end = at + 1
    while _in_row(sentence, end, "percent"):
        end += 1
    first = at - 1
    while first > 0 and _in_row(sentence, first, sentence[at - 1].figure.dimension):
        first -= 1
    kept = sentence[at - 1].figure.dimension in ("money", "count")
    if kept and at - first == end - at and re.search("分别|各", sentence[first].gap + sentence[at].gap):
        for part, share in zip(sentence[first:at], sentence[at:end]):
            if not part.figure.per and _is_share(share):
                yield _Share(share, whole.removeprefix("比例").removesuffix("分别为"), part, sentence[:first])


def _of_printed(sentence: Sequence[Node], previous: Sequence[Node]) -> Iterator[Relation]:
    """占总支出90万元的12%: the share of a whole that is printed between."""
    for portion in portions(sentence, previous):
        if portion.verb == "占":
            whole = Operand("whole", portion.name, portion.base.figure)
            stated = Operand("share", f"{portion.part.label}占{portion.name}", portion.rate.figure)
            parts = [Operand("part", node.label, node.figure) for node in (portion.part, *portion.wholes)]
            first, *others = [Relation(stated, Ratio(part, whole)) for part in parts]
            yield replace(first, readings=tuple(others))


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
    part, name = share.part, _whole_name(share)
    wholes = [
        other for other in before if other is not part and _may_hold(other, part, name) and other.addable
    ]
    named = [other for other in wholes if len(name) >= 2 and other.label.endswith(name)]
    named = named or [other for other in wholes if _named(other.label, name)]
    named = named or ([] if name else _summed_up(share, wholes, around))
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


def _whole_name(share: _Share) -> str:
    return share.whole.removeprefix("全年").removeprefix("本年")


def _named_above(read: Sequence[Passage], share: _Share) -> list[Node]:
    """The whole that a share names, further above: where the text prints one value under that name."""
    name = _whole_name(share)
    nodes = (
        [n for passage in read for n in passage.nodes if n.addable and _same(n, share.part)] if name else []
    )
    found = [node for node in nodes if _named(node.label, name)]
    return found[-1:] if len({node.figure.value for node in found}) == 1 else []


def _named(label: str, name: str) -> bool:
    """Whether a label names a whole that is said in other words: 收入合计 is 本年收入."""
    one, other = (_TAIL.sub("", re.sub("总(?=金额|支出|收入)", "", words)) for words in (label, name))
    if len(other) > 3:
        return one.replace("拨款", "").endswith(other.replace("拨款", ""))
    return len(other) > 1 and re.fullmatch(_TOTAL_HEAD.pattern + other, one) is not None


def _summed_up(share: _Share, wholes: Sequence[Node], around: _Around) -> list[Node]:
    """The whole that the parts of the shares make up between them: it is of that one that they are shares."""
    parts = {s.part.figure.start: s.part.figure.value or 0 for s in around.shares if not s.whole}
    low = sum(parts.values())
    return [whole for whole in wholes if len(parts) > 1 and whole.figure.value == low][:1]


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
            before = next((n for n in reversed(left[:at]) if n.addable and _same_kind(n, part)), None)
            return [before] if before is not None and before in wholes else []
    return []


def _may_hold(other: Node, part: Node, name: str) -> bool:
    """Whether an amount can be the whole of another: it is more, or it bears the very name behind 占."""
    named = len(name) >= NAMED and other.label.endswith(name) and not part.label.endswith(name)
    return _same(other, part) or (named and _same_kind(other, part))


def _same_kind(node: Node, other: Node) -> bool:
    return (node.figure.dimension, node.figure.base_unit) == (other.figure.dimension, other.figure.base_unit)


def _same(node: Node, other: Node) -> bool:
    return node.figure.base_unit == other.figure.base_unit and (node.figure.value or 0) >= (
        other.figure.value or 0
    )
