"""What is done beside what is still to be done 已完成与正在办理: both make the whole of a rate."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.checks.reading.text.nodes import Node

_ENDS = re.compile("[，。；：、（]")
_STILL = re.compile(r"正在|尚|仍|还在|未|待|其余|余下|剩余|持续|在办|在建|推进中|继续|进行中")
_FINISHED = re.compile(r"已|完成|办结|到位|销号|完工|竣工|验收|化解|结案")


def under_way(counts: Sequence[Node]) -> tuple[Node, Node] | None:
    """Of two counts the one that is done, or all, and the one that is still to be done; ``None`` where none is."""
    if len(counts) != 2:
        return None
    first, last = counts
    one, other = (_STILL.search(node.clause + _ENDS.split(node.after)[0]) is not None for node in counts)
    if one == other:
        return None
    return (last, first) if one else (first, last)


def is_finished(node: Node) -> bool:
    """Whether a count is of what was done, and not of all: 已整改9个, against 受理14件."""
    return _FINISHED.search(node.clause) is not None
