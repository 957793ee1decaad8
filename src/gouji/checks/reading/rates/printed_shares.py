"""The shares that a sentence prints: 占支出的 x%, each with its part and the words that say of what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.checks.reading.text.changes import CHANGED_BY
from gouji.checks.reading.text.nodes import Node

_SHARE = re.compile(
    r"(?P<part>[^，。；：]{0,40}?)占(?:到|了)?(?P<whole>[^，。；：]{0,16}?)(?:的?(?:比例|比重)(?:分别)?(?:为|达到?|约为)?|比为?|的|)$"
)
_THRESHOLD = re.compile(r"(?:及|或)?(?:以上|以下|以内|之间)的?[一-龥]")
_JOINED = re.compile(r"[、和与及]|以及")
TAIL = re.compile(
    r"(?:累计|共|已|全年|本年|当年|年度)*(?:完成|实现|达到?|安排|总额|总量|总数|总计|合计|共计|金额|数额|规模|数|预算|决算|情况)+$"
)


class Share(NamedTuple):
    """A printed share, the words that say of what, its part, and the figures before it."""

    node: Node
    whole: str
    part: Node
    left: Sequence[Node]


def shares(sentence: Sequence[Node], at: int) -> Iterator[Share]:
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
            yield Share(node, found["whole"], part, left)
    for inner in node.inside[:1]:
        bracketed = _SHARE.match(inner.gap) if _is_share(inner) else None
        if bracketed is not None and node.figure.dimension in ("money", "count") and not node.figure.per:
            yield Share(inner, bracketed["whole"], node, sentence[: at + 1])


def _has_subject(part: Node, subject: str, whole: str) -> bool:
    """Whether a share's own subject is the amount before it: 税收占比 behind 税收收入累计完成80万元."""
    if part.label.endswith(subject) or TAIL.sub("", part.label).endswith(subject):
        return True
    return len(subject) > 1 and (part.label.startswith(subject) if not whole else subject in part.label)


def _may_be_part(node: Node) -> bool:
    """Whether an amount can be a part; one by which something changed stands beside it, a threshold is none."""
    plain = node.figure.dimension in ("money", "count") and _THRESHOLD.match(node.after) is None
    return plain and not (node.subordinate and CHANGED_BY.search(node.clause) and "净" not in node.clause)


def _in_row(sentence: Sequence[Node], at: int, dimension: str) -> bool:
    """Whether a figure follows another one of a row: 10%、20%和70%."""
    if at >= len(sentence) or sentence[at].figure.dimension != dimension:
        return False
    return _JOINED.fullmatch(sentence[at].gap) is not None


def _row_of_shares(sentence: Sequence[Node], at: int, whole: str) -> Iterator[Share]:
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
                yield Share(share, whole.removeprefix("比例").removesuffix("分别为"), part, sentence[:first])


def _is_share(node: Node) -> bool:
    return node.figure.dimension == "percent" and not node.figure.modifiers
