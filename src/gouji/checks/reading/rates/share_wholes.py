"""The amounts that a share may be of: those before it, those that bear the name behind 占, the total of its list."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from gouji.checks.reading.rates.printed_shares import TAIL, Share
from gouji.checks.reading.text.nodes import Node, Passage

_TOTAL_HEAD = re.compile(r"(?:.{0,20}(?:19|20)\d\d年度?)?(?:全年|本年度?|当年|年度|总|全部|部门|单位)*")
_TOTAL = re.compile(r"(?:合计|共计|总计)(?:为|达)?$")

REACH = 3
"""How many paragraphs back the whole of a share is looked for."""

MOST = 120
"""How many figures before a share its whole is looked for among; a hostile paragraph must not cost more."""

FAR = 24
"""The same for a whole that the words behind 占 name, 本年支出合计."""


def closing(sentence: Sequence[Node], node: Node) -> list[Node]:
    """The total that follows a list of shares: …，四类合计 100 万元."""
    at = bisect_right(sentence, node.figure.start, key=lambda other: other.figure.start)
    later = sentence[at : at + MOST]
    return [n for n in later if _TOTAL.search(n.clause) and not n.figure.per]


def amounts_before(read: Sequence[Passage], index: int, node: Node) -> list[Node]:
    """The figures of the paragraph before a share and of those above it, nearest first; no prices."""
    own = read[index].nodes
    at = bisect_left(own, node.figure.start, key=lambda other: other.figure.start)
    above = [other for passage in read[max(0, index - REACH) : index] for other in passage.nodes[-MOST:]]
    return [other for other in reversed([*above, *own[max(0, at - MOST) : at]]) if not other.figure.per]


def whole_name(share: Share) -> str:
    """What the words behind 占 call the whole, without 全年."""
    return share.whole.removeprefix("全年").removeprefix("本年")


def named_above(read: Sequence[Passage], share: Share) -> list[Node]:
    """The whole that a share names, further above: where the text prints one value under that name."""
    name = whole_name(share)
    nodes = (
        [n for passage in read for n in passage.nodes if n.addable and same(n, share.part)] if name else []
    )
    found = [node for node in nodes if is_named(node.label, name)]
    return found[-1:] if len({node.figure.value for node in found}) == 1 else []


def is_named(label: str, name: str) -> bool:
    """Whether a label names a whole that is said in other words: 收入合计 is 本年收入."""
    one, other = (TAIL.sub("", re.sub("总(?=金额|支出|收入)", "", words)) for words in (label, name))
    if len(other) > 3:
        return one.replace("拨款", "").endswith(other.replace("拨款", ""))
    return len(other) > 1 and re.fullmatch(_TOTAL_HEAD.pattern + other, one) is not None


def same_kind(node: Node, other: Node) -> bool:
    """Whether two figures are of one unit."""
    return (node.figure.dimension, node.figure.base_unit) == (other.figure.dimension, other.figure.base_unit)


def same(node: Node, other: Node) -> bool:
    """Whether an amount is of the unit of another and no less."""
    return node.figure.base_unit == other.figure.base_unit and (node.figure.value or 0) >= (
        other.figure.value or 0
    )
